"""The endpoints: which parameters each has, and what answers it. Routes, OpenAPI and documentation are made of this.

A listing gives rows of `warehouse.queries.listings`, a plan what a command of `python -m planning` gives.
"""

import argparse
from collections.abc import Callable, Mapping, Sequence
from dataclasses import astuple, dataclass, field, replace
from typing import Any

import polars as pl

from api import content, packages, parameters
from api.parameters import FORMAT, LIMIT, NAMED, OTHERS, OWN_UNIT, ZIP, Parameter
from api.problems import PlanProblem, Problem
from planning import commands
from planning.answers import Answer
from planning.errors import PlanningError
from text.catalogue import DEFAULT_LANGUAGE
from warehouse.memory_cache import MemoryCache
from warehouse.queries import editions, listings
from warehouse.queries.editions import Wanted

# What a parameter narrows a listing by, where the two have not one name.
_VALUES = {
    "system": "unit_system", "region": "region_code", "index": "index_code", "indicator": "indicator_code",
    "level": "indicator_level", "main": "main_code", "release": "release_code", "on": "today",
}  # fmt: skip
_WHOLE, _NUMBER, _TEXT, _LIST = ["integer", "null"], ["number", "null"], ["string", "null"], ["array", "null"]
_editions = MemoryCache(1024**2)


@dataclass(frozen=True)
class Found:
    """What an endpoint found: rows of a mart (`frame`), and with which values to ask on (`go_on`), none where these are
    the last ones; or the `facts` of a plan, and which of them are the `rows` of a table; or a `file`.
    """

    frame: pl.DataFrame | None = None
    go_on: Mapping[str, str] = field(default_factory=dict)
    facts: Mapping[str, Any] = field(default_factory=dict)
    rows: Sequence[Mapping[str, Any]] = ()
    file: bytes = b""

    def json(self, around: Mapping[str, Any]) -> bytes:
        """The answer as JSON; ``around`` stands before the rows."""
        return content.facts_json(self.facts) if self.frame is None else content.rows_json(self.frame, around)

    def csv(self) -> bytes:
        """The answer as a table."""
        return content.facts_csv(self.rows) if self.frame is None else content.frame_csv(self.frame)


@dataclass(frozen=True)
class Endpoint:
    """One address. `example` is a query that it answers with something; `schema` says what an answer holds, or, of a
    listing, a row of it. `state` is what it depends on besides the build; `mart` gives it a name.
    """

    name: str
    parameters: tuple[Parameter, ...]
    example: Mapping[str, str | tuple[str, ...]]
    answer: Callable[[str, Mapping[str, Any]], Found]
    schema: Callable[[str], dict[str, Any]]
    is_listing: bool = True
    mart: str = ""
    state: Callable[[], str] | None = None

    @property
    def formats(self) -> tuple[str, ...]:
        """The formats that it can answer in, the usual one first."""
        return next(each.choices for each in self.parameters if each.name == FORMAT.name)


def _listing(
    name: str, *narrowing: Parameter, one_edition: bool = False, mart: str = "", **example: str
) -> Endpoint:
    """The endpoint of a listing; of one edition, if need be the one to show first, or of all that are named."""
    key = listings.LISTINGS[name].key

    def answer(build_id: str, values: Mapping[str, Any]) -> Found:
        given = _narrowed(build_id, values, one_edition)
        key_part = values["after"]
        behind = [part or None for part in key_part.split(",", len(key) - 1)] if key_part is not None else []
        limit = values["limit"]
        rows = listings.page(build_id, name, given, behind, limit + 1)
        if rows.is_empty() and not behind:
            _require_known(build_id, given)
        if len(rows) <= limit:
            return Found(rows)
        rows = rows.head(limit)
        last = ",".join("" if part is None else str(part) for part in rows.select(*key).row(-1))
        # The edition that was shown first may be another one by the time the rest is asked for.
        edition = {"edition": rows["edition_code"][0]} if one_edition else {}
        return Found(rows, {**edition, "after": last})

    def schema(build_id: str) -> dict[str, Any]:
        columns = listings.page(build_id, name, {}, limit=0)
        return {column: _schema_of(kind) for column, kind in columns.schema.items()}

    known = (*narrowing, parameters.after(key.values(), ",".join(f"{part}" for part in key)), LIMIT, FORMAT)
    return Endpoint(name, known, example | {"limit": "5"}, answer, schema, mart=mart or f"mart.{name}")


def _narrowed(build_id: str, values: Mapping[str, Any], one_edition: bool) -> dict[str, Any]:
    """The values that a listing is narrowed by."""
    own = {_VALUES.get(name, name): value for name, value in values.items() if name not in ("after", "limit", "format")}
    unit = own.pop("unit", None)
    own["unit" if unit and "." in unit else "unit_code"] = unit
    if "edition" not in own:
        return own
    year = own.pop("year")
    wanted = Wanted(own.pop("edition"), own.pop("index_code"), None if year is None else str(year), own.pop("cohort"))
    known = _editions.get(build_id, lambda: editions.editions(build_id).to_dicts())
    if one_edition:
        chosen = editions.find(known, wanted)
        found = [chosen] if chosen else []
    elif wanted == Wanted():
        return own
    else:
        found = [row for row in known if wanted.fits(row)]
    parts = zip(("edition", "index", "year", "cohort"), astuple(wanted), strict=True)
    given = {name: str(part) for name, part in parts if part}
    if not found:
        named = " ".join(given.values())
        raise Problem("unknown", "code", [row["edition_code"] for row in known], parameter="edition", found=named)
    if wanted.edition_code and not replace(wanted, edition_code=None).fits(found[0]):
        names = ", ".join(name for name in given if name != "edition")  # else they would be dropped without a word
        raise Problem("unknown", "contradicts", parameter=names, found=wanted.edition_code)
    return own | {"edition_codes": [row["edition_code"] for row in found]}


def _require_known(build_id: str, given: Mapping[str, Any]) -> None:
    """Raises Problem where there are no rows because a code names nothing."""
    for name, value in given.items():
        if isinstance(value, str) and (codes := listings.known(build_id, name)) is not None and value not in codes:
            asked = {"unit_code": "unit"} | {value_name: parameter for parameter, value_name in _VALUES.items()}
            raise Problem("unknown", "code", codes, parameter=asked.get(name, name), found=value)


def _schema_of(kind: pl.DataType) -> dict[str, Any]:
    if isinstance(kind, pl.List):
        return {"type": _LIST, "items": {"type": "string"}}
    if isinstance(kind, pl.Boolean):
        return {"type": ["boolean", "null"]}
    if isinstance(kind, pl.Date):
        return {"type": _TEXT, "format": "date"}
    return {"type": _WHOLE if kind.is_integer() else _NUMBER if kind.is_numeric() else _TEXT}


@dataclass(frozen=True)
class _Plan:
    """A command of `planning` as an endpoint: what it answers with, besides what all say, and which rows a CSV has: a
    list of the answer, or itself.
    """

    run: Callable[[argparse.Namespace], Answer]
    facts: Mapping[str, dict[str, Any]]
    rows: Sequence[str] = ()

    def answer(self, build_id: str, values: Mapping[str, Any]) -> Found:
        """What the command answers for these values. Raises Problem."""
        values = {name: value for name, value in values.items() if name != FORMAT.name}
        own = {"build": build_id, "has_every_name": True, "language": DEFAULT_LANGUAGE}
        asked = argparse.Namespace(**values, **own)
        asked.year = None if asked.year is None else str(asked.year)
        try:
            facts = self.run(asked).facts
        except PlanningError as error:
            is_unknown = getattr(error, "reason", "") in ("edition", "unit")
            raise PlanProblem("unknown" if is_unknown else "unanswerable", type(error).__name__, vars(error)) from error
        listed = [row for name in self.rows for row in facts[name]] if self.rows else [facts]
        flat = [{name: value for name, value in row.items() if not isinstance(value, list | dict)} for row in listed]
        return Found(facts=facts, rows=flat)

    def schema(self, build_id: str) -> dict[str, Any]:
        """What an answer holds, which no build changes."""
        return dict(_SAID_BY_ALL) | dict(self.facts)


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
_NEED = _Plan(
    commands.need,
    {
        "target": {"type": "integer"}, "points": {"type": _NUMBER}, **_PLACE, "value": {"type": "number"},
        "rank_at_least": {"type": "integer"}, "rank_at_most": {"type": "integer"}, "passed": _UNITS,
    },
)  # fmt: skip
_STEPS = _Plan(commands.steps, {"steps": _OBJECTS}, rows=("steps",))
_SIMULATE = _Plan(
    commands.simulate,
    {
        "points": {"type": "number"}, "value": {"type": "number"}, **_PLACE, "places": {"type": _WHOLE},
        "passed": _UNITS, "passing": _UNITS, "clipped": _OBJECTS, "pillars": _OBJECTS, "mains": _OBJECTS,
        "beside": _OBJECTS,
    },
    rows=("pillars", "mains"),
)  # fmt: skip


def _plan(name: str, plan: _Plan, *own: Parameter, **example: str | tuple[str, ...]) -> Endpoint:
    """The endpoint of a plan of one unit in one edition."""
    known = (*NAMED, OWN_UNIT, *own, OTHERS, FORMAT)
    of_unit = {"edition": "dti.2022.vn63", "unit": "08"}
    return Endpoint(name, known, of_unit | example, plan.answer, plan.schema, is_listing=False)


def _packages() -> Endpoint:
    """The endpoint of the data packages: which there are, newest first, or one of them as it is."""
    after = parameters.after([listings.TEXT], parameters.BUILD.example)

    def answer(build_id: str, values: Mapping[str, Any]) -> Found:
        chosen = packages.chosen(values)
        if values["format"] == ZIP:
            is_named = values["build"] is not None or values["as_of"] is not None
            return Found(file=packages.content(chosen[0] if is_named else build_id))
        behind = [each for each in chosen if values["after"] is None or each < values["after"]]
        shown = behind[: values["limit"]]
        go_on = {"after": shown[-1]} if len(behind) > len(shown) else {}
        return Found(packages.listed(shown, build_id), go_on)

    def schema(build_id: str) -> dict[str, Any]:
        return {column: _schema_of(kind) for column, kind in packages.listed([], build_id).schema.items()}

    known = (parameters.BUILD, parameters.AS_OF, after, LIMIT, parameters.PACKAGE_FORMAT)
    return Endpoint("packages", known, {"limit": "5"}, answer, schema, state=packages.state)


ENDPOINTS: Mapping[str, Endpoint] = {
    endpoint.name: endpoint
    for endpoint in (
        _listing("editions", *NAMED, parameters.SYSTEM, index="dti"),
        _listing(
            "units", parameters.SYSTEM, parameters.UNIT, parameters.REGION, parameters.UNIT_LEVEL, system="vn34"
        ),
        _listing("indicators", *NAMED, parameters.TREE_LEVEL, mart="mart.indicators", edition="dti.2022.vn63"),
        _listing(
            "rankings", *NAMED, parameters.RANKED_BY, parameters.REGION, one_edition=True, mart="mart.unit_ranking",
            index="dti", year="2024", cohort="vn34",
        ),
        _listing(
            "results", *NAMED, parameters.UNIT, parameters.INDICATOR, parameters.LEVEL, mart="mart.unit_ranking",
            unit="vn63.08", indicator="index",
        ),
        _listing(
            "components", *NAMED, parameters.UNIT, parameters.MAIN, parameters.STATUS, mart="mart.component_status",
            edition="dti.2021.vn63", unit="08", status="zero",
        ),
        _listing(
            "targets", parameters.UNIT, parameters.SCOPE_LEVEL, parameters.INDEX, parameters.DUE_YEAR, parameters.DAY,
            unit="vn63.08", on="2026-12-01",
        ),
        _listing(
            "tasks", parameters.UNIT, parameters.SCOPE_LEVEL, parameters.INDICATOR, parameters.DAY,
            unit="vn63.08", on="2026-12-01",
        ),
        _listing("reconciliation", *NAMED, parameters.UNIT, parameters.FIGURE, parameters.VERDICT, verdict="different"),
        _listing("sources", *NAMED, parameters.RELEASE, edition="dti.2022.vn63"),
        _packages(),
        _plan("need", _NEED, parameters.RANK, rank="40"),
        _plan("steps", _STEPS),
        _plan(
            "simulate", _SIMULATE, parameters.ADD, parameters.SET, parameters.GAIN, add=("8=31.8",), others="gap:7"
        ),
    )
}  # fmt: skip
