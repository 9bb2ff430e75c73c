"""Warehouses in memory, made by the real ``sql/`` with the real reference tables and a few given rows."""

from collections.abc import Callable, Iterator

import duckdb
import polars as pl
import pytest

from etl.reference import read_reference
from warehouse import objects, paths

RELEASE = {
    "release_code": "given",
    "title": "given rows",
    "authority": "plan",
    "sha256": "0",
    "layout": "figures",
    "file_name": "given.csv",
    "row_count": 1,
}


class Given:
    """One warehouse in memory; ``rows`` answers a query with dictionaries, ``value`` with its single cell."""

    def __init__(self, frames: dict[str, pl.DataFrame]) -> None:
        self.connection = duckdb.connect()
        objects.create(self.connection, frames, paths.SQL_DIR)

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
                {"release_code": "given", "row_number": line}
                | ({} if table == "tasks" else {"index_code": "dti"})
                | row
                for line, row in enumerate(rows, start=2)
            ]
            if numbered:
                frames[f"staging.{table}"] = pl.DataFrame(numbered, infer_schema_length=None)
        made.append(Given(frames))
        return made[-1]

    yield make
    for warehouse in made:
        warehouse.connection.close()


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
