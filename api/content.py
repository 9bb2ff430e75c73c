"""Answers as JSON and CSV. Decimals are numbers with all their digits; what is not known is null, or empty."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from json.encoder import encode_basestring
from typing import Any

import polars as pl

from api.parameters import CSV, JSON, ZIP
from api.problems import Problem
from exports.delimited import csv_machine
from exports.sheet import FrameSheet, Sheet

MEDIA_TYPES = {JSON: "application/json", CSV: "text/csv", ZIP: "application/zip"}
LIST_SEPARATOR = "; "


@dataclass(frozen=True)
class Found:
    """What an endpoint found: rows of a mart (`frame`), and with which values to ask on (`go_on`), none where these are
    the last ones; or the `facts` of a plan, and which of them are the `rows` of a table; or a `file` and its name.
    """

    frame: pl.DataFrame | None = None
    go_on: Mapping[str, str] = field(default_factory=dict)
    facts: Mapping[str, Any] = field(default_factory=dict)
    rows: Sequence[Mapping[str, Any]] = ()
    file: bytes = b""
    file_name: str = ""

    def json(self, around: Mapping[str, Any]) -> bytes:
        """The answer as JSON; ``around`` stands before the rows."""
        return facts_json(self.facts) if self.frame is None else rows_json(self.frame, around)

    def csv(self) -> bytes:
        """The answer as a table."""
        return facts_csv(self.rows) if self.frame is None else frame_csv(self.frame)


def chosen(asked: str | None, accepted: str, formats: Sequence[str]) -> str:
    """The format of an answer, of those there are: the one asked for by name, else the one that an Accept header likes
    best. Raises Problem where it takes none.
    """
    if asked:
        return asked
    liked = {name: _liking(MEDIA_TYPES[name], accepted) for name in formats}
    best = max(liked, key=lambda name: liked[name])
    if not liked[best]:
        raise Problem("format", "accept", [MEDIA_TYPES[name] for name in formats], found=accepted)
    return best


def _liking(media_type: str, accepted: str) -> float:
    """The quality 0..1 that an Accept header gives to a media type, by what fits it most closely; 1 without one."""
    fitting = ("*/*", f"{media_type.partition('/')[0]}/*", media_type)  # the closest last
    best = (-1, 0.0)
    for offer in accepted.lower().split(",") if accepted.strip() else ["*/*"]:
        name, *details = (part.strip() for part in offer.split(";"))
        if name in fitting:
            best = max(best, (fitting.index(name), _quality(details)))
    return best[1]


def _quality(details: list[str]) -> float:
    written = next((part[2:] for part in details if part.startswith("q=")), "1")
    try:
        return min(max(float(written), 0.0), 1.0)
    except ValueError:
        return 0.0


def rows_json(rows: pl.DataFrame, around: Mapping[str, Any]) -> bytes:
    """An object with what stands ``around`` the rows, and `rows`."""
    row = "{" + ",".join(f"{encode_basestring(name)}:%s" for name in rows.columns) + "}"
    cells = zip(*(_json_cells(column) for column in rows.iter_columns()), strict=True)
    listed = ",".join([row % each for each in cells])
    begun = json.dumps(around, ensure_ascii=False, separators=(",", ":"))
    return f'{begun[:-1]},"rows":[{listed}]}}'.encode()


def _json_cells(column: pl.Series) -> list[str]:
    kind = column.dtype
    if kind.is_numeric() or kind == pl.Boolean:
        return column.cast(pl.String).fill_null("null").to_list()
    if isinstance(kind, pl.List):
        return [json.dumps(cell, ensure_ascii=False) for cell in column.to_list()]
    return ["null" if cell is None else encode_basestring(cell) for cell in column.cast(pl.String).to_list()]


def facts_json(facts: Mapping[str, Any]) -> bytes:
    """An object as it is."""
    return json.dumps(facts, ensure_ascii=False, separators=(",", ":")).encode()


def frame_csv(rows: pl.DataFrame) -> bytes:
    """A table: names of the columns, then a line for each row; text that a spreadsheet could run is kept text."""
    listed = pl.selectors.list().list.join(LIST_SEPARATOR)
    plain = rows.with_columns(listed, pl.selectors.boolean().cast(pl.String))
    return csv_machine(FrameSheet("", plain.columns, plain))


def facts_csv(rows: Sequence[Mapping[str, Any]]) -> bytes:
    """The same of plain values; what a row lacks is empty."""
    columns = list(dict.fromkeys(name for row in rows for name in row))
    cells = [[_cell(row.get(name)) for name in columns] for row in rows]
    return csv_machine(Sheet("", columns, cells))


def _cell(value: Any) -> Any:
    return json.dumps(value) if isinstance(value, bool) else value
