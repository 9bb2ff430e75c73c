"""How large and how long a workbook may be, and what forbids reading it: a password, macros, too much to unpack.

`forbidden` runs only in the limited process of `etl.reading.workbook_child`.
"""

import zipfile
from pathlib import Path
from typing import Any

FILE_BYTES = 20 * 2**20
MEMORY_BYTES = 2**30
SECONDS = 30
# 300,000 rows of a layout's 16 columns are 4.8 million cells; a million rows are never data here, whatever their width
CELLS = 5_000_000
ROWS = 500_000
PARTS = 2_000
CARRIED = 100_000  # merged ranges, or footnote marks, of one sheet; a table that merges its groups has far fewer
INFLATED_BYTES = 400 * 2**20  # such a sheet is 230 MB of XML
RATIO = 200
RATIO_COUNTS_FROM = 2**20  # tiny parts compress extremely well and harm nobody


def inflation(path: Path) -> tuple[str, str] | None:
    """(found, limit) if the directory promises more than a workbook may hold, else None.

    The directory can lie; the reading process keeps its memory limit for that case.
    """
    with zipfile.ZipFile(path) as archive:
        parts = archive.infolist()
    total = sum(part.file_size for part in parts)
    if len(parts) > PARTS:
        return f"{len(parts)} XML", f"{PARTS} XML"
    if total > INFLATED_BYTES:
        return f"{total // 2**20} MB", f"{INFLATED_BYTES // 2**20} MB"
    for part in parts:
        if part.file_size > RATIO_COUNTS_FROM and part.file_size > RATIO * max(1, part.compress_size):
            return f"{part.file_size // max(1, part.compress_size)}:1", f"{RATIO}:1"
    return None


def overflow(rows: int, cells: int) -> dict[str, Any] | None:
    """The fields of a problem if so many rows or cells are more than a file may have, else None."""
    if rows > ROWS:
        return {"code": "too_many_rows", "found": f"{rows}", "expected": f"{ROWS}"}
    if cells > CELLS:
        return {"code": "too_many_cells", "found": f"{cells}", "expected": f"{CELLS}"}
    return None


_MACRO_NAMES = ("vbaproject.bin", "vbaprojectsignature.bin")
_MACRO_FOLDERS = ("xl/macrosheets/", "basic/", "scripts/")  # Excel 4 macros; OpenDocument's own
_MACRO_TYPES = (b"macroEnabled", b"vbaProject")
_MACRO_STREAMS = ("_VBA_PROJECT_CUR", "Macros", "VBA")


def forbidden(source: Path) -> dict[str, str] | None:
    """The fields of the problem that forbids reading the workbook, or None."""
    with source.open("rb") as stream:
        is_zip = stream.read(4) == b"PK\x03\x04"
    return _forbidden_zip(source) if is_zip else _forbidden_ole(source)


def _forbidden_zip(source: Path) -> dict[str, str] | None:
    if excess := inflation(source):
        return {"code": "workbook_inflates", "found": excess[0], "expected": excess[1]}
    with zipfile.ZipFile(source) as archive:
        if _is_locked(archive):
            return {"code": "workbook_encrypted"}
        if macro := _macro(archive):
            return {"code": "workbook_macros", "found": macro}
    return None


def _forbidden_ole(source: Path) -> dict[str, str] | None:
    import msoffcrypto
    import olefile

    with source.open("rb") as stream:
        if msoffcrypto.OfficeFile(stream).is_encrypted():
            return {"code": "workbook_encrypted"}
    with olefile.OleFileIO(source) as container:
        macro = next((name for name in _MACRO_STREAMS if container.exists(name)), None)
    return {"code": "workbook_macros", "found": macro} if macro else None


def _is_locked(archive: zipfile.ZipFile) -> bool:
    """True for a zip workbook with a password: .ods names it in its manifest, others per part."""
    if any(part.flag_bits & 1 for part in archive.infolist()):
        return True
    return b"encryption-data" in _start(archive, "META-INF/manifest.xml")


def _macro(archive: zipfile.ZipFile) -> str | None:
    """The part that holds macros, or the list of parts where only it speaks of them."""
    for name in archive.namelist():
        low = name.lower().replace("\\", "/").lstrip("/")
        if low.endswith(_MACRO_NAMES) or (low.startswith(_MACRO_FOLDERS) and not low.endswith("/")):
            return name
    types = "[Content_Types].xml"
    return types if any(mark in _start(archive, types) for mark in _MACRO_TYPES) else None


def _start(archive: zipfile.ZipFile, part: str) -> bytes:
    """The first MB of a part, nothing if there is none."""
    if part not in archive.namelist():
        return b""
    with archive.open(part) as stream:
        return stream.read(2**20)
