"""Overview: the year in one screen. The answer, header figures, spread, standings, movers, map, years, statuses."""

import streamlit as st

from text import answer, caveats
from ui import data, filters, frame, notes, opening, sources
from ui.overview import charts, figures, files, status, units, years
from ui.overview.subject import Overview
from warehouse.queries import ranking as queries

_WIDTH = 420


def main(language: str) -> None:
    """Draw the page in one language."""
    build_id = data.current_build().build_id
    picked = filters.pick_whole(build_id, language)
    if picked is None:
        return
    ranking, own = picked
    summary = data.fetch(queries.cohort_summary, build_id, *ranking.keys).row(0, named=True)
    view = Overview(build_id, ranking, own, summary, language, st.context.theme.type)
    _answer(view, own or ranking.units[0])
    opening.text_first()
    data.show(lambda: figures.show(view), "overview_figures", *view.of_unit)
    if not view.is_of_one:
        _cohort(view)
    grid = st.grid(2, min_column_width=_WIDTH, gap="large")
    with grid.container():
        data.show(lambda: years.show(view), "overview_years", *view.of_edition)
        years.files(view)
    with grid.container():
        if not view.is_of_one:
            data.show(lambda: status.show(view), "overview_status", *view.of_unit)
            st.page_link("pages/components.py", label=view.say("overview_to_components"), icon=":material/checklist:")
        data.show(lambda: _sources(view), "overview_sources", *view.of_edition)


def _answer(view: Overview, unit: dict) -> None:
    """The sentence with its caveats, and the ways on: why it is so, where all stand, how some compare."""
    edition, language = view.edition, view.language
    notes.headline(answer.answer(unit, edition, view.ranking.measure, view.summary, language))
    notes.quiet(answer.provenance(unit, language))
    notes.show(caveats.comparison(unit, edition, view.ranking.previous, language))
    with st.container(horizontal=True):
        st.page_link(
            "pages/profile.py",
            label=notes.literal(view.say("overview_to_profile", unit=view.named(unit))),
            icon=":material/query_stats:",
            query_params={"unit": unit["unit_code"]},
        )
        st.page_link("pages/ranking.py", label=view.say("overview_to_ranking"), icon=":material/leaderboard:")
        st.page_link("pages/comparison.py", label=view.say("overview_to_comparison"), icon=":material/compare:")


def _cohort(view: Overview) -> None:
    """How the units spread, who leads and moves with the files of it, and the map."""
    grid = st.grid(2, min_column_width=_WIDTH, gap="large")
    with grid.container():
        data.show(lambda: charts.distribution(view), "overview_spread", *view.of_unit)
        data.show(lambda: units.draw(view), "overview_units", *view.of_edition, units.marked(view))
        files.offer(view)
    with grid.container():
        data.show(lambda: charts.tile_map(view), "overview_map", *view.of_unit)
        data.show(lambda: charts.table(view), "overview_table", *view.of_edition)


def _sources(view: Overview) -> None:
    rows, language = view.ranking.units, view.language
    st.header(view.say("sources_title"), anchor=False)
    notes.show(caveats.series(rows, view.summary, language) + caveats.missing_units(rows, language))
    notes.show([sources.linked(source, language) for source in view.fetch(queries.sources)])


frame.inside(main)
