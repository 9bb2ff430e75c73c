"""Part of the profile: main indicators, or groups that have none, against a mark and within the cohort's spread."""

import streamlit as st

from text import caveats, formats, profile
from text.answer import measure_label
from ui import notes, tables
from ui.charts.main_indicators import bullets, spine
from ui.profile import profile_tables
from ui.profile.view import ProfileView, Told, halves


def show(view: ProfileView) -> None:
    """Draw bars and spread side by side, then their table."""
    rows = _known(view, "main") or _known(view, "group")
    if not rows:
        st.info(
            notes.literal(
                view.say("profile_no_mains", unit=view.visit.named(view.unit))
            )
        )
        return
    view.show(lambda: _draw(view, rows), "standing")
    view.offer(
        profile_tables.STANDING,
        view.rows,
        "profile_file_standing",
        Told(notes=_notes(view, rows), is_against=True),
    )


def _known(view: ProfileView, level: str) -> list[dict]:
    """The unit's indicators of one level that have a figure."""
    rows = [row for row in view.rows if row["indicator_level"] == level]
    return [row for row in rows if row["value"] is not None or row["rank"] is not None]


def _draw(view: ProfileView, rows: list[dict]) -> None:
    mark = view.mark
    left, right = halves()
    with left:
        _bullets(view, rows, mark)
    with right:
        _spine(view, mark)
    notes.show(_notes(view, rows))
    tables.show(
        profile_tables.STANDING.columns(view.rows, view.language),
        view.palette,
        alt=view.say("profile_standing_table", title=view.name),
        key="profile_standing_table",
    )


def _notes(view: ProfileView, rows: list[dict]) -> list[str]:
    return [
        *profile.unknown_marks(rows, view.language),
        *profile.coarse_gaps(view.rows, view.language),
        *caveats.inferred([row["value_basis"] for row in view.rows], view.language),
    ]


def _bullets(view: ProfileView, rows: list[dict], mark: str) -> None:
    if all(row["value"] is None for row in rows):
        st.info(view.say("profile_ranks_only"))
        return
    if any(row["against_value"] is not None for row in rows):
        legend = view.say("profile_bullets_mark", mark=mark)
    else:
        legend = view.say("profile_bullets_no_mark", mark=mark)
    legends = [legend, *caveats.inferred([row["value_basis"] for row in rows], view.language)]
    words = view.picture_words(f"profile_bullets_title_{rows[0]['indicator_level']}", legends)
    told = [
        f"{measure_label(row, view.language)} {formats.value(row['value'], view.language, row['value_decimals'])}"
        for row in rows
    ]
    alt = view.say("profile_bullets_alt", title=words.title, rows="; ".join(told))
    view.picture(bullets(rows, words, view.palette), alt, "bullets")


def _spine(view: ProfileView, mark: str) -> None:
    rows = [row for row in view.rows if row["min_value"] is not None and row["value"] is not None]
    if not rows:
        st.info(view.say("profile_no_spread"))
        return
    left_out = [row for row in view.mains if row["min_value"] is None]
    legend = [view.say("profile_spine_legend", mark=mark)]
    if left_out:
        names = ", ".join(measure_label(row, view.language) for row in left_out)
        legend.append(view.say("profile_spine_left_out", names=names))
    words = view.picture_words("profile_spine_title", legend)
    alt = view.say("profile_spine_alt", title=words.title, count=len(rows))
    view.picture(spine(rows, words, view.palette), alt, "spine")
