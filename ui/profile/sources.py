"""Part of the profile: whence each figure of the unit is, and how printed and computed figures agree."""

from collections.abc import Callable, Sequence

import streamlit as st

from text import formats, profile
from text.answer import measure_label
from text.catalogue import say
from ui import notes, sources, tables
from ui.downloads import Sheet
from ui.profile import tables as profile_tables
from ui.profile.reading import Reading, Told
from ui.tables import Column
from warehouse.queries import profile as queries

_GRAVEST = ("different", "within_rounding_of_parts", "equal_at_printed_precision", "exact")


def show(reading: Reading) -> None:
    """Draw one line per figure with its sources and verdicts, the figures that differ, and the sources in full."""
    checks = reading.fetch(queries.verdicts)
    rows = [row for row in reading.rows if row["value"] is not None or row["published_rank"] or row["rank"]]
    if not rows:
        st.info(reading.say("profile_no_figures"))
        return
    reading.show(lambda: _draw(reading, rows, checks), "sources")

    def make(chosen: list[dict]) -> Sheet:
        return profile_tables.sheet(chosen, lambda some, _: columns(reading, some, checks), reading.language)

    reading.offer(make, rows, "profile_file_sources", Told(notes=_differences(reading, checks)))


def _draw(reading: Reading, rows: list[dict], checks: list[dict]) -> None:
    tables.show(
        columns(reading, rows, checks),
        reading.palette,
        alt=reading.say("profile_sources_table", title=reading.profile.title(reading.language)),
        key="profile_sources_table",
    )
    different = _differences(reading, checks)
    if different:
        st.header(reading.say("profile_differences"), anchor=False)
        notes.show(different)
    st.header(reading.say("sources_title"), anchor=False)
    notes.show([sources.linked(source, reading.language) for source in reading.cited])


def _differences(reading: Reading, checks: list[dict]) -> list[str]:
    """The printed figures that differ from what they were held against."""
    names = {row["indicator_code"]: measure_label(row, reading.language) for row in reading.rows}
    return [
        profile.difference(
            row | {"publisher": row["publisher"] or formats.MISSING},
            names.get(row["indicator_code"], row["indicator_code"]),
            reading.language,
        )
        for row in checks
        if row["verdict"] == "different"
    ]


def columns(reading: Reading, rows: Sequence[dict], checks: list[dict]) -> list[Column]:
    """Value and rank as shown, as printed and as computed, with their basis, verdict and source."""
    language = reading.language
    cited = {(source["release_code"], source["source_address"]): source for source in reading.cited}

    def source_of(row: dict, figure: str) -> str:
        if row[f"{figure}_basis"] == "computed":
            return say(language, f"rule_{row['value_rule']}" if figure == "value" else "profile_ranked_by_value")
        source = cited.get((row[f"{figure}_release_code"], row[f"{figure}_source_address"]))
        return sources.cited(source, language) if source else formats.MISSING

    def basis(row: dict, figure: str) -> str:
        known = row[f"{figure}_basis"]
        return say(language, f"word_{known}") if known else formats.MISSING

    def text(key: str, title: str, read: Callable[[dict], str]) -> Column:
        return Column(key, say(language, title), [read(row) for row in rows])

    return [
        Column("name", say(language, "profile_indicator"), [measure_label(row, language) for row in rows], pinned=True),
        _figure("value", "column_value", rows, language),
        text("value_basis", "field_value_basis", lambda row: basis(row, "value")),
        text("value_source", "field_value_source", lambda row: source_of(row, "value")),
        _figure("rank", "column_rank", rows, language),
        text("rank_basis", "field_rank_basis", lambda row: basis(row, "rank")),
        text("rank_source", "field_rank_source", lambda row: source_of(row, "rank")),
        _figure("published_value", "profile_published_value", rows, language),
        _figure("computed_value", "profile_computed_value", rows, language),
        text("value_verdict", "profile_value_verdict", lambda row: _verdict(row, "value", checks, language)),
        _figure("published_rank", "profile_published_rank", rows, language),
        _figure("computed_rank", "profile_computed_rank", rows, language),
        text("rank_verdict", "profile_rank_verdict", lambda row: _verdict(row, "rank", checks, language)),
    ]


def _figure(column: str, title: str, rows: Sequence[dict], language: str) -> Column:
    is_rank = column.endswith("rank")
    shown = [
        formats.rank(row[column], row["cohort_size"])
        if is_rank
        else formats.value(row[column], language, None if column == "computed_value" else row["value_decimals"])
        for row in rows
    ]
    numbers = [None if row[column] is None else float(row[column]) for row in rows]
    return Column(column, say(language, title), shown, numbers, "number")


def _verdict(row: dict, figure: str, checks: list[dict], language: str) -> str:
    """The gravest verdict on a printed figure."""
    own = [check for check in checks if check["figure"] == figure and check["indicator_code"] == row["indicator_code"]]
    if not own:
        return formats.MISSING
    return profile.verdict(min(own, key=lambda check: _GRAVEST.index(check["verdict"])), language)
