"""The profile's figures say what their rows say, and sum and break where they must."""

from decimal import Decimal

import pytest

from tests.charts.told import told
from text import formats
from ui.charts.frame import Words
from ui.charts.main_indicators import bullets, lost_points, spine
from ui.charts.trend import trend
from ui.charts.waterfall import rank_change, waterfall
from ui.theme import DARK, LIGHT

WORDS = Words("Tuyên Quang · DTI 2023", ["Vạch đứng: trung bình cả nước.", "Nguồn: Bộ"], "vi")
ENGLISH = Words("Tuyen Quang · DTI 2023", ["Source: the ministry"], "en")
SPREAD = ("min_value", "lower_quartile_value", "median_value", "upper_quartile_value", "max_value")


def _standing(code, name, value, rank, against, spread=(None,) * 5):
    known = None if value is None else Decimal(value)
    mark = None if against is None else Decimal(against)
    return {
        "indicator_code": code,
        "indicator_level": "main",
        "indicator_name_vi": name,
        "indicator_name_en": name,
        "scale_max": Decimal(1),
        "value": known,
        "value_decimals": 4,
        "value_basis": "published",
        "rank": rank,
        "cohort_size": 63,
        "against_value": mark,
        "against_decimals": 4,
        "against_gap": known - mark if value and against else None,
        "against_gap_decimals": 4,
    } | {column: amount and Decimal(amount) for column, amount in zip(SPREAD, spread, strict=True)}


ROWS = [
    _standing("3", "Hạ tầng số", "0.6904", 34, "0.6879", ("0.5230", "0.6511", "0.6928", "0.7336", "0.8364")),
    _standing(
        "6", "<b>Chính quyền</b> <a href='x'>số</a>", "0.7089", 42, None, ("0.44", "0.66", "0.75", "0.80", "0.88")
    ),
    _standing("1", "Nhận thức số", None, 50, "0.5"),
]
STEPS = [
    {"step_kind": "main", "step_code": "2", "indicator_name_vi": "Thể chế số", "indicator_name_en": "Institutions",
     "contribution": Decimal("0.01000000")},
    {"step_kind": "main", "step_code": "7", "indicator_name_vi": "Kinh tế số", "indicator_name_en": "Economy",
     "contribution": Decimal("-0.00861000")},
    {"step_kind": "rounding", "step_code": "rounding", "indicator_name_vi": None, "indicator_name_en": None,
     "contribution": Decimal("0.03241000")},
]  # fmt: skip
UNIT = {
    "period_code": "2023",
    "previous_period_code": "2022",
    "value": Decimal("0.8340"),
    "value_decimals": 4,
    "previous_value": Decimal("0.8002"),
    "previous_value_decimals": 4,
}


def _year(year, rank, value, breaks=(), restated=False):
    return {
        "edition_code": f"dti.{year}.vn63",
        "period_code": str(year),
        "rank": rank,
        "cohort_size": 63,
        "value": value and Decimal(value),
        "value_decimals": 4,
        "is_restated": restated,
        "is_provisional": False,
        "break_reasons": list(breaks),
    }


def _texts(figure):
    labels = [text for trace in figure.data if trace.type == "scatter" and trace.mode == "text" for text in trace.text]
    return "\n".join([told(figure.to_dict()["layout"]), *labels])


def _lines(figure, axis):
    return [list(trace.x) for trace in figure.data if trace.mode == "lines" and trace.yaxis == axis]


def test_bars_start_at_zero_on_a_scale_to_the_maximum_and_ticks_stand_at_the_mark():
    scale, own, marks, _ = bullets(ROWS, WORDS, LIGHT).data
    assert list(own.x) == [0.6904, 0.7089, None]
    assert list(scale.x) == [1, 1, 1]
    assert own.base is None
    assert list(marks.x) == [0.6879, None, 0.5], "no tick where the mark is not known"


@pytest.mark.parametrize(
    ("words", "shown"), [(WORDS, "<b>0,6904</b> · hạng 34/63"), (ENGLISH, "<b>0.6904</b> · rank 34/63")]
)
def test_each_row_reads_value_and_rank_and_a_missing_value_is_a_dash(words, shown):
    texts = _texts(bullets(ROWS, words, DARK)).split("\n")
    assert shown in texts
    assert any(text.startswith(f"<b>{formats.MISSING}</b>") and "50/63" in text for text in texts)


def test_title_caveats_and_source_are_part_of_every_picture():
    rank_row = {"own_places_gained": 40, "others_places_gained": -30, "places_gained": 10}
    for figure in (
        bullets(ROWS, WORDS, LIGHT),
        spine(ROWS[:2], WORDS, LIGHT),
        trend([_year(2022, 48, "0.5320")], "dti.2022.vn63", WORDS, LIGHT),
        waterfall(STEPS, UNIT, WORDS, LIGHT),
        rank_change(rank_row, WORDS, LIGHT),
        lost_points(LOST, WORDS, LIGHT),
    ):
        texts = _texts(figure)
        assert "Tuyên Quang" in texts
        assert "Vạch đứng" in texts
        assert "Nguồn: Bộ" in texts


def test_names_cannot_become_links_or_markup():
    ticks = "".join(bullets(ROWS, WORDS, LIGHT).layout.yaxis.ticktext)
    hovers = "".join(bullets(ROWS, WORDS, LIGHT).data[1].hovertext)
    assert "<a" not in ticks + hovers
    assert "<b>Chính" not in ticks + hovers


def test_points_fill_their_own_maximum_and_read_as_points():
    given = ("9.22", "12.18", "12.99", "14.44", "15.67")
    spread = {name: Decimal(points) for name, points in zip(SPREAD, given, strict=True)}
    row = _standing("1", "Công khai, minh bạch", "12.55", 23, "13.05") | spread
    row |= {"scale_max": Decimal(18), "value_decimals": 2, "against_decimals": 2, "against_gap_decimals": 2}
    scale, own, mark, labels = bullets([row], WORDS, LIGHT).data
    assert (scale.x[0], own.x[0], mark.x[0]) == pytest.approx((1, 12.55 / 18, 13.05 / 18))
    assert labels.text[0].startswith("<b>12,55</b>")
    band = spine([row], WORDS, LIGHT).data[0]
    assert (band.base[0], band.base[0] + band.x[0]) == pytest.approx((9.22 / 18, 15.67 / 18))
    assert "9,22" in band.hovertext[0] and "9,2200" not in band.hovertext[0]


def test_an_inferred_value_carries_its_mark():
    row = ROWS[0] | {"value_basis": "inferred"}
    assert bullets([row], WORDS, LIGHT).data[3].text[0].startswith("<b>0,6904†</b>")


def test_a_median_between_two_values_keeps_its_last_decimal():
    row = ROWS[0] | {"median_value": Decimal("0.70625")}
    assert "0,70625" in spine([row], WORDS, LIGHT).data[0].hovertext[0]


def test_the_spine_runs_from_lowest_to_highest_with_the_middle_half_thick_and_the_unit_a_dot():
    whole, middle, _, dot, _ = spine(ROWS[:2], WORDS, LIGHT).data
    assert (whole.base[0], whole.base[0] + whole.x[0]) == (0.523, pytest.approx(0.8364))
    assert (middle.base[0], middle.base[0] + middle.x[0]) == (0.6511, pytest.approx(0.7336))
    assert middle.width > whole.width
    assert list(dot.x) == [0.6904, 0.7089]


def test_steps_begin_where_the_last_one_ended_and_reach_the_new_value():
    bars, values, _ = waterfall(STEPS, UNIT, WORDS, LIGHT).data
    ends = [start + length for start, length in zip(bars.base, bars.x, strict=True)]
    assert bars.base[0] == 0.8002
    for end, start in zip(ends[:-2], list(bars.base)[1:-1], strict=True):
        assert start == pytest.approx(end, abs=1e-9)
    assert ends[-2] == pytest.approx(0.8340, abs=1e-9)
    assert list(values.x) == [0.8002, 0.834], "both values are ticks, not bars on a cut axis"


def test_a_waterfall_begins_with_the_value_as_it_was_printed():
    unit = UNIT | {"previous_value": Decimal("0.8000"), "previous_value_decimals": 2}
    texts = _texts(waterfall(STEPS, unit, WORDS, LIGHT))
    assert "<b>0,80</b>" in texts
    assert "<b>0,8340</b>" in texts


def test_a_step_down_is_grey_with_a_real_minus_and_the_last_one_says_what_it_is():
    figure = waterfall(STEPS, UNIT, WORDS, LIGHT)
    assert list(figure.data[0].marker.color)[1:4] == [LIGHT.accent, LIGHT.muted, LIGHT.accent]
    assert "−0,00861" in _texts(figure)
    assert "+0,01000" in _texts(figure)
    assert figure.layout.yaxis.ticktext[3] == "Làm tròn"


def test_own_effort_and_the_others_movement_stand_on_one_scale_around_zero():
    row = {"own_places_gained": 40, "others_places_gained": -30, "places_gained": 10}
    bars = rank_change(row, WORDS, LIGHT).data[0]
    assert list(bars.base) == [0, 0, 0]
    assert list(bars.x) == [40, -30, 10]
    assert "−30" in _texts(rank_change(row, WORDS, LIGHT))


def test_a_change_of_nothing_still_draws():
    row = {"own_places_gained": 0, "others_places_gained": 0, "places_gained": 0}
    low, high = rank_change(row, WORDS, LIGHT).layout.xaxis.range
    assert low < 0 < high


def test_lines_break_where_framework_or_cohort_changed_or_a_year_is_unknown():
    rows = [
        _year(2020, 44, None),
        _year(2021, 58, "0.2849", ["framework_changed"]),
        _year(2022, 48, "0.5320"),
        _year(2023, None, None),
        _year(2024, 49, "0.6432"),
    ]
    figure = trend(rows, "dti.2022.vn63", WORDS, LIGHT)
    assert _lines(figure, "y") == [[1, 2]]
    assert _lines(figure, "y2") == [[1, 2]]
    assert list(figure.layout.xaxis.ticktext) == ["2020", "2021", "2022", "2023", "2024"]


def test_the_best_rank_stands_on_top_and_the_highest_value_too():
    figure = trend([_year(2021, 58, "0.2849"), _year(2022, 48, "0.5320")], "dti.2022.vn63", WORDS, LIGHT)
    assert figure.layout.yaxis.range[0] > figure.layout.yaxis.range[1]
    assert figure.layout.yaxis2.range[0] < figure.layout.yaxis2.range[1]


def test_restated_years_are_hollow_and_the_year_that_is_read_is_larger():
    rows = [_year(2023, 19, "0.6740", restated=True), _year(2024, 22, "0.6862", ["framework_changed"])]
    points = [trace for trace in trend(rows, "dti.2024.vn63", WORDS, LIGHT).data if trace.mode == "markers+text"]
    assert list(points[0].marker.color) == [LIGHT.paper, LIGHT.accent]
    assert points[0].marker.size[1] > points[0].marker.size[0]


def test_a_panel_without_figures_is_left_out():
    figure = trend([_year(2016, 44, None), _year(2017, 49, None)], "dti.2017.vn63", WORDS, LIGHT)
    assert "yaxis2" not in figure.to_dict()["layout"]
    assert figure.layout.yaxis.domain == (0, 1)


LOST = [
    {"indicator_code": "8", "indicator_name_vi": "Xã hội số", "indicator_name_en": "Society",
     "max_score": Decimal(150), "max_score_basis": "derived", "lost_score": Decimal("144.12"),
     "score": Decimal("5.88"), "value_basis": "published"},
    {"indicator_code": "3", "indicator_name_vi": "Hạ tầng số", "indicator_name_en": "Network",
     "max_score": Decimal(100), "max_score_basis": "published", "lost_score": Decimal("57.09"),
     "score": Decimal("42.91"), "value_basis": "published"},
]  # fmt: skip


def test_lost_points_are_on_one_scale_of_points_and_derived_maxima_have_a_star():
    most, lost, _ = lost_points(LOST, WORDS, LIGHT).data
    assert list(lost.x) == [144.12, 57.09]
    assert list(most.x) == [150, 100]
    texts = _texts(lost_points(LOST, WORDS, LIGHT)).split("\n")
    assert "144,12/150*" in texts
    assert "57,09/100" in texts
