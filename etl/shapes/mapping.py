"""A layout applied to sheets: rows under our column names, each cell still knowing its place."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from etl.problems import Problem, column_letters
from etl.reading.sheets import Cell, Sheet
from etl.shapes.coded_rows import are_running_numbers, code_of_row
from etl.shapes.headings import FigureColumns
from etl.shapes.layouts import Layout, Table
from etl.shapes.mapped_rows import MappedRow, Reading, text_of
from etl.shapes.number_style import SCALE, NumberStyle, style_of
from etl.shapes.shapes import missing_texts
from etl.shapes.tables import Area, find_tables

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
        told = [(name, area.header.columns[name]) for name in self.constants if name in area.header.columns]
        compared = [(name, column) for name, column in told if name != "year"]  # the contract knows 2022 from 2022.0
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
        said = {**table.defaults, **self.constants}
        fixed = {name: Cell(text, row=0) for name, text in said.items()} | more
        return Reading(table.name, area.sheet, columns, fixed, self.layout, self.style.separators, self.style.percents)

    def _wide_reading(self, area: Area, figures: FigureColumns) -> Reading:
        named = {
            field if field in figures.explicit else self.style.field_of(field, figures.scales.get(field)): column
            for field, column in figures.fields.items()
        }
        columns = {**area.header.columns, **named}
        return self._reading(area, self.layout.tables[0], columns, **{figures.word: figures.indicator})

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
