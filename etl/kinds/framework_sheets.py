"""The sheets of a framework's template: how they are made, filled with what the reference knows, and how their rows are
read back, each still knowing its cells.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import polars as pl

from etl.contracts.fields import Fields
from etl.kinds.workbook import DAY, Between, Choice, Column, Filling, Rule, TemplateSheet
from etl.problems import Problem
from etl.reading.sheets import Sheet
from etl.shapes.layouts import Layout, Table
from etl.shapes.row_mapping import map_rows
from etl.values.numbers import Separators
from text.template import (
    CHOICES,
    FRAMEWORK_HINTS,
    FRAMEWORK_SUBJECT,
    FRAMEWORKS,
    HINTS,
    INDEXES,
    INDICATOR_KEYS,
    INDICATOR_LINKS,
    INDICATORS,
    PILLAR_MAINS,
    SHEETS,
    TITLES,
)

HEADINGS = dict(
    zip(
        SHEETS["framework"],
        (FRAMEWORKS, INDEXES, INDICATORS, PILLAR_MAINS, INDICATOR_LINKS, INDICATOR_KEYS),
        strict=True,
    )
)
HIGHEST = "highest"  # the one direction that ranks know
MOST_DECIMALS = 4  # of values; points have no more in any document
FRAMEWORK_CODE = re.compile(r"[a-z][a-z0-9_]{2,40}")  # part of file names
_BLANK = dict(zip(SHEETS["framework"], (0, 0, 150, 40, 60, 20), strict=True))
_CODES = {"framework_code", "index_code", "indicator_code", "pillar_code", "main_code", "key_set", "indicator_key"}
_CODES |= {"from_framework_code", "from_indicator_code", "to_indicator_code"}
_WIDTHS = {"indicator_name_vi": 60, "indicator_name_en": 40, "source": 40, "note": 40, "source_address": 40}
_WIDTHS |= {"index_name_vi": 48, "index_name_en": 40}
_WIDTHS |= {"decision": 30, "value_rule": 36, "max_score_basis": 16, "framework_code": 24}
_FORMATS = {"total_max_score": "General", "max_score": "General", "weight": "General"}
_FORMATS |= {"shown_decimals": "0", "issued_on": "dd/mm/yyyy"}


def framework(framework_code: str, reference: Mapping[str, pl.DataFrame]) -> list[TemplateSheet]:
    """Its six sheets. A code the reference does not know gets one row of its own and blank sheets."""
    rows = _rows(framework_code, reference)
    rules = _rules(reference)
    return [_table(name, framework_code, rows[name], rules) for name in SHEETS["framework"]]


def _rows(code: str, reference: Mapping[str, pl.DataFrame]) -> dict[str, list[dict[str, object]]]:
    own = pl.col("framework_code") == code
    frameworks = reference["frameworks"].filter(own)
    found = (
        frameworks,
        reference["indexes"].filter(pl.col("index_code").is_in(frameworks["index_code"].implode())),
        reference["indicators"].filter(own).sort("position"),
        reference["pillar_mains"].filter(own),
        reference["indicator_links"].filter(pl.col("to_framework_code") == code),
        reference["indicator_keys"].filter(own),
    )
    rows = {name: frame.to_dicts() for name, frame in zip(SHEETS["framework"], found, strict=True)}
    [first, second, *_] = rows
    rows[first] = rows[first] or [{"framework_code": code}]
    rows[second] = [{"direction": HIGHEST, **row} for row in rows[second]] or [{}]
    return rows


def _rules(reference: Mapping[str, pl.DataFrame]) -> dict[str, Rule]:
    indexes, frameworks = reference["indexes"].sort("position"), reference["frameworks"]
    headings = {name: heading for table in HEADINGS.values() for name, heading in table.items()}
    names = {name for table in HEADINGS.values() for name in table} & CHOICES.keys()
    return {
        **{name: Choice(headings[name], tuple(CHOICES[name].values())) for name in names},
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


def _table(name: str, code: str, rows: Sequence[Mapping[str, Any]], rules: Mapping[str, Rule]) -> TemplateSheet:
    headings = HEADINGS[name]
    columns = [
        Column(
            heading,
            FRAMEWORK_HINTS.get(name, {}).get(column) or HINTS.get(column, ""),
            _WIDTHS.get(column, 16),
            rules.get(column),
            _FORMATS.get(column, "@"),
            is_code=column in _CODES,
        )
        for column, heading in headings.items()
    ]
    filled = [tuple(_shown(column, row.get(column)) for column in headings) for row in rows]
    title = FRAMEWORK_SUBJECT.format(title=TITLES[name], framework=code)
    return TemplateSheet(name, title, columns, filled, _BLANK[name], frozen=1)


def _shown(column: str, filling: Filling) -> Filling:
    """A reference value as the cell shows it: our word for a code, a plain number, text."""
    if column in CHOICES and filling is not None:
        return CHOICES[column][str(filling).lower()]
    return filling.normalize() if isinstance(filling, Decimal) else filling


Record = dict[str, Any]

TABLES = dict(
    zip(
        ("frameworks", "indexes", "indicators", "pillar_mains", "indicator_links", "indicator_keys"),
        HEADINGS,
        strict=True,
    )
)
_SEPARATORS = (Separators(",", "."),)
_MAY_BE_EMPTY = ("indexes", "pillar_mains", "indicator_links", "indicator_keys")
_MAY_BE_MISSING = ("indexes",)  # templates made before an index could be declared have no such sheet


@dataclass(frozen=True)
class Line:
    """One row of a sheet: its columns by our names, and its cells, where problems are noted."""

    fields: Fields
    record: Record

    def __getitem__(self, name: str) -> Any:
        """The value of a column."""
        return self.record[name]


def read_lines(sheets: Sequence[Sheet], file: str) -> tuple[dict[str, list[Line]], list[Problem]]:
    """The rows of each reference table in file order, and what forbids reading a sheet as a table.

    What is wrong with a cell is noted in the fields of its line.
    """
    lines: dict[str, list[Line]] = {}
    problems: list[Problem] = []
    for table, name in TABLES.items():
        lines[table] = []
        sheet = next((sheet for sheet in sheets if sheet.name == name), None)
        if sheet is None:
            if table not in _MAY_BE_MISSING:
                problems.append(Problem(file, code="sheet_missing", expected=name))
            continue
        layout = _layout(table, name)
        rows, faults = map_rows([sheet], layout, file)
        problems += [each for each in faults if each.code != "no_rows" or table not in _MAY_BE_EMPTY]
        for row in rows:
            fields = Fields(row, layout, file)
            lines[table].append(Line(fields, _READERS[table](fields)))
    return lines, problems


def _layout(table: str, name: str) -> Layout:
    columns = {column: (heading,) for column, heading in HEADINGS[name].items()}
    meaning = {
        column: {word: code for code, word in CHOICES[column].items()} for column in columns if column in CHOICES
    }
    return Layout(table, _SEPARATORS, columns, (Table(table),), meaning=meaning)


def _choice(fields: Fields, name: str, required: bool = True) -> str | None:
    return fields.choice(name, CHOICES[name], required)


def _truth(fields: Fields, name: str) -> bool | None:
    text = _choice(fields, name)
    return None if text is None else text == "true"


def _number(fields: Fields, name: str, scale: int = 4) -> Decimal | None:
    number = fields.number(name, scale)
    return number.value if number else None


def _framework(fields: Fields) -> Record:
    return {
        "framework_code": fields.code("framework_code", required=True),
        "index_code": fields.code("index_code", required=True),
        "entity_level": _choice(fields, "entity_level"),
        "decision": fields.text("decision", required=True),
        "issued_on": fields.day("issued_on"),
        "total_max_score": _number(fields, "total_max_score"),
        "value_rule": _choice(fields, "value_rule"),
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
        "scale": _choice(fields, "scale"),
        "shown_decimals": decimals,
    }


def _indicator(fields: Fields) -> Record:
    return {
        "indicator_code": fields.code("indicator_code", required=True),
        "parent_code": fields.code("parent_code"),
        "indicator_level": _choice(fields, "indicator_level"),
        "indicator_name_vi": fields.text("indicator_name_vi", required=True),
        "indicator_name_en": fields.text("indicator_name_en"),
        "max_score": _number(fields, "max_score"),
        "max_score_basis": _choice(fields, "max_score_basis", required=False),
        "weight": _number(fields, "weight", 6),
        "is_scored": _truth(fields, "is_scored"),
        "source": fields.text("source"),
        "note": fields.text("note"),
    }


def _pillar_main(fields: Fields) -> Record:
    return {
        "pillar_code": fields.code("pillar_code", required=True),
        "main_code": fields.code("main_code", required=True),
        "is_own": _truth(fields, "is_own"),
    }


def _link(fields: Fields) -> Record:
    return {
        "from_framework_code": fields.code("from_framework_code", required=True),
        "from_indicator_code": fields.code("from_indicator_code", required=True),
        "to_indicator_code": fields.code("to_indicator_code", required=True),
        "link_kind": _choice(fields, "link_kind"),
        "note": fields.text("note"),
    }


def _key(fields: Fields) -> Record:
    return {name: fields.code(name, required=True) for name in ("key_set", "indicator_key", "indicator_code")}


_READERS: Mapping[str, Callable[[Fields], Record]] = {
    "frameworks": _framework,
    "indexes": _index,
    "indicators": _indicator,
    "pillar_mains": _pillar_main,
    "indicator_links": _link,
    "indicator_keys": _key,
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
