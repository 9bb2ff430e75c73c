"""Next dates as a calendar file that phones and mail programs take in: each day an event of its own, none that repeats.

An event keeps its name from file to file, so that a file taken in twice, or a newer one, does not double it.
"""

import unicodedata
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from icalendar import Alarm, Calendar, Event

from text import formats, plans
from text.catalogue import say

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
