"""What the SQL files of the reference and staging layers declare: the one place of column lists."""

import re
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from etl.errors import DeclarationBroken
from warehouse import sql_files

_COLUMN = re.compile(r"^\s*(\w+) (varchar|integer|boolean|date|decimal\((\d+),\s*(\d+)\))( not null)?,?$")
_TYPES = {"varchar": pl.String, "integer": pl.Int32, "boolean": pl.Boolean, "date": pl.Date}


@dataclass(frozen=True)
class Declaration:
    """A table's columns with their types, which of them must be filled, and what names a row."""

    name: str
    columns: dict[str, pl.DataType]
    required: frozenset[str]
    grain: tuple[str, ...]

    def empty(self) -> pl.DataFrame:
        """The frame of this table without rows."""
        return pl.DataFrame(schema=self.columns)


def read_declarations(folder: Path) -> dict[str, Declaration]:
    """The declared tables of one layer's folder, by name. Raises DeclarationBroken."""
    return {path.stem: _read(path) for path in sorted(folder.glob("*.sql"))}


def _read(path: Path) -> Declaration:
    file = sql_files.read(path)
    start, end = file.text.find("(", file.text.find("create table")), file.text.rfind(")")
    columns: dict[str, pl.DataType] = {}
    required = set()
    for line in file.text[start + 1 : end].strip().splitlines():
        match = _COLUMN.match(line.partition("--")[0].rstrip())
        if match is None:
            raise DeclarationBroken(path, line.strip())
        name, kind, precision, scale, not_null = match.groups()
        columns[name] = pl.Decimal(int(precision), int(scale)) if precision else _TYPES[kind]()
        if not_null:
            required.add(name)
    if not file.grain or not set(file.grain) <= columns.keys():
        raise DeclarationBroken(path, f"Grain: {', '.join(file.grain)}")
    return Declaration(path.stem, columns, frozenset(required), file.grain)
