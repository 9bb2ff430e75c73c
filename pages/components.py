"""Components: what each of a unit's components scored, why, and what its main indicators lost."""

from dataclasses import dataclass

import streamlit as st

from text import components as sentences
from text import headings
from text.catalogue import say
from ui import answer_head, browser, frame, notes, picture, tables
from ui.charts import main_indicators as charts
from ui.choices import context, declared, url
from ui.components import choices, component_tables, views
from ui.components.choices import ComponentList
from ui.components.views import EVERYTHING, Shown, narrowed
from ui.visit import Visit
from warehouse.queries import components as queries
from warehouse.queries import sources as source_queries


def main(language: str) -> None:
    """Draw the page in one language."""
    begun = context.begin(Visit.now(language))
    if begun is None:
        return
    visit = context.pick_unit(*begun)
    context.settle(visit, begun[1])
    if visit.unit is None:
        title = short = visit.say("components_unit_title")
        answer_head.show(answer_head.Head(title, "", "", [], [], [], short), language)
        st.info(visit.say("components_choose_unit"))
        views.offer_loaded(visit)
        return
    listed = choices.listed(visit, visit.unit)
    is_appraisal = choices.asked_view() == "appraisal"
    given = _appraisal(listed) if is_appraisal else None
    cited = visit.fetch(
        source_queries.of_appraisals if given else source_queries.of_components, visit.unit["unit_code"]
    )
    if listed.counts is None:
        missing = _tell_no_appraisal(listed) if is_appraisal else views.why_without(listed)
        views.without_components(listed, cited, missing)
        views.offer_loaded(visit)
        if listed.mains:
            views.mains_of(Shown(listed, EVERYTHING, cited))
        return

    chosen, view, tools = choices.pick_filter(listed)
    shown = Shown(listed, chosen, cited, tools)
    if given:
        title = sentences.appraisal_answer(listed.names, given.whole, given.rows, language)
        told = sentences.appraisal_caveats(given.whole, language)
    else:
        title = sentences.answer(listed.names, listed.counts, language)
        told = sentences.doubts(listed.mains, listed.rows, language) + sentences.caveats(listed.rows, language)
    short = visit.say("components_list_title", **listed.names)
    lead = "" if given else sentences.shown_sum(shown.rows, shown.stakes, language)
    answer_head.show(answer_head.Head(title, lead, "", [], told, cited, short), language)
    views.one(shown)
    if given:
        _show_appraisal(shown, given)
        _show_transcription(shown)
        return
    if is_appraisal:
        st.info(notes.literal(_tell_no_appraisal(listed)))
    else:
        _show_components(shown, view)
        views.to_simulator(shown)
    views.bars(shown)
    views.mains_of(shown)
    browser.reveal("component", url.query_param(declared.COMPONENT.name) or "")
    _show_transcription(shown)


def _show_components(shown: Shown, view: str) -> None:
    if not views.narrowed(shown, shown.rows, shown.listed.rows):
        return
    if shown.chosen.reason:
        notes.quiet(sentences.reason_counts(shown.chosen.reason, shown.language))
    if view == "heat":
        views.heat_map(shown)
    else:
        views.list_of(shown)


def _show_transcription(shown: Shown) -> None:
    found = shown.found
    if found:
        with st.expander(notes.literal(say(shown.language, "components_transcribed", count=len(found)))):
            notes.show(found)


@dataclass(frozen=True)
class Appraisal:
    """A unit's components with points of any round (`rows`, the most reduced first), their sums by main indicator, and
    the sums of all of them (`whole`).
    """

    rows: list[dict]
    mains: list[dict]
    whole: dict


def _appraisal(listed: ComponentList) -> Appraisal | None:
    """What is known of the unit; None where no points of single components are loaded."""
    visit, code = listed.visit, listed.unit["unit_code"]
    rows = visit.fetch(queries.appraisals, code)
    if not rows:
        return None
    whole, *mains = visit.fetch(queries.appraisal_totals, code)
    return Appraisal(rows, mains, whole)


def _tell_no_appraisal(listed: ComponentList) -> str:
    """That no score sheet of the unit is loaded, and who can load one where."""
    visit, names = listed.visit, listed.names
    page, kind = visit.say("load_title"), visit.say("load_kind_components")
    return visit.say("appraisal_nothing", unit=names["unit"], year=names["year"], page=page, kind=kind)


def _show_appraisal(shown: Shown, appraisal: Appraisal) -> None:
    """Draw the list, the chart beside the sums by main indicator, and the menus of their files."""
    told = sentences.appraisal_caveats(appraisal.whole, shown.language)
    if not appraisal.whole["compared_count"]:
        st.info(notes.literal(sentences.appraisal_next_step(appraisal.whole, shown.language)))
        _list_appraisal(shown, appraisal, told)
        return
    _list_appraisal(shown, appraisal, told)
    chart, beside = st.columns(2, gap="large")
    with chart:
        _chart_appraisal(shown, appraisal, told)
    with beside:
        _list_totals(shown, appraisal, told)


def _list_appraisal(shown: Shown, appraisal: Appraisal, told: list[str]) -> None:
    language = shown.language
    codes = {row["indicator_code"] for row in shown.rows}
    rows = [row for row in appraisal.rows if row["indicator_code"] in codes]
    if not narrowed(shown, rows, appraisal.rows):
        return

    table = component_tables.appraisals(shown.listed, shown.visit.palette)
    alt = say(language, "appraisal_alt", title=_title(shown), count=len(rows))
    in_order = tables.show(table, rows, language, alt=alt, key="appraisal", seen=shown.seen)
    shown.offer(table, in_order, appraisal.rows, "file_appraisal", shown.chosen, [*told, *shown.found])


def _chart_appraisal(shown: Shown, appraisal: Appraisal, told: list[str]) -> None:
    compared = [main for main in appraisal.mains if main["compared_count"]]

    def draw() -> None:
        words = shown.picture("appraisal", told, heading=headings.most_reduced(compared, shown.language))
        alt = charts.appraisal_alt(compared, words)
        picture.draw(charts.appraisal(compared, words, shown.visit.palette), alt, "appraisal_chart")

    shown.visit.show(draw, "components_appraisal_chart")


def _list_totals(shown: Shown, appraisal: Appraisal, told: list[str]) -> None:
    language, rows = shown.language, [*appraisal.mains, appraisal.whole]
    table = component_tables.appraisal_totals(shown.listed, rows)
    st.header(say(language, "appraisal_totals_title"), anchor=False)
    alt = say(language, "appraisal_totals_alt", title=_title(shown), count=len(appraisal.mains))
    in_order = tables.show(table, rows, language, alt=alt, key="appraisal_totals", seen=shown.seen)
    shown.offer(table, in_order, rows, "file_appraisal_totals", EVERYTHING, [*told, *shown.found])


def _title(shown: Shown) -> str:
    return shown.visit.say("appraisal_title", **shown.listed.names)


frame.inside(main)
