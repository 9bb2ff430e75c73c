"""What a workbook carries beside its cells and makes it unreadable here: a password, macros, too much to unpack.

Runs only in the limited process of `etl.reading.workbook_child`.
"""

import zipfile
from pathlib import Path

from etl.reading import workbook_limits as limits

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
    if excess := limits.inflation(source):
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
