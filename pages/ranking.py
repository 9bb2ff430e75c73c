"""Ranking: one cohort by one measure. Pick, say, then a view: table, all years, two years, map."""

import streamlit as st

from text import answer, caveats
from text.catalogue import say
from ui import data, filters, frame, notes, ranking_two_years, ranking_views, ranking_years
from ui.ranking_views import Reading
from ui.ranking_year import YearView
from warehouse.queries import ranking as queries


def main(language: str) -> None:
    """Draw the page in one language."""
    build_id = data.current_build().build_id
    picked = filters.pick(build_id, language)
    if picked is None:
        return
    ranking, selection = picked
    summary = data.fetch(queries.cohort_summary, build_id, *ranking.keys).row(0, named=True)
    unit = selection.unit or ranking.units[0]
    comparing = caveats.comparison(unit, ranking.edition, ranking.previous, language)
    st.subheader(answer.answer(unit, ranking.edition, ranking.measure, summary, language), anchor=False)
    notes.quiet(answer.provenance(unit, language))
    near = data.fetch(queries.near_units, build_id, *ranking.keys, unit["unit_code"]).to_dicts()
    notes.show(comparing + caveats.near_ties(near, unit, language))

    view = ranking_views.offer(language)
    reading = Reading(ranking, selection, build_id, language, st.context.theme.type)
    if not selection.shown(ranking.units):
        st.info(say(language, "no_match", filters=notes.plain(selection.words(language))))
    elif view == "years":
        ranking_years.draw(reading)
    elif view == "two_years":
        ranking_two_years.draw(reading)
    elif view == "map":
        YearView(reading, summary, comparing).draw_map()
    else:
        YearView(reading, summary, comparing).draw_table()


frame.inside(main)
