"""The parameters of all endpoints, each described once: how it is read, how OpenAPI says it, what its example is.

What a parameter is for stands in `text/languages` under its name (`api_parameters`).
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from urllib.parse import parse_qsl

from api.problems import Problem
from planning.numbers import PATTERN as NUMBER
from text.catalogue import DEFAULT_LANGUAGE, LANGUAGES

LONGEST_QUERY = 16_000  # bytes: more than all that parameters can hold
MOST_ROWS, USUAL_ROWS = 1_000, 100
JSON, CSV, ZIP = "json", "csv", "zip"
_CODE = "[A-Za-z0-9._-]{1,80}"
_EDITION = f"{_CODE}(@[A-Za-z0-9._-]{{1,40}})?"  # behind the sign the cohort whose units a restated one is of
_PERCENT, _SHARE = r"(100|[0-9]{1,2}(\.[0-9]{1,4})?)", r"(1|0(\.[0-9]{1,8})?)"
_INDICATOR = "[A-Za-z0-9._-]{1,40}"


@dataclass(frozen=True)
class Parameter:
    """One parameter of a query. `pattern` is what all of its value has to match, `choices` what it can be where that is
    a closed list; a whole number lies between `least` and `most`. What `is_repeated` may stand up to `most_times`.
    """

    name: str
    example: str
    pattern: str = ""
    choices: tuple[str, ...] = ()
    least: int = 0
    most: int = 0
    is_date: bool = False
    default: str | None = None
    is_required: bool = False
    is_repeated: bool = False
    most_times: int = 30

    def read(self, written: str) -> str | int:
        """The value as it is written. Raises Problem."""
        if self.choices:
            if written in self.choices:
                return written
            raise Problem("parameter", "choice", self.choices, parameter=self.name, found=written)
        if self.most:
            if re.fullmatch("[0-9]{1,9}", written) and self.least <= int(written) <= self.most:
                return int(written)
            raise Problem(
                "parameter", "number", parameter=self.name, found=written, least=str(self.least), most=str(self.most)
            )
        if self.is_date:
            if re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", written):
                try:
                    return date.fromisoformat(written).isoformat()
                except ValueError:
                    pass
            raise Problem("parameter", "date", parameter=self.name, found=written)
        if not re.fullmatch(self.pattern, written):
            raise Problem("parameter", "unfit", parameter=self.name, found=written, example=self.example)
        return written

    def schema(self) -> dict[str, Any]:
        """The form of its value, as JSON Schema."""
        if self.choices:
            schema: dict[str, Any] = {"type": "string", "enum": list(self.choices)}
        elif self.most:
            schema = {"type": "integer", "minimum": self.least, "maximum": self.most}
        elif self.is_date:
            schema = {"type": "string", "format": "date"}
        else:
            schema = {"type": "string", "pattern": f"^(?:{self.pattern})$"}
        if self.default is not None:
            schema["default"] = int(self.default) if self.most else self.default
        if self.is_repeated:
            return {"type": "array", "items": schema, "maxItems": self.most_times}
        return schema


EDITION = Parameter("edition", "dti.2022.vn63", _EDITION)
INDEX = Parameter("index", "dti", _CODE)
YEAR = Parameter("year", "2022", least=1990, most=2100)
COHORT = Parameter("cohort", "vn63", _CODE)
NAMED = (EDITION, INDEX, YEAR, COHORT)  # the ways to say which edition
SYSTEM = Parameter("system", "vn63", _CODE)
UNIT = Parameter("unit", "08", _CODE)
REGION = Parameter("region", "tay_nguyen", _CODE)
UNIT_LEVEL = Parameter("unit_level", "province", _CODE)
INDICATOR = Parameter("indicator", "index", _INDICATOR)
RANKED_BY = replace(INDICATOR, default="index")
LEVEL = Parameter("level", "main", choices=("index", "group", "pillar", "main"))
TREE_LEVEL = replace(LEVEL, choices=(*LEVEL.choices, "component"))
MAIN = Parameter("main", "7", _INDICATOR)
STATUS = Parameter("status", "zero", choices=("full", "partial", "zero", "not_assessed"))
SCOPE_LEVEL = Parameter("scope_level", "province", choices=("province", "district", "commune"))
DUE_YEAR = Parameter("due_year", "2025", least=1990, most=2100)
DAY = Parameter("on", "2026-12-01", is_date=True)
FIGURE = Parameter("figure", "rank", choices=("value", "score", "rank", "places_gained", "mean"))
VERDICT = Parameter(
    "verdict", "different", choices=("exact", "equal_at_printed_precision", "within_rounding_of_parts", "different")
)
RELEASE = Parameter("release", "2022/dti_main_indicators", "[A-Za-z0-9._/-]{1,120}")
OWN_UNIT = replace(UNIT, is_required=True)
RANK = Parameter("rank", "40", "[1-9][0-9]{0,3}(-[1-9][0-9]{0,3})?")
OTHERS = Parameter("others", "gap:7", f"still|last|gap:{_PERCENT}|points:{NUMBER}", default="still")
ADD = Parameter("add", "8=31.8", f"{_INDICATOR}={NUMBER}", is_repeated=True)
SET = Parameter("set", "6=0.9", f"{_INDICATOR}={_SHARE}", is_repeated=True)
GAIN = Parameter("gain", "7.10", _INDICATOR, is_repeated=True)
LIMIT = Parameter("limit", "10", least=1, most=MOST_ROWS, default=str(USUAL_ROWS))
FORMAT = Parameter("format", CSV, choices=(JSON, CSV))
PACKAGE_FORMAT = replace(FORMAT, choices=(*FORMAT.choices, ZIP))
BUILD = Parameter("build", "20261130T193235000Z-880d3496", "[0-9A-Za-z-]{1,60}")
AS_OF = Parameter("as_of", "2026-12-01", is_date=True)
LANGUAGE = Parameter("lang", "en", choices=LANGUAGES, default=DEFAULT_LANGUAGE)


def after(kinds: Iterable[str], example: str) -> Parameter:
    """The parameter of the key to read on behind, whose parts have these types: ``dti.2022.vn63,08,index``."""
    parts = ["[0-9]{0,9}" if kind == "integer" else "[^,]{0,200}" for kind in kinds]
    return Parameter("after", example, ",".join(parts).replace("[^,]", r"[ -+\--~]"))


def read(parameters: Iterable[Parameter], query: bytes) -> dict[str, Any]:
    """The values that a query gives, defaults filled in, in the order of the parameters. Raises Problem for a query
    that is too long, a parameter that is not known, stands twice or is not of its form, and one that is missing.
    """
    if len(query) > LONGEST_QUERY:
        raise Problem("parameter", "long", most=str(LONGEST_QUERY))
    known = {parameter.name: parameter for parameter in parameters}
    written: dict[str, list[str]] = {}
    for name, value in parse_qsl(query.decode("latin-1"), keep_blank_values=True):
        if name not in known:
            raise Problem("parameter", "unknown", list(known), parameter=name)
        written.setdefault(name, []).append(value)
    return {name: _value(parameter, written.get(name, [])) for name, parameter in known.items()}


def _value(parameter: Parameter, written: list[str]) -> Any:
    if parameter.is_repeated:
        if len(written) > parameter.most_times:
            raise Problem("parameter", "too_many", parameter=parameter.name, most=str(parameter.most_times))
        return [parameter.read(each) for each in written]
    if len(written) > 1:
        raise Problem("parameter", "twice", parameter=parameter.name)
    if written:
        return parameter.read(written[0])
    if parameter.is_required:
        raise Problem("parameter", "missing", parameter=parameter.name, example=parameter.example)
    return None if parameter.default is None else parameter.read(parameter.default)


def example(values: Mapping[str, str | tuple[str, ...]]) -> list[tuple[str, str]]:
    """The pairs of a query, what stands several times spread out."""
    return [(name, each) for name, value in values.items() for each in ([value] if isinstance(value, str) else value)]
