"""Files of a table: workbook and CSV, built when asked for. Numbers stay numbers, text stays text that can be read."""

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

Cell = str | int | float | Decimal | date | None

# What a spreadsheet may run instead of show, after marks it skips (byte order mark, zero-width, blanks).
_FORMULA = re.compile(r"^[\ufeff\u200b-\u200d\u2060\s]*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]")
# What no file of a table can hold: control characters and halves of letters; what a workbook would read as a letter.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_LETTER_BY_NUMBER = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
LONGEST = 32_767  # what a cell of a spreadsheet holds; letters beyond the first plane count twice
_FORMATS = {Decimal: "0.0000", float: "0.0000", int: "0", date: "dd/mm/yyyy"}
_WIDEST = 60


@dataclass(frozen=True)
class Sheet:
    """A table for a file: its name, one title per column, rows of plain values (None where a figure is missing)."""

    name: str
    titles: Sequence[str]
    rows: Sequence[Sequence[Cell]]


def printable(text: str) -> str:
    """A text as a file can hold it: what nobody can read is `\N{REPLACEMENT CHARACTER}`, what is cut ends with `…`."""
    clean = _UNPRINTABLE.sub("\N{REPLACEMENT CHARACTER}", text)
    units = clean.encode("utf-16-le")
    if len(units) <= 2 * LONGEST:
        return clean
    return units[: 2 * (LONGEST - 1)].decode("utf-16-le", "ignore") + "…"


def workbook(sheet: Sheet, information: Sheet) -> bytes:
    """An .xlsx with a frozen header and the sheet of information beside the rows."""
    book = Workbook(write_only=True)
    for content in (sheet, information):
        page = book.create_sheet(content.name)
        page.freeze_panes = "A2"
        for place, title in enumerate(content.titles):
            longest = max((len(str(row[place])) for row in content.rows if row[place] is not None), default=0)
            width = min(max(len(title), longest) + 2, _WIDEST)
            page.column_dimensions[get_column_letter(place + 1)].width = width
        page.append([_cell(page, title, header=True) for title in content.titles])
        for row in content.rows:
            page.append([_cell(page, amount) for amount in row])
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _cell(page: object, amount: Cell, header: bool = False) -> WriteOnlyCell:
    if isinstance(amount, str):
        cell = WriteOnlyCell(page, value=_LETTER_BY_NUMBER.sub("_x005F_", printable(amount)))
        cell.data_type = "s"
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    else:
        cell = WriteOnlyCell(page, value=amount)
        if amount is not None:
            cell.number_format = _FORMATS[type(amount)]
    if header:
        cell.font = Font(bold=True)
    return cell


def csv_vietnamese(sheet: Sheet) -> bytes:
    """A CSV that Vietnamese Excel opens by a double click: byte order mark, semicolons, decimal commas."""
    return _csv(sheet, ";", ",").encode("utf-8-sig")


def csv_machine(sheet: Sheet) -> bytes:
    """A CSV for programs: UTF-8, commas, decimal points, an empty field for a missing figure."""
    return _csv(sheet, ",", ".").encode("utf-8")


def _csv(sheet: Sheet, delimiter: str, decimal_mark: str) -> str:
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=delimiter, lineterminator="\r\n")
    writer.writerow([_field(title, decimal_mark) for title in sheet.titles])
    writer.writerows([_field(amount, decimal_mark) for amount in row] for row in sheet.rows)
    return buffer.getvalue()


def _field(amount: Cell, decimal_mark: str) -> str:
    if amount is None:
        return ""
    if isinstance(amount, str):
        text = printable(amount)
        return f"'{text}" if _FORMULA.match(text) else text
    return str(amount).replace(".", decimal_mark)
