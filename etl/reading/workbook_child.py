"""The process that opens a workbook: `python -m etl.reading.workbook_child FILE`.

A hostile workbook can abort the parser or eat the machine, so it happens here, under limits; whatever dies here kills
nobody else. What it answers on standard output, `etl.reading.workbooks` says.
"""

import contextlib
import sys
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from struct import unpack_from
from xml.parsers.expat import ExpatError

from etl.reading import workbook_limits as limits
from etl.reading.ods import ods_metadata
from etl.reading.sheet_metadata import SheetMetadata
from etl.reading.sheets import Range
from etl.reading.workbooks import AnswerWriter
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
    if problem := limits.forbidden(source):
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
        answer.metadata(name, each.as_json(rows, columns))
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


# .xls, record by record. Of its superscripts nothing is read: they are told from the other letters of a text in a table
# of its own. Numbers of records are those of [MS-XLS], the published description of the format.
_BOUNDSHEET, _FONT, _FORMAT, _END = 0x85, 0x31, 0xE0, 0x0A
_ROW, _COLUMNS, _FORMULA, _RUN_OF_NUMBERS = 0x208, 0x7D, 0x06, 0xBD
_CELLS = frozenset({0x06, 0x203, 0x204, 0x205, 0x27E, 0xFD, 0xD6})  # one cell each, its format third
_STRUCK_FONT, _HIDDEN_ROW, _HIDDEN_COLUMN = 0x08, 0x20, 0x01
_NO_FONT = 4  # a font of this number is left out of the list, those after it count on

Record = tuple[int, memoryview]


def xls_metadata(source: Path, names: Sequence[str]) -> dict[str, SheetMetadata]:
    """By sheet, what it carries; `names` are those of the sheets in their order."""
    import olefile

    with olefile.OleFileIO(source) as container:
        name = next((each for each in ("Workbook", "Book") if container.exists(each)), None)
        book = memoryview(container.openstream(name).read() if name else b"")
    starts, fonts, formats = [], [], []
    for kind, content in _records(book, 0):
        if kind == _BOUNDSHEET and len(content) >= 4:
            starts.append(unpack_from("<I", content)[0])
        elif kind == _FONT and len(content) >= 4:
            fonts.append(bool(content[2] & _STRUCK_FONT))
        elif kind == _FORMAT and len(content) >= 2:
            formats.append(unpack_from("<H", content)[0])
    struck_fonts = {number + (number >= _NO_FONT) for number, is_struck in enumerate(fonts) if is_struck}
    struck = {number for number, font in enumerate(formats) if font in struck_fonts}
    return {name: _metadata(book, start, struck) for name, start in zip(names, starts, strict=False)}


def _metadata(book: memoryview, start: int, struck: set[int]) -> SheetMetadata:
    metadata = SheetMetadata()
    metadata.has_unseen_marks = True
    for kind, content in _records(book, start):
        if kind == _ROW and len(content) >= 14:
            if content[12] & _HIDDEN_ROW:
                row = unpack_from("<H", content)[0] + 1
                metadata.hidden_rows.add(row, row)
        elif kind == _COLUMNS and len(content) >= 10:
            first, last, _, _, flags = unpack_from("<HHHHH", content)
            if flags & _HIDDEN_COLUMN:
                metadata.hidden_columns.add(first + 1, last + 1)
        elif kind in _CELLS and len(content) >= 6:
            row, column, cell_format = unpack_from("<HHH", content)
            if kind == _FORMULA:
                metadata.calculated.add(row + 1, column + 1)
            if cell_format in struck:
                metadata.struck.add(row + 1, column + 1)
        elif kind == _RUN_OF_NUMBERS and struck and len(content) >= 6:
            row, column = unpack_from("<HH", content)
            for number in range((len(content) - 6) // 6):
                if unpack_from("<H", content, 4 + 6 * number)[0] in struck:
                    metadata.struck.add(row + 1, column + number + 1)
    return metadata


def _records(book: memoryview, at: int) -> Iterator[Record]:
    """The records from a place on, up to the end of their part."""
    while at + 4 <= len(book):
        kind, size = unpack_from("<HH", book, at)
        if kind == _END:
            return
        yield kind, book[at + 4 : at + 4 + size]
        at += 4 + size


if __name__ == "__main__":
    main(Path(sys.argv[1]), AnswerWriter(sys.stdout.buffer))
