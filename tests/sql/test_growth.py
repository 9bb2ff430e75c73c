"""Nothing that a build keeps grows with the square of units or of periods, nor do the rows that the engine passes on to
answer it or a view; all units and figures here are synthetic."""

import json
from collections.abc import Callable
from decimal import Decimal

import polars as pl
import pytest

from etl.periods import period_row
from warehouse import paths, sql_files

UNITS, YEARS = 24, 4
FRAMEWORK, ABOVE, COMPONENTS = "dti_2021", ("index", "1", "2", "6"), ("1.1", "1.2", "2.1", "6.1")
# pairs are asked for one by one: of two editions, of the units near one
OBJECTS = [
    file
    for file in sql_files.ordered(paths.SQL_DIR)
    if file.kind in ("table", "view") and file.layer in ("staging", "core", "mart")
]


@pytest.fixture(scope="module")
def counted(reference: dict[str, pl.DataFrame]) -> Callable[[int, int], dict[str, int]]:
    """For so many units in so many years of one cohort: by object the rows of it, and by "passed on for" it those that
    all steps of its query pass on.
    """
    from tests.sql.conftest import Given

    def count(units: int, years: int) -> dict[str, int]:
        codes = [f"{number:04d}" for number in range(units)]
        periods = [str(2000 + number) for number in range(years)]
        frames = dict(reference)
        of_all = reference["reference.units"]
        provinces = of_all.filter(unit_system="vn63")  # in two of them lie the units, as communes do
        parents = [provinces["unit_code"][number % 2] for number in range(units)]
        made = _like(of_all.filter(unit_system="vn34"), unit_code=codes, unit_name_vi=codes, unit_name_en=codes,
                     parent_system=["vn63"] * units, parent_code=parents)  # fmt: skip
        frames["reference.units"] = pl.concat([provinces, made])
        frames["reference.cohorts"] = reference["reference.cohorts"].filter(cohort_code="vn34")
        frames["reference.periods"] = pl.DataFrame(
            [period_row(code) for code in periods], schema=reference["reference.periods"].schema
        )
        editions = [f"dti.{code}.vn34" for code in periods]
        frames["reference.editions"] = _like(
            reference["reference.editions"].filter(edition_code="dti.2024.vn34"), edition_code=editions,
            period_code=periods, previous_edition_code=[None, *editions[:-1]], cohort_size=[units] * years,
            framework_code=[FRAMEWORK] * years,
        )  # fmt: skip
        for name in ("successions", "known_differences", "aliases", "island_tiles", "lead_agencies"):
            frames[f"reference.{name}"] = reference[f"reference.{name}"].clear()
        frames["staging.releases"] = pl.DataFrame(
            [{"release_code": "given", "title": "given", "authority": "plan", "sha256": "0", "layout": "figures",
              "file_name": "given.csv", "row_count": 1}]
        )  # fmt: skip
        figures = [
            {"release_code": "given", "row_number": row, "edition_code": edition, "framework_code": FRAMEWORK,
             "unit_code": unit, "indicator_code": code, **_figure(row, code in COMPONENTS)}
            for row, (edition, unit, code) in enumerate(
                (edition, unit, code) for edition in editions for unit in codes for code in (*ABOVE, *COMPONENTS)
            )
        ]  # fmt: skip
        frames["staging.figures"] = pl.DataFrame(figures, infer_schema_length=None)
        warehouse = Given(frames)
        rows = {}
        for file in OBJECTS:
            if file.kind == "table":
                rows[file.full_name] = warehouse.value(f"select count(*) from {file.full_name}")
            if file.layer != "staging" and "Pairs" not in file.header:
                query = file.text.partition(f" {file.full_name} as\n")[2]
                [(_, plan)] = warehouse.connection.execute(f"explain (analyze, format json) {query}").fetchall()
                rows[f"passed on for {file.full_name}"] = _passed_on(json.loads(plan))
        warehouse.connection.close()
        return rows

    return count


def _figure(row: int, is_component: bool) -> dict:
    """The figures of a row: a value, or points that are now and then all that there are."""
    if is_component:
        points = Decimal(row * 37 % 11)
        return {"score": points, "self_score": Decimal(10), "max_score": Decimal(10)}
    return {"value": Decimal(row * 37 % 9973) / 10000, "value_decimals": 4}


def _passed_on(step: dict) -> int:
    """The rows that a step of a query and all steps below it pass on."""
    return step.get("operator_cardinality", 0) + sum(map(_passed_on, step["children"]))


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
    assert once["mart.unit_ranking"] >= UNITS * YEARS * len(ABOVE)
    # of the first year nothing is compared, so that three of four years become seven of eight
    # the engine may go another way with more of them, once more over all figures; a square would be four times as many
    figures = once["staging.figures"]
    most = {
        name: 3 * rows + figures if name.startswith("passed on") else 2.5 * rows + 10 for name, rows in once.items()
    }
    grown = {name: (rows, twice[name]) for name, rows in once.items() if twice[name] > most[name]}
    assert grown == {}
