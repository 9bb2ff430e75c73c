"""Sheets of a template as values, and how they become a workbook: locked codes, drop-downs, checks of numbers."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from etl.templates.template_cells import TEXT, Filling, head, protect, put, style
from etl.templates.template_rules import Rule, Rules
from text.template import PAGE

TITLE_ROW, CAPTION_ROW, HEADING_ROW = 1, 2, 3
FIRST_ROW = HEADING_ROW + 1

_INK = "FF12191C"
_A4 = 9


@dataclass(frozen=True)
class Column:
    """One column: its heading, a line above it, and what its cells may hold.

    Cells that come filled are locked if `is_code`; a closed column takes nothing at all.
    """

    heading: str
    caption: str = ""
    width: int = 14
    rule: Rule | None = None
    format: str = TEXT
    is_code: bool = False
    is_closed: bool = False


@dataclass(frozen=True)
class Table:
    """A sheet to fill in: rows that come filled (None: left to the reader), then `blank` empty ones."""

    name: str
    title: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Filling]] = field(default=(), repr=False)
    blank: int = 0
    frozen: int = 0
    fits_page: bool = True

    @property
    def last_row(self) -> int:
        """Number of the last row that can be filled."""
        return HEADING_ROW + len(self.rows) + self.blank


def add_table(book: Workbook, table: Table, rules: Rules) -> None:
    """The table as a protected sheet of the workbook; `rules` gathers its drop-downs."""
    sheet = book.create_sheet(table.name)
    put(sheet.cell(TITLE_ROW, 1), table.title).font = Font(bold=True, size=13, color=_INK)
    for number, column in enumerate(table.columns, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = column.width
        head(sheet.cell(CAPTION_ROW, number), column.caption, Font(size=9, color=_INK))
        head(sheet.cell(HEADING_ROW, number), column.heading, Font(bold=True, color=_INK))
        _fill_column(sheet, number, column, table)
    sheet.row_dimensions[CAPTION_ROW].height = _height(table.columns)
    sheet.freeze_panes = sheet.cell(FIRST_ROW, table.frozen + 1)
    for rule, cells in _ranges(table).items():
        sheet.add_data_validation(rules.validation(rule, cells))
    _set_up_print(sheet, table)
    protect(sheet)


def _fill_column(sheet: Worksheet, number: int, column: Column, table: Table) -> None:
    locked, free = (style(sheet.parent, column.format, is_locked) for is_locked in (True, False))
    given = [row[number - 1] for row in table.rows] + [None] * table.blank
    for row, filling in enumerate(given, start=FIRST_ROW):
        cell = put(sheet.cell(row, number), filling)
        cell.style = locked if column.is_closed or (column.is_code and filling is not None) else free


def _height(columns: Sequence[Column]) -> float:
    """Room for the longest caption, in points: about 12 a line of small print."""
    lines = max(-(-len(column.caption) // column.width) for column in columns)
    return min(12.5 * (lines + 1), 400)


def _ranges(table: Table) -> dict[Rule, str]:
    cells: dict[Rule, list[str]] = {}
    for number, column in enumerate(table.columns, start=1):
        if column.rule and not column.is_closed:
            letter = get_column_letter(number)
            cells.setdefault(column.rule, []).append(f"{letter}{FIRST_ROW}:{letter}{table.last_row}")
    return {rule: " ".join(found) for rule, found in cells.items()}


def _set_up_print(sheet: Worksheet, table: Table) -> None:
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", _A4
    sheet.print_title_rows = f"{TITLE_ROW}:{HEADING_ROW}"
    sheet.oddFooter.center.text = PAGE
    if table.fits_page:
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
        sheet.page_setup.fitToHeight = 0
    else:
        sheet.page_setup.scale = 60
        sheet.print_title_cols = f"A:{get_column_letter(table.frozen)}"
