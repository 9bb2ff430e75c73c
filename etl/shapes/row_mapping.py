"""A layout applied to sheets: rows under our column names, each cell still knowing its place.

A long file has millions of cells, so a cell is made when it is asked for. A row whose text begins with the code of its
indicator (`1.10. Tần suất …`) gets it from there.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any, Protocol

from etl.problems import Problem, column_letters
from etl.reading.sheets import Cell, Sheet
from etl.shapes.headings import FigureColumns
from etl.shapes.layouts import Layout, Table
from etl.shapes.number_style import SCALE, NumberStyle, style_of
from etl.shapes.recognition import missing_texts
from etl.shapes.tables import Area, find_tables
from etl.values.numbers import Separators, stripped

_NOTHING = Cell("")


@dataclass(frozen=True)
class Reading:
    """What the rows of one table share: where our columns stand, what no row says itself, how numbers are written.

    `percents` are the fields that hold per cents without saying so in their cells.
    """

    table: str
    sheet: Sheet
    columns: Mapping[str, int]
    fixed: Mapping[str, Cell]
    layout: Layout
    separators: Separators
    percents: frozenset[str] = frozenset()


@dataclass(slots=True)
class MappedRow:
    """One row on its way to a staging table. `number` is the row in its sheet, `figure_number` the row in staging.

    Cells are made when asked for: a long file has millions. `own` are those that are not simply read from a column.
    """

    reading: Reading
    number: int
    figure_number: int
    texts: Sequence[str]
    own: Mapping[str, Cell]

    @property
    def table(self) -> str:
        """The staging table the row goes to."""
        return self.reading.table

    @property
    def sheet(self) -> str:
        """The name of the sheet it stands on."""
        return self.reading.sheet.name

    @property
    def separators(self) -> Separators:
        """How the numbers of its file are written."""
        return self.reading.separators

    @property
    def cells(self) -> dict[str, Cell]:
        """Every cell by our name for it."""
        names = {**self.reading.columns, **self.reading.fixed, **self.own}
        return {name: self.cell(name) for name in names}

    def cell(self, name: str) -> Cell:
        """The cell of one of our columns, empty where the file has none."""
        if name in self.own:
            return self.own[name]
        column = self.reading.columns.get(name)
        if column is None:
            return self.reading.fixed.get(name, _NOTHING)
        text = text_of(self.texts, column, name, self.reading.layout)
        if not text and name in self.reading.fixed:
            return self.reading.fixed[name]
        return Cell(text, column + 1, bool(text) and (self.number, column + 1) in self.reading.sheet.numeric)

    def printed(self, name: str) -> str:
        """What the file itself says in the cell of one of our columns, before it is put into our words."""
        column = None if name in self.own else self.reading.columns.get(name)
        if column is None or column >= len(self.texts):
            return self.cell(name).text
        return stripped(self.texts[column]) or self.cell(name).text


def text_of(texts: Sequence[str], column: int, name: str, layout: Layout) -> str:
    """What a cell says in our words: nothing for a text that means nothing."""
    text = stripped(texts[column]) if column < len(texts) else ""
    if not text or text in layout.empty:
        return ""
    if name not in layout.meaning:
        return text
    words = layout.meaning[name]
    if text in words or "|" not in text:
        return words.get(text, text)
    return "|".join(words.get(part, part) for part in map(stripped, text.split("|")))


_KIND = r"(?:(?:chỉ số|tiêu chí|chỉ tiêu|mục|cstp|cs|tc)\s*)?"  # "Chỉ số 1.1: …"
_LEADING = re.compile(
    _KIND + r"(?P<code>\d{1,2}(?:\.\d{1,2})+|\d{1,2}(?=[.):]))[.):]*\s*[-–]?(?:\s+|(?=[^\W\d]))", re.IGNORECASE
)
_BARE = re.compile(_KIND + r"(?P<code>\d{1,2}(?:\.\d{1,2})*)[.):]*", re.IGNORECASE)
_MAINS = 8  # more rows than this, none with a dot in its code, are numbered one after the other
_RUNNING = re.compile(r"\d+|[IVX]+|[A-Za-z]")  # what numbers rows, not indicators, where the text has a code


class Row(Protocol):
    """A row of a file whose cells are known by our names."""

    number: int

    def cell(self, name: str) -> Cell:
        """The cell of one of our columns."""


def are_running_numbers(codes: Iterable[str], texts: Iterable[str]) -> bool:
    """Whether what stands in the column of codes only counts the rows: no code of a component is without a dot."""
    codes = [code for code in codes if code]
    if len(codes) <= _MAINS or any("." in code.rstrip(".") for code in codes):
        return False
    return not any(map(_LEADING.match, texts))


def code_of_row(
    row: Row, named_in: str, is_running: bool = False
) -> tuple[Mapping[str, Cell], dict[str, Any] | None]:
    """The cell that gives the row's code, and what contradicts it, as a problem without its file and sheet.

    A code in the text wins over a running number and over a number cell, which has lost its zero (1.10 is 1.1 there).
    Where all of them only count the rows (`is_running`), a row has no code but that of its text.
    """
    text, own = row.cell(named_in), row.cell("indicator_code")
    leading = _LEADING.match(text.text)
    match = _BARE.fullmatch(own.text)
    bare = match["code"] if match else own.text.rstrip(".)")
    if leading is None and is_running:
        return {"indicator_code": Cell("")}, None
    if leading is None:
        return {"indicator_code": Cell(bare, own.column, own.is_numeric)}, None
    code = leading["code"]
    if bare and bare != code and not _RUNNING.fullmatch(bare) and not (own.is_numeric and _same_number(bare, code)):
        place = {"row": row.number, "column": own.column}
        return {"indicator_code": own}, {"code": "code_differs", "found": own.text, "expected": code, **place}
    return {"indicator_code": Cell(code, text.column)}, None


def _same_number(number: str, code: str) -> bool:
    try:
        return Decimal(number) == Decimal(code)
    except InvalidOperation:
        return False


_AS_READ: Mapping[str, Cell] = {}  # the own cells of a row whose cells all stand in its columns


def map_rows(
    sheets: Sequence[Sheet], layout: Layout, file: str, constants: Mapping[str, str] | None = None
) -> tuple[list[MappedRow], list[Problem]]:
    """Every row of data of the tables that fit the layout, in file order; in a wide table one per unit and indicator.

    `constants` say what holds for the whole file; a cell that says otherwise is a problem.
    """
    constants = constants or {}
    areas, problems = find_tables(sheets, layout, file, constants.get("year"))
    if not areas and not problems:
        return [], [Problem(file, code="header_missing", expected=text) for text in missing_texts(sheets, layout)]
    problems += [
        Problem(file, code="constant_differs", found=f"{name}: {text}", expected=constants[name])
        for table in layout.tables
        for name, text in table.defaults.items()
        if name in constants and constants[name] != text
    ]
    style, faults = style_of(areas, layout, file, constants.get(SCALE))
    problems += faults
    mapper = _Mapper(layout, file, constants, style)
    rows = [row for area in areas for row in mapper.rows(area)]
    problems += mapper.problems
    if not rows and not any(problem.blocks for problem in problems):
        problems.append(Problem(file, code="no_rows"))
    return rows, list(dict.fromkeys(problems))


class _Mapper:
    """Makes the rows of one file, counting them through all its tables."""

    def __init__(self, layout: Layout, file: str, constants: Mapping[str, str], style: NumberStyle) -> None:
        self.layout, self.file, self.constants, self.style = layout, file, constants, style
        self.problems: list[Problem] = []
        self.count = 0
        self.agreeing: set[tuple[str, str]] = set()  # cells that say what a constant says, by column and text

    def rows(self, area: Area) -> Iterator[MappedRow]:
        """The rows of one table."""
        given = [(name, area.header.columns[name]) for name in self.constants if name in area.header.columns]
        compared = [(name, column) for name, column in given if name != "year"]  # the contract knows 2022 from 2022.0
        below = self._unpivoted(area) if self.layout.wide else self._one_by_one(area)
        for index, texts in ((index, area.sheet.rows[index]) for index in area.rows):
            for name, column in compared:
                if column < len(texts) and (name, texts[column]) not in self.agreeing:
                    self._compare(area.sheet, index, name, column)
            yield from below(index, texts)

    def _one_by_one(self, area: Area) -> Callable[[int, Sequence[str]], Iterable[MappedRow]]:
        """What makes a row of the file one row of staging."""
        readings = [(table, self._reading(area, table, area.header.columns)) for table in self.layout.tables]
        only = readings[0][1] if len(readings) == 1 and not readings[0][0].where else None
        name_of_sheet = area.sheet.name if self.layout.several_sheets and "section" not in area.header.columns else ""

        is_running = self._are_running_numbers(area)

        def rows(index: int, texts: Sequence[str]) -> Iterable[MappedRow]:
            self.count += 1
            reading = only or next((each for table, each in readings if self._matches(texts, area, table)), None)
            if reading is None:
                self._report_route(area, index, texts)
                return ()
            row = MappedRow(reading, index + 1, self.count if name_of_sheet else index + 1, texts, _AS_READ)
            if name_of_sheet:
                row.own = {"section": Cell(f"{name_of_sheet}!{index + 1}")}
            if self.layout.code_in:
                code, fault = code_of_row(row, self.layout.code_in, is_running)
                row.own = {**row.own, **code}
                self.problems += [Problem(self.file, area.sheet.name, **fault)] if fault else []
            return (row,)

        return rows

    def _are_running_numbers(self, area: Area) -> bool:
        columns, texts_in = area.header.columns, self.layout.code_in
        if not texts_in or "indicator_code" not in columns or texts_in not in columns:
            return False
        rows = [area.sheet.rows[index] for index in area.rows]
        codes, texts = (
            [text_of(row, columns[name], "", self.layout) for row in rows] for name in ("indicator_code", texts_in)
        )
        return are_running_numbers(codes, texts)

    def _unpivoted(self, area: Area) -> Callable[[int, Sequence[str]], Iterator[MappedRow]]:
        """What makes a row of a wide table one row of staging for each indicator that has any figure there."""
        wide = [(list(each.fields.values()), self._wide_reading(area, each)) for each in area.header.figures]
        sheet = f"{area.sheet.name}!" if area.sheet.name else ""
        key = next(iter(area.header.columns.values()), 0)

        def rows(index: int, texts: Sequence[str]) -> Iterator[MappedRow]:
            before = self.count
            for columns, reading in wide:
                first = next((each for each in columns if text_of(texts, each, "", self.layout)), None)
                if first is not None:
                    self.count += 1
                    place = {"section": Cell(f"{sheet}{column_letters(first + 1)}{index + 1}")}
                    own = _AS_READ if "section" in area.header.columns else place
                    yield MappedRow(reading, index + 1, self.count, texts, own)
            if self.count == before:
                self._report(area.sheet, index, key, "row_without_figure")

        return rows

    def _reading(self, area: Area, table: Table, columns: Mapping[str, int], **more: Cell) -> Reading:
        constants = {**table.defaults, **self.constants}
        fixed = {name: Cell(text, row=0) for name, text in constants.items()} | more
        return Reading(table.name, area.sheet, columns, fixed, self.layout, self.style.separators, self.style.percents)

    def _wide_reading(self, area: Area, figures: FigureColumns) -> Reading:
        named = {
            field if field in figures.explicit else self.style.field_of(field, figures.scales.get(field)): column
            for field, column in figures.fields.items()
        }
        columns = {**area.header.columns, **named}
        return self._reading(area, self.layout.tables[0], columns, **{figures.key_field: figures.indicator})

    def _compare(self, sheet: Sheet, index: int, name: str, column: int) -> None:
        """A cell that contradicts a constant is a problem; an empty one lets the constant speak."""
        printed = sheet.rows[index][column]
        text = text_of(sheet.rows[index], column, name, self.layout)
        if text and text != self.constants[name]:
            self._report(sheet, index, column, "constant_differs", found=text, expected=self.constants[name])
        else:
            self.agreeing.add((name, printed))

    def _matches(self, texts: Sequence[str], area: Area, table: Table) -> bool:
        columns = area.header.columns
        return all(text_of(texts, columns[name], name, self.layout) == text for name, text in table.where.items())

    def _report_route(self, area: Area, index: int, texts: Sequence[str]) -> None:
        route = next(name for table in self.layout.tables for name in table.where)
        column = area.header.columns[route]
        expected = tuple(dict.fromkeys(table.where.get(route, "") for table in self.layout.tables))
        found = text_of(texts, column, route, self.layout)
        self._report(area.sheet, index, column, "row_without_table", found=found, fix=expected)

    def _report(
        self,
        sheet: Sheet,
        index: int,
        column: int,
        code: str,
        found: str = "",
        expected: str = "",
        fix: tuple[str, ...] = (),
    ) -> None:
        self.problems.append(Problem(self.file, sheet.name, index + 1, column + 1, code, found, expected, fix))
