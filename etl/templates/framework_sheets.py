"""The sheets of a framework's template read as typed rows, each still knowing its cells."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from etl.contracts.fields import Fields
from etl.problems import Problem
from etl.reading.sheets import Sheet
from etl.shapes.layouts import Layout, Table
from etl.shapes.row_mapping import map_rows
from etl.templates.template_framework import HEADINGS, MOST_DECIMALS
from etl.values.numbers import Separators
from text.template import CHOICES

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
