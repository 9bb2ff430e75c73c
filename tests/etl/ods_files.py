"""OpenDocument workbooks made by hand, with what their cells carry besides texts. All figures are invented."""

import io
import zipfile
from collections.abc import Sequence
from xml.sax.saxutils import escape

_NAMES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{address}:1.0"'
    for name, address in (
        ("office", "office"),
        ("table", "table"),
        ("text", "text"),
        ("style", "style"),
        ("fo", "xsl-fo-compatible"),
    )
)


def ods(
    rows: Sequence[Sequence[object]],
    *,
    merged: Sequence[tuple[int, int, int, int]] = (),
    lines: str = "",
) -> bytes:
    """A workbook with one sheet of these rows, `merged` as `Range` has them; `lines` are further rows, as XML."""
    table = "".join(_row(number, row, merged) for number, row in enumerate(rows, 1))
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {_NAMES}><office:body><office:spreadsheet>'
        f'<table:table table:name="Bảng 1">{table}{lines}</table:table></office:spreadsheet></office:body>'
        "</office:document-content>"
    )
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
    return target.getvalue()


def _row(number: int, row: Sequence[object], merged: Sequence[tuple[int, int, int, int]]) -> str:
    cells = "".join(_cell(number, column, cell, merged) for column, cell in enumerate(row, 1))
    return f"<table:table-row>{cells}</table:table-row>"


def _cell(row: int, column: int, cell: object, merged: Sequence[tuple[int, int, int, int]]) -> str:
    covering = [each for each in merged if each[0] <= row <= each[2] and each[1] <= column <= each[3]]
    kind, spans = "table-cell", ""
    for top, left, bottom, right in covering:
        if (row, column) == (top, left):
            spans = f' table:number-rows-spanned="{bottom - top + 1}" table:number-columns-spanned="{right - left + 1}"'
        else:
            kind = "covered-table-cell"
    if cell == "":
        return f"<table:{kind}{spans}/>"
    if isinstance(cell, int | float):
        value = f' office:value-type="float" office:value="{cell}"'
        return f"<table:{kind}{spans}{value}><text:p>{cell}</text:p></table:{kind}>"
    text = escape(str(cell))
    return f'<table:{kind}{spans} office:value-type="string"><text:p>{text}</text:p></table:{kind}>'
