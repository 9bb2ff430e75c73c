"""Sheets whose rows go to reference tables: how those of a template are made, and how filled ones are read back, each
row still knowing its cells.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import polars as pl

from etl.contracts.fields import Fields
from etl.declarations import read_declarations
from etl.kinds.workbook import Column, Filling, Rule, TemplateSheet
from etl.problems import Problem
from etl.reading.sheets import Sheet
from etl.reference import inconsistencies, upserted
from etl.shapes.layouts import Layout, Table
from etl.shapes.row_mapping import map_rows
from etl.values.numbers import Separators
from text.template import CHOICES, CODE_SUBJECT, HINTS, SHEET_HINTS, TITLES
from warehouse.paths import SQL_DIR

Record = dict[str, Any]
Words = Mapping[str, Mapping[str, str]]  # what cells say for our codes, by column
_SEPARATORS = (Separators(",", "."),)
_WIDTH = 16
_WIDTHS = {"indicator_name_vi": 60, "indicator_name_en": 40, "source": 40, "note": 40, "source_address": 40}
_WIDTHS |= {"index_name_vi": 48, "index_name_en": 40, "decision": 30, "value_rule": 36, "framework_code": 24}
_WIDTHS |= {"unit_name_vi": 36, "unit_name_en": 36, "unit_kind": 26, "region_code": 36, "alias": 36}
_WIDTHS |= {"cohort_name_vi": 44, "cohort_name_en": 44, "period_name_vi": 36, "period_name_en": 30}
_DATE = "dd/mm/yyyy"
_FORMATS = {"total_max_score": "General", "max_score": "General", "weight": "General", "shown_decimals": "0"}
_FORMATS |= {"tile_row": "0", "tile_col": "0"}
_FORMATS |= dict.fromkeys(("issued_on", "valid_from", "valid_to", "starts_on", "ends_on"), _DATE)


@dataclass(frozen=True)
class Line:
    """One row of a sheet: its columns by our names, and its cells, where problems are noted."""

    fields: Fields
    record: Record

    def __getitem__(self, name: str) -> Any:
        """The value of a column."""
        return self.record[name]


@dataclass(frozen=True)
class ReferenceSheet:
    """The sheet of one reference table: its headings by column, and what reads a row.

    In a template the cells of `codes` are locked once they are filled, and `blank` rows are left to fill. By `key` its
    rows are told apart. A file may lack an `optional` column.
    """

    name: str
    headings: Mapping[str, str]
    read: Callable[[Fields], Record]
    codes: frozenset[str] = frozenset()
    blank: int = 0
    key: tuple[str, ...] = ()
    optional: frozenset[str] = field(default=frozenset())
    may_be_empty: bool = True
    may_be_missing: bool = False

    def layout(self, words: Words) -> Layout:
        """How its rows are read."""
        named = {column: (heading,) for column, heading in self.headings.items()}
        meaning = {name: {word: code for code, word in words[name].items()} for name in named if name in words}
        columns = {name: headings for name, headings in named.items() if name not in self.optional}
        optional = {name: headings for name, headings in named.items() if name in self.optional}
        return Layout(self.name, _SEPARATORS, columns, (Table(self.name),), optional=optional, meaning=meaning)


def template_sheet(
    sheet: ReferenceSheet,
    code: str,
    rows: Iterable[Mapping[str, Any]],
    rules: Mapping[str, Rule],
    words: Words = CHOICES,
) -> TemplateSheet:
    """The sheet as a template has it, filled with what is known of the framework or the system of units `code`."""
    columns = [
        Column(
            heading,
            SHEET_HINTS.get(sheet.name, {}).get(column) or HINTS.get(column, ""),
            _WIDTHS.get(column, _WIDTH),
            rules.get(column),
            _FORMATS.get(column, "@"),
            is_code=column in sheet.codes,
        )
        for column, heading in sheet.headings.items()
    ]
    filled = [tuple(_shown(column, row.get(column), words) for column in sheet.headings) for row in rows]
    title = CODE_SUBJECT.format(title=TITLES[sheet.name], code=code)
    return TemplateSheet(sheet.name, title, columns, filled, sheet.blank, frozen=1)


def _shown(column: str, filling: Filling, words: Words) -> Filling:
    """A reference value as the cell shows it: our word for a code, a plain number, text."""
    if column in words and filling is not None:
        return words[column].get(str(filling).lower(), str(filling))
    return filling.normalize() if isinstance(filling, Decimal) else filling


def read_lines(
    sheets: Sequence[Sheet], file: str, described: Mapping[str, ReferenceSheet], words: Words = CHOICES
) -> tuple[dict[str, list[Line]], list[Problem]]:
    """The rows of each reference table in file order, and what forbids reading a sheet as a table.

    What is wrong with a cell is noted in the fields of its line.
    """
    lines: dict[str, list[Line]] = {}
    problems: list[Problem] = []
    for table, each in described.items():
        lines[table] = []
        sheet = next((sheet for sheet in sheets if sheet.name == each.name), None)
        if sheet is None:
            problems += [] if each.may_be_missing else [Problem(file, code="sheet_missing", expected=each.name)]
            continue
        layout = each.layout(words)
        rows, faults = map_rows([sheet], layout, file)
        empty = [] if each.may_be_empty else [Problem(file, each.name, code="no_rows")]
        problems += [problem for fault in faults for problem in (empty if fault.code == "no_rows" else [fault])]
        for row in rows:
            fields = Fields(row, layout, file)
            lines[table].append(Line(fields, each.read(fields)))
    return lines, problems


def choice(fields: Fields, name: str, required: bool = True) -> str | None:
    """One of the codes that the words of a drop-down stand for."""
    return fields.choice(name, CHOICES[name], required)


def truth(fields: Fields, name: str) -> bool | None:
    """Yes or no."""
    text = choice(fields, name)
    return None if text is None else text == "true"


def number(fields: Fields, name: str, scale: int = 4) -> Decimal | None:
    """A number that a column of this scale can hold."""
    found = fields.number(name, scale)
    return found.value if found else None


def check_repeated(lines: Sequence[Line], key: tuple[str, ...], code: str = "code_repeated") -> None:
    """Note every line whose key an earlier one has."""
    firsts: dict[tuple, int] = {}
    for line in lines:
        found = tuple(line[name] for name in key)
        place = line.fields.row.number
        if None not in found and (first := firsts.setdefault(found, place)) != place:
            line.fields.report(code, key[-1], expected=first)


def left_out(sheet: ReferenceSheet, rows: Iterable[Mapping], known: pl.DataFrame, file: str) -> list[Problem]:
    """Rows that the reference has and the file does not: a file adds and replaces, it cannot remove."""
    given = {tuple(row[name] for name in sheet.key) for row in rows}
    return [
        Problem(file, sheet.name, code="row_left_out", found=" · ".join(key))
        for key in known.select(sheet.key).rows()
        if key not in given
    ]


def as_frames(rows: Mapping[str, Sequence[Record]]) -> dict[str, pl.DataFrame]:
    """The rows of each reference table as it is declared; tables without rows are left out."""
    declarations = read_declarations(SQL_DIR / "reference")
    return {table: pl.DataFrame(found, schema=declarations[table].columns) for table, found in rows.items() if found}


def new_and_changed(
    tables: Mapping[str, pl.DataFrame], reference: Mapping[str, pl.DataFrame]
) -> dict[str, tuple[int, int]]:
    """How many rows of each table the reference does not have yet, and how many it has otherwise."""
    declarations = read_declarations(SQL_DIR / "reference")
    found = {}
    for table, rows in tables.items():
        known = reference[table]
        new = rows.join(known, on=declarations[table].grain, how="anti", nulls_equal=True).height
        found[table] = new, rows.join(known, on=known.columns, how="anti", nulls_equal=True).height - new
    return found


def contradictions(tables: Mapping[str, pl.DataFrame], reference: Mapping[str, pl.DataFrame]) -> list[Problem]:
    """What would not hold between the reference tables once these rows are among theirs."""
    declarations = read_declarations(SQL_DIR / "reference")
    whole = {
        name: upserted(frame, tables[name], declarations[name]) if name in tables else frame
        for name, frame in reference.items()
    }
    return inconsistencies(whole, declarations)
