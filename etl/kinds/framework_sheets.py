"""The sheets of a framework's template: how they are made, filled with what the reference knows, what a row of each
says, and how its indicators stand to each other.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import polars as pl

from etl.contracts.fields import Fields
from etl.kinds.reference_sheets import Line, Record, ReferenceSheet, choice, number, template_sheet, truth
from etl.kinds.workbook import DAY, Between, Choice, Rule, TemplateSheet
from text.template import (
    CHOICES,
    FRAMEWORKS,
    INDEXES,
    INDICATOR_KEYS,
    INDICATOR_LINKS,
    INDICATORS,
    PILLAR_MAINS,
    SHEETS,
)

HIGHEST = "highest"  # the one direction that ranks know
MOST_DECIMALS = 4  # of values; points have no more in any document


def framework(framework_code: str, reference: Mapping[str, pl.DataFrame]) -> list[TemplateSheet]:
    """Its six sheets. A code the reference does not know gets one row of its own and blank sheets."""
    rows, rules = _rows(framework_code, reference), _rules(reference)
    return [template_sheet(sheet, framework_code, rows[table], rules) for table, sheet in TABLES.items()]


def _rows(code: str, reference: Mapping[str, pl.DataFrame]) -> dict[str, list[dict[str, Any]]]:
    own = pl.col("framework_code") == code
    frameworks = reference["frameworks"].filter(own)
    indexes = reference["indexes"].filter(pl.col("index_code").is_in(frameworks["index_code"].implode()))
    return {
        "frameworks": frameworks.to_dicts() or [{"framework_code": code}],
        "indexes": [{"direction": HIGHEST, **row} for row in indexes.to_dicts()] or [{}],
        "indicators": reference["indicators"].filter(own).sort("position").to_dicts(),
        "pillar_mains": reference["pillar_mains"].filter(own).to_dicts(),
        "indicator_links": reference["indicator_links"].filter(pl.col("to_framework_code") == code).to_dicts(),
        "indicator_keys": reference["indicator_keys"].filter(own).to_dicts(),
    }


def _rules(reference: Mapping[str, pl.DataFrame]) -> dict[str, Rule]:
    indexes, frameworks = reference["indexes"].sort("position"), reference["frameworks"]
    headings = {name: heading for sheet in TABLES.values() for name, heading in sheet.headings.items()}
    return {
        **{name: Choice(headings[name], tuple(CHOICES[name].values())) for name in headings.keys() & CHOICES.keys()},
        "index_code": Choice(
            headings["index_code"], tuple(indexes["index_code"]), tuple(indexes["index_name_vi"]), is_open=True
        ),
        "from_framework_code": Choice(
            headings["from_framework_code"], tuple(frameworks["framework_code"]), tuple(frameworks["decision"])
        ),
        "total_max_score": Between("maximum", 0),
        "max_score": Between("maximum", 0),
        "weight": Between("weight", 0, 1),
        "shown_decimals": Between("decimals", 0, MOST_DECIMALS, "whole"),
        "issued_on": DAY,
    }


def _framework(fields: Fields) -> Record:
    return {
        "framework_code": fields.code("framework_code", required=True),
        "index_code": fields.code("index_code", required=True),
        "entity_level": choice(fields, "entity_level"),
        "decision": fields.text("decision", required=True),
        "issued_on": fields.day("issued_on", is_day_first=True),
        "total_max_score": number(fields, "total_max_score"),
        "value_rule": choice(fields, "value_rule"),
        "source_address": fields.text("source_address"),
        "note": fields.text("note"),
    }


def _index(fields: Fields) -> Record:
    """An index as declared; that the highest figure ranks first is the only direction there is."""
    if (direction := fields.text("direction", required=True)) and direction not in CHOICES["direction"]:
        fields.report("direction_not_ranked", "direction")
    decimals = fields.integer("shown_decimals", required=True)
    if decimals is not None and not 0 <= decimals <= MOST_DECIMALS:
        fields.report("value_out_of_range", "shown_decimals", expected=f"0..{MOST_DECIMALS}")
    names = ("index_name_vi", "index_name_en", "short_name_vi", "short_name_en")
    return {
        "index_code": fields.code("index_code", required=True),
        **{name: fields.text(name, required=True) for name in names},
        "scale": choice(fields, "scale"),
        "shown_decimals": decimals,
    }


def _indicator(fields: Fields) -> Record:
    return {
        "indicator_code": fields.code("indicator_code", required=True),
        "parent_code": fields.code("parent_code"),
        "indicator_level": choice(fields, "indicator_level"),
        "indicator_name_vi": fields.text("indicator_name_vi", required=True),
        "indicator_name_en": fields.text("indicator_name_en"),
        "max_score": number(fields, "max_score"),
        "max_score_basis": choice(fields, "max_score_basis", required=False),
        "weight": number(fields, "weight", 6),
        "is_scored": truth(fields, "is_scored"),
        "source": fields.text("source"),
        "note": fields.text("note"),
    }


def _pillar_main(fields: Fields) -> Record:
    return {
        "pillar_code": fields.code("pillar_code", required=True),
        "main_code": fields.code("main_code", required=True),
        "is_own": truth(fields, "is_own"),
    }


def _link(fields: Fields) -> Record:
    return {
        "from_framework_code": fields.code("from_framework_code", required=True),
        "from_indicator_code": fields.code("from_indicator_code", required=True),
        "to_indicator_code": fields.code("to_indicator_code", required=True),
        "link_kind": choice(fields, "link_kind"),
        "note": fields.text("note"),
    }


def _key(fields: Fields) -> Record:
    return {name: fields.code(name, required=True) for name in ("key_set", "indicator_key", "indicator_code")}


_SHEETS = SHEETS["framework"]
_OWN = frozenset({"framework_code", "index_code"})
TABLES = {
    "frameworks": ReferenceSheet(_SHEETS[0], FRAMEWORKS, _framework, _OWN, may_be_empty=False),
    # templates made before an index could be declared have no such sheet
    "indexes": ReferenceSheet(_SHEETS[1], INDEXES, _index, _OWN, may_be_missing=True),
    "indicators": ReferenceSheet(
        _SHEETS[2], INDICATORS, _indicator, frozenset({"indicator_code"}), 150, ("indicator_code",), may_be_empty=False
    ),
    "pillar_mains": ReferenceSheet(
        _SHEETS[3],
        PILLAR_MAINS,
        _pillar_main,
        frozenset({"pillar_code", "main_code"}),
        40,
        ("pillar_code", "main_code"),
    ),
    "indicator_links": ReferenceSheet(
        _SHEETS[4],
        INDICATOR_LINKS,
        _link,
        frozenset({"from_framework_code", "from_indicator_code", "to_indicator_code"}),
        60,
        ("from_framework_code", "to_indicator_code"),
    ),
    "indicator_keys": ReferenceSheet(
        _SHEETS[5],
        INDICATOR_KEYS,
        _key,
        frozenset({"key_set", "indicator_key", "indicator_code"}),
        20,
        ("key_set", "indicator_key"),
    ),
}


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
    [word] = line.fields.labels("indicator_level", [above])
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
