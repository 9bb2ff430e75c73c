"""Overview: the year in one screen. The answer, header figures, spread, standings, movers, map, years, statuses."""

import streamlit as st

from text import answer, caveats
from ui import browser, frame, notes, sources
from ui.choices import context
from ui.overview import cohort, figures, means
from ui.visit import Visit
from warehouse.queries import sources as source_queries

_WIDTH = 420


def main(language: str) -> None:
    """Draw the page in one language."""
    begun = context.begin(Visit.now(language), by_measure=True)
    if begun is None:
        return
    visit = context.pick_unit(*begun)
    _answer(visit, visit.unit or visit.units[0])
    browser.draw_text_first()
    visit.show(lambda: figures.show(visit), "overview_figures")
    if not visit.is_of_one:
        _cohort(visit)
    everyone = visit.for_everyone
    grid = st.grid(2, min_column_width=_WIDTH, gap="large")
    with grid.container():
        everyone.show(lambda: means.show(everyone), "overview_years")
        means.offer_files(everyone)
    with grid.container():
        if not visit.is_of_one:
            visit.show(lambda: figures.show_statuses(visit), "overview_status")
            st.page_link("pages/components.py", label=visit.say("overview_to_components"), icon=":material/checklist:")
        everyone.show(lambda: _sources(everyone), "overview_sources")


def _answer(visit: Visit, unit: dict) -> None:
    """The sentence with its caveats, and the ways on: why it is so, where all stand, how some compare."""
    edition, language = visit.edition, visit.language
    notes.headline(answer.answer(unit, edition, visit.measure, visit.summary, language))
    notes.quiet(answer.provenance(unit, language))
    notes.show(caveats.comparison(unit, edition, visit.previous, language))
    with st.container(horizontal=True):
        st.page_link(
            "pages/profile.py",
            label=notes.literal(visit.say("overview_to_profile", unit=visit.named(unit))),
            icon=":material/query_stats:",
            query_params={"unit": unit["unit_code"]},
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
        everyone.show(lambda: cohort.units_table(everyone), "overview_table")


def _sources(visit: Visit) -> None:
    rows, language = visit.units, visit.language
    st.header(visit.say("sources_title"), anchor=False)
    notes.show(caveats.series(rows, visit.summary, language) + caveats.missing_units(rows, language))
    cited = visit.fetch(source_queries.of_measure, visit.measure_code)
    notes.show([sources.linked(source, language) for source in cited])


frame.inside(main)
