"""Dots stand at the figures of their cells, told apart without colour, with all their words in the picture."""

from decimal import Decimal
from itertools import pairwise

import plotly.graph_objects as go
import pytest

from tests.charts.contrast import contrast
from tests.charts.told import told
from ui.charts import comparison
from ui.charts.comparison import MARKS, dots, dots_alt, drawn
from ui.charts.frame import Words
from ui.comparison.comparison_table import MOST_UNITS, Line
from ui.theme import DARK, LIGHT

WORDS = Words("DTI cấp tỉnh năm 2022 · so sánh các đơn vị", ["Các trụ cột chồng lên nhau.", "Nguồn: Bộ"], "vi")
ENGLISH = Words("Provincial DTI, 2022", ["Source: the ministry"], "en")
SIDES = ["Tuyên Quang", "Đà Nẵng"]


def cell(value: str | None, rank: int | None, decimals: int = 4, size: int | None = 63) -> dict:
    amount = None if value is None else Decimal(value)
    value = {"value": amount, "value_decimals": decimals, "value_basis": "published", "scale_max": Decimal(1)}
    return value | {"rank": rank, "cohort_size": size}


def line(name: str, *cells: dict, level: str = "main", code: str = "6") -> Line:
    common = {
        "are_values_common": all(one["value"] is not None for one in cells),
        "are_ranks_common": all(one["rank"] is not None for one in cells),
    }
    common["is_common"] = any(common.values())
    indicator = {
        "indicator_code": code,
        "indicator_level": level,
        "indicator_name_vi": name,
        "indicator_name_en": f"{name} (en)",
    }
    return Line(indicator, [one | common for one in cells])


LINES = [
    line("DTI cấp tỉnh", cell("0.5320", 48), cell("0.8002", 1), level="index", code="index"),
    line("Hoạt động chính quyền số", cell("0.33", None, 2), cell("0.8575", 1)),
]
RANKED = [line("DTI cấp tỉnh", cell(None, 44), cell("0.4874", 1), level="index", code="index")]


def _marks(figure: go.Figure) -> list[go.Scatter]:
    """The dots of each side; the thin lines that lead to them lie below."""
    guides, *sides = figure.data
    assert guides.mode == "lines"
    return sides


def _texts(figure: go.Figure) -> str:
    return told(figure.to_dict()["layout"])


def test_each_side_is_a_series_of_dots_at_its_values_on_a_scale_from_zero_to_one():
    figure = dots(LINES, SIDES, WORDS, LIGHT)
    assert [side.name for side in _marks(figure)] == SIDES
    assert list(_marks(figure)[0].x) == [0.532, 0.33]
    assert list(_marks(figure)[1].x) == [0.8002, 0.8575]
    assert figure.layout.xaxis.range == (0, 1)


def test_lanes_follow_the_sides_under_each_heading_and_never_meet():
    figure = dots(LINES, SIDES, WORDS, LIGHT)
    heights = [at for pair in zip(_marks(figure)[0].y, _marks(figure)[1].y, strict=True) for at in pair]
    assert heights == sorted(heights)
    assert all(after - before >= 18 for before, after in pairwise(heights))
    assert figure.layout.yaxis.range[0] > max(heights), "the first line stands on top"


@pytest.mark.parametrize(("words", "value", "coarse"), [(WORDS, "0,5320", "0,33"), (ENGLISH, "0.5320", "0.33")])
def test_figures_read_as_printed_with_the_rank_small_beside_them(words, value, coarse):
    first = _marks(dots(LINES, SIDES, words, LIGHT))[0]
    assert first.text[0] == f"<b>{value}</b> <span style='font-size:10px'>48/63</span>"
    assert first.text[1] == f"<b>{coarse}</b>", "no rank is known"
    assert "48/63" in first.hovertext[0]


def test_sides_differ_in_shape_and_in_colour_and_there_is_one_for_each():
    assert len(MARKS) == MOST_UNITS
    for kind in zip(*MARKS, strict=True):
        assert len(set(kind)) == MOST_UNITS
    figure = dots(LINES, SIDES, WORDS, DARK)
    assert [side.marker.symbol for side in _marks(figure)] == ["circle", "square"]
    assert _marks(figure)[0].marker.color == DARK.accent


@pytest.mark.parametrize(("place", "paper"), [(1, LIGHT.paper), (2, DARK.paper)])
def test_every_mark_stands_out_from_its_paper(place, paper):
    for mark in MARKS:
        assert contrast(mark[place], paper) >= 3, mark


def test_every_dot_has_its_name_beside_it_and_every_band_its_indicator():
    texts = [note.text for note in dots(LINES, SIDES, WORDS, LIGHT).layout.annotations]
    assert texts.count("Tuyên Quang") == texts.count("Đà Nẵng") == len(LINES)
    assert "<b>6. Hoạt động chính quyền số</b>" in texts


def test_a_dotted_rule_marks_the_first_side_where_there_is_another():
    def rules(figure: go.Figure) -> list[float]:
        return [shape.x0 for shape in figure.layout.shapes]

    assert rules(dots(LINES, SIDES, WORDS, LIGHT)) == [0.532, 0.33]
    alone = [Line(one.indicator, one.cells[:1]) for one in LINES]
    assert rules(dots(alone, SIDES[:1], WORDS, LIGHT)) == []


def test_where_no_value_is_common_dots_stand_at_ranks_with_the_first_on_the_right():
    figure = dots(RANKED, SIDES, WORDS, LIGHT)
    assert list(_marks(figure)[0].x) == [44]
    assert figure.layout.xaxis.range[0] > 63 > 1 > figure.layout.xaxis.range[1]
    assert _marks(figure)[0].text[0] == "<b>44/63</b>"
    assert figure.layout.xaxis.ticktext == ("hạng 1", "20", "40", "hạng 63")


def test_a_cohort_of_unknown_size_ends_at_the_last_rank_shown():
    unknown = [line("DTI", cell(None, 3, size=None), cell(None, 1, size=None), level="index")]
    figure = dots(unknown, SIDES, WORDS, LIGHT)
    assert figure.layout.xaxis.ticktext == ("hạng 1", "2", "hạng 3")
    assert _marks(figure)[0].text[0] == "<b>3</b>"


def test_the_picture_shows_values_unless_more_lines_have_ranks():
    assert drawn(LINES) == (LINES, True)
    assert drawn(LINES + RANKED) == (LINES, True), "two by value, two by rank"
    assert drawn([LINES[0], *RANKED]) == ([LINES[0], *RANKED], False)


def test_title_caveats_and_source_are_part_of_the_picture():
    texts = _texts(dots(LINES, SIDES, WORDS, LIGHT))
    for words in (WORDS.title, *WORDS.notes):
        assert words in texts


def test_names_cannot_become_links_or_markup():
    hostile = "<a href='x'>x</a>"
    figure = dots([line(hostile, cell("0.5", 1), cell("0.6", 2))], [hostile, "B"], WORDS, LIGHT)
    assert "<a" not in _texts(figure)
    assert "<a" not in _marks(figure)[0].hovertext[0]
    assert "<a" not in _marks(figure)[0].name


def test_long_names_are_broken_and_make_room_for_themselves():
    long = ["Bộ Lao động - Thương binh và Xã hội", "Đà Nẵng"]
    figure = dots(LINES, long, WORDS, LIGHT)
    assert "Bộ Lao động - Thương<br>binh và Xã hội" in [note.text for note in figure.layout.annotations]
    assert figure.layout.height > dots(LINES, SIDES, WORDS, LIGHT).layout.height
    wordy = [line("Mức độ ứng dụng công nghệ thông tin " * 3, cell("0.5", 1), cell("0.6", 2))]
    [heading] = [note.text for note in dots(wordy, SIDES, WORDS, LIGHT).layout.annotations if "Mức độ" in note.text]
    assert all(len(part) <= 46 + len("<b></b>") for part in heading.split("<br>"))


def test_eight_sides_can_be_drawn_and_a_zero_and_a_full_value():
    cells = [cell("0.0000", 8), *(cell("0.5000", 2) for _ in range(6)), cell("1.0000", 1)]
    figure = dots([line("Nhận thức số", *cells)], [f"Đơn vị {place}" for place in range(MOST_UNITS)], WORDS, DARK)
    assert len(_marks(figure)) == MOST_UNITS
    assert _marks(figure)[0].text[0].startswith("<b>0,0000</b>")
    assert figure.layout.margin.r >= 70, "the figure beside a full value has room"


def test_readers_who_cannot_see_hear_every_figure():
    words = dots_alt(LINES, SIDES, WORDS)
    assert "DTI cấp tỉnh: Tuyên Quang 0,5320, Đà Nẵng 0,8002" in words
    assert "6. Hoạt động chính quyền số: Tuyên Quang 0,33, Đà Nẵng 0,8575" in words
    assert "Tuyên Quang 44/63" in dots_alt(RANKED, SIDES, WORDS)


def test_the_palette_of_the_frame_is_used():
    assert dots(LINES, SIDES, WORDS, DARK).layout.paper_bgcolor == DARK.paper
    assert comparison.MARKS[0][1] == LIGHT.accent
