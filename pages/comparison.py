"""Comparison: up to eight units of a year, or two years of a unit. Pick, say, table, files, chart, sources."""

import streamlit as st

from text import formats
from text.catalogue import say
from ui import answer_head, export_menu, frame, notes, picture, sources, tables
from ui.charts import comparison
from ui.charts import frame as charts_frame
from ui.charts.comparison import Line
from ui.comparison import choices, comparison_table, sentences
from ui.comparison.comparison_table import Comparison
from ui.table_description import Table
from ui.visit import Visit
from warehouse.queries import comparison as queries
from warehouse.queries import editions as edition_queries
from warehouse.queries import sources as source_queries


def main(language: str) -> None:
    """Draw the page in one language."""
    compared = choices.pick(Visit.now(language))
    if compared is None:
        return
    visit = compared.visit
    cohorts = {
        row["cohort_code"]: visit.named(row, "cohort_name") for row in visit.fetch_of(edition_queries.editions)
    }
    pillars = visit.fetch_of(queries.overlapping_pillars, compared.framework_code)
    overlapping = {row["indicator_code"] for row in pillars}
    told = sentences.caveats(compared, cohorts, overlapping, language)
    remarks = sentences.remarks(compared, language)
    cited = compared.cited(visit.fetch_of(source_queries.of_editions, compared.edition_codes))
    more = [*remarks, *sentences.absences(compared, language), *sentences.bases(compared, language)]
    head = answer_head.Head(sentences.answer(compared, language), "", "", [], [*told, *more], cited, compared.title)
    answer_head.show(head, language)
    if advice := sentences.advice(compared, language):
        st.info(notes.literal(advice))
    if not compared.common:
        return
    seen = (compared.edition_codes, compared.codes)
    table = comparison_table.describe(compared)
    in_order = _table(compared, table)
    if signs := sentences.signs(compared, language):
        notes.quiet(signs)
    about = export_menu.Caption(visit.edition, compared.title)
    export_menu.offer(
        table,
        in_order,
        compared.lines,
        export_menu.facts(about, compared, visit.build_id, cited, told + remarks, language),
        compared.file_stem(say(language, "comparison_file")),
        language,
    )
    foot = [*told, sources.foot(cited, visit.build_id, language)]
    _, by_value = comparison.drawn(compared.common)
    heading = visit.say("comparison_chart_heading_values" if by_value else "comparison_chart_heading_ranks")
    if by_value and not compared.unit:
        heading = sentences.farthest(compared, language) or heading
    reading = visit.say(
        "comparison_chart_reading" if by_value else "comparison_chart_reading_ranks", side=compared.sides[0]
    )
    words = visit.words(compared.title, foot, heading, reading)
    visit.show(lambda: _chart(compared, words), "comparison_chart", *seen)
    notes.show(sentences.undrawn(compared, language))


def _table(compared: Comparison, table: Table) -> list[Line]:
    visit, lines = compared.visit, compared.common
    sides = formats.listed(compared.sides, visit.language)
    alt = visit.say("comparison_table_alt", title=compared.title, sides=sides, count=len(lines))
    seen = visit.seen(compared.edition_codes, compared.codes)
    return tables.show(table, lines, visit.language, alt=alt, key="comparison", seen=seen)


def _chart(compared: Comparison, words: charts_frame.Words) -> None:
    figure = comparison.dots(compared.common, compared.sides, words, compared.visit.palette)
    alt = comparison.dots_alt(compared.common, compared.sides, words)
    picture.draw(figure, alt, "comparison_chart")


frame.inside(main)
