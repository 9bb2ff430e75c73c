"""Profile: one unit in one year. Where it stands, against what, why it moved, what it lost, what it aimed at."""

import streamlit as st

from text import answer, caveats, profile
from ui import (
    data,
    frame,
    notes,
    profile_cards,
    profile_change,
    profile_choices,
    profile_points,
    profile_sources,
    profile_standing,
    profile_targets,
)
from ui.profile_reading import Reading, with_names
from warehouse.queries import editions as edition_queries
from warehouse.queries import profile as queries
from warehouse.queries import ranking as ranking_queries

PARTS = {
    "standing": profile_standing.show,
    "change": profile_change.show,
    "points": profile_points.show,
    "targets": profile_targets.show,
    "sources": profile_sources.show,
}


def main(language: str) -> None:
    """Draw the page in one language. Only the part that is open is computed."""
    build_id = data.current_build().build_id
    chosen = profile_choices.pick(build_id, language)
    if chosen is None:
        return
    unit, keys = chosen.unit, chosen.keys
    summary = data.fetch(ranking_queries.cohort_summary, build_id, *keys[:3], "index").row(0, named=True)
    near = data.fetch(ranking_queries.near_units, build_id, *keys[:3], "index", unit["unit_code"]).to_dicts()
    told = [
        *caveats.comparison(unit, chosen.edition, chosen.previous, language),
        *caveats.near_ties(near, unit, language),
        *profile.stray_rank(unit, language),
    ]
    st.subheader(answer.answer(unit, chosen.edition, chosen.measure, summary, language), anchor=False)
    notes.quiet(answer.provenance(unit, language))
    notes.show(told)
    region = unit["region_code"] or ""
    figures = data.fetch(queries.standing, build_id, *keys, chosen.against, region).to_dicts()
    measures = data.fetch(edition_queries.measures, build_id, *keys[:3]).to_dicts()
    reading = Reading(chosen, with_names(figures, measures), told, build_id, language, st.context.theme.type)
    profile_cards.show(reading)
    PARTS[profile_choices.part(language)](reading)


frame.inside(main)
