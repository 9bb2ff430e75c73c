"""Components: what each of a unit's components scored, why, and what its main indicators lost."""

import streamlit as st

from text import components as sentences
from text.catalogue import say
from ui import answer_head, browser, frame, notes
from ui.choices import context, declared, url
from ui.components import appraisal, choices, views
from ui.components.views import EVERYTHING, Shown
from ui.visit import Visit
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
    given = appraisal.loaded(listed) if is_appraisal else None
    cited = visit.fetch(
        source_queries.of_appraisals if given else source_queries.of_components, visit.unit["unit_code"]
    )
    if listed.counts is None:
        missing = appraisal.nothing(listed) if is_appraisal else views.why_without(listed)
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
        appraisal.show(shown, given)
        _show_transcription(shown)
        return
    if is_appraisal:
        st.info(notes.literal(appraisal.nothing(listed)))
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


frame.inside(main)
