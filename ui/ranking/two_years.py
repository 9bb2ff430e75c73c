"""The view of a ranking in any two years: slopes of ranks, dumbbells of values, and both as a table."""

from collections.abc import Sequence

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from text import caveats, history
from text.answer import measure_name
from text.catalogue import named, say
from ui import data, export_menu, notes, picture, tables
from ui.charts import dumbbell, slope
from ui.charts.frame import Words
from ui.ranking import other_year, ranking_tables, units, views
from ui.ranking.views import Reading
from ui.table_description import Table
from warehouse.queries import history as queries


def draw(reading: Reading) -> None:
    """Draw the view; a sentence where there is no second year, an unknown one, or one of another cohort."""
    ranking, language = reading.ranking, reading.language
    index_code, year, cohort_code, indicator_code = ranking.keys
    framework_code = ranking.edition["framework_code"]
    years = data.fetch(
        queries.years, reading.build_id, index_code, cohort_code, framework_code, indicator_code
    ).to_dicts()
    on_offer = other_year.years_on_offer(reading, years)
    if not on_offer:
        st.info(
            notes.literal(say(language, "history_no_other_year", index=named(ranking.edition, "short_name", language)))
        )
        return
    pickers = views.row_of_pickers()
    other = other_year.offer(reading, on_offer, pickers)
    if other is None:
        return
    if other["cohort_code"] != cohort_code:
        other_year.refuse(reading, other, on_offer)
        return
    rows = data.fetch(
        queries.two_years, reading.build_id, index_code, cohort_code, year, other["year"], indicator_code
    ).to_dicts()
    pair = [row for row in years if row["year"] in (year, other["year"])]
    _compare(reading, pair, rows, pickers)


def _compare(reading: Reading, pair: list[dict], rows: list[dict], pickers: DeltaGenerator) -> None:
    """Charts, table, files and notes of two years of one cohort; `pair` has the earlier one first."""
    ranking, language = reading.ranking, reading.language
    if not rows:
        st.info(
            notes.literal(say(language, "history_not_continued", years=" · ".join(str(year["year"]) for year in pair)))
        )
        return
    shown = reading.selection.shown(rows)
    if not shown:
        st.info(notes.literal(say(language, "no_match", filters=notes.short(reading.selection.words(language)))))
        return
    leaders = [row["unit_code"] for row in shown if row["later_rank"] is not None]
    coloured = units.offer(reading, shown, leaders, pickers)
    earlier, later = history.both_years(rows[0], language)
    title = say(
        language,
        "history_two_title",
        measure=measure_name(ranking.measure, language),
        earlier=earlier,
        later=later,
        cohort=named(ranking.edition, "cohort_name", language),
    )
    told, cited = history.pair_notes(pair, language), reading.cited(pair)
    told += caveats.inferred({row[f"{side}_value_basis"] for row in rows for side in ("earlier", "later")}, language)
    codes = (pair[0]["year"], pair[1]["year"])
    slopes, dumbbells = st.columns(2, gap="large")
    with slopes:
        words = reading.words(say(language, "history_slope_title", title=title), told, cited)
        reading.show(lambda: _slope(shown, coloured, words, reading), "slope", *codes, *coloured)
        notes.show(history.lacking(shown, "rank", language))
    with dumbbells:
        values = reading.words(say(language, "history_dumbbell_title", title=title), told, cited)
        reading.show(lambda: _dumbbell(shown, values, reading), "dumbbell", *codes)
        notes.show(history.lacking(shown, "value", language))
    table = ranking_tables.two_years(rows[0])
    reading.show(lambda: _table(table, shown, title, reading), "two_years_table", *codes)
    about = export_menu.Caption(ranking.edition, title)
    facts = export_menu.facts(about, reading.selection, reading.build_id, cited, told, language)
    stem = ranking.file_stem(say(language, "history_file_two_years", earlier=codes[0], later=codes[1]))
    export_menu.offer(table, shown, rows, facts, stem, language)
    notes.show(told)
    views.list_sources(cited, language)


def _table(table: Table, rows: Sequence[dict], title: str, reading: Reading) -> None:
    alt = say(reading.language, "history_two_alt", title=title, count=len(rows))
    columns = table.columns(rows, reading.language)
    tables.show(columns, reading.palette, alt=alt, key="two_years", own_row=reading.own_row(rows))


def _slope(rows: Sequence[dict], coloured: Sequence[str], words: Words, reading: Reading) -> None:
    ranked = [row for row in rows if row["earlier_rank"] is not None and row["later_rank"] is not None]
    if not ranked:
        st.info(say(words.language, "history_no_slope"))
        return
    figure = slope.slope(ranked, coloured, words, reading.palette, reading.own_code)
    alt = slope.slope_alt(ranked, words)
    picture.draw(figure, alt, "slope_chart")


def _dumbbell(rows: Sequence[dict], words: Words, reading: Reading) -> None:
    valued = [row for row in rows if row["earlier_value"] is not None and row["later_value"] is not None]
    if not valued:
        st.info(say(words.language, "history_no_dumbbell"))
        return
    ordered = sorted(valued, key=lambda row: row["later_value"], reverse=True)
    figure = dumbbell.dumbbell(ordered, words, reading.palette, reading.own_code)
    alt = dumbbell.dumbbell_alt(ordered, words)
    picture.draw(figure, alt, "dumbbell_chart")
