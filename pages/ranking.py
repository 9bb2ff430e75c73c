"""Ranking: one cohort by one measure. Pick, say, then a view: table, all years, two years, map."""

import streamlit as st

from ui import answer_head, frame, notes
from ui.ranking import time_series, views
from ui.visit import Visit


def main(language: str) -> None:
    """Draw the page in one language."""
    view = views.pick(Visit.now(language))
    if view is None:
        return
    visit = view.visit
    head = answer_head.of_visit(visit)
    answer_head.show(head, language)
    way = views.offer(visit)
    if not view.shown(visit.units):
        st.info(notes.literal(visit.say("no_match", filters=notes.short(view.words(language)))))
    elif way == "years":
        time_series.draw_all_years(view)
    elif way == "two_years":
        time_series.draw_two_years(view)
    elif way == "map":
        views.YearView(view, head.comparing).draw_map()
    else:
        views.YearView(view, head.comparing).draw_table()


frame.inside(main)
