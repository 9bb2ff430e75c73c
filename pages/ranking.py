"""Ranking: one cohort by one measure. Pick, say, then a view: table, all years, two years, map."""

import streamlit as st

from text import answer, caveats
from ui import browser, frame, notes
from ui.ranking import ranking_tables, time_series, views
from ui.visit import Visit


def main(language: str) -> None:
    """Draw the page in one language."""
    view = views.pick(Visit.now(language))
    if view is None:
        return
    visit = view.visit
    unit = visit.unit or visit.units[0]
    comparing = caveats.comparison(unit, visit.edition, visit.previous, language)
    notes.headline(answer.answer(unit, visit.edition, visit.measure, visit.summary, language))
    notes.quiet(answer.provenance(unit, language))
    notes.show(comparing + caveats.near_ties(ranking_tables.near_units(unit, visit), unit, language))
    browser.draw_text_first()

    way = views.offer(language)
    if not view.shown(visit.units):
        st.info(notes.literal(visit.say("no_match", filters=notes.short(view.words(language)))))
    elif way == "years":
        time_series.draw_all_years(view)
    elif way == "two_years":
        time_series.draw_two_years(view)
    elif way == "map":
        views.YearView(view, comparing).draw_map()
    else:
        views.YearView(view, comparing).draw_table()


frame.inside(main)
