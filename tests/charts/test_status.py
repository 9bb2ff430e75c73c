"""Pictures of statuses say what their rows say, read in grey, and carry their words with them."""

from decimal import Decimal

import plotly.graph_objects as go
import pytest

from tests.charts.contrast import contrast
from tests.charts.told import told
from ui.charts.frame import Words
from ui.charts.status import status_bars, status_bars_alt, status_map, status_map_alt
from ui.theme import DARK, LIGHT, STATUS_COLOURS, STATUS_LETTERS

NAMES = {"7": "Hoạt động kinh tế số", "8": "<b>Hoạt động</b> xã hội số", "9": "Đô thị thông minh"}
COUNTS = {"7": (1, 1, 10, 0), "8": (1, 3, 4, 0), "9": (0, 0, 0, 3)}
LOST = {"7": "99.9150", "8": "144.1200"}


def _main(code: str, unknown: int = 0) -> dict:
    full, partial, zero, not_assessed = COUNTS[code]
    return {
        "indicator_code": code,
        "indicator_name_vi": NAMES[code],
        "indicator_name_en": NAMES[code],
        "is_scored": code != "9",
        "max_score_basis": "published",
        "value_basis": "published",
        "lost_score": Decimal(LOST[code]) if code in LOST else None,
        "max_score": Decimal(150) if code in LOST else Decimal(0),
        "full_count": full,
        "partial_count": partial,
        "zero_count": zero,
        "not_assessed_count": not_assessed,
        "unknown_count": unknown,
    }


def _component(code: str) -> dict:
    main = code.split(".")[0]
    return {
        "indicator_code": code,
        "indicator_name_vi": f"Tiêu chí <a>{code}</a>",
        "indicator_name_en": f"Component {code}",
        "main_code": main,
        "main_name_vi": NAMES[main],
        "main_name_en": NAMES[main],
    }


MAINS = [_main(code) for code in COUNTS]
COMPONENTS = [_component(f"7.{at}") for at in range(1, 14)] + [_component("8.4"), _component("9.1")]
STATUSES = {("Năm 2021", f"7.{at}"): "zero" for at in range(1, 13)} | {
    ("Năm 2021", "7.8"): "full",
    ("Năm 2021", "8.4"): "partial",
    ("Năm 2021", "9.1"): "not_assessed",
}
WORDS = Words("Tình trạng · Tuyên Quang 2021", ["Kiểm tra lại phân loại.", "Nguồn: 187/KH-UBND."], "vi")
ENGLISH = Words("Statuses", ["Source: plan"], "en")


def _map(columns: tuple[str, ...] = ("Năm 2021",), words: Words = WORDS) -> go.Figure:
    return status_map(COMPONENTS, columns, STATUSES, words, LIGHT)


def _texts(figure: go.Figure) -> str:
    return told(figure.to_dict()["layout"])


def _by_colour(figure: go.Figure) -> dict[str, go.Bar]:
    return {trace.marker.color: trace for trace in figure.data}


def test_a_bar_is_cut_into_its_statuses_and_as_long_as_its_components():
    figure = status_bars(MAINS, WORDS, LIGHT)
    traces = _by_colour(figure)
    assert figure.layout.barmode == "stack"
    assert list(traces[STATUS_COLOURS["full"]].x) == [1, 1]
    assert list(traces[STATUS_COLOURS["partial"]].x) == [1, 3]
    assert list(traces[STATUS_COLOURS["zero"]].x) == [10, 4]
    assert list(traces[STATUS_COLOURS["not_assessed"]].x) == [3]
    assert figure.layout.xaxis.range == (0, 12)
    assert figure.layout.yaxis.range[0] > figure.layout.yaxis.range[1] == 0, "the first one stands on top"


def test_every_part_has_the_letter_of_its_status_so_that_it_reads_in_grey():
    traces = _by_colour(status_bars(MAINS, WORDS, LIGHT))
    assert traces[STATUS_COLOURS["full"]].text == ("Đ", "Đ")
    assert traces[STATUS_COLOURS["partial"]].text == ("M", "M: 3")
    assert traces[STATUS_COLOURS["zero"]].text == ("0: 10", "0: 4")
    assert traces[STATUS_COLOURS["not_assessed"]].text == ("KĐG: 3",)


def test_the_key_names_the_statuses_in_the_picture_and_makes_room_for_itself():
    four, five = status_bars(MAINS, WORDS, LIGHT), status_bars([*MAINS[:2], _main("9", unknown=1)], WORDS, LIGHT)
    key = next(words for words in _texts(four).splitlines() if "■" in words)
    for status, words in {"full": "Đ · Đạt tối đa", "zero": "0 · Không đạt điểm", "not_assessed": "KĐG"}.items():
        assert f'<span style="font-size:15px;color:{STATUS_COLOURS[status]}">■</span> {words}' in key
    assert "Chưa rõ" not in key
    assert "— · Chưa rõ" in _texts(five)
    assert five.layout.margin.t == four.layout.margin.t + 16


def test_a_derived_maximum_has_a_star():
    derived = _main("8") | {"max_score_basis": "derived"}
    assert "144,12/150*" in _texts(status_bars([derived], WORDS, LIGHT))


def test_points_that_nobody_knows_are_said_to_be_unknown():
    assert "chưa biết điểm mất" in _texts(status_bars([_main("7") | {"lost_score": None}], WORDS, LIGHT))


def test_lost_points_stand_beside_each_name_and_what_is_not_assessed_lost_none():
    texts = _texts(status_bars(MAINS, WORDS, LIGHT))
    assert "mất 144,12/150" in texts
    assert "mất 99,92/150" in texts
    assert "không đánh giá" in texts
    assert "lost 144.12/150" in _texts(status_bars(MAINS, ENGLISH, LIGHT))


def test_an_unknown_status_has_a_part_of_its_own_and_is_never_counted_as_zero():
    figure = status_bars([_main("7", unknown=2)], WORDS, LIGHT)
    assert list(_by_colour(figure)[STATUS_COLOURS["zero"]].x) == [10]
    assert list(_by_colour(figure)[LIGHT.grid].x) == [2]
    assert figure.layout.xaxis.range == (0, 14)


def test_the_bars_in_a_sentence_name_where_most_points_were_lost():
    sentence = status_bars_alt(MAINS, WORDS)
    assert "3 chỉ số chính" in sentence
    assert "8. <b>Hoạt động</b> xã hội số 144,12/150" in sentence
    assert "—" in status_bars_alt([_main("9")], WORDS)


def _codes(figure) -> dict[str, tuple[float, float]]:
    """Where codes and letters stand over the names in the cells."""
    return {
        text: place
        for trace in figure.data
        if trace.type == "scatter"
        for text, *place in zip(trace.text, trace.x, trace.y, strict=True)
    }


def test_a_cell_has_the_code_of_its_component_the_letter_of_its_status_and_its_name_where_it_fits():
    figure = _map()
    codes = _codes(figure)
    assert {"7.8 <b>Đ</b>", "9.1 <b>KĐG</b>", "7.13 <b>—</b>"} <= codes.keys(), "what nobody knows is not zero"
    assert sum(code.endswith("<b>0</b>") for code in codes) == 11
    assert figure.layout.uniformtext.mode == "hide", "a name that does not fit is left out, the code stays"
    names = [text for trace in figure.data if trace.type == "bar" for text in trace.text]
    assert len(names) == len(codes)
    assert all(name.startswith("<br>Tiêu chí") for name in names)


def test_a_line_of_cells_breaks_so_that_a_phone_can_show_it():
    places = _codes(_map())
    first, last, broken = (places[f"7.{code} <b>0</b>"] for code in (1, 10, 11))
    assert first[0] == 0.5
    assert last == [9.5, first[1]]
    assert broken[0] == 0.5
    assert broken[1] > first[1]


def test_years_and_units_of_one_component_stand_one_below_the_other_with_their_names():
    figure = _map(("Năm 2021", "Hà Giang"))
    cells = [
        (base, y) for trace in figure.data for text, base, y in zip(trace.text, trace.base, trace.y, strict=True)
        if text.startswith("7.1<")
    ]  # fmt: skip
    assert len(cells) == 2
    assert cells[0][0] == cells[1][0]
    assert abs(cells[0][1] - cells[1][1]) == 36
    assert "Hà Giang" in _texts(figure)
    assert "Năm 2021" not in _texts(_map()), "one column needs no name beside its cells"


@pytest.mark.parametrize("figure", [status_bars(MAINS, WORDS, LIGHT), _map()])
def test_title_notes_and_source_are_part_of_the_picture_and_names_cannot_become_markup(figure):
    texts = _texts(figure)
    assert "Tuyên Quang 2021" in texts
    assert "Kiểm tra lại phân loại." in texts
    assert "Nguồn: 187/KH-UBND." in texts
    everything = texts + "".join(hover for trace in figure.data for hover in trace.hovertext or ())
    assert "<b>Hoạt" not in everything
    assert "<a>" not in everything


def test_the_letters_are_of_the_language():
    letters = "".join(text for trace in _map(words=ENGLISH).data for text in trace.text)
    assert "NA" in letters
    assert "Đ" not in letters
    assert "(F, P, 0, NA)" in status_map_alt(COMPONENTS, ENGLISH)
    assert "15 chỉ số thành phần" in status_map_alt(COMPONENTS, WORDS)


@pytest.mark.parametrize("colours", [LIGHT, DARK])
def test_letters_read_on_their_colours_in_both_schemes(colours):
    for status, colour in STATUS_COLOURS.items():
        assert contrast(colour, STATUS_LETTERS[status]) >= 4.5, status
    assert contrast(colours.grid, colours.text) >= 4.5, "an unknown status"


def test_colours_are_those_that_colour_blind_readers_tell_apart():
    assert STATUS_COLOURS == {
        "full": "#0072B2", "partial": "#56B4E9", "zero": "#D55E00", "not_assessed": "#999999",
    }  # fmt: skip
