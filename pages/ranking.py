"""Ranking: one cohort by one measure of one year. Pick, say, table, files, chart, sources."""

import streamlit as st

from text import answer, caveats
from text.catalogue import say
from ui import charts, data, export_menu, filters, frame, notes, ranking_sheet, sources
from ui.charts_frame import CONFIG, Words
from ui.choices import Selection
from ui.ranking_table import RankingTable
from ui.theme import palette
from warehouse.queries import editions as edition_queries
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
    notes.show(comparing + caveats.near_ties(ranking.units, unit, language))

    shown = selection.shown(ranking.units)
    if not shown:
        st.info(say(language, "no_match", filters=notes.plain(selection.words(language))))
        return
    cited = data.fetch(queries.sources, build_id, *ranking.keys).to_dicts()
    reading = caveats.series(ranking.units, summary, language)
    scheme = st.context.theme.type
    view = (build_id, *ranking.keys, *selection.codes, language, scheme)
    measures = data.fetch(edition_queries.measures, build_id, *ranking.keys[:3]).to_dicts()
    values = ranking_sheet.by_unit(data.fetch(queries.main_values, build_id, *ranking.keys[:3]))
    table = RankingTable(ranking, selection, measures, values, language)
    data.show(lambda: table.show(shown, palette(scheme)), "ranking_table", *view)
    export_menu.offer(
        table.sheet,
        shown,
        ranking.units,
        export_menu.facts(ranking, selection, build_id, cited, comparing + reading, language),
        ranking.file_stem(say(language, "file_ranking")),
        language,
    )
    picture, beside = st.columns([3, 2], gap="large")
    with picture:
        foot = [*reading, sources.foot(cited, build_id, language)]
        words = Words(ranking.title(language, selection.words(language)), foot, language)
        data.show(
            lambda: _chart(selection, shown, words, summary["mean_value"], scheme), "ranking_chart", *view
        )
    with beside:
        st.subheader(say(language, "sources_title"), anchor=False)
        notes.show(
            reading + caveats.means(summary, language) + caveats.missing_units(ranking.units, language)
        )
        notes.show([sources.linked(source, language) for source in cited])


def _chart(selection: Selection, shown: list[dict], words: Words, mean: object, scheme: str | None) -> None:
    rows = [unit for unit in shown if unit["value"] is not None]
    if not rows:
        st.info(say(words.language, "no_values_chart"))
        return
    figure = charts.ranked_bars(rows, words, palette(scheme), selection.codes[1], mean)
    alt = charts.ranked_bars_alt(rows, words)
    st.plotly_chart(figure, theme=None, config=CONFIG, alt=alt, key="ranking_chart")


frame.inside(main)
