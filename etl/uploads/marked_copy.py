"""A file given back with its problems marked: its own cells, the faulty ones coloured and commented, and a list.

The cells are those that were read, never the file itself: nothing of it is opened again, and no formula comes to life.
"""

import io
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from etl.folders import temporary_folder
from etl.problems import ACCEPT, BLOCKS, REVIEW, Cause, Problem, causes
from etl.reading.data_file import read_cells
from etl.reading.sheets import Sheet
from text import files

# Beyond so many cells only rows with a problem are written, beyond so many problems none is listed: a person does not
# mend more by hand, and the file has to open in an office program.
MARKED_CELLS = 400_000
LISTED_PROBLEMS = 20_000

_FILLS = {
    severity: PatternFill("solid", fgColor=colour)
    for severity, colour in ((BLOCKS, "F6C7BD"), (ACCEPT, "F9D29B"), (REVIEW, "FBE7B2"))
}
_LONGEST_NAME = 31
_LONGEST_SUFFIX = 8
_FORBIDDEN_IN_NAMES = str.maketrans("", "", "[]:*?/\\'")
_WIDEST = 60


@dataclass(frozen=True)
class Wording:
    """The words of the list: its name, its titles, the cells of the row of a cause (the last one is its sentence)."""

    name: str
    titles: Sequence[str]
    row: Callable[[Cause], Sequence[str]]
    left_out: str


def marked_file(name: str, content: bytes, problems: Sequence[Problem], wording: Wording) -> bytes:
    """The marked copy of a file as it was handed in; the list alone where its cells cannot be read."""
    with temporary_folder() as folder:
        path = (folder / "handed-in").with_suffix(Path(name).suffix[:_LONGEST_SUFFIX])
        path.write_bytes(content)
        sheets, _ = read_cells(path, name)
    return marked_workbook(sheets, problems, wording)


def marked_workbook(sheets: Sequence[Sheet], problems: Sequence[Problem], wording: Wording) -> bytes:
    """An .xlsx of the cells of one file and, as the last sheet, the list of its problems.

    A place of a problem is coloured (what blocks, what a person has to accept, what to look at) and says in a comment
    what is wrong; a problem of a whole row stands in its first cell, one of a sheet or file only in the list. A sheet
    whose name begins with an underscore stays hidden.
    """
    book = Workbook(write_only=True)
    names = _names([sheet.name for sheet in sheets], wording.name)
    is_whole = True
    for sheet, name in zip(sheets, names, strict=False):
        page = book.create_sheet(name)
        page.sheet_state = "veryHidden" if name.startswith("_") else "visible"
        is_whole &= _write_cells(page, sheet, [problem for problem in problems if problem.sheet == sheet.name], wording)
    is_whole &= len(problems) <= LISTED_PROBLEMS
    _write_list(book.create_sheet(names[-1]), problems, wording, is_whole)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _write_cells(page: WriteOnlyWorksheet, sheet: Sheet, problems: Sequence[Problem], wording: Wording) -> bool:
    """Write the rows of a sheet; whether all of them were."""
    marks: dict[int, dict[int, list[Problem]]] = defaultdict(lambda: defaultdict(list))
    for problem in problems:
        if problem.row:
            marks[problem.row][max(problem.column, 1)].append(problem)
    written, is_whole = 0, True
    for number, texts in enumerate(sheet.rows, start=1):
        written += len(texts)
        if written > MARKED_CELLS and number not in marks:
            is_whole = False
            page.append([])
            continue
        width = max([len(texts), *marks.get(number, ())])
        padded = [*texts, *[""] * (width - len(texts))]
        cells = [_cell(page, text, (number, column) in sheet.numeric) for column, text in enumerate(padded, start=1)]
        for column, faults in marks.get(number, {}).items():
            _mark(cells[column - 1], faults, wording)
        page.append(cells)
    return is_whole


def _mark(cell: WriteOnlyCell, faults: Sequence[Problem], wording: Wording) -> None:
    text = "\n".join(wording.row(Cause(fault))[-1] for fault in faults)
    cell.fill = _FILLS[min((fault.severity for fault in faults), key=list(_FILLS).index)]
    cell.comment = Comment(files.workbook_text(text), wording.name, height=120, width=320)


def _write_list(page: WriteOnlyWorksheet, problems: Sequence[Problem], wording: Wording, is_whole: bool) -> None:
    listed = causes(problems)[:LISTED_PROBLEMS]
    rows = [list(wording.row(cause)) for cause in listed]
    page.freeze_panes = "A2"
    for place, title in enumerate(wording.titles):
        longest = max([len(title), *(len(row[place]) for row in rows)])
        page.column_dimensions[get_column_letter(place + 1)].width = min(longest + 2, _WIDEST)
    titles = [_cell(page, title) for title in wording.titles]
    for title in titles:
        title.font = Font(bold=True)
    page.append(titles)
    for row, cause in zip(rows, listed, strict=True):
        cells = [_cell(page, text) for text in row]
        for cell in cells:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
        cells[0].fill = _FILLS[cause.first.severity]
        page.append(cells)
    if not is_whole:
        page.append([_cell(page, wording.left_out)])


def _cell(page: WriteOnlyWorksheet, text: str, is_numeric: bool = False) -> WriteOnlyCell:
    """A number where the file had one, else text that no program runs, whatever it begins with."""
    amount = _number(text) if is_numeric else None
    if amount is not None:
        return WriteOnlyCell(page, value=amount)
    cell = WriteOnlyCell(page)
    files.put(cell, text)
    return cell


def _number(text: str) -> Decimal | None:
    try:
        amount = Decimal(text)
    except InvalidOperation:
        return None
    return amount if amount.is_finite() else None


def _names(wanted: Sequence[str], last: str) -> list[str]:
    """Names that a workbook accepts, one per sheet and one for the list: short, without signs, each once."""
    names: list[str] = []
    for name in (*wanted, last):
        plain = files.printable(name).translate(_FORBIDDEN_IN_NAMES)[:_LONGEST_NAME].strip() or "1"
        number, unique = 2, plain
        while unique.casefold() in {taken.casefold() for taken in names}:
            ending = f" {number}"
            number, unique = number + 1, plain[: _LONGEST_NAME - len(ending)] + ending
        names.append(unique)
    return names
