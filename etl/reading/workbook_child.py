"""The process that opens a workbook: `python -m etl.reading.workbook_child FILE`.

A hostile workbook can abort the parser or eat the machine, so it happens here, under limits; whatever dies here kills
nobody else. What it answers on standard output, `etl.reading.workbook_protocol` says.
"""

import contextlib
import sys
import zipfile
import zlib
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from xml.parsers.expat import ExpatError

from etl.reading import workbook_limits as limits
from etl.reading.ods import ods_metadata
from etl.reading.sheet_metadata import SheetMetadata
from etl.reading.sheets import Range
from etl.reading.workbook_limits import forbidden
from etl.reading.workbook_protocol import AnswerWriter
from etl.reading.xls import xls_metadata
from etl.reading.xlsx import xlsx_metadata


def main(source: Path, answer: AnswerWriter) -> None:
    """Write the workbook's cells, or what forbids reading it, to `answer`."""
    _limit_resources()
    try:
        _read(source, answer)
    except BaseException as error:  # noqa: BLE001  the parser's panics are not Exceptions; this is the top
        answer.problem(_failure(error, source))
    answer.end()


def _read(source: Path, answer: AnswerWriter) -> None:
    if problem := forbidden(source):
        return answer.problem(problem)
    import python_calamine

    with ThreadPoolExecutor(1) as thread:  # the parser leaves Python's lock alone
        found = thread.submit(_metadata_of, source)
        workbook = python_calamine.CalamineWorkbook.from_path(str(source))
        sheets = {}
        cells = 0
        for name in workbook.sheet_names:
            sheet = workbook.get_sheet_by_name(name)
            rows, columns = (place + 1 for place in sheet.end or (-1, -1))
            cells += rows * columns
            if problem := limits.overflow(rows, cells):
                return answer.problem({**problem, "sheet": name})
            left = sheet.start[1] if sheet.start else 0  # the parser leaves out empty columns before the data
            answer.sheet(name, rows, columns, left)
            answer.rows(sheet.iter_rows() if rows else ())
            sheets[name] = _merged(sheet.merged_cell_ranges or ()), rows, columns
        problems, metadata = found.result()
    for problem in problems:
        answer.problem(problem)
    if source.suffix.lower() == ".xls":
        metadata = xls_metadata(source, [each.name for each in workbook.sheets_metadata])
    visible = python_calamine.SheetVisibleEnum.Visible
    hidden = {each.name for each in workbook.sheets_metadata if each.visible != visible}
    for name, (merged, rows, columns) in sheets.items():
        each = metadata.setdefault(name, SheetMetadata())
        each.merged = each.merged or merged
        each.is_hidden |= name in hidden
        if problem := each.excess():
            return answer.problem({**problem, "sheet": name})
        answer.metadata(name, each.told(rows, columns))
    return None


def _metadata_of(source: Path) -> tuple[list[dict], dict[str, SheetMetadata]]:
    """Problems of the cells as their fields, and by sheet what its cells carry, of a workbook made of XML."""
    match source.suffix.lower():
        case ".xlsx":
            return xlsx_metadata(source)
        case ".ods":
            return [], ods_metadata(source)
        case _:
            return [], {}


def _merged(ranges: Iterable[tuple[tuple[int, int], tuple[int, int]]]) -> list[Range]:
    """The parser counts from 0."""
    return [Range(*(place + 1 for corner in corners for place in corner)) for corners in ranges]


def _failure(error: BaseException, source: Path) -> dict[str, str]:
    """What to say about an error: which shell of the file broke. A library's own words help no user."""
    if isinstance(error, MemoryError):
        most = f"{limits.MEMORY_BYTES // 2**20} MB"
        return {"code": "workbook_inflates", "found": f"> {most}", "expected": most}
    broken: dict[type[BaseException], str] = {
        **dict.fromkeys((zipfile.BadZipFile, zlib.error, EOFError), "ZIP"),
        ExpatError: "XML",
    }
    return {"code": "workbook_unreadable", "found": broken.get(type(error), source.suffix)}


def _limit_resources() -> None:
    try:
        import resource
    except ImportError:  # Windows: the parent's time limit remains
        return
    sizes = {
        resource.RLIMIT_AS: (limits.MEMORY_BYTES, limits.MEMORY_BYTES),
        resource.RLIMIT_CPU: (limits.SECONDS, limits.SECONDS + 1),  # the first one says why, the second kills
        resource.RLIMIT_CORE: (0, 0),
    }
    for kind, size in sizes.items():
        with contextlib.suppress(ValueError, OSError):  # macOS knows no limit of memory
            resource.setrlimit(kind, size)


if __name__ == "__main__":
    main(Path(sys.argv[1]), AnswerWriter(sys.stdout.buffer))
