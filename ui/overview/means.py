"""The means over the years on the overview: chart, caveats, the table that says the same, files."""

from collections.abc import Sequence

import streamlit as st

from exports.names import span
from text import caveats, formats
from text.answer import measure_label
from ui import export_menu, notes, picture, sources, tables
from ui.charts import trend
from ui.table_description import Field, Row, Table
from ui.visit import Visit
from warehouse.queries import overview as queries
from warehouse.queries import sources as source_queries


def _points(visit: Visit) -> list[dict]:
    return visit.fetch(queries.means_over_years)


def show(visit: Visit) -> None:
    """Draw the chart; a sentence where no year has a mean."""
    points = _points(visit)
    if not points:
        notes.quiet(visit.say("overview_years_none"))
        return
    cited = visit.fetch(source_queries.of_means)
    marks = "" if visit.is_of_one else visit.say("overview_years_note")
    foot = [*_notes(visit, points), sources.foot(cited, visit.build_id, visit.language)]
    words = visit.words(_title(visit), foot, reading=marks)
    figure = trend.means_over_years(points, words, visit.palette, visit.edition["period_code"])
    alt = trend.means_over_years_alt(points, words)
    picture.draw(figure, alt, "overview_years")


def show_table(visit: Visit, told: Sequence[str]) -> None:
    """Draw, folded away, the table that says the same with the notes `told` of it, and the menu of its files."""
    points = _points(visit)
    if not points:
        return
    table = _table(visit)
    with st.expander(visit.say("overview_years_table"), icon=":material/table:"):
        in_order = tables.show(
            table, points, visit.language, alt=_title(visit), key="overview_means", seen=visit.seen()
        )
        notes.show(told)
    cited = visit.fetch(source_queries.of_means)
    export_menu.offer(
        table,
        in_order,
        points,
        export_menu.facts(
            export_menu.Caption(None, _title(visit)),
            None,
            visit.build_id,
            cited,
            _notes(visit, points),
            visit.language,
        ),
        visit.file_stem(visit.say("overview_years_file"), period=span(each["period_code"] for each in points)),
        visit.language,
        key="overview_means_files",
    )


def notes_of(visit: Visit) -> list[str]:
    """What a reader of the means must know: means printed otherwise, changes of cohort and framework."""
    return _notes(visit, _points(visit))


def _notes(visit: Visit, points: Sequence[dict]) -> list[str]:
    notes_told = [
        visit.say(
            "overview_years_note_printed",
            year=visit.period(point),
            measure=measure_label(point, visit.language),
            printed=formats.value(point["published_mean_value"], visit.language, visit.edition["shown_decimals"]),
            count=point["cohort_size"],
            mean=formats.value(point["shown_mean_value"], visit.language, visit.edition["shown_decimals"]),
        )
        for point in points
        if point["is_printed_otherwise"]
    ]
    after = {
        point["period_code"]: point for point in points if point["is_cohort_change"] or point["is_framework_change"]
    }
    for point in after.values():
        if point["is_cohort_change"]:
            cohort = visit.named(point, "cohort_name")
            notes_told.append(visit.say("overview_years_note_cohort", year=visit.period(point), cohort=cohort))
        if point["is_framework_change"]:
            notes_told.append(
                caveats.framework_change(
                    visit.period(point),
                    visit.period(point, "before"),
                    point["decision"],
                    point["before_decision"],
                    visit.language,
                )
            )
    return notes_told


def _title(visit: Visit) -> str:
    key = "overview_years_title_one" if visit.is_of_one else "overview_years_title"
    return visit.say(key, index=visit.named(visit.edition, "short_name"))


def _table(visit: Visit) -> Table:
    """Rows of `queries.means_over_years`: the mean of each year, also as it is printed, with cohort and framework."""
    decimals = visit.edition["shown_decimals"]

    def mean(name: str, part: str) -> Field:
        return Field(
            name,
            title=f"overview_years_column_{part}",
            shown=lambda row, language: formats.value(row[name], language, decimals),
            decimals=lambda _: formats.VALUE_DECIMALS if decimals is None else decimals,
        )

    measure = Field("indicator_name", shown=measure_label)
    figures: list[Field | str] = [
        mean("shown_mean_value", "mean"),
        Field("mean_basis", title="overview_years_column_basis", format="word:word"),
        mean("published_mean_value", "printed"),
        "cohort_name",
        Field("decision", title="overview_years_column_framework", shown=_decision),
    ]
    codes = ["period_code", "indicator_code"]
    return Table(
        "overview_years_sheet", ["year", measure, *figures], [*codes, measure, *figures, "cohort_code", "cohort_size"]
    )


def _decision(point: Row, language: str) -> str:
    return caveats.decision(point["decision"], language)
