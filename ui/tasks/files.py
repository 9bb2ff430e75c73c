"""Files of the tasks page: next dates as a calendar, and tasks as a workbook that can be filled in and loaded again.

The calendar is what phones and mail programs take in: each day an event of its own, none that repeats; an event keeps
its name from file to file, so that a file taken in twice, or a newer one, does not double it. The workbook, to record
results or to begin a new plan, has the headings of the template of tasks, which its layout reads.
"""

import unicodedata
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from icalendar import Alarm, Calendar, Event

from exports.sheet import GENERAL, Cell, Sheet
from exports.workbook import workbook
from text import formats, plans, template
from text.catalogue import DEFAULT_LANGUAGE, say
from text.formats import workbook_day

_BEFORE = timedelta(days=7)


def calendar(rows: Sequence[dict], name: str, built_at: datetime, language: str) -> bytes:
    """The file of rows of `warehouse.queries.plans.next_dates`: events of whole days, with an alarm a week before.

    `name` is that of the calendar, `built_at` when the build was made that the rows are of.
    """
    made = Calendar()
    made.add("prodid", "-//DTI dashboard//plans//VI")
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", _text(name))
    for row in rows:
        made.add_component(_event(row, built_at, language))
    return made.to_ical()


def _event(row: dict, built_at: datetime, language: str) -> Event:
    event = Event()
    of = f"{row['first_release_code']}.{row['first_row_number']}".replace("/", ".")
    event.add("uid", f"{of}.{row['due_on']:%Y%m%d}@dti")
    event.add("dtstamp", built_at.astimezone(UTC))
    event.add("dtstart", row["due_on"])
    event.add("dtend", row["due_on"] + timedelta(days=1))  # the end of a whole day is the day after
    summary = row["what"] if row["entry_kind"] == "task" else say(language, f"tasks_report_{row['rhythm']}")
    event.add("summary", _text(" – ".join(part for part in (summary, row["agencies_shown"]) if part)))
    event.add("description", _text("\n".join(_lines(row, language))))
    event.add("transp", "TRANSPARENT")
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", _text(plans.next_date(row, language)))
    alarm.add("trigger", -_BEFORE)
    event.add_component(alarm)
    return event


def _lines(row: dict, language: str) -> list[str]:
    source = formats.listed(
        (part for part in (row["document_number"] or row["release_title"], row["section"]) if part), language
    )
    lines = [row["what"], plans.scope(row, language)]
    if row["due_last_on"] < row["due_on"]:
        lines.append(say(language, "tasks_calendar_before", day=formats.day(row["due_last_on"], language)))
    if row["due_on_basis"] == "derived":
        lines.append(say(language, "tasks_calendar_derived"))
    if row["evidence"]:
        lines.append(say(language, "tasks_calendar_evidence", evidence=row["evidence"]))
    return [*lines, say(language, "tasks_calendar_source", source=source)]


def _text(text: str) -> str:
    """Composed letters, so that no line is broken within one."""
    return unicodedata.normalize("NFC", text)


_DAYS = ("due_on", "status_on")
_CODES = ("scope_level", "task_status")


def results(rows: Sequence[dict], made: datetime) -> bytes:
    """The workbook of rows of `warehouse.queries.plans.tasks_on` as they are, for their results, dated by `made`."""
    rows = [row | _place(row, row["province_system"], row["province_name_vi"], row["scope_name"]) for row in rows]
    return _book(rows, made)


def for_successor(rows: Sequence[dict], made: datetime) -> bytes:
    """The workbook of the same tasks for a new plan: of the authority of today, without deadlines and results."""
    blank = dict.fromkeys(("due_text", "due_on", "task_status", "status_on", "section", "note"))
    rows = [
        row
        | _place(
            row,
            row["successor_system"],
            row["successor_name_vi"],
            row["successor_name_vi"] if row["scope_level"] == "province" else row["successor_scope"],
        )
        | blank
        for row in rows
    ]
    return _book(rows, made)


def _place(row: dict, system: str | None, province: str | None, scope: str | None) -> dict[str, Any]:
    codes = "; ".join(row["component_codes"] or ()) or None
    told = {"unit_system": system, "unit_name": province, "scope_name": scope, "component_codes": codes}
    return told | {"due_on": row["given_on"]}  # what its words say is read from them again


def _book(rows: Sequence[dict], made: datetime) -> bytes:
    [name] = template.SHEETS["tasks"]
    cells = [[_cell(row, column) for column in template.TASKS] for row in rows]
    styles = [[workbook_day(DEFAULT_LANGUAGE) if column in _DAYS else GENERAL] * len(rows) for column in template.TASKS]
    guide = Sheet(template.GUIDE, [template.TITLES[name]], [[template.FILL["tasks"].format(sheets=name)]])
    return workbook(Sheet(name, list(template.TASKS.values()), cells, styles), guide, made)


def _cell(row: dict, column: str) -> Cell:
    held = row.get(column)
    return template.CHOICES[column][held] if column in _CODES and held else held
