"""Where the unit of a profile stands: cards, the years behind, main indicators against a mark and in the spread."""

from decimal import Decimal

import polars as pl
import streamlit as st

from text import caveats, formats, headings, profile
from text.answer import as_published, measure_label
from text.catalogue import named
from text.periods import Period
from ui import notes
from ui.charts.main_indicators import bullets, spine
from ui.charts.trend import trend
from ui.profile import profile_tables
from ui.profile.view import ProfileView, TableNotes, two_columns
from ui.visit import INDEX
from warehouse.queries import time_series as series_queries

_HEAD_WIDTH = 190
_CARD_WIDTH = 130
_NO_FIGURE = {
    "indicator_code": INDEX, "rank": None, "value": None, "value_decimals": None, "cohort_size": None,
    "is_restated": False,
}  # fmt: skip


def show_cards(view: ProfileView) -> None:
    """Draw the cards and, beside them, rank and value over the years."""
    cards, years = two_columns()
    with cards:
        _cards(view)
    with years:
        view.show(lambda: _years(view), "years")
        if rows := _line(view):
            about = TableNotes(view.title("profile_years_title"), _legend(view, rows), _sources_of_years(view))
            view.offer(profile_tables.YEARS, rows, "profile_file_years", about, "export_years")


def _cards(view: ProfileView) -> None:
    unit, language = view.unit, view.language
    is_restated = unit["places_gained"] is None and unit["restated_previous_value"] is not None
    prefix = "restated_" if is_restated else ""
    gained, moved = unit[f"{prefix}places_gained"], unit[f"{prefix}value_change"]
    since = view.say(f"profile_{prefix}since", year=view.visit.period(unit, "previous"))
    change = formats.change(moved, language, None if is_restated else unit["value_change_decimals"])

    def basis(change_of: str) -> str:
        return "" if is_restated else as_published(unit[f"{change_of}_basis"], language)

    grid = st.grid(2, min_column_width=_HEAD_WIDTH)
    grid.metric(
        view.say("column_rank"),
        notes.literal(formats.rank(unit["rank"], unit["cohort_size"])),
        None if gained is None else notes.literal(profile.places(gained, language) + basis("places_gained")),
        **_beside(gained, since),
    )
    grid.metric(
        view.say("column_value"),
        notes.literal(formats.value(unit["value"], language, unit["value_decimals"])),
        None if moved is None else notes.literal(change + basis("value_change")),
        **_beside(moved, since),
    )
    grid = st.grid(3, min_column_width=_CARD_WIDTH)
    for row in view.rows:
        if row["indicator_level"] in ("pillar", "group") and (row["rank"] is not None or row["value"] is not None):
            with grid.container(border=True, height="stretch", gap="xxsmall"):
                _part(view, row)


def _part(view: ProfileView, row: dict) -> None:
    """A pillar or group: its whole name, which may take two lines, its value and rank."""
    name = named(row, "indicator_name", view.language)
    rank = formats.rank(row["rank"], row["cohort_size"])
    amount, beside = formats.value(row["value"], view.language, row["value_decimals"]), None
    if row["value"] is None:
        amount, beside = rank, view.say("profile_rank_only")
    elif row["rank"] is not None:
        beside = view.say("profile_rank", rank=rank)
    notes.quiet(name)
    st.metric(
        notes.literal(name),
        notes.literal(amount),
        beside and notes.literal(beside),
        label_visibility="collapsed",
        delta_color="off",
        delta_arrow="off",
    )


def _beside(moved: int | Decimal | None, since: str | None) -> dict:
    """How the line below a card's figure looks: grey, with an arrow only for a change."""
    return {
        "delta_color": "off",
        "delta_arrow": "off" if not moved else "up" if moved > 0 else "down",
        "delta_description": None if moved is None else since,
        "border": True,
        "height": "stretch",
    }


def _years(view: ProfileView) -> None:
    visit, language = view.visit, view.language
    rows = _line(view)
    if not rows:
        st.info(notes.literal(view.say("profile_no_years", unit=visit.named(view.unit))))
        return
    told = [
        view.say(
            "profile_year_told",
            year=Period(row["period_code"], language),
            rank=formats.rank(row["rank"], row["cohort_size"]),
            value=formats.value(row["value"], language, row["value_decimals"]),
        )
        for row in rows
    ]
    heading = headings.along("heading_ranks", headings.ranks(rows), language) or view.title("profile_years_title")
    reading = " ".join(_legend(view, rows))
    words = view.picture_words("profile_years_title", heading, reading, cited=_sources_of_years(view))
    alt = view.say("profile_years_alt", title=words.title, years=formats.phrases(told, language))
    view.picture(trend(rows, visit.edition_code, words, view.palette), alt, "years")


def _legend(view: ProfileView, rows: list[dict]) -> list[str]:
    legend = []
    if any(row["break_reasons"] for row in rows[1:]):
        legend.append(view.say("profile_years_broken"))
    if any(row["is_restated"] for row in rows):
        legend.append(view.say("profile_years_restated"))
    return legend


def _sources_of_years(view: ProfileView) -> list[dict]:
    return view.sources_of(lambda origin: origin["indicator_code"] == INDEX)


def _line(view: ProfileView) -> list[dict]:
    """The years from the first to the last one with a figure of the unit; those between may have none."""
    years = view.visit.fetch(series_queries.editions)
    figures = view.visit.frame(series_queries.unit_years, "index").filter(pl.col("unit_code") == view.unit["unit_code"])
    own = {row["edition_code"]: row for row in figures.to_dicts()}
    known = [at for at, row in enumerate(years) if row["edition_code"] in own]
    line = years[known[0] : known[-1] + 1] if known else []
    return [_NO_FIGURE | row | own.get(row["edition_code"], {}) for row in line]


def show_standing(view: ProfileView) -> None:
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
    alt = view.say("profile_standing_table", title=view.name)
    in_order = view.show_table(profile_tables.STANDING, view.rows, "standing", alt)
    about = TableNotes(notes=_notes(view, rows), is_against=True, everything=view.rows)
    view.offer(profile_tables.STANDING, in_order, "profile_file_standing", about)


def _known(view: ProfileView, level: str) -> list[dict]:
    """The unit's indicators of one level that have a figure."""
    rows = [row for row in view.rows if row["indicator_level"] == level]
    return [row for row in rows if row["value"] is not None or row["rank"] is not None]


def _draw(view: ProfileView, rows: list[dict]) -> None:
    mark = view.mark
    left, right = two_columns()
    with left:
        _bullets(view, rows, mark)
    with right:
        _spine(view, mark)
    notes.show(_notes(view, rows))


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
    level = rows[0]["indicator_level"]
    heading = view.say(f"profile_bullets_heading_{level}")
    words = view.picture_words(f"profile_bullets_title_{level}", heading, " ".join(legends))
    told = [
        f"{measure_label(row, view.language)} {formats.value(row['value'], view.language, row['value_decimals'])}"
        for row in rows
    ]
    alt = view.say("profile_bullets_alt", title=words.title, rows=formats.phrases(told, view.language))
    view.picture(bullets(rows, words, view.palette), alt, "bullets")


def _spine(view: ProfileView, mark: str) -> None:
    rows = [row for row in view.rows if row["min_value"] is not None and row["value"] is not None]
    if not rows:
        st.info(view.say("profile_no_spread"))
        return
    left_out = [row for row in view.mains if row["min_value"] is None]
    legend = [view.say("profile_spine_legend", mark=mark)]
    if left_out:
        names = formats.listed((measure_label(row, view.language) for row in left_out), view.language)
        legend.append(view.say("profile_spine_left_out", names=names))
    words = view.picture_words("profile_spine_title", view.say("profile_spine_heading"), " ".join(legend))
    alt = view.say("profile_spine_alt", title=words.title, count=len(rows))
    view.picture(spine(rows, words, view.palette), alt, "spine")
