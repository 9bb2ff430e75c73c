"""Overview: the year in one screen. The answer, header figures, spread, standings, movers, map, years, statuses."""

import streamlit as st

from ui import answer_head, frame, notes
from ui.choices import context
from ui.overview import cohort, figures, means
from ui.visit import Visit

_WIDTH = 420


def main(language: str) -> None:
    """Draw the page in one language."""
    begun = context.begin(Visit.now(language), by_measure=True)
    if begun is None:
        return
    visit = context.pick_unit(*begun)
    context.settle(visit, begun[1])
    _answer(visit)
    visit.show(lambda: figures.show(visit), "overview_figures")
    if not visit.is_of_one:
        _cohort(visit)
    everyone = visit.for_everyone
    grid = st.grid(2, min_column_width=_WIDTH, gap="large")
    with grid.container():
        everyone.show(lambda: means.show(everyone), "overview_years")
        means.show_table(everyone)
    with grid.container():
        if not visit.is_of_one:
            visit.show(lambda: figures.show_statuses(visit), "overview_status")
            st.page_link("pages/components.py", label=visit.say("overview_to_components"), icon=":material/checklist:")


def _answer(visit: Visit) -> None:
    """The answer with its notes and sources, and the ways on: why it is so, where all stand, how some compare."""
    answer_head.show(answer_head.of_visit(visit), "overview", visit.language)
    with st.container(horizontal=True, key="ways_on"):
        if visit.unit:
            st.page_link(
                "pages/profile.py",
                label=notes.literal(visit.say("overview_to_profile", unit=visit.named(visit.unit))),
                icon=":material/query_stats:",
                query_params={"unit": visit.unit_param(visit.unit)},
            )
        st.page_link("pages/ranking.py", label=visit.say("overview_to_ranking"), icon=":material/leaderboard:")
        st.page_link("pages/comparison.py", label=visit.say("overview_to_comparison"), icon=":material/compare:")


def _cohort(visit: Visit) -> None:
    """How the units spread, who leads and moves with the files of it, and the map."""
    everyone = visit.for_everyone
    grid = st.grid(2, min_column_width=_WIDTH, gap="large")
    with grid.container():
        visit.show(lambda: cohort.distribution(visit), "overview_spread")
        everyone.show(lambda: cohort.draw_lists(visit), "overview_units", cohort.own_unit_listed(visit))
        cohort.offer_files(everyone)
    with grid.container():
        visit.show(lambda: cohort.tile_map(visit), "overview_map")
        cohort.units_table(visit)


frame.inside(main)
