"""Every check of ``sql/checks`` fires on rows made to break it, and stays silent on the real data unless it reviews."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest

from warehouse import build, paths, sql_files
from warehouse.errors import ChecksFailed

CHECKS = {check.name: check for check in sql_files.checks(paths.SQL_DIR)}
EDITION = {"framework_code": "dti_2021", "year": 2022, "cohort_code": "vn63"}


def index_of(unit: str, **figure: object) -> dict:
    return EDITION | {"unit_code": unit, "indicator_code": "index"} | figure


def tampered(table: pl.DataFrame, key: dict[str, object], **changed: object) -> pl.DataFrame:
    """The table with some cells of the rows named by ``key`` replaced."""
    matches = pl.all_horizontal(*(pl.col(column) == value for column, value in key.items()))
    return table.with_columns(
        pl.when(matches)
        .then(pl.lit(value, dtype=table.schema[column]))
        .otherwise(pl.col(column))
        .alias(column)
        for column, value in changed.items()
    )


def guilty(warehouse, name: str) -> list[dict]:
    return warehouse.rows(CHECKS[name].text)


def test_value_outside_its_range(given):
    warehouse = given([index_of("01", value=Decimal("1.2"), value_decimals=1)])
    assert {row["unit_code"] for row in guilty(warehouse, "value_outside_its_range")} == {"01"}


def test_rank_outside_its_cohort(given):
    assert guilty(given([index_of("01", rank=64)]), "rank_outside_its_cohort")


def test_score_above_maximum(given):
    row = index_of("01", score=Decimal(151), max_score=Decimal(150)) | {"indicator_code": "7"}
    assert guilty(given([row]), "score_above_maximum")


def test_figures_of_an_unknown_unit_or_edition(given):
    warehouse = given([index_of("99", rank=1), index_of("01", rank=1) | {"year": 1999}])
    assert [row["unit_code"] for row in guilty(warehouse, "figure_of_unknown_unit")] == ["99"]
    assert [row["edition_code"] for row in guilty(warehouse, "figure_of_unknown_edition")] == ["dti.1999.vn63"]


def test_an_edition_larger_than_its_cohort(given, reference):
    small = tampered(reference["reference.editions"], {"edition_code": "dti.2022.vn63"}, cohort_size=1)
    warehouse = given([index_of(unit, rank=1) for unit in ("01", "02")], editions=small)
    assert guilty(warehouse, "edition_larger_than_its_cohort")


def test_an_official_edition_compared_with_a_provisional_one(given, reference):
    provisional = tampered(reference["reference.editions"], {"edition_code": "dti.2022.vn63"}, is_provisional=True)
    [row] = guilty(given(editions=provisional), "official_against_provisional")
    assert row == {"edition_code": "dti.2023.vn63", "previous_edition_code": "dti.2022.vn63"}


def test_maxima_that_do_not_add_up(given, reference):
    key = {"framework_code": "dti_2021", "indicator_code": "8"}
    warehouse = given(indicators=tampered(reference["reference.indicators"], key, max_score=Decimal(151)))
    assert [row["framework_code"] for row in guilty(warehouse, "main_maxima_not_summing_up")] == ["dti_2021"]
    assert [row["indicator_code"] for row in guilty(warehouse, "pillar_maximum_not_its_mains")] == ["P3"]


def test_an_indicator_without_its_parent(given, reference):
    key = {"framework_code": "dti_2021", "indicator_code": "8.8"}
    warehouse = given(indicators=tampered(reference["reference.indicators"], key, parent_code="88"))
    assert [row["indicator_code"] for row in guilty(warehouse, "indicator_without_parent")] == ["8.8"]


def test_a_difference_nobody_explained(given, reference):
    units = reference["reference.units"].filter(unit_system="vn63")["unit_code"].to_list()
    rows = [
        index_of(unit, value=Decimal(1) / Decimal(2 + place), value_decimals=4)
        for place, unit in enumerate(units)
    ]
    warehouse = given([*rows, index_of("01", rank=63)])
    assert [row["printed"] for row in guilty(warehouse, "difference_not_explained")] == [63]


def test_a_known_difference_that_no_figure_shows(given, reference):
    found = guilty(given(), "known_difference_without_figure")
    assert len(found) == reference["reference.known_differences"].height


def test_a_status_against_its_points(given):
    points = index_of("08", score=Decimal(5), max_score=Decimal(5)) | {"indicator_code": "1.1"}
    stated = EDITION | {"unit_code": "08", "indicator_code": "1.1", "status": "zero"}
    warehouse = given([points], statuses=[stated])
    [row] = guilty(warehouse, "status_against_points")
    assert (row["stated_status"], row["points_status"]) == ("zero", "full")


def test_a_doubtful_classification(real):
    rows = guilty(real, "doubtful_classification")
    assert [(row["unit_code"], row["indicator_code"]) for row in rows] == [("08", "7"), ("08", "8")]


def test_a_due_day_that_is_not_the_one_its_text_prints(given):
    task = {"scope_name": "Tuyên Quang", "scope_level": "province", "action": "Báo cáo"}
    days = {
        "trước ngày 15/12/2022": date(2022, 12, 16),
        "cuối năm 2022": date(2022, 12, 31),
        "hằng năm": date(2022, 12, 1),
    }
    warehouse = given(tasks=[task | {"due_text": text, "due_on": day} for text, day in days.items()])
    [row] = guilty(warehouse, "due_day_against_its_text")
    assert row["due_text"] == "trước ngày 15/12/2022"


def test_every_check_is_tried_here():
    tried = "\n".join(
        line for line in Path(__file__).read_text(encoding="utf-8").splitlines() if "guilty(" in line
    )
    assert [name for name in CHECKS if f'"{name}"' not in tried] == []


def test_real_data_pass_every_blocking_check(real):
    assert build.run_checks(real.connection, paths.SQL_DIR).keys() <= {"doubtful_classification"}


def test_a_broken_warehouse_is_refused_with_the_guilty_rows(given):
    with pytest.raises(ChecksFailed) as refused:
        build.run_checks(given([index_of("01", rank=64)]).connection, paths.SQL_DIR)
    assert refused.value.rows["rank_outside_its_cohort"][0]["rank"] == 64
