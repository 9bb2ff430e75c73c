"""The workbook of a template: sheets as values, and how they are written.

Codes are locked, cells have drop-downs and checks of numbers; instructions come first, and a hidden mark says what the
workbook was made for.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from etl.reading.sheets import Sheet
from etl.values.numbers import stripped
from text import files
from text.template import (
    GUIDE,
    HEADINGS,
    HINTS,
    LISTS,
    PAGE,
    PARTS,
    REFUSED,
    REFUSED_TITLE,
    SUGGESTED,
    SUGGESTED_TITLE,
)

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


@dataclass(frozen=True)
class Choice:
    """A drop-down. `names` explain the texts one by one; an open one warns of other texts and lets them pass."""

    title: str
    texts: tuple[str, ...]
    names: tuple[str, ...] = ()
    is_open: bool = False


@dataclass(frozen=True)
class Between:
    """A number, or a day, within limits (None: no upper one); `message` is a key of the words for a refusal."""

    message: str
    low: Decimal | int | None = None
    high: Decimal | int | None = None
    kind: str = "decimal"


Rule = Choice | Between
DAY = Between("day", 36526, 73415, "date")  # 01/01/2000 to 31/12/2100 as a spreadsheet counts days


class CellRules:
    """Makes the checks of one workbook, and remembers which lists they need."""

    def __init__(self) -> None:
        self.lists: dict[Choice, int] = {}  # each list and its column on the sheet of lists
        self._next = 1

    def validation(self, rule: Rule, cells: str) -> DataValidation:
        """The check of these cells, with its message in Vietnamese. Empty cells always pass."""
        if isinstance(rule, Choice):
            return DataValidation(
                "list",
                formula1=self._place(rule),
                allow_blank=True,
                sqref=cells,
                showErrorMessage=True,
                errorStyle="warning" if rule.is_open else "stop",
                errorTitle=SUGGESTED_TITLE if rule.is_open else REFUSED_TITLE,
                error=SUGGESTED if rule.is_open else REFUSED["list"],
            )
        return DataValidation(
            rule.kind,
            operator="greaterThanOrEqual" if rule.high is None else "between",
            formula1=str(rule.low),
            formula2=None if rule.high is None else str(rule.high),
            allow_blank=True,
            sqref=cells,
            showErrorMessage=True,
            errorTitle=REFUSED_TITLE,
            error=REFUSED[rule.message].format(last=rule.high, maximum=_printed(rule.high)),
        )

    def _place(self, choice: Choice) -> str:
        if choice not in self.lists:
            self.lists[choice] = self._next
            self._next += 2 + bool(choice.names)
        letter = get_column_letter(self.lists[choice])
        return f"{quote_sheetname(LISTS)}!${letter}$2:${letter}${len(choice.texts) + 1}"


def _printed(number: Decimal | int | None) -> str:
    return "" if number is None else f"{Decimal(number).normalize():f}".replace(".", ",")


TITLE_ROW, CAPTION_ROW, HEADING_ROW = 1, 2, 3
FIRST_ROW = HEADING_ROW + 1
_MOST_BLANK = 400  # rows with cells of their own; further ones look like their column, which costs no time

_INK = "FF12191C"
_A4 = 9
_WIDTHS = {"indicator_name": 48, "reason_text": 40, "measure": 40, "printed_text": 48, "action": 60, "note": 30}
_WIDTHS |= {"lead_agencies": 28, "coordinating_agencies": 28, "evidence": 32, "unit_name": 22, "scope_name": 22}
_WIDTHS |= {"status": 18, "reason_codes": 34, "target_unit": 18}
_FORMATS = {"decimal": "General", "whole": "0", "date": "dd/mm/yyyy"}  # of cells by what they may hold


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
class TemplateSheet:
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


def add_table(book: Workbook, table: TemplateSheet, rules: CellRules) -> None:
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


def list_sheet(
    name: str,
    title: str,
    headings: Mapping[str, str],
    rules: Mapping[str, Rule],
    given: tuple[str, ...],
    rows: Sequence[tuple[str, ...]],
    frozen: int = 1,
) -> TemplateSheet:
    """A sheet with one row per statement; of the columns `given` the cells come filled."""
    columns = [
        Column(
            heading,
            "" if column in given else HINTS.get(column, ""),
            _WIDTHS.get(column, 14),
            rules.get(column),
            _FORMATS[rule.kind] if isinstance(rule := rules.get(column), Between) else TEXT,
            is_code=column in given,
        )
        for column, heading in headings.items()
    ]
    places = [given.index(column) if column in given else None for column in headings]
    filled = [tuple(None if place is None else row[place] for place in places) for row in rows]
    return TemplateSheet(name, title, columns, filled, frozen=frozen)


def _fill_column(sheet: Worksheet, number: int, column: Column, table: TemplateSheet) -> None:
    locked, free = (style(sheet.parent, column.format, is_locked) for is_locked in (True, False))
    if table.blank > _MOST_BLANK:
        look = sheet.column_dimensions[get_column_letter(number)]
        look.number_format, look.border, look.protection = column.format, _EDGE, Protection(locked=False)
    given = [row[number - 1] for row in table.rows] + [None] * min(table.blank, _MOST_BLANK)
    for row, filling in enumerate(given, start=FIRST_ROW):
        cell = put(sheet.cell(row, number), filling)
        cell.style = locked if column.is_closed or (column.is_code and filling is not None) else free


def _height(columns: Sequence[Column]) -> float:
    """Room for the longest caption, in points: about 12 a line of small print."""
    lines = max(-(-len(column.caption) // column.width) for column in columns)
    return min(12.5 * (lines + 1), 400)


def _ranges(table: TemplateSheet) -> dict[Rule, str]:
    cells: dict[Rule, list[str]] = {}
    for number, column in enumerate(table.columns, start=1):
        if column.rule and not column.is_closed:
            letter = get_column_letter(number)
            cells.setdefault(column.rule, []).append(f"{letter}{FIRST_ROW}:{letter}{table.last_row}")
    return {rule: " ".join(found) for rule, found in cells.items()}


def _set_up_print(sheet: Worksheet, table: TemplateSheet) -> None:
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", _A4
    sheet.print_title_rows = f"{TITLE_ROW}:{HEADING_ROW}"
    sheet.oddFooter.center.text = PAGE
    if table.fits_page:
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
        sheet.page_setup.fitToHeight = 0
    else:
        sheet.page_setup.scale = 60
        sheet.print_title_cols = f"A:{get_column_letter(table.frozen)}"


_WIDEST = 60
_WIDTH = 100


def add_guide(book: Workbook, kind: str, title: str, facts: Mapping[str, str], sheets: Sequence[str]) -> None:
    """The instructions as the first sheet: what the template is for, then how to fill it, by heading."""
    sheet = book.create_sheet(GUIDE, 0)
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 22, _WIDTH
    put(sheet.cell(1, 1), title).font = Font(bold=True, size=14)
    row = 3
    for heading, text in (*facts.items(), ("", ""), *_parts(kind, sheets)):
        put(sheet.cell(row, 1), heading or None).font = Font(bold=True)
        put(sheet.cell(row, 2), text or None)
        sheet.cell(row, 1).alignment = sheet.cell(row, 2).alignment = WRAPPED
        sheet.row_dimensions[row].height = 16 * (len(text) // _WIDTH + 1) + 4
        row += 1
    sheet.sheet_view.showGridLines = False
    sheet.page_setup.orientation = "landscape"
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    protect(sheet)


def add_lists(book: Workbook, rules: CellRules) -> None:
    """The sheet the drop-downs read from, one column a list with its names beside it; none if there are no lists."""
    if not rules.lists:
        return
    sheet = book.create_sheet(LISTS)
    for choice, first in rules.lists.items():
        put(sheet.cell(1, first), choice.title).font = Font(bold=True)
        for column, texts in enumerate(filter(None, (choice.texts, choice.names)), start=first):
            width = min(max(map(len, (choice.title, *texts))) + 2, _WIDEST)
            sheet.column_dimensions[get_column_letter(column)].width = width
            for row, text in enumerate(texts, start=2):
                cell = put(sheet.cell(row, column), text)
                cell.number_format, cell.alignment = "@", WRAPPED
    sheet.freeze_panes = "A2"
    protect(sheet)


def add_mark(book: Workbook, mark: Mapping[str, str]) -> None:
    """The hidden sheet that says what the template was made for."""
    sheet = book.create_sheet(MARK_SHEET)
    for row, (name, text) in enumerate({"template": VERSION, **mark}.items(), start=1):
        put(sheet.cell(row, 1), name)
        put(sheet.cell(row, 2), text).number_format = "@"
    sheet.sheet_state = "veryHidden"
    protect(sheet)


def _parts(kind: str, sheets: Sequence[str]) -> list[tuple[str, str]]:
    """Heading and text of each part of the instructions that this kind has."""
    words = {name: text if isinstance(text, str) else text.get(kind) for name, text in PARTS.items()}
    named = "”, “".join(sheets)
    return [(HEADINGS[name], text.format(sheets=named)) for name, text in words.items() if text]


MARK_SHEET = "_dti"
VERSION = "1"


def read_mark(sheets: Sequence[Sheet]) -> dict[str, str] | None:
    """What the template was made for: kind, framework_code, year, cohort_code, unit_code. None: it is no template."""
    mark = next((sheet for sheet in sheets if sheet.name == MARK_SHEET), None)
    if mark is None:
        return None
    pairs = [(*map(stripped, row[:2]), "", "") for row in mark.rows]
    return {name: text for name, text, *_ in pairs if name}
