"""Charts of several years say what their rows say: ranks over the years, slopes and dumbbells of two."""

from decimal import Decimal
from itertools import pairwise

import pytest

from tests.charts.contrast import contrast
from text import time_series
from ui.charts import time_series as drawn
from ui.charts import two_years
from ui.charts.frame import Words
from ui.theme import DARK, LIGHT, series_colours

WORDS = Words("Thứ hạng qua các năm", ["Nguồn: Bộ"], "vi")
ENGLISH = Words("Ranks over the years", ["Source: the ministry"], "en")
NAMES = {"01": "Hà Nội", "08": "Tuyên Quang", "48": "Đà Nẵng", "62": "<b>Kon Tum</b>"}


def _year(year: int, *reasons: str, **changed: object) -> dict:
    return {
        "edition_code": f"dti.{year}.vn63",
        "period_code": str(year),
        "before_period_code": str(year - 1),
        "cohort_size": 4,
        "decision": "Quyết định 922/QĐ-BTTTT",
        "before_decision": "Quyết định 1726/QĐ-BTTTT",
        "framework_code": "dti_2021",
        "break_reasons": list(reasons),
        "is_restated": False,
        "is_provisional": False,
        "is_partial": False,
        "rank_count": 4,
    } | changed


def _rank(code: str, year: int, rank: int, is_restated: bool = False) -> dict:
    return {
        "unit_code": code,
        "unit_name_vi": NAMES[code],
        "unit_name_en": NAMES[code],
        "edition_code": f"dti.{year}.vn63",
        "period_code": str(year),
        "rank": rank,
        "cohort_size": 4,
        "is_restated": is_restated,
    }


YEARS = [_year(2021), _year(2022), _year(2023, "framework_changed")]
ROWS = [
    *(_rank("48", year, 1) for year in (2021, 2022, 2023)),
    *(_rank("01", year, rank) for year, rank in ((2021, 2), (2022, 3), (2023, 4))),
    *(_rank("08", year, rank) for year, rank in ((2021, 4), (2022, 2), (2023, 3))),
    _rank("62", 2023, 2),
]


def _bump(rows=ROWS, years=YEARS, named=("08", "48"), words=WORDS, colours=LIGHT, own="08"):
    return drawn.bump(rows, years, named, words, colours, own)


def _line(figure, colour: str):
    return next(trace for trace in figure.data if trace.line.color == colour)


def _texts(figure) -> list[str]:
    return [annotation.text for annotation in figure.layout.annotations]


def test_the_own_line_runs_through_its_ranks_and_stops_at_the_change_of_framework():
    own = _line(_bump(), LIGHT.accent)
    assert list(own.x) == [0, 1, 2, 2]
    assert list(own.y) == [4, 2, None, 3]
    assert own.text[1] == "<b>2</b>"


def test_the_own_ranks_stand_beside_their_marks_on_the_side_away_from_the_line():
    own = _line(_bump(), LIGHT.accent)
    assert list(own.textposition) == ["middle left", "middle right", "middle left", "middle left"]
    assert drawn.text_positions([9, 5, 7, 2]) == ["middle left", "top left", "bottom left", "middle right"]


def test_the_reason_stands_in_the_gap_between_the_two_years():
    reason = next(note for note in _bump().layout.annotations if note.text == "đổi bộ chỉ số")
    assert reason.x == 1.5
    assert len(_bump().layout.shapes) == 1
    assert "framework changed" in _texts(_bump(words=ENGLISH))


def test_the_first_rank_is_on_top_and_every_rank_inside():
    top, bottom = _bump().layout.yaxis.range[::-1]
    assert top < 1 < 4 < bottom


def test_a_year_without_a_rank_leaves_a_hole_and_nothing_is_drawn_over_it():
    rows = [row for row in ROWS if (row["unit_code"], row["period_code"]) != ("08", "2022")]
    own = _line(_bump(rows), LIGHT.accent)
    assert list(own.y) == [4, None, None, 3]
    assert own.connectgaps is None


def test_units_that_are_not_named_are_grey_and_still_there():
    grey = _line(_bump(), LIGHT.muted)
    assert [rank for rank in grey.y if rank is not None] == [2, 3, 4, 2]
    assert not any("Hà Nội" in text for text in _texts(_bump()))
    assert any("Hà Nội" in text for text in grey.hovertext)


def test_labels_say_the_newest_rank_and_its_year_where_it_is_not_the_last():
    rows = [row for row in ROWS if (row["unit_code"], row["period_code"]) != ("48", "2023")]
    texts = _texts(_bump(rows))
    assert "Tuyên Quang\u00a03" in texts
    assert "Đà Nẵng 1\u00a0(2022)" in texts


def test_restated_years_have_open_marks_and_partial_ones_say_how_many():
    years = [_year(2021, is_restated=True), _year(2022, is_partial=True, rank_count=2), _year(2023)]
    rows = [dict(row, is_restated=row["period_code"] == "2021") for row in ROWS]
    figure = _bump(rows, years)
    assert list(_line(figure, LIGHT.accent).marker.symbol) == ["circle-open", "circle", "circle"]
    assert list(figure.layout.xaxis.ticktext) == ["2021<br>quy đổi", "2022<br>2/4", "2023"]


def test_many_years_stand_in_two_rows_so_that_a_phone_can_show_them():
    years = [_year(2015 + at) for at in range(9)]
    ticks = _bump([_rank("08", 2015 + at, 1) for at in range(9)], years).layout.xaxis.ticktext
    assert ticks[:2] == ("2015", "2016<br>\u00a0")


def test_no_more_than_eight_lines_are_named_and_the_own_one_always_is():
    codes = [str(code) for code in range(20)]
    chosen = drawn.line_styles(codes, "19", LIGHT)
    assert len(chosen) == drawn.MOST_NAMED
    assert chosen["19"].colour == LIGHT.accent
    assert len({look.colour for look in chosen.values()}) == len({look.mark for look in chosen.values()}) == 8
    assert LIGHT.accent not in {look.colour for look in drawn.line_styles(codes, None, LIGHT).values()}


@pytest.mark.parametrize("places", [[1, 1.2, 1.4], [10, 10, 10], [1, 5, 9]])
def test_labels_never_cover_each_other_and_stay_inside(places):
    labels = [drawn.Label(f"Đơn vị {at}", place, "#000000") for at, place in enumerate(places)]
    placed = drawn.annotations(labels, 9, 10, "right")
    tops = [note["y"] for note in placed]
    assert all(later - earlier >= 17 / 9 - 1e-9 for earlier, later in pairwise(tops))
    assert tops[-1] <= 10.5


def test_names_cannot_become_markup():
    figure = _bump(named=("62",), own="62")
    assert not any("<b>Kon" in text for text in (*_texts(figure), *_line(figure, LIGHT.accent).hovertext))


def test_readers_who_cannot_see_hear_the_breaks_and_the_own_ranks():
    words = drawn.bump_alt(ROWS, YEARS, WORDS, "08")
    assert "4 đơn vị, từ 2021 đến 2023" in words
    assert "Ngắt trước năm 2023: đổi bộ chỉ số" in words
    assert "Tuyên Quang: 2021 hạng 4/4; 2022 hạng 2/4; 2023 hạng 3/4" in words


@pytest.mark.parametrize("colours", [LIGHT, DARK])
def test_labels_read_on_their_paper(colours):
    for colour in series_colours(colours):
        assert contrast(colour, colours.paper) >= 4.5


def test_missing_years_are_named_in_the_gap():
    assert time_series.break_words(_year(2022, "years_missing", before_period_code="2020"), "vi") == "chưa có năm 2021"
    assert time_series.break_words(_year(2015, "years_missing", before_period_code="2006"), "en") == "no 2007–2014"


def _pair(code: str, ranks: tuple, values: tuple, places: int | None, change: str | None) -> dict:
    return {
        "unit_code": code,
        "unit_name_vi": NAMES[code],
        "unit_name_en": NAMES[code],
        "earlier_period_code": "2021",
        "later_period_code": "2022",
        "is_earlier_restated": False,
        "is_later_restated": False,
        "earlier_cohort_size": 63,
        "later_cohort_size": 63,
        "earlier_rank": ranks[0],
        "later_rank": ranks[1],
        "places_gained": places,
        "earlier_value": Decimal(values[0]),
        "later_value": Decimal(values[1]),
        "earlier_value_decimals": 4,
        "later_value_decimals": 4,
        "value_change": Decimal(change),
        "value_change_decimals": 4,
    }


PAIRS = [
    _pair("48", (1, 1), ("0.6419", "0.8002"), 0, "0.1583"),
    _pair("08", (58, 48), ("0.2849", "0.5320"), 10, "0.2471"),
    _pair("01", (20, 24), ("0.5000", "0.4900"), -4, "-0.0100"),
]


def test_slopes_lead_from_one_rank_to_the_other_with_names_at_both_ends():
    figure = two_years.slope(PAIRS, ["08"], WORDS, LIGHT, "08")
    assert list(_line(figure, LIGHT.accent).y) == [58, 48, None]
    assert list(_line(figure, LIGHT.muted).y) == [1, 1, None, 20, 24, None]
    assert {"Tuyên Quang\u00a058", "Tuyên Quang\u00a048"} <= set(_texts(figure))
    assert figure.layout.yaxis.range[0] > figure.layout.yaxis.range[1]
    assert figure.layout.xaxis.ticktext == ("<b>2021</b>", "<b>2022</b>")


def test_dumbbells_join_both_values_and_write_the_change():
    figure = two_years.dumbbell(PAIRS, WORDS, LIGHT, "08")
    bars, earlier, later = figure.data
    assert list(earlier.x) == [0.6419, 0.2849, 0.5]
    assert list(later.x) == [0.8002, 0.532, 0.49]
    assert bars.x[1] == pytest.approx(0.2471)
    assert bars.marker.color[1] == LIGHT.accent
    assert {"<b>+0,2471</b>", "+0,1583", "−0,0100"} <= set(_texts(figure))


def test_a_restated_year_says_so_on_both_charts():
    rows = [dict(row, is_earlier_restated=True) for row in PAIRS]
    assert "<b>2021 (quy đổi)</b>" in two_years.slope(rows, [], WORDS, LIGHT, None).layout.xaxis.ticktext
    assert "○ 2021 (quy đổi)" in _texts(two_years.dumbbell(rows, WORDS, LIGHT, None))


def test_two_years_in_words_name_who_moved_most():
    ranks = two_years.slope_alt(PAIRS, WORDS)
    assert "3 đơn vị" in ranks
    assert "Tuyên Quang ▲ tăng 10" in ranks
    assert "Hà Nội ▼ giảm 4" in ranks
    assert "Hà Nội −0,0100" in two_years.dumbbell_alt(PAIRS, WORDS)
