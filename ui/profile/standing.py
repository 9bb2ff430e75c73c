"""Part of the profile: main indicators, or groups that have none, against a mark and within the cohort's spread."""

import streamlit as st

from text import caveats, formats, profile
from text.answer import measure_label
from text.catalogue import named
from ui import notes, tables
from ui.charts.profile import bullets, spine
from ui.profile import profile_tables
from ui.profile.choices import against_labels
from ui.profile.reading import Reading, Told, halves


def show(reading: Reading) -> None:
    """Draw bars and spread side by side, then their table."""
    rows = _known(reading, "main") or _known(reading, "group")
    if not rows:
        st.info(
            notes.literal(
                reading.say("profile_no_mains", unit=named(reading.profile.unit, "unit_name", reading.language))
            )
        )
        return
    reading.show(lambda: _draw(reading, rows), "standing")
    reading.offer(
        profile_tables.STANDING,
        reading.rows,
        "profile_file_standing",
        Told(notes=_notes(reading, rows), is_against=True),
    )


def _known(reading: Reading, level: str) -> list[dict]:
    """The unit's indicators of one level that have a figure."""
    rows = [row for row in reading.rows if row["indicator_level"] == level]
    return [row for row in rows if row["value"] is not None or row["rank"] is not None]


def _draw(reading: Reading, rows: list[dict]) -> None:
    mark = against_labels(reading.profile, reading.language)[reading.profile.against]
    left, right = halves()
    with left:
        _bullets(reading, rows, mark)
    with right:
        _spine(reading, mark)
    notes.show(_notes(reading, rows))
    tables.show(
        profile_tables.STANDING.columns(reading.rows, reading.language),
        reading.palette,
        alt=reading.say("profile_standing_table", title=reading.profile.title(reading.language)),
        key="profile_standing_table",
    )


def _notes(reading: Reading, rows: list[dict]) -> list[str]:
    return [
        *profile.unknown_marks(rows, reading.language),
        *profile.coarse_gaps(reading.rows, reading.language),
        *caveats.inferred([row["value_basis"] for row in reading.rows], reading.language),
    ]


def _bullets(reading: Reading, rows: list[dict], mark: str) -> None:
    if all(row["value"] is None for row in rows):
        st.info(reading.say("profile_ranks_only"))
        return
    if any(row["against_value"] is not None for row in rows):
        legend = reading.say("profile_bullets_mark", mark=mark)
    else:
        legend = reading.say("profile_bullets_no_mark", mark=mark)
    legends = [legend, *caveats.inferred([row["value_basis"] for row in rows], reading.language)]
    words = reading.words(f"profile_bullets_title_{rows[0]['indicator_level']}", legends)
    told = [
        f"{measure_label(row, reading.language)} {formats.value(row['value'], reading.language, row['value_decimals'])}"
        for row in rows
    ]
    alt = reading.say("profile_bullets_alt", title=words.title, rows="; ".join(told))
    reading.picture(bullets(rows, words, reading.palette), alt, "bullets")


def _spine(reading: Reading, mark: str) -> None:
    rows = [row for row in reading.rows if row["min_value"] is not None and row["value"] is not None]
    if not rows:
        st.info(reading.say("profile_no_spread"))
        return
    left_out = [row for row in reading.mains if row["min_value"] is None]
    legend = [reading.say("profile_spine_legend", mark=mark)]
    if left_out:
        names = ", ".join(measure_label(row, reading.language) for row in left_out)
        legend.append(reading.say("profile_spine_left_out", names=names))
    words = reading.words("profile_spine_title", legend)
    alt = reading.say("profile_spine_alt", title=words.title, count=len(rows))
    reading.picture(spine(rows, words, reading.palette), alt, "spine")
