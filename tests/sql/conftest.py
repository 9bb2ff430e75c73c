"""Warehouses in memory, made by the real ``sql/`` with the real reference tables and a few given rows."""

from collections.abc import Callable, Iterator

import duckdb
import polars as pl
import pytest

from etl.periods import period_row
from etl.reference import read_reference
from warehouse import build, paths

RELEASE = {
    "release_code": "given",
    "title": "given rows",
    "authority": "plan",
    "sha256": "0",
    "layout": "figures",
    "file_name": "given.csv",
    "row_count": 1,
}


def with_edition(reference: dict[str, pl.DataFrame], like: str, period_code: str, **cells: object) -> dict:
    """The tables `editions` and `periods` with one more edition: like another one, but of that period, with `cells`."""
    editions, periods = reference["reference.editions"], reference["reference.periods"]
    [row] = editions.filter(edition_code=like).to_dicts()
    code = f"{row['index_code']}.{period_code}.{row['cohort_code']}"
    new = pl.DataFrame([row | {"edition_code": code, "period_code": period_code} | cells], schema=editions.schema)
    known = periods.filter(pl.col("period_code") != period_code)
    return {
        "editions": pl.concat([editions, new]),
        "periods": pl.concat([known, pl.DataFrame([period_row(period_code)], schema=periods.schema)]),
    }


class Given:
    """One warehouse in memory; ``rows`` answers a query with dictionaries, ``value`` with its single cell."""

    def __init__(self, frames: dict[str, pl.DataFrame]) -> None:
        self.connection = duckdb.connect(config={"threads": 1})  # there is more to plan here than to compute
        build.create_objects(self.connection, frames, paths.SQL_DIR, workers=1)

    def rows(self, query: str, *parameters: object) -> list[dict]:
        return self.connection.execute(query, list(parameters)).pl().to_dicts()

    def value(self, query: str, *parameters: object) -> object:
        [(cell,)] = self.connection.execute(query, list(parameters)).fetchall()
        return cell


@pytest.fixture(scope="session")
def reference() -> dict[str, pl.DataFrame]:
    """The real reference tables, by "layer.table"."""
    tables, problems = read_reference(paths.REFERENCE_DIR, paths.SQL_DIR)
    assert not [problem for problem in problems if problem.blocks]
    return {f"reference.{name}": table for name, table in tables.items()}


@pytest.fixture
def given(reference: dict[str, pl.DataFrame]) -> Iterator[Callable[..., Given]]:
    """Make a warehouse out of rows of staging tables; cells left out are null."""
    made: list[Given] = []

    def make(
        figures: list[dict] = (),
        statuses: list[dict] = (),
        means: list[dict] = (),
        targets: list[dict] = (),
        tasks: list[dict] = (),
        releases: list[dict] = (RELEASE,),
        **changed_reference: pl.DataFrame,
    ) -> Given:
        frames = dict(reference) | {f"reference.{name}": frame for name, frame in changed_reference.items()}
        frames["staging.releases"] = pl.DataFrame(list(releases), infer_schema_length=None)
        for table, rows in (
            ("figures", figures),
            ("component_statuses", statuses),
            ("cohort_figures", means),
            ("targets", targets),
            ("tasks", tasks),
        ):
            numbered = [
                {"release_code": "given", "row_number": line} | _stated(table, row)
                for line, row in enumerate(rows, start=2)
            ]
            if numbered:
                frames[f"staging.{table}"] = pl.DataFrame(numbered, infer_schema_length=None)
        made.append(Given(frames))
        return made[-1]

    yield make
    for warehouse in made:
        warehouse.connection.close()


def _stated(table: str, row: dict) -> dict:
    """A row as staging holds it: one of an edition may be given by index, year and cohort instead of its code."""
    if table == "tasks":
        return row
    row = {"index_code": "dti"} | row
    if table == "targets":
        return row
    index, year, cohort = (row.pop(name) for name in ("index_code", "year", "cohort_code"))
    return {"edition_code": f"{index}.{year}.{cohort}"} | row


@pytest.fixture(scope="session")
def empty() -> Iterator[Given]:
    """A warehouse without any data: the rules alone."""
    warehouse = Given({})
    yield warehouse
    warehouse.connection.close()


@pytest.fixture(scope="session")
def real() -> Iterator[Given]:
    """The warehouse of all real data of this checkout."""
    from etl.staging import load

    loaded = load(paths.RAW_DIR, paths.REFERENCE_DIR, paths.LAYOUTS_DIR, None)
    assert not [problem for problem in loaded.problems if problem.blocks]
    frames = {f"reference.{name}": frame for name, frame in loaded.reference.items()}
    frames |= {f"staging.{name}": frame for name, frame in loaded.staging.items()}
    warehouse = Given(frames)
    yield warehouse
    warehouse.connection.close()
