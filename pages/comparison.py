"""Comparison: up to eight units of a year, or two years of a unit. Pick, say, table, files, chart, sources."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from text import formats
from text.catalogue import say
from ui import answer_head, export_menu, frame, notes, picture, sources, tables
from ui.charts import comparison
from ui.charts import frame as charts_frame
from ui.charts.comparison import Line
from ui.choices import context, several_units, within
from ui.choices.choice import Options, UnknownChoice, refuse
from ui.choices.context_line import ContextPickers
from ui.choices.declared import COMPARISON_MODE, COMPARISON_UNITS, COMPARISON_WITH
from ui.choices.pickers import switch
from ui.comparison import comparison_table, sentences
from ui.comparison.comparison_table import Comparison, lines_of
from ui.table_description import Table
from ui.visit import Visit
from warehouse.queries import comparison as queries
from warehouse.queries import editions as edition_queries
from warehouse.queries import sources as source_queries
from warehouse.queries import time_series as series_queries


def main(language: str) -> None:
    """Draw the page in one language."""
    compared = _pick(Visit.now(language))
    if compared is None:
        return
    visit = compared.visit
    cohorts = {row["cohort_code"]: visit.named(row, "cohort_name") for row in visit.fetch_of(edition_queries.editions)}
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


_ADD_WIDTH = 200


def _pick(visit: Visit) -> Comparison | None:
    """Draw all pickers; None, after a sentence, when what is asked for is not there or too much."""
    tools = st.container(horizontal=True, vertical_alignment="center", gap="small", key="tools")
    begun = context.begin(visit)
    if begun is None:
        return None
    visit, grid = begun
    usual = comparison_table.UNITS if len(visit.units) > 1 else comparison_table.YEARS
    labels = {code: visit.say(f"comparison_mode_{code}") for code in comparison_table.MODES}
    mode = switch(COMPARISON_MODE, Options(labels, usual), visit.language, tools)
    try:
        return _pick_years(visit, grid) if mode == comparison_table.YEARS else _pick_units(visit, grid, tools)
    except UnknownChoice as unknown:
        refuse(unknown, visit.language)
        return None
    finally:
        context.settle(visit, grid)


def _pick_units(visit: Visit, grid: ContextPickers, tools: DeltaGenerator) -> Comparison | None:
    visit, unknown = context.find_unit(visit, grid)
    visit = within.pick(visit, grid, is_of_unit=True)
    codes = _offer_units(visit, tools)
    if unknown and unknown.key == "unknown_unit":
        refuse(UnknownChoice(COMPARISON_UNITS.unknown, asked=unknown.quoted["asked"]), visit.language)
    if len(codes) > comparison_table.MOST_UNITS:
        st.warning(notes.literal(visit.say("comparison_too_many", count=len(codes), most=comparison_table.MOST_UNITS)))
        return None
    if not codes:
        st.info(notes.literal(visit.say("comparison_none_chosen", most=comparison_table.MOST_UNITS)))
        return None
    joined = ".".join(codes)
    rows, measures = visit.fetch(queries.units, joined), visit.fetch(edition_queries.measures)
    known = {row["unit_code"] for row in rows}
    units = {row["unit_code"]: row for row in visit.units}
    names = {code: visit.named(units[code]) for code in codes}
    return Comparison(
        visit,
        joined,
        [name for code, name in names.items() if code in known],
        [name for code, name in names.items() if code not in known],
        lines_of(rows, measures, visit.edition),
        None,
        [],
    )


def _offer_units(visit: Visit, tools: DeltaGenerator) -> list[str]:
    """Draw the picker of units in the line of tools, and return the codes chosen; those not in the cohort are told.

    Raises UnknownChoice where none of them is.
    """
    units = {row["unit_code"]: row for row in visit.units}
    among = [row["unit_code"] for row in visit.units_within]
    first = comparison_table.first_units(among, visit.unit_code)
    asked = several_units.requested_units(COMPARISON_UNITS, units) or several_units.RequestedUnits(first, [], [])
    codes = asked.codes
    labels = {code: visit.named(unit) for code, unit in units.items()}
    several_units.offer(
        COMPARISON_UNITS,
        tools,
        "comparison_units",
        labels,
        codes,
        visit.language,
        others=sorted(code for code in among if code not in codes),
        help=visit.say("comparison_units_help", most=comparison_table.MOST_UNITS),
        width=_ADD_WIDTH,
        is_labelled=False,
    )
    several_units.keep(COMPARISON_UNITS, asked, units)
    if asked.strangers:
        unknown = UnknownChoice(COMPARISON_UNITS.unknown, asked=formats.listed(asked.strangers, visit.language))
        if not codes:
            raise unknown
        refuse(unknown, visit.language)
    if asked.left:
        cohort = visit.named(visit.edition, "cohort_name")
        left = UnknownChoice(COMPARISON_UNITS.left, units=formats.listed(asked.left, visit.language), cohort=cohort)
        refuse(left, visit.language)
    return codes


def _pick_years(visit: Visit, grid: ContextPickers) -> Comparison | None:
    """Draw the pickers of the unit and the other year; None, after a sentence, where there is no other year.

    Raises UnknownChoice.
    """
    edition = visit.edition
    visit, fault = context.find_unit(visit, grid)
    years = visit.fetch(series_queries.editions)
    others = {row["edition_code"]: row for row in reversed(years) if row["edition_code"] != visit.edition_code}
    if not others:
        index = visit.named(edition, "short_name")
        st.info(notes.literal(visit.say("comparison_no_other_year", index=index, year=visit.period(edition))))
        return None
    code = grid.offer(COMPARISON_WITH, _years(visit, others))
    if fault:
        raise fault
    if visit.unit is None:
        notes.quiet(visit.say("comparison_unchosen"))
    pair = [row for row in years if row["edition_code"] in (visit.edition_code, code)]
    return _compared_years(visit, visit.unit or visit.units[0], pair, code)


def _years(visit: Visit, others: dict[str, dict]) -> Options:
    """The other years by the codes of their editions, remembered by their year.

    Links had short codes for them, a restated year also that of the cohort that it was published for.
    """
    editions = visit.fetch_of(edition_queries.editions)
    cohorts = {row["cohort_code"]: visit.named(row, "cohort_name") for row in editions}
    labels = {
        code: visit.say("edition", year=visit.period(row), cohort=cohorts[row["edition_cohort_code"]])
        for code, row in others.items()
    }
    before = [code for code, row in others.items() if row["period_code"] == visit.edition["previous_period_code"]]
    rows = others.values()
    older = edition_queries.short_codes(rows, "source_cohort_code")
    published = {row["source_edition_code"]: code for code, row in others.items()}
    return Options(
        labels,
        next(iter([*before, *others])),
        names={code: row["period_code"] for code, row in others.items()},
        aliases=published | older | edition_queries.short_codes(rows, "edition_cohort_code"),
    )


def _compared_years(visit: Visit, unit: dict, years: list[dict], other_code: str) -> Comparison:
    rows = visit.fetch(queries.two_years, other_code, unit["unit_code"])
    measures = visit.fetch_of(edition_queries.measures, years[-1]["edition_code"])
    known = {row["edition_code"] for row in rows if row["value"] is not None or row["rank"] is not None}
    names = {row["edition_code"]: str(visit.period(row)) for row in years}
    return Comparison(
        visit,
        unit["unit_code"],
        list(names.values()),
        [name for code, name in names.items() if code not in known],
        lines_of(rows, measures, visit.edition),
        unit,
        years,
    )


frame.inside(main)
