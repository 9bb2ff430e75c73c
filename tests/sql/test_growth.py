"""Nothing that a build keeps grows with the square of units or of periods; all units and figures here are synthetic."""

from collections.abc import Callable
from decimal import Decimal

import polars as pl
import pytest

from etl.periods import period_row
from warehouse import paths, sql_files

UNITS, YEARS = 12, 3
MAINS = ("index", "1", "2", "6")
KEPT = [
    file.full_name
    for file in sql_files.ordered(paths.SQL_DIR)
    if file.kind == "table" and file.layer in ("staging", "core", "mart")
]


@pytest.fixture(scope="module")
def counted(reference: dict[str, pl.DataFrame]) -> Callable[[int, int], dict[str, int]]:
    """Rows of every kept object for so many units in so many years of one cohort."""
    from tests.sql.conftest import Given

    def count(units: int, years: int) -> dict[str, int]:
        codes = [f"{number:04d}" for number in range(units)]
        periods = [str(2000 + number) for number in range(years)]
        frames = dict(reference)
        frames["reference.units"] = _like(reference["reference.units"].filter(unit_system="vn34"), unit_code=codes,
                                          unit_name_vi=codes, unit_name_en=codes)  # fmt: skip
        frames["reference.cohorts"] = reference["reference.cohorts"].filter(cohort_code="vn34")
        frames["reference.periods"] = pl.DataFrame(
            [period_row(code) for code in periods], schema=reference["reference.periods"].schema
        )
        editions = [f"dti.{code}.vn34" for code in periods]
        frames["reference.editions"] = _like(
            reference["reference.editions"].filter(edition_code="dti.2024.vn34"), edition_code=editions,
            period_code=periods, previous_edition_code=[None, *editions[:-1]], cohort_size=[units] * years,
        )  # fmt: skip
        for name in ("successions", "known_differences", "aliases", "island_tiles", "lead_agencies"):
            frames[f"reference.{name}"] = reference[f"reference.{name}"].clear()
        frames["staging.releases"] = pl.DataFrame(
            [{"release_code": "given", "title": "given", "authority": "plan", "sha256": "0", "layout": "figures",
              "file_name": "given.csv", "row_count": 1}]
        )  # fmt: skip
        frames["staging.figures"] = pl.DataFrame(
            [
                {"release_code": "given", "row_number": row, "edition_code": edition, "framework_code": "dti_2024",
                 "unit_code": unit, "indicator_code": code, "value": Decimal(row * 37 % 9973) / 10000,
                 "value_decimals": 4}
                for row, (edition, unit, code) in enumerate(
                    (edition, unit, code) for edition in editions for unit in codes for code in MAINS
                )
            ]
        )  # fmt: skip
        warehouse = Given(frames)
        rows = {name: warehouse.value(f"select count(*) from {name}") for name in KEPT}
        warehouse.connection.close()
        return rows

    return count


def _like(rows: pl.DataFrame, **columns: list) -> pl.DataFrame:
    """As many rows like the first one as the columns are long, with these in place of its own."""
    first, length = rows.row(0, named=True), len(next(iter(columns.values())))
    return pl.DataFrame([first] * length, schema=rows.schema).with_columns(
        pl.Series(name, cells, dtype=rows.schema[name]) for name, cells in columns.items()
    )


@pytest.mark.parametrize("doubled", ["units", "years"])
def test_twice_the_units_or_years_give_at_most_about_twice_the_rows(counted, doubled):
    once = counted(UNITS, YEARS)
    twice = counted(UNITS * 2, YEARS) if doubled == "units" else counted(UNITS, YEARS * 2)
    assert once["mart.unit_ranking"] >= UNITS * YEARS * len(MAINS)
    # of the first year nothing is compared, so that two of three years become five of six
    grown = {name: (rows, twice[name]) for name, rows in once.items() if twice[name] > 2.5 * rows + 10}
    assert grown == {}
