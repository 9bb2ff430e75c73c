"""Whether a framework's indicators make a tree: codes that can be codes, parents above them, one root."""

import re
from collections.abc import Iterable, Mapping, Sequence

from etl.templates.framework_sheets import Line

ROOT = "index"
LEVELS = {"index": 0, "pillar": 1, "group": 1, "main": 2, "component": 3, "subcomponent": 4}
_BELOW_MAIN = ("component", "subcomponent")
_CODE = re.compile(r"[A-Za-z0-9]+(\.[A-Za-z0-9]+)*")
_NUMBERED = re.compile(r"(.*?)(\d+)")


def check_tree(lines: Sequence[Line], framework_code: str) -> dict[str, Line]:
    """The indicators by code. Notes unfit, repeated and misplaced codes, unknown parents, a missing or second root.

    A parent stands at a level above its child, so no chain of parents can come back to where it began.
    """
    by_code = _by_code(lines)
    for line in by_code.values():
        _check_parent(line, by_code, framework_code)
    _check_order(by_code.values())
    roots = [line for line in lines if line["indicator_level"] == ROOT]
    if lines and [line["indicator_code"] for line in roots] != [ROOT]:
        found = ", ".join(str(line["indicator_code"]) for line in roots)
        (roots or lines)[-1].fields.report("root_unfit", "indicator_level", found=found, expected=ROOT)
    return by_code


def tree_order(lines: Sequence[Line]) -> list[Line]:
    """The indicators in the order they are listed in: as in the file, but components right below their main indicator.

    New ones are typed below the rows a template comes with, since rows of a protected sheet cannot be inserted.
    """
    ordered: list[Line] = []
    for line in lines:
        place = len(ordered)
        if line["indicator_level"] in _BELOW_MAIN:
            family = {line["parent_code"]}
            for index, other in enumerate(ordered, start=1):
                if other["indicator_code"] in family or other["parent_code"] in family:
                    family.add(other["indicator_code"])
                    place = index
        ordered.insert(place, line)
    return ordered


def _by_code(lines: Sequence[Line]) -> dict[str, Line]:
    by_code: dict[str, Line] = {}
    for line in lines:
        code = line["indicator_code"]
        if code is None:
            continue
        if not _CODE.fullmatch(code):
            line.fields.report("code_unfit", "indicator_code", expected="1.10")
        if (first := by_code.setdefault(code, line)) is not line:
            line.fields.report("code_repeated", "indicator_code", expected=first.fields.row.number)
    return by_code


def _check_parent(line: Line, by_code: Mapping[str, Line], framework_code: str) -> None:
    code, parent_code, level = line["indicator_code"], line["parent_code"], line["indicator_level"]
    if parent_code is None:
        if level not in (ROOT, None):
            line.fields.report("value_missing", "parent_code")
        return
    parent = by_code.get(parent_code)
    if parent is None:
        line.fields.report("indicator_unknown", "parent_code", expected=framework_code)
        return
    above = parent["indicator_level"]
    [word] = line.fields.written("indicator_level", [above])
    if level and above and LEVELS[above] >= LEVELS[level]:
        line.fields.report("level_not_below", "indicator_level", expected=f"{parent_code} ({word})")
    if level in _BELOW_MAIN and not code.startswith(f"{parent_code}."):
        line.fields.report("code_not_under_parent", "indicator_code", expected=f"{parent_code}.…")


def _check_order(lines: Iterable[Line]) -> None:
    """Rows give the order of lists, so 1.10 stands after 1.9 among the children of one parent."""
    latest: dict[tuple[str, str], tuple[int, str]] = {}
    for line in lines:
        if numbered := _NUMBERED.fullmatch(line["indicator_code"]):
            place = (line["parent_code"], numbered[1])
            number, code = int(numbered[2]), line["indicator_code"]
            before, name = latest.get(place, (-1, ""))
            if number < before:
                line.fields.report("code_out_of_order", "indicator_code", expected=name)
            latest[place] = max((before, name), (number, code))
