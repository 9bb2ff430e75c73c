"""A template filled with real figures gives the same rows as the shipped file they come from."""

import tomllib
from decimal import Decimal

import polars as pl
import pytest
from openpyxl import load_workbook

from etl.deliveries.deliveries import Purpose, Source
from etl.kinds.registry import KINDS
from etl.reading.data_file import read_cells
from etl.shapes.recognition import recognise
from etl.uploads import file_check
from tests.etl.template_forms import fill, fill_units, read_back, rows_of, rules, shipped, template
from text import template as words
from text.template import CHOICES, GUIDE, LISTS, SHEETS
from warehouse.paths import LAYOUTS_DIR

EDITION = {"index_code": "dti", "framework_code": "dti_2021", "year": "2021", "cohort_code": "vn63"}
OWN = ("release_code", "row_number")


def main_values(year: int, framework_code: str):
    """A template filled with a shipped ranking table, and the release and figures it was filled from."""
    release, frames = shipped(f"{year}/dti_main_indicators")
    figures = frames["figures"].filter(pl.col("edition_code").str.ends_with(".vn63"))
    book = template("main_values", framework_code, str(year), "vn63")
    values = figures.filter(pl.col("value").is_not_null()).select("unit_code", "indicator_code", "value").rows()
    ranks = figures.filter(pl.col("rank").is_not_null()).select("unit_code", "rank").rows()
    fill_units(book, "Số liệu", {(unit, code): float(value) for unit, code, value in values})
    fill_units(book, "Số liệu", {(unit, "Hạng"): rank for unit, rank in ranks})
    return book, release, figures


@pytest.mark.parametrize(("year", "framework_code"), [(2022, "dti_2021"), (2024, "dti_2024")])
def test_main_values_come_back_as_the_ministry_printed_them(tmp_path, year, framework_code):
    book, release, figures = main_values(year, framework_code)
    constants = {**EDITION, "framework_code": framework_code, "year": str(year)}
    frames, problems = read_back(book, "template_main_values", release, tmp_path, **constants)
    assert problems == []
    told = ["edition_code", "framework_code", "unit_code", "indicator_code", "value", "value_decimals", "rank"]
    assert figures.height > 300
    assert frames["figures"].select(told).sort(told).equals(figures.select(told).sort(told))
    assert frames["figures"].filter(unit_code="02", indicator_code="index")["section"].item()[:8] == "Số liệu!"


def test_a_mistake_is_named_with_its_cell(tmp_path):
    book, release, _ = main_values(2022, "dti_2021")
    fill_units(book, "Số liệu", {("02", "1"): 1.2, ("04", "Hạng"): 64, ("06", "8"): "0.5.1"})
    frames, problems = read_back(book, "template_main_values", release, tmp_path, **EDITION | {"year": "2022"})
    assert frames == {}
    assert [(each.code, each.sheet, each.cell, each.found) for each in problems] == [
        ("value_out_of_range", "Số liệu", "H5", "1.2"),
        ("rank_out_of_range", "Số liệu", "C6", "64"),
        ("number_unreadable", "Số liệu", "O7", "0.5.1"),
    ]


def test_a_mistake_is_told_in_the_words_of_the_template_not_in_our_codes(tmp_path):
    release, _ = shipped("2021/tuyen_quang_component_status")
    book = template("statuses", "dti_2021", "2021", "vn63", "08")
    rows = [{"Trạng thái": "Đạt"}, {"Trạng thái": "Không đánh giá", "Lý do": "Chưa triển khai | Vì lười"}]
    fill(book, "Tình trạng", rows)
    _, problems = read_back(book, "template_statuses", release, tmp_path, **EDITION, unit_code="08")
    reasons = tuple(rules().reference["reasons"].sort("reason_code")["reason_name_vi"])
    assert [(each.code, each.cell, each.found, each.expected, each.fix) for each in problems] == [
        ("choice_unknown", "E4", "Đạt", "Trạng thái", tuple(CHOICES["status"].values())),
        ("status_of_unscored", "E5", "Không đánh giá", "Đạt tối đa | Chưa tối đa | Không đạt điểm", ()),
        ("choice_unknown", "F5", "Vì lười", "Lý do", reasons),
    ]
    plan, _ = shipped("2022/tuyen_quang_187_targets")
    book = template("targets", "dti_2021", "2022", "vn63", "08")
    target = {"Nội dung mục tiêu": "Hạng", "Loại mục tiêu": "Mức cần đạt", "Cách so": "Ít nhất", "Mức đến": 20}
    fill(book, "Mục tiêu", [target | {"Nguyên văn": "Trong 20 tỉnh", "Đơn vị tính": "Hạng", "Năm đến hạn": 2025}])
    _, problems = read_back(book, "template_targets", plan, tmp_path)
    assert [(each.code, each.found, each.expected) for each in problems] == [
        ("limits_differ", "Ít nhất: Mức đến", "Mức từ")
    ]


def test_statuses_and_all_their_reasons_come_back(tmp_path):
    release, frames = shipped("2021/tuyen_quang_component_status")
    shipped_rows = {row["indicator_code"]: row for row in frames["component_statuses"].iter_rows(named=True)}
    names = dict(rules().reference["reasons"].select("reason_code", "reason_name_vi").rows())
    book = template("statuses", "dti_2021", "2021", "vn63", "08")
    rows = [shipped_rows[row["Mã chỉ số"]] for row in rows_of(book, "Tình trạng")]
    fill(
        book,
        "Tình trạng",
        [
            {
                "Trạng thái": CHOICES["status"][row["status"]],
                "Lý do": " | ".join(names[code] for code in (row["reason_codes"] or "").split("|") if code) or None,
                "Diễn giải": row["reason_text"],
                "Mục trong văn bản": row["section"],
                "Ghi chú": row["note"],
            }
            for row in rows
        ],
    )
    filled, problems = read_back(book, "template_statuses", release, tmp_path, **EDITION, unit_code="08")
    assert problems == []
    expected = frames["component_statuses"].drop(OWN).sort("indicator_code")
    assert expected["status"].value_counts(sort=True).height == 4
    assert filled["component_statuses"].drop(OWN).sort("indicator_code").equals(expected)


@pytest.mark.parametrize(
    ("kind", "release_code", "framework_code", "unit_code"),
    [
        ("targets", "2022/tuyen_quang_187_targets", "dti_2021", "08"),
        ("targets", "2018/dak_nong_431_targets", "ict_index_2017", "67"),
        ("targets", "2024/tinh_tra_targets", "dti_2021", None),
        ("tasks", "2022/tuyen_quang_187_tasks", "dti_2021", "08"),
        ("tasks", "2023/minh_long_tasks", "dti_district_quang_ngai_2023", None),
    ],
)
def test_a_plan_comes_back_as_it_was_transcribed(tmp_path, kind, release_code, framework_code, unit_code):
    release, frames = shipped(release_code)
    headings = {"targets": words.TARGETS, "tasks": words.TASKS}[kind]
    names = {code: name for (system, code), name in rules().codebook.unit_names.items() if system == "vn63"}
    rows = [{**row, "unit_name": names.get(row["province_code"])} for row in frames[kind].iter_rows(named=True)]
    book = template(kind, framework_code, release.period_code, "vn63", unit_code)
    [sheet] = SHEETS[kind]
    fill(book, sheet, [{heading: shown(name, row[name]) for name, heading in headings.items()} for row in rows])
    filled, problems = read_back(book, f"template_{kind}", release, tmp_path)
    assert problems == []
    assert filled[kind].drop(OWN).equals(frames[kind].drop(OWN))


def test_a_district_without_its_province_is_read_as_it_was_before_there_was_a_place_for_it(tmp_path):
    release, frames = shipped("2023/minh_long_tasks")
    book = template("tasks", "dti_district_quang_ngai_2023", release.period_code, "vn63")
    rows = [{**row, "unit_name": None} for row in frames["tasks"].iter_rows(named=True)]
    fill(book, "Nhiệm vụ", [{heading: shown(name, row[name]) for name, heading in words.TASKS.items()} for row in rows])
    filled, problems = read_back(book, "template_tasks", release, tmp_path)
    assert problems == []
    assert set(filled["tasks"].select("scope_name", "unit_code", "province_system", "province_code").rows()) == {
        ("Huyện Minh Long", None, None, None)
    }
    filled, problems = read_back(book, "template_tasks", release, tmp_path, unit_system="vn63", unit_code="51")
    assert problems == []
    assert set(filled["tasks"].select("scope_name", "unit_code", "province_system", "province_code").rows()) == {
        ("Huyện Minh Long", None, "vn63", "51")
    }


def shown(name: str, value: object) -> object:
    """A value as an analyst sees it in the cell."""
    if name in CHOICES and value is not None:
        return CHOICES[name][value]
    return float(value) if isinstance(value, Decimal) else value


def test_points_of_each_round_of_appraisal_and_those_a_unit_gives_itself_stay_apart(tmp_path):
    """Made-up points: no release with points of components is shipped."""
    release, _ = shipped("2021/tuyen_quang_component_status")
    book = template("components", "dti_2021", "2021", "vn63")
    fill_units(book, "Điểm thẩm định", {("08", "1.1"): 10, ("08", "1.10"): 0, ("24", "8.8"): 2.5})
    fill_units(book, "Điểm tự đánh giá", {("08", "1.1"): 10, ("08", "1.2"): 7.25})
    fill_units(book, "Điểm thẩm định vòng 1", {("08", "1.1"): 8})
    frames, problems = read_back(book, "template_components", release, tmp_path, **EDITION)
    assert [each for each in problems if each.blocks] == []
    names = ("unit_code", "indicator_code", "score", "first_round_score", "self_score", "section")
    figures = frames["figures"].select(names)
    assert set(figures.rows()) == {
        ("08", "1.1", Decimal(10), None, None, f"Điểm thẩm định!{place('08', '1.1', book)}"),
        ("08", "1.1", None, None, Decimal(10), f"Điểm tự đánh giá!{place('08', '1.1', book)}"),
        ("08", "1.1", None, Decimal(8), None, f"Điểm thẩm định vòng 1!{place('08', '1.1', book)}"),
        ("08", "1.10", Decimal(0), None, None, f"Điểm thẩm định!{place('08', '1.10', book)}"),
        ("08", "1.2", None, None, Decimal("7.25"), f"Điểm tự đánh giá!{place('08', '1.2', book)}"),
        ("24", "8.8", Decimal("2.5"), None, None, f"Điểm thẩm định!{place('24', '8.8', book)}"),
    }
    assert figures.height == 6


def test_a_workbook_filled_before_there_was_a_sheet_for_the_first_round_is_read_as_it_was(tmp_path):
    release, _ = shipped("2021/tuyen_quang_component_status")
    book = template("components", "dti_2021", "2021", "vn63")
    fill_units(book, "Điểm thẩm định", {("08", "1.1"): 10})
    fill_units(book, "Điểm tự đánh giá", {("08", "1.1"): 10})
    del book["Điểm thẩm định vòng 1"]
    frames, problems = read_back(book, "template_components", release, tmp_path, **EDITION)
    assert [each for each in problems if each.blocks] == []
    assert frames["figures"].select("score", "self_score").rows() == [(Decimal(10), None), (None, Decimal(10))]


def place(unit_code: str, heading: str, book) -> str:
    sheet = book["Điểm thẩm định"]
    column = next(cell.column_letter for cell in sheet[3] if cell.value == heading)
    return column + next(str(row[0].row) for row in sheet.iter_rows(min_row=4, max_col=1) if row[0].value == unit_code)


@pytest.mark.parametrize("kind", [kind for kind in KINDS if not KINDS[kind].brings_reference])
def test_a_template_left_empty_says_nothing_and_is_recognised_for_what_it_is(tmp_path, kind):
    release, _ = shipped("2021/tuyen_quang_component_status")
    book = template(kind, "dti_2021", "2021", "vn63", "08")
    frames, problems = read_back(book, f"template_{kind}", release, tmp_path, **constants_of(kind))
    assert frames == {}
    assert [each.code for each in problems] == ["no_rows"]
    sheets, _ = read_cells(tmp_path / "filled.xlsx")
    assert recognise(sheets, rules().layouts, kind, 2021).layout == f"template_{kind}"


def constants_of(kind: str) -> dict[str, str]:
    purpose = Purpose("dti_2021", "2021", "vn63", kind, Source("t", "p", "plan"), "08")
    return file_check.constants_of(purpose, "dti", "vn63")


@pytest.mark.parametrize("kind", [kind for kind in KINDS if not KINDS[kind].brings_reference])
def test_the_layout_knows_every_heading_and_every_word_of_the_drop_downs(kind):
    layout = tomllib.loads((LAYOUTS_DIR / f"template_{kind}.toml").read_text(encoding="utf-8"))
    sheets = template(kind, "dti_2021", "2021", "vn63", "08").sheetnames
    assert set(layout["ignored_sheets"]) == {GUIDE, LISTS, "_dti"} & {*sheets, GUIDE, "_dti"}
    headings = {"statuses": words.STATUSES, "targets": words.TARGETS, "tasks": words.TASKS}.get(kind)
    if headings is None:
        assert layout["columns"].items() <= words.WIDE.items()
        return
    assert layout["columns"] | layout.get("optional", {}) == headings
    reasons = rules().reference["reasons"].select("reason_code", "reason_name_vi").rows()
    expected = {**CHOICES, "reason_codes": dict(reasons)}
    assert layout.get("meaning", {}) == {
        name: {word: code for code, word in expected[name].items()} for name in headings if name in expected
    }


def test_a_code_typed_over_as_a_number_is_refused_and_not_taken_for_another(tmp_path):
    """1.10 typed into a heading becomes 1.1, which is another component."""
    release, _ = shipped("2021/tuyen_quang_component_status")
    book = template("components", "dti_2021", "2021", "vn63", "08")
    fill_units(book, "Điểm thẩm định", {("08", "1.10"): 1})
    heading = next(cell for cell in book["Điểm thẩm định"][3] if cell.value == "1.10")
    heading.value = 1.1
    _, problems = read_back(book, "template_components", release, tmp_path, **EDITION)
    place_of = (heading.coordinate, True)
    assert place_of in [(each.cell, each.blocks) for each in problems]
    assert load_workbook(tmp_path / "filled.xlsx")["Điểm thẩm định"][heading.coordinate].data_type == "n"
