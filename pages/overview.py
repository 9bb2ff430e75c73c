"""Overview: the year in one screen. The answer, spread, header figures, standings, movers, map, years, statuses."""

from collections.abc import Collection

import streamlit as st

from ui import answer_head, frame, notes
from ui.choices import context
from ui.overview import cohort, figures, means
from ui.tasks.choices import TaskList
from ui.tasks.views import dates
from ui.visit import Visit

_WIDTH = 420


def main(language: str) -> None:
    """Draw the page in one language."""
    begun = context.begin(Visit.now(language), by_measure=True)
    if begun is None:
        return
    visit = context.pick_unit(*begun)
    context.settle(visit, begun[1])
    head = answer_head.of_visit(visit)
    answer_head.show(head, visit.language)
    if not visit.is_of_one:
        visit.show(lambda: cohort.distribution(visit), "overview_spread")
    _ways_on(visit)
    _next_dates(visit)
    visit.show(lambda: figures.show(visit), "overview_figures")
    if not visit.is_of_one:
        _cohort(visit, {*head.comparing, *head.told})
    everyone = visit.for_everyone
    untold = [note for note in means.notes_of(everyone) if note not in {*head.comparing, *head.told}]
    grid = st.grid(2, min_column_width=_WIDTH, gap="large")
    with grid.container():
        everyone.show(lambda: means.show(everyone), "overview_years")
        means.show_table(everyone, untold)
    with grid.container():
        if not visit.is_of_one:
            visit.show(lambda: figures.show_statuses(visit), "overview_status")
            figures.offer_statuses(visit)
            st.page_link("pages/components.py", label=visit.say("overview_to_components"), icon=":material/checklist:")


def _ways_on(visit: Visit) -> None:
    """Why it is so, where all stand, how some compare."""
    with st.container(horizontal=True, key="ways_on"):
        if visit.unit:
            st.page_link(
                "pages/profile.py",
                label=notes.literal(visit.say("overview_to_profile", unit=visit.named(visit.unit))),
                icon=":material/query_stats:",
                query_params={"unit": visit.unit_param(visit.unit), "part": "change"},
            )
        st.page_link("pages/ranking.py", label=visit.say("overview_to_ranking"), icon=":material/leaderboard:")
        st.page_link("pages/comparison.py", label=visit.say("overview_to_comparison"), icon=":material/compare:")


def _next_dates(visit: Visit) -> None:
    """The next dates of plans, in one line; nothing where none is loaded."""
    listed = TaskList(visit)
    if not listed.rows and not listed.duties:
        return
    with st.container(horizontal=True, vertical_alignment="center", key="next_dates"):
        notes.quiet(dates(listed))
        st.page_link("pages/tasks.py", label=visit.say("overview_to_tasks"), icon=":material/calendar_month:")


def _cohort(visit: Visit, told: Collection[str]) -> None:
    """Who leads and moves, with what to know of it unless the head has `told` it, the files of it, and the map."""
    everyone = visit.for_everyone
    grid = st.grid(2, min_column_width=_WIDTH, gap="large")
    with grid.container():
        cohort.draw_lists(visit)
        notes.show([note for note in cohort.move_caveats(everyone) if note not in told])
        cohort.offer_files(everyone)
    with grid.container():
        visit.show(lambda: cohort.tile_map(visit), "overview_map")
        in_order = cohort.units_table(visit)
        cohort.offer_units(visit, in_order)


frame.inside(main)
