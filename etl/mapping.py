"""A layout applied to sheets: rows under our column names, each cell still knowing its place."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from etl.layouts import Layout, Table
from etl.numbers import stripped
from etl.problems import Problem
from etl.sheets import Cell, Sheet


@dataclass(frozen=True)
class MappedRow:
    """One row of a file on its way to a staging table."""

    table: str
    sheet: str
    number: int
    cells: dict[str, Cell]


def map_rows(sheets: Sequence[Sheet], layout: Layout, file: str) -> tuple[list[MappedRow], list[Problem]]:
    """Every data row below the layout's header, in file order; blank rows are left out."""
    problems: list[Problem] = []
    headed = [(sheet, header) for sheet in sheets if (header := _header_row(sheet, layout)) is not None]
    if not headed:
        return [], [
            Problem(file, code="header_missing", expected=text) for text in _missing_texts(sheets, layout)
        ]
    if len(headed) > 1:  # row numbers name rows of one sheet
        return [], [
            Problem(file, sheet.name, header + 1, code="header_on_two_sheets") for sheet, header in headed
        ]
    [(table, header)] = headed
    for sheet in sheets:
        if sheet is not table and any(any(map(stripped, row)) for row in sheet.rows):
            problems.append(Problem(file, sheet.name, code="sheet_without_header"))
    columns, faults = _columns(table, header, layout, file)
    problems += faults
    rows, faults = _data_rows(table, header, columns, layout, file)
    problems += faults
    if not rows and not any(problem.blocks for problem in problems):
        problems.append(Problem(file, code="no_rows"))
    return rows, problems


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", stripped(text)).casefold().split())


def _header_row(sheet: Sheet, layout: Layout) -> int | None:
    """Index of the first row that holds every required header text."""
    wanted = [{_plain(text) for text in texts} for texts in layout.columns.values()]
    for index, row in enumerate(sheet.rows):
        present = set(map(_plain, row))
        if all(texts & present for texts in wanted):
            return index
    return None


def _missing_texts(sheets: Sequence[Sheet], layout: Layout) -> list[str]:
    """Header texts the row that comes closest to a header still lacks."""
    rows = [set(map(_plain, row)) for sheet in sheets for row in sheet.rows] or [set()]
    lacks = [
        [" | ".join(texts) for texts in layout.columns.values() if not {*map(_plain, texts)} & row]
        for row in rows
    ]
    return min(lacks, key=len)


def _columns(sheet: Sheet, header: int, layout: Layout, file: str) -> tuple[dict[str, int], list[Problem]]:
    """Our name to the index of its column, with problems for repeated and unknown headers."""
    name_of = {
        _plain(text): name for name, texts in {**layout.columns, **layout.optional}.items() for text in texts
    }
    ignored = set(map(_plain, layout.ignored))
    columns: dict[str, int] = {}
    problems: list[Problem] = []
    for index, text in enumerate(sheet.rows[header]):
        name = name_of.get(_plain(text))
        place = {
            "file": file,
            "sheet": sheet.name,
            "row": header + 1,
            "column": index + 1,
            "found": stripped(text),
        }
        if name in columns:
            problems.append(Problem(code="header_repeated", **place))
        elif name:
            columns[name] = index
        elif stripped(text) and _plain(text) not in ignored:
            problems.append(Problem(code="column_not_in_layout", **place))
    return columns, problems


def _data_rows(
    sheet: Sheet, header: int, columns: dict[str, int], layout: Layout, file: str
) -> tuple[list[MappedRow], list[Problem]]:
    rows: list[MappedRow] = []
    problems: list[Problem] = []
    for index, texts in enumerate(sheet.rows[header + 1 :], start=header + 1):
        if not any(map(stripped, texts)):
            continue
        cells = {}
        for name, column in columns.items():
            text = stripped(texts[column]) if column < len(texts) else ""
            text = "" if text in layout.empty else layout.meaning.get(name, {}).get(text, text)
            cells[name] = Cell(text, column + 1, (index + 1, column + 1) in sheet.numeric)
        table = next((table for table in layout.tables if _matches(cells, table)), None)
        if table is None:
            route = next(name for table in layout.tables for name in table.where)
            place = {"file": file, "sheet": sheet.name, "row": index + 1, "column": cells[route].column}
            expected = tuple(dict.fromkeys(table.where.get(route, "") for table in layout.tables))
            problems.append(Problem(code="row_without_table", found=cells[route].text, fix=expected, **place))
            continue
        constants = {name: Cell(text) for name, text in table.defaults.items() if not _filled(cells, name)}
        rows.append(MappedRow(table.name, sheet.name, index + 1, {**cells, **constants}))
    return rows, problems


def _matches(cells: dict[str, Cell], table: Table) -> bool:
    return all(cells[name].text == text for name, text in table.where.items())


def _filled(cells: dict[str, Cell], name: str) -> bool:
    return name in cells and cells[name].text != ""
