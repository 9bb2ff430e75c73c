"""Old workbooks (.xls) made by hand, record by record: what no library of ours writes. All figures are invented."""

import struct
from collections.abc import Collection, Mapping, Sequence

_SECTOR = 512


def xls(
    rows: Sequence[Sequence[object]],
    name: str = "Bảng 1",
    *,
    merged: Sequence[tuple[int, int, int, int]] = (),
    hidden_rows: Collection[int] = (),
    hidden_columns: Collection[int] = (),
    calculated: Collection[tuple[int, int]] = (),
    struck: Collection[tuple[int, int]] = (),
    hidden_sheets: Mapping[str, Sequence[Sequence[object]]] | None = None,
) -> bytes:
    """A workbook with these rows; places, rows and columns count from 1, `merged` as `Range` does.

    `calculated`: numbers that are the last values of a formula.
    """
    first = _sheet(rows, merged, hidden_rows, hidden_columns, calculated, struck)
    others = {each: _sheet(lines) for each, lines in (hidden_sheets or {}).items()}
    parts = {name: first, **others}
    fonts = b"".join(_record(0x31, _font(flags)) for flags in (0, 0, 0, 0, 0x08))  # the fourth is not counted
    formats = b"".join(_record(0xE0, struct.pack("<H", font) + bytes(18)) for font in (*[0] * 16, 5))
    start = _record(0x809, struct.pack("<HHHH8x", 0x600, 0x05, 0, 0)) + fonts + formats
    bounds = [_bound(0, each in others, each) for each in parts]
    offset = len(start) + sum(map(len, bounds)) + len(_END)
    for index, (each, part) in enumerate(parts.items()):
        bounds[index] = _bound(offset, each in others, each)
        offset += len(part)
    return _container(start + b"".join(bounds) + _END + b"".join(parts.values()))


def _sheet(
    rows: Sequence[Sequence[object]],
    merged: Sequence[tuple[int, int, int, int]] = (),
    hidden_rows: Collection[int] = (),
    hidden_columns: Collection[int] = (),
    calculated: Collection[tuple[int, int]] = (),
    struck: Collection[tuple[int, int]] = (),
) -> bytes:
    width = max(map(len, rows))
    parts = [_record(0x809, struct.pack("<HHHH8x", 0x600, 0x10, 0, 0))]
    parts += [
        _record(0x7D, struct.pack("<HHHHHH", column - 1, column - 1, 2560, 15, 1, 0)) for column in hidden_columns
    ]
    parts.append(_record(0x200, struct.pack("<IIHHH", 0, len(rows), 0, width, 0)))
    for number, row in enumerate(rows, 1):
        flags = 0x0120 if number in hidden_rows else 0x0100
        parts.append(_record(0x208, struct.pack("<HHHHHHHH", number - 1, 0, len(row), 255, 0, 0, flags, 15)))
    for number, row in enumerate(rows, 1):
        for column, value in enumerate(row, 1):
            place = struct.pack("<HHH", number - 1, column - 1, 16 if (number, column) in struck else 15)
            if isinstance(value, str) and value:
                parts.append(_record(0x204, place + struct.pack("<HB", len(value), 1) + value.encode("utf-16-le")))
            elif isinstance(value, int | float) and (number, column) in calculated:
                # the formula is the number 1: what counts is that there is one, and its last value
                parts.append(_record(0x06, place + struct.pack("<dHIHBH", value, 0, 0, 3, 0x1E, 1)))
            elif isinstance(value, int | float):
                parts.append(_record(0x203, place + struct.pack("<d", value)))
    if merged:
        corners = b"".join(
            struct.pack("<HHHH", top - 1, bottom - 1, left - 1, right - 1) for top, left, bottom, right in merged
        )
        parts.append(_record(0xE5, struct.pack("<H", len(merged)) + corners))
    return b"".join(parts) + _END


def _record(kind: int, content: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(content)) + content


_END = _record(0x0A)


def _font(flags: int) -> bytes:
    return struct.pack("<HHHHHBBBBBB", 200, flags, 0x7FFF, 400, 0, 0, 0, 0, 0, 1, 0) + b"A"


def _bound(offset: int, is_hidden: bool, name: str) -> bytes:
    return _record(0x85, struct.pack("<IBBBB", offset, int(is_hidden), 0, len(name), 1) + name.encode("utf-16-le"))


def _container(stream: bytes) -> bytes:
    """An OLE container with the stream `Workbook`, whose table of sectors takes the first ones."""
    stream = stream.ljust(max(4096, -(-len(stream) // _SECTOR) * _SECTOR), b"\0")
    sectors = len(stream) // _SECTOR
    tables = next(count for count in range(1, 100) if count * _SECTOR // 4 >= count + 1 + sectors)
    chain = [*[-3] * tables, -2, *range(tables + 2, tables + 1 + sectors), -2]
    table = struct.pack(f"<{len(chain)}i", *chain).ljust(tables * _SECTOR, b"\xff")
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack("<HHHHH6xIIIIIiIiI", 0x3E, 3, 0xFFFE, 9, 6, 0, tables, tables, 0, 4096, -2, 0, -2, 0)
    header += struct.pack("<109i", *range(tables), *[-1] * (109 - tables))
    root = _entry("Root Entry", 5, child=1, start=-2, size=0)
    folder = (root + _entry("Workbook", 2, child=-1, start=tables + 1, size=len(stream))).ljust(_SECTOR, b"\0")
    return header + table + folder + stream


def _entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    text = name.encode("utf-16-le")
    return text.ljust(64, b"\0") + struct.pack(
        "<HBBiii16xI16xiII", len(text) + 2, kind, 1, -1, -1, child, 0, start, size, 0
    )
