"""The tables of the page of sources: what is loaded of each edition, and from which documents."""

from collections.abc import Sequence
from itertools import groupby

from text import formats
from text.catalogue import counted, say
from ui.table_description import Field, Row, Table
from ui.tables import Group
from ui.visit import Visit


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
