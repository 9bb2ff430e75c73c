"""The endpoints: which parameters each has, and what answers it. Routes, OpenAPI and documentation are made of this.

A listing gives rows of `warehouse.queries.listings`, a plan what a command of `python -m planning` gives.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

from api import editions, packages, parameters, plans
from api.content import Found
from api.parameters import FORMAT, LIMIT, NAMED, OTHERS, OWN_UNIT, ZIP, Parameter
from api.plans import Plan
from api.problems import Problem
from exports import package
from warehouse.queries import listings

# What a parameter narrows a listing by, where the two have not one name.
_VALUES = {
    "system": "unit_system", "region": "region_code", "index": "index_code", "indicator": "indicator_code",
    "level": "indicator_level", "main": "main_code", "release": "release_code", "on": "today",
}  # fmt: skip
_WHOLE, _NUMBER, _TEXT, _LIST = ["integer", "null"], ["number", "null"], ["string", "null"], ["array", "null"]
# The listing whose editions are those of series, restated ones too, and those of indicators above the components.
_OF_SERIES, _MEASURED = "unit_years", ("rankings", "results", "unit_years")


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
        given = _narrowed(build_id, name, values, one_edition)
        key_part = values["after"]
        behind = [part or None for part in key_part.split(",", len(key) - 1)] if key_part is not None else []
        limit = values["limit"]
        rows = listings.page(build_id, name, given, behind, limit + 1)
        if rows.is_empty() and not behind:
            _require_known(build_id, name, given)
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


def _narrowed(build_id: str, name: str, values: Mapping[str, Any], one_edition: bool) -> dict[str, Any]:
    """The values that a listing is narrowed by. Raises Problem."""
    own = {_VALUES.get(each, each): value for each, value in values.items() if each not in ("after", "limit", "format")}
    unit = own.pop("unit", None)
    own["unit" if unit and "." in unit else "unit_code"] = unit
    if "edition" not in values:
        return own
    if one_edition:
        found = [editions.one(build_id, values)]
    else:
        found = (editions.asked_of_series if name == _OF_SERIES else editions.asked)(build_id, values)
    if name != _OF_SERIES:  # the editions found are of this index and cohort; of series, one may stand in several
        own = {each: value for each, value in own.items() if each not in ("index_code", "cohort")}
    del own["edition"], own["year"]
    return own | ({"edition_codes": [row["edition_code"] for row in found]} if found else {})


def _require_known(build_id: str, name: str, given: Mapping[str, Any]) -> None:
    """Raises Problem where there are no rows because a code names nothing, or nothing of the editions asked."""
    asked = {"unit_code": "unit"} | {value_name: parameter for parameter, value_name in _VALUES.items()}
    for each, value in given.items():
        if isinstance(value, str) and (codes := listings.known(build_id, each)) is not None and value not in codes:
            raise Problem("unknown", "code", codes, parameter=asked.get(each, each), found=value)
    indicator, edition_codes = given.get("indicator_code"), given.get("edition_codes")
    if indicator is not None and name in _MEASURED:
        codes = listings.measured(build_id, edition_codes)
        if indicator not in codes:
            of = ", ".join(edition_codes or [])
            reason = "of_edition" if of else "component"
            raise Problem("unknown", reason, codes, parameter="indicator", found=indicator, edition=of)


def _schema_of(kind: pl.DataType) -> dict[str, Any]:
    if isinstance(kind, pl.List):
        return {"type": _LIST, "items": {"type": "string"}}
    if isinstance(kind, pl.Boolean):
        return {"type": ["boolean", "null"]}
    if isinstance(kind, pl.Date):
        return {"type": _TEXT, "format": "date"}
    return {"type": _WHOLE if kind.is_integer() else _NUMBER if kind.is_numeric() else _TEXT}


def _plan(name: str, plan: Plan, *own: Parameter, **example: str | tuple[str, ...]) -> Endpoint:
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
            of_build = chosen[0] if is_named else build_id
            return Found(file=packages.content(of_build), file_name=package.file_name(of_build))
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
            "unit_years", *NAMED, parameters.UNIT, parameters.INDICATOR, mart="mart.unit_years",
            edition="dti.2022.vn63@vn34", indicator="index",
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
        _plan("need", plans.NEED, parameters.RANK, rank="40"),
        _plan("steps", plans.STEPS),
        _plan(
            "simulate", plans.SIMULATE, parameters.ADD, parameters.SET, parameters.GAIN, add=("8=31.8",), others="gap:7"
        ),
    )
}  # fmt: skip
