"""Part of the profile: the targets of the unit's plans, as printed, and how far they are met."""

import streamlit as st

from text import formats, profile
from text.catalogue import named, say
from ui import notes, tables
from ui.profile import tables as profile_tables
from ui.profile.reading import Reading, Told
from ui.tables import Column
from warehouse.queries import profile as queries

_MEASURE_WIDTH = 300
_PRINTED_WIDTH = 460


def show(reading: Reading) -> None:
    """Draw the targets as a table of their own words."""
    rows = reading.fetch(queries.targets)
    if not rows:
        st.info(reading.say("profile_no_targets", unit=named(reading.profile.unit, "unit_name", reading.language)))
        return
    notes.quiet(reading.say("profile_targets_note"))
    reading.show(lambda: _draw(reading, rows), "targets")
    reading.offer(
        lambda chosen: profile_tables.sheet(chosen, columns, reading.language),
        rows,
        "profile_file_targets",
        Told(notes=[reading.say("profile_targets_note")], cited=reading.sources_behind(rows)),
    )


def columns(rows: list[dict], language: str) -> list[Column]:
    """What is to be reached, by when, how far it is met, and the document that says so."""
    printed = [row["printed_text"] for row in rows]
    return [
        Column("measure", say(language, "profile_target"), [row["measure"] for row in rows], width=_MEASURE_WIDTH),
        Column("asked", say(language, "profile_asked"), [profile.target(row, language) for row in rows]),
        Column("due", say(language, "profile_due"), [row["due_text"] or formats.MISSING for row in rows]),
        Column("progress", say(language, "profile_progress"), [profile.progress(row, language) for row in rows]),
        Column("printed", say(language, "profile_printed"), printed, width=_PRINTED_WIDTH),
        Column("source", say(language, "profile_source"), [_document(row) for row in rows]),
    ]


def _document(row: dict) -> str:
    return f"{row['scope_name']}, {row['document_number'] or row['release_title']}"


def _draw(reading: Reading, rows: list[dict]) -> None:
    title = reading.say("profile_targets_table", count=len(rows))
    tables.show(columns(rows, reading.language), reading.palette, alt=title, key="profile_targets_table", lines=3)
