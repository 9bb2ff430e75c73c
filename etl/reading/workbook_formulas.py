"""Cells of an .xlsx that do not simply hold what they show: formulas nobody calculated, error values, values copied
from another workbook. Runs only in the limited process of `etl.reading.workbook_child`."""

import posixpath
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree  # expat limits entity expansion; the process around it limits the rest

from etl.reading.workbook_cells import Calculated, calculated_cells

SHOWN = 100  # a sheet of formulas nobody calculated need not be quoted cell by cell
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_OTHER_WORKBOOK = re.compile(r"\[\d+\]")  # [1]Sheet1!A1: a cell of the first workbook this one links to


def formula_problems(source: Path) -> list[dict]:
    """Problems as their fields: each cell without a value, then each linked workbook with the first cell that has
    its value from one. Empty for other kinds of workbook than .xlsx."""
    if source.suffix.lower() != ".xlsx":
        return []
    lost: list[dict] = []
    copied: dict = {}
    with zipfile.ZipFile(source) as archive:
        linked = _linked_workbooks(archive)
        for sheet, part in _sheet_parts(archive):
            for cell in calculated_cells(archive, part):
                place = {"sheet": sheet, **_place(cell.reference)}
                if linked and not copied and _OTHER_WORKBOOK.search(cell.formula or ""):
                    copied = place
                if (found := _lost(cell)) and len(lost) < SHOWN:
                    lost.append({"code": "cell_without_value", "found": found, **place})
    return [*lost, *({"code": "workbook_links", "found": name, **copied} for name in linked)]


def _lost(cell: Calculated) -> str | None:
    """What the cell holds that no reader will see; an empty text calculated by a formula is a value."""
    if cell.kind == "e":
        return cell.value or "#ERROR"
    if cell.formula is not None and not cell.value and cell.kind != "str":
        return f"={cell.formula}"[:80]
    return None


def _sheet_parts(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    links = _tree(archive, "xl/_rels/workbook.xml.rels")
    targets = {link.get("Id"): posixpath.join("/xl", link.get("Target", ""))[1:] for link in links}
    for sheet in _tree(archive, "xl/workbook.xml").iter(f"{_MAIN}sheet"):
        if (part := targets.get(sheet.get(_LINK))) in archive.namelist():
            yield sheet.get("name", ""), part


def _linked_workbooks(archive: zipfile.ZipFile) -> list[str]:
    """File names of the workbooks this one takes values from, as it gives them, without their folders."""
    parts = [name for name in archive.namelist() if re.fullmatch(r"xl/externalLinks/_rels/.*\.rels", name)]
    targets = [link.get("Target", "") for part in sorted(parts) for link in _tree(archive, part)]
    return list(dict.fromkeys(re.split(r"[/\\]", target)[-1] for target in targets))


def _tree(archive: zipfile.ZipFile, part: str) -> ElementTree.Element:
    return ElementTree.fromstring(archive.read(part))  # noqa: S314  see the import


def _place(reference: str) -> dict[str, int]:
    match = re.fullmatch(r"([A-Z]+)(\d+)", reference)
    if match is None:
        return {}
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return {"row": int(match[2]), "column": column}
