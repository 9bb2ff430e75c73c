"""Part of the profile: points lost, strengths and weaknesses, components by status."""

import streamlit as st

from text import formats
from text.answer import measure_label
from text.catalogue import named
from ui import notes, tables
from ui.charts.points import derived, lost_of_most, lost_points
from ui.profile import profile_tables
from ui.profile.reading import Reading, Told, halves
from warehouse.queries import profile as queries

_STANDINGS = ("strength", "weakness")
_STATUSES = ("full", "partial", "zero", "not_assessed", "unknown")


def show(reading: Reading) -> None:
    """Draw the points lost, and beside them what is strong, what is weak and what the components got."""
    rows = reading.fetch(queries.lost_points)
    left, right = halves()
    with left:
        reading.show(lambda: _lost(reading, rows), "lost")
    with right:
        _strengths(reading)
        _statuses(reading)
    if rows:
        reading.show(lambda: _table(reading, rows), "lost_table")
        reading.offer(
            profile_tables.LOST,
            rows,
            "profile_file_lost",
            Told(reading.title("profile_lost_title"), _notes(reading, rows)),
        )


def _lost(reading: Reading, rows: list[dict]) -> None:
    if not rows:
        st.info(reading.say("profile_no_lost"))
        return
    words = reading.words("profile_lost_title", [reading.say("profile_lost_note"), *_notes(reading, rows)])
    told = "; ".join(
        f"{named(row, 'indicator_name', reading.language)} {lost_of_most(row, reading.language)}" for row in rows
    )
    alt = reading.say("profile_lost_alt", title=words.title, rows=told)
    reading.picture(lost_points(rows, words, reading.palette), alt, "lost")


def _notes(reading: Reading, rows: list[dict]) -> list[str]:
    """Derived maxima, and the main indicators whose points are not known."""
    known = {row["indicator_code"] for row in rows}
    unknown = [measure_label(row, reading.language) for row in reading.mains if row["indicator_code"] not in known]
    lacking = [reading.say("profile_lost_unknown", names=", ".join(unknown))] if unknown else []
    return derived(rows, reading.language) + lacking


def _table(reading: Reading, rows: list[dict]) -> None:
    title = reading.title("profile_lost_title")
    tables.show(
        profile_tables.LOST.columns(rows, reading.language),
        reading.palette,
        alt=reading.say("profile_lost_table", title=title),
        key="profile_lost_table",
    )


def _strengths(reading: Reading) -> None:
    rows = reading.fetch(queries.strengths)
    for standing in _STANDINGS:
        st.header(reading.say(f"profile_{standing}"), anchor=False)
        lines = [_strength(reading, row) for row in rows if row["standing"] == standing]
        ranked = any(row["rank"] is not None and row["value"] is not None for row in reading.mains)
        if lines:
            st.markdown(notes.listed(lines))
        else:
            notes.quiet(reading.say(f"profile_no_{standing}" if ranked else "profile_unranked_mains"))
    unranked = [row for row in reading.mains if row["rank"] is None or row["value"] is None]
    if rows and unranked:
        names = ", ".join(measure_label(row, reading.language) for row in unranked)
        notes.quiet(reading.say("profile_not_judged", names=names))


def _strength(reading: Reading, row: dict) -> str:
    return reading.say(
        "profile_strength_line",
        name=measure_label(row | {"indicator_level": "main"}, reading.language),
        rank=formats.rank(row["rank"], row["cohort_size"]),
        value=formats.value(row["value"], reading.language, reading.profile.edition["shown_decimals"]),
    )


def _statuses(reading: Reading) -> None:
    st.header(reading.say("profile_statuses"), anchor=False)
    counts = reading.fetch(queries.status_counts)
    if not counts:
        notes.quiet(reading.say("profile_no_statuses"))
        return
    told = [
        reading.say(f"profile_count_{status}", count=counts[0][f"{status}_count"])
        for status in _STATUSES
        if counts[0][f"{status}_count"]
    ]
    st.markdown(notes.listed(told))
    notes.quiet(reading.say("profile_assessed", count=counts[0]["assessed_count"]))
    st.page_link("pages/components.py", label=reading.say("profile_to_components"), icon=":material/checklist:")
