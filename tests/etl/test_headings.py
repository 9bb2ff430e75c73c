"""Headings as offices write them: what each column of a table is taken for, and what is asked instead of guessed."""

from collections.abc import Sequence

import pytest

from etl.reading.sheets import Range, Sheet
from etl.shapes.headings import paths
from etl.shapes.recognition import Shape, recognise
from etl.shapes.tables import find_tables
from etl.shapes.vocabulary import read_vocabulary, words_of
from etl.staging import Rules, layouts_for, read_rules
from tests.etl.printed_tables import MAINS, rows_of
from text.folding import folded
from warehouse.paths import LAYOUTS_DIR, RAW_DIR, REFERENCE_DIR, SQL_DIR

VALUES = ("0,8241", "0,9", "0,8", "0,7", "0,6", "0,5", "0,4", "0,3", "0,2")
UNITS = ("Hà Nội", "TP. Huế", "Hải Phòng", "Đồng Nai")
NAMES = tuple(MAINS.values())


@pytest.fixture(scope="module")
def rules() -> Rules:
    return read_rules(REFERENCE_DIR, LAYOUTS_DIR, SQL_DIR)[0]


def ranking(*header: Sequence[str], cells: Sequence[str] | None = None, merged=()) -> Sheet:
    """A table with these header rows: a running number, a unit, then made-up figures in every other column."""
    width = max(map(len, header))
    rest = tuple(cells) if cells else tuple(VALUES[index % 9] for index in range(width - 2))
    body = [(str(number), unit, *rest) for number, unit in enumerate(UNITS, 1)]
    return Sheet("Bảng", (*map(tuple, header), *body), merged=tuple(Range(*each) for each in merged))


def shape_of(rules: Rules, sheet: Sheet, kind: str = "main_values", year: int = 2024) -> Shape:
    return recognise([sheet], rules.layouts, kind, year)


def meanings(shape: Shape) -> list[str | None]:
    return [each.meaning for each in shape.columns]


def codes(rules: Rules, sheet: Sheet, layout: str = "ministry_ranking") -> list[str]:
    return [each.code for each in find_tables([sheet], rules.layouts[layout], "a.xlsx", "2024")[1]]


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("Xếp hạng DTI", "dti:rank"),
        ("Hạng", "dti:rank"),
        ("Thứ hạng năm 2024", "dti:rank"),
        ("Bộ chỉ số dành cho cấp Tỉnh", "dti:value"),
        ("CHUYỂN ĐỔI SỐ CẤP TỈNH (PDTI)", "dti:value"),
        ("Chỉ số CĐS cấp tỉnh năm 2024", "dti:value"),
        ("Tổng điểm", "dti:value"),
        ("DTI:", "dti:value"),
        ("Giá trị DTI (*)", "dti:value"),
        ("1. Chỉ số Nhận thức số", "nhan_thuc_so:value"),
        ("Nhận thức\nsố¹", "nhan_thuc_so:value"),
        ("III. THỂ CHẾ SỐ (100 điểm)", "the_che_so:value"),
        ("Chỉ số đánh giá về Hạ tầng số (tối đa: 100)", "ha_tang_so:value"),
        ("nhan luc so", "nhan_luc_so:value"),
        ("An toàn TTM", "an_toan_thong_tin_mang:value"),
        ("ATTT mạng", "an_toan_thong_tin_mang:value"),
        ("HĐ CQS", "chinh_quyen_so:value"),
        ("Hoạt động KTS (điểm)", "kinh_te_so:value"),
        ("Trụ cột Xã hội số", "tru_cot_xa_hoi_so:value"),
        ("Hạng Nhận thức số", "nhan_thuc_so:rank"),
        ("Digital infrastructure", "ha_tang_so:value"),
        ("Rank", "dti:rank"),
    ],
)
def test_a_heading_is_read_by_its_words(rules, text, meaning):
    others = [name for name in NAMES if not meaning.startswith(next(k for k, v in MAINS.items() if v == name) + ":")]
    cells = ["3" if meaning.endswith(":rank") else "0,5", *["0,4"] * 4]
    shape = shape_of(rules, ranking(("STT", "Tỉnh, thành phố", text, *others[:4]), cells=cells))
    assert shape.columns[2].meaning == meaning
    assert not shape.is_open


@pytest.mark.parametrize(
    "text",
    [
        "Các tỉnh, thành phố trực thuộc TW", "Tỉnh/TP", "TỈNH, THÀNH PHỐ*", "Địa phương", "Tên đơn vị (2)",
        "Province/City", "Tên tỉnh/thành phố trực thuộc Trung ương", "Tinh, thanh pho",
    ],
)  # fmt: skip
def test_a_column_of_units_is_known_by_its_words(rules, text):
    assert meanings(shape_of(rules, ranking(("TT", text, *NAMES))))[:2] == ["ignored", "unit_name"]


def test_heading_rows_are_joined_before_anything_is_asked(rules):
    first = ("Xếp hạng", "Các tỉnh, thành phố", *["Chỉ số"] * 8, "Bộ chỉ số")
    second = ("DTI", "trực thuộc TW", *NAMES, "dành cho cấp Tỉnh")
    body = [(str(rank), unit, *VALUES) for rank, unit in enumerate(UNITS, 1)]
    shape = shape_of(rules, Sheet("", (("BÁO CÁO XẾP HẠNG",), (), first, second, *body)))
    expected = ["dti:rank", "unit_name", *(f"{key}:value" for key in MAINS), "dti:value"]
    assert (meanings(shape), shape.places[0].header_first) == (expected, 3)


@pytest.mark.parametrize(
    ("parent", "why", "said"),
    [
        ("Điểm tự đánh giá", "self_assessed", "column_self_assessed"),
        ("Tỉnh tự chấm", "self_assessed", "column_self_assessed"),
        ("Năm 2023", "other_year", "column_of_other_year"),
        ("Năm trước", "previous", "column_of_other_year"),
        ("Tăng/giảm so với năm trước", "change", "column_no_result"),
        ("Tỷ lệ tài liệu kiểm chứng (%)", "share", "column_no_result"),
    ],
)
@pytest.mark.parametrize("is_merged", [True, False])
def test_a_parent_that_speaks_of_something_else_sets_its_columns_aside(rules, parent, why, said, is_merged):
    merged = [(1, 3, 1, 11), (1, 1, 2, 1), (1, 2, 2, 2)] if is_merged else []
    sheet = ranking(("STT", "Tỉnh, thành phố", parent, *[""] * 8), ("", "", "DTI", *NAMES), merged=merged)
    shape = shape_of(rules, sheet)
    assert {each.why for each in shape.columns[2:]} == {why}
    assert codes(rules, sheet)[:10] == [said] * 9 + ["nothing_of_results"]


def test_a_parent_row_above_a_whole_header_is_seen_too(rules):
    sheet = ranking(("", "", "Điểm tự đánh giá", *[""] * 8), ("STT", "Tỉnh, thành phố", "DTI", *NAMES))
    assert {each.why for each in shape_of(rules, sheet).columns[2:]} == {"self_assessed"}


def test_results_beside_something_else_are_read_and_the_rest_is_said(rules):
    header = (
        ("STT", "Tỉnh", "Kết quả năm 2024", "", "", "", "Năm 2023", ""),
        ("", "", "Hạng", "DTI", "Nhận thức số", "Thể chế số", "DTI", "Hạng"),
    )
    merged = [(1, 3, 1, 6), (1, 7, 1, 8), (1, 1, 2, 1), (1, 2, 2, 2)]
    sheet = ranking(*header, cells=("1", "0,8", "0,9", "0,7", "0,6", "2"), merged=merged)
    shape = shape_of(rules, sheet)
    expected = ["dti:rank", "dti:value", "nhan_thuc_so:value", "the_che_so:value", None, None]
    assert meanings(shape)[2:] == expected
    assert codes(rules, sheet) == ["column_of_other_year"] * 2


def test_a_merged_parent_holds_over_its_own_columns_only():
    rows = (("Tỉnh", "A", "", ""), ("", "a", "b", "c"))
    found = paths(rows, 0, [(1, 2, 1, 3)])
    assert {column: [text for _, text in path] for column, path in found.items()} == {
        0: ["Tỉnh"],
        1: ["A", "a"],
        2: ["A", "b"],
        3: ["c"],
    }


@pytest.mark.parametrize("parent", ["Xếp hạng", "Thứ hạng", "Hạng"])
def test_a_parent_of_ranks_makes_ranks_of_its_columns(rules, parent):
    sheet = ranking(("STT", "Tỉnh, thành phố", parent, *[""] * 8), ("", "", "DTI", *NAMES), cells=tuple("123456789"))
    assert meanings(shape_of(rules, sheet))[2:] == [f"{key}:rank" for key in ("dti", *MAINS)]


def test_what_is_called_ranks_and_is_not_is_asked(rules):
    sheet = ranking(("STT", "Tỉnh, thành phố", "Xếp hạng", *[""] * 8), ("", "", "DTI", *NAMES))
    shape = shape_of(rules, sheet)
    assert {each.why for each in shape.columns[2:]} == {"unlike"}
    assert shape.columns[3].proposal == "nhan_thuc_so:value"
    assert codes(rules, sheet).count("column_unlike") == 9


def test_an_unknown_parent_is_asked_and_blocks(rules):
    merged = [(1, 3, 1, 11), (1, 1, 2, 1), (1, 2, 2, 2)]
    sheet = ranking(("STT", "Tỉnh", "Kịch bản thấp", *[""] * 8), ("", "", "DTI", *NAMES), merged=merged)
    shape = shape_of(rules, sheet)
    assert [each.proposal for each in shape.columns[2:]] == [f"{key}:value" for key in ("dti", *MAINS)]
    assert codes(rules, sheet).count("column_open") == 9


@pytest.mark.parametrize("title", ["BẢNG XẾP HẠNG DTI CẤP TỈNH NĂM 2024", "Biểu số 03: kết quả thử nghiệm"])
@pytest.mark.parametrize("merged", [[], [(1, 1, 1, 11)]])
def test_a_title_right_above_the_header_is_no_parent(rules, title, merged):
    shape = shape_of(rules, ranking((title,), ("STT", "Tỉnh", "DTI", *NAMES), merged=merged))
    assert (shape.is_open, shape.places[0].header_first) == (False, 2)


def test_a_unit_of_measure_above_the_header_is_no_parent(rules):
    shape = shape_of(rules, ranking(("", "", "", "Đơn vị tính: điểm"), ("STT", "Tỉnh", "DTI", *NAMES)))
    assert not shape.is_open


def test_words_nobody_knows_are_asked_with_what_the_others_say(rules):
    sheet = ranking(("STT", "Tỉnh", "DTI hiệu chỉnh", *NAMES))
    shape = shape_of(rules, sheet)
    assert (shape.columns[2].is_open, shape.columns[2].proposal) == (True, "dti:value")
    assert "column_open" in codes(rules, sheet)


def test_a_column_of_which_nothing_is_known_is_left_out_and_said(rules):
    sheet = ranking(("STT", "Tỉnh", "Dân số", *NAMES))
    assert not shape_of(rules, sheet).is_open
    assert codes(rules, sheet) == ["column_not_in_layout"]


def test_a_rank_within_a_region_is_not_the_rank(rules):
    assert shape_of(rules, ranking(("STT", "Tỉnh", "Hạng vùng", *NAMES))).columns[2].is_open


def test_points_and_value_of_one_indicator_stand_side_by_side(rules):
    header = (("STT", "Tỉnh", "DTI", "", "Nhận thức số", "", "Thể chế số", ""), ("", "", *["Điểm", "Giá trị"] * 3))
    merged = [(1, 3, 1, 4), (1, 5, 1, 6), (1, 7, 1, 8), (1, 1, 2, 1), (1, 2, 2, 2)]
    shape = shape_of(rules, ranking(*header, cells=("824,1", "0,8241", "90", "0,9", "80", "0,8"), merged=merged))
    keys = ("dti", "nhan_thuc_so", "the_che_so")
    assert meanings(shape)[2:] == [f"{key}:{field}" for key in keys for field in ("score", "value")]


def test_a_row_of_units_below_the_names_belongs_to_the_header(rules):
    sheet = ranking(("STT", "Tỉnh", "DTI", *NAMES), ("", "", *["(điểm)"] * 9))
    [place] = shape_of(rules, sheet).places
    assert (place.header_first, place.header_last) == (1, 2)


# score sheets


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        (("STT", "Tên chỉ số", "Điểm tối đa", "Điểm đạt được"), "code name max score"),
        (("TT", "Tiêu chí", "Thang điểm", "Điểm tự chấm"), "code name max self"),
        (("STT", "Chỉ số thành phần", "Điểm tối đa", "Điểm đạt", "Tỷ lệ đạt (%)"), "code name max score -"),
        (
            ("STT", "Tiêu chí", "Điểm tối đa", "Điểm tự đánh giá", "Điểm Hội đồng thẩm định", "Chênh lệch"),
            "code name max self score -",
        ),
        (("TT", "Nội dung", "Tối đa", "Tự đánh giá", "Bộ đánh giá", "Ghi chú"), "code name max self score note"),
        (("TT", "Nội dung", "Kết quả"), "code name score"),
        (("TT", "Chỉ số", "Điểm thẩm định lần 1", "Điểm thẩm định lần 2"), "code name first score"),
        (("Mã tiêu chí", "Tên tiêu chí", "TĐG", "TĐ", "Lý do trừ điểm"), "code name self score reason"),
        (("No.", "Indicator", "Maximum score", "Self-assessment score", "Appraised score"), "code name max self score"),
    ],
)
def test_columns_of_score_sheets_are_read_by_their_words(rules, header, expected):
    names = {
        "code": "indicator_code", "name": "indicator_name", "max": "max_score", "self": "self_score", "-": None,
        "first": "first_round_score", "reason": "reason_text",
    }  # fmt: skip
    body = [("1.1", "Người đứng đầu", *["5"] * (len(header) - 2))]
    shape = shape_of(rules, Sheet("", (header, *body)), "components")
    assert meanings(shape) == [names.get(each, each) for each in expected.split()]
    assert not shape.is_open


@pytest.mark.parametrize("header", [("STT", "Tiêu chí", "Điểm"), ("STT", "Tiêu chí", "Điểm nội bộ")])
def test_points_of_nobody_are_asked(rules, header):
    [*_, points] = shape_of(rules, Sheet("", (header, ("1.1", "Người đứng đầu", "5"))), "components").columns
    assert (points.is_open, points.proposal) == (True, "score")


def test_two_appraisals_are_asked_not_mixed(rules):
    header = ("STT", "Tiêu chí", "Điểm Hội đồng thẩm định", "Điểm Bộ thẩm định")
    sheet = Sheet("", (header, ("1.1", "Người đứng đầu", "5", "4")))
    assert [each.why for each in shape_of(rules, sheet, "components").columns][2:] == ["known", "same_again"]
    assert "header_repeated" in codes(rules, sheet, "component_scores")


def test_a_score_sheet_of_another_year_has_nothing_to_load(rules):
    header = ("TT", "Nội dung tiêu chí", "Thang điểm", "Điểm tự chấm năm 2023", "Kết quả thẩm định năm 2023")
    sheet = Sheet("", (header, ("1.1", "Người đứng đầu", "10", "5", "4")))
    found = find_tables([sheet], rules.layouts["component_scores"], "a.xlsx", "2024")[1]
    [problem] = [each for each in found if each.blocks]
    assert (problem.code, problem.cell, problem.found) == ("nothing_of_results", "D1", header[3])


# the vocabulary


def test_every_subject_is_used_and_reads(rules):
    used = {subject for layout in rules.layouts.values() for subject in layout.vocabulary} | {"words"}
    assert used == {path.stem for path in (LAYOUTS_DIR / "vocabulary").glob("*.toml")}


def test_no_two_meanings_share_their_words_without_accents():
    for subjects in (["units", "rows", "dti", "figures"], ["score_sheet", "rows"]):
        vocabulary = read_vocabulary(LAYOUTS_DIR / "vocabulary", subjects)
        accented: dict[tuple[str, ...], set[str]] = {}
        for subject in subjects:
            text = (LAYOUTS_DIR / "vocabulary" / f"{subject}.toml").read_text(encoding="utf-8")
            for phrase in (each for each in text.split('"')[1::2] if "_" not in each):
                accented.setdefault(tuple(words_of(phrase)), set()).add(folded(phrase))
        apart = {words: forms for words, forms in accented.items() if len(forms) > 1}
        assert apart == {}
        assert vocabulary.phrases.keys() >= accented.keys()


def test_names_of_the_vocabulary_are_keys_of_the_index(rules):
    words = rules.layouts["ministry_ranking"].words
    assert set(words.indicators()) == set(rules.codebook.keys_of("dti"))


def test_hostile_headings_take_no_time(rules):
    long = " ".join(["HĐ TT XH"] * 2000)
    rows = [("Tỉnh", long, "DTI", "Nhận thức số", "Thể chế số")] * 150
    assert recognise([Sheet("", tuple(rows))], rules.layouts, "main_values", 2024).columns


# tables of other indices


def test_a_table_of_another_index_is_read_by_the_names_its_framework_gives(rules):
    header = (
        "STT", "Tỉnh/TP", "Chỉ số 766", "1. Công khai, minh bạch (18 điểm)", "TIẾN ĐỘ GIẢI QUYẾT (20 điểm)",
        "Dịch vụ công trực tuyến và\nthanh toán trực tuyến", "Mức độ hài lòng*", "Số hóa hồ sơ", "Xếp hạng",
    )  # fmt: skip
    sheet = ranking(header, cells=("63,5", "10,5", "12,5", "15,5", "13", "12", "3"))
    shape = recognise([sheet], layouts_for(rules, "chi_so_766"), "main_values", 2024)
    assert meanings(shape)[2:] == ["index:value", *(f"{code}:value" for code in "12345"), "index:rank"]
    assert (shape.layout, shape.is_open) == ("index_ranking", False)


def test_each_index_is_offered_one_layout_for_its_tables(rules):
    offered = {name for name, each in layouts_for(rules, "dti_2024").items() if each.words and each.wide}
    assert offered == {"ministry_ranking"}
    others = {name for name, each in layouts_for(rules, "chi_so_766").items() if each.words and each.wide}
    assert others == {"index_ranking"}


# a table whose headings say nothing


def real_figures(rules: Rules) -> list[list[str]]:
    """The ministry's values of 2024 for the 34 units: rank, unit, the eight main indicators, the index."""
    path = RAW_DIR / "2024" / "dti_main_indicators_34.csv"
    rows: dict[str, dict[str, dict[str, str]]] = {}
    for row in rows_of(path):
        rows.setdefault(row["province"], {})[row["component"]] = row
    return [
        [units["dti"]["rank"], name, *(units[key]["value"] for key in MAINS), units["dti"]["value"]]
        for name, units in rows.items()
    ]


@pytest.mark.parametrize("rank", ["A", "Hạng"])
@pytest.mark.parametrize("known", [0, 4, 8])
def test_what_no_heading_names_is_proposed_by_what_the_table_lacks(rules, known, rank):
    named = [*NAMES[:known], *(f"Cột {number}" for number in range(known, 8))]
    header = (rank, "B", *named, "Z" if known < 8 else "DTI")
    shape = shape_of(rules, Sheet("Bảng", (header, *map(tuple, real_figures(rules)))))
    expected = ["unit_name", *(f"{key}:value" for key in MAINS), "dti:value"]
    assert [each.meaning or each.proposal for each in shape.columns[1:]] == expected
    assert shape.is_open


def test_figures_in_another_order_than_the_indicators_are_not_proposed(rules):
    header = ("A", "B", NAMES[7], *(f"Cột {number}" for number in range(7)), "DTI")
    shape = shape_of(rules, Sheet("Bảng", (header, *map(tuple, real_figures(rules)))))
    assert not any(each.proposal for each in shape.columns[2:])


# what would otherwise pass without a word


@pytest.mark.parametrize(
    "parent",
    [
        "Tỉnh đánh giá", "Kết quả tỉnh đánh giá", "Đánh giá của tỉnh", "Tỉnh", "Chỉ tiêu", "Kế hoạch năm 2024",
        "DTI 23", "Dự thảo", "Số tạm tính",
    ],
)  # fmt: skip
def test_figures_under_such_a_parent_are_never_read_as_results(rules, parent):
    merged = [(1, 3, 1, 11), (1, 1, 2, 1), (1, 2, 2, 2)]
    header = (("STT", "Tỉnh, thành phố", parent, *[""] * 8), ("", "", "DTI", *NAMES))
    shape = shape_of(rules, ranking(*header, merged=merged))
    assert not any(each.is_read for each in shape.columns[2:])


@pytest.mark.parametrize(
    ("text", "is_read"),
    [("DTI 24", True), ("DTI-24", True), ("DTI 23", False), ("DTI-23", False), ("DTI (+/-)", False), ("DTI ▲", False),
     ("Hạng 766", False), ("DTI của tỉnh", False)],
)  # fmt: skip
def test_a_year_of_two_digits_and_a_sign_of_change_are_words_too(rules, text, is_read):
    column = shape_of(rules, ranking(("STT", "Tỉnh", text, *NAMES))).columns[2]
    assert column.is_read == is_read


@pytest.mark.parametrize("header", [("STT", "Tỉnh", "DTI", "Hạng"), ("Địa phương", "DTI"), ("Tỉnh/TP", "Xếp hạng DTI")])
def test_a_table_of_the_index_alone_is_read(rules, header):
    cells = {"DTI": "0,8", "Hạng": "1", "Xếp hạng DTI": "1"}
    body = [tuple(cells.get(text, unit if number else "1") for number, text in enumerate(header, header[0] != "STT"))
            for unit in UNITS]  # fmt: skip
    shape = shape_of(rules, Sheet("", (header, *body)))
    assert (shape.layout, shape.is_open) == ("ministry_ranking", False)


@pytest.mark.parametrize("place", ["B1", "C1"])
def test_a_title_that_begins_further_right_is_no_parent(rules, place):
    title = ["", "", ""]
    title["ABC".index(place[0])] = "BẢNG XẾP HẠNG CHUYỂN ĐỔI SỐ CÁC TỈNH"
    shape = shape_of(rules, ranking(tuple(title), ("STT", "Tỉnh", "DTI", *NAMES)))
    assert meanings(shape)[2:] == [f"{key}:value" for key in ("dti", *MAINS)]


def test_numbers_of_years_below_a_name_are_headings(rules):
    header = (("STT", "Tỉnh", "DTI", "", *NAMES[:3]), ("", "", "2023", "2024", "", "", ""))
    shape = shape_of(rules, ranking(*header, merged=[(1, 3, 1, 4)]))
    assert [each.why for each in shape.columns][2:4] == ["other_year", "known"]


@pytest.mark.parametrize("title", ["BẢNG TỰ ĐÁNH GIÁ CÁC TỈNH", "DỰ THẢO kết quả xếp hạng", "(Số liệu tự đánh giá)"])
def test_a_title_that_says_the_table_is_no_result_is_for_a_person_to_accept(rules, title):
    assert codes(rules, ranking((title,), ("STT", "Tỉnh", "DTI", *NAMES))) == ["title_says_other"]


def test_the_rounds_of_one_main_indicator_stand_apart_from_what_a_province_says(rules):
    header = (("STT", "Tỉnh", "DTI", "", "Nhận thức số", ""), ("", "", *["Tự đánh giá", "Thẩm định"] * 2))
    merged = [(1, 3, 1, 4), (1, 5, 1, 6)]
    shape = shape_of(rules, ranking(*header, merged=merged))
    assert meanings(shape)[2:] == [None, "dti:value", None, "nhan_thuc_so:value"]


def test_a_heading_of_which_nothing_is_proposed_asks_without_an_empty_question(rules):
    sheet = ranking(("STT", "Tỉnh", "Hạng vùng", *NAMES))
    assert "column_unclear" in codes(rules, sheet)


def test_a_question_about_a_table_of_another_index_names_the_indicator_not_its_code(rules):
    header = ("STT", "Tỉnh", "Chỉ số 766", "Công khai, minh bạch", "Tiến độ giải quyết sửa đổi", "Mức độ hài lòng")
    sheet = ranking(header, cells=("63,5", "10,5", "12,5", "15,5"))
    layout = layouts_for(rules, "chi_so_766")["index_ranking"]
    [asked] = [each for each in find_tables([sheet], layout, "a.xlsx", "2024")[1] if each.code == "column_open"]
    assert asked.expected == "Tiến độ giải quyết:value"
    assert recognise([sheet], {"index_ranking": layout}, "main_values", 2024).names["2"] == "Tiến độ giải quyết"
