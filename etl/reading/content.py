"""What kind of file some bytes are, whatever their name says."""

import zipfile
from pathlib import Path

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
