"""A table as CSV: for Vietnamese Excel, and for programs."""

import csv
import io
from collections.abc import Callable

import polars as pl

from exports.cell_texts import changed
from exports.sheet import Cells, FrameSheet, Sheet, of_values
from text import files

# What a spreadsheet takes for a number or a day though it is a code: 08, 7.10, 2025-06, 1e5. No other text is like it.
_LIKE_A_NUMBER = r"^[0-9][0-9.,:/\-]*([eE][0-9]+)?$"


def csv_vietnamese(sheet: Sheet | FrameSheet) -> bytes:
    """A CSV that Vietnamese Excel opens by a double click: byte order mark, semicolons, decimal commas.

    A code that looks like a number stands as `="08"`, which is the one way that keeps it text there.
    """
    return "\ufeff".encode() + _csv(sheet, ";", _field_of_excel)


def csv_machine(sheet: Sheet | FrameSheet) -> bytes:
    """A CSV for programs: UTF-8, commas, decimal points, an empty field for a missing figure."""
    return _csv(sheet, ",", _field)


def _csv(sheet: Sheet | FrameSheet, delimiter: str, field: Callable[[Cells], pl.Series]) -> bytes:
    titles = field(of_values(sheet.titles))
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=delimiter, lineterminator="\r\n").writerow(titles)
    fields = pl.DataFrame([field(cells).alias(str(place)) for place, cells in enumerate(sheet.columns())])
    if fields.width == 1:
        fields = fields.fill_null("")  # in quotes, else the row would be a line that readers pass over
    body = io.BytesIO()
    body.write(buffer.getvalue().encode())
    fields.write_csv(body, include_header=False, separator=delimiter, line_terminator="\r\n", quote_style="necessary")
    return body.getvalue()


def _field(cells: Cells) -> pl.Series:
    texts = None if cells.texts is None else changed(cells.texts, files.csv_field)
    return _whole(texts, cells.figures, cells)


def _field_of_excel(cells: Cells) -> pl.Series:
    texts = figures = None
    if cells.texts is not None:
        texts = changed(cells.texts, files.csv_field)
        is_code = cells.texts.str.contains(_LIKE_A_NUMBER).fill_null(False)
        if is_code.any():
            texts = ('="' + cells.texts + '"').zip_with(is_code, texts)
    if cells.figures is not None:
        figures = cells.figures.str.replace(".", ",", literal=True)
    return _whole(texts, figures, cells)


def _whole(texts: pl.Series | None, figures: pl.Series | None, cells: Cells) -> pl.Series:
    days = None if cells.days is None else cells.days.dt.to_string("iso:strict")
    held = [each for each in (texts, figures, days) if each is not None]
    if len(held) == 1:
        return held[0]
    return pl.select(pl.coalesce(pl.lit(each) for each in held)).to_series()
