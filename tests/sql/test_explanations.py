"""Why a value or a rank changed, strengths and weaknesses, benchmarks, targets: on real data and on given rows."""

from decimal import Decimal

import pytest

from tests import oracle

EDITION = {"index_code": "dti", "framework_code": "dti_2021", "cohort_code": "vn63"}


def figure(unit: str, indicator: str, year: int, number: Decimal) -> dict:
    return EDITION | {
        "year": year,
        "unit_code": unit,
        "indicator_code": indicator,
        "value": number,
        "value_decimals": 4,
    }


def test_every_waterfall_sums_to_its_change_to_the_last_digit(real):
    rows = real.rows(
        "select sum(contribution) as total, max(value - previous_value) as change from mart.value_waterfall"
        " join mart.unit_ranking using (index_code, year, cohort_code, unit_code)"
        " where unit_ranking.indicator_code = 'index' group by index_code, year, cohort_code, unit_code"
    )
    assert len(rows) > 60
    assert all(row["total"] == row["change"] for row in rows)


def test_the_waterfall_of_a_unit_with_all_mains_known_ends_with_rounding(real):
    rows = real.rows(
        "select step_code, contribution from mart.value_waterfall where index_code = 'dti' and year = 2023"
        " and unit_code = '48'"
        " order by step_position"
    )
    assert [row["step_code"] for row in rows] == [*"12345678", "rounding"]
    assert {row["step_code"]: row["contribution"] for row in rows}["5"] == Decimal("0.01689")
    assert abs(rows[-1]["contribution"]) <= Decimal("0.0001")


def test_elsewhere_the_unknown_mains_stand_together(real):
    rows = real.rows(
        "select step_code from mart.value_waterfall where index_code = 'dti' and year = 2023"
        " and unit_code = '08' order by step_position"
    )
    assert [row["step_code"] for row in rows] == ["3", "6", "7", "8", "unknown_mains"]


def test_seven_provinces_have_all_mains_of_2022_and_2023(real):
    rows = real.rows(
        "select unit_code, contribution from mart.value_waterfall where index_code = 'dti' and year = 2023"
        " and step_code = 'rounding'"
    )
    da_nang, ho_chi_minh, hue, can_tho, phu_yen, cao_bang, bac_lieu = "48", "79", "46", "92", "54", "04", "95"
    assert {row["unit_code"] for row in rows} == {da_nang, ho_chi_minh, hue, can_tho, phu_yen, cao_bang, bac_lieu}
    assert all(abs(row["contribution"]) <= Decimal("0.0001") for row in rows)


@pytest.mark.parametrize("year", [2021, 2024])
def test_across_frameworks_there_is_no_waterfall_and_no_split(real, year):
    for mart in ("value_waterfall", "rank_change_split"):
        assert real.value(f"select count(*) from mart.{mart} where index_code = 'dti' and year = ?", year) == 0


def test_every_split_of_a_rank_change_sums_to_it_and_equals_the_oracle(real):
    rows = real.rows("select * from mart.rank_change_split where index_code = 'dti' and indicator_code = 'index'")
    assert len(rows) == 63
    values = {
        (row["year"], row["unit_code"]): row["value"]
        for row in real.rows(
            "select year, unit_code, value from mart.unit_ranking where index_code = 'dti' and indicator_code = 'index'"
            " and year in (2022, 2023)"
        )
    }
    old = {unit: number for (year, unit), number in values.items() if year == 2022}
    for row in rows:
        assert row["own_places_gained"] + row["others_places_gained"] == row["places_gained"]
        alone = oracle.competition_ranks(old | {row["unit_code"]: values[2023, row["unit_code"]]})
        assert row["rank_alone"] == alone[row["unit_code"]]


def test_a_zero_is_never_a_strength(given, reference):
    units = reference["reference.units"].filter(unit_system="vn63")["unit_code"].to_list()
    rows = [figure(unit, "8", 2022, Decimal(int(place < 10)) / 2) for place, unit in enumerate(units)]
    strengths = given(rows).rows("select unit_code, standing from mart.unit_strengths where year = 2022")
    assert {row["unit_code"] for row in strengths if row["standing"] == "strength"} == set(units[:10])
    assert {row["unit_code"] for row in strengths if row["standing"] == "weakness"} == set(units[10:])


def test_there_are_at_most_three_of_each(real):
    assert real.value("select max(standing_position) from mart.unit_strengths") == 3


def test_benchmarks_of_2022(real):
    rows = real.rows(
        "select benchmark_kind, value, value_decimals from mart.benchmarks where index_code = 'dti' and year = 2022"
        " and cohort_code = 'vn63'"
        " and indicator_code = 'index' and region_code is null order by benchmark_kind"
    )
    assert [tuple(row.values()) for row in rows] == [
        ("country", Decimal("0.5787"), None),
        ("leader", Decimal("0.8002"), 4),
    ]
    region = real.rows(
        "select unit_code, value from mart.unit_ranking where index_code = 'dti' and year = 2022"
        " and indicator_code = 'index' and region_code = 'tay_nguyen'"
    )
    assert real.value(
        "select value from mart.benchmarks where index_code = 'dti' and year = 2022 and indicator_code = 'index'"
        " and region_code = 'tay_nguyen'"
    ) == oracle.mean([row["value"] for row in region])


def test_a_benchmark_with_a_gap_is_not_known(real):
    rows = real.rows(
        "select value from mart.benchmarks where index_code = 'dti' and year = 2021 and indicator_code = 'index'"
    )
    assert {row["value"] for row in rows} == {None}


@pytest.mark.parametrize(
    ("rank", "low", "high", "progress"),
    [
        (42, 40, 44, "met"),
        (39, 40, 44, "met"),
        (45, 40, 44, "not_met"),
        (None, 40, 44, "no_data"),
        (42, None, None, "no_data"),
        (30, 30, None, "met"),
    ],
)
def test_progress_of_a_target_about_a_rank(empty, rank, low, high, progress):
    assert empty.value("select rule.target_progress(?, ?, ?)", rank, low, high) == progress


def test_predecessors_of_tuyen_quang(real):
    rows = real.rows(
        "select predecessor_name_vi, value from mart.predecessors where index_code = 'dti' and year = 2024"
        " and indicator_code = 'index' and unit_code = '08' order by 1"
    )
    assert [row["predecessor_name_vi"] for row in rows] == ["Hà Giang", "Tuyên Quang"]
    assert oracle.mean([row["value"] for row in rows]) == Decimal("0.6862")
