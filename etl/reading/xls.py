"""What the cells of an .xls carry besides texts, met record by record; runs only in the reading process.

Of its superscripts nothing is read: they are told from the other letters of a text in a table of its own. Numbers of
records are those of [MS-XLS], the published description of the format.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from struct import unpack_from

from etl.reading.sheet_metadata import SheetMetadata

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
