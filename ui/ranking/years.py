"""The view of a ranking over all years of its index: bump chart, and the same ranks as a table."""

from collections.abc import Sequence

import streamlit as st

from text import time_series
from text.answer import measure_name
from ui import export_menu, notes, picture, tables
from ui.charts import time_series as drawn
from ui.charts.frame import Words
from ui.ranking import ranking_tables, views
from ui.ranking.views import RankingView
from ui.table_description import Table
from ui.visit import Visit
from warehouse.queries import time_series as queries


def draw(view: RankingView) -> None:
    """Draw the view; a sentence where no year has a rank for the units shown."""
    visit, language = view.visit, view.visit.language
    index_code, _, cohort_code = visit.keys
    keys = (index_code, cohort_code, visit.edition["framework_code"], visit.measure_code)
    years = visit.fetch_of(queries.years, *keys)
    rows = visit.fetch_of(queries.unit_years, *keys)
    drawn = _with_ranks(years)
    everyone = _everyone(visit.units, rows)
    shown = view.shown(everyone)
    codes = {unit["unit_code"] for unit in shown}
    ranked = [row for row in rows if row["rank"] is not None and row["unit_code"] in codes]
    if not ranked:
        is_ranked = visit.units[0]["rank_reason"] != "not_ranked"
        st.info(visit.say("series_nothing" if is_ranked else "series_not_ranked"))
        return
    leaders = [unit["unit_code"] for unit in visit.units if unit["rank"] is not None and unit["unit_code"] in codes]
    coloured = views.pick_named_units(view, shown, leaders, views.row_of_pickers())
    cited = view.cited(drawn)
    told = time_series.years_notes(drawn, language)
    title = visit.say(
        "series_years_title",
        measure=measure_name(visit.measure, language),
        cohort=visit.named(visit.edition, "cohort_name"),
    )
    words = view.picture(title, told, cited)
    table = ranking_tables.all_years(drawn, rows)
    chart, beside = st.columns([3, 2], gap="large")
    with chart:
        view.show(lambda: _chart(ranked, drawn, coloured, words, visit), "years_chart", *coloured)
    with beside:
        view.show(lambda: _table(table, shown, words.title, visit), "years_table")
        about = export_menu.Caption(None, title)
        facts = export_menu.facts(about, view, visit.build_id, cited, told, language)
        stem = visit.file_stem(visit.say("series_file_years"), visit.measure_code)
        export_menu.offer(table, shown, everyone, facts, stem, language)
        notes.show(time_series.left_out(years, language) + ([visit.say("series_one_year")] if len(drawn) == 1 else []))
        notes.show(told)
        views.list_sources(cited, language)


def _with_ranks(years: list[dict]) -> list[dict]:
    """From the first year with a rank to the last one."""
    ranked = [at for at, year in enumerate(years) if year["rank_count"]]
    return years[ranked[0] : ranked[-1] + 1] if ranked else []


def _everyone(units: Sequence[dict], rows: list[dict]) -> list[dict]:
    """The units of the ranking in its order, then those that only other years know."""
    known = {unit["unit_code"] for unit in units}
    others = {row["unit_code"]: row for row in rows if row["unit_code"] not in known}
    return [*units, *others.values()]


def _table(table: Table, units: Sequence[dict], title: str, visit: Visit) -> None:
    alt = visit.say("series_table_alt", title=title, count=len(units))
    columns = table.columns(units, visit.language)
    tables.show(columns, visit.palette, alt=alt, key="years", own_row=visit.own_row(units))


def _chart(
    rows: Sequence[dict], years: Sequence[dict], coloured: Sequence[str], words: Words, visit: Visit
) -> None:
    figure = drawn.bump(rows, years, coloured, words, visit.palette, visit.unit_code)
    alt = drawn.bump_alt(rows, years, words, visit.unit_code)
    picture.draw(figure, alt, "years_chart")
