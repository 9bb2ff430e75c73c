"""Contracts of what plans say: where they start from, targets, tasks and reporting rules, with the text as printed."""

from etl.contracts.codebook import Codebook
from etl.contracts.fields import Fields
from etl.contracts.parts import Columns, Contract, Part, texts
from etl.contracts.placing import place_scope

KINDS = ("level", "yearly_growth")
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


def _scope(fields: Fields, codebook: Codebook, _: Columns) -> Columns:
    return place_scope(fields, codebook)


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


def _limits(fields: Fields, _: Codebook, __: Columns) -> Columns:
    """Which limits an operator needs, `LIMITS` says."""
    operator = fields.choice("operator", LIMITS)
    low, high = fields.number("low", 4), fields.number("high", 4)
    given = tuple(name for name, limit in (("low", low), ("high", high)) if limit)
    if operator and not fields.is_refused and given != LIMITS[operator]:
        [word] = fields.written("operator", [operator])
        found = f"{word}: {', '.join(map(fields.heading, given))}"
        expected = ", ".join(map(fields.heading, LIMITS[operator])) or "-"
        fields.report("limits_differ", "operator", found=found, expected=expected)
    if low and high and low.value > high.value:
        fields.report("limits_reversed", "low", expected=f"<= {high.value}")
    return {"operator": operator, "low": low and low.value, "high": high and high.value}


def _kind(fields: Fields, _: Codebook, __: Columns) -> Columns:
    return {"kind": fields.choice("kind", KINDS)}


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
    says_once=(
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
    says_once=("scope_name", "scope_level", "index_code", "indicator_code", "measure", "printed_text"),
)

# one row of staging.tasks
TASK = Contract(
    parts=(
        _SCOPE,
        Part(("framework_code", "indicator_code"), _indicator_of_framework),
        _DUE_ON,
        *texts("action", "lead_agencies", "coordinating_agencies", "due_text", "evidence", "section", "note"),
    ),
    says_once=("scope_name", "scope_level", "indicator_code", "action", "lead_agencies", "section"),
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
    says_once=("scope_name", "scope_level", "rhythm", "due_rule", "due_on", "reporter", "printed_text"),
)
