"""Whether a framework's maxima add up, as far as they are known. An unknown one is never filled in."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from etl.templates.framework_sheets import Line


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
