"""How large and how long a workbook may be, and a look at its zip directory before anything is inflated."""

import zipfile
from pathlib import Path

FILE_BYTES = 20 * 2**20
MEMORY_BYTES = 2**30
SECONDS = 30
CELLS = 1_000_000
PARTS = 2_000
INFLATED_BYTES = 200 * 2**20
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
        return f"{len(parts)} parts", f"{PARTS} parts"
    if total > INFLATED_BYTES:
        return f"{total // 2**20} MB", f"{INFLATED_BYTES // 2**20} MB"
    for part in parts:
        if part.file_size > RATIO_COUNTS_FROM and part.file_size > RATIO * max(1, part.compress_size):
            return f"{part.file_size // max(1, part.compress_size)}:1", f"{RATIO}:1"
    return None


def has_encrypted_part(path: Path) -> bool:
    """True for a zip workbook locked with a password: .ods names it in its manifest, others per part."""
    with zipfile.ZipFile(path) as archive:
        if any(part.flag_bits & 1 for part in archive.infolist()):
            return True
        if "META-INF/manifest.xml" not in archive.namelist():
            return False
        with archive.open("META-INF/manifest.xml") as manifest:
            return b"encryption-data" in manifest.read(2**20)
