"""How large and how long a workbook may be, and a look at its zip directory before anything is inflated."""

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
