"""The sheets of a template that nobody fills in: instructions, the lists behind the drop-downs, the hidden mark."""

from collections.abc import Mapping, Sequence

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from etl.templates.template_cells import WRAPPED, protect, put
from etl.templates.template_mark import MARK_SHEET, VERSION
from etl.templates.template_rules import Rules
from text.template import GUIDE, LISTS
from text.template_guide import HEADINGS, PARTS

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


def add_lists(book: Workbook, rules: Rules) -> None:
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
