"""The picture of self-assessed and appraised points says what its rows say; the points are made up."""

from decimal import Decimal

import plotly.graph_objects as go
import pytest

from tests.charts.contrast import contrast
from tests.charts.told import told
from ui.charts.frame import Words
from ui.charts.main_indicators import appraisal, appraisal_alt
from ui.theme import DARK, LIGHT

WORDS = Words("Điểm · Tuyên Quang 2021", ["Nguồn: bảng điểm tự đặt."], "vi")


def _total(code: str, own: str, first: str | None, appraised: str, most: str | None, **changed: object) -> dict:
    numbers = {"compared_self_score": own, "compared_first_round_score": first, "compared_appraised_score": appraised}
    numbers |= {"compared_max_score": most, "appraisal_difference": str(Decimal(appraised) - Decimal(own))}
    return {
        "indicator_code": code,
        "indicator_level": "main",
        "indicator_name_vi": "<b>Nhận thức số</b>" if code == "1" else "Thể chế số",
        "indicator_name_en": "Main",
        "appraisal_round": "final",
        "compared_count": 2,
        "component_count": 3,
        **{name: None if number is None else Decimal(number) for name, number in numbers.items()},
    } | changed


ROWS = [_total("1", "14", "9", "11.5", "20"), _total("2", "20", None, "21", None)]


def _points(figure: go.Figure) -> dict[str, list]:
    marked = [trace for trace in figure.data if trace.type == "scatter" and trace.marker.symbol]
    return {trace.marker.symbol: list(trace.x) for trace in marked}


def _texts(figure: go.Figure) -> str:
    return told(figure.to_dict()["layout"])


def test_each_round_has_its_mark_at_its_points_and_an_unknown_one_has_none():
    figure = appraisal(ROWS, WORDS, LIGHT)
    assert _points(figure) == {"circle-open": [14, 20], "diamond-open": [9, None], "circle": [11.5, 21]}
    scale, between = (trace for trace in figure.data if trace.type == "bar")
    assert list(scale.x) == [20, None], "an unknown maximum is not drawn"
    assert (list(between.base), list(between.x)) == ([14, 20], [-2.5, 1])
    assert figure.layout.xaxis.range[1] >= 21
    assert list(figure.data[-1].text) == ["14,00 → 11,50 (−2,50)", "20,00 → 21,00 (+1,00)"]


def test_the_key_names_the_marks_that_are_drawn_and_makes_room_for_itself():
    both = appraisal(ROWS, WORDS, LIGHT)
    assert "○ tự đánh giá\u2003◇ vòng 1\u2003● thẩm định" in _texts(both)
    first = [row | {"appraisal_round": "first"} for row in ROWS]
    alone = appraisal(first, WORDS, LIGHT)
    assert "○ tự đánh giá\u2003● vòng 1" in _texts(alone)
    assert "diamond-open" not in _points(alone)


def test_names_cannot_bring_markup_into_the_picture():
    figure = appraisal(ROWS, WORDS, LIGHT)
    told = " ".join([*figure.layout.yaxis.ticktext, *figure.data[0].hovertext])
    assert "<b>" not in told and "&lt;b&gt;" in told
    assert "2/3 chỉ số thành phần" in figure.data[0].hovertext[0]


def test_the_picture_in_a_sentence_names_where_most_was_taken_off():
    sentence = appraisal_alt(ROWS, WORDS)
    assert "2 chỉ số chính" in sentence
    assert "14,00 → 11,50 (−2,50)" in sentence


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_marks_stand_out_on_paper_and_on_the_scale(palette):
    for colour in (palette.text, palette.accent):
        assert contrast(colour, palette.paper) >= 3
        assert contrast(colour, palette.grid) >= 3
    assert contrast(palette.quiet, palette.paper) >= 4.5
