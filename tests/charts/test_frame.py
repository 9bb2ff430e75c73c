"""What all charts share: a figure goes to the browser as it was drawn, its words go along, its axes can be read."""

from decimal import Decimal

import plotly.graph_objects as go
import plotly.tools
import pytest

from ui.charts.comparison import MARKS
from ui.charts.frame import Figure, Words, layout_of, neighbours, rank_scale, round_numbers
from ui.charts.map import DARK_STEPS, DARK_TEXTS, LIGHT_STEPS, LIGHT_TEXTS
from ui.picture import light_colours
from ui.theme import DARK, DARK_SERIES, LIGHT, LIGHT_SERIES

BARS = {"type": "bar", "x": [0.6904, None, 0.7089], "y": [0, 1, 2], "marker": {"color": "#0E6670"}}
LAYOUT = {"template": {}, "height": 260, "xaxis": {"range": [0, 1]}}


def test_streamlit_sends_the_properties_as_they_were_drawn():
    sent = plotly.tools.return_figure_from_figure_or_data(Figure([BARS], LAYOUT), validate_figure=True)
    assert sent == {"data": [BARS], "layout": LAYOUT}


def test_plotly_reads_the_same_figure():
    figure = Figure([BARS], LAYOUT)
    own = go.Figure([BARS], LAYOUT)
    assert figure.data == own.data
    assert figure.layout == own.layout


@pytest.mark.parametrize(
    ("bars", "layout"),
    [(BARS | {"colour": "red"}, LAYOUT), (BARS, LAYOUT | {"hight": 3}), (BARS | {"width": "x"}, LAYOUT)],
)
def test_a_property_that_plotly_lacks_is_told_when_the_figure_is_read(bars, layout):
    with pytest.raises(ValueError, match="Invalid"):
        _ = Figure([bars], layout).data


@pytest.mark.parametrize(
    ("low", "high", "numbers", "decimals"),
    [
        (0, 1, "0.0 0.2 0.4 0.6 0.8 1.0", 1),
        (0.4988, 0.8366, "0.5 0.6 0.7 0.8", 1),
        (0, 150, "0 50 100 150", 0),
        (-38, 55, "-20 0 20 40", 0),
        (0.6711, 0.6745, "0.672 0.673 0.674", 3),
    ],
)
def test_an_axis_has_three_to_six_round_numbers_within_its_ends(low, high, numbers, decimals):
    found = round_numbers(low, high)
    assert found == ([Decimal(number) for number in numbers.split()], decimals)


def test_an_axis_of_places_has_whole_numbers_only():
    assert round_numbers(-0.05, 0.45, is_whole=True) == ([Decimal(0)], 0)
    assert round_numbers(-1, 2, is_whole=True) == ([Decimal(place) for place in (-1, 0, 1, 2)], 0)


@pytest.mark.parametrize(("last", "ranks"), [(63, [1, 20, 40, 63]), (34, [1, 10, 20, 34]), (3, [1, 2, 3]), (1, [1])])
def test_an_axis_of_ranks_has_the_first_the_last_and_round_ones_that_leave_them_room(last, ranks):
    assert rank_scale(last, LIGHT)["tickvals"] == ranks


def test_neighbours_stand_right_before_and_after():
    assert neighbours("abc", 1) == ["a", "c"]
    assert neighbours("abc", 0) == ["b"]
    assert neighbours("abc", None) == []


def test_what_a_figure_says_goes_along_for_the_page_and_for_files():
    words = Words("DTI 2024 · 34", ["Nguồn: Bộ"], "vi", heading="Ở nửa giữa", reading="Mỗi chấm.")
    meta = layout_of(words, LIGHT, 100)["meta"]
    assert meta["heading"] == "Ở nửa giữa"
    assert (meta["title"], meta["reading"], meta["notes"]) == ("DTI 2024 · 34", "Mỗi chấm.", ["Nguồn: Bộ"])
    assert layout_of(Words("DTI 2024", [], "vi"), LIGHT, 100)["meta"]["heading"] == "DTI 2024"


def test_every_dark_colour_has_one_colour_on_white():
    pairs = [(getattr(DARK, name), getattr(LIGHT, name)) for name in DARK.__dataclass_fields__]
    pairs += [*zip(DARK_STEPS, LIGHT_STEPS, strict=True), *zip(DARK_TEXTS, LIGHT_TEXTS, strict=True)]
    pairs += [*zip(DARK_SERIES, LIGHT_SERIES, strict=True), *((dark, light) for _, light, dark in MARKS)]
    assert dict(pairs) == light_colours()
    assert len(set(pairs)) == len(light_colours()), "no dark colour stands for two light ones"
