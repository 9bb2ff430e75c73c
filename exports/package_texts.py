"""What a data package says of itself: its descriptor (Frictionless, version 2), its README and its CHANGELOG."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

import polars as pl

from text import formats
from text.catalogue import DEFAULT_LANGUAGE, LANGUAGES, column_title, say
from warehouse import paths, sql_files
from warehouse.builds import Stamp
from warehouse.columns import column_catalogue
from warehouse.errors import SqlFileFault
from warehouse.publications import CHANGES, Publication

_PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
_DIALECT = {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "header": True}
FIGURES = ("added", "changed", "removed", "ranks")  # what a publication counts of the figures that readers see
VERDICTS = ("exact", "equal_at_printed_precision", "within_rounding_of_parts", "different")
UNCHECKED = "not_checked"
READ_AGAIN = ("sources", "figure_verdicts")  # marts whose rows these texts speak of
_OF_RELEASES = ("release_code", "release_title", "licence")
def descriptor(stamp: Stamp, frames: Mapping[str, pl.DataFrame], files: Mapping[str, tuple[int, str]]) -> str:
    """`datapackage.json`; `files` are size and sha256 of every other file by its name."""
    grains = {file.name: file for file in sql_files.ordered(paths.SQL_DIR) if file.layer == "mart"}
    resources = []
    for name, frame in frames.items():
        resources.append(_table(name, frame, grains.get(name), *files[f"data/{name}.csv"]))
        resources.append(_file(f"data/{name}.parquet", f"{name}-parquet", *files[f"data/{name}.parquet"]))
    told = {
        "$schema": _PROFILE,
        "name": f"dti-{stamp.build_id.lower()}",
        "title": _title(stamp),
        "version": stamp.build_id,
        "created": stamp.built_at,
        "description": "Every mart of one data build, with what its columns mean and where its figures come from.",
        "sources": _sources(frames),
        "build": {
            "build_id": stamp.build_id,
            "built_at": stamp.built_at,
            "inputs_hash": stamp.inputs_hash,
            "schema": stamp.schema,
            "releases": dict(sorted(stamp.releases.items())),
        },
        "verdicts": _verdicts(frames),
        "resources": resources,
    }
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def _title(stamp: Stamp) -> str:
    return say(DEFAULT_LANGUAGE, "package_title", day=formats.minute(stamp.built_time, DEFAULT_LANGUAGE))


def _table(name: str, frame: pl.DataFrame, file: sql_files.SqlFile | None, size: int, digest: str) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "fields": [_field(column, kind) for column, kind in frame.schema.items()],
        "missingValues": [""],
    }
    key = list(file.grain) if file else []
    if file and key and file.known_grain == file.grain:
        schema["primaryKey"] = key
    elif key:
        schema["rowKey"] = key  # some column of it may be empty, which a primary key may not
    return {
        "name": name,
        "type": "table",
        "path": f"data/{name}.csv",
        "title": _named(name, "vi"),
        "title_en": _named(name, "en"),
        "description": file.description if file else "",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": size,
        "hash": f"sha256:{digest}",
        "rowCount": frame.height,
        "dialect": _DIALECT,
        "schema": schema,
    }


def _file(path: str, name: str, size: int, digest: str) -> dict[str, Any]:
    return {
        "name": name,
        "type": "file",
        "path": path,
        "format": "parquet",
        "mediatype": "application/vnd.apache.parquet",
        "bytes": size,
        "hash": f"sha256:{digest}",
    }


def _field(name: str, kind: pl.DataType) -> dict[str, Any]:
    told: dict[str, Any] = {"name": name, "type": _type(kind)}
    if told["type"] == "boolean":
        told |= {"trueValues": ["true"], "falseValues": ["false"]}
    try:
        column = column_catalogue().column(name)
    except SqlFileFault:  # of a mart that is not one of ours
        return told
    language = name.rpartition("_")[2] if name not in column_catalogue().by_name else ""
    return told | {
        "title": column.titles["vi"],
        "title_en": column.titles["en"],
        "description": column.meaning_en + (f" ({language})" if language else ""),
        "unit": column.unit,
        **({"listSeparator": ";"} if isinstance(kind, pl.List) else {}),
    }


def _type(kind: pl.DataType) -> str:
    if kind == pl.Boolean:
        return "boolean"
    if kind == pl.Date:
        return "date"
    if kind.is_integer():
        return "integer"
    return "number" if kind.is_numeric() else "string"


def _releases(frames: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """One row per release, with its title and its licence."""
    told = frames["sources"] if "sources" in frames else pl.DataFrame(schema=dict.fromkeys(_OF_RELEASES, pl.String))
    return told.select(_OF_RELEASES).unique().sort("release_code")


def _sources(frames: Mapping[str, pl.DataFrame]) -> list[dict[str, Any]]:
    """One per release and address; a licence as the source states it, none where none is stated."""
    told = []
    for row in frames["sources"].iter_rows(named=True) if "sources" in frames else ():
        address = row["source_address"] or ""
        source = {
            "title": row["release_title"] or row["release_code"],
            "path": address if address.startswith(("http://", "https://")) else None,
            "version": row["sha256"],
            "release_code": row["release_code"],
            "publisher": row["publisher"],
            "document_number": row["document_number"],
            "published_on": row["published_on"] and row["published_on"].isoformat(),
            "licence_as_stated": row["licence"],
            "file_name": row["file_name"],
        }
        told.append({name: held for name, held in source.items() if held is not None})
    return told


def _verdicts(frames: Mapping[str, pl.DataFrame]) -> dict[str, int]:
    """How many figures have which verdict."""
    found = Counter(frames["figure_verdicts"]["verdict"] if "figure_verdicts" in frames else [])
    return {verdict: found.get(verdict, 0) for verdict in VERDICTS} | {UNCHECKED: found.get(None, 0)}


def readme(stamp: Stamp, frames: Mapping[str, pl.DataFrame], rows: Mapping[str, int]) -> str:
    """`README.md`, in each language after the other."""
    return "\n".join(_readme(stamp, frames, rows, language) for language in LANGUAGES)


def _readme(stamp: Stamp, frames: Mapping[str, pl.DataFrame], rows: Mapping[str, int], language: str) -> str:
    told = partial(say, language)
    verdicts = _verdicts(frames).items()
    stated = Counter(row["licence"] or "" for row in _releases(frames).iter_rows(named=True))
    named = {verdict: f"profile_verdict_{verdict}" for verdict in VERDICTS} | {UNCHECKED: "package_unchecked"}
    parts = [
        f"# {told('package_title', day=formats.minute(stamp.built_time, language))}",
        told("package_build", build_id=stamp.build_id),
        told("package_cite", page=told("data_title"), build_id=stamp.build_id),
        f"## {told('package_files')}",
        "\n".join("- " + told(f"package_{part}") for part in ("descriptor", "csv", "parquet", "changes")),
        told("package_reading"),
        _rows(
            (told("data_pick_table"), told("package_file"), told("info_rows")),
            [(_named(name, language), f"`{name}`", count) for name, count in rows.items()],
        ),
        f"## {told('reconciliation_title')}",
        told("package_verdicts"),
        _rows(
            (column_title(language, "verdict"), told("package_figures")),
            [(told(named[verdict]), count) for verdict, count in verdicts],
        ),
        f"## {told('package_licences')}",
        told("package_no_licence"),
        _rows(
            (told("package_stated"), told("package_releases")),
            [(licence or told("package_none_stated"), count) for licence, count in sorted(stated.items())],
        ),
        told("package_unofficial"),
    ]
    return "\n\n".join(parts) + "\n"


def _named(mart: str, language: str) -> str:
    known = f"mart.{mart}"
    return column_title(language, known) if known in column_catalogue().by_name else mart


def _rows(titles: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """A table in Markdown."""
    lines = [titles, ["---"] * len(titles), *rows]
    return "\n".join(f"| {' | '.join(map(_cell, line))} |" for line in lines)


def _cell(held: object) -> str:
    return str(held).replace("|", "/").replace("\n", " ")


def changelog(before: Sequence[Publication], frames: Mapping[str, pl.DataFrame]) -> str:
    """`CHANGELOG.md`: every publication up to this build, the newest first: what readers are told of it, the titles of
    what came, changed, went, and how many figures and ranks became others.

    Never who published it, and no note but the one for readers.
    """
    titles = {row["release_code"]: row["release_title"] for row in _releases(frames).iter_rows(named=True)}
    lines = [f"# {_in_each('package_changes_title')}", ""]
    for entry in reversed(before):
        lines += [f"## {entry.at} · `{entry.build_id}`", ""]
        if entry.to_readers:
            lines += [_cell(entry.to_readers), ""]
        known = entry.titles | {code: title for code, title in titles.items() if title}
        told = [
            "- " + _in_each(f"package_{kind}") + f": {known.get(code) or code} (`{code}`)"
            for kind in CHANGES
            for code in entry.changes.get(kind, [])
        ]
        lines += [*(told or [f"- {_in_each('package_no_release')}"]), f"- {_counted(entry)}", ""]
    return "\n".join(lines)


def _counted(entry: Publication) -> str:
    """How many figures that readers see became others, or that nobody counted."""
    if not entry.figures:
        return _in_each("package_not_counted")
    return _in_each("package_counted", **{kind: entry.figures.get(kind, 0) for kind in FIGURES})


def _in_each(key: str, **counts: int) -> str:
    return " / ".join(say(language, key, **counts) for language in LANGUAGES)
