"""Whether the printed figures of a delivery agree with each other: totals with their parts, ranks with their values."""

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl

from etl.contracts.codebook import Codebook
from etl.problems import Problem, column_number
from warehouse.queries.loading import verdicts

Frames = Mapping[str, pl.DataFrame]
Files = Sequence[tuple[str, Frames]]  # the name of each file and its staging frames
DIFFERENT = "different"  # the verdict of docs/methodology.md#reconciliation for what nothing explains
_EDITION = ("edition_code", "framework_code")
_NEARLY_ALL = 0.9  # of the totals; where so many are wrong, the file is read wrongly or another method's
_FEW = 3  # fewer totals than these tell nothing of the file as a whole
_MANY_RANKS = 0.1  # of a cohort; fewer printed ranks that differ are slips, which reconciliation lists
_POINTS_OFF = Decimal("0.0001")  # of the maximum: what rounding the parts can make of a total in points
_CELL = re.compile(r"(?:(?P<sheet>.*)!)?(?P<column>[A-Z]{1,3})?(?P<row>\d+)")


def disagreements(
    files: Files, reference: Mapping[str, pl.DataFrame], codebook: Codebook, sql_dir: Path
) -> list[Problem]:
    """Totals that are not what their parts come to, and printed ranks that contradict the printed values.

    All of them are to be accepted. A total is held against its parts by the maxima of the framework and only where all
    of them are there; nearly all totals wrong is one problem for the file. Ranks are judged in a complete cohort, where
    more than a tenth of them contradict the values.
    """
    figures = _figures(files)
    if figures.is_empty():
        return []
    return [*_totals(figures, reference, codebook, sql_dir), *_ranks(figures, reference, codebook)]


def figures_of(files: Files) -> pl.DataFrame:
    """The rows of `staging.figures` of all files, each with the name of its file."""
    frames = [frames["figures"].with_columns(file=pl.lit(name)) for name, frames in files if "figures" in frames]
    return pl.concat(frames) if frames else pl.DataFrame()


def parts_of(reference: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """What each total is made of: framework_code, whole, indicator_code (the part), part_max, max (of all the parts).

    An index of all its main indicators, a group or pillar of its own, a main indicator of its components; only where
    every part has a maximum.
    """
    indicators = reference["indicators"].filter("is_scored")
    codes = ("framework_code", "indicator_code", "indicator_level", "parent_code")
    known = indicators.select(*codes, part_max="max_score")
    mains = known.filter(indicator_level="main")
    roots = indicators.filter(indicator_level="index").select("framework_code", whole="indicator_code")
    pillars = reference["pillar_mains"].select("framework_code", whole="pillar_code", indicator_code="main_code")
    names = ("framework_code", "whole", "indicator_code", "part_max")
    parts = pl.concat(
        [
            mains.join(roots, on="framework_code").select(names),
            pillars.join(mains, on=["framework_code", "indicator_code"]).select(names),
            known.filter(pl.col("indicator_level").is_in(["main", "component"]))
            .rename({"parent_code": "whole"})
            .select(names)
            .drop_nulls("whole"),
        ]
    ).unique()
    whole = ("framework_code", "whole")
    return parts.with_columns(
        max=pl.col("part_max").sum().over(whole),
        part_count=pl.len().over(whole),
        is_known=pl.col("part_max").is_not_null().all().over(whole),
    ).filter(pl.col("is_known") & (pl.col("max") > 0) & (pl.col("part_count") > 1))


def _figures(files: Files) -> pl.DataFrame:
    """One row per unit and indicator; what two files say of the same is a problem of its own."""
    figures = figures_of(files)
    if figures.is_empty():
        return figures
    return figures.unique((*_EDITION, "unit_code", "indicator_code"), keep="first", maintain_order=True)


def _held_totals(figures: pl.DataFrame, reference: Mapping[str, pl.DataFrame], sql_dir: Path) -> pl.DataFrame:
    """Every total that can be held against its parts: the figure's row, `printed`, `computed`, `verdict`."""
    held = pl.concat(_held(figures, parts_of(reference), figure) for figure in ("value", "score"))
    if held.is_empty():
        return held.with_columns(verdict=pl.lit(None, pl.String))
    rows = held.select("printed", "decimals", "max_score", score="sum", parts="part_count")
    judged = held.with_columns(verdict=verdicts(rows, sql_dir))
    of_points = pl.when(_is_near() & (pl.col("max_score") == 1)).then(pl.lit("within_rounding_of_parts"))
    return judged.with_columns(verdict=of_points.otherwise("verdict"))


def points_against_parts(figures: pl.DataFrame, reference: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Every total in points that can be held against its parts: the figure's row, `printed`, `sum` of the parts,
    `is_near` where the two agree; `weighted` over `max` is what the total would be were all of them per cents.
    """
    return _held(figures, parts_of(reference), "score").with_columns(is_near=_is_near())


def _is_near() -> pl.Expr:
    return (pl.col("printed") * pl.col("max_score") - pl.col("sum")).abs() <= _POINTS_OFF * pl.col("max")


def _held(figures: pl.DataFrame, parts: pl.DataFrame, figure: str) -> pl.DataFrame:
    """Totals printed as this figure whose parts are all printed as the same: values by their maxima, points as sums."""
    decimal = pl.Decimal(28, 8)
    key = (*_EDITION, "unit_code")
    weight = pl.col("part_max") if figure == "value" else pl.lit(1)
    sums = (
        figures.filter(pl.col(figure).is_not_null())
        .join(parts, on=["framework_code", "indicator_code"])
        .group_by(*key, "whole", maintain_order=True)
        .agg(
            sum=(pl.col(figure).cast(decimal) * weight.cast(pl.Decimal(12, 4))).sum(),
            weighted=(pl.col(figure).cast(decimal) * pl.col("part_max").cast(pl.Decimal(12, 4))).sum(),
            count=pl.len(),
            part_count=pl.col("part_count").first(),
            max=pl.col("max").first(),
        )
        .filter(pl.col("count") == pl.col("part_count"))
    )
    of_max = pl.col("max") if figure == "value" else pl.lit(1)
    return figures.filter(pl.col(figure).is_not_null()).join(
        sums.rename({"whole": "indicator_code"}), on=[*key, "indicator_code"], maintain_order="left"
    ).with_columns(
        printed=pl.col(figure).cast(decimal),
        decimals=pl.col(f"{figure}_decimals").max().over("indicator_code"),
        max_score=of_max.cast(decimal),
        sum=pl.col("sum").cast(decimal),
        max=pl.col("max").cast(decimal),
    )


def _totals(
    figures: pl.DataFrame, reference: Mapping[str, pl.DataFrame], codebook: Codebook, sql_dir: Path
) -> Iterator[Problem]:
    held = _held_totals(figures, reference, sql_dir)
    for of_one in held.partition_by("framework_code", "indicator_code", maintain_order=True):
        wrong = of_one.filter(verdict=DIFFERENT)
        if wrong.is_empty():
            continue
        first = wrong.row(0, named=True)
        name = codebook.indicators[first["framework_code"], first["indicator_code"]].name
        if of_one.height >= _FEW and wrong.height >= _NEARLY_ALL * of_one.height:
            example = (name, unit_name(first, codebook), *_numbers(first))
            count, of_all = str(wrong.height), str(of_one.height)
            yield Problem(first["file"], code="totals_differ", found=count, expected=of_all, fix=example)
            continue
        for row in wrong.iter_rows(named=True):
            printed, computed = _numbers(row)
            fix = (unit_name(row, codebook), name)
            yield Problem(row["file"], *place(row), "total_differs", printed, computed, fix)


def _numbers(row: Mapping[str, Any]) -> tuple[str, str]:
    """The printed total and what its parts come to, both with the printed decimals."""
    printed, decimals = Decimal(row["printed"]), row["decimals"]
    computed = Decimal(row["sum"]) / Decimal(row["max_score"])
    return f"{printed:.{decimals}f}", f"{computed:.{decimals}f}"


def _ranks(figures: pl.DataFrame, reference: Mapping[str, pl.DataFrame], codebook: Codebook) -> Iterator[Problem]:
    sizes = reference["editions"].select("edition_code", "cohort_size")
    measured = figures.with_columns(measure=pl.coalesce("value", "score")).join(
        sizes, on="edition_code", maintain_order="left"
    )
    for of_one in measured.partition_by(*_EDITION, "indicator_code", maintain_order=True):
        both = of_one.drop_nulls(["measure", "rank"])
        size = of_one["cohort_size"][0]
        if both.height != size:
            continue
        best = pl.col("measure").rank("min", descending=True)
        worst = pl.col("measure").rank("max", descending=True)  # equal values may be told apart by hidden decimals
        wrong = both.with_columns(by_value=best, least=worst).filter(~pl.col("rank").is_between("by_value", "least"))
        if wrong.height > _MANY_RANKS * size:
            row = wrong.row(0, named=True)
            name = codebook.indicators[row["framework_code"], row["indicator_code"]].name
            example = (name, unit_name(row, codebook), str(row["rank"]), str(int(row["by_value"])))
            count = str(wrong.height)
            yield Problem(row["file"], code="ranks_against_values", found=count, expected=str(size), fix=example)


def unit_name(row: Mapping[str, Any], codebook: Codebook) -> str:
    """What the reference calls the unit of a figure."""
    return codebook.unit_names[codebook.system_of(row["edition_code"]), row["unit_code"]]


def place(row: Mapping[str, Any]) -> tuple[str, int, int]:
    """Sheet, row and column of a figure, as far as staging knows: a wide table's rows say the cell they come from.

    Where an indicator has several columns that cell is the first of them, which need not be the one meant.
    """
    cell = _CELL.fullmatch(row["section"] or "")
    if cell is None or not (cell["sheet"] or cell["column"]):
        return "", row["row_number"], 0
    is_one = sum(row[name] is not None for name in ("value", "score", "self_score", "rank")) == 1
    return cell["sheet"] or "", int(cell["row"]), column_number(cell["column"] or "") if is_one else 0
