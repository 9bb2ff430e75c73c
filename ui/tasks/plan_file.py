"""Tasks as a file that can be filled in and loaded again: to record results, or to begin a new plan.

It has the headings of the template of tasks, which its layout reads.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from exports.sheet import GENERAL, Cell, Sheet
from exports.workbook import workbook
from text import template
from text.catalogue import DEFAULT_LANGUAGE
from text.formats import workbook_day

_DAYS = ("due_on", "status_on")
_CODES = ("scope_level", "task_status")


def results(rows: Sequence[dict], made: datetime) -> bytes:
    """The workbook of rows of `warehouse.queries.plans.tasks_on` as they are, for their results, dated by `made`."""
    rows = [
        row | _place(row, row["province_system"], row["province_name_vi"], row["scope_name"]) for row in rows
    ]
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
