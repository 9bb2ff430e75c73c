"""Ranking: one cohort by one measure. Pick, say, then a view: table, all years, two years, map."""

import streamlit as st

from text import answer, caveats
from text.catalogue import say
from ui import data, filters, frame, notes, opening
from ui.ranking import near_ties, two_years, views, years
from ui.ranking.one_year import YearView
from ui.ranking.views import Reading
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
    notes.headline(answer.answer(unit, ranking.edition, ranking.measure, summary, language))
    notes.quiet(answer.provenance(unit, language))
    notes.show(comparing + caveats.near_ties(near_ties.beside(unit, build_id), unit, language))
    opening.text_first()

    view = views.offer(language)
    reading = Reading(ranking, selection, build_id, language, st.context.theme.type)
    if not selection.shown(ranking.units):
        st.info(notes.literal(say(language, "no_match", filters=notes.short(selection.words(language)))))
    elif view == "years":
        years.draw(reading)
    elif view == "two_years":
        two_years.draw(reading)
    elif view == "map":
        YearView(reading, summary, comparing).draw_map()
    else:
        YearView(reading, summary, comparing).draw_table()


frame.inside(main)
