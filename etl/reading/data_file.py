"""A data file's cells as text, exactly as published. What kind of file it is, its content decides.

A text that no cell of a table should hold is a problem; footnote marks written as raised letters are taken from the
texts.
"""

import zipfile
from collections.abc import Iterable
from dataclasses import replace
from itertools import chain
from pathlib import Path

from etl.problems import Problem
from etl.reading import workbook_limits as limits
from etl.reading.delimited import read_delimited
from etl.reading.encodings import FORBIDDEN, LONGEST, MARKS, character_name, legacy, piled_marks
from etl.reading.sheet_metadata import without_raised_letters
from etl.reading.sheets import Sheet
from etl.reading.workbooks import Progress, read_workbook, silent

_STARTS = {
    b"%PDF": ".pdf",
    b"\x89PNG": ".png",
    b"\xff\xd8\xff": ".jpg",
    b"Rar!": ".rar",
    b"7z\xbc\xaf": ".7z",
    b"\x1f\x8b": ".gz",
    b"{\\rtf": ".rtf",
    b"MZ": ".exe",
    b"\x7fELF": ".elf",
}
_ZIP, _OLE = (b"PK\x03\x04", b"PK\x05\x06"), b"\xd0\xcf\x11\xe0"
_ZIP_PARTS = {
    "xl/workbook.xml": ".xlsx",
    "xl/workbook.bin": ".xlsb",
    "content.xml": ".ods",
    "word/document.xml": ".docx",
    "ppt/presentation.xml": ".pptx",
}
_MARKUP = {b"<html": ".html", b"<!doctype html": ".html", b"<table": ".html", b"<?xml": ".xml"}
TEXT = ".csv"


def kind_of(path: Path) -> str:
    """The extension a file with this content has: `.csv` for any text, `.xls` for any OLE container, `.zip` for a zip
    file of another kind."""
    with path.open("rb") as stream:
        start = stream.read(512)
    if start.startswith(_ZIP):
        return _kind_of_zip(path)
    if start.startswith(_OLE):
        return ".xls"
    if found := next((kind for mark, kind in _STARTS.items() if start.startswith(mark)), None):
        return found
    markup = start.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    return next((kind for mark, kind in _MARKUP.items() if markup.startswith(mark)), TEXT)


def _kind_of_zip(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return ".zip"
    return next((kind for part, kind in _ZIP_PARTS.items() if part in names), ".zip")


SHOWN = 100  # a table written in an old encoding throughout need not be quoted cell by cell


def text_problems(sheets: Iterable[Sheet], file: str) -> list[Problem]:
    """A problem for each cell with such a text, up to `SHOWN` of a sheet."""
    problems: list[Problem] = []
    for sheet in sheets:
        faults = _faults(set(chain.from_iterable(sheet.rows)))
        places = (
            (row, column, text)
            for row, texts in enumerate(sheet.rows if faults else (), start=1)
            if not faults.keys().isdisjoint(texts)
            for column, text in enumerate(texts, start=1)
            if text in faults
        )
        problems += [
            Problem(file, sheet.name, row, column, **faults[text])
            for _, (row, column, text) in zip(range(SHOWN), places, strict=False)
        ]
    return problems


def without_raised_marks(sheet: Sheet) -> Sheet:
    """The sheet with marks that are raised letters (Hà Nội¹) taken from its texts; they are among its `marks` then."""
    texts = set(chain.from_iterable(sheet.rows))
    changed = {text: clean for text in texts if not text.isascii() and (clean := without_raised_letters(text))[1]}
    if not changed:
        return sheet
    rows, marks = list(sheet.rows), dict(sheet.marks)
    for number, row in enumerate(sheet.rows, start=1):
        if changed.keys().isdisjoint(row):
            continue
        for column, text in enumerate(row, start=1):
            if text in changed:
                marks[number, column] = " ".join(filter(None, [marks.get((number, column)), changed[text][1]]))
        rows[number - 1] = tuple(changed[text][0] if text in changed else text for text in row)
    return replace(sheet, rows=tuple(rows), marks=marks)


def _faults(texts: set[str]) -> dict[str, dict]:
    """The fields of a problem for each text that has one."""
    faults: dict[str, dict] = {
        text: {"code": "cell_too_long", "found": str(len(text)), "expected": str(LONGEST)}
        for text in texts
        if len(text) > LONGEST
    }
    unusual = [text for text in texts - faults.keys() if not (text.isascii() and text.isprintable())]
    piles = {text: count for text in unusual if (count := piled_marks(text))}
    faults |= {
        text: {"code": "marks_piled", "found": str(count), "expected": str(MARKS)} for text, count in piles.items()
    }
    faults |= {
        text: {"code": "character_forbidden", "found": character_name(match[0])}
        for text in unusual
        if (match := FORBIDDEN.search(text))
    }
    if old := legacy(text for text in unusual if text not in piles):
        faults |= {
            text: {"code": "text_legacy", "found": text[:80], "expected": says[:80], "fix": (old.encoding,)}
            for text, says in old.texts.items()
        }
    return faults


KINDS = (".csv", ".xlsx", ".ods", ".xls")
# an encrypted .xlsx is an OLE container, and a broken zip file may be of any kind: the reading process names them
_TOLD_LATER = {(".xls", ".xlsx"), (".zip", ".xlsx"), (".zip", ".ods")}


def read_cells(
    path: Path, file: str | None = None, progress: Progress = silent
) -> tuple[list[Sheet], list[Problem]]:
    """The sheets of a file, none if they cannot be read, and what is to be said about it.

    With a blocking problem the sheets are only there to be shown. `file` names the file in problems, by default its
    own name; `progress` hears of the rows of a workbook.
    """
    file = file or path.name
    extension = path.suffix.lower()
    if extension not in KINDS:
        expected = ", ".join(KINDS)
        return [], [Problem(file, code="extension_unknown", found=extension or "?", expected=expected)]
    size = path.stat().st_size
    if size > limits.FILE_BYTES:
        found, expected = f"{size / 2**20:.1f} MB", f"{limits.FILE_BYTES // 2**20} MB"
        return [], [Problem(file, code="file_too_large", found=found, expected=expected)]
    if size == 0:
        return [], [Problem(file, code="file_empty")]
    kind = kind_of(path)
    if kind != extension and (kind, extension) not in _TOLD_LATER:
        return [], [Problem(file, code="content_not_extension", found=kind, expected=extension)]
    sheets, problems = read_delimited(path, file) if kind == TEXT else read_workbook(path, file, progress)
    faults = text_problems(sheets, file)
    # letters of old encodings look like footnote marks: where there are some, nothing is taken from the texts
    return sheets if faults else [without_raised_marks(sheet) for sheet in sheets], [*problems, *faults]
