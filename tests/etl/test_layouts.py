from pathlib import Path

import pytest

from etl.kinds.registry import KINDS
from etl.reading.sheets import Sheet
from etl.shapes.layouts import read_layouts
from etl.shapes.row_mapping import map_rows

KNOWN = {"figures": {"year", "value", "unit_code", "cohort_code"}, "cohort_figures": {"year", "value"}}
LAYOUT = """
decimal_separator = ","
thousands_separator = "."
ignored = ["STT"]
empty = ["–"]

[columns]
year = ["Năm", "year"]
value = "Giá trị"
group = "Loại"

[optional]
unit_code = "Mã"

[meaning.group]
"tỉnh" = "province"

[[tables]]
table = "figures"
where = { group = "province" }
defaults = { cohort_code = "vn63", unit_code = "08" }

[[tables]]
table = "cohort_figures"
where = { group = "trung bình" }
"""
WIDE = """
table = "figures"
kinds = ["main_values"]
decimal_separator = [",", "."]
thousands_separator = [".", ","]
header_rows = 3

[columns]
unit_code = "Mã"

[wide]
field = "value"
over_one = "score"

[wide.columns]
value = { of = "index", headers = ["Tổng"] }

[skip]
without_figure = true
where = { unit_code = "[IVX]+" }
"""
HEADER = ("STT", "Năm", "Loại", " giá  trị ")


def layout_of(folder: Path, text: str = LAYOUT):
    (folder / "shape.toml").write_text(text, encoding="utf-8")
    return read_layouts(folder, KNOWN, KINDS)


def mapped(folder: Path, *sheets: Sheet):
    layouts, problems = layout_of(folder)
    assert problems == []
    return map_rows(sheets, layouts["shape"], "given.csv")


def test_rows_go_to_the_table_their_words_name(tmp_path):
    title = ("KẾT QUẢ", "", "", "")
    sheet = Sheet("", (title, HEADER, ("1", "2021", "tỉnh", "0,5"), (), ("2", "2021", "trung bình", "–")))
    rows, problems = mapped(tmp_path, sheet)
    assert problems == []
    assert [(row.table, row.number) for row in rows] == [("figures", 3), ("cohort_figures", 5)]
    assert {name: cell.text for name, cell in rows[0].cells.items()} == {
        "year": "2021",
        "group": "province",
        "value": "0,5",
        "cohort_code": "vn63",
        "unit_code": "08",
    }
    assert rows[0].cells["value"].column == 4
    assert rows[0].cells["cohort_code"].column == 0
    assert rows[1].cells["value"].text == ""


def test_a_filled_cell_wins_over_the_default(tmp_path):
    sheet = Sheet("", ((*HEADER, "Mã"), ("1", "2021", "tỉnh", "0,5", "24"), ("2", "2021", "tỉnh", "0,5", "")))
    rows, _ = mapped(tmp_path, sheet)
    assert [row.cells["unit_code"].text for row in rows] == ["24", "08"]


def test_a_numeric_cell_is_remembered(tmp_path):
    sheet = Sheet("S", (HEADER, ("1", "2021", "tỉnh", "0.5")), frozenset({(2, 4)}))
    [row], _ = mapped(tmp_path, sheet)
    assert row.cells["value"].is_numeric
    assert not row.cells["year"].is_numeric


def test_a_missing_header_is_named_once_per_column(tmp_path):
    rows, problems = mapped(tmp_path, Sheet("", (("Năm", "Loại"), ("2021", "tỉnh"))))
    assert rows == []
    assert [(each.code, each.expected) for each in problems] == [("header_missing", "Giá trị")]


@pytest.mark.parametrize(
    ("code", "rows"),
    [
        ("header_repeated", [(*HEADER, "Năm"), ("1", "2021", "tỉnh", "0,5", "2021")]),
        ("column_not_in_layout", [(*HEADER, "Ghi chú"), ("1", "2021", "tỉnh", "0,5", "")]),
        ("row_without_table", [HEADER, ("1", "2021", "huyện", "0,5")]),
        ("no_rows", [HEADER, ("", " ", "", "\u00a0")]),
    ],
)
def test_a_shape_that_does_not_fit_is_named(tmp_path, code, rows):
    _, problems = mapped(tmp_path, Sheet("", tuple(rows)))
    assert [problem.code for problem in problems] == [code]


def test_a_second_sheet_without_the_header_is_reported_and_an_empty_one_is_not(tmp_path):
    good = Sheet("A", (HEADER, ("1", "2021", "tỉnh", "0,5")))
    rows, problems = mapped(tmp_path, good, Sheet("B", (("ghi chú",),)), Sheet("C", ((),)))
    assert len(rows) == 1
    assert [(each.code, each.sheet) for each in problems] == [("sheet_without_header", "B")]


def test_a_table_on_two_sheets_is_refused(tmp_path):
    sheets = [Sheet(name, (HEADER, ("1", "2021", "tỉnh", "0,5"))) for name in "AB"]
    rows, problems = mapped(tmp_path, *sheets)
    assert rows == []
    assert [(each.code, each.sheet) for each in problems] == [
        ("header_on_two_sheets", "A"),
        ("header_on_two_sheets", "B"),
    ]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('decimal_separator = ","', ""),
        ('decimal_separator = ","', 'decimal_separator = "."'),
        ("[columns]", "[colums]"),
        ('year = ["Năm", "year"]', 'yaer = "Năm"'),
        ('table = "cohort_figures"', 'table = "cohort_figure"'),
        ('cohort_code = "vn63"', 'cohrt_code = "vn63"'),
        ("[meaning.group]", "[meaning.gruop]"),
        ('group = "Loại"', ""),
        ("]", ""),
    ],
)
def test_a_slip_in_a_layout_is_a_problem_of_the_layout(tmp_path, old, new):
    assert old in LAYOUT
    _, problems = layout_of(tmp_path, LAYOUT.replace(old, new))
    assert {problem.code for problem in problems} == {"layout_unreadable"}
    assert problems[0].file == "shape.toml"


def test_a_wide_layout_without_slips_is_read(tmp_path):
    assert layout_of(tmp_path, WIDE)[1] == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('kinds = ["main_values"]', 'kinds = ["main_value"]'),
        ('kinds = ["main_values"]', 'kinds = ["main_values"]\nframework_names = true'),
        ('thousands_separator = [".", ","]', 'thousands_separator = ["."]'),
        ("header_rows = 3", "header_rows = 5"),
        ('table = "figures"', 'tables = [{ table = "figures", where = { unit_code = "1" } }]'),
        ('field = "value"', ""),
        ('field = "value"', 'field = "rank"'),
        ('over_one = "score"', 'over_one = "points"'),
        ('over_one = "score"', 'overone = "score"'),
        ("value = { of", "values = { of"),
        ("headers = ", "header = "),
        ("without_figure = true", 'without_figure = ["score"]'),
        ('"[IVX]+"', '"[IVX+"'),
        ("where = { unit_code", "where = { value"),
    ],
)
def test_a_slip_in_a_wide_layout_is_a_problem_of_the_layout(tmp_path, old, new):
    assert old in WIDE
    _, problems = layout_of(tmp_path, WIDE.replace(old, new))
    assert {problem.code for problem in problems} == {"layout_unreadable"}


def test_a_layout_of_a_later_folder_takes_the_place_of_one_of_its_name(tmp_path):
    for name, text in (("first", LAYOUT), ("second", LAYOUT.replace('"STT"', '"TT"'))):
        (tmp_path / name).mkdir()
        (tmp_path / name / "shape.toml").write_text(text, encoding="utf-8")
    layouts, problems = read_layouts([tmp_path / "first", tmp_path / "second"], KNOWN, KINDS)
    assert problems == []
    assert layouts["shape"].ignored == ("TT",)
