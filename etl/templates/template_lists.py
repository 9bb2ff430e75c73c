"""Templates with one row per statement: statuses of components, targets and tasks of a plan."""

from collections.abc import Mapping, Sequence

import polars as pl

from etl.templates.template_form import Form
from etl.templates.template_rules import Between, Choice, Rule
from etl.templates.template_sheets import Column, Table
from text.template import CHOICES, HINTS, SHEETS, STATUSES, TARGETS, TASKS

PLAN_ROWS = 300
_YEAR = Between("year", 2000, 2100, "whole")
_DAY = Between("day", 36526, 73415, "date")  # 01/01/2000 to 31/12/2100 as a spreadsheet counts days
_NUMBER = Between("number", -(10**8), 10**8)
_WIDTHS = {"indicator_name": 48, "reason_text": 40, "measure": 40, "printed_text": 48, "action": 60, "note": 30}
_WIDTHS |= {"lead_agencies": 28, "coordinating_agencies": 28, "evidence": 32, "unit_name": 22, "scope_name": 22}
_WIDTHS |= {"status": 18, "reason_codes": 34, "target_unit": 18}
_FORMATS = {"low": "General", "high": "General", "due_year": "0", "due_on": "dd/mm/yyyy"}


def statuses(form: Form, titles: list[str], reference: Mapping[str, pl.DataFrame]) -> list[Table]:
    """One row per unit and component, those not assessed too."""
    reasons = reference["reasons"].sort("position")["reason_name_vi"]
    rules = {
        "status": Choice(STATUSES["status"], tuple(CHOICES["status"].values())),
        "reason_codes": Choice(STATUSES["reason_codes"], tuple(reasons), is_open=True),
    }
    given = ("unit_code", "unit_name", "indicator_code", "indicator_name")
    rows = [
        (unit["unit_code"], unit["unit_name_vi"], row["indicator_code"], row["indicator_name_vi"])
        for unit in form.units
        for row in form.of_levels("component")
    ]
    [name] = SHEETS["statuses"]
    return [_table(name, titles[0], STATUSES, rules, given, rows, frozen=len(given))]


def targets(form: Form, titles: list[str]) -> list[Table]:
    """Rows for the targets of one plan; whom it speaks for comes filled where the template is of one unit."""
    rules = _plan_rules(form) | {
        "index_code": Choice(TARGETS["index_code"], (form.framework["index_code"],), (form.index_name,)),
        "low": _NUMBER,
        "high": _NUMBER,
        "due_year": _YEAR,
        **{name: Choice(TARGETS[name], tuple(CHOICES[name].values())) for name in ("kind", "operator", "target_unit")},
    }
    [name] = SHEETS["targets"]
    given = {"unit_system": form.unit_system, **_scope(form)}
    return [_table(name, titles[0], TARGETS, rules, tuple(given), [tuple(given.values())] * PLAN_ROWS)]


def tasks(form: Form, titles: list[str]) -> list[Table]:
    """Rows for the tasks of one plan, under the framework that names their indicators."""
    rules = _plan_rules(form) | {"due_on": _DAY}
    [name] = SHEETS["tasks"]
    given = {
        "unit_system": form.unit_system,
        "framework_code": form.framework["framework_code"],
        **_scope(form),
    }
    return [_table(name, titles[0], TASKS, rules, tuple(given), [tuple(given.values())] * PLAN_ROWS)]


def _plan_rules(form: Form) -> dict[str, Rule]:
    named = [row for row in form.indicators if row["indicator_level"] not in ("component", "subcomponent")]
    return {
        "scope_level": Choice(TARGETS["scope_level"], tuple(CHOICES["scope_level"].values())),
        "unit_name": Choice(TARGETS["unit_name"], tuple(unit["unit_name_vi"] for unit in form.units)),
        "indicator_code": Choice(
            TARGETS["indicator_code"],
            tuple(row["indicator_code"] for row in named),
            tuple(row["indicator_name_vi"] for row in named),
            is_open=True,
        ),
    }


def _scope(form: Form) -> dict[str, str]:
    if not form.unit_code:
        return {}
    name = form.units[0]["unit_name_vi"]
    return {"scope_name": name, "scope_level": CHOICES["scope_level"]["province"], "unit_name": name}


def _table(
    name: str,
    title: str,
    headings: Mapping[str, str],
    rules: Mapping[str, Rule],
    given: tuple[str, ...],
    rows: Sequence[tuple[str, ...]],
    frozen: int = 1,
) -> Table:
    columns = [
        Column(
            heading,
            "" if column in given else HINTS.get(column, ""),
            _WIDTHS.get(column, 14),
            rules.get(column),
            _FORMATS.get(column, "@"),
            is_code=column in given,
        )
        for column, heading in headings.items()
    ]
    places = [given.index(column) if column in given else None for column in headings]
    filled = [tuple(None if place is None else row[place] for place in places) for row in rows]
    return Table(name, title, columns, filled, frozen=frozen)
