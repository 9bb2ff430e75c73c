"""Overview: the year in one screen. The answer, spread, header figures, standings, movers, map, years, statuses."""

from collections.abc import Collection, Sequence

import streamlit as st

from exports.names import span
from text import caveats, formats
from text.answer import measure_label
from ui import answer_head, export_menu, frame, notes, picture, sources, tables
from ui.charts import trend
from ui.choices import context
from ui.overview import cohort, figures
from ui.table_description import Field, Row, Table
from ui.tasks.choices import TaskList
from ui.tasks.views import dates
from ui.visit import Visit
from warehouse.queries import overview as queries
from warehouse.queries import sources as source_queries

_WIDTH = 420


def main(language: str) -> None:
    """Draw the page in one language."""
    begun = context.begin(Visit.now(language), by_measure=True)
    if begun is None:
        return
    visit = context.pick_unit(*begun)
    context.settle(visit, begun[1])
    head = answer_head.of_visit(visit)
    answer_head.show(head, visit.language)
    if not visit.is_of_one:
        visit.show(lambda: cohort.distribution(visit), "overview_spread")
    _ways_on(visit)
    _next_dates(visit)
    visit.show(lambda: figures.show(visit), "overview_figures")
    if not visit.is_of_one:
        _cohort(visit, {*head.comparing, *head.told})
    everyone = visit.for_everyone
    untold = [note for note in _notes_of_means(everyone) if note not in {*head.comparing, *head.told}]
    grid = st.grid(2, min_column_width=_WIDTH, gap="large")
    with grid.container():
        everyone.show(lambda: _show_means(everyone), "overview_years")
        _show_means_table(everyone, untold)
    with grid.container():
        if not visit.is_of_one:
            visit.show(lambda: figures.show_statuses(visit), "overview_status")
            figures.offer_statuses(visit)
            st.page_link("pages/components.py", label=visit.say("overview_to_components"), icon=":material/checklist:")


def _ways_on(visit: Visit) -> None:
    """Why it is so, where all stand, how some compare."""
    with st.container(horizontal=True, key="ways_on"):
        if visit.unit:
            st.page_link(
                "pages/profile.py",
                label=notes.literal(visit.say("overview_to_profile", unit=visit.named(visit.unit))),
                icon=":material/query_stats:",
                query_params={"unit": visit.unit_param(visit.unit), "part": "change"},
            )
        st.page_link("pages/ranking.py", label=visit.say("overview_to_ranking"), icon=":material/leaderboard:")
        st.page_link("pages/comparison.py", label=visit.say("overview_to_comparison"), icon=":material/compare:")


def _next_dates(visit: Visit) -> None:
    """The next dates of plans, in one line; nothing where none is loaded."""
    listed = TaskList(visit)
    if not listed.rows and not listed.duties:
        return
    with st.container(horizontal=True, vertical_alignment="center", key="next_dates"):
        notes.quiet(dates(listed))
        st.page_link("pages/tasks.py", label=visit.say("overview_to_tasks"), icon=":material/calendar_month:")


def _cohort(visit: Visit, told: Collection[str]) -> None:
    """Who leads and moves, with what to know of it unless the head has `told` it, the files of it, and the map."""
    everyone = visit.for_everyone
    grid = st.grid(2, min_column_width=_WIDTH, gap="large")
    with grid.container():
        cohort.draw_lists(visit)
        notes.show([note for note in cohort.move_caveats(everyone) if note not in told])
        cohort.offer_files(everyone)
    with grid.container():
        visit.show(lambda: cohort.tile_map(visit), "overview_map")
        in_order = cohort.units_table(visit)
        cohort.offer_units(visit, in_order)


def _points(visit: Visit) -> list[dict]:
    return visit.fetch(queries.means_over_years)


def _show_means(visit: Visit) -> None:
    """Draw the chart; a sentence where no year has a mean."""
    points = _points(visit)
    if not points:
        notes.quiet(visit.say("overview_years_none"))
        return
    cited = visit.fetch(source_queries.of_means)
    marks = "" if visit.is_of_one else visit.say("overview_years_note")
    foot = [*_notes_of_mean(visit, points), sources.foot(cited, visit.build_id, visit.language)]
    words = visit.words(_title_of_means(visit), foot, reading=marks)
    figure = trend.means_over_years(points, words, visit.palette, visit.edition["period_code"])
    alt = trend.means_over_years_alt(points, words)
    picture.draw(figure, alt, "overview_years")


def _show_means_table(visit: Visit, told: Sequence[str]) -> None:
    """Draw, folded away, the table that says the same with the notes `told` of it, and the menu of its files."""
    points = _points(visit)
    if not points:
        return
    table = _table_of_means(visit)
    with st.expander(visit.say("overview_years_table"), icon=":material/table:"):
        in_order = tables.show(
            table, points, visit.language, alt=_title_of_means(visit), key="overview_means", seen=visit.seen()
        )
        notes.show(told)
    cited = visit.fetch(source_queries.of_means)
    export_menu.offer(
        table,
        in_order,
        points,
        export_menu.facts(
            export_menu.Caption(None, _title_of_means(visit)),
            None,
            visit.build_id,
            cited,
            _notes_of_mean(visit, points),
            visit.language,
        ),
        visit.file_stem(visit.say("overview_years_file"), period=span(each["period_code"] for each in points)),
        visit.language,
        key="overview_means_files",
    )


def _notes_of_means(visit: Visit) -> list[str]:
    """What a reader of the means must know: means printed otherwise, changes of cohort and framework."""
    return _notes_of_mean(visit, _points(visit))


def _notes_of_mean(visit: Visit, points: Sequence[dict]) -> list[str]:
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


def _title_of_means(visit: Visit) -> str:
    key = "overview_years_title_one" if visit.is_of_one else "overview_years_title"
    return visit.say(key, index=visit.named(visit.edition, "short_name"))


def _table_of_means(visit: Visit) -> Table:
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


frame.inside(main)
