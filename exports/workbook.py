"""Workbooks: XlsxWriter makes the frame (formats, panes, filter, print set-up), the rows go into it in slices.

XlsxWriter alone writes cell by cell, which takes a second for 20,000 rows. So it is given a row of blanks, one for each
look that a cell can have; the rows of a sheet, made a slice at a time by Polars, take the place of that row in its part
of the zip. Texts stand in their cells (inline), numbers as numbers. The same sheets give the same bytes.
"""

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime

import polars as pl
import xlsxwriter
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from exports.cell_texts import for_workbook
from exports.sheet import Cells, FrameSheet, Sheet, of_values

MOST_ROWS = 1_048_575  # what a sheet holds below its titles
_NARROWEST, _WIDEST = 8, 60  # letters
_ARROW = 4  # letters of a title that the arrow of the filter covers
_TITLE_LINES = 3
_A4 = 9
_MARGINS = (0.4, 0.4, 0.5, 0.6)  # inches: left, right, top, bottom
_NOT_IN_NAMES, _LONGEST_NAME = re.compile(r"[\\/*?:\[\]]"), 31  # of sheets
_DAY_ZERO = date(1899, 12, 30)  # of spreadsheets
_SLICE = 5_000  # rows; another thread waits for less than one of them
_LEVEL = 3  # of compression: a fifth larger than the usual one, in half the time
_STAMP = (1980, 1, 1, 0, 0, 0)  # of every part of the zip
_ROWS = re.compile(rb"<sheetData>.*</sheetData>|<sheetData/>", re.DOTALL)
_STYLE, _EXTENT = re.compile(rb'<c r="[A-Z]+1" s="(\d+)"/>'), re.compile(rb'<dimension ref="[A-Z0-9:]+"/>')
_TEXT, _RUNS, _TITLE, _TITLE_RUNS = "text", "text that looks like a formula", "title", "title that looks like a formula"

Content = Sheet | FrameSheet


def workbook(sheet: Content, information: Content, made: datetime) -> bytes:
    """An .xlsx of the rows, to filter, to scroll and to print, with the sheet of information beside them, which says
    that it was `made` then: the time of the build that the rows are of.
    """
    sheets = [(each, each.columns()) for each in (sheet, information)]
    looks = list(dict.fromkeys((_TEXT, _RUNS, _TITLE, _TITLE_RUNS, *_number_formats(sheets))))
    frame = zipfile.ZipFile(io.BytesIO(_frame(sheets, looks, made)))
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as book:
        parts = {f"xl/worksheets/sheet{place}.xml": each for place, each in enumerate(sheets, start=1)}
        for name in frame.namelist():
            part = zipfile.ZipInfo(name, _STAMP)
            part.compress_type = zipfile.ZIP_DEFLATED
            part._compresslevel = _LEVEL  # type: ignore[attr-defined]  # a part with a date takes none from the zip
            with book.open(part, "w") as stream:
                around = frame.read(name)
                for piece in _filled(around, *parts[name], looks) if name in parts else [around]:
                    stream.write(piece)
    return buffer.getvalue()


def _number_formats(sheets: Sequence[tuple[Content, list[Cells]]]) -> Iterator[str]:
    for _, columns in sheets:
        for cells in columns:
            yield from [cells.formats] if isinstance(cells.formats, str) else cells.formats.unique().sort()


def _frame(sheets: Sequence[tuple[Content, list[Cells]]], looks: Sequence[str], made: datetime) -> bytes:
    """The workbook without rows; the first row of each sheet has a blank cell of each look."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    book.set_properties({"created": made.replace(tzinfo=None)})
    formats = [_look(book, look) for look in looks]
    for content, columns in sheets:
        page = book.add_worksheet(_NOT_IN_NAMES.sub(" ", content.name)[:_LONGEST_NAME].strip("'"))
        _set_up(page, content, columns)
        for place, look in enumerate(formats):
            page.write_blank(0, place, None, look)
    book.close()
    return buffer.getvalue()


def _look(book: Workbook, look: str) -> object:
    named = {
        _TEXT: {"text_wrap": True},
        _RUNS: {"text_wrap": True, "quote_prefix": True},
        _TITLE: {"text_wrap": True, "bold": True},
        _TITLE_RUNS: {"text_wrap": True, "bold": True, "quote_prefix": True},
    }
    return book.add_format({"valign": "top"} | named.get(look, {"num_format": look}))


def _set_up(page: Worksheet, content: Content, columns: Sequence[Cells]) -> None:
    page.freeze_panes(1, content.kept)
    page.autofilter(0, 0, content.height, len(content.titles) - 1)
    page.repeat_rows(0)
    page.set_landscape()
    page.set_paper(_A4)
    page.fit_to_pages(1, 0)  # as many pages down as it takes
    page.set_margins(*_MARGINS)
    page.set_footer("&C&P / &N")
    for place, (title, cells) in enumerate(zip(content.titles, columns, strict=True)):
        page.set_column(place, place, _width(title, cells))


def _width(title: str, cells: Cells) -> float:
    """Room for the longest cell within reason, for each word of the title and for all of it on a few lines."""
    held = [each.str.len_chars().max() for each in (cells.texts, cells.figures) if each is not None]
    longest = max((int(length) for length in held if isinstance(length, int)), default=0)
    longest = max(longest, 0 if cells.days is None else len(_DAY_ZERO.isoformat()))
    words = max(len(title) / _TITLE_LINES, *map(len, title.split()), 0)
    return min(max(longest + 2, words + _ARROW, _NARROWEST), _WIDEST)


def _filled(around: bytes, content: Content, columns: Sequence[Cells], looks: Sequence[str]) -> Iterator[bytes]:
    """A sheet of the frame with its titles and rows in place of the blanks, piece by piece."""
    styles = dict(zip(looks, (found.decode() for found in _STYLE.findall(around)), strict=True))
    extent = f'<dimension ref="A1:{xl_col_to_name(len(content.titles) - 1)}{content.height + 1}"/>'
    rows = _ROWS.search(around)
    if rows is None:
        raise ValueError("a sheet of the frame has no rows")
    yield _EXTENT.sub(extent.encode(), around[: rows.start()]) + b"<sheetData>"
    titles = [of_values([title]) for title in content.titles]
    yield _rows(titles, 0, 1, 1, styles, (_TITLE, _TITLE_RUNS))
    for start in range(0, content.height, _SLICE):
        yield _rows(columns, start, min(_SLICE, content.height - start), start + 2, styles, (_TEXT, _RUNS))
    yield b"</sheetData>" + around[rows.end() :]


def _rows(
    columns: Sequence[Cells], start: int, count: int, first: int, styles: dict[str, str], text_looks: tuple[str, str]
) -> bytes:
    """The XML of `count` rows from `start`, the first of them being row `first` of its sheet."""
    number = pl.int_range(first, first + count, eager=True).cast(pl.String)
    cells = [
        _cell(column, start, count, f'<c r="{xl_col_to_name(place)}', number, styles, text_looks)
        for place, column in enumerate(columns)
    ]
    opened = pl.concat_str(pl.lit('<row r="'), pl.lit(number), pl.lit('">'))
    named = [cell.alias(str(place)) for place, cell in enumerate([opened, *cells])]
    rows = io.BytesIO()  # between cells a blank, between rows the end of one: XML passes over both
    pl.select(*named, pl.lit("</row>").alias("end")).write_csv(
        rows, include_header=False, separator=" ", quote_style="never", line_terminator="\n"
    )
    return rows.getvalue()


def _cell(
    column: Cells,
    start: int,
    count: int,
    opened: str,
    number: pl.Series,
    styles: dict[str, str],
    text_looks: tuple[str, str],
) -> pl.Expr:
    formats = column.formats if isinstance(column.formats, str) else column.formats.slice(start, count)
    style = pl.lit(styles[formats]) if isinstance(formats, str) else pl.lit(formats.replace_strict(styles))
    begun = pl.concat_str(pl.lit(opened), pl.lit(number), pl.lit('" s="'))
    kinds = []
    if column.texts is not None:
        texts = column.texts.slice(start, count)
        plain, quoted = (styles[look] for look in text_looks)
        said, runs = for_workbook(texts)
        look = pl.when(pl.lit(runs)).then(pl.lit(quoted)).otherwise(pl.lit(plain)) if runs.any() else pl.lit(plain)
        text = pl.lit(_inline(said))
        kinds.append(pl.concat_str(begun, look, pl.lit('" t="inlineStr"><is>'), text, pl.lit("</is></c>")))
    figures = [] if column.figures is None else [column.figures.slice(start, count)]
    if column.days is not None:
        days = column.days.slice(start, count)
        figures.append((days - _DAY_ZERO).dt.total_days().cast(pl.String))
    kinds += [pl.concat_str(begun, style, pl.lit('"><v>'), pl.lit(each), pl.lit("</v></c>")) for each in figures]
    return pl.coalesce(*kinds, pl.concat_str(begun, style, pl.lit('"/>')))


def _inline(written: pl.Series) -> pl.Series:
    """Texts as XML, with the spaces that they have."""
    if written.str.contains("[&<>\r]").any():
        for mark, told in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ("\r", "&#13;")):
            written = written.str.replace_all(mark, told, literal=True)
    if not written.str.contains(r"^\s|\s$|\n|\t|  ").any():
        return "<t>" + written + "</t>"
    return '<t xml:space="preserve">' + written + "</t>"
