"""The publications of this server: which there were, what changed from one to the next, in words that readers know."""

import re
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from typing import Any

import polars as pl
import streamlit as st

from access.roles import ANALYST
from etl.uploads import loading
from etl.uploads.loading import Published, ReleaseEntry
from exports.names import stem
from text import formats
from text.catalogue import column_title, say
from text.files import readable
from ui import access, account, data, export_menu, lake, notes, tables
from ui.choices import pickers
from ui.choices.choice import Options
from ui.choices.declared import HISTORY_BACK_TO, HISTORY_FROM, HISTORY_MART, HISTORY_TO
from ui.load import effect as load_effect
from ui.load import flow
from ui.load import words as load_words
from ui.load.flow import PublishAttempt
from ui.load.publish import LONGEST_NOTE
from ui.table_description import Field, Row, Table
from warehouse import builds, compare, paths
from warehouse.builds import Stamp
from warehouse.effect import Effect, effect
from warehouse.errors import DamagedBuild

_KEY = re.compile(r"key-([0-9a-f]{6})")
_NAMED_KEY = re.compile(rf"(.+) \({_KEY.pattern}\)")


def state(publication: Published, language: str) -> str:
    """`hiện hành`, `đang giữ`, `hỏng`, `của phiên bản khác` or `đã dọn`."""
    name = publication.fault or ("current" if publication.is_current else "kept" if publication.is_kept else "gone")
    return say(language, f"builds_state_{name}")


def label(publication: Published, language: str) -> str:
    """`22/11/2026 10:05 · Nạp DTI 2025 · 20261122T…`, as much of it as is known."""
    parts = [
        publication.when and formats.minute(publication.when, language),
        publication.note,
        publication.build_id,
        publication.is_current and say(language, "builds_state_current"),
    ]
    return " · ".join(part for part in parts if part)


def kept(publications: Sequence[Published]) -> dict[str, Published]:
    """The last publication of each build that is still kept and can be gone back to, the newest first."""
    found: dict[str, Published] = {}
    for publication in publications:
        if publication.is_kept and not publication.fault:
            found.setdefault(publication.build_id, publication)
    return found


def release_state(entry: ReleaseEntry, language: str) -> str:
    """Whether a release is in the current build, and whether it came with the program or was loaded."""
    if entry.is_withdrawn:
        return say(language, "builds_release_withdrawn")
    return say(language, "builds_release_loaded" if entry.load_id else "builds_release_shipped")


def act_line(when: datetime | None, who: str, language: str) -> str:
    """`22/11/2026 10:05, ngoc@…`, a dash where nobody noted it."""
    parts = (load_words.moment(when, language) if when else "", person(who, language))
    return formats.listed((part for part in parts if part), language) or formats.MISSING


def person(who: str, language: str) -> str:
    """`An (khóa nạp)` for `An (key-3fa2b1)`: whoever loaded by the key, under the name they gave; others as recorded.

    The session that tells two holders of one name apart stands in the audit log.
    """
    if named := _NAMED_KEY.fullmatch(who):
        return say(language, "access_by_key", name=named[1])
    if nameless := _KEY.fullmatch(who):
        return say(language, "access_by_key_nameless", session=nameless[1])
    return who


def about(name: str, build_id: str, language: str) -> list[tuple[str, str]]:
    """What a file of this page says of itself: the table's name and the build, or both builds."""
    return [(say(language, "info_title"), name), (say(language, "info_build"), build_id)]


def column(name: str, shown: Callable[[Any, str], str], width: int | None = None) -> Field:
    """A column of texts under its title among the words of this page."""
    return Field(name, title=f"builds_column_{name}", shown=shown, format="text", width=width)


_ATTEMPT = "builds.roll_back"
_LONGEST_ACT = 200
_LOG = Table(
    "builds_part_publications",
    screen=[
        column("when", lambda one, language: load_words.moment(one.when, language)),
        column("who", lambda one, language: person(one.who, language) or formats.MISSING, 190),
        column("note", lambda one, _: one.note or formats.MISSING, 340),
        column("to_readers", lambda one, _: one.to_readers or formats.MISSING, 260),
        column("what", lambda one, language: load_words.release_changes(one.changes, language)),
        column("state", state),
        column("build", lambda one, _: one.build_id),
    ],
)


def show_log(stamp: Stamp, language: str) -> None:
    """Draw the log of publications and the form that rolls back."""
    publications = loading.publications()
    line = export_menu.title_line(_answer(publications, language))
    if publications:
        alt = say(language, "builds_log_alt", count=len(publications))
        in_order = tables.show(
            _LOG, publications, language, alt=alt, key="builds_log", is_own=lambda one: one.is_current
        )
        told = about(say(language, "builds_part_publications"), stamp.build_id, language)
        files = stem(say(language, "builds_file_publications"))
        export_menu.offer(
            _LOG, in_order, publications, told, files, language, "builds_log_files", ANALYST, place=line
        )
    st.header(say(language, "builds_back_title"), anchor=False)
    attempt = st.session_state.setdefault(_ATTEMPT, PublishAttempt())
    if attempt.published:
        back_to = say(language, "builds_back_done", build_id=attempt.published.build_id)
        st.success(notes.literal(back_to), icon=":material/undo:")
        attempt = st.session_state[_ATTEMPT] = PublishAttempt()
    former = {code: one for code, one in kept(publications).items() if code != stamp.build_id}
    if not former:
        notes.quiet(say(language, "builds_back_none"))
        return
    labels = {code: label(one, language) for code, one in former.items()}
    chosen = pickers.offer(HISTORY_BACK_TO, Options(labels, next(iter(labels))), language)
    if chosen:
        _offer_roll_back(stamp, chosen, attempt, language)


def _answer(publications: list[Published], language: str) -> str:
    last = next((one for one in publications if one.is_current), None)
    if last is None:
        return say(language, "builds_log_none")
    act = act_line(last.when, last.who, language)
    return say(language, "builds_answer", act=notes.short(act, _LONGEST_ACT))


def _offer_roll_back(stamp: Stamp, build_id: str, attempt: PublishAttempt, language: str) -> None:
    """What going back to a build changes, then the confirmation with a note."""
    if lake.is_read_only(language):
        return
    try:
        st.markdown(notes.literal(load_effect.sentence(between(stamp.build_id, build_id), language)))
    except DamagedBuild as damage:  # one of the two does not answer: the way back stays open
        st.warning(notes.literal(say(language, "builds_back_unknown", build_id=damage.build_id)))
    if not account.ask_name(language, "builds_back_name"):
        return
    with st.form("builds_back", border=False, enter_to_submit=False):
        note = st.text_input(say(language, "load_note"), max_chars=LONGEST_NOTE, key="builds_back_note")
        to_readers = st.text_input(
            say(language, "load_to_readers"),
            max_chars=LONGEST_NOTE,
            key="builds_back_to_readers",
            placeholder=say(language, "load_to_readers_hint"),
        )
        is_sure = st.checkbox(
            notes.literal(say(language, "builds_back_sure", build_id=build_id)), key="builds_back_sure"
        )
        is_asked = st.form_submit_button(say(language, "builds_back"), icon=":material/undo:", key="builds_back_button")
    if is_asked and not (is_sure and note.strip()):
        st.warning(say(language, "builds_back_missing"))
    elif is_asked:
        told = readable(to_readers.strip())
        do = partial(
            loading.roll_back, build_id, access.who(), note.strip(), role=access.role(), to_readers=told
        )
        attempt.published = flow.try_as_analyst(attempt, language, do)
        if attempt.published:
            HISTORY_BACK_TO.drop()
            st.rerun()
        st.error(notes.literal(attempt.refused))


SHOWN_ROWS = 300
_PICKER_WIDTH = 320


def _mart(row: Row, language: str) -> str:
    return column_title(language, f"mart.{row['mart']}")


_MARTS = Table(
    "builds_part_difference",
    screen=[
        Field("mart", title="builds_column_mart", shown=_mart, format="text"),
        *(Field(change, title=f"load_column_{change}", format="count") for change in load_words.CHANGES),
    ],
    keeps_first=True,
)
_ROWS = [
    Field(name, title=f"builds_column_{name}", format="text", width=width)
    for name, width in (("key", 300), ("change", None), ("columns", 220), ("before", 260), ("after", 260))
]


def show_difference(stamp: Stamp, language: str) -> None:
    """Draw the pickers of two builds and what differs between them."""
    labels = _labels(language)
    if len(labels) < 2:
        st.info(say(language, "builds_one_only"))
        return
    other = next(code for code in labels if code != stamp.build_id)
    grid = st.grid("auto", min_column_width=_PICKER_WIDTH)
    older = pickers.offer(HISTORY_FROM, Options(labels, other), language, grid)
    newer = pickers.offer(HISTORY_TO, Options(labels, stamp.build_id), language, grid)
    if older is None or newer is None:
        return
    if older == newer:
        st.info(say(language, "builds_same"))
        return
    found = between(older, newer)
    st.markdown(notes.bold(load_effect.sentence(found, language)))
    for mark in load_effect.untouched(found, language):
        notes.quiet(mark)
    if not found.is_nothing:
        _marts(found, older, newer, language)


def between(older: str, newer: str) -> Effect:
    """The effect of going from one build to another; found once."""
    return data.fetch(_effect, older, newer)


def _effect(older: str, newer: str) -> Effect:
    return effect(older, newer, paths.warehouse_dir())


def _rows(older: str, newer: str, name: str) -> pl.DataFrame:
    mart = next(mart for mart in compare.marts(paths.SQL_DIR) if mart.name == name)
    return compare.compare_mart(older, newer, mart, paths.warehouse_dir())


def _labels(language: str) -> dict[str, str]:
    """Every kept build that is whole, the newest first, by its last publication; a candidate says that it is one."""
    published = kept(loading.publications())
    candidate = say(language, "builds_state_candidate")
    return {
        code: label(published[code], language) if code in published else f"{code} · {candidate}"
        for code in builds.kept(paths.warehouse_dir())
        if builds.fault_of(paths.warehouse_dir(), code) is None
    }


def _marts(found: Effect, older: str, newer: str, language: str) -> None:
    rows = found.marts.to_dicts()
    alt = say(language, "builds_marts_alt", count=len(rows))
    in_order = tables.show(_MARTS, rows, language, alt=alt, key="builds_marts")
    told = about(say(language, "builds_part_difference"), f"{older} → {newer}", language)
    files = stem(say(language, "builds_file"), older, newer)
    export_menu.offer(_MARTS, in_order, rows, told, files, language, "builds_marts_files", ANALYST)
    labels = {row["mart"]: _mart(row, language) for row in rows}
    mart = pickers.offer(HISTORY_MART, Options(labels, next(iter(labels))), language)
    if mart:
        _differences(data.fetch(_rows, older, newer, mart), labels[mart], (older, newer), language)


def _differences(frame: pl.DataFrame, name: str, pair: tuple[str, str], language: str) -> None:
    worded = frame.with_columns(_change_words(language))
    rows = [row | {"key": _key(row["key"])} for row in worded.iter_rows(named=True)]
    shown = rows[:SHOWN_ROWS]
    table = Table(lambda _: name, _ROWS)
    title = say(language, "builds_rows_title", mart=name, older=pair[0], newer=pair[1])
    alt = say(language, "builds_rows_alt", title=title, count=len(shown))
    in_order = tables.show(table, shown, language, alt=alt, key="builds_rows")
    if len(rows) > len(shown):
        notes.quiet(say(language, "builds_rows_more", shown=len(shown), count=len(rows)))
    files = stem(say(language, "builds_file_rows"), *pair)
    told = about(title, " → ".join(pair), language)
    export_menu.offer(table, in_order, rows, told, files, language, needed=ANALYST)


def _key(key: str) -> str:
    """The key of a row, with a dash for a part that is empty."""
    return " · ".join(formats.MISSING if part == "None" else part for part in key.split(" · "))


def _change_words(language: str) -> pl.Expr:
    words = {change: say(language, f"builds_change_{change}") for change in load_words.CHANGES}
    return pl.col("change").replace_strict(words)
