"""Part of the profile: what plans of the unit, and of districts and communes in it, promise."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import streamlit as st

from text import plans
from text.catalogue import named, say
from ui import filters, links, notes, tables
from ui.choices import UnknownChoice
from ui.links import ALL, NONE
from ui.pickers import Pickers
from ui.profile import profile_tables
from ui.profile.choices import PAGE
from ui.profile.reading import Reading, Told
from ui.search import code_of
from ui.table_description import Column
from warehouse.queries import plans as queries

_KINDS = {"targets": queries.targets, "tasks": queries.tasks, "duties": queries.duties, "baselines": queries.baselines}
_TABLES = {
    "targets": profile_tables.TARGETS,
    "tasks": profile_tables.TASKS,
    "duties": profile_tables.DUTIES,
    "baselines": profile_tables.BASELINES,
}
_MOST_LINES = 5
_NOTES = {"targets": "profile_targets_note", "tasks": "profile_tasks_note"}


@dataclass(frozen=True)
class PlanFilter:
    """Which rows are shown, by the printed name of a scope and of a lead agency; None lets all through.

    The agency `none` stands for tasks that name none. Only tasks have agencies.
    """

    scope: str | None
    agency: str | None

    def shown(self, kind: str, rows: Sequence[dict]) -> list[dict]:
        """The rows that pass, in the same order."""
        return [
            row
            for row in rows
            if self.scope in (None, row["scope_name"])
            and (kind != "tasks" or self.agency is None or self.agency in (row["agencies"] or (NONE,)))
        ]

    def words(self, language: str) -> str:
        """The filter in words; empty when everything is shown."""
        agency = say(language, "profile_no_agency") if self.agency == NONE else self.agency
        told = {"scope": self.scope, "agency": agency}
        return ", ".join(
            say(language, f"profile_filter_{name}", **{name: words}) for name, words in told.items() if words
        )


def show(reading: Reading) -> None:
    """Draw targets, tasks, duties to report and the state before, each as a table of their own words."""
    rows = {kind: reading.fetch(query) for kind, query in _KINDS.items()}
    everything = [row for kind in rows.values() for row in kind]
    if not everything:
        st.info(
            notes.literal(
                reading.say("profile_no_plans", unit=named(reading.profile.unit, "unit_name", reading.language))
            )
        )
        return
    chosen = _pick(reading, everything, rows["tasks"])
    for kind, all_rows in rows.items():
        if all_rows:
            _section(reading, kind, all_rows, chosen)


def _pick(reading: Reading, everything: list[dict], tasks: list[dict]) -> PlanFilter:
    language = reading.language
    scopes = {code_of(row["scope_name"]): row for row in everything}
    below = [plans.scope(row, language) for row in scopes.values() if row["scope_level"] != "province"]
    if below:
        notes.quiet(reading.say("profile_plans_below", scopes=", ".join(below)))
    agencies = {code_of(name): name for row in tasks for name in row["agencies"] or ()}
    named_scopes = {code: plans.scope(row, language) for code, row in scopes.items()}
    named_agencies = dict(sorted(agencies.items())) | {NONE: reading.say("profile_no_agency")}
    pickers = Pickers(language, PAGE, width=260)
    scope = _offer(pickers, "scope", {ALL: reading.say("profile_all_scopes")} | named_scopes)
    agency = ALL
    if agencies:
        agency = _offer(pickers, "agency", {ALL: reading.say("profile_all_agencies")} | named_agencies)
    return PlanFilter(
        None if scope == ALL else scopes[scope]["scope_name"],
        None if agency == ALL else agencies.get(agency, NONE),
    )


def _offer(pickers: Pickers, name: str, labels: dict[str, str]) -> str:
    asked = links.asked_among(labels, name, PAGE)
    try:
        code = pickers.offer(name, labels, partial(_asked, name, asked, labels))
    except UnknownChoice as unknown:
        filters.refuse(unknown, pickers.language)
        return ALL
    links.keep_on(PAGE, **{name: code})
    return code


def _asked(name: str, asked: str | None, labels: Mapping[str, str]) -> str:
    """The code asked for, or `all`. Raises UnknownChoice."""
    if asked in (None, ALL):
        return ALL
    if asked not in labels:
        raise UnknownChoice(f"profile_unknown_{name}", asked=asked)
    return asked


def _section(reading: Reading, kind: str, all_rows: list[dict], chosen: PlanFilter) -> None:
    rows = chosen.shown(kind, all_rows)
    st.header(notes.literal(reading.say(f"profile_{kind}_heading", count=len(rows))), anchor=False)
    told = [reading.say(_NOTES[kind])] if kind in _NOTES else []
    if not rows:
        notes.quiet(reading.say("profile_no_rows"))
        return
    for note in told:
        notes.quiet(note)
    reading.show(lambda: _draw(reading, kind, rows), f"{kind}_{chosen.scope}_{chosen.agency}")
    reading.offer(
        _TABLES[kind],
        rows,
        f"profile_file_{kind}",
        Told(notes=told, cited=reading.sources_behind(all_rows), filter=chosen, everything=all_rows),
        key="export" if kind == "targets" else f"export_{kind}",
    )


def _draw(reading: Reading, kind: str, rows: list[dict]) -> None:
    columns = _TABLES[kind].columns(rows, reading.language)
    title = reading.say(f"profile_{kind}_table", count=len(rows))
    tables.show(columns, reading.palette, alt=title, key=f"profile_{kind}_table", lines=_lines(columns))


def _lines(columns: list[Column]) -> int:
    """Room for the longest text, within reason; a longer one is read by opening its cell."""
    return min(_MOST_LINES, tables.lines_of(columns))
