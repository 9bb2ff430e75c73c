"""What a template is made for, looked up in the reference tables: an edition, its units, its framework's tree."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from etl.errors import TemplateRefused
from etl.kinds.registry import FIRST_YEAR, last_year

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Form:
    """`units` in the order of their codes; `indicators` in that of the framework, all levels.

    `scale` and `shown_decimals` are those of the index: `share` for values 0..1, `points` for points of the maxima.
    `edition_framework` is the framework the reference says this edition used, None where it knows of no such edition.
    """

    framework: Row
    index_name: str
    scale: str
    shown_decimals: int
    year: int
    cohort_code: str
    cohort_name: str
    unit_system: str
    cohort_size: int
    units: Sequence[Row]
    indicators: Sequence[Row]
    unit_code: str | None
    edition_framework: str | None

    @property
    def is_in_points(self) -> bool:
        """Whether figures of the index are points of its maxima, not values 0..1."""
        return self.scale == "points"

    def of_levels(self, *levels: str) -> list[Row]:
        """The indicators of these levels."""
        return [row for row in self.indicators if row["indicator_level"] in levels]


def read_form(
    framework_code: str, year: int, cohort_code: str, unit_code: str | None, reference: Mapping[str, pl.DataFrame]
) -> Form:
    """The form of an edition, which the reference may not know yet. Raises TemplateRefused for an unknown code."""
    framework = _one(reference["frameworks"], "framework_code", framework_code, "framework_unknown")
    cohort = _one(reference["cohorts"], "cohort_code", cohort_code, "cohort_unknown")
    system = cohort["unit_system"]
    units = reference["units"].filter(pl.col("unit_system") == system).sort("unit_code")
    known = _edition(framework["index_code"], year, cohort_code, reference["years"])
    size = known.get("cohort_size") or units.height
    if unit_code:
        units = pl.DataFrame([_one(units, "unit_code", unit_code, "unit_unknown")])
    [index] = reference["indexes"].filter(pl.col("index_code") == framework["index_code"]).to_dicts()
    tree = reference["indicators"].filter(pl.col("framework_code") == framework_code).sort("position")
    return Form(
        framework=framework,
        index_name=index["index_name_vi"],
        scale=index["scale"],
        shown_decimals=index["shown_decimals"],
        year=year,
        cohort_code=cohort_code,
        cohort_name=cohort["cohort_name_vi"],
        unit_system=system,
        cohort_size=size,
        units=units.to_dicts(),
        indicators=tree.to_dicts(),
        unit_code=unit_code,
        edition_framework=known.get("framework_code"),
    )


def _one(frame: pl.DataFrame, column: str, code: str, refusal: str) -> Row:
    rows = frame.filter(pl.col(column) == code).to_dicts()
    if not rows:
        raise TemplateRefused(refusal, code, tuple(sorted(frame[column])))
    return rows[0]


def _edition(index_code: str, year: int, cohort_code: str, years: pl.DataFrame) -> Row:
    """The row of an edition the reference knows, else an empty one."""
    if year < FIRST_YEAR:
        raise TemplateRefused("year_too_early", str(year), (str(FIRST_YEAR),))
    if year > last_year():
        raise TemplateRefused("year_too_late", str(year), (str(last_year()),))
    key = {"index_code": index_code, "year": year, "cohort_code": cohort_code}
    return next(years.filter(**key).iter_rows(named=True), {})
