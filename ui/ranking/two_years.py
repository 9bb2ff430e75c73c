"""The view of a ranking in any two years: slopes of ranks, dumbbells of values, and both as a table."""

from collections.abc import Sequence

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from text import caveats, history
from text.answer import measure_name
from ui import export_menu, notes, picture, tables
from ui.charts import dumbbell, slope
from ui.charts.frame import Words
from ui.ranking import other_year, ranking_tables, units, views
from ui.ranking.views import RankingView
from ui.table_description import Table
from ui.visit import Visit
from warehouse.queries import history as queries


def draw(view: RankingView) -> None:
    """Draw the view; a sentence where there is no second year, an unknown one, or one of another cohort."""
    visit = view.visit
    index_code, year, cohort_code = visit.keys
    years = visit.fetch_of(queries.years, index_code, cohort_code, visit.edition["framework_code"], visit.measure_code)
    on_offer = other_year.years_on_offer(visit, years)
    if not on_offer:
        st.info(notes.literal(visit.say("history_no_other_year", index=visit.named(visit.edition, "short_name"))))
        return
    pickers = views.row_of_pickers()
    other = other_year.offer(visit, on_offer, pickers)
    if other is None:
        return
    if other["cohort_code"] != cohort_code:
        other_year.refuse_cohort(visit, other, on_offer)
        return
    rows = visit.fetch_of(queries.two_years, index_code, cohort_code, year, other["year"], visit.measure_code)
    pair = [row for row in years if row["year"] in (year, other["year"])]
    _compare(view, pair, rows, pickers)


def _compare(view: RankingView, pair: list[dict], rows: list[dict], pickers: DeltaGenerator) -> None:
    """Charts, table, files and notes of two years of one cohort; `pair` has the earlier one first."""
    visit, language = view.visit, view.visit.language
    if not rows:
        st.info(
            notes.literal(visit.say("history_not_continued", years=" · ".join(str(year["year"]) for year in pair)))
        )
        return
    shown = view.shown(rows)
    if not shown:
        st.info(notes.literal(visit.say("no_match", filters=notes.short(view.words(language)))))
        return
    leaders = [row["unit_code"] for row in shown if row["later_rank"] is not None]
    coloured = units.offer(view, shown, leaders, pickers)
    earlier, later = history.both_years(rows[0], language)
    title = visit.say(
        "history_two_title",
        measure=measure_name(visit.measure, language),
        earlier=earlier,
        later=later,
        cohort=visit.named(visit.edition, "cohort_name"),
    )
    told, cited = history.pair_notes(pair, language), view.cited(pair)
    told += caveats.inferred({row[f"{side}_value_basis"] for row in rows for side in ("earlier", "later")}, language)
    codes = (pair[0]["year"], pair[1]["year"])
    slopes, dumbbells = st.columns(2, gap="large")
    with slopes:
        words = view.picture(visit.say("history_slope_title", title=title), told, cited)
        view.show(lambda: _slope(shown, coloured, words, visit), "slope", *codes, *coloured)
        notes.show(history.lacking(shown, "rank", language))
    with dumbbells:
        values = view.picture(visit.say("history_dumbbell_title", title=title), told, cited)
        view.show(lambda: _dumbbell(shown, values, visit), "dumbbell", *codes)
        notes.show(history.lacking(shown, "value", language))
    table = ranking_tables.two_years(rows[0])
    view.show(lambda: _table(table, shown, title, visit), "two_years_table", *codes)
    about = export_menu.Caption(visit.edition, title)
    facts = export_menu.facts(about, view, visit.build_id, cited, told, language)
    stem = visit.file_stem(
        visit.say("history_file_two_years", earlier=codes[0], later=codes[1]), visit.measure_code
    )
    export_menu.offer(table, shown, rows, facts, stem, language)
    notes.show(told)
    views.list_sources(cited, language)


def _table(table: Table, rows: Sequence[dict], title: str, visit: Visit) -> None:
    alt = visit.say("history_two_alt", title=title, count=len(rows))
    columns = table.columns(rows, visit.language)
    tables.show(columns, visit.palette, alt=alt, key="two_years", own_row=visit.own_row(rows))


def _slope(rows: Sequence[dict], coloured: Sequence[str], words: Words, visit: Visit) -> None:
    ranked = [row for row in rows if row["earlier_rank"] is not None and row["later_rank"] is not None]
    if not ranked:
        st.info(visit.say("history_no_slope"))
        return
    figure = slope.slope(ranked, coloured, words, visit.palette, visit.unit_code)
    alt = slope.slope_alt(ranked, words)
    picture.draw(figure, alt, "slope_chart")


def _dumbbell(rows: Sequence[dict], words: Words, visit: Visit) -> None:
    valued = [row for row in rows if row["earlier_value"] is not None and row["later_value"] is not None]
    if not valued:
        st.info(visit.say("history_no_dumbbell"))
        return
    ordered = sorted(valued, key=lambda row: row["later_value"], reverse=True)
    figure = dumbbell.dumbbell(ordered, words, visit.palette, visit.unit_code)
    alt = dumbbell.dumbbell_alt(ordered, words)
    picture.draw(figure, alt, "dumbbell_chart")
