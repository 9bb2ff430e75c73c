"""The index a framework's file is of: one that is known, or one that the file itself declares."""

from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from etl.templates.framework_sheets import Line
from etl.templates.template_framework import FRAMEWORK_CODE

_IN_POINTS = ("index", "main")  # levels whose points are shown of a maximum


def check_index(
    framework: Line,
    declared: Sequence[Line],
    by_code: Mapping[str, Line],
    reference: Mapping[str, pl.DataFrame],
) -> None:
    """Note a code that is no index, a declaration that is not the framework's or takes a known code for another index,
    and maxima that an index in points lacks.

    A known framework stays with its index and may correct what is said of it; another one may only repeat that.
    """
    code = framework["framework_code"]
    index_of = dict(reference["frameworks"].select("framework_code", "index_code").rows())
    known = {row["index_code"]: row for row in reference["indexes"].iter_rows(named=True)}
    declares = [line["index_code"] for line in declared if line["index_code"]]
    if framework["index_code"]:
        framework.fields.choice("index_code", (index_of[code],) if code in index_of else (*known, *declares))
    for number, line in enumerate(declared):
        own = line["index_code"]
        if own in declares[:number]:
            line.fields.report("code_repeated", "index_code", expected=declared[0].fields.row.number)
        elif own and not FRAMEWORK_CODE.fullmatch(own):
            line.fields.report("code_unfit", "index_code", expected="ict_index")
        elif own and own != framework["index_code"]:
            line.fields.report("index_not_of_framework", "index_code", expected=framework["index_code"] or "")
        elif own in known and index_of.get(code) != own and _differs(line, known[own]):
            line.fields.report("index_known", "index_code", expected=known[own]["index_name_vi"])
    scales = [known.get(framework["index_code"], {}).get("scale"), *(line["scale"] for line in declared)]
    if scales[-1] == "points":
        _check_maxima(framework, by_code)


def index_rows(declared: Sequence[Line], indexes: pl.DataFrame) -> list[dict[str, Any]]:
    """What the file says of its index that is not known already; a new index stands behind all others."""
    known = {row["index_code"]: row for row in indexes.iter_rows(named=True)}
    last = max(indexes["position"], default=0)
    return [
        {**line.record, "position": known.get(line["index_code"], {}).get("position", last + 1)}
        for line in declared[:1]
        if _differs(line, known.get(line["index_code"], {}))
    ]


def _differs(line: Line, known: Mapping[str, Any]) -> bool:
    return any(known.get(name) != value for name, value in line.record.items())


def _check_maxima(framework: Line, by_code: Mapping[str, Line]) -> None:
    if framework["total_max_score"] is None:
        framework.fields.report("value_missing", "total_max_score")
    for line in by_code.values():
        if line["indicator_level"] in _IN_POINTS and line["is_scored"] and line["max_score"] is None:
            line.fields.report("value_missing", "max_score")
