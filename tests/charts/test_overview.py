"""The tile map, the strip, the means over the years and the status shares say what their rows say."""

import re
from decimal import Decimal
from itertools import pairwise

import plotly.graph_objects as go
import pytest

from tests.charts.contrast import contrast, luminance
from tests.charts.told import told
from ui.charts import distribution, status, trend
from ui.charts import map as charts_map
from ui.charts.frame import Words
from ui.theme import DARK, LIGHT

WORDS = Words("DTI năm 2022", ["Nguồn: Bộ"], "vi")
ENGLISH = Words("DTI, 2022", ["Source: the ministry"], "en")


def _tile(code, name, english, rank, value, fifth, row, col):
    return {
        "unit_code": code,
        "unit_name_vi": name,
        "unit_name_en": english,
        "rank": rank,
        "cohort_size": 63,
        "value": None if value is None else Decimal(value),
        "value_decimals": 4,
        "rank_fifth": fifth,
        "tile_row": row,
        "tile_col": col,
    }


TILES = [
    _tile("48", "Đà Nẵng", "Da Nang", 1, "0.8002", 1, 11, 7),
    _tile("08", "Tuyên Quang", "Tuyen Quang", 48, "0.5320", 4, 1, 3),
    _tile("77", "Bà Rịa - Vũng Tàu", "Ba Ria - Vung Tau", None, None, None, 17, 5),
    _tile("56", "Khánh Hòa", "Khanh Hoa", 30, "0.5600", 3, 15, 7),
]
ISLANDS = [
    {"island_name_vi": "Hoàng Sa", "island_name_en": "Hoang Sa", "unit_code": "48", "tile_row": 10, "tile_col": 9},
    {"island_name_vi": "Trường Sa", "island_name_en": "Truong Sa", "unit_code": "56", "tile_row": 17, "tile_col": 9},
]
FIFTHS = [
    {"rank_fifth": fifth, "first_rank": first, "last_rank": last, "lowest_value": Decimal(value)}
    for fifth, first, last, value in [
        (1, 1, 12, "0.6385"), (2, 13, 25, "0.6077"), (3, 26, 37, "0.5676"), (4, 38, 50, "0.5223"),
        (5, 51, 63, "0.3941"),
    ]
]  # fmt: skip


def _map(words=WORDS, palette=LIGHT, own="08", fifths=FIFTHS, faded=(), tiles=TILES) -> go.Figure:
    return charts_map.tile_map(tiles, ISLANDS, fifths, words, palette, own, faded)


def _drawn(figure: go.Figure) -> dict[str, tuple[str, str, float, float]]:
    """Text of each tile, without its rank, with its colour, hover text, left edge and row."""
    return {
        re.sub(r"(<br>| )<b>\d+</b>", "", text): (trace.marker.color, hover, left, row)
        for trace in figure.data
        for text, hover, left, row in zip(trace.text, trace.hovertext, trace.base, trace.y, strict=True)
    }


def _said(figure: go.Figure) -> str:
    return told(figure.to_dict()["layout"])


def test_every_unit_and_both_archipelagos_have_a_tile_in_the_colour_of_its_fifth():
    drawn = _drawn(_map())
    assert drawn["Đà<br>Nẵng"][0] == charts_map.LIGHT_STEPS[0]
    assert drawn["<b>Tuyên<br>Quang</b>"][0] == charts_map.LIGHT_STEPS[3]
    assert drawn["Bà Rịa-<br>Vũng<br>Tàu"][0] == LIGHT.paper, "without a rank an empty tile"
    assert drawn["Hoàng Sa<br>(Đà Nẵng)"][0] == charts_map.LIGHT_STEPS[0], "as its province"
    assert drawn["Trường Sa<br>(Khánh Hòa)"][0] == charts_map.LIGHT_STEPS[2]
    assert len(drawn) == len(TILES) + len(ISLANDS) + len(FIFTHS) + 1


def test_every_ranked_tile_has_its_rank_and_leads_to_its_unit():
    tiles = {
        code: text
        for trace in _map().data
        for code, text in zip(trace.customdata, trace.text, strict=True)
        if not text.endswith(")")
    }
    assert tiles["48"] == "Đà<br>Nẵng<br><b>1</b>"
    assert tiles["08"] == "<b>Tuyên<br>Quang<br><b>48</b></b>"
    assert tiles["77"] == "Bà Rịa-<br>Vũng<br>Tàu", "nobody ranked it"
    fourth = [tile | {"rank": 33} for tile in TILES]
    texts = [text for trace in _map(tiles=fourth).data for text in trace.text]
    assert "Bà Rịa-<br>Vũng<br>Tàu <b>33</b>" in texts, "no fourth line"


def test_tiles_stand_where_the_reference_puts_them_and_never_on_each_other():
    figure = _map()
    drawn = _drawn(figure)
    assert drawn["Đà<br>Nẵng"][3] == 11
    assert 6.5 <= drawn["Đà<br>Nẵng"][2] < 7
    boxes = [
        (left, left + width, row)
        for trace in figure.data
        for left, width, row in zip(trace.base, trace.x, trace.y, strict=True)
    ]
    for at, (left, right, row) in enumerate(boxes):
        assert all(row != r or right <= lo or hi <= left for lo, hi, r in boxes[at + 1 :])
        low, high = figure.layout.xaxis.range
        assert low <= left < right <= high


def test_the_legend_says_ranks_and_lowest_value_of_each_colour_and_names_the_empty_tiles():
    drawn = _drawn(_map())
    assert "1–12<br>≥ 0,6385" in drawn
    assert "51–63<br>≥ 0,3941" in drawn
    assert "chưa xếp<br>hạng" in drawn
    ranked = [tile for tile in TILES if tile["rank"] is not None]
    assert "chưa xếp<br>hạng" not in _drawn(_map(tiles=ranked))
    partial = [fifth | {"lowest_value": None} for fifth in FIFTHS]
    assert "1–12" in _drawn(_map(fifths=partial))


def test_the_own_unit_is_framed_with_its_islands_and_no_other():
    assert len(_map().layout.shapes) == 1
    assert len(_map(own="48").layout.shapes) == 2
    assert len(_map(own="none").layout.shapes) == 0
    frame = _map().layout.shapes[0]
    assert (frame.x0, frame.x1, frame.y0, frame.y1) == (2.5, 3.5, 0.5, 1.5)


def test_units_outside_a_filter_are_grey_and_keep_their_names():
    drawn = _drawn(_map(faded=["48"]))
    assert drawn["Đà<br>Nẵng"][0] == drawn["Hoàng Sa<br>(Đà Nẵng)"][0] == LIGHT.grid


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_names_read_on_every_colour_and_the_colours_are_five_even_steps(palette):
    for shade in (1, 2, 3, 4, 5, None, charts_map.FADED):
        ground, text = charts_map.colour(shade, palette), charts_map.text_colour(shade, palette)
        assert contrast(ground, text) >= 4.5, shade
    lightness = [luminance(charts_map.colour(shade, palette)) ** (1 / 3) for shade in range(1, 6)]
    steps = [after - before for before, after in pairwise(lightness)]
    assert all(step > 0 for step in steps) or all(step < 0 for step in steps), "one direction"
    assert max(map(abs, steps)) < 1.35 * min(map(abs, steps))
    assert contrast(charts_map.colour(1, palette), palette.paper) >= 7, "the leading fifth stands out"


def test_names_break_into_lines_that_fit_a_phone_and_carry_no_markup():
    assert charts_map.name_lines("Thừa Thiên Huế") == ["Thừa", "Thiên", "Huế"]
    assert charts_map.name_lines("Hồ Chí Minh") == ["Hồ Chí", "Minh"]
    assert charts_map.name_lines("Huế") == ["Huế"]
    hostile = [TILES[0] | {"unit_name_vi": "<b>Đà</b> <a>Nẵng</a>"}, TILES[3]]
    texts = "".join(_drawn(_map(tiles=hostile)))
    assert "<a" not in texts
    assert "<b>Đà" not in texts


def test_the_map_in_words_names_the_leading_fifth_the_own_unit_and_whose_the_islands_are():
    words = charts_map.tile_map_alt(TILES, ISLANDS, WORDS, "08")
    assert "4 đơn vị" in words
    assert "Nhóm dẫn đầu: Đà Nẵng." in words
    assert "Tuyên Quang xếp 48/63." in words
    assert "Quần đảo Hoàng Sa thuộc Đà Nẵng." in words
    assert "The Truong Sa archipelago belongs to Khanh Hoa." in charts_map.tile_map_alt(TILES, ISLANDS, ENGLISH, None)
    assert "xếp" not in charts_map.tile_map_alt(TILES, ISLANDS, WORDS, "77").replace("chưa xếp", "")


STRIP = [tile for tile in TILES if tile["value"] is not None]
SPREAD = {"lower_quartile_value": Decimal("0.5320"), "upper_quartile_value": Decimal("0.5600")}


def _strip(rows=STRIP, own="08", spread=SPREAD, mean=Decimal("0.5787"), words=WORDS) -> go.Figure:
    return distribution.distribution_strip(rows, words, LIGHT, own, spread, mean)


def test_every_unit_is_a_dot_at_its_value_and_the_own_one_has_the_accent():
    others, beside, own = _strip().data
    assert sorted([*others.x, *beside.x, *own.x]) == [0.532, 0.56, 0.8002]
    assert list(own.x) == [0.532]
    assert own.marker.color == LIGHT.accent != others.marker.color
    assert own.marker.size > others.marker.size
    assert [len(trace.x) for trace in _strip(own="none").data] == [3, 0, 0]


def test_what_stands_next_to_the_own_unit_stands_out_and_is_named():
    _, beside, _ = _strip().data
    assert list(beside.customdata) == ["56"]
    assert "Khánh Hòa 30" in _said(_strip())
    middle = _strip(own="56")
    assert list(middle.data[1].customdata) == ["08", "48"]
    sides = {note.text: note.xanchor for note in middle.layout.annotations}
    assert "Tuyên Quang 48 · Đà Nẵng 1" in sides or (sides["Tuyên Quang 48"], sides["Đà Nẵng 1"]) == ("right", "left")


def test_dots_that_stand_close_pile_up_and_those_apart_do_not():
    close = [dict(STRIP[0], unit_code=str(at), value=Decimal("0.5000") + Decimal(at) / 10000) for at in range(5)]
    figure = _strip([*close, dict(STRIP[0], value=Decimal("0.9"))], own="none", spread=None)
    others = dict(zip(figure.data[0].x, figure.data[0].y, strict=True))
    assert len({others[x] for x in others if x < 0.6}) == 5
    assert others[0.9] == 0.5


def test_ends_own_unit_and_mean_are_named_inside_the_picture():
    said = _said(_strip())
    assert "Đà Nẵng 0,8002" in said
    assert "Tuyên Quang 0,5320 · 48/63" in said
    assert "Trung bình 0,5787" in said
    assert "Nguồn: Bộ" in said
    assert "Trung bình" not in _said(_strip(mean=None))
    assert "Tuyen Quang 0.5320" in _said(_strip(words=ENGLISH))


def test_the_middle_half_is_shaded_only_where_it_is_known():
    [shaded] = [shape for shape in _strip().layout.shapes if shape.type == "rect"]
    assert (shaded.x0, shaded.x1) == (0.532, 0.56)
    assert not [shape for shape in _strip(spread=None).layout.shapes if shape.type == "rect"]


def test_units_that_all_share_one_value_can_be_drawn():
    same = [dict(STRIP[0], unit_code=str(at)) for at in range(3)]
    figure = _strip(same, own="none", spread=None, mean=None)
    assert len(set(figure.data[0].y)) == 3
    assert figure.layout.xaxis.range[0] < 0.8002 < figure.layout.xaxis.range[1]


def test_the_strip_in_words_has_both_ends_and_the_own_unit():
    words = distribution.distribution_strip_alt(STRIP, WORDS, "08")
    assert "3 đơn vị, cao nhất Đà Nẵng 0,8002, thấp nhất Tuyên Quang 0,5320" in words
    assert "Đơn vị của tôi: Tuyên Quang 0,5320 · 48/63." in words
    assert "Đơn vị của tôi" not in distribution.distribution_strip_alt(STRIP, WORDS, None)


def _point(code, level, year, mean, basis, is_after_break=False, before=None):
    return {
        "indicator_code": code,
        "indicator_level": level,
        "indicator_name_vi": "Chỉ số" if level == "index" else "Trụ cột",
        "indicator_name_en": "Index" if level == "index" else "Pillar",
        "period_code": str(year),
        "period_position": year,
        "is_provisional": False,
        "shown_mean_value": Decimal(mean),
        "mean_basis": basis,
        "is_after_break": is_after_break,
        "before_period_code": before and str(before),
    }


POINTS = [
    _point("index", "index", 2020, "0.3026", "published"),
    _point("index", "index", 2021, "0.4014", "published", is_after_break=True, before=2020),
    _point("index", "index", 2022, "0.5787", "computed", before=2021),
    _point("P1", "pillar", 2022, "0.6467", "computed"),
]


def _years(points=POINTS, words=WORDS) -> go.Figure:
    return trend.means_over_years(points, words, LIGHT, "2022")


def test_the_line_is_broken_where_years_cannot_be_joined_and_a_dotted_rule_stands_there():
    figure = _years()
    assert list(figure.data[0].x) == [2020, None, 2021, 2022]
    assert not figure.data[0].connectgaps
    [rule] = [shape for shape in figure.layout.shapes if shape.line.dash == "dot"]
    assert rule.x0 == rule.x1 == 2020.5


def test_printed_means_are_hollow_and_computed_ones_full():
    fills = dict(zip(_years().data[0].x, _years().data[0].marker.color, strict=True))
    assert fills[2020] == fills[2021] == LIGHT.paper
    assert fills[2022] == LIGHT.accent


def test_each_measure_has_a_row_of_its_own_on_one_scale():
    index, pillar = _years().data
    assert index.text[0] == "0,3026"
    assert pillar.text == ("0,6467",)
    per_value = (index.y[3] - index.y[0]) / (0.5787 - 0.3026)
    assert (pillar.y[0] + 1 - index.y[3]) / (0.6467 - 0.5787) == pytest.approx(per_value)
    assert max(pillar.y) < -1 < min(y for y in index.y if y is not None)
    assert _years(words=ENGLISH).data[0].text[0] == "0.3026"


def test_the_year_shown_is_bold_and_every_year_stands_under_its_mark():
    axis = _years().layout.xaxis
    assert axis.tickvals == (2020, 2021, 2022)
    assert axis.ticktext == ("2020", "2021", "<b>2022</b>")


def test_the_means_in_words_have_every_year():
    words = trend.means_over_years_alt(POINTS, WORDS)
    assert "Chỉ số: 2020 0,3026, 2021 0,4014, 2022 0,5787; Trụ cột: 2022 0,6467" in words


def test_one_mean_alone_can_be_drawn():
    assert list(_years(POINTS[:1]).data[0].x) == [2020]


SHARES = {
    "unit_code": "08",
    "unit_name_vi": "Tuyên Quang",
    "unit_name_en": "Tuyen Quang",
    "full_count": 14,
    "partial_count": 17,
    "zero_count": 64,
    "unknown_count": 0,
    "not_assessed_count": 3,
}


def test_shares_have_a_part_per_status_with_letter_and_count_and_none_for_a_status_without():
    figure = status.share_bars([SHARES], WORDS, LIGHT)
    assert [list(part.x) for part in figure.data] == [[14], [17], [64], [3]]
    assert [part.text[0] for part in figure.data] == ["Đ: 14", "M: 17", "0: 64", ""]
    assert figure.layout.xaxis.range == (0, 98)
    assert "3" in figure.data[3].hovertext[0]
    assert "Tuyên Quang" in _said(figure)
