"""Contracts of what plans promise: targets, tasks and reporting rules, each with the text as printed."""

from etl.codebook import Codebook
from etl.fields import Fields
from etl.placing import place_scope

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
RHYTHMS = ("quarterly", "half_yearly", "yearly", "once")


def target(fields: Fields, codebook: Codebook) -> dict[str, object]:
    """One row of staging.targets. Which limits an operator needs, `LIMITS` says."""
    index_code, indicator_code = fields.code("index_code"), fields.code("indicator_code")
    if index_code and index_code not in codebook.indexes:
        fields.report("index_unknown", "index_code", fix=sorted(codebook.indexes))
    elif index_code and indicator_code and not codebook.index_has(index_code, indicator_code):
        fields.report("indicator_unknown", "indicator_code", expected=index_code)
    operator = fields.choice("operator", LIMITS)
    low, high = fields.number("low", 4), fields.number("high", 4)
    given = tuple(name for name, limit in (("low", low), ("high", high)) if limit)
    if operator and not fields.is_refused and given != LIMITS[operator]:
        fields.report(
            "limits_differ",
            "operator",
            found=f"{operator}: {', '.join(given)}",
            expected=", ".join(LIMITS[operator]) or "-",
        )
    if low and high and low.value > high.value:
        fields.report("limits_reversed", "low", expected=f"<= {high.value}")
    return {
        **place_scope(fields, codebook),
        "index_code": index_code,
        "indicator_code": indicator_code,
        "measure": fields.text("measure"),
        "kind": fields.choice("kind", KINDS),
        "operator": operator,
        "low": low and low.value,
        "high": high and high.value,
        "target_unit": fields.text("target_unit"),
        "due_year": fields.integer("due_year"),
        "due_text": fields.text("due_text"),
        "printed_text": fields.text("printed_text"),
        "section": fields.text("section"),
        "note": fields.text("note"),
    }


def task(fields: Fields, codebook: Codebook) -> dict[str, object]:
    """One row of staging.tasks. An indicator is named within a framework, or not at all."""
    framework_code, indicator_code = fields.code("framework_code"), fields.code("indicator_code")
    if framework_code and framework_code not in codebook.index_of:
        fields.report("framework_unknown", "framework_code", fix=sorted(codebook.index_of))
    elif indicator_code and (framework_code, indicator_code) not in codebook.indicators:
        fields.report("indicator_unknown", "indicator_code", expected=framework_code or "framework_code")
    return {
        **place_scope(fields, codebook),
        "framework_code": framework_code,
        "indicator_code": indicator_code,
        "action": fields.text("action"),
        "lead_agencies": fields.text("lead_agencies"),
        "coordinating_agencies": fields.text("coordinating_agencies"),
        "due_text": fields.text("due_text"),
        "due_on": fields.day("due_on"),
        "evidence": fields.text("evidence"),
        "section": fields.text("section"),
        "note": fields.text("note"),
    }


def reporting_rule(fields: Fields, codebook: Codebook) -> dict[str, object]:
    """One row of staging.reporting_rules: who reports to whom, how often, by when."""
    return {
        **place_scope(fields, codebook),
        "rhythm": fields.choice("rhythm", RHYTHMS),
        "due_rule": fields.text("due_rule"),
        "due_day": _within(fields, "due_day", 31),
        "due_month": _within(fields, "due_month", 12),
        "due_on": fields.day("due_on"),
        "reporter": fields.text("reporter"),
        "receiver": fields.text("receiver"),
        "printed_text": fields.text("printed_text"),
        "section": fields.text("section"),
        "note": fields.text("note"),
    }


def _within(fields: Fields, name: str, last: int) -> int | None:
    number = fields.integer(name)
    if number is not None and not 1 <= number <= last:
        fields.report("day_out_of_range", name, expected=f"1..{last}")
    return number
