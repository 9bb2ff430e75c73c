"""The tables of a file that fit a layout: which sheets, which header, and which of the rows below it hold data: not the
numbers of columns, titles of groups, totals, notes and signatures.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from etl.problems import Problem
from etl.reading.sheets import Sheet
from etl.shapes.cell_notes import cell_notes
from etl.shapes.column_meanings import (
    OTHER_YEAR,
    SAME_AGAIN,
    SET_ASIDE,
    SETTLED,
    TWO_MEANINGS,
    UNKNOWN,
    UNLIKE,
    WORDS_UNKNOWN,
    ColumnReading,
)
from etl.shapes.headings import Header, find_header
from etl.shapes.layouts import FIGURE_FIELDS, Layout
from etl.values.numbers import parse_number, parse_plain, stripped
from text.folding import folded

_KEYS = ("unit_name", "unit_code", "indicator_code", "indicator_key", "indicator_name", "scope_name")
_NUMBERING = re.compile(r"\(?(\d{1,2}|[A-Z])\)?(?:\s*=.*)?")
_TOTAL_WORDS = 4  # of a text such as "Tổng cộng điểm đạt"; the names of indicators that begin so are longer
_SHOWN = 10  # numbers of skipped rows that a sentence names


def data_rows(sheet: Sheet, header: Header, layout: Layout, file: str) -> tuple[Sequence[int], list[Problem]]:
    """Indexes of the rows of data, and problems that say which others were left out or are in the way."""
    start = header.last + 1
    if layout.skip.is_empty:
        return [index for index in range(start, len(sheet.rows)) if any(map(stripped, sheet.rows[index]))], []
    return _Rows(sheet, header, layout, file).sorted_out(start)


def _figure_columns(header: Header, layout: Layout) -> list[int]:
    """The columns one of which a row of data fills."""
    if layout.wide:
        return [column for each in header.figures for column in each.fields.values()]
    named = layout.skip.without_figure
    names = named if isinstance(named, tuple) else FIGURE_FIELDS
    return [header.columns[name] for name in names if name in header.columns]


class _Rows:
    """Sorts the rows below one header into data and the rest, by the rules of the layout."""

    def __init__(self, sheet: Sheet, header: Header, layout: Layout, file: str) -> None:
        self.sheet, self.header, self.skip, self.layout = sheet, header, layout.skip, layout
        self.file = file
        self.figures = _figure_columns(header, layout)
        self.keys = [header.columns[name] for name in _KEYS if name in header.columns]
        self.beginning = tuple(map(folded, layout.skip.beginning))
        self.notes = tuple(map(folded, layout.skip.notes))
        self.nothing = layout.empty | {""}

    def sorted_out(self, start: int) -> tuple[list[int], list[Problem]]:
        """Indexes of the rows of data, and problems that say which others were left out or are in the way."""
        data: list[int] = []
        empty: list[int] = []
        ruled: list[int] = []
        is_below = is_after_gap = False  # below: among notes and signatures
        for index in range(start, len(self.sheet.rows)):
            texts = [stripped(text) for text in self.sheet.rows[index]]
            if not any(texts):
                is_after_gap = True
                continue
            if self._is_header(texts):
                return data, [self._problem(index, "header_again", found=str(self.header.last + 1))]
            if index == start and self._is_numbering(texts):
                continue
            has_key, has_figure = self._fills(texts, self.keys), self._fills(texts, self.figures)
            has_number = has_figure and any(self._is_number(index, column, texts) for column in self.figures)
            is_below |= not has_number and self._begins(texts, self.notes)
            is_other = has_number if is_below else is_after_gap and data and has_figure and not has_number
            if has_key and is_other:
                return data, [self._problem(index, "table_below")]
            is_after_gap = False
            if self._begins(self._titles(texts), self.beginning) or self._is_ruled_out(texts):
                (ruled if has_number else empty).append(index)
            elif is_below or (self.skip.without_figure and not has_figure) or not (has_key or has_number):
                empty.append(index)
            else:
                data.append(index)
        counted = [] if self.skip.silently else self._counted(empty, "rows_without_figure")
        return data, [*counted, *self._counted(ruled, "rows_left_out")]

    def _fills(self, texts: Sequence[str], columns: Iterable[int]) -> bool:
        return any(column < len(texts) and texts[column] not in self.nothing for column in columns)

    def _is_number(self, index: int, column: int, texts: Sequence[str]) -> bool:
        if column >= len(texts) or not texts[column]:
            return False
        if (index + 1, column + 1) in self.sheet.numeric:
            return True
        parts = texts[column].split("/", 1)
        return any(all(parse_number(part, each) for part in parts) for each in self.layout.separators)

    def _is_header(self, texts: Sequence[str]) -> bool:
        for row in self.sheet.rows[self.header.first : self.header.last + 1]:
            printed = [(each, stripped(row[each])) for each in self.header.columns.values() if each < len(row)]
            if any(text for _, text in printed):
                return all(texts[each : each + 1] == [text] for each, text in printed if text)
        return False

    def _is_numbering(self, texts: Sequence[str]) -> bool:
        filled = [text for text in texts if text]
        marks = [mark for text in filled if (mark := _NUMBERING.fullmatch(text))]
        if not self.skip.numbering or len(marks) < 2 or len(marks) < len(filled):
            return False
        numbers = [int(mark[1]) for mark in marks if mark[1].isdigit()]
        return numbers == list(range(numbers[0], numbers[0] + len(numbers))) if numbers else False

    def _begins(self, texts: Iterable[str], beginnings: tuple[str, ...]) -> bool:
        return bool(beginnings) and any(folded(text).startswith(beginnings) for text in texts if text)

    def _titles(self, texts: Sequence[str]) -> list[str]:
        """What names a row: its first text, and the unit; of an indicator only a text too short for the name of one."""
        column = self.header.columns.get("unit_name", len(texts))
        first = next(index for index, text in enumerate(texts) if text)
        is_name = first == self.header.columns.get("indicator_name") and len(texts[first].split()) > _TOTAL_WORDS
        return [*([] if is_name else texts[first : first + 1]), *texts[column : column + 1]]

    def _is_ruled_out(self, texts: Sequence[str]) -> bool:
        for name, pattern in self.skip.where.items():
            column = self.header.columns.get(name)
            if column is not None and column < len(texts) and pattern.fullmatch(texts[column]):
                return True
        return False

    def _problem(self, index: int, code: str, found: str = "", fix: tuple[str, ...] = ()) -> Problem:
        return Problem(self.file, self.sheet.name, index + 1, code=code, found=found, fix=fix)

    def _counted(self, rows: Sequence[int], code: str) -> Iterator[Problem]:
        if rows:
            numbers = tuple(str(index + 1) for index in rows)
            yield self._problem(rows[0], code, found=str(len(rows)), fix=numbers[:_SHOWN])


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
        of_columns = list(_column_problems(sheet, header, layout, file))
        if any(problem.code in _NOT_ASKED for problem in of_columns):
            faults = []  # rows are empty only because their columns are not read
        problems += [*of_columns, *_title_problems(sheet, header, file, year), *faults]
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
    aside = [each for each in header.readings if each.why in SET_ASIDE]
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
