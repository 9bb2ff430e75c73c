"""Files of a table, built when asked for: what they are called, workbook and CSV.

Numbers stay numbers, text stays text that can be read, codes stay codes.
"""

import csv
import io
import re
from collections.abc import Callable, Iterable, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import repeat

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.page import PageMargins

from text import files
from text.folding import search_key

Cell = str | int | float | Decimal | date | None

GENERAL = "General"  # a number as it is
_NARROWEST, _WIDEST = 8, 60  # letters
_ARROW = 4  # letters of a title that the arrow of the filter covers
_TITLE_LINES = 3
_A4 = 9
_MARGINS = (0.4, 0.4, 0.5, 0.6, 0.3, 0.3)  # inches: left, right, top, bottom, header, footer
_NOT_IN_NAMES, _LONGEST_NAME = re.compile(r"[\\/*?:\[\]]"), 31  # of sheets
_LONGEST_STEM = 120
# What a spreadsheet takes for a number or a day though it is a code: 08, 7.10, 2025-06, 1e5. No other text is like it.
_LIKE_A_NUMBER = re.compile(r"[0-9][0-9.,:/\-]*([eE][0-9]+)?")


@dataclass(frozen=True)
class Sheet:
    """A table for a file: its name, one title per column, rows of plain values (None where a figure is missing).

    `formats` are the number formats of a workbook, per column one for each row; without them numbers are as they are.
    The first `kept` columns stay while the others are scrolled.
    """

    name: str
    titles: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    formats: Sequence[Sequence[str]] = ()
    kept: int = 0


def stem(what: str, *of: str) -> str:
    """The name of a file without its ending, `xep-hang_dti_2022_vn63`: what it is, then index, period, cohort, units,
    those of them that all of it is of. Letters have no accents.
    """
    parts = (search_key(part).replace(" ", "-") for part in (what, *of))
    return "_".join(part for part in parts if part)[:_LONGEST_STEM]


def span(period_codes: Iterable[str]) -> str:
    """The periods of a file, the first and the last one, as its name says them: `2020-2024`; one alone as it is."""
    codes = sorted(period_codes)
    return "-".join(dict.fromkeys((codes[0], codes[-1])))


def workbook(sheet: Sheet, information: Sheet) -> bytes:
    """An .xlsx of the rows, to filter, to scroll and to print, with the sheet of information beside them."""
    book = Workbook(write_only=True)
    for content in (sheet, information):
        page = book.create_sheet(_NOT_IN_NAMES.sub(" ", content.name)[:_LONGEST_NAME])
        last = get_column_letter(len(content.titles))
        page.freeze_panes = f"{get_column_letter(content.kept + 1)}2"
        page.auto_filter.ref = f"A1:{last}{len(content.rows) + 1}"
        page.print_title_rows = "1:1"
        page.page_setup.orientation, page.page_setup.paperSize = "landscape", _A4
        page.sheet_properties.pageSetUpPr.fitToPage = True
        page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0  # as many pages down as it takes
        page.page_margins = PageMargins(*_MARGINS)
        page.oddFooter.center.text = "&P / &N"
        for place, title in enumerate(content.titles):
            width = _width(title, (row[place] for row in content.rows))
            page.column_dimensions[get_column_letter(place + 1)].width = width
        looks = _Looks(page)
        page.append([looks.cell(title, is_header=True) for title in content.titles])
        formats = zip(*content.formats, strict=True) if content.formats else repeat(repeat(GENERAL))
        for row, written in zip(content.rows, formats, strict=False):
            page.append(list(map(looks.cell, row, written)))
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _width(title: str, cells: Iterable[Cell]) -> float:
    """Room for the longest cell within reason, for each word of the title and for all of it on a few lines."""
    longest = max((len(str(cell)) for cell in cells if cell is not None), default=0)
    words = max(len(title) / _TITLE_LINES, *map(len, title.split()), 0)
    return min(max(longest + 2, words + _ARROW, _NARROWEST), _WIDEST)


class _Looks:
    """Makes the cells of a sheet. How they look is worked out once for all that look the same, which halves the time
    of a workbook.
    """

    def __init__(self, page: object):
        self._page = page
        self._made: dict[tuple[str, bool, bool], object] = {}

    def cell(self, amount: Cell, number_format: str = GENERAL, is_header: bool = False) -> WriteOnlyCell:
        """A cell of text that breaks into lines, or of a number written as its format says."""
        is_text = isinstance(amount, str)
        look = ("" if is_text else number_format, is_text, is_header)
        if look not in self._made:
            self._made[look] = self._styled(*look)._style
        cell = WriteOnlyCell(self._page, None if is_text else amount)
        cell._style = copy(self._made[look])
        if isinstance(amount, str):
            files.put(cell, amount)
        return cell

    def _styled(self, number_format: str, is_text: bool, is_header: bool) -> WriteOnlyCell:
        cell = WriteOnlyCell(self._page)
        cell.alignment = Alignment(wrap_text=is_text, vertical="top")
        cell.number_format = number_format or GENERAL
        if is_header:
            cell.font = Font(bold=True)
        return cell


def csv_vietnamese(sheet: Sheet) -> bytes:
    """A CSV that Vietnamese Excel opens by a double click: byte order mark, semicolons, decimal commas.

    A code that looks like a number stands as `="08"`, which is the one way that keeps it text there.
    """
    return _csv(sheet, ";", _field_of_excel).encode("utf-8-sig")


def csv_machine(sheet: Sheet) -> bytes:
    """A CSV for programs: UTF-8, commas, decimal points, an empty field for a missing figure."""
    return _csv(sheet, ",", _field).encode("utf-8")


def _csv(sheet: Sheet, delimiter: str, field: Callable[[Cell], str]) -> str:
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=delimiter, lineterminator="\r\n")
    writer.writerow(map(field, sheet.titles))
    writer.writerows(map(field, row) for row in sheet.rows)
    return buffer.getvalue()


def _field(amount: Cell) -> str:
    if amount is None:
        return ""
    if isinstance(amount, str):
        return files.csv_field(amount)
    return f"{amount:f}" if isinstance(amount, Decimal) else str(amount)  # never 0E-8


def _field_of_excel(amount: Cell) -> str:
    if isinstance(amount, str):
        return f'="{amount}"' if _LIKE_A_NUMBER.fullmatch(amount) else files.csv_field(amount)
    return _field(amount).replace(".", ",")
