"""Method: how each figure of a unit comes about, with its own numbers, down to the cell that prints them."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from text import caveats
from text import method as sentences
from text.answer import measure_label
from ui import answer_head, export_menu, frame, notes, tables
from ui.choices import context
from ui.method import formulas, restated
from ui.method.formulas import Worked
from ui.table_description import Table
from ui.visit import INDEX, Visit
from warehouse.queries import editions as edition_queries
from warehouse.queries import sources as source_queries

# What the words of all pages mean; the address of each is `#` and the word without accents.
TERMS = ("published", "computed", "restated", "near", "mark", "tie", "bound")


def main(language: str) -> None:
    """Draw the page in one language."""
    begun = context.begin(Visit.now(language), by_measure=True)
    if begun is None:
        return
    chosen = context.pick_unit(*begun)
    visit = restated.pick(chosen, begun[1])
    context.settle(chosen, begun[1])
    unit = visit.unit or (visit.units[0] if visit.is_of_one else None)
    if unit is None:
        title = visit.say("method_question")
        answer_head.show(answer_head.Head(title, visit.say("method_ask"), "", [], [], [], title), language)
    else:
        _show(visit, unit["unit_code"])
    _terms(visit)


def _show(visit: Visit, unit_code: str) -> None:
    language, worked = visit.language, Worked.read(visit, unit_code)
    figures = worked.row_of(visit.measure_code)
    if figures is None:
        title = visit.say("method_no_figures", unit=visit.named(visit.unit or {}), year=visit.period(visit.edition))
        answer_head.show(answer_head.Head(title, "", "", [], [], [], title), language)
        return
    used = next(iter(worked.sums_of(visit.measure_code)), None)
    title = sentences.answer(figures, used, worked.parts_of(used) if used else [], visit.edition, language)
    lead = visit.say("method_lead", decision=caveats.decision(visit.edition["decision"], language))
    short = visit.say("method_short", unit=visit.named(figures))
    cited = visit.fetch(source_queries.of_measure, visit.measure_code)
    answer_head.show(answer_head.Head(title, lead, "", [], [], cited, short), language)
    _formulas(visit, worked)
    _steps(visit, figures)


def _formulas(visit: Visit, worked: Worked) -> None:
    """Those of the chosen indicator; all others stand folded below."""
    language = visit.language
    of_measures = visit.edition.get("source_edition_code") or visit.edition_code
    names = {
        row["indicator_code"]: measure_label(row, language)
        for row in visit.fetch_of(edition_queries.measures, of_measures)
    }
    rows, _ = formulas.lines(worked, worked.standing, names, language)
    if not rows:
        st.info(visit.say("method_no_values"))
        return
    unit = visit.named(worked.standing[0])
    title = visit.say("method_formulas_title", unit=unit)
    line = export_menu.title_line(title)
    chosen = [row for row in worked.standing if row["indicator_code"] == visit.measure_code]
    others = [row for row in worked.standing if row["indicator_code"] != visit.measure_code]
    in_order = _table(visit, worked, chosen, names, "method")
    folded = sum(row["value"] is not None for row in others)
    if folded:
        with st.expander(notes.literal(visit.say("method_others", count=folded)), key="method_others"):
            in_order += _table(visit, worked, others, names, "method_more")
    _offer(visit, formulas.TABLE, in_order, title, "method_file", unit, "method_files", line)


def _table(visit: Visit, worked: Worked, standing: list[dict], names: dict[str, str], key: str) -> list[dict]:
    rows, groups = formulas.lines(worked, standing, names, visit.language)
    if not rows:
        return []
    unit = worked.standing[0]
    alt = visit.say("method_formulas_alt", unit=visit.named(unit), count=len(groups))
    seen = visit.seen(key, unit["unit_code"])
    return tables.show(formulas.TABLE, rows, visit.language, alt=alt, key=key, groups=groups, seen=seen)


def _steps(visit: Visit, figures: dict) -> None:
    name = measure_label(visit.measure, visit.language) if visit.measure_code != INDEX else ""
    title = visit.say("method_steps_title") + (f" · {name}" if name else "")
    line = export_menu.title_line(title)
    codes = {name: figures[name] for name in ("unit_code", "period_code", "indicator_code")}
    rows = [codes | row for row in sentences.steps(figures, visit.language)]
    alt = visit.say("method_steps_alt", count=len(rows))
    tables.show(formulas.STEPS, rows, visit.language, alt=alt, key="method_steps", can_sort=False)
    _offer(visit, formulas.STEPS, rows, title, "method_steps_file", visit.named(figures), "method_steps_files", line)


def _offer(
    visit: Visit,
    table: Table,
    rows: list[dict],
    title: str,
    file: str,
    unit: str,
    key: str,
    line: DeltaGenerator,
) -> None:
    told = export_menu.facts(
        export_menu.Caption(visit.edition, title),
        None,
        visit.build_id,
        visit.fetch(source_queries.of_measure, visit.measure_code),
        [],
        visit.language,
    )
    name, is_restated = visit.say(file), visit.edition.get("is_restated")
    if is_restated:
        name = f"{name}-{visit.say('method_file_restated')}"
    files = visit.file_stem(name, unit, is_measured=True)
    export_menu.offer(table, rows, rows, told, files, visit.language, key, place=line)


def _terms(visit: Visit) -> None:
    st.header(visit.say("method_terms_title"), anchor=False)
    for term in TERMS:
        st.subheader(visit.say(f"method_term_{term}"), anchor=term)
        st.markdown(notes.literal(visit.say(f"method_told_{term}")))


frame.inside(main)
