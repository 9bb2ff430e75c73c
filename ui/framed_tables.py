"""A frame of a mart as a table for files: what `ui.table_description` says of each row, worked out once for all rows
that have the same, so that hundreds of thousands take a second.
"""

from collections.abc import Callable, Sequence
from typing import Any

import polars as pl

from exports.sheet import GENERAL, FrameSheet
from ui.cell_styles import Row
from ui.table_description import Field
from warehouse.columns import NAME, column_catalogue

_WORD = "word"  # the format of a code that is written by the beginning of the keys of its words, not by a column


def framed(name: str, fields: Sequence[Field], frame: pl.DataFrame, language: str) -> FrameSheet:
    """The rows of a frame under the titles of fields, each of which reads columns of its own name."""
    cells = [_cells(field, frame, language).alias(str(place)) for place, field in enumerate(fields)]
    formats = [_formats(field, frame, language) for field in fields]
    return FrameSheet(name, [field.heading(language) for field in fields], pl.DataFrame(cells), formats)


def columns_of(field: Field, known: Sequence[str]) -> list[str]:
    """The columns that a field reads, of those known: its own, or one for each language, and what it is written by."""
    written = column_catalogue().column(field.name).format
    own = [each for each in known if written.kind == NAME and each.rpartition("_")[0] == field.name]
    by = [] if written.kind == _WORD else [written.by]
    return own or [each for each in (field.name, *by) if each in known]


def _cells(field: Field, frame: pl.DataFrame, language: str) -> pl.Series:
    if field.is_plain:
        return frame[field.name]
    columns = columns_of(field, frame.columns)
    if isinstance(frame[columns[0]].dtype, pl.List):
        listed = frame[columns[0]].list.join("; ")
        return listed.set(listed == "", None)
    return _worked(frame, columns, lambda rows: field.cells(rows, language))


def _formats(field: Field, frame: pl.DataFrame, language: str) -> str | pl.Series:
    by = [each for each in columns_of(field, frame.columns) if each != field.name and frame[each].dtype.is_integer()]
    if not by:
        [written] = field.number_formats([{}], language)
        return written or GENERAL
    return _worked(frame, by, lambda rows: field.number_formats(rows, language))


def _worked(frame: pl.DataFrame, columns: list[str], make: Callable[[list[Row]], Sequence[Any]]) -> pl.Series:
    """What `make` makes of rows that have these columns, made once for all that have the same."""
    each = frame.select(columns).unique(maintain_order=True)
    made = each.with_columns(pl.Series("made", make(each.to_dicts()), dtype=pl.String))
    return frame.select(columns).join(made, on=columns, how="left", nulls_equal=True, maintain_order="left")["made"]
