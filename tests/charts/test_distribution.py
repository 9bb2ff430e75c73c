"""Figures say what their rows say, in both languages and schemes, and carry their words with them."""

from decimal import Decimal

import plotly.graph_objects as go
import pytest

from tests.charts.contrast import contrast
from tests.charts.told import told
from ui.charts import distribution
from ui.charts.frame import Words
from ui.theme import DARK, LIGHT, palette

ROWS = [
    {
        "is_provisional": False,
        "unit_code": code,
        "unit_name_vi": name,
        "unit_name_en": english,
        "rank": rank,
        "cohort_size": 63,
        "value": Decimal(value),
        "value_decimals": decimals,
        "value_basis": "published",
    }
    for code, name, english, rank, value, decimals in [
        ("48", "Đà Nẵng", "Da Nang", 1, "0.8002", 4),
        ("08", "Tuyên Quang", "Tuyen Quang", 48, "0.5320", 4),
        ("62", "<b>Kon Tum</b>", "<a href='x'>Kon Tum</a>", None, "0.3300", 2),
    ]
]
WORDS = Words("DTI năm 2022 · 63 tỉnh, thành phố", ["Thứ hạng lấy nguyên theo công bố.", "Nguồn: Bộ"], "vi")
ENGLISH = Words("DTI, 2022", ["Source: the ministry"], "en")


def _draw(words=WORDS, rows=ROWS, colours=LIGHT, own="08", mean=Decimal("0.5787")) -> go.Figure:
    return distribution.ranked_bars(rows, words, colours, own, mean)


def _bars(figure: go.Figure, field: str) -> list:
    """What the bars of both traces say, from the top of the picture down."""
    marks = [pair for trace in figure.data for pair in zip(trace.y, trace[field], strict=True)]
    return [mark for _, mark in sorted(marks)]


def _texts(figure: go.Figure) -> str:
    return told(figure.to_dict()["layout"])


def test_bars_have_the_values_of_the_rows_in_their_order_and_start_at_zero():
    figure = _draw()
    assert _bars(figure, "x") == [0.8002, 0.532, 0.33]
    assert figure.layout.xaxis.range[0] == 0
    assert figure.layout.yaxis.range[0] > figure.layout.yaxis.range[1], "the best stands on top"
    assert figure.layout.yaxis.ticktext[0] == "Đà Nẵng  <b>1</b>"
    assert figure.layout.yaxis.ticktext[2] == "&lt;b&gt;Kon Tum&lt;/b&gt;", "no rank, no number"


@pytest.mark.parametrize(
    ("words", "shown", "separators"),
    [(WORDS, ("0,8002", "0,5320", "0,33"), ",."), (ENGLISH, ("0.8002", "0.5320", "0.33"), ".,")],
)
def test_values_read_as_printed_in_each_language(words, shown, separators):
    figure = _draw(words)
    assert _bars(figure, "text") == list(shown)
    assert figure.layout.separators == separators
    assert all(value in hover for value, hover in zip(shown, _bars(figure, "hovertext"), strict=True))


def test_title_caveats_source_and_mean_are_part_of_the_picture():
    texts = _texts(_draw())
    assert "DTI năm 2022" in texts
    assert "Thứ hạng lấy nguyên theo công bố." in texts
    assert "Nguồn: Bộ" in texts
    assert "Trung bình 0,5787" in texts
    assert "Trung bình" not in _texts(_draw(mean=None))


def test_only_the_own_unit_has_the_accent():
    others, own = _draw().data
    assert (own.marker.color, list(own.text)) == (LIGHT.accent, ["0,5320"])
    assert (others.marker.color, list(others.text)) == (LIGHT.muted, ["0,8002", "0,33"])
    assert not _draw(own="none").data[1].x


def test_names_cannot_become_links_or_markup():
    for words in (WORDS, ENGLISH):
        figure = _draw(words)
        for text in (figure.layout.yaxis.ticktext[2], _bars(figure, "hovertext")[2]):
            assert "<a" not in text
            assert "<b>Kon" not in text


def test_words_take_no_room_from_the_marks():
    long = Words("Chỉ số " * 30, ["Nguồn " * 60], "vi")
    assert _draw(long).layout.height == _draw().layout.height


def test_each_unit_gets_the_same_height_so_63_stay_legible():
    many = [dict(ROWS[0], unit_code=str(code)) for code in range(63)]
    plot = _draw(rows=many).layout.height - _draw(rows=many[:3]).layout.height
    assert plot >= (63 - 3) * 18


@pytest.mark.parametrize("colours", [LIGHT, DARK])
def test_text_reads_on_its_paper_and_marks_stand_out(colours):
    for text in (colours.text, colours.quiet):
        assert contrast(text, colours.paper) >= 4.5
    assert contrast(colours.text, colours.muted) >= 4.5, "values stand inside the bars"
    assert contrast(colours.paper, colours.accent) >= 4.5, "and inside the own bar"
    assert contrast(colours.accent, colours.paper) >= 3
    assert contrast(colours.accent, colours.muted) >= 2


def test_the_scheme_of_the_visitor_decides_the_palette():
    assert palette("dark") is DARK
    assert palette("light") is palette(None) is LIGHT
    assert _draw(colours=DARK).layout.paper_bgcolor == DARK.paper


def test_readers_who_cannot_see_hear_the_ends_of_the_ranking():
    words = distribution.ranked_bars_alt(ROWS[:2], WORDS)
    assert "2 đơn vị" in words
    assert "cao nhất Đà Nẵng 0,8002" in words
    assert "thấp nhất Tuyên Quang 0,5320" in words


def test_one_unit_and_a_value_of_zero_can_be_drawn():
    zero = dict(ROWS[0], value=Decimal("0.0000"))
    assert _draw(rows=ROWS[:1]).layout.height > 0
    assert _draw(rows=[zero], mean=None).layout.xaxis.range[1] > 0


def test_a_mean_above_every_bar_shown_stays_inside_the_picture():
    figure = _draw(rows=ROWS[1:])
    assert figure.layout.xaxis.range[1] >= 0.5787
    assert figure.layout.annotations[0].xanchor == "right", "its words end at the line, not beyond the edge"
    assert _draw(mean=Decimal("0.1000")).layout.annotations[0].xanchor == "left"
