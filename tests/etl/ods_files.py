"""OpenDocument workbooks made by hand, with what their cells carry besides texts. All figures are invented."""

import io
import zipfile
from collections.abc import Mapping, Sequence
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


# T1 raises letters, T2 by how far, T3 says nothing, T4 strikes through; c1 strikes through cells, c2 builds on it
STYLES = (
    '<style:style style:name="T1" style:family="text"><style:text-properties style:text-position="super 58%"/>'
    '</style:style><style:style style:name="T2" style:family="text"><style:text-properties '
    'style:text-position="33% 58%"/></style:style><style:style style:name="T3" style:family="text">'
    '<style:text-properties style:text-position="0% 100%"/></style:style><style:style style:name="T4" '
    'style:family="text"><style:text-properties style:text-line-through-style="solid" '
    'style:text-line-through-type="single"/></style:style><style:style style:name="c1" style:family="table-cell">'
    '<style:text-properties style:text-line-through-style="solid"/></style:style><style:style style:name="c2" '
    'style:family="table-cell" style:parent-style-name="c1"><style:text-properties fo:color="#ff0000"/></style:style>'
    '<style:style style:name="c3" style:family="table-cell" style:parent-style-name="c1"><style:text-properties '
    'style:text-line-through-style="none"/></style:style><style:style style:name="away" style:family="table">'
    '<style:table-properties table:display="false"/></style:style>'
)


class Xml(str):
    """What stands in a cell of text, as XML."""


def ods(
    rows: Sequence[Sequence[object]],
    *,
    merged: Sequence[tuple[int, int, int, int]] = (),
    row_marks: Mapping[int, str] | None = None,
    cell_marks: Mapping[tuple[int, int], str] | None = None,
    columns: str = "",
    lines: str = "",
    tables: str = "",
    parts: Mapping[str, str] | None = None,
) -> bytes:
    """A workbook with a sheet of these rows, `merged` as `Range` has them, and the styles above.

    `row_marks` and `cell_marks` are further attributes; `columns`, `lines` and `tables` what stands before and after
    the rows, and after the sheet, as XML; `parts` further parts of the file.
    """
    marks = {place: f" {text}" for place, text in (cell_marks or {}).items()}
    table = ""
    for number, row in enumerate(rows, 1):
        cells = "".join(_cell(number, each, cell, merged, marks) for each, cell in enumerate(row, 1))
        table += f"<table:table-row {(row_marks or {}).get(number, '')}>{cells}</table:table-row>"
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {_NAMES}><office:automatic-styles>{STYLES}'
        f'</office:automatic-styles><office:body><office:spreadsheet><table:table table:name="Bảng 1">{columns}{table}'
        f"{lines}</table:table>{tables}</office:spreadsheet></office:body></office:document-content>"
    )
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        for name, text in {"content.xml": content, "META-INF/manifest.xml": "<manifest/>", **(parts or {})}.items():
            archive.writestr(name, text)
    return target.getvalue()


def _cell(
    row: int,
    column: int,
    cell: object,
    merged: Sequence[tuple[int, int, int, int]],
    marks: Mapping[tuple[int, int], str],
) -> str:
    kind, more = "table-cell", marks.get((row, column), "")
    for top, left, bottom, right in merged:
        if (row, column) == (top, left):
            more += f' table:number-rows-spanned="{bottom - top + 1}" table:number-columns-spanned="{right - left + 1}"'
        elif top <= row <= bottom and left <= column <= right:
            kind = "covered-table-cell"
    if cell == "":
        return f"<table:{kind}{more}/>"
    if isinstance(cell, int | float):
        value = f' office:value-type="float" office:value="{cell}"'
        return f"<table:{kind}{more}{value}><text:p>{cell}</text:p></table:{kind}>"
    text = cell if isinstance(cell, Xml) else f"<text:p>{escape(str(cell))}</text:p>"
    return f'<table:{kind}{more} office:value-type="string">{text}</table:{kind}>'
