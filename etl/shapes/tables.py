"""The tables of a file that fit a layout: which sheets, which header, which rows hold data and which do not."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from etl.problems import Problem
from etl.reading.sheets import Sheet
from etl.shapes.cell_notes import cell_notes
from etl.shapes.columns import (
    OTHER_YEAR,
    SAME_AGAIN,
    SETTLED,
    SIDE,
    TWO_MEANINGS,
    UNKNOWN,
    UNLIKE,
    WORDS_UNKNOWN,
    ColumnReading,
)
from etl.shapes.data_rows import data_rows
from etl.shapes.headings import Header, find_header
from etl.shapes.layout_parts import FIGURE_FIELDS
from etl.shapes.layouts import Layout
from etl.values.numbers import parse_plain, stripped

_CODES = {
    UNKNOWN: "column_not_in_layout",
    SAME_AGAIN: "header_repeated",
    WORDS_UNKNOWN: "column_open",
    TWO_MEANINGS: "column_two_meanings",
    UNLIKE: "column_unlike",
    OTHER_YEAR: "column_of_other_year",
    "previous": "column_of_other_year",
    "self_assessed": "column_self_assessed",
    "change": "column_no_result",
    "target": "column_no_result",
    "draft": "column_no_result",
    "share": "column_no_result",
}
_NOT_ASKED = frozenset({"nothing_of_results", "column_open", "column_unclear", "column_two_meanings", "column_unlike"})
_STATUSES = frozenset({"self_assessed", "draft"})
_YEAR_IN_TITLE = re.compile(r"năm\s+(20\d\d)\b", re.IGNORECASE)
_YEAR_IN_NAME = re.compile(r"(?<!\d)20\d\d(?!\d)")
_MONTH_BEFORE = re.compile(r"tháng\s+\S+\s*$", re.IGNORECASE)
_NAMES_SHOWN, _NAME_SHOWN = 3, 31  # sheets that are not read, and letters of their names
_BEFORE = 40  # letters in which a month before a year is looked for


@dataclass(frozen=True)
class Area:
    """One table of a file: its sheet, its header and the indexes of the rows that hold data."""

    sheet: Sheet
    header: Header
    rows: Sequence[int]


def find_tables(
    sheets: Sequence[Sheet], layout: Layout, file: str, year: str | None
) -> tuple[list[Area], list[Problem]]:
    """The tables of the file that fit the layout, with problems for what else lies on its sheets.

    Without any there is no problem either: what is missing then is the caller's to say.
    """
    read = [sheet for sheet in sheets if sheet.name not in layout.ignored_sheets]
    headed = [(sheet, header) for sheet in read if (header := find_header(sheet, layout, year)) is not None]
    if len(headed) > 1 and not layout.several_sheets:  # two tables may contradict each other
        return [], [Problem(file, sheet.name, header.last + 1, code="header_on_two_sheets") for sheet, header in headed]
    areas: list[Area] = []
    problems: list[Problem] = []
    for sheet, header in headed:
        rows, faults = data_rows(sheet, header, layout, file)
        areas.append(Area(sheet, header, rows))
        told = list(_column_problems(sheet, header, layout, file))
        if any(problem.code in _NOT_ASKED for problem in told):
            faults = []  # rows are empty only because their columns are not read
        problems += [*told, *_title_problems(sheet, header, file, year), *faults]
        problems += _status_problems(sheet, header, layout, file)
        problems += cell_notes(sheet, header, rows, layout, file)
    if headed:
        others = [sheet for sheet in read if all(sheet is not each for each, _ in headed)]
        filled = [sheet for sheet in others if any(any(map(stripped, row)) for row in sheet.rows)]
        if filled:
            names = tuple(sheet.name[:_NAME_SHOWN] for sheet in filled[:_NAMES_SHOWN])
            count = str(len(filled))
            problems.append(Problem(file, filled[0].name, code="sheet_without_header", found=count, fix=names))
    return areas, problems


def _column_problems(sheet: Sheet, header: Header, layout: Layout, file: str) -> Iterator[Problem]:
    for each in header.readings:
        code = _CODES.get(each.why)
        if each.is_open and each.why != SAME_AGAIN and each.proposal is None:
            code = "column_unclear"
        if code:
            proposal = layout.words.named(each.proposal) if each.proposal and layout.words else each.proposal or ""
            yield _of_column(sheet, header, file, each, code, found=each.heading, expected=proposal)
    if settled := [each for each in header.readings if each.why == SETTLED]:
        found, meanings = ", ".join(each.heading for each in settled), tuple(each.read_as for each in settled)
        yield _of_column(sheet, header, file, settled[0], "names_settled", found=found, fix=meanings)
    aside = [each for each in header.readings if each.why in SIDE]
    has_results = header.open or header.figures or set(header.columns) & set(FIGURE_FIELDS) - {"max_score", "rank_of"}
    if aside and not has_results:
        yield _of_column(sheet, header, file, aside[0], "nothing_of_results", found=aside[0].heading)


def _of_column(
    sheet: Sheet,
    header: Header,
    file: str,
    column: ColumnReading,
    code: str,
    *,
    found: str,
    expected: str = "",
    fix: tuple[str, ...] = (),
) -> Problem:
    return Problem(file, sheet.name, header.last + 1, column.column + 1, code, found, expected, fix)


def _status_problems(sheet: Sheet, header: Header, layout: Layout, file: str) -> Iterator[Problem]:
    """A title or a sheet's name that calls the whole table self-assessed or a draft, where results are read."""
    if not (layout.words and layout.wide):
        return
    texts = [(sheet.name, 0, 0)]
    for number, cells in enumerate(sheet.rows[: header.first], start=1):
        texts += [(text, number, column) for column, text in enumerate(cells, start=1) if text]
    for text, row, column in texts:
        if layout.words.heading([text], None).first("other") in _STATUSES:
            yield Problem(file, sheet.name, row, column, code="title_says_other", found=text)
            return


def _title_problems(sheet: Sheet, header: Header, file: str, year: str | None) -> Iterator[Problem]:
    """A title that speaks of another year, and a second table above the header."""
    years: dict[str, tuple[int, int]] = dict.fromkeys(_YEAR_IN_NAME.findall(sheet.name), (0, 0))
    for number, cells in enumerate(sheet.rows[: header.first], start=1):
        for column, text in enumerate(cells, start=1):
            for match in _YEAR_IN_TITLE.finditer(text):
                if not _MONTH_BEFORE.search(text[max(0, match.start() - _BEFORE) : match.start()]):
                    years.setdefault(match[1], (number, column))
        if sum(1 for text in cells if parse_plain(stripped(text).replace(",", "."))) > 2:
            yield Problem(file, sheet.name, number, code="table_above_not_read")
    if year is not None and years and year not in years:
        other, (row, column) = next(iter(years.items()))
        yield Problem(file, sheet.name, row, column, code="year_in_title", found=other, expected=year)
