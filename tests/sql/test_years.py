"""Years of an index in a row, and any two of them: breaks, restated years, changes, indicators under other names."""

from decimal import Decimal

import pytest

EDITION = {"index_code": "dti", "framework_code": "dti_2021", "cohort_code": "vn63"}


def figure(year: int, **printed: object) -> dict:
    return EDITION | {"year": year, "unit_code": "08", "indicator_code": "index"} | printed


@pytest.mark.parametrize(
    ("cohort", "index", "breaks"),
    [
        ("vn63", "dti", {2021: ["framework_changed"], 2024: ["framework_changed"]}),
        ("vn34", "dti", {2021: ["framework_changed"], 2024: ["framework_changed"]}),
        ("ministries_other", "dti_ministry", {2021: ["framework_changed"]}),
        ("vn63", "ict_index", {2015: ["cohort_changed", "years_missing"], 2016: ["framework_changed"],
                               2018: ["framework_changed"], 2022: ["years_missing"]}),
    ],
)  # fmt: skip
def test_a_row_of_years_breaks_where_framework_or_cohort_change_or_years_are_missing(real, cohort, index, breaks):
    rows = real.rows("select * from mart.cohort_years where index_code = ? and cohort_code = ?", index, cohort)
    assert {row["year"]: row["break_reasons"] for row in rows if row["break_reasons"]} == breaks
    assert {row["before_year"] for row in rows} - {None} <= {row["year"] for row in rows}


def test_years_before_the_merger_are_restated_for_the_merged_and_nobody_else(real):
    rows = real.rows("select cohort_code, year, is_restated from mart.cohort_years where index_code = 'dti'")
    restated = {(row["cohort_code"], row["year"]) for row in rows if row["is_restated"]}
    assert restated == {("vn34", year) for year in (2020, 2021, 2022, 2023)}


def test_figures_along_the_years_are_those_of_the_rankings(real):
    wrong = real.rows(
        "select * from mart.unit_ranking as ranking left join mart.unit_years as along"
        " using (index_code, cohort_code, framework_code, indicator_code, year, unit_code)"
        " where (ranking.rank is not null or ranking.value is not null)"
        " and (along.rank is distinct from ranking.rank or along.value is distinct from ranking.value)"
    )
    assert wrong == []


def test_a_year_and_the_one_it_is_measured_against_have_the_changes_of_the_ranking(real):
    rows = real.rows(
        "select two.places_gained, ranking.places_gained as places, two.value_change, ranking.value_change as change"
        " from mart.unit_ranking as ranking join mart.two_years as two"
        " on two.index_code = ranking.index_code and two.cohort_code = ranking.cohort_code"
        " and two.later_year = ranking.year and two.earlier_year = ranking.previous_year"
        " and two.later_indicator_code = ranking.indicator_code and two.unit_code = ranking.unit_code"
        " where ranking.previous_cohort_code = ranking.cohort_code"
    )
    assert len(rows) > 1000
    assert all((row["places_gained"], row["value_change"]) == (row["places"], row["change"]) for row in rows)


def test_a_restated_year_and_the_next_have_the_restated_changes(real):
    rows = real.rows(
        "select * from mart.two_years as two join mart.unit_ranking as ranking"
        " on ranking.index_code = two.index_code and ranking.year = two.later_year"
        " and ranking.cohort_code = two.cohort_code and ranking.indicator_code = two.later_indicator_code"
        " and ranking.unit_code = two.unit_code and ranking.previous_year = two.earlier_year"
        " where two.index_code = 'dti' and two.cohort_code = 'vn34' and two.later_indicator_code = 'index'"
    )
    assert len(rows) == 34
    for row in rows:
        assert row["is_earlier_restated"]
        assert row["earlier_rank"] == row["restated_previous_rank"]
        assert row["earlier_value"] == row["restated_previous_value"]
        assert row["later_rank"] - row["earlier_rank"] == -row["restated_places_gained"]


def test_years_that_do_not_follow_each_other_compare_too(real):
    [row] = real.rows(
        "select * from mart.two_years where index_code = 'dti' and cohort_code = 'vn63' and earlier_year = 2021"
        " and later_year = 2023 and later_indicator_code = 'index' and unit_code = '08'"
    )
    assert (row["earlier_rank"], row["later_rank"], row["places_gained"]) == (58, 38, 20)
    assert row["value_change"] == row["later_value"] - Decimal("0.2849")


def test_a_change_of_unlike_precision_is_given_at_the_coarser_one(given):
    rows = [
        figure(2021, value=Decimal("0.33"), value_decimals=2),
        figure(2023, value=Decimal("0.5438"), value_decimals=4),
    ]
    warehouse = given(rows)
    [row] = warehouse.rows(
        "select * from mart.two_years where cohort_code = 'vn63' and earlier_year = 2021 and later_year = 2023"
        " and later_indicator_code = 'index' and unit_code = '08'"
    )
    assert (row["value_change"], row["value_change_decimals"]) == (Decimal("0.2100"), 2)


def test_an_indicator_is_followed_under_the_names_of_every_framework(real):
    line = "from core.indicator_lines where framework_code = ? and indicator_code = ?"
    names = real.rows(f"select other_framework_code {line}", "dti_2020", "P1")
    assert {row["other_framework_code"] for row in names} == {"dti_2020", "dti_2021", "dti_2024"}
    assert real.value(f"select count(*) {line}", "dti_2021", "1.1") == 1
