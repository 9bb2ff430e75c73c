"""Where the unit of a profile stands: all its indicators against a mark and in the spread, the years behind."""

import streamlit as st

from planning import noise
from planning.errors import NothingToPlan
from planning.noise import Noise
from text import caveats, formats, headings, profile
from text.answer import is_restated_change, measure_label
from text.periods import Period
from ui import data, export_menu, notes
from ui.charts.main_indicators import bullets, spine
from ui.charts.trend import trend
from ui.choices import declared
from ui.choices.pickers import go_to
from ui.profile import profile_tables
from ui.profile.view import ProfileView, TableNotes, two_columns
from ui.simulator.sentences import refusal
from ui.visit import INDEX
from warehouse.queries import time_series as series_queries

_NO_FIGURE = {
    "indicator_code": INDEX, "rank": None, "value": None, "value_decimals": None, "cohort_size": None,
    "is_restated": False,
}  # fmt: skip


def show_years(view: ProfileView) -> None:
    """Draw rank and value over the years, and the menu of their files."""
    view.show(lambda: _years(view), "years")
    if rows := _line(view):
        about = TableNotes(view.title("profile_years_title"), _legend(view, rows), _sources_of_years(view))
        view.offer(profile_tables.YEARS, rows, "profile_file_years", about, "export_years")


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
    own = {row["edition_code"]: row for row in view.figures_of(series_queries.unit_years, INDEX)}
    known = [at for at, row in enumerate(years) if row["edition_code"] in own]
    line = years[known[0] : known[-1] + 1] if known else []
    return [_NO_FIGURE | row | own.get(row["edition_code"], {}) for row in line]


def show_standing(view: ProfileView) -> None:
    """Draw the sheet of all indicators: rank, change, value, distance to the mark, place in the cohort; then its notes,
    the same as pictures folded away, and the years behind.
    """
    rows = _known(view, "main") or _known(view, "group")
    if not rows:
        st.info(notes.literal(view.say("profile_no_mains", unit=view.visit.named(view.unit))))
        show_years(view)
        return
    table = profile_tables.standing(is_restated_change(view.unit))
    known = [row for row in view.rows if row["value"] is not None or row["rank"] is not None]
    title = profile.held_against(known, view.mark_within, view.language)
    title = title or view.say("profile_standing_plain", unit=view.visit.named(view.unit))
    about = TableNotes(notes=_notes(view, rows), is_against=True, everything=view.rows)
    alt = view.say("profile_standing_table", title=view.name)
    with st.container(gap="xsmall"):
        line = export_menu.title_line(title)
        in_order = view.show_table(table, known, "standing", alt, is_own=lambda row: row["indicator_level"] == INDEX)
    if any(row["min_value"] is not None for row in known):
        count, unit = view.unit["cohort_size"], view.visit.named(view.unit)
        notes.quiet(view.say("profile_standing_legend", count=count, mark=view.mark_within, unit=unit))
    view.offer(table, in_order, "profile_file_standing", about, place=line)
    unknown = [measure_label(row, view.language) for row in view.rows if row not in known]
    if unknown:
        notes.quiet(view.say("profile_without_figures", names=formats.listed(unknown, view.language)))
    notes.show(_notes(view, rows))
    with st.expander(view.say("profile_pictures"), icon=":material/image:"):
        view.show(lambda: _pictures(view, rows), "standing")
    show_years(view)


def _known(view: ProfileView, level: str) -> list[dict]:
    """The unit's indicators of one level that have a figure."""
    rows = [row for row in view.rows if row["indicator_level"] == level]
    return [row for row in rows if row["value"] is not None or row["rank"] is not None]


def _pictures(view: ProfileView, rows: list[dict]) -> None:
    left, right = two_columns()
    with left:
        _bullets(view, rows, view.mark)
    with right:
        _spine(view, view.mark)


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
    mains = [row for row in rows if row["indicator_level"] == "main"]
    heading = headings.in_quarters(mains, view.language) or view.say("profile_spine_heading")
    words = view.picture_words("profile_spine_title", heading, " ".join(legend))
    alt = view.say("profile_spine_alt", title=words.title, count=len(rows))
    view.picture(spine(rows, words, view.palette), alt, "spine")


_NOISE_KEY = "profile_noise"


def show_noise(view: ProfileView) -> None:
    """Draw the switch, and once it is on the interval of ranks with what it is not, or why there is none."""
    visit = view.visit
    if view.unit["value"] is None or visit.is_of_one:
        return
    is_on = declared.PROFILE_NOISE.requested == "on"
    st.session_state[_NOISE_KEY] = is_on
    st.toggle(
        view.say("profile_noise"),
        key=_NOISE_KEY,
        help=view.say("profile_noise_help"),
        on_change=lambda: go_to(declared.PROFILE_NOISE, "on" if st.session_state[_NOISE_KEY] else "off"),
    )
    if not is_on:
        return
    keys = (visit.build_id, visit.edition_code, view.unit["unit_code"])
    try:
        found = data.kept(lambda: noise.noise(visit.standings(view.unit["unit_code"])), "noise", *keys)
    except NothingToPlan as nothing:
        notes.quiet(refusal(nothing, visit))
        return
    for line in _noise_notes(found, view):
        notes.quiet(line)


def _noise_notes(found: Noise, view: ProfileView) -> list[str]:
    size, language = view.unit["cohort_size"], view.language
    ends = dict.fromkeys((str(found.low), formats.rank(found.high, size)))
    interval = formats.rank(found.low, size) if found.low == found.high else "–".join(ends)
    told = [
        view.say(
            "profile_noise_told", rank=formats.rank(found.rank, size), interval=interval,
            spread=formats.percent(found.spread, language, 0), draws=formats.number(found.draws, language, 0),
        )
    ]  # fmt: skip
    if found.is_last_unknown:
        told.append(view.say("profile_noise_block", codes=formats.listed(found.blocks[-1], language)))
    return [*told, view.say("profile_noise_not_official")]
