"""What plans answer: a command of `python -m planning` with values of a query, its answer as JSON and as a table."""

import argparse
import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from api import content, editions
from api.content import Found
from api.parameters import FORMAT
from api.problems import PlanProblem
from planning import commands
from planning.answers import Answer
from planning.errors import PlanningError, PlanningRefused
from planning.standings import INDEX
from text.catalogue import DEFAULT_LANGUAGE

_WHOLE, _NUMBER, _TEXT = ["integer", "null"], ["number", "null"], ["string", "null"]


@dataclass(frozen=True)
class Plan:
    """A command of `planning` as an endpoint: what it answers with, besides what all say, and which rows a CSV has."""

    run: Callable[[argparse.Namespace], Answer]
    facts: Mapping[str, dict[str, Any]]
    rows: Callable[[Mapping[str, Any]], Sequence[Mapping[str, Any]]]

    def answer(self, build_id: str, values: Mapping[str, Any]) -> Found:
        """What the command answers for these values. Raises Problem."""
        edition = editions.one(build_id, values)["edition_code"]
        given = {name: value for name, value in values.items() if name not in (FORMAT.name, "index", "year", "cohort")}
        own = {"build": build_id, "has_every_name": True, "language": DEFAULT_LANGUAGE}
        asked = argparse.Namespace(**given | {"edition": edition}, index=None, year=None, cohort=None, **own)
        try:
            facts = self.run(asked).facts
        except PlanningError as error:
            kind = "unknown" if getattr(error, "reason", "") in _UNKNOWN else "unanswerable"
            raise PlanProblem(kind, type(error).__name__, vars(error), _at_fault(error, values)) from error
        return Found(facts=facts, rows=[_flat(row) for row in self.rows(facts)])

    def schema(self, build_id: str) -> dict[str, Any]:
        """What an answer holds, which no build changes."""
        return dict(_SAID_BY_ALL) | dict(self.facts)


# What of a plan names nothing; all else is of its form, and contradicts itself, or the figures are not enough for it.
_UNKNOWN = ("unit", "edition", "code", "component")
_AT_FAULT = {
    "unit": "unit", "edition": "edition", "rank": "rank", "range": "rank", "others": "others", "gap": "others",
    "set_range": "set", "set_unknown": "set", "component": "gain",
}  # fmt: skip


def _at_fault(error: PlanningError, values: Mapping[str, Any]) -> str:
    """The parameter that a plan cannot be worked out for, those that say the same thing twice; empty for none."""
    if not isinstance(error, PlanningRefused):
        return ""
    if error.reason in _AT_FAULT:
        return _AT_FAULT[error.reason]
    written = {name: values.get(name) or [] for name in ("add", "set", "gain")} | {"others": [values["others"]]}
    return ", ".join(
        name for name, texts in written.items() if any(error.found in re.split("[=:]", text) for text in texts)
    )


def _flat(row: Mapping[str, Any]) -> dict[str, Any]:
    """The cells of a row: units as their codes and their names, an object as its parts, a list of objects as JSON."""
    cells: dict[str, Any] = {}
    for name, value in row.items():
        if name in _UNIT_LISTS:
            for part, ending in (("unit", ""), ("name_vi", "_name_vi"), ("name_en", "_name_en")):
                cells[f"{name}{ending}"] = content.LIST_SEPARATOR.join(each[part] or "" for each in value)
        elif isinstance(value, dict):
            cells |= {f"{name}_{part}": cell for part, cell in _flat(value).items()}
        elif isinstance(value, list):
            is_plain = all(isinstance(each, int) for each in value)
            plain = content.LIST_SEPARATOR.join(map(str, value))
            cells[name] = plain if is_plain else json.dumps(value, ensure_ascii=False)
        else:
            cells[name] = value
    return cells


def _supposed(facts: Mapping[str, Any]) -> dict[str, Any]:
    return {"others": facts["others"], "without_change": facts["without_change"]}


def _step_rows(facts: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [step | _supposed(facts) for step in facts["steps"]]


def _simulated_rows(facts: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The unit as a whole, with everything that is said of it, then its pillars and main indicators, each with what of
    the points that were asked for found no room.
    """
    parts = ("pillars", "mains", "clipped")
    clipped = {clip["code"]: {"asked": clip["asked"], "cut_off": clip["by"]} for clip in facts["clipped"]}
    whole = {"code": INDEX} | {name: value for name, value in facts.items() if name not in parts}
    levels = [level for name in ("pillars", "mains") for level in facts[name]]
    return [row | clipped.get(row["code"], {}) for row in (whole, *levels)]


_UNIT_LISTS = ("passed", "passing", "level_with", "without_change")
_UNITS = {"type": "array", "items": {"type": "object", "required": ["unit", "name_vi", "name_en"]}}
_OBJECTS = {"type": "array", "items": {"type": "object"}}
_KIND = {"type": "string", "enum": ["exact", "between"]}
_SAID_BY_ALL: Mapping[str, dict[str, Any]] = {
    "build": {"type": "string"}, "edition": {"type": "string"}, "unit": {"type": "string"},
    "name_vi": {"type": "string"}, "name_en": {"type": _TEXT}, "cohort_size": {"type": _WHOLE},
    "total": {"type": "number"}, "value_before": {"type": "number"}, "rank_before": {"type": _WHOLE},
    "others": {"type": "object"}, "without_change": _UNITS,
}  # fmt: skip
_PLACE: Mapping[str, dict[str, Any]] = {
    "rank": {"type": _WHOLE}, "at_least": {"type": "number"}, "at_most": {"type": "number"}, "kind": _KIND,
    "level_with": _UNITS,
}  # fmt: skip
NEED = Plan(
    commands.need,
    {
        "target": {"type": "integer"}, "points": {"type": _NUMBER}, **_PLACE, "value": {"type": "number"},
        "rank_at_least": {"type": "integer"}, "rank_at_most": {"type": "integer"}, "passed": _UNITS,
    },
    lambda facts: [facts],
)  # fmt: skip
STEPS = Plan(commands.steps, {"steps": _OBJECTS}, _step_rows)
SIMULATE = Plan(
    commands.simulate,
    {
        "points": {"type": "number"}, "value": {"type": "number"}, **_PLACE, "places": {"type": _WHOLE},
        "passed": _UNITS, "passing": _UNITS, "clipped": _OBJECTS, "pillars": _OBJECTS, "mains": _OBJECTS,
        "beside": _OBJECTS,
    },
    _simulated_rows,
)  # fmt: skip
