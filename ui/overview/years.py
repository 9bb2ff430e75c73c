"""The means over the years on the overview: chart, caveats, the table that says the same, files."""

from collections.abc import Sequence
from typing import Any

import streamlit as st

from text import caveats, formats
from text.answer import measure_label
from text.catalogue import named
from ui import export_menu, notes, picture, sources, tables
from ui.charts import years
from ui.charts.frame import Words
from ui.downloads import Sheet
from ui.overview.subject import Overview
from ui.tables import Column
from warehouse.queries import means as queries


def _points(view: Overview) -> list[dict]:
    return view.fetch_of(queries.means_over_years, view.edition["index_code"], view.edition["cohort_code"])


def show(view: Overview) -> None:
    """Draw the chart and, folded away, its table; a sentence where no year has a mean."""
    points = _points(view)
    if not points:
        notes.quiet(view.say("overview_years_none"))
        return
    cited = view.fetch_of(queries.sources, view.edition["index_code"], view.edition["cohort_code"])
    marks = [] if view.is_of_one else [view.say("overview_years_note")]
    foot = [*marks, *told(view, points), sources.foot(cited, view.build_id, view.language)]
    words = Words(_title(view), foot, view.language, view.edition["shown_decimals"])
    figure = years.means_over_years(points, words, view.palette, view.edition["year"])
    alt = years.means_over_years_alt(points, words)
    picture.draw(figure, alt, "overview_years")
    with st.expander(view.say("overview_years_table"), icon=":material/table:"):
        tables.show(_columns(view, points), view.palette, alt=_title(view), key="overview_means")


def files(view: Overview) -> None:
    """Offer the same table as files."""
    points = _points(view)
    if not points:
        return
    cited = view.fetch_of(queries.sources, view.edition["index_code"], view.edition["cohort_code"])
    export_menu.offer(
        lambda rows: _sheet(view, rows),
        points,
        points,
        export_menu.facts(
            export_menu.Table(None, _title(view)), None, view.build_id, cited, told(view, points), view.language
        ),
        f"{view.edition['index_code']}-{view.edition['cohort_code']}-{view.say('overview_years_file')}",
        view.language,
        key="overview_means_files",
    )


def told(view: Overview, points: Sequence[dict]) -> list[str]:
    """What a reader of the means must know: means printed otherwise, changes of cohort and framework."""
    notes_told = [
        view.say(
            "overview_years_note_printed",
            year=point["year"],
            measure=measure_label(point, view.language),
            printed=formats.value(point["published_mean_value"], view.language, view.edition["shown_decimals"]),
            count=point["cohort_size"],
            mean=formats.value(point["mean_value"], view.language, view.edition["shown_decimals"]),
        )
        for point in points
        if point["is_printed_otherwise"]
    ]
    after = {point["year"]: point for point in points if point["is_cohort_change"] or point["is_framework_change"]}
    for year, point in after.items():
        if point["is_cohort_change"]:
            cohort = named(point, "cohort_name", view.language)
            notes_told.append(view.say("overview_years_note_cohort", year=year, cohort=cohort))
        if point["is_framework_change"]:
            notes_told.append(
                caveats.framework_change(
                    year, point["before_year"], point["decision"], point["before_decision"], view.language
                )
            )
    return notes_told


def _title(view: Overview) -> str:
    key = "overview_years_title_one" if view.is_of_one else "overview_years_title"
    return view.say(key, index=named(view.edition, "short_name", view.language))


def _columns(view: Overview, points: Sequence[dict]) -> list[Column]:
    sheet = _sheet(view, points)
    columns = []
    for place, title in enumerate(sheet.titles):
        cells: list[Any] = [row[place] for row in sheet.rows]
        if place == 0:
            columns.append(Column("year", title, [str(year) for year in cells], cells, "number"))
        elif title in (view.say("overview_years_column_mean"), view.say("overview_years_column_printed")):
            shown = [formats.value(cell, view.language, view.edition["shown_decimals"]) for cell in cells]
            numbers = [None if cell is None else float(cell) for cell in cells]
            columns.append(Column(f"column_{place}", title, shown, numbers, "number"))
        else:
            columns.append(Column(f"column_{place}", title, cells))
    return columns


def _sheet(view: Overview, points: Sequence[dict]) -> Sheet:
    fields = ("year", "measure", "mean", "basis", "printed", "cohort", "framework")
    return Sheet(
        view.say("overview_years_sheet"),
        [view.say(f"overview_years_column_{field}") for field in fields],
        [
            (
                point["year"],
                measure_label(point, view.language),
                point["mean_value"],
                view.say(f"word_{point['mean_basis']}"),
                point["published_mean_value"],
                named(point, "cohort_name", view.language),
                caveats.decision(point["decision"], view.language),
            )
            for point in points
        ],
    )
