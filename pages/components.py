"""Components: what each of a unit's components scored, why, and what its main indicators lost."""

import streamlit as st

from text.catalogue import say
from ui import data, frame, notes, opening, sources, unit_choice
from ui.components import appraisal, filters, states, views
from ui.components import words as sentences
from ui.components.views import EVERYTHING, Shown
from warehouse.queries import components as queries


def main(language: str) -> None:
    """Draw the page in one language."""
    build_id = data.current_build().build_id
    picked = unit_choice.pick(build_id, language)
    if picked is None:
        return
    if picked.unit is None:
        st.info(say(language, "components_choose_unit"))
        states.offer_loaded(build_id, picked.edition, language)
        return
    listed = filters.listed(build_id, picked.edition, picked.unit)
    scheme = st.context.theme.type
    is_appraisal = filters.asked_view() == "appraisal"
    given = appraisal.loaded(build_id, listed) if is_appraisal else None
    used = queries.appraisal_sources if given else queries.sources
    cited = data.fetch(used, build_id, *listed.keys).to_dicts()
    if listed.counts is None:
        if is_appraisal:
            appraisal.nothing(listed, language)
        else:
            states.without_components(listed, language)
        states.offer_loaded(build_id, picked.edition, language)
        if listed.mains:
            views.mains_of(Shown(build_id, listed, EVERYTHING, cited, language, scheme))
            notes.show([sources.linked(source, language) for source in cited])
        return

    if given:
        notes.headline(sentences.appraisal_answer(listed.names(language), given.whole, given.rows, language))
    else:
        notes.headline(sentences.answer(listed.names(language), listed.counts, language))
        notes.show(sentences.doubts(listed.mains, listed.rows, language))
    opening.text_first()
    chosen, view = filters.pick_filter(build_id, listed, language)
    shown = Shown(build_id, listed, chosen, cited, language, scheme)
    if given:
        appraisal.show(shown, given)
        _show_sources(shown, sentences.appraisal_caveats(given.whole, language))
        return
    if is_appraisal:
        appraisal.nothing(listed, language)
    else:
        _show_components(shown, view)
    chart, beside = st.columns(2, gap="large")
    with chart:
        views.bars(shown)
    with beside:
        views.mains_of(shown)
        _show_sources(shown, sentences.caveats(listed.rows, language))


def _show_sources(shown: Shown, caveats: list[str]) -> None:
    st.header(say(shown.language, "sources_title"), anchor=False)
    notes.show(caveats)
    notes.show([sources.linked(source, shown.language) for source in shown.cited])
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
