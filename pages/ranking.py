"""Ranking: one cohort by one measure. Pick, say, then a view: table, all years, two years, map."""

from collections.abc import Mapping, Sequence

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from exports.names import span
from text import caveats, headings, time_series
from text.answer import measure_name
from text.catalogue import LANGUAGES
from text.periods import Period
from ui import answer_head, export_menu, frame, notes, picture
from ui.charts import time_series as bump_chart
from ui.charts import two_years
from ui.charts.frame import Words
from ui.choices import pickers, url
from ui.choices.choice import Options
from ui.choices.declared import RANKING_WITH
from ui.ranking import ranking_tables, views
from ui.ranking.views import RankingView
from ui.visit import Visit
from warehouse.queries import editions as edition_queries
from warehouse.queries import time_series as queries


def main(language: str) -> None:
    """Draw the page in one language."""
    view = views.pick(Visit.now(language))
    if view is None:
        return
    visit = view.visit
    head = answer_head.of_visit(visit)
    answer_head.show(head, language)
    way = views.offer(visit)
    if not view.shown(visit.units):
        st.info(notes.literal(visit.say("no_match", filters=notes.short(view.words(language)))))
    elif way == "years":
        _draw_all_years(view)
    elif way == "two_years":
        _draw_two_years(view)
    elif way == "map":
        views.YearView(view, head.comparing).draw_map()
    else:
        views.YearView(view, head.comparing).draw_table()


def _draw_all_years(view: RankingView) -> None:
    """Draw the view; a sentence where no year has a rank for the units shown."""
    visit, language = view.visit, view.visit.language
    years = visit.fetch(queries.measured_editions, visit.measure_code)
    rows = _told_apart(visit, visit.fetch(queries.unit_years, "", visit.measure_code))
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
    chart, below = st.container(), st.container()
    with chart:
        picture_place = st.container()
        coloured = views.pick_named_units(view, shown, leaders, views.row_of_pickers())
    cited = view.cited(drawn)
    told = time_series.years_notes(drawn, language)
    title = visit.say(
        "series_years_title",
        measure=measure_name(visit.measure, language),
        cohort=visit.named(visit.edition, "cohort_name"),
    )
    own = {row["edition_code"]: row for row in rows if row["unit_code"] == visit.unit_code}
    along = headings.ranks([year | own[year["edition_code"]] for year in drawn if year["edition_code"] in own])
    heading = visit.unit and headings.along("heading_ranks_of", along, language, unit=visit.named(visit.unit))
    heading, reading = heading or visit.say("series_years_heading"), visit.say("series_years_reading")
    words = view.picture(title, told, cited, heading, reading)
    table = ranking_tables.all_years(drawn, rows, visit.measure)
    with picture_place:
        view.show(lambda: _all_years_chart(ranked, drawn, coloured, words, visit), "years_chart", *coloured)
    with below:
        alt = visit.say("series_table_alt", title=words.title, count=len(shown))
        in_order = view.show_table(table, shown, "years", alt)
        about = export_menu.Caption(None, title)
        facts = export_menu.facts(about, view, visit.build_id, cited, told, language)
        periods = span(year["period_code"] for year in drawn)
        stem = visit.file_stem(visit.say("series_file_years"), period=periods, is_measured=True)
        export_menu.offer(table, in_order, everyone, facts, stem, language)
        notes.show(time_series.left_out(years, language) + ([visit.say("series_one_year")] if len(drawn) == 1 else []))
        notes.show(told)
        views.list_sources(cited, language)


def _told_apart(visit: Visit, rows: list[dict]) -> list[dict]:
    """The rows of other years with what tells units of one name apart: the unit that each lies in."""
    shared = {
        unit["unit_code"]: {name: unit[name] for name in unit if name.startswith("parent_name_")}
        | {"is_name_shared": True}
        for unit in visit.units
        if unit["is_name_shared"]
    }
    return [row | shared.get(row["unit_code"], {}) for row in rows] if shared else rows


def _with_ranks(years: list[dict]) -> list[dict]:
    """From the first year with a rank to the last one."""
    ranked = [at for at, year in enumerate(years) if year["rank_count"]]
    return years[ranked[0] : ranked[-1] + 1] if ranked else []


def _everyone(units: Sequence[dict], rows: list[dict]) -> list[dict]:
    """The units of the ranking in its order, then those that only other years know."""
    known = {unit["unit_code"] for unit in units}
    others = {row["unit_code"]: row for row in rows if row["unit_code"] not in known}
    return [*units, *others.values()]


def _all_years_chart(
    rows: Sequence[dict], years: Sequence[dict], coloured: Sequence[str], words: Words, visit: Visit
) -> None:
    figure = bump_chart.bump(rows, years, coloured, words, visit.palette, visit.unit_code)
    alt = bump_chart.bump_alt(rows, years, words, visit.unit_code)
    picture.draw(figure, alt, "years_chart")


def _draw_two_years(view: RankingView) -> None:
    """Draw the view; a sentence where there is no second year, an unknown one, or one of another cohort."""
    visit = view.visit
    years = visit.fetch(queries.measured_editions, visit.measure_code)
    on_offer = _years_on_offer(visit, years)
    if not on_offer:
        st.info(notes.literal(visit.say("series_no_other_year", index=visit.named(visit.edition, "short_name"))))
        return
    row = views.row_of_pickers()
    other = _pick_other_year(visit, on_offer, row)
    if other is None:
        return
    if other["cohort_code"] != visit.edition["cohort_code"]:
        _refuse_cohort(visit, other, on_offer)
        return
    rows = _told_apart(visit, visit.fetch(queries.two_years, other["edition_code"], visit.measure_code))
    pair = [row for row in years if row["edition_code"] in (visit.edition_code, other["edition_code"])]
    _compare(view, pair, rows, row)


def _compare(view: RankingView, pair: list[dict], rows: list[dict], row: DeltaGenerator) -> None:
    """Charts, table, files and notes of two years of one cohort; `pair` has the earlier one first."""
    visit, language = view.visit, view.visit.language
    if not rows:
        periods = " · ".join(str(Period(each["period_code"], language)) for each in pair)
        st.info(notes.literal(visit.say("series_not_continued", years=periods)))
        return
    shown = view.shown(rows)
    if not shown:
        st.info(notes.literal(visit.say("no_match", filters=notes.short(view.words(language)))))
        return
    leaders = [row["unit_code"] for row in shown if row["later_rank"] is not None]
    coloured = views.pick_named_units(view, shown, leaders, row)
    earlier, later = time_series.both_periods(rows[0], language)
    title = visit.say(
        "series_two_title",
        measure=measure_name(visit.measure, language),
        earlier=earlier,
        later=later,
        cohort=visit.named(visit.edition, "cohort_name"),
    )
    ranks_told, cited = time_series.pair_notes(pair, language), view.cited(pair)
    bases = {row[f"{side}_value_basis"] for row in rows for side in ("earlier", "later")}
    told = ranks_told + caveats.inferred(bases, language)
    codes = (pair[0]["edition_code"], pair[1]["edition_code"])
    slopes, dumbbells = st.columns(2, gap="large")
    with slopes:
        words = _words(view, "slope", title, ranks_told, cited, rows)
        view.show(lambda: _slope(shown, coloured, words, visit), "slope", *codes, *coloured)
        notes.show(time_series.lacking(shown, "rank", language))
    with dumbbells:
        values = _words(view, "dumbbell", title, time_series.values_notes(pair, bases, language), cited, rows)
        view.show(lambda: _dumbbell(shown, values, visit), "dumbbell", *codes)
        notes.show(time_series.lacking(shown, "value", language))
    table = ranking_tables.two_years(rows[0])
    alt = visit.say("series_two_alt", title=title, count=len(shown))
    in_order = view.show_table(table, shown, "two_years", alt, *codes)
    about = export_menu.Caption(visit.edition, title)
    facts = export_menu.facts(about, view, visit.build_id, cited, told, language)
    periods = span(year["period_code"] for year in pair)
    stem = visit.file_stem(visit.say("series_file_two_years"), period=periods, is_measured=True)
    export_menu.offer(table, in_order, rows, facts, stem, language)
    notes.show(told)
    views.list_sources(cited, language)


def _words(
    view: RankingView, kind: str, title: str, told: Sequence[str], cited: list[dict], rows: Sequence[dict]
) -> Words:
    """What the picture of two years says: of ranks (`slope`), or of values (`dumbbell`), the own unit's first."""
    visit = view.visit
    earlier, later = time_series.both_periods(rows[0], visit.language)
    heading = visit.say(f"series_{kind}_heading", earlier=earlier, later=later)
    for own in (row for row in rows if row["unit_code"] == visit.unit_code):
        steps = headings.two_ranks(own) if kind == "slope" else headings.two_values(own, visit.language)
        unit = visit.named(own)
        key = "heading_two_ranks" if kind == "slope" else "heading_two_values"
        heading = headings.along(key, steps, visit.language, unit=unit) or heading
    reading = visit.say(f"series_{kind}_reading", later=later)
    return view.picture(visit.say(f"series_{kind}_title", title=title), told, cited, heading, reading)


def _slope(rows: Sequence[dict], coloured: Sequence[str], words: Words, visit: Visit) -> None:
    ranked = [row for row in rows if row["earlier_rank"] is not None and row["later_rank"] is not None]
    if not ranked:
        st.info(visit.say("series_no_slope"))
        return
    figure = two_years.slope(ranked, coloured, words, visit.palette, visit.unit_code)
    alt = two_years.slope_alt(ranked, words)
    picture.draw(figure, alt, "slope_chart")


def _dumbbell(rows: Sequence[dict], words: Words, visit: Visit) -> None:
    valued = [row for row in rows if row["earlier_value"] is not None and row["later_value"] is not None]
    if not valued:
        st.info(visit.say("series_no_dumbbell"))
        return
    ordered = sorted(valued, key=lambda row: row["later_value"], reverse=True)
    figure = two_years.dumbbell(ordered, words, visit.palette, visit.unit_code)
    alt = two_years.dumbbell_alt(ordered, words)
    picture.draw(figure, alt, "dumbbell_chart")


_WIDTH = 320


def _years_on_offer(visit: Visit, years: list[dict]) -> dict[str, dict]:
    """Every other edition of the index by its code: those of the own cohort (published or restated) first.

    `years` are rows of `queries.time_series.measured_editions`. What is given has `period_code`, `cohort_code`,
    `is_restated` and the names.
    """
    index_code, cohort_code = visit.edition["index_code"], visit.edition["cohort_code"]
    names = {f"cohort_name_{code}": visit.edition[f"cohort_name_{code}"] for code in LANGUAGES}
    own = [
        {**row, "cohort_code": cohort_code, **names}
        for row in reversed(years)
        if row["edition_cohort_code"] == cohort_code and row["edition_code"] != visit.edition_code
    ]
    others = [
        {**edition, "is_restated": False}
        for edition in visit.fetch_of(edition_queries.editions)
        if edition["index_code"] == index_code and edition["cohort_code"] != cohort_code
    ]
    return {row["edition_code"]: row for row in [*own, *others]}


def _pick_other_year(visit: Visit, on_offer: Mapping[str, dict], place: DeltaGenerator) -> dict | None:
    """Draw the picker of the second year in `place`: the one in force; None, after a sentence, for an unknown one.

    When nobody chose, or the own year was asked for, it is the year before in the own cohort.
    """
    edition = visit.edition
    before = [
        code
        for code, row in on_offer.items()
        if row["period_code"] == edition["previous_period_code"] and row["cohort_code"] == edition["cohort_code"]
    ]
    default = next(iter([*before, *on_offer]))
    own = [edition["edition_code"], *edition_queries.short_codes([edition])]
    options = Options(
        {code: _label(row, visit) for code, row in on_offer.items()},
        default,
        aliases=edition_queries.short_codes(on_offer.values()) | dict.fromkeys(own, default),
    )
    code = pickers.offer(RANKING_WITH, options, visit.language, place, _WIDTH)
    return None if code is None else on_offer[code]


def _label(row: Mapping, visit: Visit) -> str:
    return visit.say("edition", year=visit.period(row), cohort=visit.named(dict(row), "cohort_name"))


def _refuse_cohort(visit: Visit, other: dict, on_offer: Mapping[str, dict]) -> None:
    """Say why two cohorts are not compared, and offer a year of the own one: the same year if it is there."""
    edition = visit.edition
    cohort = visit.named(edition, "cohort_name")
    st.info(
        notes.literal(
            visit.say(
                "series_refused",
                year=visit.period(edition),
                cohort=cohort,
                other_year=Period(other["period_code"], visit.language),
                other_cohort=visit.named(other, "cohort_name"),
            )
        )
    )
    own = {code: row for code, row in on_offer.items() if row["cohort_code"] == edition["cohort_code"]}
    same_year = [code for code, row in own.items() if row["period_code"] == other["period_code"]]
    if code := next(iter([*same_year, *own]), None):
        key = "series_offer_restated" if own[code]["is_restated"] else "series_offer"
        words = visit.say(key, year=Period(own[code]["period_code"], visit.language), cohort=cohort)
        taken = {RANKING_WITH.name: code}
        st.button(notes.literal(words), key="take_other_year", on_click=url.update, args=(taken,))


frame.inside(main)
