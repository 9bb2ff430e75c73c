"""Comparison: up to eight units of a year, or two years of a unit. Pick, say, table, files, chart, sources."""

import streamlit as st

from text.catalogue import named, say
from ui import data, export_menu, frame, notes, opening, picture, sources, tables
from ui.charts import comparison
from ui.charts import frame as charts_frame
from ui.comparison import caveats, comparison_table, pickers
from ui.comparison import words as sentences
from ui.comparison.lines import Comparison
from ui.table_description import Table
from ui.theme import palette
from warehouse.queries import comparison as queries
from warehouse.queries import editions as edition_queries


def main(language: str) -> None:
    """Draw the page in one language."""
    build_id = data.current_build().build_id
    compared = pickers.pick(build_id, language)
    if compared is None:
        return
    notes.headline(sentences.answer(compared, language))
    cohorts = {
        row["cohort_code"]: named(row, "cohort_name", language)
        for row in data.fetch(edition_queries.editions, build_id).iter_rows(named=True)
    }
    overlapping = data.fetch(queries.overlapping_pillars, build_id, compared.framework_code)["indicator_code"]
    told = caveats.caveats(compared, cohorts, set(overlapping), language)
    remarks = caveats.remarks(compared, language)
    notes.show(told + remarks + caveats.absences(compared, language))
    opening.text_first()
    if advice := sentences.advice(compared, language):
        st.info(notes.literal(advice))
    if not compared.common:
        return
    cited = compared.cited(data.fetch(queries.sources, build_id, *compared.keys).to_dicts())
    scheme = st.context.theme.type
    view = (build_id, *compared.keys, compared.codes, language, scheme)
    table = comparison_table.describe(compared)
    data.show(lambda: _table(compared, table, scheme), "comparison_table", *view)
    if signs := sentences.signs(compared, language):
        notes.quiet(signs)
    export_menu.offer(
        table,
        compared.common,
        compared.lines,
        export_menu.facts(compared, compared, build_id, cited, told + remarks, language),
        compared.file_stem(say(language, "comparison_file")),
        language,
    )
    chart, beside = st.columns([3, 2], gap="large")
    with chart:
        words = charts_frame.Words(compared.title(language), [*told, sources.foot(cited, build_id, language)], language)
        data.show(lambda: _chart(compared, words, scheme), "comparison_chart", *view)
    with beside:
        st.header(say(language, "sources_title"), anchor=False)
        notes.show(caveats.bases(compared, language) + caveats.undrawn(compared, language))
        notes.show([sources.linked(source, language) for source in cited])


def _table(compared: Comparison, table: Table, scheme: str | None) -> None:
    language, lines = compared.language, compared.common
    sides = ", ".join(compared.sides)
    alt = say(language, "comparison_table_alt", title=compared.title(language), sides=sides, count=len(lines))
    tables.show(table.columns(lines, language), palette(scheme), alt=alt, key="comparison")


def _chart(compared: Comparison, words: charts_frame.Words, scheme: str | None) -> None:
    figure = comparison.dots(compared.common, compared.sides, words, palette(scheme))
    alt = comparison.dots_alt(compared.common, compared.sides, words)
    picture.draw(figure, alt, "comparison_chart")


frame.inside(main)
