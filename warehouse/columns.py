"""The catalogue of columns, read once from ``sql/columns.csv``: what every column of every mart means, is called and
how it is written. The dictionary, tables on pages and files take formats from here; titles and help in the language of
a page come from `text.catalogue`, since a further language has its own.

A name means the same in every mart. A column in several languages (``unit_name_vi``, ``unit_name_en``) has one row
without the language (``unit_name``), and a mart has a row for its own title (``mart.unit_ranking``). Languages are
those that the file has a column ``title_…`` for.
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from warehouse import paths
from warehouse.errors import SqlFileFault

COLUMNS_CSV = paths.SQL_DIR / "columns.csv"
NAME = "name"  # the format of a column that a mart has once per language


@dataclass(frozen=True)
class Format:
    """How a column is written: `kind` (value, points, rank, word …) and what it is written by.

    `by` is the column of the same row that says its decimals or what a rank is out of (``value:value_decimals``,
    ``rank:cohort_size``), or for codes that stand for words the beginning of their keys among the words of `text`
    (``word:rule``), or what is named (``name:unit``, a kind of `mart.names`); empty where the kind needs nothing.
    """

    kind: str
    by: str

    @staticmethod
    def read(text: str) -> "Format":
        """A format as the file says it: `rank:cohort_size`."""
        kind, _, by = text.partition(":")
        return Format(kind, by)


@dataclass(frozen=True)
class Column:
    """What a column's name means, everywhere: a row of ``sql/columns.csv``. `titles` are those of the dictionary."""

    name: str
    meaning_en: str
    unit: str
    format: Format
    titles: Mapping[str, str]


@dataclass(frozen=True)
class Catalogue:
    """Every described column in the order of the file."""

    columns: tuple[Column, ...]
    languages: tuple[str, ...]
    by_name: Mapping[str, Column]

    def column(self, name: str) -> Column:
        """The description of a column of a mart; that of `unit_name` for `unit_name_vi`.

        Raises SqlFileFault for a column that the file does not describe.
        """
        if name in self.by_name:
            return self.by_name[name]
        stem, _, language = name.rpartition("_")
        found = self.by_name.get(stem)
        if found is None or found.format.kind != NAME or language not in self.languages:
            raise SqlFileFault(str(COLUMNS_CSV), f"does not describe {name}")
        return found


@cache
def column_catalogue(path: Path = COLUMNS_CSV) -> Catalogue:
    """The columns of a file, read once.

    Raises SqlFileFault for a name that it describes twice, and for one without a unit, a format or a title.
    """
    with path.open(encoding="utf-8", newline="") as lines:
        reader = csv.DictReader(lines)
        languages = tuple(
            field.removeprefix("title_") for field in reader.fieldnames or () if field.startswith("title_")
        )
        columns = tuple(_column(row, languages, path) for row in reader)
    by_name: dict[str, Column] = {}
    for column in columns:
        if column.name in by_name:
            raise SqlFileFault(str(path), f"describes {column.name} twice")
        by_name[column.name] = column
    return Catalogue(columns, languages, MappingProxyType(by_name))


def _column(row: dict[str, str], languages: tuple[str, ...], path: Path) -> Column:
    needed = ("name", "unit", "format", *(f"title_{language}" for language in languages))
    if missing := [field for field in needed if not row[field]]:
        raise SqlFileFault(str(path), f"gives {row['name'] or 'a column without a name'} no {missing[0]}")
    return Column(
        row["name"],
        row["meaning_en"],
        row["unit"],
        Format.read(row["format"]),
        MappingProxyType({language: row[f"title_{language}"] for language in languages}),
    )
