"""Method: how each figure of a unit comes about, with its own numbers, down to the cell that prints them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from text import caveats, formats
from text import method as sentences
from text.answer import measure_label
from text.catalogue import named, say
from ui import answer_head, export_menu, frame, notes, tables
from ui.choices import context, declared
from ui.choices.choice import Options
from ui.choices.context_line import ContextPickers
from ui.table_description import Field, Row, Table
from ui.tables import Group
from ui.visit import INDEX, Visit
from warehouse.queries import editions as edition_queries
from warehouse.queries import method as queries
from warehouse.queries import sources as source_queries
from warehouse.queries import time_series as series_queries


@dataclass(frozen=True)
class Worked:
    """What is known of one unit: `standing` its indicators with a figure in the order of the framework, `sums` the ways
    to compute each of them, the one that counts first, `parts` what these are made of, `cells` what documents print.
    """

    standing: Sequence[dict]
    sums: Sequence[dict]
    parts: Sequence[dict]
    cells: Sequence[dict]

    @staticmethod
    def read(visit: Visit, unit_code: str) -> "Worked":
        """All of one unit in the edition of the visit."""
        asked = (queries.standing, queries.computations, queries.parts, queries.cells)
        return Worked(*(visit.fetch(query, unit_code) for query in asked))

    def sums_of(self, indicator_code: str) -> list[dict]:
        """The ways to compute one indicator."""
        return [row for row in self.sums if row["indicator_code"] == indicator_code]

    def parts_of(self, sum_: dict) -> list[dict]:
        """The known parts of one of the ways."""
        of = (sum_["indicator_code"], sum_["value_rule"])
        return [part for part in self.parts if (part["indicator_code"], part["value_rule"]) == of]

    def row_of(self, indicator_code: str) -> dict | None:
        """The figures of one indicator."""
        return next((row for row in self.standing if row["indicator_code"] == indicator_code), None)

    def cell_of(self, indicator_code: str, *figures: str) -> dict | None:
        """What a document prints of one indicator: the first of these figures that any does."""
        known = {row["figure"]: row for row in self.cells if row["indicator_code"] == indicator_code}
        return next((known[figure] for figure in figures if figure in known), None)


def _lines(
    worked: Worked, standing: Sequence[dict], names: dict[str, str], language: str
) -> tuple[list[Row], list[Group]]:
    """The rows of the table of formulas of some of the indicators, and the head over those of each; `names` are those
    of indicators by code.
    """
    of_all = {name: worked.standing[0][name] for name in ("unit_code", "period_code")}
    rows: list[Row] = []
    groups: list[Group] = []
    for figures in standing:
        code = figures["indicator_code"]
        if figures["value"] is None:
            continue
        complete = [row for row in worked.sums_of(code) if row["is_complete"]]
        for sum_ in complete:
            inside = worked.parts_of(sum_)
            groups.append(_head(inside, names[code], sum_, figures, language))
            rows += [of_all | _row(part, sum_, names, language) for part in inside]
        if not complete:
            printed = worked.cell_of(code, "value", "score")
            note = sentences.published_only(next(iter(worked.sums_of(code)), None), figures, language)
            title, side = names[code], formats.value(figures["value"], language, figures["value_decimals"])
            groups.append(Group(1, title, side, [note]))
            rows.append(of_all | _printed(printed, figures, names, language))
    return rows, groups


def _head(inside: Sequence[dict], name: str, sum_: dict, figures: dict, language: str) -> Group:
    rule = say(language, f"method_rule_{sum_['value_rule']}")
    notes = [rule, sentences.verdict(sum_, figures, language)]
    return Group(len(inside), name, sentences.quotient(sum_, inside, language), notes)


def _row(part: dict, sum_: dict, names: dict[str, str], language: str) -> Row:
    is_of_units = sum_["value_rule"] in ("predecessors_mean", "same_unit")
    label = named(part, "part_unit_name", language) if is_of_units else _label(part, names, language)
    return part | {
        "indicator": names[part["indicator_code"]],
        "part": label,
        "amount": sentences.amount(part, language),
        "place": sentences.place(part, language),
    }


def _label(part: dict, names: dict[str, str], language: str) -> str:
    code = part["part_code"]
    return names.get(code) or f"{code}. {named(part, 'part_name', language)}"


def _printed(cell: dict | None, figures: dict, names: dict[str, str], language: str) -> Row:
    found = cell or {}
    return found | {
        "indicator_code": figures["indicator_code"],
        "indicator": names[figures["indicator_code"]],
        "part": say(language, f"method_cell_{figures['value_basis']}"),
        "amount": sentences.amount(found, language),
        "place": sentences.place(found, language),
        "part_points": None,
        "part_max_points": None,
    }


def _points(name: str, row: Row, language: str) -> str:
    return formats.MISSING if row[name] is None else formats.points(row[name], language)


TABLE = Table(
    "method_sheet",
    [
        Field("part", title="method_column_part", help=lambda _: "", format="text", width=260),
        Field("amount", title="method_column_amount", help=lambda _: "", format="text"),
        Field("part_max_points", shown=partial(_points, "part_max_points"), format="amount"),
        Field("part_points", shown=partial(_points, "part_points"), format="amount"),
        Field("place", title="method_column_place", help=lambda _: "", format="text", width=360),
    ],
    [
        "unit_code",
        "period_code",
        "indicator_code",
        Field("indicator", title="method_column_indicator", format="text"),
        Field("value_rule", cell=lambda row, _: row.get("value_rule")),
        Field("part", title="method_column_part", format="text"),
        Field("printed", cell=lambda row, _: row.get("printed")),
        "part_max_points",
        "part_points",
        Field("release_code", cell=lambda row, _: row.get("release_code")),
        Field("row_number", cell=lambda row, _: row.get("row_number")),
        Field("source_address", cell=lambda row, _: row.get("source_address")),
    ],
    keeps_first=True,
)
STEPS = Table(
    "method_steps_sheet",
    [
        Field("name", title="method_column_step", help=lambda _: "", format="text", width=220),
        Field("formula", title="method_column_formula", help=lambda _: "", format="text", width=420),
        Field("result", title="method_column_result", help=lambda _: "", format="text"),
    ],
    [
        "unit_code",
        "period_code",
        "indicator_code",
        Field("name", title="method_column_step", format="text"),
        Field("formula", title="method_column_formula", format="text"),
        Field("result", title="method_column_result", format="text"),
    ],
)


# What the words of all pages mean; the address of each is `#` and the word without accents.
TERMS = ("published", "computed", "restated", "near", "mark", "tie", "bound")


def main(language: str) -> None:
    """Draw the page in one language."""
    begun = context.begin(Visit.now(language), by_measure=True)
    if begun is None:
        return
    chosen = context.pick_unit(*begun)
    visit = _pick_restated(chosen, begun[1])
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
    rows, _ = _lines(worked, worked.standing, names, language)
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
    _offer(visit, TABLE, in_order, title, "method_file", unit, "method_files", line)


def _table(visit: Visit, worked: Worked, standing: list[dict], names: dict[str, str], key: str) -> list[dict]:
    rows, groups = _lines(worked, standing, names, visit.language)
    if not rows:
        return []
    unit = worked.standing[0]
    alt = visit.say("method_formulas_alt", unit=visit.named(unit), count=len(groups))
    seen = visit.seen(key, unit["unit_code"])
    return tables.show(TABLE, rows, visit.language, alt=alt, key=key, groups=groups, seen=seen)


def _steps(visit: Visit, figures: dict) -> None:
    name = measure_label(visit.measure, visit.language) if visit.measure_code != INDEX else ""
    title = visit.say("method_steps_title") + (f" · {name}" if name else "")
    line = export_menu.title_line(title)
    codes = {name: figures[name] for name in ("unit_code", "period_code", "indicator_code")}
    rows = [codes | row for row in sentences.steps(figures, visit.language)]
    alt = visit.say("method_steps_alt", count=len(rows))
    tables.show(STEPS, rows, visit.language, alt=alt, key="method_steps", can_sort=False)
    _offer(visit, STEPS, rows, title, "method_steps_file", visit.named(figures), "method_steps_files", line)


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


def _pick_restated(visit: Visit, pickers: ContextPickers) -> Visit:
    """The visit of the year that is chosen: the edition itself, or an earlier one restated for its units. Offered where
    there are any, or where the address asks for one in vain.
    """
    years = [row for row in visit.fetch(series_queries.editions) if row["is_restated"]]
    if not years and not declared.METHOD_RESTATED.requested:
        return visit
    labels = {visit.edition_code: visit.say("method_restated_none", year=visit.period(visit.edition))}
    labels |= {row["edition_code"]: str(visit.period(row)) for row in reversed(years)}
    code = pickers.offer(declared.METHOD_RESTATED, Options(labels, visit.edition_code))
    return replace(visit, edition=visit.edition | next((row for row in years if row["edition_code"] == code), {}))


frame.inside(main)
