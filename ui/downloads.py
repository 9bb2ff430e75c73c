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

from text import files

Cell = str | int | float | Decimal | date | None

_FORMATS = {Decimal: "0.0000", float: "0.0000", int: "0", date: "dd/mm/yyyy"}
_WIDEST = 60
_NOT_IN_NAMES, _LONGEST_NAME = re.compile(r"[\\/*?:\[\]]"), 31  # of sheets


@dataclass(frozen=True)
class Sheet:
    """A table for a file: its name, one title per column, rows of plain values (None where a figure is missing)."""

    name: str
    titles: Sequence[str]
    rows: Sequence[Sequence[Cell]]


def workbook(sheet: Sheet, information: Sheet) -> bytes:
    """An .xlsx with a frozen header and the sheet of information beside the rows."""
    book = Workbook(write_only=True)
    for content in (sheet, information):
        page = book.create_sheet(_NOT_IN_NAMES.sub(" ", content.name)[:_LONGEST_NAME])
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
        cell = WriteOnlyCell(page)
        files.put(cell, amount)
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
        return files.csv_field(amount)
    return str(amount).replace(".", decimal_mark)
