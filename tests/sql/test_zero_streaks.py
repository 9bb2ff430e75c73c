"""Years in a row without points, and which other units hold what a unit lost."""

import polars as pl
import pytest


def status(year: int, code: str, said: str, unit: str = "08") -> dict:
    framework = "dti_2024" if year == 2024 else "dti_2021"
    edition = {"year": year, "cohort_code": "vn63", "framework_code": framework}
    return edition | {"unit_code": unit, "indicator_code": code, "status": said}


def streaks(warehouse, year: int) -> dict[str, tuple[int, str]]:
    rows = warehouse.rows("select * from mart.zero_streaks where edition_code = ?", f"dti.{year}.vn63")
    return {row["indicator_code"]: (row["zero_period_count"], row["since_period_code"]) for row in rows}


def test_zeros_are_counted_back_as_far_as_they_follow_each_other(given):
    warehouse = given(
        statuses=[
            *(status(year, "1.1", "zero") for year in (2021, 2022, 2023)),
            status(2021, "1.2", "zero"), status(2022, "1.2", "partial"), status(2023, "1.2", "zero"),
            status(2022, "1.3", "zero"), status(2023, "1.3", "zero"),
            status(2021, "1.4", "zero"), status(2023, "1.4", "zero"),
            status(2023, "1.5", "full"),
            status(2022, "1.6", "zero", unit="02"), status(2023, "1.6", "zero"),
        ]
    )  # fmt: skip
    assert streaks(warehouse, 2023) == {
        "1.1": (3, "2021"), "1.2": (1, "2023"), "1.3": (2, "2022"), "1.4": (1, "2023"), "1.6": (1, "2023"),
    }  # fmt: skip


@pytest.mark.parametrize(("kind", "wanted"), [("same", (2, "2023")), ("similar", (1, "2024"))])
def test_under_another_framework_only_a_component_that_is_the_same_goes_on(given, reference, kind, wanted):
    links = reference["reference.indicator_links"]
    indicators = reference["reference.indicators"]
    like = indicators.filter(framework_code="dti_2021", indicator_code="1.1")
    later = like.with_columns(framework_code=pl.lit("dti_2024"), indicator_code=pl.lit("1.9"))
    link = links.head(1).with_columns(
        from_framework_code=pl.lit("dti_2021"), from_indicator_code=pl.lit("1.1"),
        to_framework_code=pl.lit("dti_2024"), to_indicator_code=pl.lit("1.9"), link_kind=pl.lit(kind),
    )  # fmt: skip
    warehouse = given(
        statuses=[status(2023, "1.1", "zero"), status(2024, "1.9", "zero")],
        indicators=pl.concat([indicators, later]),
        indicator_links=pl.concat([links, link]),
    )
    assert streaks(warehouse, 2024) == {"1.9": wanted}


def test_holders_are_the_other_units_with_all_points_of_those_assessed(given):
    warehouse = given(
        statuses=[
            status(2021, "1.1", "zero"), status(2021, "1.1", "full", "02"), status(2021, "1.1", "partial", "04"),
            status(2021, "1.1", "full", "01"), status(2021, "1.1", "not_assessed", "06"),
            status(2022, "1.1", "full", "10"), status(2021, "1.2", "full"),
            status(2021, "1.2", "full", "02"), status(2021, "1.3", "zero"),
        ]
    )  # fmt: skip
    [row] = warehouse.rows("select * from mart.component_holders where unit_code = '08'")
    assert (row["indicator_code"], row["other_unit_count"], row["holder_count"]) == ("1.1", 3, 2)
    assert row["holder_codes"] == ["01", "02"]
