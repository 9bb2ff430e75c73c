"""Simulator: what more points of a published year would be worth, and what a better rank would take."""

import streamlit as st

from planning.errors import NothingToPlan
from ui import answer_head, frame, notes
from ui.choices import context
from ui.simulator import advice, form, result, scenarios, sentences, worked
from ui.simulator.worked import Worked
from ui.visit import Visit


def main(language: str) -> None:
    """Draw the page in one language."""
    begun = context.begin(Visit.now(language))
    if begun is None:
        return
    visit = context.pick_unit(*begun)
    context.settle(visit, begun[1])
    if visit.unit is None:
        _answer_nothing(visit, visit.say("simulator_unit_title"))
        st.info(visit.say("simulator_choose_unit"))
        return
    try:
        shown = worked.of(visit, visit.unit)
    except NothingToPlan as nothing:
        _answer_nothing(visit, visit.say("simulator_nothing_title", unit=visit.named(visit.unit)))
        st.info(notes.literal(sentences.refusal(nothing, visit)))
        return
    for fault in shown.asked.faults:
        st.warning(notes.literal(sentences.refusal(fault, shown.visit)))
    _show(shown, language)


def _answer_nothing(visit: Visit, title: str) -> None:
    answer_head.show(answer_head.Head(title, "", "", [], [], [], title), visit.language)


def _show(shown: Worked, language: str) -> None:
    visit = shown.visit
    title, lead = sentences.headline(shown, language), sentences.lead(shown, language)
    index, year = visit.named(visit.edition, "short_name"), visit.period(visit.edition)
    short = visit.say("browser_title", unit=visit.named(visit.unit or {}), index=index, year=year)
    told = sentences.told(shown, language)
    answer_head.show(answer_head.Head(title, lead, "", [], told, shown.cited, short), language)
    result.show_bar(shown)
    left, right = st.columns([2, 1], gap="large")
    with right, st.container(key="simulator_result"):
        result.show_result(shown)
        form.show_target(shown)
        advice.show_reach(shown)
        form.show_movement(shown)
    with left:
        result.show_chart(shown)
        form.show_mains(shown)
        form.show_components(shown)
    scenarios.compare(shown)
    scenarios.to_chapter(shown)
    result.show_levels(shown)
    advice.show_easy_wins(shown)
    advice.show_component_wins(shown)
    result.show_steps(shown)


frame.inside(main)
