"""What the tasks page shows: the list, its files and calendar, duties to report, agencies, zeros without a task."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, partial

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from access.roles import VIEWER
from exports.names import span
from text import formats, plans
from ui import data, export_menu, file_button, notes, tables
from ui.choices import declared
from ui.choices.list_tools import ListFilter
from ui.table_description import Table
from ui.tasks import files, task_tables
from ui.tasks.choices import TaskList
from ui.visit import Visit
from warehouse.queries import plans as queries

_LONGEST_FILTER = 300
_MOST_DATES = 3
_MOST_CODES = 20
_OF_AN_EDITION = ("file_agencies", "file_without")  # files that count what an edition has at zero


@dataclass(frozen=True)
class Shown:
    """The tasks listed, those that the filter lets through, how they are arranged, and the line of tools."""

    listed: TaskList
    chosen: ListFilter
    view: str
    tools: DeltaGenerator

    @property
    def visit(self) -> Visit:
        """What the reader sees under."""
        return self.listed.visit

    @cached_property
    def rows(self) -> list[dict]:
        """The tasks shown; those that name evidence, where the list is of it."""
        rows = self.chosen.shown(self.listed.rows)
        return [row for row in rows if row["evidence"]] if self.view == "evidence" else rows

    def seen(self, *more: str) -> tuple:
        """Everything that a table depends on."""
        return self.visit.seen(self.visit.today.isoformat(), *more)

    def stem(self, kind: str, rows: Sequence[dict], *more: str) -> str:
        """How a file of these rows is named: by the edition where it is held against one, else by the years in which
        the plans were issued, where any is known.
        """
        whose = [self.listed.name] if self.visit.unit else []
        what = self.visit.say(f"tasks_{kind}")
        years = {f"{day.year}" for row in rows if (day := row.get("document_issued_on"))}
        period = None if kind in _OF_AN_EDITION else span(years)
        return self.visit.file_stem(what, *whose, *more, period=period)

    def offer(
        self,
        table: Table,
        rows: Sequence[dict],
        everything: Sequence[dict],
        kind: str,
        place: DeltaGenerator | None = None,
        chosen: ListFilter | None = None,
    ) -> None:
        """Draw the menu of files of one table."""
        visit = self.visit
        edition = visit.edition if kind in _OF_AN_EDITION else None
        about = export_menu.Caption(edition, visit.say("tasks_list_title", unit=self.listed.name))
        facts = export_menu.facts(
            about, chosen, visit.build_id, self.listed.cited, notes_of(self.listed), visit.language
        )
        key = f"export_tasks_{kind}"
        export_menu.offer(table, rows, everything, facts, self.stem(kind, everything), visit.language, key, place=place)


def dates(listed: TaskList) -> str:
    """The next dates, or that none is in force and why."""
    visit = listed.visit
    if listed.next_dates:
        told = (plans.next_date(row, visit.language) for row in listed.next_dates[:_MOST_DATES])
        return visit.say("tasks_lead_next", dates=formats.phrases(told, visit.language))
    said = plans.no_next_date([*listed.rows, *listed.duties], visit.today, visit.language)
    return said[0].upper() + said[1:]


def lead(listed: TaskList) -> str:
    """The next dates, and how many zeros have no task."""
    visit, said = listed.visit, dates(listed)
    missing = [row for row in _zeros(visit) if row["task_link"] == "no_task"]
    if not missing:
        return said
    return f"{said} · {visit.say('tasks_lead_without', count=len(missing), year=visit.period(visit.edition))}"


def _zeros(visit: Visit) -> list[dict]:
    """Rows of `queries.without_task` about the visit's unit; none where nobody chose one."""
    return visit.fetch(queries.without_task, visit.unit_code or "") if visit.unit else []


def notes_of(listed: TaskList) -> list[str]:
    """What is true of all tasks, and which scopes have ended."""
    visit = listed.visit
    return [
        visit.say("tasks_note"),
        visit.say("tasks_status_note"),
        visit.say("tasks_today", day=formats.day(visit.today, visit.language)),
        *plans.ended_scopes([*listed.rows, *listed.duties], visit.today, visit.language),
    ]


def list_of(shown: Shown) -> None:
    """Draw the list in groups, and the menu of its files."""
    visit, language = shown.visit, shown.visit.language
    words = notes.short(shown.chosen.words(language), _LONGEST_FILTER)
    if not shown.rows:
        nothing = "tasks_no_match" if words else "tasks_no_evidence"
        st.info(notes.literal(visit.say(nothing, filters=words)))
        return
    if words:
        notes.quiet(visit.say("tasks_shown", filters=words, count=len(shown.rows), all=len(shown.listed.rows)))
    table = task_tables.tasks(shown.rows, shown.view)
    in_order, heads = task_tables.grouped(shown.listed, shown.rows, shown.view)
    shown.offer(table, in_order, shown.listed.rows, "file", shown.tools, shown.chosen)
    key = "tasks_evidence_table" if shown.view == "evidence" else "tasks_table"
    seen = shown.seen(shown.view, *shown.chosen.codes)
    alt = visit.say(key, count=len(shown.rows))
    tables.show(table, in_order, language, alt=alt, key="tasks", groups=heads, seen=seen)


def further_files(shown: Shown) -> None:
    """Draw the buttons for the calendar of what is shown, the file to record results, and the start of a new plan of
    those whose scope has ended.
    """
    visit = shown.visit
    with st.container(horizontal=True, key="task_files"):
        _calendar(shown)
        if not shown.rows:
            return
        file_button.draw(
            visit.say("tasks_record"),
            partial(files.results, shown.rows, data.made_at()),
            file_button.XLSX,
            VIEWER,
            file_name=f"{shown.stem('file_statuses', shown.rows)}.xlsx",
            key="tasks_record",
            icon=":material/edit_note:",
        )
        gone: dict[tuple, list[dict]] = {}
        for row in shown.rows:
            if row["successor_code"] and row["scope_ended_on"] and row["scope_ended_on"] <= visit.today:
                gone.setdefault((row["successor_system"], row["successor_code"]), []).append(row)
        for (system, code), rows in gone.items():
            unit = visit.named(rows[0], "successor_name")
            file_button.draw(
                visit.say("tasks_as_template", unit=unit),
                partial(files.for_successor, rows, data.made_at()),
                file_button.XLSX,
                VIEWER,
                file_name=f"{shown.stem('file_template', rows, unit)}.xlsx",
                key=f"tasks_template_{system}_{code}",
                icon=":material/content_copy:",
            )


def _calendar(shown: Shown) -> None:
    """Draw the button for the calendar of the unit, or of the agency that the list is narrowed to."""
    visit, listed = shown.visit, shown.listed
    code = shown.chosen.chosen.get(declared.TASK_AGENCY.name)
    condition = next(each for each in shown.chosen.conditions if each.choice is declared.TASK_AGENCY)
    rows = [row for row in listed.next_dates if code is None or code in condition.codes(row)]
    label = visit.say("tasks_calendar")
    if not rows:
        label = f"{label}: {visit.say('tasks_none')}"
        st.button(notes.literal(label), icon=":material/calendar_month:", disabled=True, key="tasks_calendar_none")
        return
    whose = [condition.labels[code]] if code else []
    name = visit.say("tasks_calendar_name", unit=formats.listed([listed.name, *whose], visit.language))
    built_at = datetime.fromisoformat(data.current_build().built_at)
    file_button.draw(
        label,
        partial(files.calendar, rows, name, built_at, visit.language),
        "text/calendar",
        VIEWER,
        file_name=f"{shown.stem('file_calendar', rows, *whose)}.ics",
        key="tasks_calendar",
        icon=":material/calendar_month:",
    )


def duties_of(shown: Shown) -> None:
    """Draw the duties to report, and the menu of their files."""
    visit, rows = shown.visit, shown.listed.duties
    if not rows:
        return
    table = task_tables.duties()
    line = export_menu.title_line(visit.say("tasks_duties_heading", count=len(rows)))
    alt = visit.say("tasks_duties_table", count=len(rows))
    in_order = tables.show(table, rows, visit.language, alt=alt, key="tasks_duties", seen=shown.seen())
    shown.offer(table, in_order, rows, "file_duties", line)


def agencies_of(shown: Shown) -> None:
    """Draw who answers for zeros and tasks of the unit, and the menu of its files."""
    visit = shown.visit
    if visit.unit is None:
        return
    rows = visit.fetch(queries.agencies, visit.unit_code or "")
    if not rows:
        return
    first = rows[0]
    name = first["agency_name"] or visit.say("profile_no_agency")
    title = visit.say("tasks_agencies_plain")
    if first["zero_count"]:
        zero, year = first["zero_count"], visit.period(visit.edition)
        title = visit.say("tasks_agencies_heading", agency=name, zero=zero, year=year)
    table = task_tables.agencies(shown.listed)
    line = export_menu.title_line(title)
    notes.quiet(visit.say("tasks_agencies_note"))
    alt = visit.say("tasks_agencies_table", count=len(rows))
    in_order = tables.show(table, rows, visit.language, alt=alt, key="tasks_agencies", seen=shown.seen())
    shown.offer(table, in_order, rows, "file_agencies", line)


def without_task(shown: Shown) -> None:
    """Draw the zeros of the edition that no task of the plan is about, and the menu of their files."""
    visit = shown.visit
    rows = _zeros(visit)
    if not rows:
        unit, year = shown.listed.name, visit.period(visit.edition)
        st.info(notes.literal(visit.say("tasks_without_statuses", unit=unit, year=year)))
        return
    by_link = {link: [row for row in rows if row["task_link"] == link] for link in ("no_task", "main", "no_plan")}
    link = next((link for link, found in by_link.items() if found), "")
    found, year = by_link.get(link, []), visit.period(visit.edition)
    codes = formats.listed((row["indicator_code"] for row in found[:_MOST_CODES]), visit.language)
    key = {
        "no_task": "tasks_without_heading",
        "main": "tasks_without_main_heading",
        "no_plan": "tasks_without_no_plan",
    }.get(link, "tasks_without_none_heading")
    line = export_menu.title_line(visit.say(key, count=len(found), year=year, codes=codes))
    notes.quiet(visit.say("tasks_without_note"))
    table = task_tables.without_task(shown.listed)
    if found and link != "no_plan":
        alt = visit.say("tasks_without_table", count=len(found))
        found = tables.show(table, found, visit.language, alt=alt, key="tasks_without", seen=shown.seen())
    shown.offer(table, found, rows, "file_without", line)


def statuses_of(shown: Shown) -> None:
    """Draw the results that files have recorded, the last first, and the menu of their files."""
    visit = shown.visit
    rows = visit.fetch(queries.task_statuses, visit.unit_code or "")
    if not rows:
        return
    table = task_tables.statuses()
    line = export_menu.title_line(visit.say("tasks_statuses_heading", count=len(rows)))
    alt = visit.say("tasks_statuses_table", count=len(rows))
    in_order = tables.show(table, rows, visit.language, alt=alt, key="tasks_statuses", seen=shown.seen())
    shown.offer(table, in_order, rows, "file_statuses", line)
