"""Index 766 through the same tables: points as printed, ranks and sums recomputed here from the raw files."""

import csv
from decimal import Decimal
from fractions import Fraction

import pytest

from tests import oracle
from warehouse import paths

CODES = {
    "tong_diem": "index",
    "cong_khai_minh_bach": "1",
    "tien_do_giai_quyet": "2",
    "dich_vu_truc_tuyen_va_thanh_toan_truc_tuyen": "3",
    "muc_do_hai_long": "4",
    "so_hoa_ho_so": "5",
}
MAXIMA = {"index": 100, "1": 18, "2": 20, "3": 22, "4": 18, "5": 22}
YEARS = (2022, 2023, 2024)
Points = dict[tuple[str, str], Decimal]


def printed(year: int) -> Points:
    """Points by unit and indicator code, as the raw file of a year prints them."""
    with (paths.RAW_DIR / f"{year}/chi_so_766_points.csv").open(encoding="utf-8", newline="") as file:
        return {(row["code"], CODES[row["indicator"]]): Decimal(row["score"]) for row in csv.DictReader(file)}


def of(points: Points, code: str) -> dict[str, Decimal]:
    return {unit: score for (unit, indicator), score in points.items() if indicator == code}


def ranking(real, year: int) -> dict[tuple[str, str], dict]:
    rows = real.rows("select * from mart.unit_ranking where index_code = 'chi_so_766' and year = ?", year)
    return {(row["unit_code"], row["indicator_code"]): row for row in rows}


@pytest.mark.parametrize("year", YEARS)
def test_points_are_shown_as_printed_and_count_as_published(real, year):
    points, shown = printed(year), ranking(real, year)
    assert len(points) == 34 * 6
    assert shown.keys() == points.keys()
    for place, score in points.items():
        row = shown[place]
        assert (row["value"], row["published_value"]) == (score, score), place
        assert (row["value_basis"], row["value_decimals"]) == ("published", 2), place
        assert row["scale_max"] == MAXIMA[place[1]], place
        assert row["value_source_address"].startswith("https://dichvucong.gov.vn/"), place


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize("code", MAXIMA)
def test_ranks_are_computed_from_points_out_of_their_maximum(real, year, code):
    values = {
        unit: oracle.rounded(Fraction(score) / MAXIMA[code]) for unit, score in of(printed(year), code).items()
    }
    ranks = oracle.competition_ranks(values)
    for unit, row in {unit: row for (unit, at), row in ranking(real, year).items() if at == code}.items():
        assert (row["rank"], row["rank_basis"], row["cohort_size"]) == (ranks[unit], "computed", 34), unit


def test_every_total_is_the_sum_of_its_five_parts(real):
    for year in YEARS:
        points = printed(year)
        for unit, total in of(points, "index").items():
            assert total == sum(points[unit, code] for code in "12345"), (year, unit)
    rows = real.rows("select figure, checked_against, verdict from mart.reconciliation where index_code = 'chi_so_766'")
    assert len(rows) == 102
    assert {tuple(row.values()) for row in rows} == {("score", "weighted_mains", "exact")}


def test_the_third_part_has_the_only_derived_maximum(reference):
    mains = reference["reference.indicators"].filter(framework_code="chi_so_766", indicator_level="main")
    assert dict(mains.select("indicator_code", "max_score").rows()) == {code: MAXIMA[code] for code in "12345"}
    assert mains.filter(max_score_basis="derived")["indicator_code"].to_list() == ["3"]
    assert mains["max_score"].sum() == 100


def test_changes_are_in_points_and_nothing_is_restated(real):
    before, now = printed(2023), printed(2024)
    for place, row in ranking(real, 2024).items():
        assert row["value_change"] == now[place] - before[place], place
        assert (row["comparability"], row["restated_previous_value"]) == ("comparable", None), place
    years = real.rows("select year, is_restated from mart.cohort_years where index_code = 'chi_so_766' order by 1")
    assert [tuple(row.values()) for row in years] == [(year, False) for year in YEARS]


def test_its_waterfalls_are_in_points_and_leave_nothing_to_rounding(real):
    steps = real.rows(
        "select unit_code, step_code, contribution from mart.value_waterfall where index_code = 'chi_so_766'"
        " and year = 2024"
    )
    before, now = printed(2023), printed(2024)
    assert len(steps) == 34 * 6
    for step in steps:
        place = (step["unit_code"], step["step_code"])
        moved = Decimal(0) if step["step_code"] == "rounding" else now[place] - before[place]
        assert step["contribution"] == moved, place


def test_means_and_spread_are_in_points(real):
    totals = sorted(of(printed(2024), "index").values())
    [spread] = real.rows(
        "select * from mart.cohort_spread where index_code = 'chi_so_766' and year = 2024 and indicator_code = 'index'"
    )
    assert (spread["min_value"], spread["max_value"]) == (totals[0], totals[-1])
    assert spread["median_value"] == (totals[16] + totals[17]) / 2
    assert real.value(
        "select mean_value from mart.cohort_summary where index_code = 'chi_so_766' and year = 2024"
        " and indicator_code = 'index'"
    ) == oracle.mean(totals)


def test_near_ties_are_as_wide_as_for_other_indexes_on_its_scale(real):
    totals = of(printed(2024), "index")
    groups = oracle.near_tie_groups({unit: score / 100 for unit, score in totals.items()})
    found = {unit: row["near_tie_group"] for (unit, code), row in ranking(real, 2024).items() if code == "index"}
    assert found == groups
    near = real.rows(
        "select unit_code, near_unit_code, near_tie_width from mart.near_units where index_code = 'chi_so_766'"
        " and year = 2024 and indicator_code = 'index'"
    )
    assert {row["near_tie_width"] for row in near} == {Decimal("0.2")}
    assert {(row["unit_code"], row["near_unit_code"]) for row in near} == {
        (one, other)
        for one, score in totals.items()
        for other, beside in totals.items()
        if one != other and abs(score - beside) <= Decimal("0.2")
    }
