"""Sources: how much of each edition is loaded, and every document that the figures were read from."""

from collections.abc import Sequence
from itertools import groupby

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from exports.names import stem
from text import formats
from text.catalogue import counted, say
from ui import answer_head, export_menu, frame, notes, tables
from ui.table_description import Field, Row, Table
from ui.tables import Group
from ui.visit import Visit
from warehouse.queries import data_quality as queries


def main(language: str) -> None:
    """Draw the page in one language."""
    visit = Visit.now(language)
    covered, cited = visit.fetch_of(queries.coverage), visit.fetch_of(queries.sources)
    title = visit.say(
        "coverage_answer",
        sources=len({(row["publisher"], row["source_address"]) for row in cited}),
        releases=len({row["release_code"] for row in cited}),
        editions=len({row["edition_code"] for row in covered}),
    )
    lead = visit.say("coverage_lead")
    short = visit.say("coverage_title")
    answer_head.show(answer_head.Head(title, lead, "", [], [], [], short), language)
    if not covered:
        st.info(visit.say("coverage_nothing"))
        return
    _coverage(visit, covered)
    title = visit.say("coverage_sources_title", count=len(cited))
    line = export_menu.title_line(title)
    in_order = tables.show(SOURCES, cited, visit.language, alt=title, key="coverage_sources", seen=visit.seen())
    _offer(visit, SOURCES, in_order, cited, "sources", title, line)


def _coverage(visit: Visit, covered: list[dict]) -> None:
    """The editions of the first index, and those of all others folded."""
    title = visit.say("coverage_coverage_title")
    line = export_menu.title_line(title)
    first = covered[0]["index_code"]
    others = [row for row in covered if row["index_code"] != first]

    def draw(rows: list[dict], key: str) -> None:
        ordered, groups = grouped(rows, visit)
        tables.show(COVERAGE, ordered, visit.language, alt=title, key=key, groups=groups, seen=visit.seen(key))

    draw([row for row in covered if row["index_code"] == first], "coverage_coverage")
    if others:
        count = len({row["edition_code"] for row in others})
        with st.expander(notes.literal(visit.say("coverage_others", count=count)), key="coverage_others"):
            draw(others, "coverage_more")
    _offer(visit, COVERAGE, covered, covered, "coverage", title, line)


def _offer(
    visit: Visit, table: Table, in_order: list[dict], rows: list[dict], name: str, title: str, line: DeltaGenerator
) -> None:
    facts = [(visit.say("info_title"), title), (visit.say("info_build"), visit.build_id)]
    files = stem(visit.say(f"coverage_{name}_file"))
    export_menu.offer(table, in_order, rows, facts, files, visit.language, f"coverage_{name}_files", place=line)


def _of_cohort(name: str, row: Row, _: str) -> str:
    """`63/63`, or the count alone of a cohort whose size is not known; a dash where the level has no such figure."""
    count = _count(name, row)
    return formats.MISSING if count is None else formats.rank(count, row["cohort_size"])


def _count(name: str, row: Row) -> int | None:
    """Statuses are of components alone."""
    return None if name == "status_unit_count" and row["indicator_level"] != "component" else row[name]


def _counts(name: str) -> Field:
    return Field(
        name,
        shown=lambda row, language: _of_cohort(name, row, language),
        cell=lambda row, _: _count(name, row),
        number=lambda row: _count(name, row),
    )


def _level(row: Row, language: str) -> str:
    return say(language, f"coverage_level_{row['indicator_level']}")


# Rows of `queries.coverage.coverage`.
COVERAGE = Table(
    "coverage_sheet",
    [
        Field("indicator_level", title="coverage_column_level", shown=_level),
        "indicator_count",
        _counts("valued_unit_count"),
        _counts("whole_unit_count"),
        _counts("ranked_unit_count"),
        _counts("status_unit_count"),
        Field("level_value_count", far=True),
        Field("level_rank_count", far=True),
    ],
    [
        "edition_code", "index_code", "period_code", "cohort_code", "cohort_name", "cohort_size",
        Field("indicator_level", title="coverage_column_level"), "indicator_count",
        *map(_counts, ("valued_unit_count", "whole_unit_count", "ranked_unit_count", "status_unit_count")),
        "level_value_count", "level_rank_count",
        "level_status_count",
    ],
    keeps_first=True,
)  # fmt: skip
# Rows of `queries.coverage.sources`.
SOURCES = Table(
    "coverage_sources_sheet",
    [
        Field("publisher", width=220),
        Field("release_title", width=360),
        "document_number",
        "published_on",
        "authority",
        Field("figure_count", title="coverage_column_figures", format="count"),
        Field("edition_count", title="coverage_column_editions", format="count"),
    ],
    [
        "release_code", "publisher", "release_title", "document_number", "published_on", "published_text", "authority",
        Field("figure_count", title="coverage_column_figures", format="count"),
        Field("edition_count", title="coverage_column_editions", format="count"),
        "licence", "source_address", "file_name", "sha256", "notes",
    ],
    keeps_first=True,
)  # fmt: skip


def grouped(rows: Sequence[Row], visit: Visit) -> tuple[list[Row], list[Group]]:
    """The rows of coverage, and a head for each edition."""
    heads = []
    for _, inside in groupby(rows, key=lambda row: row["edition_code"]):
        found = list(inside)
        first = found[0]
        title = f"{visit.named(first, 'short_name')} {visit.period(first)} · {visit.named(first, 'cohort_name')}"
        size = first["cohort_size"]
        side = counted(visit.language, "units", size) if size else visit.say("coverage_size_unknown")
        heads.append(Group(len(found), title, side))
    return list(rows), heads


frame.inside(main)
