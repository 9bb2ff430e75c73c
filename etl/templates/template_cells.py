"""Cells and sheets of a template: text that stays text, two looks of a cell, locks without a password."""

from datetime import date
from decimal import Decimal

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Protection, Side
from openpyxl.worksheet.worksheet import Worksheet

from text import files

Filling = str | int | Decimal | date | None
WRAPPED = Alignment(vertical="top", wrap_text=True)
TEXT = "@"
_EDGE = Border(*[Side("thin", "FFCBD2D6")] * 4)
_SHADE = PatternFill("solid", "FFF3F5F6")


def put(cell: Cell, filling: Filling) -> Cell:
    """Fill a cell; text is text, even where it begins as a formula would."""
    if isinstance(filling, str):
        files.put(cell, filling)
    else:
        cell.value = filling
    return cell


def protect(sheet: Worksheet) -> None:
    """Lock the locked cells, without a password; widths, heights and filters stay free."""
    sheet.protection.sheet = True
    sheet.protection.formatColumns = sheet.protection.formatRows = sheet.protection.autoFilter = False


def head(cell: Cell, text: str, font: Font) -> None:
    """Fill a cell of the lines above the rows."""
    put(cell, text or None)
    cell.font, cell.fill, cell.border = font, _SHADE, _EDGE
    cell.number_format, cell.alignment = TEXT, WRAPPED


def style(book: Workbook, number_format: str, is_locked: bool) -> str:
    """The name of the look of cells to fill in, or of locked ones; shared by all cells that look so."""
    name = f"dti {'locked' if is_locked else 'open'} {number_format}"
    if name not in book.named_styles:
        look = NamedStyle(name, number_format=number_format, border=_EDGE, protection=Protection(locked=is_locked))
        look.alignment = WRAPPED if number_format == TEXT else Alignment(vertical="top")
        if is_locked:
            look.fill = _SHADE
        book.add_named_style(look)
    return name
