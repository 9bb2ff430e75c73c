"""A data file's cells as text, exactly as published. What kind of file it is, its first bytes decide."""

from pathlib import Path

from etl import workbook_limits as limits
from etl.delimited import read_delimited
from etl.problems import Problem
from etl.sheets import Sheet
from etl.workbooks import read_workbook

KINDS = {".csv": "text", ".xlsx": "zip", ".ods": "zip", ".xls": "ole"}
_SIGNATURES = {b"PK\x03\x04": "zip", b"\xd0\xcf\x11\xe0": "ole", b"%PDF": "pdf"}


def read_cells(path: Path, file: str | None = None) -> tuple[list[Sheet], list[Problem]]:
    """The sheets of a file, or the problems that forbid reading it (then no sheets).

    `file` names the file in problems, by default its own name.
    """
    file = file or path.name
    extension = path.suffix.lower()
    if extension not in KINDS:
        expected = ", ".join(KINDS)
        return [], [Problem(file, code="extension_unknown", found=extension, expected=expected)]
    size = path.stat().st_size
    if size > limits.FILE_BYTES:
        found, expected = f"{size / 2**20:.1f} MB", f"{limits.FILE_BYTES // 2**20} MB"
        return [], [Problem(file, code="file_too_large", found=found, expected=expected)]
    with path.open("rb") as stream:
        kind = _SIGNATURES.get(stream.read(4), "text")
    # an encrypted .xlsx is an OLE container; the child names it for what it is
    if kind != KINDS[extension] and (kind, extension) != ("ole", ".xlsx"):
        return [], [Problem(file, code="content_not_extension", found=kind, expected=extension)]
    return read_delimited(path, file) if kind == "text" else read_workbook(path, file)
