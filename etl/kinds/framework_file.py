"""A framework as the sheets of its template describe it: rows of the reference tables, or every problem at once."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

import polars as pl

from etl.kinds.framework_sheets import TABLES, check_tree, framework, tree_order
from etl.kinds.reference_sheets import Line, as_frames, check_repeated, contradictions, left_out, read_lines
from etl.kinds.registry import FRAMEWORK, KINDS, NEW_CODE
from etl.kinds.workbook import read_mark
from etl.problems import Problem
from etl.reading.sheets import Sheet
from text.template import CHOICES


def read_framework(
    sheets: Sequence[Sheet], file: str, reference: Mapping[str, pl.DataFrame]
) -> tuple[dict[str, pl.DataFrame], list[Problem]]:
    """The rows that a framework's sheets give to each reference table, as declared; tables without rows are left out.
    An index is among them if it is new or something else is said of it.

    With a blocking problem there are no frames. `reference` tells which frameworks, indexes and rows exist: those of a
    known framework may change but none may be missing, since figures name them. Whether published points still fit
    new maxima shows in the candidate build, which reads every release against them (`score_over_maximum`).
    """
    lines, problems = read_lines(sheets, file, TABLES)
    code = _framework_code(lines["frameworks"], sheets)
    if code:
        [framework] = lines["frameworks"]
        by_code = check_tree(lines["indicators"], code)
        check_index(framework, lines["indexes"], by_code, reference)
        _check_pointers(lines, by_code, code, reference)
        check_sums(framework, by_code, lines["pillar_mains"])
    elif not problems and len(lines["frameworks"]) != 1:
        problems.append(Problem(file, TABLES["frameworks"].name, code="framework_not_single"))
    problems += [problem for table in lines.values() for line in table for problem in line.fields.problems]
    rows: dict[str, list[dict[str, Any]]] = {}
    if code:
        rows = {table: list(_rows(table, lines[table], code)) for table in TABLES}
        rows["indexes"] = index_rows(lines["indexes"], reference["indexes"])
        problems += _left_out(rows, code, reference, file)
    if any(problem.blocks for problem in problems):
        return {}, sorted(problems)
    return as_frames(rows), sorted(problems)


def _framework_code(frameworks: Sequence[Line], sheets: Sequence[Sheet]) -> str | None:
    """The code of the one framework of the file; None if there is not exactly one with a code."""
    if len(frameworks) != 1 or frameworks[0]["framework_code"] is None:
        return None
    fields, code = frameworks[0].fields, frameworks[0]["framework_code"]
    made_for = (read_mark(sheets) or {}).get("framework_code", code)
    if code != made_for:
        fields.report("template_other_purpose", "framework_code", expected=made_for)
    elif not NEW_CODE.fullmatch(code):
        fields.report("code_unfit", "framework_code", expected=KINDS[FRAMEWORK].code_example)
    return code


def _check_pointers(
    lines: Mapping[str, Sequence[Line]],
    by_code: Mapping[str, Line],
    code: str,
    reference: Mapping[str, pl.DataFrame],
) -> None:
    """Note codes of pillars, links and keys that lead nowhere, and rows that say the same twice."""
    levels = {"pillar_code": "pillar", "main_code": "main"}
    for table, names in (
        ("pillar_mains", ("pillar_code", "main_code")),
        ("indicator_links", ("to_indicator_code",)),
        ("indicator_keys", ("indicator_code",)),
    ):
        for line in lines[table]:
            for name in names:
                target = by_code.get(line[name])
                if line[name] and target is None:
                    line.fields.report("indicator_unknown", name, expected=code)
                elif target and name in levels and target["indicator_level"] != levels[name]:
                    level = CHOICES["indicator_level"][levels[name]]
                    line.fields.report("indicator_of_other_level", name, expected=level)
    known = set(reference["indicators"].select("framework_code", "indicator_code").rows())
    others = sorted({framework for framework, _ in known} - {code})
    for line in lines["indicator_links"]:
        origin = line["from_framework_code"]
        if origin and origin not in others:
            line.fields.report("framework_unknown", "from_framework_code", fix=others)
        elif origin and line["from_indicator_code"] and (origin, line["from_indicator_code"]) not in known:
            line.fields.report("indicator_unknown", "from_indicator_code", expected=origin)
    for table in _BESIDE_THE_TREE:
        check_repeated(lines[table], TABLES[table].key)


_BESIDE_THE_TREE = ("pillar_mains", "indicator_links", "indicator_keys")


def _rows(table: str, lines: Sequence[Line], code: str) -> Iterator[dict[str, Any]]:
    own = {"indicator_links": {"to_framework_code": code}, "frameworks": {}}.get(table, {"framework_code": code})
    ordered = tree_order(lines) if table == "indicators" else lines
    for position, line in enumerate(ordered, start=1):
        yield {**line.record, **own, **({"position": position} if table == "indicators" else {})}


def _left_out(
    rows: Mapping[str, Sequence[Mapping]], code: str, reference: Mapping[str, pl.DataFrame], file: str
) -> list[Problem]:
    """Rows the reference has of this framework and the file does not."""
    problems = []
    for table in ("indicators", *_BESIDE_THE_TREE):
        owner = "to_framework_code" if table == "indicator_links" else "framework_code"
        known = reference[table].filter(pl.col(owner) == code)
        problems += left_out(TABLES[table], rows[table], known, file)
    return problems


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
        elif own and not NEW_CODE.fullmatch(own):
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


def check_sums(framework: Line, by_code: Mapping[str, Line], pillar_mains: Sequence[Line]) -> None:
    """Note maxima that cannot be, and components, main indicators, groups, pillars or the index that do not add up.

    Method: docs/methodology.md#value; a subcomponent is part of a component and never counted on its own.
    """
    lines = list(by_code.values())
    for line in lines:
        _check_amounts(line)
    mains = _scored(lines, "main")
    for main in mains:
        _compare(main, "max_score", _scored(lines, "component", main["indicator_code"]))
    for group in _scored(lines, "group"):
        _compare(group, "max_score", [main for main in mains if main["parent_code"] == group["indicator_code"]])
    for pillar in _scored(lines, "pillar"):
        codes = {line["main_code"] for line in pillar_mains if line["pillar_code"] == pillar["indicator_code"]}
        _compare(pillar, "max_score", [main for main in mains if main["indicator_code"] in codes])
    _check_total(framework, lines, mains)


def _check_amounts(line: Line) -> None:
    maximum, weight = line["max_score"], line["weight"]
    if maximum is not None and (maximum < 0 or (maximum == 0 and line["is_scored"])):
        line.fields.report("maximum_not_positive", "max_score")
    if maximum is not None and line["max_score_basis"] is None and not line.fields.is_refused:
        line.fields.report("value_missing", "max_score_basis")
    if weight is not None and not 0 < weight <= 1:
        line.fields.report("value_out_of_range", "weight", expected="0..1")


def _check_total(framework: Line, lines: Sequence[Line], mains: Sequence[Line]) -> None:
    rule = framework["value_rule"]
    if rule == "weighted_mains":
        for line, name in ((framework, "total_max_score"), *((main, "max_score") for main in mains)):
            if line[name] is None:
                line.fields.report("value_missing", name)
        _compare(framework, "total_max_score", mains)
    if rule == "weighted_pillars":
        pillars = _scored(lines, "pillar")
        for pillar in pillars:
            if pillar["weight"] is None:
                pillar.fields.report("value_missing", "weight")
        weights = [pillar["weight"] for pillar in pillars if pillar["weight"] is not None]
        if weights and len(weights) == len(pillars) and sum(weights) != 1:
            pillars[0].fields.report(
                "sum_differs", "weight", found=_short(sum(weights)), expected=1, fix=_codes(pillars)
            )
    roots = [line for line in lines if line["indicator_level"] == "index"]
    _compare(framework, "total_max_score", roots[:1])


def _compare(whole: Line, name: str, parts: Sequence[Line]) -> None:
    """Note parts that are not the whole: with unknown parts among them they must stay below it."""
    limit = whole[name]
    known = [part["max_score"] for part in parts if part["max_score"] is not None]
    if limit is None or not known:
        return
    total, is_complete = sum(known), len(known) == len(parts)
    if total != limit if is_complete else total >= limit:
        expected = _short(limit) if is_complete else f"< {_short(limit)}"
        whole.fields.report("sum_differs", name, found=_short(total), expected=expected, fix=_codes(parts))


def _scored(lines: Iterable[Line], level: str, parent_code: str | None = None) -> list[Line]:
    return [
        line
        for line in lines
        if line["indicator_level"] == level
        and line["is_scored"]
        and (parent_code is None or line["parent_code"] == parent_code)
    ]


def _codes(lines: Iterable[Line]) -> tuple[str, ...]:
    return tuple(str(line["indicator_code"]) for line in lines)


def _short(number: Decimal) -> str:
    return f"{number.normalize():f}"


def read_rows(
    sheets: Sequence[Sheet], file: str, framework_code: str, reference: Mapping[str, pl.DataFrame]
) -> tuple[dict[str, pl.DataFrame], list[Problem]]:
    """The rows a framework's file gives to each reference table; with a blocking problem there are none.

    The file must be of the framework it is loaded for, and the tables must agree with each other once it is in.
    """
    tables, problems = read_framework(sheets, file, reference)
    if not tables:
        return {}, problems
    code = tables["frameworks"]["framework_code"].item()
    if code != framework_code:
        problems.append(Problem(file, code="framework_differs", found=code, expected=framework_code))
    problems += contradictions(tables, reference)
    return ({} if any(problem.blocks for problem in problems) else tables), problems


CONTRACTS: Mapping = {}  # its rows go to reference tables
TEMPLATES = {"framework": framework}
