"""The process that opens a workbook: `python -m etl.reading.workbook_child FILE`.

A hostile workbook can abort the parser or eat the machine, so it happens here, under limits; whatever dies here kills
nobody else. What it answers on standard output, `etl.reading.workbook_answer` says.
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
from etl.reading.ods_cells import ods_merged
from etl.reading.workbook_answer import AnswerWriter
from etl.reading.workbook_formulas import formula_problems
from etl.reading.workbook_parts import forbidden


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

    with ThreadPoolExecutor(1) as beside:  # the parser leaves Python's lock alone
        formulas = beside.submit(formula_problems, source)
        workbook = python_calamine.CalamineWorkbook.from_path(str(source))
        visible = python_calamine.SheetVisibleEnum.Visible
        hidden = {each.name for each in workbook.sheets_metadata if each.visible != visible}
        of_ods = ods_merged(source) if source.suffix.lower() == ".ods" else {}
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
            merged = of_ods[name] if name in of_ods else _merged(sheet.merged_cell_ranges or ())
            if problem := limits.too_many_merged(len(merged)):
                return answer.problem({**problem, "sheet": name})
            answer.beside(name, {"merged": merged, "is_hidden": name in hidden})
        for problem in formulas.result():
            answer.problem(problem)
    return None


def _merged(ranges: Iterable[tuple[tuple[int, int], tuple[int, int]]]) -> list[tuple[int, ...]]:
    """Corners that the parser counts from 0 as `etl.reading.sheets.Range` counts them."""
    return [tuple(place + 1 for corner in corners for place in corner) for corners in ranges]


def _failure(error: BaseException, source: Path) -> dict[str, str]:
    """What to say about an error: which shell of the file broke. A library's own words help no user."""
    if isinstance(error, MemoryError):
        most = f"{limits.MEMORY_BYTES // 2**20} MB"
        return {"code": "workbook_inflates", "found": f"> {most}", "expected": most}
    broken = {zipfile.BadZipFile: "ZIP", zlib.error: "ZIP", EOFError: "ZIP", ExpatError: "XML"}
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
