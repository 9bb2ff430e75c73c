"""The same ``sql/`` runs in a DuckLake catalogue: every object, with the real data in it."""

from importlib.resources import files

import duckdb
import pytest

from etl.staging import load
from warehouse import build, paths, sql_files


@pytest.fixture
def lake(tmp_path):
    """A connection whose default catalogue is an empty DuckLake on this disk."""
    [extension] = files("duckdb_extension_ducklake").joinpath("extensions").rglob("ducklake.duckdb_extension")
    connection = duckdb.connect()
    connection.execute(f"load '{extension}'")
    connection.execute(f"attach 'ducklake:{tmp_path / 'catalogue.ducklake'}' as lake (data_path '{tmp_path / 'data'}')")
    connection.execute("use lake")
    yield connection
    connection.close()


def test_the_whole_warehouse_can_be_built_in_a_lake_and_gives_the_same_ranking(lake, real):
    loaded = load(paths.RAW_DIR, paths.REFERENCE_DIR, paths.LAYOUTS_DIR, None)
    frames = {f"reference.{name}": frame for name, frame in loaded.reference.items()}
    frames |= {f"staging.{name}": frame for name, frame in loaded.staging.items()}
    build.create_objects(lake, frames, paths.SQL_DIR, workers=1)
    ranking = "select * from mart.unit_ranking order by index_code, year, cohort_code, indicator_code, unit_code"
    assert lake.execute(ranking).pl().equals(real.connection.execute(ranking).pl())
    assert len(sql_files.ordered(paths.SQL_DIR)) > 60
    assert build.run_checks(lake, paths.SQL_DIR).keys() == {"doubtful_classification"}
