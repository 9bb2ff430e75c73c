"""What plans say: where they start from, targets, tasks and reporting rules, with the text as printed.

The templates of targets and tasks have one row per statement.
"""

from collections.abc import Sequence

from etl.contracts.codebook import Codebook
from etl.contracts.contracts import Columns, Contract, Part, texts
from etl.contracts.fields import Fields
from etl.contracts.row_keys import resolve_scope
from etl.kinds.template import Form
from etl.kinds.workbook import DAY, Between, Choice, Rule, TemplateSheet, list_sheet
from text.template import CHOICES, SHEETS, TARGETS, TASKS

PLAN_ROWS = 300
_YEAR = Between("year", 2000, 2100, "whole")
_NUMBER = Between("number", -(10**8), 10**8)

TARGET_KINDS = ("level", "yearly_growth")
LIMITS = {
    "between": ("low", "high"),
    "at_least": ("low",),
    "more_than": ("low",),
    "equals": ("low",),
    "about": ("low",),
    "at_most": ("high",),
    "words": (),
}
TARGET_UNITS = (
    "percent",
    "percent_of_budget",
    "percent_of_grdp",
    "rank",
    "count",
    "items_per_year",
    "times_per_week",
    "words",
)
RHYTHMS = ("quarterly", "half_yearly", "yearly", "once")
TASK_STATUSES = ("not_started", "in_progress", "done", "dropped")


def _scope(fields: Fields, codebook: Codebook, _: Columns) -> Columns:
    return resolve_scope(fields, codebook)


def _indicator_of_index(fields: Fields, codebook: Codebook, _: Columns) -> Columns:
    index_code, indicator_code = fields.code("index_code"), fields.code("indicator_code")
    if index_code and index_code not in codebook.indexes:
        fields.report("index_unknown", "index_code", fix=sorted(codebook.indexes))
    elif index_code and indicator_code and not codebook.index_has(index_code, indicator_code):
        fields.report("indicator_unknown", "indicator_code", expected=index_code)
    return {"index_code": index_code, "indicator_code": indicator_code}


def _indicator_of_framework(fields: Fields, codebook: Codebook, _: Columns) -> Columns:
    """An indicator is named within a framework, or not at all."""
    framework_code, indicator_code = fields.code("framework_code"), fields.code("indicator_code")
    if framework_code and framework_code not in codebook.index_of:
        fields.report("framework_unknown", "framework_code", fix=sorted(codebook.index_of))
    elif indicator_code and (framework_code, indicator_code) not in codebook.indicators:
        fields.report("indicator_unknown", "indicator_code", expected=framework_code or "framework_code")
    return {"framework_code": framework_code, "indicator_code": indicator_code}


def _components(fields: Fields, codebook: Codebook, framework: Columns) -> Columns:
    """The components that a task is about, joined by `; `, each of its framework."""
    codes = [code for part in (fields.code("component_codes") or "").split(";") if (code := part.strip())]
    framework_code = framework["framework_code"]
    for code in codes:
        if (framework_code, code) not in codebook.indicators:
            fields.report("indicator_unknown", "component_codes", code, expected=framework_code or "framework_code")
    return {"component_codes": "; ".join(codes) or None}


def _task_status(fields: Fields, _: Codebook, __: Columns) -> Columns:
    """How far a task is, and on which day that was so; nothing where nobody says."""
    return {
        "task_status": fields.choice("task_status", TASK_STATUSES, required=False),
        "status_on": fields.day("status_on"),
    }


def _limits(fields: Fields, _: Codebook, __: Columns) -> Columns:
    """Which limits an operator needs, `LIMITS` says."""
    operator = fields.choice("operator", LIMITS)
    low, high = fields.number("low", 4), fields.number("high", 4)
    given = tuple(name for name, limit in (("low", low), ("high", high)) if limit)
    if operator and not fields.is_refused and given != LIMITS[operator]:
        [word] = fields.labels("operator", [operator])
        found = f"{word}: {', '.join(map(fields.heading, given))}"
        expected = ", ".join(map(fields.heading, LIMITS[operator])) or "-"
        fields.report("limits_differ", "operator", found=found, expected=expected)
    if low and high and low.value > high.value:
        fields.report("limits_reversed", "low", expected=f"<= {high.value}")
    return {"operator": operator, "low": low and low.value, "high": high and high.value}


def _kind(fields: Fields, _: Codebook, __: Columns) -> Columns:
    return {"kind": fields.choice("kind", TARGET_KINDS)}


def _target_unit(fields: Fields, _: Codebook, __: Columns) -> Columns:
    return {"target_unit": fields.choice("target_unit", TARGET_UNITS)}


def _due_year(fields: Fields, _: Codebook, __: Columns) -> Columns:
    return {"due_year": fields.integer("due_year")}


def _due_on(fields: Fields, _: Codebook, __: Columns) -> Columns:
    return {"due_on": fields.day("due_on")}


def _rhythm(fields: Fields, _: Codebook, __: Columns) -> Columns:
    return {"rhythm": fields.choice("rhythm", RHYTHMS)}


def _due_day(fields: Fields, _: Codebook, __: Columns) -> Columns:
    return {"due_day": _within(fields, "due_day", 31), "due_month": _within(fields, "due_month", 12)}


def _within(fields: Fields, name: str, last: int) -> int | None:
    number = fields.integer(name)
    if number is not None and not 1 <= number <= last:
        fields.report("day_out_of_range", name, expected=f"1..{last}")
    return number


_SCOPE = Part(("scope_name", "scope_level", "unit_system", "unit_name", "unit_code"), _scope)
_DUE_ON = Part(("due_on",), _due_on)
_TASK_INDICATOR = Part(("framework_code", "indicator_code"), _indicator_of_framework)

# one row of staging.targets
TARGET = Contract(
    parts=(
        _SCOPE,
        Part(("index_code", "indicator_code"), _indicator_of_index),
        Part(("kind",), _kind),
        Part(("operator", "low", "high"), _limits),
        Part(("target_unit",), _target_unit),
        Part(("due_year",), _due_year),
        *texts("measure", "due_text", "printed_text", "section", "note"),
    ),
    unique_by=(
        "scope_name",
        "scope_level",
        "index_code",
        "indicator_code",
        "measure",
        "kind",
        "due_year",
        "due_text",
        "printed_text",
    ),
)

# one row of staging.baselines
BASELINE = Contract(
    parts=(
        _SCOPE,
        Part(("index_code", "indicator_code"), _indicator_of_index),
        Part(("operator", "low", "high"), _limits),
        Part(("target_unit",), _target_unit),
        *texts("measure", "printed_text", "section", "note"),
    ),
    unique_by=("scope_name", "scope_level", "index_code", "indicator_code", "measure", "printed_text"),
)

# one row of staging.tasks
TASK = Contract(
    parts=(
        _SCOPE,
        _TASK_INDICATOR,
        Part(("component_codes",), _components, (_TASK_INDICATOR,)),
        _DUE_ON,
        Part(("task_status", "status_on"), _task_status),
        *texts("action", "lead_agencies", "coordinating_agencies", "due_text", "evidence", "section", "note"),
    ),
    unique_by=("scope_name", "scope_level", "indicator_code", "action", "lead_agencies", "section"),
)

# one row of staging.reporting_rules: who reports to whom, how often, by when
REPORTING_RULE = Contract(
    parts=(
        _SCOPE,
        Part(("rhythm",), _rhythm),
        Part(("due_day", "due_month"), _due_day),
        _DUE_ON,
        *texts("due_rule", "reporter", "receiver", "printed_text", "section", "note"),
    ),
    unique_by=("scope_name", "scope_level", "rhythm", "due_rule", "due_on", "reporter", "printed_text"),
)


def targets(form: Form, titles: Sequence[str], _: object = None) -> list[TemplateSheet]:
    """Rows for the targets of one plan; whom it speaks for comes filled where the template is of one unit."""
    rules = _plan_rules(form) | {
        "index_code": Choice(TARGETS["index_code"], (form.framework["index_code"],), (form.index_name,)),
        "low": _NUMBER,
        "high": _NUMBER,
        "due_year": _YEAR,
        **{name: Choice(TARGETS[name], tuple(CHOICES[name].values())) for name in ("kind", "operator", "target_unit")},
    }
    [name] = SHEETS["targets"]
    given = {"unit_system": form.unit_system, **_filled_scope(form)}
    return [list_sheet(name, titles[0], TARGETS, rules, tuple(given), [tuple(given.values())] * PLAN_ROWS)]


def tasks(form: Form, titles: Sequence[str], _: object = None) -> list[TemplateSheet]:
    """Rows for the tasks of one plan, under the framework that names their indicators."""
    rules = _plan_rules(form) | {
        "due_on": DAY,
        "task_status": Choice(TASKS["task_status"], tuple(CHOICES["task_status"].values())),
        "status_on": DAY,
    }
    [name] = SHEETS["tasks"]
    given = {
        "unit_system": form.unit_system,
        "framework_code": form.framework["framework_code"],
        **_filled_scope(form),
    }
    return [list_sheet(name, titles[0], TASKS, rules, tuple(given), [tuple(given.values())] * PLAN_ROWS)]


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


def _filled_scope(form: Form) -> dict[str, str]:
    if not form.unit_code:
        return {}
    name = form.units[0]["unit_name_vi"]
    return {"scope_name": name, "scope_level": CHOICES["scope_level"]["province"], "unit_name": name}


CONTRACTS = {"targets": TARGET, "baselines": BASELINE, "tasks": TASK, "reporting_rules": REPORTING_RULE}
TEMPLATES = {"targets": targets, "tasks": tasks}
