"""Whether figures above 1 are points, or per cents without a sign: the sums and the maxima tell, or a person has to."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import polars as pl

from etl.loads.agreement import place, points_against_parts, unit_name
from etl.problems import Problem
from etl.reading.sheets import Sheet
from etl.rules import Rules, frames_of
from etl.shapes.number_style import PERCENT, SCALE
from etl.sidecars import Release

Frames = dict[str, pl.DataFrame]
_NEARLY_ALL = 0.9  # of the totals: where so few agree with the sum of their points, these are no points
_READ_AS_POINTS, _OVER_MAXIMUM = "read_as_points", "score_over_maximum"


def scale_settled(
    frames: Frames, problems: list[Problem], sheets: Sequence[Sheet], release: Release, rules: Rules
) -> tuple[Frames, list[Problem]]:
    """Frames and problems of a file, with the doubt in place of them where its figures may as well be per cents.

    That is where nobody has said what they are, none is above 100, not all maxima are 100, and the points do not add up
    to their totals (`looks_like_percent`) or there are no totals (`percent_or_points`).
    """
    if SCALE in release.constants or not any(problem.code == _READ_AS_POINTS for problem in problems):
        return frames, problems
    shares = _read(sheets, release, rules, PERCENT).get("figures")
    if shares is None or not _have_other_maxima(shares, rules):
        return frames, problems
    held = points_against_parts(_as_points(shares), rules.reference)
    is_over = any(problem.code == _OVER_MAXIMUM for problem in problems)
    if held.height and held["is_near"].sum() > (1 - _NEARLY_ALL) * held.height:
        return frames, problems
    doubt = _no_points(held, release, rules) if held.height else _either(shares, release, rules)
    causes = {_READ_AS_POINTS, *([_OVER_MAXIMUM] if is_over else [])}
    return {}, [doubt, *(problem for problem in problems if problem.code not in causes)]


def _read(sheets: Sequence[Sheet], release: Release, rules: Rules, scale: str) -> Frames:
    """The frames of the file if its figures are on this scale; none if they cannot be."""
    return frames_of(sheets, replace(release, constants={**release.constants, SCALE: scale}), rules)[0]


def _as_points(shares: pl.DataFrame) -> pl.DataFrame:
    """The same figures were they points."""
    return shares.with_columns(
        score=pl.col("value") * 100, score_decimals=pl.col("value_decimals") - 2, value=pl.lit(None, pl.Decimal(12, 6))
    )


def _with_maxima(figures: pl.DataFrame, rules: Rules) -> pl.DataFrame:
    maxima = rules.reference["indicators"].select("framework_code", "indicator_code", known_max="max_score")
    return figures.join(maxima, on=["framework_code", "indicator_code"], maintain_order="left")


def _have_other_maxima(shares: pl.DataFrame, rules: Rules) -> bool:
    """Whether points out of their maxima would be other values than per cents for any of the figures."""
    hundred = pl.col("known_max") != 100
    return _with_maxima(shares, rules).filter(pl.col("value").is_not_null() & hundred).height > 0


def _no_points(held: pl.DataFrame, release: Release, rules: Rules) -> Problem:
    """The first total that its points do not add up to, with both readings of its row."""
    row = held.filter(~pl.col("is_near")).row(0, named=True)
    weighted = Decimal(row["weighted"]) / Decimal(row["max"])
    numbers = (row["printed"], row["sum"], weighted)
    fix = (unit_name(row, rules.codebook), *(_short(number) for number in numbers))
    return Problem(release.file, *place(row), "looks_like_percent", fix[1], fix=fix)


def _either(shares: pl.DataFrame, release: Release, rules: Rules) -> Problem:
    """The first figure whose maximum is not 100, with both readings of it."""
    known = _with_maxima(shares, rules).filter(pl.col("value").is_not_null() & (pl.col("known_max") != 100))
    row = known.row(0, named=True)
    printed = Decimal(row["value"]) * 100
    name = rules.codebook.indicators[row["framework_code"], row["indicator_code"]].name
    as_points = round(printed / Decimal(row["known_max"]), 4)
    numbers = (printed, as_points, Decimal(row["value"]))
    fix = (unit_name(row, rules.codebook), name, *(_short(number) for number in numbers))
    return Problem(release.file, *place(row), "percent_or_points", _short(printed), fix=fix)


def _short(number: object) -> str:
    return f"{round(Decimal(str(number)), 4).normalize():f}"
