"""Profile: one unit in one year. Where it stands, against what, why it moved, what it lost, what it aimed at."""

import streamlit as st

from text import answer, caveats, profile
from ui import data, frame, notes, opening
from ui.profile import cards, change, choices, plans, points, sources, standing
from ui.profile import figures as profile_figures
from ui.profile.reading import Reading
from ui.ranking import near_ties
from warehouse.queries import ranking as ranking_queries

PARTS = {
    "standing": standing.show,
    "change": change.show,
    "points": points.show,
    "targets": plans.show,
    "sources": sources.show,
}


def main(language: str) -> None:
    """Draw the page in one language. Only the part that is open is computed."""
    build_id = data.current_build().build_id
    chosen = choices.pick(build_id, language)
    if chosen is None:
        return
    unit, keys = chosen.unit, chosen.keys
    summary = data.fetch(ranking_queries.cohort_summary, build_id, *keys[:3], "index").row(0, named=True)
    told = [
        *caveats.comparison(unit, chosen.edition, chosen.previous, language),
        *caveats.near_ties(near_ties.beside(unit, build_id), unit, language),
        *profile.stray_rank(unit, language),
    ]
    notes.headline(answer.answer(unit, chosen.edition, chosen.measure, summary, language))
    notes.quiet(answer.provenance(unit, language))
    notes.show(told)
    opening.text_first()
    figures = profile_figures.held_against(chosen, build_id)
    reading = Reading(chosen, figures, told, build_id, language, st.context.theme.type)
    cards.show(reading)
    PARTS[choices.part(language)](reading)


frame.inside(main)
