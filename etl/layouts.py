"""Which known shape a file has: data/layouts/*.toml, so that a new year's shape is data, not code."""

import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from etl.errors import FolderMissing
from etl.numbers import Separators
from etl.problems import Problem

# names a layout may use beside the columns of its staging table: what a file says instead of our codes
WORDS = frozenset({"unit_name", "unit_system", "indicator_key", "group"})


@dataclass(frozen=True)
class Table:
    """One staging frame a layout fills: rows for which every `where` column holds the given text."""

    name: str
    where: Mapping[str, str] = field(default_factory=dict)
    defaults: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Layout:
    """How to read one shape of file. `columns` and `optional`: our name to the accepted header texts."""

    name: str
    separators: Separators
    columns: Mapping[str, tuple[str, ...]]
    tables: tuple[Table, ...]
    optional: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    ignored: tuple[str, ...] = ()
    empty: tuple[str, ...] = ()
    key_set: str | None = None
    meaning: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


def read_layouts(
    layouts_dir: Path, known: Mapping[str, Collection[str]]
) -> tuple[dict[str, Layout], list[Problem]]:
    """Every layout by name; `known` holds the staging tables and their columns.

    A layout that does not parse, or names a table or column nobody knows, is a problem. Raises FolderMissing.
    """
    if not layouts_dir.is_dir():
        raise FolderMissing(layouts_dir)
    layouts: dict[str, Layout] = {}
    problems: list[Problem] = []
    for path in sorted(layouts_dir.glob("*.toml")):
        try:
            layout = _layout(path.stem, tomllib.loads(path.read_text(encoding="utf-8")))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError, KeyError, TypeError, ValueError) as error:
            detail = f"{type(error).__name__}: {error}"
            problems.append(Problem(path.name, code="layout_unreadable", found=detail))
            continue
        layouts[path.stem] = layout
        problems += [
            Problem(path.name, code="layout_unreadable", found=name, fix=tuple(sorted(expected)))
            for name, expected in _unknown_names(layout, known)
        ]
    return layouts, problems


def _layout(name: str, content: dict) -> Layout:
    allowed = {
        "table",
        "tables",
        "decimal_separator",
        "thousands_separator",
        "key_set",
        "columns",
        "optional",
    }
    allowed |= {"defaults", "meaning", "ignored", "empty"}
    if surplus := content.keys() - allowed:
        raise ValueError(f"unknown keys: {', '.join(sorted(surplus))}")
    shared = content.get("defaults", {})
    tables = [{"table": content["table"]}] if "table" in content else content["tables"]
    decimal, thousands = content["decimal_separator"], content.get("thousands_separator", "")
    if decimal not in (".", ",") or decimal == thousands:
        raise ValueError(f"separators: {decimal!r}, {thousands!r}")
    return Layout(
        name=name,
        separators=Separators(decimal, thousands),
        columns=_texts(content["columns"]),
        optional=_texts(content.get("optional", {})),
        ignored=tuple(content.get("ignored", ())),
        empty=tuple(content.get("empty", ())),
        key_set=content.get("key_set"),
        meaning=content.get("meaning", {}),
        tables=tuple(
            Table(table["table"], table.get("where", {}), {**shared, **table.get("defaults", {})})
            for table in tables
        ),
    )


def _texts(columns: Mapping[str, str | list[str]]) -> dict[str, tuple[str, ...]]:
    return {name: (texts,) if isinstance(texts, str) else tuple(texts) for name, texts in columns.items()}


def _unknown_names(layout: Layout, known: Mapping[str, Collection[str]]) -> list[tuple[str, Collection[str]]]:
    unknown: list[tuple[str, Collection[str]]] = []
    routes = {name for table in layout.tables for name in table.where}
    usable = WORDS | routes
    for table in layout.tables:
        if table.name not in known:
            unknown.append((table.name, known.keys()))
            continue
        usable |= set(known[table.name])
        unknown += [
            (name, known[table.name]) for name in table.defaults if name not in WORDS | set(known[table.name])
        ]
    named = {**layout.columns, **layout.optional}
    unknown += [(name, usable) for name in (*named, *layout.meaning) if name not in usable]
    unknown += [(name, layout.columns.keys()) for name in routes if name not in layout.columns]
    return unknown
