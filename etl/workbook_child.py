"""The process that opens a workbook: `python -m etl.workbook_child FILE ANSWER`.

A hostile workbook can abort the parser or eat the machine, so it happens here, under limits, and the
answer is a JSON file: {"sheets": [...]} or {"problem": {...}}. Whatever dies here kills nobody else.
"""

import contextlib
import datetime
import json
import sys
from pathlib import Path

from etl import workbook_limits as limits


def main(source: Path, answer: Path) -> None:
    """Write the workbook's cells, or what forbids reading it, to `answer`."""
    _limit_resources()
    try:
        outcome = _read(source)
    except BaseException as error:  # noqa: BLE001  the parser's panics are not Exceptions; this is the top
        outcome = {
            "problem": {"code": "workbook_unreadable", "found": f"{type(error).__name__}: {error}"[:200]}
        }
    answer.write_text(json.dumps(outcome), encoding="utf-8")


def _read(source: Path) -> dict:
    is_zip = source.read_bytes()[:4] == b"PK\x03\x04"
    if is_zip and (excess := limits.inflation(source)):
        return {"problem": {"code": "workbook_inflates", "found": excess[0], "expected": excess[1]}}
    if _is_encrypted(source, is_zip):
        return {"problem": {"code": "workbook_encrypted"}}
    import python_calamine

    workbook = python_calamine.CalamineWorkbook.from_path(str(source))
    sheets = [_sheet(workbook, name) for name in workbook.sheet_names]
    cells = sum(len(row) for sheet in sheets for row in sheet["rows"])
    if cells > limits.CELLS:
        return {"problem": {"code": "too_many_cells", "found": str(cells), "expected": str(limits.CELLS)}}
    if source.suffix.lower() == ".xlsx":
        from etl.workbook_formulas import first_without_value

        if problem := first_without_value(source):
            return {"problem": problem}
    return {"sheets": sheets}


def _is_encrypted(source: Path, is_zip: bool) -> bool:
    if is_zip:
        return limits.has_encrypted_part(source)
    import msoffcrypto

    with source.open("rb") as stream:
        return msoffcrypto.OfficeFile(stream).is_encrypted()


def _sheet(workbook, name: str) -> dict:
    rows, numeric = [], []
    for number, cells in enumerate(
        workbook.get_sheet_by_name(name).to_python(skip_empty_area=False), start=1
    ):
        rows.append([_text(cell) for cell in cells])
        numeric += [(number, column) for column, cell in enumerate(cells, start=1) if _is_number(cell)]
    return {"name": name, "rows": rows, "numeric": numeric}


def _is_number(cell: object) -> bool:
    return isinstance(cell, int | float) and not isinstance(cell, bool)


def _text(cell: object) -> str:
    if _is_number(cell):
        return format(cell, ".15g")  # a spreadsheet itself keeps 15 digits; more is binary noise
    if isinstance(cell, datetime.datetime):
        return cell.date().isoformat() if cell.time() == datetime.time() else cell.isoformat(sep=" ")
    return cell.isoformat() if isinstance(cell, datetime.date | datetime.time) else str(cell)


def _limit_resources() -> None:
    try:
        import resource
    except ImportError:  # Windows: the parent's time limit remains
        return
    sizes = {
        resource.RLIMIT_AS: limits.MEMORY_BYTES,
        resource.RLIMIT_CPU: limits.SECONDS,
        resource.RLIMIT_CORE: 0,
    }
    for kind, size in sizes.items():
        with contextlib.suppress(ValueError, OSError):  # macOS knows no limit of memory
            resource.setrlimit(kind, (size, size))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
