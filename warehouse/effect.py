"""What a publication would do, before it does it: figures that come, change or go, ranks that move, years untouched."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from warehouse import builds, paths
from warehouse.compare import NO_DIFFERENCES, OTHER, differences, marts, unlike
from warehouse.connection import query

EDITION = ("index_code", "year", "cohort_code")
# what a reader calls a figure: its columns in the marts that hold one row per figure
FIGURES = {
    "unit_ranking": ("value", "rank"),
    "component_status": ("status", "score", "first_round_score", "self_score"),
}
CHANGES = ("added", "changed", "removed")
# where an edition stands among the others: it moves whenever one comes, and nothing of the edition itself changes
STANDING = ["edition_position", "is_latest"]


@dataclass(frozen=True)
class Effect:
    """The difference from build A to build B, in the words of a reader.

    ``marts``: mart, added, changed, removed; one row per mart with any difference.
    ``editions``: index_code, year, cohort_code, added, changed, removed (figures), is_touched (any row of any mart);
    one row per edition of either build, newest first.
    ``rank_moves``: edition, indicator_code, unit_code, unit_name_vi, unit_name_en, rank_before, rank_after; one row per
    rank that both builds know and that differs. ``releases``: codes added, changed, removed.
    """

    marts: pl.DataFrame
    editions: pl.DataFrame
    rank_moves: pl.DataFrame
    releases: dict[str, list[str]]

    @property
    def is_nothing(self) -> bool:
        """True if no reader would see a difference."""
        return self.marts.is_empty()


def effect(build_a: str, build_b: str, directory: Path, sql_dir: Path = paths.SQL_DIR) -> Effect:
    """The effect of going from build A to build B. Raises UnknownBuild or DamagedBuild."""
    stamps = [builds.stamp(directory, build_id) for build_id in (build_a, build_b)]
    found = {mart.name: NO_DIFFERENCES for mart in marts(sql_dir)} | {
        mart.name: _apart_from_standing(differences(build_a, build_b, mart, directory))
        for mart in unlike(build_a, build_b, directory, sql_dir)
    }
    known = pl.concat([_known_editions(build_id, directory) for build_id in (build_a, build_b)]).unique()
    return Effect(
        marts=_counted(found),
        editions=_editions(found, known),
        rank_moves=_rank_moves(found["unit_ranking"]),
        releases=builds.release_changes(*(stamp.releases for stamp in stamps)),
    )


def _known_editions(build_id: str, directory: Path) -> pl.DataFrame:
    """One row per edition a reader of the build can choose."""
    return query(build_id, "select index_code, year, cohort_code from mart.editions", directory=directory)


def _counted(found: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Rows of each mart by what becomes of them."""
    rows = [
        {"mart": name, **{change: (rows["change"] == change).sum() for change in CHANGES}}
        for name, rows in found.items()
        if rows.height
    ]
    return pl.DataFrame(rows, schema={"mart": pl.String, **dict.fromkeys(CHANGES, pl.Int64)})


def _editions(found: Mapping[str, pl.DataFrame], known: pl.DataFrame) -> pl.DataFrame:
    """Figures of each known edition by what becomes of them, and whether anything at all of it differs."""
    figures = pl.concat([_figure_changes(found[mart], names) for mart, names in FIGURES.items()])
    counts = figures.group_by(EDITION).agg(
        [(pl.col("change") == name).sum().cast(pl.Int64).alias(name) for name in CHANGES]
    )
    touched = pl.concat([_by_edition(rows) for rows in found.values()]).unique().with_columns(is_touched=True)
    return (
        known.join(counts, on=EDITION, how="left")
        .join(touched, on=EDITION, how="left")
        .with_columns(pl.col(*CHANGES).fill_null(0), pl.col("is_touched").fill_null(value=False))
        .sort("index_code", "year", "cohort_code", descending=[False, True, False])
    )


def _apart_from_standing(rows: pl.DataFrame) -> pl.DataFrame:
    """The rows without those that differ in nothing but their place among the others."""
    is_more = pl.col("columns").list.set_difference(STANDING).list.len() > 0
    return rows.filter((pl.col("change") != "changed") | is_more)


def _by_edition(rows: pl.DataFrame) -> pl.DataFrame:
    """The edition of each differing row; a pair of years counts for its later one, other rows have no edition."""
    year = "later_year" if "later_year" in rows.columns else "year"
    if not {"index_code", year, "cohort_code"} <= set(rows.columns):
        return pl.DataFrame(schema=dict(zip(EDITION, (pl.String, pl.Int32, pl.String), strict=True)))
    return rows.select("index_code", pl.col(year).cast(pl.Int32).alias("year"), "cohort_code")


def _figure_changes(rows: pl.DataFrame, names: tuple[str, ...]) -> pl.DataFrame:
    """One row per figure that comes, changes or goes: its edition and which of the three."""
    names = tuple(name for name in names if name in rows.columns)
    if not names:
        return _by_edition(rows).clear().with_columns(change=pl.lit(None, pl.String))
    is_known = [pl.any_horizontal(pl.col(name + side).is_not_null() for name in names) for side in ("", OTHER)]
    is_other = pl.any_horizontal(pl.col(name).ne_missing(pl.col(name + OTHER)) for name in names)
    change = (
        pl.when(~is_known[0] & is_known[1])
        .then(pl.lit("added"))
        .when(is_known[0] & ~is_known[1])
        .then(pl.lit("removed"))
        .when(is_known[0] & is_known[1] & is_other)
        .then(pl.lit("changed"))
    )
    return _by_edition(rows).with_columns(rows.select(change.alias("change"))["change"]).drop_nulls("change")


def _rank_moves(rows: pl.DataFrame) -> pl.DataFrame:
    """Ranks that both builds know and that differ; the largest move first."""
    schema = {
        **dict(zip(EDITION, (pl.String, pl.Int32, pl.String), strict=True)),
        **dict.fromkeys(("indicator_code", "unit_code", "unit_name_vi", "unit_name_en"), pl.String),
        **dict.fromkeys(("rank_before", "rank_after"), pl.Int32),
    }
    if rows.is_empty():
        return pl.DataFrame(schema=schema)
    return (
        rows.filter(pl.col("rank") != pl.col("rank" + OTHER))
        .with_columns(
            pl.coalesce(pl.col(name + OTHER), name).alias(name) for name in ("unit_name_vi", "unit_name_en")
        )
        .rename({"rank": "rank_before", "rank" + OTHER: "rank_after"})
        .sort((pl.col("rank_after").cast(pl.Int32) - pl.col("rank_before")).abs(), descending=True, maintain_order=True)
        .select(pl.col(name).cast(dtype) for name, dtype in schema.items())
    )
