"""The view of a ranking over all years of its index: bump chart, and the same ranks as a table."""

from collections.abc import Sequence

import streamlit as st

from text import history
from text.answer import measure_name
from text.catalogue import named, say
from ui import data, export_menu, notes, picture, tables
from ui.charts import history as charts_history
from ui.charts.frame import Words
from ui.ranking import ranking_tables, views
from ui.ranking import units as ranking_units
from ui.ranking.views import Reading
from ui.table_description import Table
from warehouse.queries import history as queries


def draw(reading: Reading) -> None:
    """Draw the view; a sentence where no year has a rank for the units shown."""
    ranking, language = reading.ranking, reading.language
    index_code, _, cohort_code, indicator_code = ranking.keys
    keys = (index_code, cohort_code, ranking.edition["framework_code"], indicator_code)
    years = data.fetch(queries.years, reading.build_id, *keys).to_dicts()
    rows = data.fetch(queries.unit_years, reading.build_id, *keys).to_dicts()
    drawn = _with_ranks(years)
    everyone = _everyone(ranking.units, rows)
    shown = reading.selection.shown(everyone)
    codes = {unit["unit_code"] for unit in shown}
    ranked = [row for row in rows if row["rank"] is not None and row["unit_code"] in codes]
    if not ranked:
        is_ranked = ranking.units[0]["rank_reason"] != "not_ranked"
        st.info(say(language, "history_nothing" if is_ranked else "series_not_ranked"))
        return
    leaders = [unit["unit_code"] for unit in ranking.units if unit["rank"] is not None and unit["unit_code"] in codes]
    coloured = ranking_units.offer(reading, shown, leaders, views.row_of_pickers())
    cited = reading.cited(drawn)
    told = history.years_notes(drawn, language)
    title = say(
        language,
        "history_years_title",
        measure=measure_name(ranking.measure, language),
        cohort=named(ranking.edition, "cohort_name", language),
    )
    words = reading.words(title, told, cited)
    table = ranking_tables.all_years(drawn, rows)
    chart, beside = st.columns([3, 2], gap="large")
    with chart:
        reading.show(lambda: _chart(ranked, drawn, coloured, words, reading), "years_chart", *coloured)
    with beside:
        reading.show(lambda: _table(table, shown, words.title, reading), "years_table")
        about = export_menu.Caption(None, title)
        facts = export_menu.facts(about, reading.selection, reading.build_id, cited, told, language)
        stem = ranking.file_stem(say(language, "history_file_years"))
        export_menu.offer(table, shown, everyone, facts, stem, language)
        notes.show(history.left_out(years, language) + ([say(language, "history_one_year")] if len(drawn) == 1 else []))
        notes.show(told)
        views.list_sources(cited, language)


def _with_ranks(years: list[dict]) -> list[dict]:
    """From the first year with a rank to the last one."""
    ranked = [at for at, year in enumerate(years) if year["rank_count"]]
    return years[ranked[0] : ranked[-1] + 1] if ranked else []


def _everyone(units: list[dict], rows: list[dict]) -> list[dict]:
    """The units of the ranking in its order, then those that only other years know."""
    known = {unit["unit_code"] for unit in units}
    others = {row["unit_code"]: row for row in rows if row["unit_code"] not in known}
    return [*units, *others.values()]


def _table(table: Table, units: Sequence[dict], title: str, reading: Reading) -> None:
    alt = say(reading.language, "history_table_alt", title=title, count=len(units))
    columns = table.columns(units, reading.language)
    tables.show(columns, reading.palette, alt=alt, key="years", own_row=reading.own_row(units))


def _chart(
    rows: Sequence[dict], years: Sequence[dict], coloured: Sequence[str], words: Words, reading: Reading
) -> None:
    figure = charts_history.bump(rows, years, coloured, words, reading.palette, reading.own_code)
    alt = charts_history.bump_alt(rows, years, words, reading.own_code)
    picture.draw(figure, alt, "years_chart")
