"""A framework as the sheets of its template describe it: rows of the reference tables, or every problem at once."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import polars as pl

from etl.declarations import read_declarations
from etl.problems import Problem
from etl.reading.sheets import Sheet
from etl.templates.framework_index import check_index, index_rows
from etl.templates.framework_sheets import TABLES, Line, read_lines
from etl.templates.framework_sums import check_sums
from etl.templates.framework_tree import check_tree, tree_order
from etl.templates.template_framework import FRAMEWORK_CODE
from etl.templates.template_mark import read_mark
from text.template import CHOICES
from warehouse.paths import SQL_DIR


def read_framework(
    sheets: Sequence[Sheet], file: str, reference: Mapping[str, pl.DataFrame]
) -> tuple[dict[str, pl.DataFrame], list[Problem]]:
    """The rows that a framework's sheets give to each reference table, as declared; tables without rows are left out.
    An index is among them if it is new or something else is said of it.

    With a blocking problem there are no frames. `reference` tells which frameworks, indexes and rows exist: those of a
    known framework may change but none may be missing, since figures name them. Whether published points still fit
    new maxima shows in the candidate build, which reads every release against them (`score_over_maximum`).
    """
    lines, problems = read_lines(sheets, file)
    code = _framework_code(lines["frameworks"], sheets)
    if code:
        [framework] = lines["frameworks"]
        by_code = check_tree(lines["indicators"], code)
        check_index(framework, lines["indexes"], by_code, reference)
        _check_pointers(lines, by_code, code, reference)
        check_sums(framework, by_code, lines["pillar_mains"])
    elif not problems and len(lines["frameworks"]) != 1:
        problems.append(Problem(file, TABLES["frameworks"], code="framework_not_single"))
    problems += [problem for table in lines.values() for line in table for problem in line.fields.problems]
    rows: dict[str, list[dict[str, Any]]] = {}
    if code:
        rows = {table: list(_rows(table, lines[table], code)) for table in TABLES}
        rows["indexes"] = index_rows(lines["indexes"], reference["indexes"])
        problems += _left_out(rows, code, reference, file)
    if any(problem.blocks for problem in problems):
        return {}, sorted(problems)
    declarations = read_declarations(SQL_DIR / "reference")
    return {
        table: pl.DataFrame(found, schema=declarations[table].columns) for table, found in rows.items() if found
    }, sorted(problems)


def _framework_code(frameworks: Sequence[Line], sheets: Sequence[Sheet]) -> str | None:
    """The code of the one framework of the file; None if there is not exactly one with a code."""
    if len(frameworks) != 1 or frameworks[0]["framework_code"] is None:
        return None
    fields, code = frameworks[0].fields, frameworks[0]["framework_code"]
    made_for = (read_mark(sheets) or {}).get("framework_code", code)
    if code != made_for:
        fields.report("template_other_purpose", "framework_code", expected=made_for)
    elif not FRAMEWORK_CODE.fullmatch(code):
        fields.report("code_unfit", "framework_code", expected="dti_2024")
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
    for table, key in _KEYS.items():
        _check_repeated(lines[table], key)


_KEYS = {
    "pillar_mains": ("pillar_code", "main_code"),
    "indicator_links": ("from_framework_code", "to_indicator_code"),
    "indicator_keys": ("key_set", "indicator_key"),
}


def _check_repeated(lines: Sequence[Line], key: tuple[str, ...]) -> None:
    firsts: dict[tuple, int] = {}
    for line in lines:
        number = line.fields.row.number
        if (first := firsts.setdefault(tuple(line[name] for name in key), number)) != number:
            line.fields.report("code_repeated", key[-1], expected=first)


def _rows(table: str, lines: Sequence[Line], code: str) -> Iterator[dict[str, Any]]:
    own = {"indicator_links": {"to_framework_code": code}, "frameworks": {}}.get(table, {"framework_code": code})
    ordered = tree_order(lines) if table == "indicators" else lines
    for position, line in enumerate(ordered, start=1):
        yield {**line.record, **own, **({"position": position} if table == "indicators" else {})}


def _left_out(
    rows: Mapping[str, Sequence[Mapping]], code: str, reference: Mapping[str, pl.DataFrame], file: str
) -> list[Problem]:
    """Rows the reference has of this framework and the file does not: a file adds and replaces, it cannot remove."""
    problems = []
    for table, key in {"indicators": ("indicator_code",), **_KEYS}.items():
        owner = "to_framework_code" if table == "indicator_links" else "framework_code"
        given = {tuple(row[name] for name in key) for row in rows[table]}
        for known in reference[table].filter(pl.col(owner) == code).select(key).rows():
            if known not in given:
                problems.append(Problem(file, TABLES[table], code="row_left_out", found=" · ".join(known)))
    return problems
