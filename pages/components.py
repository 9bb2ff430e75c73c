"""Components: what each of a unit's components scored, why, and what its main indicators lost."""

import streamlit as st

from text.catalogue import say
from ui import data, frame, notes, opening, sources, unit_choice
from ui.components import filters, states, views
from ui.components import words as sentences
from ui.components.views import EVERYTHING, Shown
from warehouse.queries import components as queries

_LONGEST_FILTER = 300


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
    cited = data.fetch(queries.sources, build_id, *listed.keys).to_dicts()
    scheme = st.context.theme.type
    if listed.counts is None:
        states.without_components(listed, language)
        states.offer_loaded(build_id, picked.edition, language)
        if listed.mains:
            views.mains_of(Shown(build_id, listed, EVERYTHING, cited, language, scheme))
            notes.show([sources.linked(source, language) for source in cited], has_links=True)
        return

    notes.headline(sentences.answer(listed.names(language), listed.counts, language))
    notes.show(sentences.doubts(listed.mains, listed.rows, language))
    opening.text_first()
    chosen, view = filters.pick_filter(build_id, listed, language)
    shown = Shown(build_id, listed, chosen, cited, language, scheme)
    _show_components(shown, view)
    chart, beside = st.columns(2, gap="large")
    with chart:
        views.bars(shown)
    with beside:
        views.mains_of(shown)
        st.header(say(language, "sources_title"), anchor=False)
        notes.show(sentences.caveats(listed.rows, language))
        notes.show([sources.linked(source, language) for source in cited], has_links=True)
        _show_transcription(shown)


def _show_components(shown: Shown, view: str) -> None:
    language, words = shown.language, shown.chosen.words(shown.language)
    if not shown.rows:
        st.info(say(language, "components_no_match", filters=notes.plain(words, _LONGEST_FILTER)))
        return
    if words:
        counts = {"count": len(shown.rows), "all": len(shown.listed.rows)}
        notes.quiet(say(language, "components_shown", filters=notes.plain(words, _LONGEST_FILTER), **counts))
    if shown.chosen.reason:
        notes.quiet(sentences.reason_counts(shown.chosen.reason, language))
    if view == "heat":
        views.heat_map(shown)
    else:
        views.list_of(shown)


def _show_transcription(shown: Shown) -> None:
    found = shown.found
    if found:
        with st.expander(say(shown.language, "components_transcribed", count=len(found))):
            notes.show([notes.plain(note, len(note)) for note in found])


frame.inside(main)
