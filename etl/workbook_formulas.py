"""Cells of an .xlsx that hold something but read as empty: formulas never calculated, and error values.

Runs only in the limited process of `etl.workbook_child`.
"""

import posixpath
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree  # expat limits entity expansion; the process around it limits the rest

_MARKS = (b"<f>", b"<f ", b"<f/>", b't="e"')
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def first_without_value(source: Path) -> dict | None:
    """The first such cell as the fields of a problem, or None."""
    with zipfile.ZipFile(source) as archive:
        for sheet, part in _sheet_parts(archive):
            content = archive.read(part)
            if not any(mark in content for mark in _MARKS):
                continue
            for cell in _tree(content).iter(f"{_MAIN}c"):
                if found := _lost(cell):
                    return {
                        "code": "cell_without_value",
                        "sheet": sheet,
                        "found": found,
                        **_place(cell.get("r", "")),
                    }
    return None


def _lost(cell: ElementTree.Element) -> str | None:
    """What the cell holds that no reader will see; an empty text calculated by a formula is a value."""
    formula, value, kind = cell.find(f"{_MAIN}f"), cell.findtext(f"{_MAIN}v"), cell.get("t")
    if kind == "e":
        return value or "#ERROR"
    if formula is not None and not value and kind != "str":
        return f"={formula.text or ''}"[:80]
    return None


def _sheet_parts(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    links = _tree(archive.read("xl/_rels/workbook.xml.rels"))
    targets = {link.get("Id"): posixpath.join("/xl", link.get("Target", ""))[1:] for link in links}
    for sheet in _tree(archive.read("xl/workbook.xml")).iter(f"{_MAIN}sheet"):
        if (part := targets.get(sheet.get(_LINK))) in archive.namelist():
            yield sheet.get("name", ""), part


def _tree(content: bytes) -> ElementTree.Element:
    return ElementTree.fromstring(content)  # noqa: S314  see the import


def _place(reference: str) -> dict[str, int]:
    match = re.fullmatch(r"([A-Z]+)(\d+)", reference)
    if match is None:
        return {}
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return {"row": int(match[2]), "column": column}
