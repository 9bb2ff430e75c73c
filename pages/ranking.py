"""Ranking: one cohort by one measure. Pick, say, then a view: table, all years, two years, map."""

import streamlit as st

from text import answer, caveats
from ui import browser, frame, notes
from ui.ranking import near_ties, two_years, views, years
from ui.ranking.one_year import YearView
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
    notes.show(comparing + caveats.near_ties(near_ties.beside(unit, visit), unit, language))
    browser.draw_text_first()

    way = views.offer(language)
    if not view.shown(visit.units):
        st.info(notes.literal(visit.say("no_match", filters=notes.short(view.words(language)))))
    elif way == "years":
        years.draw(view)
    elif way == "two_years":
        two_years.draw(view)
    elif way == "map":
        YearView(view, comparing).draw_map()
    else:
        YearView(view, comparing).draw_table()


frame.inside(main)
