"""The means over the years on the overview: chart, caveats, the table that says the same, files."""

from collections.abc import Sequence

import streamlit as st

from text import caveats, formats
from text.answer import measure_label
from text.catalogue import named
from ui import export_menu, notes, picture, sources, tables
from ui.charts import years
from ui.charts.frame import Words
from ui.overview.subject import Overview
from ui.table_description import Field, Row, Table
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
        tables.show(_table(view).columns(points, view.language), view.palette, alt=_title(view), key="overview_means")


def files(view: Overview) -> None:
    """Offer the same table as files."""
    points = _points(view)
    if not points:
        return
    cited = view.fetch_of(queries.sources, view.edition["index_code"], view.edition["cohort_code"])
    export_menu.offer(
        _table(view),
        points,
        points,
        export_menu.facts(
            export_menu.Caption(None, _title(view)), None, view.build_id, cited, told(view, points), view.language
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


def _table(view: Overview) -> Table:
    """Rows of `warehouse.queries.means`: the mean of each year, also as it is printed, with cohort and framework."""
    decimals = view.edition["shown_decimals"]

    def mean(name: str, part: str) -> Field:
        return Field(
            name,
            title=f"overview_years_column_{part}",
            shown=lambda row, language: formats.value(row[name], language, decimals),
        )

    return Table(
        "overview_years_sheet",
        screen=[
            "year",
            Field("indicator_name", shown=measure_label),
            mean("mean_value", "mean"),
            Field("mean_basis", title="overview_years_column_basis", format="word:word"),
            mean("published_mean_value", "printed"),
            "cohort_name",
            Field("decision", title="overview_years_column_framework", shown=_decision),
        ],
    )


def _decision(point: Row, language: str) -> str:
    return caveats.decision(point["decision"], language)
