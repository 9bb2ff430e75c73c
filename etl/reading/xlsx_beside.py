"""What an .xlsx holds beside its texts: formulas nobody calculated, error values, values copied from another workbook,
and what its cells carry. Runs only in the limited process of `etl.reading.workbook_child`."""

import posixpath
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree  # expat limits entity expansion; the process around it limits the rest

from etl.reading.carried import Carried
from etl.reading.xlsx_cells import SheetCell, calculated_cells
from etl.reading.xlsx_looks import read_looks

SHOWN = 100  # a sheet of formulas nobody calculated need not be quoted cell by cell
_LINK = (
    "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id",
    "{http://purl.oclc.org/ooxml/officeDocument/relationships}id",
)
_OTHER_WORKBOOK = re.compile(r"\[\d+\]")  # [1]Sheet1!A1: a cell of the first workbook this one links to


def xlsx_beside(source: Path) -> tuple[list[dict], dict[str, Carried]]:
    """Problems as their fields, and by sheet what it carries.

    A problem for each cell without a value, then for each linked workbook with the first cell that has its value from
    one.
    """
    lost: list[dict] = []
    copied: dict = {}
    found: dict[str, Carried] = {}
    with zipfile.ZipFile(source) as archive:
        linked = _linked_workbooks(archive)
        targets = _targets(archive)
        looks = read_looks(archive, targets.get("styles"), targets.get("sharedStrings"))
        for sheet, part in _sheet_parts(archive, targets):
            carried = found[sheet] = Carried()
            for cell in calculated_cells(archive, part, looks, carried):
                place = {"sheet": sheet, "row": cell.row, "column": cell.column}
                if linked and not copied and _OTHER_WORKBOOK.search(cell.formula or ""):
                    copied = place
                if (lacks := _lost(cell)) and len(lost) < SHOWN:
                    lost.append({"code": "cell_without_value", "found": lacks, **place})
    return [*lost, *({"code": "workbook_links", "found": name, **copied} for name in linked)], found


def _lost(cell: SheetCell) -> str | None:
    """What the cell holds that no reader will see; an empty text calculated by a formula is a value."""
    if cell.kind == "e":
        return cell.value or "#ERROR"
    if cell.formula is not None and not cell.value and cell.kind != "str":
        return f"={cell.formula}"[:80]
    return None


def _targets(archive: zipfile.ZipFile) -> dict[str, str]:
    """Parts that are there, by the number of their link from the workbook, and by what they are to it."""
    parts = set(archive.namelist())
    found: dict[str, str] = {}
    for link in _tree(archive, "xl/_rels/workbook.xml.rels"):
        part = posixpath.normpath(posixpath.join("/xl", link.get("Target", "")))[1:]
        if part in parts:
            found |= {link.get("Id", ""): part, link.get("Type", "").rpartition("/")[2]: part}
    return found


def _sheet_parts(archive: zipfile.ZipFile, targets: dict[str, str]) -> Iterator[tuple[str, str]]:
    for sheet in _tree(archive, "xl/workbook.xml").iterfind("{*}sheets/{*}sheet"):
        number = next((sheet.get(link) for link in _LINK if sheet.get(link)), "")
        if number in targets:
            yield sheet.get("name", ""), targets[number]


def _linked_workbooks(archive: zipfile.ZipFile) -> list[str]:
    """File names of the workbooks this one takes values from, as it gives them, without their folders."""
    parts = [name for name in archive.namelist() if re.fullmatch(r"xl/externalLinks/_rels/.*\.rels", name)]
    targets = [link.get("Target", "") for part in sorted(parts) for link in _tree(archive, part)]
    return list(dict.fromkeys(re.split(r"[/\\]", target)[-1] for target in targets))


def _tree(archive: zipfile.ZipFile, part: str) -> ElementTree.Element:
    return ElementTree.fromstring(archive.read(part))  # noqa: S314  see the import
