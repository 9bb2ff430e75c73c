"""A framework by file: what is known comes back unchanged, what is wrong is named with its cell."""

import dataclasses
import io
from pathlib import Path

import polars as pl
import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from etl.contracts.codebook import Codebook
from etl.declarations import read_declarations
from etl.kinds.framework_file import read_framework
from etl.kinds.template import write_template
from etl.problems import Problem
from etl.reading.data_file import read_cells
from etl.reading.sheets import Sheet
from etl.reference import inconsistencies, upserted
from tests.etl.template_forms import HEADING_ROW, fill, fill_units, read_back, rules, shipped, template
from warehouse.paths import SQL_DIR

TREE, HEAD = "Chỉ tiêu", "Bộ chỉ số"
CODES = tuple(rules().reference["frameworks"]["framework_code"])


def read(book: Workbook, folder: Path) -> tuple[dict[str, pl.DataFrame], list[Problem]]:
    path = folder / "framework.xlsx"
    book.save(path)
    sheets, problems = read_cells(path)
    assert problems == []
    return read_framework(sheets, path.name, rules().reference)


def framework(code: str = "dti_2021") -> Workbook:
    content = write_template("framework", code, "2026", "vn34", rules().reference)
    return load_workbook(io.BytesIO(content))


def own(table: str, code: str) -> pl.DataFrame:
    owner = "to_framework_code" if table == "indicator_links" else "framework_code"
    return rules().reference[table].filter(pl.col(owner) == code)


def cell(sheet: Worksheet, code: str, heading: str):
    """The cell of the first row that begins with this code."""
    column = next(each.column for each in sheet[HEADING_ROW] if each.value == heading)
    row = next(each.row for (each,) in sheet.iter_rows(min_row=HEADING_ROW + 1, max_col=1) if each.value == code)
    return sheet.cell(row, column)


@pytest.mark.parametrize("code", CODES)
def test_a_known_framework_comes_back_row_by_row(tmp_path, code):
    frames, problems = read(framework(code), tmp_path)
    assert problems == []
    assert frames["indicators"].height
    for table in ("frameworks", "indicators", "pillar_mains", "indicator_links", "indicator_keys"):
        expected = own(table, code)
        found = frames.get(table, expected.clear())
        assert found.schema == expected.schema
        assert found.equals(expected)


def test_missing_maxima_can_be_filled_in(tmp_path):
    """Made-up maxima: those of the components of 922/QĐ-BTTTT are not known."""
    book = framework()
    for number in range(1, 11):
        cell(book["Chỉ tiêu"], f"1.{number}", "Điểm tối đa").value = 10
        cell(book["Chỉ tiêu"], f"1.{number}", "Căn cứ của điểm tối đa").value = "Công bố"
    frames, problems = read(book, tmp_path)
    assert problems == []
    filled = frames["indicators"].filter(pl.col("parent_code") == "1")
    assert filled["max_score"].sum() == 100
    assert set(filled["max_score_basis"]) == {"published"}
    before = own("indicators", "dti_2021")
    assert frames["indicators"].drop("max_score", "max_score_basis").equals(before.drop("max_score", "max_score_basis"))


def test_components_typed_below_the_known_rows_stand_below_their_main_indicator(tmp_path):
    """Made-up names: the components of 405/QĐ-BKHCN are not listed in any source that is loaded."""
    book = framework("dti_2024")
    known = len([each for (each,) in book[TREE].iter_rows(min_row=HEADING_ROW + 1, max_col=1) if each.value])
    always = {"Cấp chỉ số": "Chỉ số thành phần", "Tên tiếng Việt": "Tên", "Có chấm điểm": "Có"}
    new = [("1.1", "1"), ("1.2", "1"), ("8.1", "8"), ("2.1", "2")]
    rows = [{"Mã chỉ số": code, "Mã chỉ số cha": parent} | always for code, parent in new]
    fill(book, TREE, [*[{}] * known, *rows])
    frames, problems = read(book, tmp_path)
    assert problems == []
    order = frames["indicators"].sort("position")["indicator_code"].to_list()
    assert order[6:] == ["1", "1.1", "1.2", "2", "2.1", "3", "4", "5", "6", "7", "8", "8.1"]


def test_points_above_a_new_maximum_show_when_releases_are_read_against_it(tmp_path):
    """Made-up points and maxima."""
    book = framework()
    cell(book[TREE], "1.10", "Điểm tối đa").value = 10
    cell(book[TREE], "1.10", "Căn cứ của điểm tối đa").value = "Công bố"
    frames, _ = read(book, tmp_path)
    declaration = read_declarations(SQL_DIR / "reference")["indicators"]
    indicators = upserted(rules().reference["indicators"], frames["indicators"], declaration)
    reference = {**rules().reference, "indicators": indicators}
    edition = {"index_code": "dti", "framework_code": "dti_2021", "year": "2021", "cohort_code": "vn63"}
    points = template("components", "dti_2021", "2021", "vn63", "08")
    fill_units(points, "Điểm thẩm định", {("08", "1.9"): 11, ("08", "1.10"): 11})
    release, _ = shipped("2021/tuyen_quang_component_status")
    against = dataclasses.replace(rules(), reference=reference, codebook=Codebook(reference))
    assert read_back(points, "template_components", release, tmp_path, **edition)[1] == []
    _, problems = read_back(points, "template_components", release, tmp_path, against, **edition)
    assert [(each.code, each.found, each.expected) for each in problems] == [("score_over_maximum", "11", "10")]


NEW = {
    "Bộ chỉ số": {
        "Mã chỉ số tổng hợp": "dti",
        "Cấp được đánh giá": "Cấp tỉnh",
        "Văn bản ban hành": "Quyết định giả định",
        "Tổng điểm tối đa": 30,
        "Cách tính giá trị": "Tổng điểm các chỉ số chính / tổng điểm tối đa",
    },
    "Chỉ tiêu": [
        ("index", None, "Chỉ số tổng hợp", 30),
        ("P1", "index", "Trụ cột", 30),
        ("1", "index", "Chỉ số chính", 20),
        ("1.9", "1", "Chỉ số thành phần", 12.5),
        ("1.10", "1", "Chỉ số thành phần", 7.5),
        ("2", "index", "Chỉ số chính", 10),
    ],
    "Trụ cột": [("P1", "1", "Không"), ("P1", "2", "Có")],
    "Nối tiếp": [("dti_2024", "1", "1", "Cùng tên, khác nội dung")],
    "Khóa": [("dti", "chi_so_moi", "2")],
}


def new_framework() -> Workbook:
    """A made-up framework typed into a blank template."""
    book = framework("dti_2026")
    fill(book, "Bộ chỉ số", [NEW["Bộ chỉ số"]])
    headings = ("Mã chỉ số", "Mã chỉ số cha", "Cấp chỉ số", "Điểm tối đa")
    always = {"Tên tiếng Việt": "Tên", "Căn cứ của điểm tối đa": "Công bố", "Có chấm điểm": "Có"}
    fill(book, "Chỉ tiêu", [dict(zip(headings, row, strict=True)) | always for row in NEW["Chỉ tiêu"]])
    for name in ("Trụ cột", "Nối tiếp", "Khóa"):
        titles = [each.value for each in book[name][HEADING_ROW]]
        fill(book, name, [dict(zip(titles, row, strict=False)) for row in NEW[name]])
    return book


def test_a_new_framework_fits_the_reference_tables(tmp_path):
    frames, problems = read(new_framework(), tmp_path)
    assert problems == []
    assert frames["indicators"].select("indicator_code", "position").rows()[4] == ("1.10", 5)
    declarations = read_declarations(SQL_DIR / "reference")
    merged = {
        name: upserted(frame, frames[name], declarations[name]) if name in frames else frame
        for name, frame in rules().reference.items()
    }
    assert inconsistencies(merged, declarations) == []
    assert merged["frameworks"].height == rules().reference["frameworks"].height + 1


@pytest.fixture(scope="module")
def new_sheets(tmp_path_factory) -> list[Sheet]:
    path = tmp_path_factory.mktemp("new") / "framework.xlsx"
    new_framework().save(path)
    return read_cells(path)[0]


def changed(sheets: list[Sheet], name: str, code: str, heading: str, value: object) -> list[Sheet]:
    """The sheets with another value in the first row that begins with this code; a number is stored as one."""
    [sheet] = [each for each in sheets if each.name == name]
    rows = [list(row) for row in sheet.rows]
    column = rows[HEADING_ROW - 1].index(heading)
    row = next(index for index, texts in enumerate(rows) if index >= HEADING_ROW and texts[:1] == [code])
    rows[row][column] = "" if value is None else str(value)
    place = (row + 1, column + 1)
    numeric = set(sheet.numeric) - {place} | ({place} if isinstance(value, int | float) else set())
    other = Sheet(name, tuple(map(tuple, rows)), frozenset(numeric))
    return [other if each is sheet else each for each in sheets]


CASES = [
    # the sums
    ((TREE, "1.9", "Điểm tối đa", 12), "sum_differs", "Chỉ tiêu", "F6", "19.5"),
    ((TREE, "1.9", "Điểm tối đa", None), "", "", "", ""),
    ((TREE, "1.10", "Điểm tối đa", 25), "sum_differs", "Chỉ tiêu", "F6", "37.5"),
    ((TREE, "P1", "Điểm tối đa", 29), "sum_differs", "Chỉ tiêu", "F5", "30"),
    ((TREE, "index", "Điểm tối đa", 31), "sum_differs", "Bộ chỉ số", "F4", "31"),
    ((TREE, "2", "Điểm tối đa", None), "value_missing", "Chỉ tiêu", "F9", ""),
    ((TREE, "1.9", "Điểm tối đa", 0), "maximum_not_positive", "Chỉ tiêu", "F7", "0"),
    ((TREE, "1.9", "Điểm tối đa", -1), "maximum_not_positive", "Chỉ tiêu", "F7", "-1"),
    ((TREE, "1.9", "Điểm tối đa", "mười"), "number_unreadable", "Chỉ tiêu", "F7", "mười"),
    ((TREE, "1.9", "Căn cứ của điểm tối đa", None), "value_missing", "Chỉ tiêu", "G7", ""),
    ((TREE, "1.9", "Trọng số", 1.5), "value_out_of_range", "Chỉ tiêu", "H7", "1.5"),
    # the tree
    ((TREE, "1.9", "Mã chỉ số cha", "3"), "indicator_unknown", "Chỉ tiêu", "B7", "3"),
    ((TREE, "1.9", "Mã chỉ số cha", None), "value_missing", "Chỉ tiêu", "B7", ""),
    ((TREE, "1", "Mã chỉ số cha", "2"), "level_not_below", "Chỉ tiêu", "C6", "Chỉ số chính"),
    ((TREE, "1", "Mã chỉ số cha", "1"), "level_not_below", "Chỉ tiêu", "C6", "Chỉ số chính"),
    ((TREE, "2", "Cấp chỉ số", "Chỉ số tổng hợp"), "root_unfit", "Chỉ tiêu", "C9", "index, 2"),
    ((TREE, "1", "Cấp chỉ số", "Chương"), "choice_unknown", "Chỉ tiêu", "C6", "Chương"),
    ((TREE, "1.9", "Tên tiếng Việt", None), "value_missing", "Chỉ tiêu", "D7", ""),
    # the codes
    ((TREE, "1.10", "Mã chỉ số", 1.1), "code_is_number", "Chỉ tiêu", "A8", "1.1"),
    ((TREE, "1.10", "Mã chỉ số", "1.9"), "code_repeated", "Chỉ tiêu", "A8", "1.9"),
    ((TREE, "1.10", "Mã chỉ số", "1.8"), "code_out_of_order", "Chỉ tiêu", "A8", "1.8"),
    ((TREE, "1.10", "Mã chỉ số", "2.10"), "code_not_under_parent", "Chỉ tiêu", "A8", "2.10"),
    ((TREE, "1.10", "Mã chỉ số", "1/10"), "code_unfit", "Chỉ tiêu", "A8", "1/10"),
    ((HEAD, "dti_2026", "Mã bộ chỉ số", "dti_2027"), "template_other_purpose", HEAD, "A4", "dti_2027"),
    ((HEAD, "dti_2026", "Mã chỉ số tổng hợp", "dtx"), "choice_unknown", HEAD, "B4", "dtx"),
    ((HEAD, "dti_2026", "Ngày ban hành", "hôm qua"), "date_unreadable", HEAD, "E4", "hôm qua"),
    # pillars, links, keys
    (("Trụ cột", "P1", "Mã chỉ số chính", "7"), "indicator_unknown", "Trụ cột", "B4", "7"),
    (("Trụ cột", "P1", "Mã trụ cột", "1"), "indicator_of_other_level", "Trụ cột", "A4", "1"),
    (("Trụ cột", "P1", "Mã chỉ số chính", "2"), "code_repeated", "Trụ cột", "B5", "2"),
    (("Nối tiếp", "dti_2024", "Mã chỉ số ở bộ trước", "1.1"), "indicator_unknown", "Nối tiếp", "B4", "1.1"),
    (("Nối tiếp", "dti_2024", "Bộ chỉ số trước", "dti_2026"), "framework_unknown", "Nối tiếp", "A4", "dti_2026"),
    (("Nối tiếp", "dti_2024", "Mã chỉ số ở bộ này", "9"), "indicator_unknown", "Nối tiếp", "C4", "9"),
    (("Khóa", "dti", "Mã chỉ số", "9"), "indicator_unknown", "Khóa", "C4", "9"),
]  # fmt: skip


@pytest.mark.parametrize(("change", "code", "sheet", "place", "found"), CASES)
def test_a_mistake_is_named_with_its_cell(new_sheets, change, code, sheet, place, found):
    frames, problems = read_framework(changed(new_sheets, *change), "a.xlsx", rules().reference)
    told = [(each.code, each.sheet, each.cell, each.found) for each in problems]
    assert (code, sheet, place, found) in told if code else told == []
    assert bool(frames) is not any(each.blocks for each in problems)


def test_all_mistakes_are_told_at_once(new_sheets):
    sheets = changed(new_sheets, TREE, "1.9", "Mã chỉ số cha", "3")
    sheets = changed(sheets, TREE, "2", "Điểm tối đa", 0)
    sheets = changed(sheets, "Khóa", "dti", "Mã chỉ số", "9")
    frames, problems = read_framework([each for each in sheets if each.name != "Nối tiếp"], "a.xlsx", rules().reference)
    assert frames == {}
    assert {"sheet_missing", "indicator_unknown", "maximum_not_positive", "sum_differs"} <= {
        each.code for each in problems
    }
    assert [each.expected for each in problems if each.code == "sheet_missing"] == ["Nối tiếp"]
    assert problems == sorted(problems)


def test_a_file_with_two_frameworks_is_refused(tmp_path):
    book = new_framework()
    fill(book, HEAD, [{}, {**NEW[HEAD], "Mã bộ chỉ số": "dti_2027"}])
    frames, problems = read(book, tmp_path)
    assert frames == {}
    assert [each.code for each in problems] == ["framework_not_single"]


def test_rows_of_a_known_framework_cannot_be_left_out(tmp_path):
    book = framework()
    sheet = book[TREE]
    sheet.delete_rows(cell(sheet, "9.3", "Mã chỉ số").row)
    book["Trụ cột"].delete_rows(HEADING_ROW + 1)
    frames, problems = read(book, tmp_path)
    assert frames == {}
    assert {(each.code, each.sheet, each.found) for each in problems} >= {
        ("row_left_out", TREE, "9.3"),
        ("row_left_out", "Trụ cột", "P1 · 1"),
    }


def test_weights_of_pillars_add_up_to_one(tmp_path):
    book = framework("dti_2020")
    cell(book[TREE], "P3", "Trọng số").value = 0.2
    _, problems = read(book, tmp_path)
    assert [(each.code, each.cell, each.found, each.fix) for each in problems] == [
        ("sum_differs", "H5", "0.9", ("P1", "P2", "P3"))
    ]


def test_the_template_of_a_new_framework_is_blank_but_for_its_code():
    book = template("framework", "dti_2026", "2026", "vn34")
    filled = [each.value for row in book["Bộ chỉ số"].iter_rows(min_row=HEADING_ROW + 1) for each in row if each.value]
    assert filled == ["dti_2026"]
    assert not [each for row in book[TREE].iter_rows(min_row=HEADING_ROW + 1) for each in row if each.value]
