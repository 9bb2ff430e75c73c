"""Two builds side by side, mart by mart: what a publication adds, removes and changes."""

from pathlib import Path

import duckdb
import polars as pl

from warehouse import sql_files
from warehouse.connection import query


def _rows(build_id: str, mart: sql_files.SqlFile, directory: Path) -> pl.DataFrame:
    """The rows of a mart in one build; none where an older build did not have the mart, or not its key."""
    try:
        rows = query(build_id, f"select * from {mart.full_name}", directory=directory)
    except duckdb.CatalogException:
        return pl.DataFrame()
    return rows if set(mart.grain) <= set(rows.columns) else pl.DataFrame()


def _keyed(frame: pl.DataFrame, grain: tuple[str, ...]) -> dict[tuple, dict]:
    """Rows by their grain."""
    return {tuple(row[column] for column in grain): row for row in frame.iter_rows(named=True)}


def compare_mart(build_a: str, build_b: str, mart: sql_files.SqlFile, directory: Path) -> pl.DataFrame:
    """One row per row of one mart that is added, removed or changed from build A to build B.

    Columns: mart, key (the grain, joined by " · "), change, columns (those that differ), before, after (their values).
    """
    before, after = (_keyed(_rows(build, mart, directory), mart.grain) for build in (build_a, build_b))
    rows = []
    for key in dict.fromkeys([*before, *after]):
        old, new = before.get(key), after.get(key)
        columns = dict.fromkeys([*(old or {}), *(new or {})])
        differing = [column for column in columns if (old or {}).get(column) != (new or {}).get(column)]
        if not differing and old is not None and new is not None:
            continue
        rows.append(
            {
                "mart": mart.full_name,
                "key": " · ".join(str(part) for part in key),
                "change": "added" if old is None else "removed" if new is None else "changed",
                "columns": ", ".join(differing) if old and new else "",
                "before": ", ".join(str(old.get(column)) for column in differing) if old and new else "",
                "after": ", ".join(str(new.get(column)) for column in differing) if old and new else "",
            }
        )
    columns = ("mart", "key", "change", "columns", "before", "after")
    return pl.DataFrame(rows, schema=dict.fromkeys(columns, pl.String))


def compare(build_a: str, build_b: str, directory: Path, sql_dir: Path) -> pl.DataFrame:
    """All marts that either build has, one below the other; see ``compare_mart``."""
    marts = [file for file in sql_files.ordered(sql_dir) if file.layer == "mart"]
    return pl.concat([compare_mart(build_a, build_b, mart, directory) for mart in marts])
