"""What a chart finds, in words: a unit in its cohort and region, its figures over the years."""

from decimal import Decimal

import pytest

from text import headings

UNIT = {
    "unit_name_vi": "Tuyên Quang",
    "unit_name_en": "Tuyen Quang",
    "region_name_vi": "Trung du và miền núi phía Bắc",
    "region_name_en": "Northern midlands and mountains",
    "cohort_size": 34,
}
SPREAD = {"lower_quartile_value": Decimal("0.6640"), "upper_quartile_value": Decimal("0.7484")}


def _year(period: str, rank: int | None, *breaks: str, restated: bool = False) -> dict:
    return {"period_code": period, "rank": rank, "break_reasons": list(breaks), "is_restated": restated}


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("0.7485", "Tuyên Quang ở một phần tư trên của 34 đơn vị"),
        ("0.7484", "Tuyên Quang ở nửa giữa của 34 đơn vị"),
        ("0.6640", "Tuyên Quang ở nửa giữa của 34 đơn vị"),
        ("0.6639", "Tuyên Quang ở một phần tư dưới của 34 đơn vị"),
    ],
)
def test_a_unit_lies_in_the_part_of_the_cohort_that_its_value_says(value, said):
    assert headings.in_cohort(UNIT | {"value": Decimal(value)}, SPREAD, "vi") == said


@pytest.mark.parametrize(
    ("gap", "said"),
    [
        ("-0.0080", "Tuyen Quang is below the mean of Northern midlands and mountains by 0.0080"),
        ("0.0123", "Tuyen Quang is above the mean of Northern midlands and mountains by 0.0123"),
        ("0.0000", "Tuyen Quang is at the mean of Northern midlands and mountains"),
    ],
)
def test_a_unit_stands_above_at_or_below_the_mean_of_its_region(gap, said):
    assert headings.against_region(UNIT, {"gap": Decimal(gap), "gap_decimals": 4}, "en") == said


def _along(*years: dict) -> str:
    return headings.along("heading_ranks", headings.ranks(years), "vi")


def test_an_arrow_stands_only_between_years_that_compare():
    found = _along(
        _year("2020", 44),
        _year("2021", 58, "framework_changed"),
        _year("2022", 48),
        _year("2023", 38),
        _year("2024", 49, "framework_changed"),
    )
    assert found == "Hạng qua các năm: 44 · 58 → 48 → 38 · 49"


def test_no_arrow_leads_over_a_year_without_a_rank():
    assert _along(_year("2021", 58), _year("2022", None), _year("2023", 38)) == "Hạng qua các năm: 58 · 38"


def test_restated_years_are_named_as_a_span_or_one_by_one():
    restated = [_year(period, rank, restated=True) for period, rank in (("2021", 30), ("2022", 28), ("2023", 19))]
    now = _year("2024", 22, "framework_changed")
    assert _along(*restated, now) == "Hạng qua các năm: 30 → 28 → 19 · 22 (2021–2023 quy đổi)"
    assert _along(restated[0], restated[2], now) == "Hạng qua các năm: 30 → 19 · 22 (2021, 2023 quy đổi)"


def test_one_figure_alone_is_no_finding():
    assert _along(_year("2024", 22)) == ""


TWO = {
    "earlier_period_code": "2022",
    "later_period_code": "2023",
    "is_earlier_restated": False,
    "is_later_restated": False,
    "earlier_rank": 48,
    "later_rank": 38,
    "earlier_value": Decimal("0.5320"),
    "later_value": Decimal("0.6735"),
    "earlier_value_decimals": 4,
    "later_value_decimals": 4,
    "comparability": "comparable",
}


def test_two_years_read_as_ranks_or_as_values_and_say_when_they_do_not_compare():
    ranks = headings.along("heading_two_ranks", headings.two_ranks(TWO), "vi", unit="Tuyên Quang")
    values = headings.along("heading_two_values", headings.two_values(TWO, "vi"), "vi", unit="Tuyên Quang")
    assert ranks == "Tuyên Quang: hạng 48 → 38"
    assert values == "Tuyên Quang: giá trị 0,5320 → 0,6735"
    apart = headings.two_ranks(TWO | {"comparability": "framework_changed", "is_earlier_restated": True})
    assert headings.along("heading_two_ranks", apart, "vi", unit="X").endswith("48 · 38 (2022 quy đổi)")
    assert headings.two_ranks(TWO | {"earlier_rank": None}) == []


def _step(code: str, contribution: str, kind: str = "main") -> dict:
    name = {"indicator_name_vi": f"Chỉ số {code}", "indicator_name_en": f"Indicator {code}"}
    return {"step_code": code, "step_kind": kind, "contribution": Decimal(contribution)} | name


def test_the_step_that_moved_a_value_most_its_own_way_is_named():
    steps = [_step("1", "-0.05"), _step("6", "0.04122"), _step("7", "0.02"), _step("rounding", "0.06", "rounding")]
    assert headings.most_moved(steps, Decimal("0.0712"), "vi") == "Giá trị tăng nhiều nhất nhờ 6. Chỉ số 6 (+0,0412)"
    assert headings.most_moved(steps, Decimal("-0.01"), "en") == "The value fell most in 1. Indicator 1 (−0.0500)"


def test_no_step_is_the_largest_while_some_are_not_known_apart_or_none_went_that_way():
    unknown = _step("unknown_mains", "0.03", "unknown_mains")
    assert headings.most_moved([_step("6", "0.04"), unknown], Decimal("0.07"), "vi") == ""
    assert headings.most_moved([_step("6", "-0.04")], Decimal("0.01"), "vi") == ""
    assert headings.most_moved([_step("6", "0.04")], Decimal(0), "vi") == ""


def _valued(name: str, value: str, decimals: int = 4) -> dict:
    return {"unit_name_vi": name, "unit_name_en": name, "value": Decimal(value), "value_decimals": decimals}


OTHERS = [_valued("Hà Nội", "0.8241"), _valued("Tây Ninh", "0.6959"), _valued("Quảng Ngãi", "0.6822")]


@pytest.mark.parametrize(
    ("value", "decimals", "said"),
    [
        ("0.6862", 4, "Tuyên Quang kém Tây Ninh ngay trên 0,0097, hơn Quảng Ngãi ngay dưới 0,0040"),
        ("0.69", 2, "Tuyên Quang kém Tây Ninh ngay trên 0,01, hơn Quảng Ngãi ngay dưới 0,01"),
        ("0.9000", 4, "Tuyên Quang hơn Hà Nội ngay dưới 0,0759"),
        ("0.6822", 4, "Tuyên Quang kém Tây Ninh ngay trên 0,0137"),
    ],
)
def test_a_unit_is_held_against_the_next_values_above_and_below(value, decimals, said):
    own = _valued("Tuyên Quang", value, decimals)
    assert headings.beside_neighbours(own, [*OTHERS, own], "vi") == said


def test_without_a_unit_the_first_is_held_against_the_last():
    assert headings.first_and_last(OTHERS, "vi") == "Hà Nội hơn Quảng Ngãi 0,1419"
    assert headings.first_and_last(OTHERS[:1], "vi") == ""


def test_main_indicators_in_the_lower_quarter_are_named_else_those_in_the_upper_one():
    low, high = Decimal("0.5"), Decimal("0.8")
    rows = [
        {"indicator_code": code, "value": value, "lower_quartile_value": low, "upper_quartile_value": high}
        for code, value in (("1", Decimal("0.4")), ("2", Decimal("0.5")), ("3", Decimal("0.9")), ("4", None))
    ]
    assert headings.in_quarters(rows, "vi") == "Ở một phần tư dưới tại 1/3 chỉ số chính: 1"
    assert headings.in_quarters(rows[1:], "vi") == "Ở một phần tư trên tại 1/2 chỉ số chính: 3"
    assert headings.in_quarters(rows[1:2], "vi") == ""


def test_the_main_indicator_that_lost_most_by_the_appraisal_is_named():
    mains = [
        {"indicator_code": code, "indicator_name_vi": name, "indicator_name_en": name, "appraisal_difference": amount}
        for code, name, amount in (("1", "A", Decimal("-2")), ("4", "B", Decimal("-12.5")), ("5", "C", None))
    ]
    assert headings.most_reduced(mains, "vi") == "Thẩm định giảm nhiều nhất ở 4. B (−12,50 điểm)"
    assert headings.most_reduced(mains[2:], "vi") == ""
