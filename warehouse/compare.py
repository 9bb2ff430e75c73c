"""Two builds side by side, mart by mart: what a publication adds, removes and changes."""

from collections.abc import Collection, Mapping
from functools import cache
from pathlib import Path

import duckdb
import polars as pl

from warehouse import sql_files
from warehouse.connection import query

OTHER = " (other build)"  # no column of a mart has a space in its name
READABLE = dict.fromkeys(("mart", "key", "change", "columns", "before", "after"), pl.String)
NO_DIFFERENCES = pl.DataFrame(schema={"change": pl.String, "columns": pl.List(pl.String)})


def _rows(build_id: str, mart: sql_files.SqlFile, directory: Path) -> pl.DataFrame:
    """The rows of a mart in one build; none where an older build did not have the mart, or not its key."""
    try:
        rows = query(build_id, f"select * from {mart.full_name}", directory=directory)
    except duckdb.CatalogException:
        return pl.DataFrame()
    return rows if set(mart.grain) <= set(rows.columns) else pl.DataFrame()


def _with_columns_of(frame: pl.DataFrame, other: pl.DataFrame) -> pl.DataFrame:
    """The frame with every column of the other, empty where it had none: what is new is then a difference."""
    missing = [pl.lit(None, dtype).alias(name) for name, dtype in other.schema.items() if name not in frame.columns]
    return frame.with_columns(missing)


def differences(build_a: str, build_b: str, mart: sql_files.SqlFile, directory: Path) -> pl.DataFrame:
    """One row per row of a mart that the builds do not share, ordered by its grain; no rows where they are alike.

    Columns: those of the mart as build A has them, the same with ``OTHER`` behind the name as build B has them,
    ``change`` (added | removed | changed) and ``columns``, the list of those that differ in a changed row.
    """
    before, after = (_rows(build, mart, directory) for build in (build_a, build_b))
    if before.equals(after):
        return NO_DIFFERENCES
    before, after = _with_columns_of(before, after), _with_columns_of(after, before)
    keys = list(mart.grain)
    # a key may be null in a grain, so the join cannot tell by it which side a row comes from
    joined = before.with_columns(is_before=True).join(
        after.with_columns(is_after=True), on=keys, how="full", nulls_equal=True, suffix=OTHER, coalesce=True
    )
    differing = {name: pl.col(name).ne_missing(pl.col(name + OTHER)) for name in before.columns if name not in keys}
    apart = joined.with_columns(
        change=pl.when(pl.col("is_before").is_null())
        .then(pl.lit("added"))
        .when(pl.col("is_after").is_null())
        .then(pl.lit("removed"))
        .when(pl.any_horizontal(*differing.values(), False))
        .then(pl.lit("changed"))
    ).filter(pl.col("change").is_not_null())
    # the lists are slow to make, and a new year brings thousands of rows that need none
    is_changed = pl.col("change") == "changed"
    names = [pl.when(is_other).then(pl.lit(name)) for name, is_other in differing.items()]
    return (
        pl.concat(
            [
                apart.filter(is_changed).with_columns(
                    columns=pl.concat_list([*names, pl.lit(None, pl.String)]).list.drop_nulls()
                ),
                apart.filter(~is_changed).with_columns(columns=pl.lit([], pl.List(pl.String))),
            ]
        )
        .drop("is_before", "is_after")
        .sort(keys, nulls_last=True)
    )


def compare_mart(build_a: str, build_b: str, mart: sql_files.SqlFile, directory: Path) -> pl.DataFrame:
    """The ``differences`` of one mart as text, for people to read.

    Columns: mart, key (the grain, joined by " · "), change, columns (those that differ), before, after (their values).
    """
    rows = []
    for row in differences(build_a, build_b, mart, directory).iter_rows(named=True):
        names = row["columns"] if row["change"] == "changed" else []
        rows.append(
            {
                "mart": mart.full_name,
                "key": " · ".join(str(row[name]) for name in mart.grain),
                "change": row["change"],
                "columns": ", ".join(names),
                "before": ", ".join(str(row[name]) for name in names),
                "after": ", ".join(str(row[name + OTHER]) for name in names),
            }
        )
    return pl.DataFrame(rows, schema=READABLE)


def unlike(
    build_a: str, build_b: str, directory: Path, sql_dir: Path, only: Collection[str] = ()
) -> list[sql_files.SqlFile]:
    """The marts, or those that are named ``only``, that may differ between the builds; the others hold the same rows.

    Told by hashes of 64 bits, far sooner than by reading all rows of both. The rows of a view are made for it only
    where something that it reads differs.
    """
    ids = build_a, build_b
    files = {file.full_name: file for file in sql_files.ordered(sql_dir)}
    columns = [_columns(build_id, directory) for build_id in ids]
    texts = [_texts(build_id, directory) for build_id in ids]
    prints = [
        _prints(build_id, {name: each for name, each in known.items() if name not in views}, directory)
        for build_id, known, views in zip(ids, columns, texts, strict=True)
    ]

    @cache
    def is_alike(name: str) -> bool:
        if any(name in kept for kept in prints):
            return prints[0].get(name) == prints[1].get(name)
        return texts[0].get(name) == texts[1].get(name) and all(map(is_alike, files[name].reads))

    def differs(name: str) -> bool:
        if is_alike(name):
            return False
        if not all(name in views for views in texts):
            return any(name in known for known in columns)
        before, after = (
            _prints(build_id, {name: known[name]}, directory) for build_id, known in zip(ids, columns, strict=True)
        )
        return before != after

    return [mart for mart in marts(sql_dir) if (not only or mart.name in only) and differs(mart.full_name)]


def _columns(build_id: str, directory: Path) -> dict[str, list[str]]:
    """The columns of every table and view of a build, with their types."""
    found = query(
        build_id,
        """
        select schema_name || '.' || table_name as name,
            list(column_name || ' ' || data_type order by column_index) as columns
        from duckdb_columns() where list_contains($layers, schema_name) group by name
        """,
        {"layers": list(sql_files.LAYERS)},
        directory=directory,
    )
    return dict(found.iter_rows())


def _prints(build_id: str, columns: Mapping[str, list[str]], directory: Path) -> dict[str, tuple]:
    """Of tables and views of a build, given with their columns: these, how many rows, and all rows' hashes as one.

    Hashed twice: the engine's hash of a row ends in an exclusive or with its last column, and rows that exchange
    theirs would look alike.
    """
    rows = [f"select '{name}', count(*), bit_xor(hash(hash(read))) from {name} as read" for name in columns]
    hashed = query(build_id, " union all ".join(rows), directory=directory) if rows else pl.DataFrame()
    return {name: (columns[name], *of_rows) for name, *of_rows in hashed.iter_rows()}


def _texts(build_id: str, directory: Path) -> dict[str, str]:
    """What the views and rules of a build say, by name."""
    found = query(
        build_id,
        """
        select schema_name || '.' || view_name as name, sql from duckdb_views() where not internal
        union all
        select schema_name || '.' || function_name, any_value(macro_definition) from duckdb_functions()
        where not internal and function_type = 'macro' group by all
        """,
        directory=directory,
    )
    return dict(found.iter_rows())


def marts(sql_dir: Path) -> list[sql_files.SqlFile]:
    """Every mart, in the order in which they are built."""
    return [file for file in sql_files.ordered(sql_dir) if file.layer == "mart"]


def compare(build_a: str, build_b: str, directory: Path, sql_dir: Path) -> pl.DataFrame:
    """All marts that either build has, one below the other; see ``compare_mart``."""
    apart = [compare_mart(build_a, build_b, mart, directory) for mart in unlike(build_a, build_b, directory, sql_dir)]
    return pl.concat([pl.DataFrame(schema=READABLE), *apart])
