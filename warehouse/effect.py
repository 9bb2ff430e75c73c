"""What a publication would do, before it does it: figures that come, change or go, ranks that move, years untouched."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

import duckdb
import polars as pl

from warehouse import builds, paths
from warehouse.compare import marts, unlike
from warehouse.connection import attached, fetched, query
from warehouse.sql_files import SqlFile

# what a reader calls an edition, beside its code
_NAMING = ("index_code", "year", "cohort_code")
CHANGES = ("added", "changed", "removed")
# what a reader calls a figure: its columns in the marts that hold one row per figure
_FIGURES = {
    "unit_ranking": ("value", "rank"),
    "component_status": ("status", "score", "first_round_score", "self_score"),
}
# where an edition stands among the others: it moves whenever one comes, and nothing of the edition itself changes
_STANDING = ("edition_position", "is_latest")
_SIDES = ("before", "after")
# rows of a mart by edition and by what becomes of them, and figures of these rows likewise
_COUNTED = pl.Schema(
    {
        "edition_code": pl.String,
        **{name: pl.Int64 for change in CHANGES for name in (f"rows_{change}", change)},
    }
)
_MOVES = pl.Schema(
    {
        "edition_code": pl.String,
        **dict(zip(_NAMING, (pl.String, pl.Int32, pl.String), strict=True)),
        **dict.fromkeys(("indicator_code", "unit_code", "unit_name_vi", "unit_name_en"), pl.String),
        **dict.fromkeys(("rank_before", "rank_after"), pl.Int32),
    }
)
_DERIVED = pl.Schema({"indicator_level": pl.String, "count": pl.Int64})
_NEEDED = {
    *("indicator_code", "indicator_level", "unit_code", "unit_name_vi", "unit_name_en"),
    *("rank", "value", "value_basis"),
    *("edition_code", *_NAMING),
}


@dataclass(frozen=True)
class Effect:
    """The difference from build A to build B, in the words of a reader.

    ``marts``: mart, added, changed, removed; one row per mart with any difference.
    ``editions``: edition_code, index_code, year, cohort_code, added, changed, removed (figures), is_touched
    (any row of any mart); one row per edition of either build, newest first.
    ``rank_moves``: edition, indicator_code, unit_code, unit_name_vi, unit_name_en, rank_before, rank_after; one row per
    rank that both builds know and that differs. ``releases``: codes added, changed, removed.
    ``derived``: indicator_level, count; of the added figures those whose value is computed, stated by no file.
    """

    marts: pl.DataFrame
    editions: pl.DataFrame
    rank_moves: pl.DataFrame
    releases: dict[str, list[str]]
    derived: pl.DataFrame

    @property
    def is_nothing(self) -> bool:
        """True if no reader would see a difference."""
        return self.marts.is_empty()


def effect(
    build_a: str, build_b: str, directory: Path, sql_dir: Path = paths.SQL_DIR, only: Collection[str] = ()
) -> Effect:
    """The effect of going from build A to build B, in all marts or those that are named ``only``.

    Raises UnknownBuild or DamagedBuild.
    """
    stamps = [builds.stamp(directory, build_id) for build_id in (build_a, build_b)]
    differing = unlike(build_a, build_b, directory, sql_dir, only)
    found = {mart.name: pl.DataFrame(schema=_COUNTED) for mart in marts(sql_dir)}
    moves, derived = pl.DataFrame(schema=_MOVES), pl.DataFrame(schema=_DERIVED)
    if differing:
        with attached(build_a, build_b, directory, _SIDES) as connection:
            for mart in differing:
                columns = _columns(connection, mart)
                found[mart.name] = _counts(connection, mart, columns)
                if mart.name == "unit_ranking" and all(names.keys() >= _NEEDED for names in columns):
                    moves, derived = _rank_moves(connection, mart), _derived(connection, mart)
    known = pl.concat([_known_editions(build_id, directory) for build_id in (build_a, build_b)]).unique()
    return Effect(
        marts=_by_mart(found),
        editions=_by_edition(found, known),
        rank_moves=moves,
        releases=builds.release_changes(*(stamp.releases for stamp in stamps)),
        derived=derived,
    )


def counted(build_a: str, build_b: str, directory: Path, sql_dir: Path = paths.SQL_DIR) -> dict[str, int]:
    """How many figures a reader sees added, changed and removed from build A to build B, and how many `ranks` moved.
    Raises UnknownBuild or DamagedBuild.
    """
    found = effect(build_a, build_b, directory, sql_dir, only=_FIGURES)
    return {change: int(found.editions[change].sum()) for change in CHANGES} | {"ranks": found.rank_moves.height}


def titles(build_id: str, directory: Path) -> dict[str, str]:
    """The titles of the releases of a build. Raises UnknownBuild or DamagedBuild."""
    rows = query(build_id, "select release_code, title from staging.releases", directory=directory)
    return dict(rows.iter_rows())


def _known_editions(build_id: str, directory: Path) -> pl.DataFrame:
    """One row per edition a reader of the build can choose."""
    return query(build_id, "select edition_code, index_code, year, cohort_code from mart.editions", directory=directory)


def _by_mart(found: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Rows of each mart that differs, by what becomes of them."""
    rows = [
        {"mart": name, **{change: counts[f"rows_{change}"].sum() for change in CHANGES}}
        for name, counts in found.items()
        if counts.height
    ]
    return pl.DataFrame(rows, schema={"mart": pl.String, **dict.fromkeys(CHANGES, pl.Int64)})


def _by_edition(found: Mapping[str, pl.DataFrame], known: pl.DataFrame) -> pl.DataFrame:
    """Figures of each known edition by what becomes of them, and whether anything at all of it differs."""
    counts = pl.concat(found.values()).group_by("edition_code").agg(pl.col(*CHANGES).sum(), is_touched=True)
    return (
        known.join(counts, on="edition_code", how="left")
        .with_columns(pl.col(*CHANGES).fill_null(0), pl.col("is_touched").fill_null(value=False))
        .sort("index_code", "year", "edition_code", descending=[False, True, False])
    )


def _columns(connection: duckdb.DuckDBPyConnection, mart: SqlFile) -> tuple[dict[str, str], dict[str, str]]:
    """The columns of a mart with their types in each of two builds; none where one does not have it, or not its key."""
    rows = connection.execute(
        """
        select database_name, column_name, data_type from duckdb_columns()
        where database_name in ('before', 'after') and schema_name = 'mart' and table_name = $name
        order by column_index
        """,
        {"name": mart.name},
    ).fetchall()
    both = [{column: kind for database, column, kind in rows if database == side} for side in _SIDES]
    before, after = (columns if set(mart.grain) <= columns.keys() else {} for columns in both)
    return before, after


def _counts(
    connection: duckdb.DuckDBPyConnection, mart: SqlFile, columns: tuple[dict[str, str], dict[str, str]]
) -> pl.DataFrame:
    """One row per edition with rows that the builds do not share; those that belong to none stand together.

    Rows are told apart by hashes of 64 bits: to hold all columns of both side by side takes a large edition a gigabyte.
    """
    names = [name for name in ("edition_code", "later_edition_code") if any(name in side for side in columns)]
    code = f"coalesce(after.{names[0]}, before.{names[0]})" if names else "null"
    extra = [name for name in names[:1] if name not in mart.grain]
    before, after = (_side(side, mart, columns, extra) for side in _SIDES)
    met = " and ".join(f"before.{name} is not distinct from after.{name}" for name in mart.grain)
    result = connection.execute(
        f"""
        with before as ({before}), after as ({after}),
        apart as (
            select {code} as edition_code,
                case
                    when before.content is null then 'added'
                    when after.content is null then 'removed'
                    else 'changed'
                end as change,
                coalesce(before.is_known, false) as was_known, coalesce(after.is_known, false) as is_known,
                before.figures is distinct from after.figures as is_other
            from before full join after on {met}
            where before.content is distinct from after.content
        )
        select cast(edition_code as varchar) as edition_code,
            count(*) filter (change = 'added') as rows_added,
            count(*) filter (not was_known and is_known) as added,
            count(*) filter (change = 'changed') as rows_changed,
            count(*) filter (was_known and is_known and is_other) as changed,
            count(*) filter (change = 'removed') as rows_removed,
            count(*) filter (was_known and not is_known) as removed
        from apart group by all
        """
    )
    return fetched(result).cast(_COUNTED)


def _side(
    side: str, mart: SqlFile, columns: tuple[dict[str, str], dict[str, str]], extra: list[str]
) -> str:
    """The rows of a mart in one build as a query: key, hash of the rest, whether there is a figure and a hash of it.

    A column that only the other build has counts as empty, one that has another type there is compared as text.
    """
    before, after = columns
    own, other = (before, after) if side == _SIDES[0] else (after, before)
    if not own:
        names = ", ".join(f"null::{other[name]} as {name}" for name in (*mart.grain, *extra))
        return f"select {names}, null::ubigint as content, false as is_known, null::ubigint as figures where false"

    def written(name: str) -> str:
        if name not in own:
            return "null"
        return f"{name}::varchar" if other.get(name, own[name]) != own[name] else name

    rest = [name for name in {**before, **after} if name not in mart.grain and name not in _STANDING]
    figures = [name for name in _FIGURES.get(mart.name, ()) if name in own or name in other]
    is_known = " or ".join(f"{written(name)} is not null" for name in figures) or "false"
    content, known = (f"hash({', '.join(map(written, names)) or 0})" for names in (rest, figures))
    keys = ", ".join((*mart.grain, *(f"{written(name)} as {name}" for name in extra)))
    told = f"{content} as content, {is_known} as is_known, {known} as figures"
    return f"select {keys}, {told} from {side}.mart.{mart.name}"


def _rank_moves(connection: duckdb.DuckDBPyConnection, mart: SqlFile) -> pl.DataFrame:
    """Ranks that both builds know and that differ; the largest move first."""
    met = " and ".join(f"before.{name} is not distinct from after.{name}" for name in mart.grain)
    result = connection.execute(
        f"""
        select after.edition_code, after.index_code, after.year, after.cohort_code, after.indicator_code,
            after.unit_code,
            coalesce(after.unit_name_vi, before.unit_name_vi) as unit_name_vi,
            coalesce(after.unit_name_en, before.unit_name_en) as unit_name_en,
            before.rank as rank_before, after.rank as rank_after
        from before.mart.{mart.name} as before join after.mart.{mart.name} as after on {met}
        where before.rank <> after.rank
        order by abs(after.rank - before.rank) desc, {", ".join(f"after.{name} nulls last" for name in mart.grain)}
        """
    )
    return fetched(result).cast(_MOVES)


def _derived(connection: duckdb.DuckDBPyConnection, mart: SqlFile) -> pl.DataFrame:
    """Figures that come with a computed value, by level; the level with most of them first."""
    met = " and ".join(f"before.{name} is not distinct from after.{name}" for name in mart.grain)
    result = connection.execute(
        f"""
        select after.indicator_level, count(*) as count
        from after.mart.{mart.name} as after left join before.mart.{mart.name} as before on {met}
        where after.value_basis = 'computed' and before.value is null and before.rank is null
        group by all
        order by count desc, after.indicator_level
        """
    )
    return fetched(result).cast(_DERIVED)
