"""Part of the profile: points lost, strengths and weaknesses, components by status."""

import streamlit as st

from text import formats
from text.answer import measure_label
from text.catalogue import named
from ui import notes, tables
from ui.charts.main_indicators import derived, lost_of_most, lost_points
from ui.profile import profile_tables
from ui.profile.view import ProfileView, Told, halves
from warehouse.queries import profile as queries

_STANDINGS = ("strength", "weakness")
_STATUSES = ("full", "partial", "zero", "not_assessed", "unknown")


def show(view: ProfileView) -> None:
    """Draw the points lost, and beside them what is strong, what is weak and what the components got."""
    rows = view.fetch(queries.lost_points)
    left, right = halves()
    with left:
        view.show(lambda: _lost(view, rows), "lost")
    with right:
        _strengths(view)
        _statuses(view)
    if rows:
        view.show(lambda: _table(view, rows), "lost_table")
        view.offer(
            profile_tables.LOST,
            rows,
            "profile_file_lost",
            Told(view.title("profile_lost_title"), _notes(view, rows)),
        )


def _lost(view: ProfileView, rows: list[dict]) -> None:
    if not rows:
        st.info(view.say("profile_no_lost"))
        return
    words = view.picture_words("profile_lost_title", [view.say("profile_lost_note"), *_notes(view, rows)])
    told = "; ".join(
        f"{named(row, 'indicator_name', view.language)} {lost_of_most(row, view.language)}" for row in rows
    )
    alt = view.say("profile_lost_alt", title=words.title, rows=told)
    view.picture(lost_points(rows, words, view.palette), alt, "lost")


def _notes(view: ProfileView, rows: list[dict]) -> list[str]:
    """Derived maxima, and the main indicators whose points are not known."""
    known = {row["indicator_code"] for row in rows}
    unknown = [measure_label(row, view.language) for row in view.mains if row["indicator_code"] not in known]
    lacking = [view.say("profile_lost_unknown", names=", ".join(unknown))] if unknown else []
    return derived(rows, view.language) + lacking


def _table(view: ProfileView, rows: list[dict]) -> None:
    title = view.title("profile_lost_title")
    tables.show(
        profile_tables.LOST.columns(rows, view.language),
        view.palette,
        alt=view.say("profile_lost_table", title=title),
        key="profile_lost_table",
    )


def _strengths(view: ProfileView) -> None:
    rows = view.fetch(queries.strengths)
    for standing in _STANDINGS:
        st.header(view.say(f"profile_{standing}"), anchor=False)
        lines = [_strength(view, row) for row in rows if row["standing"] == standing]
        ranked = any(row["rank"] is not None and row["value"] is not None for row in view.mains)
        if lines:
            st.markdown(notes.listed(lines))
        else:
            notes.quiet(view.say(f"profile_no_{standing}" if ranked else "profile_unranked_mains"))
    unranked = [row for row in view.mains if row["rank"] is None or row["value"] is None]
    if rows and unranked:
        names = ", ".join(measure_label(row, view.language) for row in unranked)
        notes.quiet(view.say("profile_not_judged", names=names))


def _strength(view: ProfileView, row: dict) -> str:
    return view.say(
        "profile_strength_line",
        name=measure_label(row | {"indicator_level": "main"}, view.language),
        rank=formats.rank(row["rank"], row["cohort_size"]),
        value=formats.value(row["value"], view.language, view.visit.edition["shown_decimals"]),
    )


def _statuses(view: ProfileView) -> None:
    st.header(view.say("profile_statuses"), anchor=False)
    counts = view.fetch(queries.status_counts)
    if not counts:
        notes.quiet(view.say("profile_no_statuses"))
        return
    told = [
        view.say(f"profile_count_{status}", count=counts[0][f"{status}_count"])
        for status in _STATUSES
        if counts[0][f"{status}_count"]
    ]
    st.markdown(notes.listed(told))
    notes.quiet(view.say("profile_assessed", count=counts[0]["assessed_count"]))
    st.page_link("pages/components.py", label=view.say("profile_to_components"), icon=":material/checklist:")
