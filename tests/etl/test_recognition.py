"""Tables as offices keep them, of real figures, against the same figures in our own long form."""

import time
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import openpyxl
import polars as pl
import pytest

from etl.contracts.contracts import apply_contracts
from etl.errors import MappingNotUsable
from etl.kinds.registry import contracts_by_table
from etl.problems import Problem
from etl.reading.data_file import read_cells
from etl.reading.sheets import Sheet
from etl.releases import Release, read_release
from etl.shapes.headings import paths
from etl.shapes.layouts import read_layout
from etl.shapes.recognition import mappable, mapped_layout, recognise, toml_text
from etl.shapes.row_mapping import map_rows
from etl.staging import Rules, read_frames, read_rules
from tests.etl.printed_tables import MAINS, component_rows, made_up_points, ministry_table, ranking_rows, rows_of
from warehouse.paths import LAYOUTS_DIR, RAW_DIR, REFERENCE_DIR, SQL_DIR

EDITION = {"framework_code": "dti_2021", "index_code": "dti", "cohort_code": "vn63"}
RANKING = {**EDITION, "year": "2022"}
TUYEN_QUANG = {**EDITION, "year": "2021", "unit_code": "08"}
FIGURES = ["unit_code", "indicator_code", "value", "value_decimals", "rank"]
SCORES = ["indicator_code", "max_score", "score", "self_score"]


@pytest.fixture(scope="module")
def rules() -> Rules:
    found, problems = read_rules(REFERENCE_DIR, LAYOUTS_DIR, SQL_DIR)
    assert problems == []
    return found


def release(layout: str, constants: Mapping[str, str], path: Path = Path("given.xlsx")) -> Release:
    names = ("title", "publisher", "original_file", "authority", "licence", "sha256")
    told = {name: "ministry" if name == "authority" else name for name in names}
    year = int(constants["year"])
    return Release(f"{year}/given", path, path, str(year), layout=layout, constants=constants, **told)


def read(
    rules: Rules, layout: str, constants: Mapping[str, str], *sheets: Sheet
) -> tuple[pl.DataFrame | None, list[Problem]]:
    """The figures of sheets read under a layout, and every problem; with a blocking one no figures."""
    chosen = rules.layouts[layout]
    rows, problems = map_rows(sheets, chosen, "given.xlsx", constants)
    frames, faults = apply_contracts(
        rows, chosen, release(layout, constants), rules.codebook, rules.tables, contracts_by_table()
    )
    problems = [*problems, *faults]
    return None if any(problem.blocks for problem in problems) else frames["figures"], problems


def told(problems: Sequence[Problem], *codes: str) -> list[tuple[str, str, str]]:
    """Code, cell and text found of each problem, of these codes only if any is given."""
    return [(each.code, each.cell, each.found) for each in sorted(problems) if not codes or each.code in codes]


def changed(sheet: Sheet, place: tuple[int, int], text: str, *numeric: tuple[int, int]) -> Sheet:
    """The sheet with one cell changed; rows and columns count from 1."""
    rows = [list(row) for row in sheet.rows]
    row = rows[place[0] - 1]
    row += [""] * (place[1] - len(row))
    row[place[1] - 1] = text
    return Sheet(sheet.name, tuple(map(tuple, rows)), frozenset({*sheet.numeric, *numeric}))


@pytest.fixture(scope="module")
def long_form(rules) -> pl.DataFrame:
    path = RAW_DIR / "2022" / "dti_main_indicators.csv"
    known, _ = read_release(path, path.with_suffix(".json"), "2022", rules.layouts)
    frames, problems = read_frames(known, rules)
    assert [problem for problem in problems if problem.blocks] == []
    return frames["figures"].select(FIGURES).sort(FIGURES)


@pytest.fixture(scope="module")
def table() -> Sheet:
    return ministry_table(ranking_rows())


# the ministry's ranking table


def test_the_table_as_printed_gives_the_figures_of_the_long_file(rules, table, long_form):
    figures, problems = read(rules, "ministry_ranking", RANKING, table)
    assert figures.select(FIGURES).sort(FIGURES).equals(long_form)
    assert told(problems) == [("rows_left_out", "73", "1"), ("rows_without_figure", "74", "3")]
    assert figures["row_number"].to_list() == list(range(1, figures.height + 1))
    first = figures.row(0, named=True)
    assert (first["indicator_code"], first["rank"], first["section"]) == ("index", 1, "Bảng 1!C9")


def test_it_is_recognised_with_its_header_and_its_rows_of_data(rules, table):
    shape = recognise([table], rules.layouts, "main_values", 2022)
    assert shape.layout == "ministry_ranking"
    [place] = shape.places
    assert (place.header_first, place.header_last, place.first, place.last) == (5, 7, 9, 71)


def test_a_workbook_with_merged_cells_and_numbers_reads_the_same(rules, table, long_form, tmp_path):
    book = openpyxl.Workbook()
    page = book.active
    page.title = table.name
    for number, row in enumerate(table.rows, 1):
        for column, text in enumerate(row, 1):
            is_number = number > 8 and column > 2 and text.replace(",", "").isdigit()
            page.cell(number, column, float(text.replace(",", ".")) if is_number else text or None)
    for cells in ("A5:A7", "B5:B7", "C5:L5", "C6:C7", "D6:D7", "E6:L6"):
        page.merge_cells(cells)
    path = tmp_path / "given.xlsx"
    book.save(path)
    sheets, problems = read_cells(path)
    assert problems == []
    figures, _ = read(rules, "ministry_ranking", RANKING, *sheets)
    assert figures.select(FIGURES).sort(FIGURES).equals(long_form)


@pytest.mark.parametrize(
    "header",
    [
        [("STT", "Tỉnh/Thành phố", "Hạng", "DTI 2022", *(f"Chỉ số {name}" for name in MAINS.values()))],
        [("TT", "ĐỊA  PHƯƠNG", "Xếp hạng\nnăm 2022", "Tổng", *(f"{each.upper()} (100đ)" for each in MAINS.values()))],
        [
            ("TT", "Tỉnh, thành phố", "DTI năm 2022", *[""] * 9),
            ("", "", "Hạng", "Giá trị", *(f"({number}) {name}" for number, name in enumerate(MAINS.values(), 1))),
        ],
        [
            ("TT", "Tên tỉnh", "Hạng", "Giá trị DTI", "Chỉ số chính", *[""] * 7),
            ("", "", "", "", *(f"{number} {name}" for number, name in enumerate(MAINS.values(), 1))),
        ],
    ],
)
def test_other_headers_mean_the_same(rules, table, long_form, header):
    body = [("", *row) if len(row) < 11 else row for row in table.rows[8:71]]
    figures, problems = read(rules, "ministry_ranking", RANKING, Sheet("", (*header, *body)))
    assert problems == []
    assert figures.select(FIGURES).sort(FIGURES).equals(long_form)


def test_value_and_rank_may_stand_side_by_side_below_each_indicator(rules):
    rows = (
        ("TT", "Tỉnh, thành phố", "DTI", "", "1. Nhận thức số", "", "3. Hạ tầng số", ""),
        ("", "", "Giá trị", "Xếp hạng", "Giá trị", "Xếp hạng", "Giá trị", "Xếp hạng"),
        ("1", "Đà Nẵng", "0,8002", "1/63", "0,9475", "2", "", "7"),
    )
    figures, problems = read(rules, "ministry_ranking", RANKING, Sheet("", rows))
    assert problems == []
    assert figures.select("indicator_code", "value", "rank", "section").rows() == [
        ("index", Decimal("0.8002"), 1, "C3"),
        ("1", Decimal("0.9475"), 2, "E3"),
        ("3", None, 7, "H3"),
    ]


def as_points(table: Sheet) -> list[list[str]]:
    """The rows of the ministry's table up to the last unit, with points of each indicator's maximum for its values."""
    maxima = [1000, 100, 100, 100, 100, 100, 200, 150, 150]

    def points(row: Sequence[str]) -> list[str]:
        values = [
            text if text == "–" else str(Decimal(text.replace(",", ".")) * maximum).replace(".", ",")
            for text, maximum in zip(row[3:], maxima, strict=True)
        ]
        return [*row[:3], *values]

    return [*map(list, table.rows[:8]), *map(points, table.rows[8:71])]


def sheet_of(rows: Sequence[Sequence[str]]) -> Sheet:
    return Sheet("S", tuple(map(tuple, rows)))


def test_points_are_told_from_values_by_the_whole_file_and_said(rules, table):
    figures, problems = read(rules, "ministry_ranking", RANKING, sheet_of(as_points(table)))
    assert told(problems) == [("read_as_points", "D9", "800,2000")]
    assert figures["value"].null_count() == figures.height
    best = figures.filter(pl.col("unit_code") == "48").select("indicator_code", "score").rows()
    assert best[0] == ("index", Decimal("800.2"))


@pytest.mark.parametrize("column", [4, 5, 12])  # the index, an indicator of which most units have no figure, another
def test_one_figure_above_1_among_values_is_out_of_range_and_makes_no_points(rules, table, column):
    figures, problems = read(rules, "ministry_ranking", RANKING, changed(table, (9, column), "1,05"))
    assert figures is None
    cell = f"{'ABCDEFGHIJKL'[column - 1]}9"
    assert told(problems, "read_as_points", "values_and_points", "value_out_of_range") == [
        ("value_out_of_range", cell, "1,05")
    ]


def test_zeros_say_neither_values_nor_points(rules, table):
    rows = as_points(table)
    for row in rows[8:]:
        row[11] = "0"
    figures, problems = read(rules, "ministry_ranking", RANKING, sheet_of(rows))
    assert told(problems, "read_as_points", "values_and_points") == [("read_as_points", "D9", "800,2000")]
    assert figures is not None


@pytest.mark.parametrize(
    ("places", "outlier"),
    [
        ([(40, 4)], "D40"),  # one value among points
        ([(row, 4) for row in range(9, 41)], "D9"),  # half of the index
        ([(row, 8) for row in range(9, 72)], "H9"),  # one column of values
    ],
)
def test_values_among_points_are_refused_at_the_cells_of_the_fewer(rules, table, places, outlier):
    rows = as_points(table)
    for row, column in places:
        rows[row - 1][column - 1] = "0,75"
    figures, problems = read(rules, "ministry_ranking", RANKING, sheet_of(rows))
    assert figures is None
    [problem] = [each for each in problems if each.blocks]
    assert (problem.code, problem.cell, problem.found) == ("values_and_points", outlier, "0,75")
    assert problem.fix[0] == outlier
    assert len(problem.fix) == min(10, len(places))


def test_points_among_values_are_refused_where_a_column_is_full_of_them(rules, table):
    rows = [list(row) for row in table.rows]
    for row in rows[8:71]:
        row[3] = "650,5"
    figures, problems = read(rules, "ministry_ranking", RANKING, sheet_of(rows))
    assert figures is None
    assert told(problems, "values_and_points") == [("values_and_points", "D9", "650,5")]


def test_a_header_that_says_points_leaves_no_doubt(rules):
    rows = (
        ("TT", "Tỉnh, thành phố", "DTI", "Nhận thức số", "Hạ tầng số"),
        ("", "", "Điểm", "Điểm", "Điểm"),
        ("1", "Đà Nẵng", "800,2", "0,5", "89,17"),
    )
    figures, problems = read(rules, "ministry_ranking", RANKING, Sheet("", rows))
    assert problems == []
    assert figures["score"].to_list() == [Decimal("800.2"), Decimal("0.5"), Decimal("89.17")]


def test_separators_are_decided_by_the_whole_file(rules, table, long_form):
    with_dots = tuple(tuple(text.replace(",", ".") for text in row) for row in table.rows[8:71])
    figures, _ = read(rules, "ministry_ranking", RANKING, Sheet("", (*table.rows[4:8], *with_dots)))
    assert figures.select(FIGURES).sort(FIGURES).equals(long_form)


def test_a_file_that_reads_both_ways_is_refused(rules):
    header = ("Tỉnh", "Nhận thức số", "Thể chế số", "Hạ tầng số")
    figures, problems = read(
        rules, "ministry_ranking", RANKING, Sheet("", (header, ("Huế", "1.234", "2.345", "3.456")))
    )
    assert figures is None
    assert told(problems, "separators_unclear") == [("separators_unclear", "B2", "1.234")]


def test_a_header_of_another_year_is_not_read(rules, table):
    header = ("TT", "Tỉnh, thành phố", "Xếp hạng 2021", "DTI 2022", *MAINS.values())
    figures, problems = read(rules, "ministry_ranking", RANKING, Sheet("", (header, *table.rows[8:71])))
    assert told(problems) == [("column_of_other_year", "C1", "Xếp hạng 2021")]
    assert figures["rank"].null_count() == figures.height


def test_a_column_below_another_year_is_not_read(rules):
    rows = (
        ("Tỉnh", "Nhận thức số", "Thể chế số", "Hạ tầng số", "Năm 2021", "", "Năm 2022", ""),
        ("", "", "", "", "Hạng", "Điểm", "Hạng", "Giá trị"),
        ("Đà Nẵng", "0,9475", "0,9", "0,8917", "2", "700", "1", "0,8002"),
    )
    figures, problems = read(rules, "ministry_ranking", RANKING, Sheet("", rows))
    assert [cell for _, cell, _ in told(problems, "column_of_other_year")] == ["E2", "F2"]
    [index] = figures.filter(pl.col("indicator_code") == "index").select("value", "rank").rows()
    assert index == (Decimal("0.8002"), 1)


def test_a_parent_holds_to_the_right_and_down_only_until_the_next_text():
    rows = (("TT", "A", "", "", "B", "C"), ("", "a", "", "b", "", "c"), ("", "1", "2", "", "", "3"))
    found = {column: [text for _, text in path] for column, path in paths(rows).items()}
    assert found == {
        0: ["TT"],
        1: ["A", "a", "1"],
        2: ["A", "a", "2"],
        3: ["A", "b"],
        4: ["B"],
        5: ["C", "c", "3"],
    }


SHORT_NAMES = [name.removeprefix("Hoạt động ").capitalize() for name in MAINS.values()]


def test_names_of_pillars_are_the_main_indicators_where_all_eight_stand_in_their_order(rules, table, long_form):
    header = ("TT", "Tỉnh, thành phố", "Hạng", "DTI", *SHORT_NAMES)
    figures, problems = read(rules, "ministry_ranking", RANKING, Sheet("", (header, *table.rows[8:71])))
    assert told(problems) == [("names_settled", "J1", ", ".join(SHORT_NAMES[5:]))]
    assert figures.select(FIGURES).sort(FIGURES).equals(long_form)


@pytest.mark.parametrize(
    ("names", "proposed"),
    [
        ([*SHORT_NAMES[:4], *SHORT_NAMES[5:]], "chinh_quyen_so:value"),  # one is missing
        ([*SHORT_NAMES[:5], SHORT_NAMES[6], SHORT_NAMES[5], SHORT_NAMES[7]], "kinh_te_so:value"),  # another order
        ([*MAINS.values(), *SHORT_NAMES[5:]], "tru_cot_chinh_quyen_so:value"),  # beside the activities
        ([*SHORT_NAMES, "Trụ cột Chính quyền số"], "chinh_quyen_so:value"),  # beside a pillar
        (SHORT_NAMES[5:], "tru_cot_chinh_quyen_so:value"),  # alone
    ],
)
def test_else_such_a_name_is_asked_and_nothing_is_loaded(rules, table, names, proposed):
    header = ("TT", "Tỉnh, thành phố", "Hạng", "DTI", *names)
    body = [(*row[:4], *[row[3]] * len(names)) for row in table.rows[8:71]]
    sheet = Sheet("", (header, *body))
    figures, problems = read(rules, "ministry_ranking", RANKING, sheet)
    assert figures is None
    asked = [each for each in problems if each.code == "column_two_meanings"]
    assert {each.found for each in asked} == set(SHORT_NAMES[5:])
    assert asked[0].expected == proposed


@pytest.mark.parametrize(
    ("place", "text", "expected"),
    [
        ((20, 2), "Tỉnh Thừa Thiên Hế", ("unit_unknown", "B20", "Tỉnh Thừa Thiên Hế")),
        ((20, 4), "0,71O5", ("number_unreadable", "D20", "0,71O5")),
        ((20, 10), "-0,5", ("value_out_of_range", "J20", "-0,5")),
        ((20, 3), "64", ("rank_out_of_range", "C20", "64")),
        ((20, 2), "", ("value_missing", "B20", "")),
        ((20, 2), "Đà Nẵng", ("row_repeated", "B20", "Đà Nẵng")),
        (
            (7, 6),
            "Nhận thức số",
            ("header_repeated", "F7", "Kết quả đánh giá DTI năm 2022 / Giá trị các chỉ số chính / Nhận thức số"),
        ),
        ((3, 1), "KẾT QUẢ NĂM 2021", ("year_in_title", "A3", "2021")),
        (
            (7, 13),
            "Dân số",
            ("column_not_in_layout", "M7", "Kết quả đánh giá DTI năm 2022 / Giá trị các chỉ số chính / Dân số"),
        ),
        ((2, 5), "x", None),
    ],
)
def test_a_mistake_is_named_once_with_the_cell_it_stands_in(rules, table, place, text, expected):
    _, problems = read(rules, "ministry_ranking", RANKING, changed(table, place, text))
    ordinary = ("rows_left_out", "rows_without_figure", "read_as_points")
    assert [each for each in told(problems) if each[0] not in ordinary] == ([expected] if expected else [])


def test_a_constant_holds_for_the_whole_file_and_a_cell_may_not_contradict_it(rules):
    header = tuple(name for name in rules.layouts["main_indicators"].content["columns"].values())
    row = ("dti_2021", "2022", "vn63", "48", "Đà Nẵng", "dti", "0.8002", "1", "63", "", "")
    sheet = Sheet("", (header, row))
    assert read(rules, "main_indicators", RANKING, sheet)[1] == []
    other = {**RANKING, "cohort_code": "vn34", "index_code": "ict_index"}
    figures, problems = read(rules, "main_indicators", other, sheet)
    assert figures is None
    assert told(problems, "constant_differs") == [
        ("constant_differs", "", "index_code: dti"),
        ("constant_differs", "C2", "vn63"),
    ]


def test_an_edition_nobody_knows_is_said_once_for_the_file(rules, table):
    _, problems = read(rules, "ministry_ranking", {**RANKING, "cohort_code": "vn64"}, table)
    assert [(code, cell) for code, cell, _ in told(problems, "edition_unknown")] == [("edition_unknown", "")]


# what else lies on a sheet


def test_a_title_full_of_years_is_read_in_its_own_time(rules, table):
    start = time.process_time()
    _, problems = read(rules, "ministry_ranking", RANKING, changed(table, (3, 1), "tháng 7 năm 2025 " * 10_000))
    assert told(problems, "year_in_title") == []
    assert time.process_time() - start < 5


def test_the_same_header_a_second_time_is_refused(rules, table):
    rows = (*table.rows[:40], *table.rows[4:7], *table.rows[40:71])
    _, problems = read(rules, "ministry_ranking", RANKING, Sheet("S", rows))
    assert told(problems, "header_again") == [("header_again", "41", "7")]


@pytest.mark.parametrize("between", [[()], [(), ("Ghi chú: số liệu sơ bộ",)]])
def test_another_table_below_is_refused(rules, table, between):
    other = [("TT", "Vùng", "Số tỉnh", "Trung vị"), ("1", "Đông Nam Bộ", "6", "0,6")]
    rows = (*table.rows[:71], *between, *other)
    figures, problems = read(rules, "ministry_ranking", RANKING, Sheet("S", rows))
    assert figures is None
    assert [code for code, _, _ in told(problems, "table_below")] == ["table_below"]


def test_figures_above_the_header_are_said_not_to_be_read(rules, table):
    above = Sheet("S", (table.rows[0], ("Vùng 1", "0,61", "0,62", "0,63"), *table.rows[2:71]))
    _, problems = read(rules, "ministry_ranking", RANKING, above)
    assert told(problems, "table_above_not_read") == [("table_above_not_read", "2", "")]


def test_a_second_sheet_with_the_table_is_refused_and_one_without_is_said(rules, table):
    _, problems = read(rules, "ministry_ranking", RANKING, table, replace(table, name="Bảng 2"))
    assert [each.code for each in problems] == ["header_on_two_sheets"] * 2
    _, problems = read(rules, "ministry_ranking", RANKING, table, Sheet("Khác", (("ghi chú",),)))
    assert told(problems, "sheet_without_header") == [("sheet_without_header", "", "1")]


# a province's own score sheet


@pytest.fixture(scope="module")
def statuses() -> dict[str, str]:
    path = RAW_DIR / "2021" / "tuyen_quang_component_status.csv"
    return {row["code"]: row["status"] for row in rows_of(path)}


def score_sheet(statuses: Mapping[str, str], name: str = "Tự đánh giá", only: str = "") -> Sheet:
    """Tuyên Quang's components as a province keeps them; the points are made up, the statuses behind them are real."""
    rows = [
        ("UBND TỈNH TUYÊN QUANG", "", "", "", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        ("BẢNG TỰ ĐÁNH GIÁ CHỈ SỐ CHUYỂN ĐỔI SỐ CẤP TỈNH NĂM 2021",),
        (),
        ("STT", "Tiêu chí", "Điểm tối đa", "Kết quả", "", "Tài liệu kiểm chứng", "Ghi chú"),
        ("", "", "", "Điểm tự đánh giá", "Điểm thẩm định", "", ""),
        ("(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)"),
    ]
    for level, code, text, maximum in component_rows():
        if level == "group":
            rows.append((code, text.upper()))
        elif level == "main" and code.startswith(only):
            rows.append((code, text, maximum))
        elif statuses.get(code, "not_assessed") == "not_assessed" and code.startswith(only):
            rows.append((code, text, "", "–", "Không"))
        elif code.startswith(only):
            maximum, own, appraised = made_up_points(code, statuses[code])
            rows.append((code, text, maximum, own, appraised, "Kế hoạch 187/KH-UBND", ""))
            rows.append(("", "", "", "", "", "Công văn kèm theo", ""))  # a merged cell with several documents
    rows += [("", "Tổng cộng", "1000", "600", "284,855"), ()]
    rows += [("", "", "", "", "Tuyên Quang, ngày 03 tháng 10 năm 2022")]
    rows += [("Nơi nhận:", "", "", "", "TM. ỦY BAN NHÂN DÂN"), ("- Bộ TTTT;", "", "", "", "CHỦ TỊCH")]
    return Sheet(name, tuple(rows))


def test_a_score_sheet_keeps_own_and_appraised_points_apart(rules, statuses):
    figures, problems = read(rules, "component_scores", TUYEN_QUANG, score_sheet(statuses))
    scored = {code: status for code, status in statuses.items() if status != "not_assessed"}
    expected = [
        (code, *(Decimal(each.replace(",", ".")) for each in (points[0], points[2], points[1])))
        for code, points in ((code, made_up_points(code, status)) for code, status in scored.items())
    ]
    assert sorted(figures.select(SCORES).rows()) == sorted(expected)
    assert len(expected) == 95
    assert set(figures["unit_code"]) == {"08"}
    assert [code for code, _, _ in told(problems)] == ["rows_without_figure", "rows_left_out"]


def test_a_sheet_without_appraised_points_gives_own_points_alone(rules, statuses):
    printed = score_sheet(statuses).rows
    rows = [(*row[:4], "", *row[5:]) if len(row) > 5 and row[0] in statuses else row for row in printed]
    figures, problems = read(rules, "component_scores", TUYEN_QUANG, Sheet("", tuple(rows)))
    assert figures is not None, problems
    assert figures["score"].null_count() == figures.height == 95
    assert figures["self_score"].null_count() == 0


def test_a_score_sheet_of_nobody_is_refused_once_not_for_every_row(rules, statuses):
    _, problems = read(rules, "component_scores", {**EDITION, "year": "2021"}, score_sheet(statuses))
    assert told(problems, "value_missing") == [("value_missing", "", "")]


def test_a_number_cell_that_lost_its_zero_gives_way_to_the_code_in_the_text(rules):
    header = ("STT", "Tiêu chí", "Điểm tự đánh giá")
    sheet = Sheet("", (header, ("1.1", "1.10. Tần suất hệ thống truyền thanh cơ sở", "5")), frozenset({(2, 1)}))
    figures, problems = read(rules, "component_scores", TUYEN_QUANG, sheet)
    assert told(problems) == []
    assert figures["indicator_code"].to_list() == ["1.10"]


@pytest.mark.parametrize("numbers", ["running", "none"])
def test_the_code_may_stand_at_the_beginning_of_the_text(rules, statuses, numbers):
    sheet = score_sheet(statuses)
    rows, count = [], 0
    for row in sheet.rows:
        if len(row) > 3 and row[0] in statuses:
            count += 1
            row = (str(count) if numbers == "running" else "", f"{row[0]}. {row[1]}", *row[2:])
        rows.append(row)
    numeric = {(index, 1) for index, row in enumerate(rows, 1) if numbers == "running" and row and row[0].isdigit()}
    figures, _ = read(rules, "component_scores", TUYEN_QUANG, Sheet("", tuple(rows), frozenset(numeric)))
    plain, _ = read(rules, "component_scores", TUYEN_QUANG, sheet)
    assert figures.select(SCORES).rows() == plain.select(SCORES).rows()


def test_one_sheet_for_each_main_indicator_is_read_as_one(rules, statuses):
    sheets = [score_sheet(statuses, f"Chỉ số {main}", f"{main}") for main in range(1, 9)]
    figures, _ = read(rules, "component_scores", TUYEN_QUANG, *sheets)
    whole, _ = read(rules, "component_scores", TUYEN_QUANG, score_sheet(statuses))
    assert figures.select(SCORES).sort(SCORES).equals(whole.select(SCORES).sort(SCORES))
    assert figures["row_number"].n_unique() == figures.height


@pytest.mark.parametrize(
    ("row", "numeric", "expected"),
    [
        (("1.1", "Người đứng đầu là Trưởng ban", "10", "5", "5"), {(2, 1)}, ("code_is_number", "A2", "1.1")),
        (("1.1", "1.2. Bí thư, Chủ tịch tham gia", "10", "5", "5"), (), ("code_differs", "A2", "1.1")),
        (("1", "Người đứng đầu tỉnh là Trưởng ban chỉ đạo", "100", "5", "5"), (), ("main_name_differs", "B2", None)),
        (("1.1", "Tỷ lệ máy tính", "10", "5", "5"), (), ("component_name_differs", "B2", "Tỷ lệ máy tính")),
        (("1.11", "Không có", "10", "5", "5"), (), ("indicator_unknown", "A2", "1.11")),
        (("1.1", "1.1 Người đứng đầu Tỉnh là Trưởng ban", "10", "11", "5"), (), ("score_over_maximum", "D2", "11")),
        (("1.1", "1.1 Người đứng đầu Tỉnh là Trưởng ban", "10", "-1", "5"), (), ("score_negative", "D2", "-1")),
        (("", "Người đứng đầu là Trưởng ban", "10", "5", "5"), (), ("indicator_name_unknown", "B2", None)),
    ],
)
def test_a_wrong_row_of_a_score_sheet_is_named(rules, row, numeric, expected):
    header = ("STT", "Tiêu chí", "Điểm tối đa", "Điểm tự đánh giá", "Điểm thẩm định")
    _, problems = read(rules, "component_scores", TUYEN_QUANG, Sheet("", (header, row), frozenset(numeric)))
    code, cell, found = expected
    assert [(each.code, each.cell) for each in problems] == [(code, cell)]
    assert found is None or problems[0].found == found


# recognising


def test_every_shipped_file_of_a_known_kind_is_recognised_as_what_it_is(rules):
    for sidecar in sorted(RAW_DIR.glob("*/*.json")):
        path = sidecar.with_suffix(".csv")
        known, _ = read_release(path, sidecar, path.parent.name, rules.layouts)
        for kind in rules.layouts[known.layout].kinds:
            sheets, _ = read_cells(path)
            found = recognise(sheets, rules.layouts, kind, int(known.period_code))
            assert (known.file, found.layout) == (known.file, known.layout)


def shape_of(rules: Rules, texts: Sequence[str], table: Sheet):
    return recognise([Sheet("Bảng", (texts, *table.rows[8:71]))], rules.layouts, "main_values", 2022)


def test_a_column_of_names_under_a_heading_nobody_knows_is_proposed(rules, table):
    shape = shape_of(rules, ("TT", "Xyz", "Hạng", "DTI", *MAINS.values()), table)
    [asked] = [each for each in shape.columns if each.is_open]
    assert (shape.layout, asked.letter, asked.proposal) == ("ministry_ranking", "B", "unit_name")


def test_a_table_without_the_names_of_units_is_answered_with_what_was_seen_and_what_it_lacks(rules, table):
    numbered = replace(table, rows=tuple((*row[:1], *row[:1], *row[2:]) for row in table.rows))
    shape = shape_of(rules, ("TT", "Xyz", "Hạng", "DTI", *MAINS.values()), numbered)
    assert (shape.layout, shape.nearest, shape.seen.sheet, shape.seen.last) == (None, "ministry_ranking", "Bảng", 1)
    assert list(shape.lacks) == ["unit_name"]
    columns = {each.letter: each for each in shape.columns}
    assert (columns["B"].heading, columns["B"].meaning, columns["E"].meaning) == ("Xyz", None, "nhan_thuc_so:value")
    assert columns["B"].samples == tuple(row[0] for row in table.rows[8:11])


def test_where_nothing_is_alike_the_texts_of_the_fullest_row_are_offered(rules):
    shape = recognise([Sheet("", (("abc", "def"), ("Hà Nội", "0,5")))], rules.layouts, "main_values")
    assert (shape.layout, [each.heading for each in shape.columns]) == (None, ["abc", "def"])


def test_nothing_at_all_is_seen_in_a_sheet_of_numbers(rules):
    shape = recognise([Sheet("", (("1", "2"), ("3", "4")))], rules.layouts, "targets")
    assert (shape.layout, shape.seen, shape.nearest) == (None, None, None)


ODD = ("TT", "Nơi", "Hạng", "DTI", *(f"Cột {number}" for number in range(1, 9)))
SAID = {"B": "unit_name"} | {letter: f"{key}:value" for letter, key in zip("EFGHIJKL", MAINS, strict=True)}


def test_a_mapping_becomes_a_layout_that_reads_this_file_and_the_next(rules, table, long_form):
    base = rules.layouts["ministry_ranking"]
    name, text = mapped_layout(base, SAID, shape_of(rules, ODD, table).columns)
    layouts = {**rules.layouts, name: replace(read_layout(name, text), words=base.words)}
    shape = recognise([Sheet("", (ODD, *table.rows[8:71]))], layouts, "main_values", 2022)
    assert (shape.layout, shape.was_accepted) == (name, True)
    order = [0, 3, 1, *range(11, 3, -1), 2]  # the next file has the same headings in another order, and a title
    moved = [[row[place] for place in order] for row in (ODD, *table.rows[8:71])]
    for sheet in (Sheet("", (ODD, *table.rows[8:71])), Sheet("", (("KẾT QUẢ",), *map(tuple, moved)))):
        figures, problems = read(replace(rules, layouts=layouts), name, RANKING, sheet)
        assert problems == []
        assert figures.select(FIGURES).sort(FIGURES).equals(long_form)
    assert mapped_layout(base, SAID, shape_of(rules, ODD, table).columns) == (name, text)


def test_what_a_person_says_of_a_column_counts_before_what_its_heading_says(rules, table):
    base = rules.layouts["ministry_ranking"]
    texts = ("TT", "Tỉnh", "Hạng", "DTI", *MAINS.values())
    columns = {"L": "ignored", "E": "the_che_so:rank"}
    name, text = mapped_layout(base, columns, shape_of(rules, texts, table).columns)
    layouts = {**rules.layouts, name: replace(read_layout(name, text), words=base.words)}
    columns = {each.letter: each.meaning for each in shape_of(replace(rules, layouts=layouts), texts, table).columns}
    assert (columns["L"], columns["E"], columns["F"]) == ("ignored", "the_che_so:rank", "the_che_so:value")


@pytest.mark.parametrize(
    "columns",
    [{}, {"B": "tỉnh"}, {"Z": "unit_name"}, {"B": "unit_name", "C": "unit_name"}, {"B": "dti:nothing"}],
)
def test_a_mapping_that_means_nothing_is_refused(rules, table, columns):
    with pytest.raises(MappingNotUsable):
        mapped_layout(rules.layouts["ministry_ranking"], columns, shape_of(rules, ODD, table).columns)


def test_what_may_be_mapped_names_our_columns_first_and_not_read_last(rules):
    names = mappable(rules.layouts["ministry_ranking"])
    assert (names[0], names[-1]) == ("unit_name", "ignored")
    assert {"dti:value", "dti:rank", "tru_cot_xa_hoi_so:value"} <= set(names)
    assert {"score", "self_score", "max_score"} <= set(mappable(rules.layouts["component_scores"]))


def test_every_layout_survives_being_written(rules):
    for layout in rules.layouts.values():
        text = toml_text(layout.content)
        assert tomllib.loads(text) == layout.content
        assert read_layout(layout.name, text) == layout


def without_codes(statuses: Mapping[str, str], change) -> Sheet:
    """The score sheet with its codes taken away or put elsewhere by `change` of a row's first two cells."""
    rows, count = [], 0
    for row in score_sheet(statuses).rows:
        if len(row) > 3 and row[0] in statuses:
            count += 1
            row = (*change(count, row[0], row[1]), *row[2:])
        rows.append(row)
    return Sheet("", tuple(rows))


@pytest.mark.parametrize(
    "change",
    [
        lambda count, code, text: ("", text),
        lambda count, code, text: (str(count), text),
        lambda count, code, text: (str(count % 10 + 1), text),
        lambda count, code, text: ("", f"Chỉ số {code}: {text}"),
        lambda count, code, text: (str(count), f"Tiêu chí {code}. {text}"),
        lambda count, code, text: (f"CS {code}", text),
    ],
    ids=["no code", "running", "running anew", "chỉ số in text", "tiêu chí in text", "CS before the code"],
)
def test_a_score_sheet_without_codes_of_its_own_is_read_by_its_texts(rules, statuses, change):
    figures, problems = read(rules, "component_scores", TUYEN_QUANG, without_codes(statuses, change))
    assert figures is not None, [each for each in problems if each.blocks]
    plain, _ = read(rules, "component_scores", TUYEN_QUANG, score_sheet(statuses))
    assert figures.select(SCORES).sort(SCORES).equals(plain.select(SCORES).sort(SCORES))


def test_a_name_that_is_no_indicators_is_asked_with_the_nearest(rules):
    header = ("STT", "Tiêu chí", "Điểm tự đánh giá")
    _, problems = read(rules, "component_scores", TUYEN_QUANG, Sheet("", (header, ("", "Mức độ hài lòng", "5"))))
    [problem] = problems
    assert (problem.code, problem.cell, len(problem.fix)) == ("indicator_name_unknown", "B2", 3)
