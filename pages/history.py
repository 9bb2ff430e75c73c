"""History of the data: publications, what differs between two builds, and the files they were made of."""

from collections.abc import Callable
from functools import partial
from pathlib import PurePath

import streamlit as st

from access.roles import ANALYST
from etl.releases import DOCUMENT
from etl.uploads import loading
from etl.uploads.loading import Preview, ReleaseEntry
from exports.names import stem
from text import formats
from text.catalogue import say
from ui import access, data, export_menu, file_button, frame, lake, notes, sources, tables
from ui.choices import pickers
from ui.choices.choice import Options
from ui.choices.declared import HISTORY_PART, HISTORY_RELEASE
from ui.choices.pickers import switch
from ui.history import publications
from ui.load import publish
from ui.load import releases as load_releases
from ui.load.flow import PublishAttempt
from ui.table_description import Field, Table
from warehouse.builds import Stamp
from warehouse.queries import loading as queries

_ATTEMPT = "builds.withdraw"


def _show_releases(stamp: Stamp, language: str) -> None:
    """Draw the list of releases and what can be done with one of them."""
    newest_first = sorted(loading.releases(), key=lambda one: (one.load_id or "", one.release_code), reverse=True)
    entries = {entry.release_code: entry for entry in newest_first}
    described = {row["release_code"]: row for row in data.fetch(queries.provenance, stamp.build_id).to_dicts()}
    withdrawn = sum(entry.is_withdrawn for entry in entries.values())
    loaded = sum(entry.load_id is not None for entry in entries.values())
    answer = say(language, "builds_releases_answer", count=len(entries), loaded=loaded, withdrawn=withdrawn)
    line = export_menu.title_line(answer)
    if not entries:
        return
    table = _table(described)
    alt = say(language, "builds_releases_alt", count=len(entries))
    in_order = tables.show(table, newest_first, language, alt=alt, key="builds_releases")
    told = publications.about(say(language, "builds_part_releases"), stamp.build_id, language)
    files = stem(say(language, "builds_file_releases"))
    export_menu.offer(
        table, in_order, newest_first, told, files, language, "builds_releases_files", ANALYST, place=line
    )
    chosen, attempt = _offer(entries, language)
    if chosen is None:
        return
    _describe(chosen, described.get(chosen.release_code), language)
    if chosen.layout != DOCUMENT:
        _offer_change(chosen, attempt, language)
    elif chosen.load_id:
        notes.quiet(say(language, "builds_reference_back"))


def _table(described: dict[str, dict]) -> Table:
    """One row per release; how many rows each has in the build is of `described`. A file has code and hash too."""
    title = publications.column("title", lambda entry, _: entry.title, 360)
    screen = [
        title,
        Field(
            "issued",
            title="builds_column_issued",
            shown=lambda entry, language: formats.day(entry.issued_on, language),
            cell=lambda entry, _: entry.issued_on,
            number=lambda entry: entry.issued_on.toordinal() if entry.issued_on else None,
            format="date",
        ),
        publications.column("file", lambda entry, _: PurePath(entry.original_file).name, 200),
        publications.column("state", publications.release_state),
        publications.column(
            "loaded", lambda entry, language: publications.act_line(entry.when, entry.who, language), 190
        ),
        Field(
            "row_count",
            title="load_column_rows",
            of=lambda entry: described.get(entry.release_code, {}),
            format="count",
        ),
    ]
    code = Field("release_code", cell=lambda entry, _: entry.release_code)
    sha256 = Field("sha256", title="audit_column_sha256", shown=lambda entry, _: entry.sha256, format="text")
    return Table("builds_part_releases", screen, [code, *screen, sha256], keeps_first=True)


def _offer(entries: dict[str, ReleaseEntry], language: str) -> tuple[ReleaseEntry | None, PublishAttempt]:
    """The release chosen, and the change begun with it; a change begun with another one is dropped."""
    labels = load_releases.of(list(entries.values()), language)
    code = pickers.offer(HISTORY_RELEASE, Options(labels, next(iter(labels))), language)
    kept, attempt = st.session_state.get(_ATTEMPT, (None, None))
    if attempt is None or (kept != code and not attempt.published):
        attempt = PublishAttempt()
    st.session_state[_ATTEMPT] = (code, attempt)
    return entries[code] if code else None, attempt


def _describe(entry: ReleaseEntry, described: dict | None, language: str) -> None:
    if described:
        notes.quiet(sources.linked(described, language))
    facts = {"file": entry.original_file, "layout": entry.layout, "sha256": entry.sha256}
    notes.quiet(say(language, "builds_release_facts", **{name: notes.short(text) for name, text in facts.items()}))
    file_button.draw(
        say(language, "builds_original"),
        partial(_original, entry.release_code),
        file_button.OCTETS,
        ANALYST,
        file_name=entry.original_file if entry.load_id else loading.original(entry.release_code)[0],
        icon=":material/download:",
        key="builds_original",
    )


def _original(release_code: str) -> bytes:
    return loading.original(release_code)[1]


def _offer_change(entry: ReleaseEntry, attempt: PublishAttempt, language: str) -> None:
    """Withdraw a release, or take it back in: a preview, then a publication with a note."""
    if attempt.published:
        publish.done(attempt, attempt.published, language)
        del st.session_state[_ATTEMPT]
        return
    if lake.is_read_only(language):
        return
    change, name = (loading.restore, "restore") if entry.is_withdrawn else (loading.withdraw, "withdraw")
    st.header(say(language, f"builds_{name}_title"), anchor=False)
    notes.quiet(say(language, f"builds_{name}_help"))
    publish.preview(attempt, _candidate(change, entry.release_code), language, "builds", f"builds_{name}")
    if candidate := attempt.candidate:
        publish.show_form(attempt, candidate, language, "builds")


def _candidate(change: Callable[..., Preview], release_code: str) -> Callable[..., Preview]:
    return partial(change, [release_code], access.who(), role=access.role())


PARTS = {
    "publications": publications.show_log,
    "difference": publications.show_difference,
    "releases": _show_releases,
}


def main(language: str) -> None:
    """Draw the chosen part."""
    access.require("analyst")
    stamp = data.current_build()
    labels = {part: say(language, f"builds_part_{part}") for part in PARTS}
    PARTS[switch(HISTORY_PART, Options(labels, "publications"), language)](stamp, language)


frame.inside(main)
