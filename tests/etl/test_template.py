"""The workbook side of templates: what is locked, what a cell may hold, whom it is for."""

import io
import re
import zipfile
from datetime import UTC, datetime, timedelta

import polars as pl
import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.utils import quote_sheetname

from etl.__main__ import main
from etl.deliveries.deliveries import Purpose, Source
from etl.errors import TemplateRefused
from etl.kinds.registry import KINDS, last_year
from etl.kinds.template import refuse_template, write_template
from etl.kinds.workbook import read_mark
from etl.reading.data_file import read_cells
from etl.uploads.file_check import other_purpose
from tests.etl.template_forms import HEADING_ROW, rows_of, rules, template
from text.catalogue import CATALOGUES, LANGUAGES
from text.errors import sentence
from text.template import CHOICES, GUIDE, LISTS, PARTS, SHEETS

EXAMPLES = {
    "main_values": ("dti_2024", "2025", "vn34"),
    "components": ("dti_2021", "2021", "vn63"),
    "statuses": ("dti_2021", "2021", "vn63", "08"),
    "targets": ("dti_2021", "2022", "vn63", "08"),
    "tasks": ("dti_2021", "2022", "vn63"),
    "framework": ("dti_2021", "2022", "vn63"),
    "units": ("vn34", "2026", ""),
}


@pytest.fixture(scope="module", params=KINDS)
def form(request) -> tuple[str, Workbook]:
    return request.param, template(request.param, *EXAMPLES[request.param])


def validations(book: Workbook) -> list:
    return [(sheet, each) for sheet in book for each in sheet.data_validations.dataValidation]


def list_texts(book: Workbook, formula: str) -> tuple[str, ...]:
    """The texts a drop-down shows."""
    assert formula.startswith(f"{quote_sheetname(LISTS)}!")
    cells = book[LISTS][formula.split("!")[1].replace("$", "")]
    return tuple(cell.value for (cell,) in cells)


def test_a_template_has_instructions_first_and_a_mark_nobody_sees(form):
    kind, book = form
    assert book.sheetnames[: len(SHEETS[kind]) + 1] == [GUIDE, *SHEETS[kind]]
    assert book.active.title == GUIDE
    assert book["_dti"].sheet_state == "veryHidden"
    assert set(book.sheetnames) - {GUIDE, *SHEETS[kind]} <= {LISTS, "_dti"}
    told = " ".join(str(cell.value) for row in book[GUIDE].iter_rows() for cell in row if cell.value)
    assert PARTS["empty"] in told
    assert PARTS["send"] in told
    assert "{" not in told


def test_every_sheet_is_protected_without_a_password_and_set_up_to_read_and_print(form):
    kind, book = form
    assert book.security.lockStructure
    for sheet in book:
        assert sheet.protection.sheet
        assert sheet.protection.password is None
    for name in SHEETS[kind]:
        assert book[name].freeze_panes
        assert book[name].print_title_rows == "$1:$3"
        assert book[name].page_setup.orientation == "landscape"
        assert all(column.width >= 8 for column in book[name].column_dimensions.values())


def test_no_cell_is_a_formula_and_nothing_leads_out_of_the_file(form):
    kind, book = form
    content = write_template(kind, *EXAMPLES[kind][:3], rules().reference, *EXAMPLES[kind][3:])
    assert not [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        assert parts.testzip() is None
        assert not [name for name in parts.namelist() if re.search(r"(?i)external|vba|drawing|connection", name)]
        assert not [name for name in parts.namelist() if b"<f>" in parts.read(name)]
        properties = parts.read("docProps/core.xml").decode()
    assert "creator" not in properties
    assert "lastModifiedBy" not in properties


def test_cells_that_come_filled_with_a_code_are_locked_and_the_others_open(form):
    kind, book = form
    for name in SHEETS[kind]:
        heads, *rows = book[name].iter_rows(min_row=HEADING_ROW)
        assert all(cell.protection.locked and cell.data_type == "s" for cell in heads)
        cells = {heads[cell.column - 1].value: cell for cell in rows[0]}
        for heading in ("Mã", "Mã đơn vị", "Mã bộ chỉ số", "Hệ đơn vị"):
            if heading in cells:
                assert cells[heading].protection.locked
                assert cells[heading].number_format == "@"
        for heading in ("index", "1.10", "Hạng", "Trạng thái", "Nguyên văn", "Điểm tối đa", "Ngày đến hạn"):
            if heading in cells:
                assert not cells[heading].protection.locked


def test_every_drop_down_lists_our_words_and_every_refusal_is_a_short_sentence(form):
    _, book = form
    for _, each in validations(book):
        assert each.showErrorMessage
        assert each.allow_blank
        assert 0 < len(each.errorTitle) <= 32
        assert 20 < len(each.error) <= 255
        assert "{" not in each.error
        if each.type == "list":
            texts = list_texts(book, each.formula1)
            assert len(texts) == len(set(texts))
            assert all(texts)


NAMES = {
    ("statuses", "Trạng thái"): "status",
    ("targets", "Cấp"): "scope_level",
    ("targets", "Loại mục tiêu"): "kind",
    ("targets", "Cách so"): "operator",
    ("targets", "Đơn vị tính"): "target_unit",
    ("tasks", "Cấp"): "scope_level",
    ("framework", "Cấp được đánh giá"): "entity_level",
    ("framework", "Cách tính giá trị"): "value_rule",
    ("framework", "Cấp chỉ số"): "indicator_level",
    ("framework", "Căn cứ của điểm tối đa"): "max_score_basis",
    ("framework", "Có chấm điểm"): "is_scored",
    ("framework", "Riêng của trụ cột"): "is_own",
    ("framework", "Kiểu nối tiếp"): "link_kind",
    ("units", "Loại đơn vị"): "unit_kind",
    ("units", "Cấp"): "unit_level",
    ("units", "Có xếp hạng"): "is_ranked",
    ("units", "Gồm mọi đơn vị của hệ"): "is_whole_system",
}


@pytest.mark.parametrize(("kind", "heading"), NAMES)
def test_a_column_of_codes_has_its_drop_down(kind, heading):
    book = template(kind, *EXAMPLES[kind])
    found = [
        list_texts(book, each.formula1)
        for sheet, each in validations(book)
        if each.type == "list"
        for part in each.sqref.ranges
        if sheet.cell(HEADING_ROW, part.min_col).value == heading
    ]
    assert found == [tuple(CHOICES[NAMES[kind, heading]].values())]


def test_reasons_and_units_to_choose_from_are_those_of_the_reference():
    reference = rules().reference
    book = template("statuses", *EXAMPLES["statuses"])
    [reasons] = [each for _, each in validations(book) if each.errorStyle == "warning"]
    assert list_texts(book, reasons.formula1) == tuple(reference["reasons"].sort("position")["reason_name_vi"])
    book = template("targets", "dti_2024", "2025", "vn34")
    units = set(reference["units"].filter(pl.col("unit_system") == "vn34")["unit_name_vi"])
    assert units in [set(list_texts(book, each.formula1)) for _, each in validations(book) if each.type == "list"]


def test_a_target_can_only_have_units_that_a_page_can_say():
    assert {f"profile_in_{unit}" for unit in CHOICES["target_unit"] if unit != "words"} == {
        key for key in CATALOGUES["vi"] if key.startswith("profile_in_")
    }


@pytest.mark.parametrize(
    ("framework_code", "year", "cohort_code", "count"),
    [("dti_2021", "2022", "vn63", 63), ("dti_2024", "2024", "vn34", 34), ("dti_2024", str(last_year()), "vn34", 34)],
)
def test_main_values_hold_the_units_of_the_cohort_and_the_indicators_in_the_order_of_the_framework(
    framework_code, year, cohort_code, count
):
    book = template("main_values", framework_code, year, cohort_code)
    rows = rows_of(book, "Số liệu")
    units = rules().reference["units"].filter(pl.col("unit_system") == cohort_code)
    assert {(row["Mã"], row["Tên đơn vị"]) for row in rows} == set(units.select("unit_code", "unit_name_vi").rows())
    assert len(rows) == count
    assert list(rows[0]) == ["Mã", "Tên đơn vị", "Hạng", "index", "P1", "P2", "P3", *"12345678"]
    rules_of = {each.type: each for _, each in validations(book)}
    assert (rules_of["whole"].formula1, rules_of["whole"].formula2) == ("1", str(count))
    assert (rules_of["decimal"].formula1, rules_of["decimal"].formula2) == ("0", "1")
    assert str(rules_of["decimal"].sqref) == " ".join(f"{letter}4:{letter}{count + 3}" for letter in "DEFGHIJKLMNO")


def test_a_framework_without_pillars_gives_its_groups():
    [row, *_] = rows_of(template("main_values", "ict_index_2018", "2024", "vn63"), "Số liệu")
    assert list(row) == ["Mã", "Tên đơn vị", "Hạng", "index", "1", "2", "3", "3.1", "3.2"]


def test_points_go_up_to_the_maximum_where_it_is_known_and_components_not_assessed_are_closed():
    reference = rules().reference
    known = pl.when(pl.col("indicator_code") == "1.10").then(pl.lit("7.5").cast(pl.Decimal(12, 4)))
    indicators = reference["indicators"].with_columns(max_score=known.otherwise(pl.col("max_score")))
    content = write_template("components", "dti_2021", "2021", "vn63", {**reference, "indicators": indicators}, "08")
    book = load_workbook(io.BytesIO(content))
    for name in SHEETS["components"]:
        sheet = book[name]
        columns = {cell.value: cell.column for cell in sheet[HEADING_ROW]}
        assert len(columns) == 2 + 98
        limits = {
            part.min_col: (each.formula1, each.formula2)
            for each in sheet.data_validations.dataValidation
            for part in each.sqref.ranges
        }
        assert limits[columns["1.10"]] == ("0", "7.5000")
        assert limits[columns["1.9"]] == ("0", None)
        assert columns["9.1"] not in limits
        assert sheet.cell(4, columns["9.1"]).protection.locked
        assert "(tối đa 7,5)" in sheet.cell(2, columns["1.10"]).value
        [row] = rows_of(book, name)
        assert (row["Mã"], row["Tên đơn vị"]) == ("08", "Tuyên Quang")


def test_text_of_the_reference_that_looks_like_a_formula_is_text():
    reference = rules().reference
    units = reference["units"].with_columns(unit_name_vi=pl.lit("=1+1"))
    content = write_template("main_values", "dti_2024", "2025", "vn34", {**reference, "units": units})
    cell = load_workbook(io.BytesIO(content))["Số liệu"]["B4"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (("main_values", "dti_2099", "2025", "vn34"), "framework_unknown"),
        (("framework", "DTI 2026", "2026", "vn34"), "code_unfit"),
        (("main_values", "dti_2024", "2025", "vn99"), "cohort_unknown"),
        (("components", "dti_2021", "2021", "vn63", "99"), "unit_unknown"),
        (("main_values", "dti_2024", "1999", "vn34"), "year_too_early"),
        (("main_values", "dti_2024", str(last_year() + 1), "vn34"), "year_too_late"),
        (("main_values", "dti_2024", "9999-Q4", "vn34"), "year_too_late"),
        (("main_values", "dti_2024", str(datetime.now(UTC).date() + timedelta(days=2)), "vn34"), "year_too_late"),
        (("main_values", "dti_2024", "2022", "vn63"), "other_framework"),
        (("components", "dti_2024", "2025", "vn34"), "without_components"),
    ],
)
def test_what_has_no_template_is_refused_with_a_sentence(arguments, reason):
    for make in (template_bytes, refuse):
        with pytest.raises(TemplateRefused) as refused:
            make(*arguments)
        assert refused.value.reason == reason
    for language in LANGUAGES:
        assert refused.value.found in sentence(language, "TemplateRefused", vars(refused.value))


def template_bytes(kind, framework_code, period_code, cohort_code, unit_code=None):
    return write_template(kind, framework_code, period_code, cohort_code, rules().reference, unit_code)


def refuse(kind, framework_code, period_code, cohort_code, unit_code=None):
    refuse_template(kind, framework_code, period_code, cohort_code, rules().reference, unit_code)


def test_the_mark_says_what_a_template_is_for_and_refuses_any_other_purpose(tmp_path):
    path = tmp_path / "a.xlsx"
    path.write_bytes(template_bytes("components", "dti_2021", "2021", "vn63", "08"))
    sheets, problems = read_cells(path)
    assert problems == []
    assert read_mark(sheets) == {
        "template": "1",
        "kind": "components",
        "framework_code": "dti_2021",
        "year": "2021",
        "cohort_code": "vn63",
        "unit_code": "08",
    }
    chosen = {"framework_code": "dti_2021", "period_code": "2021", "cohort_code": "vn63", "kind": "components"}
    source = Source("t", "p", "plan")
    for unit_code in (None, "08"):
        assert other_purpose(sheets, path.name, Purpose(**chosen, source=source, unit_code=unit_code)) == []
    others = (
        ("period_code", "2022"), ("kind", "statuses"), ("framework_code", "x"), ("cohort_code", "vn34"),
        ("unit_code", "24"),
    )  # fmt: skip
    for name, other in others:
        [problem] = other_purpose(sheets, path.name, Purpose(**{**chosen, name: other}, source=source))
        assert (problem.code, problem.sheet) == ("template_other_purpose", "_dti")
        assert problem.blocks
    assert other_purpose([], path.name, Purpose(**chosen, source=source)) == []


def test_the_command_writes_a_template_or_says_why_not(tmp_path, capsys):
    path = tmp_path / "dti-2025.xlsx"
    words = ["template", "--framework", "dti_2024", "--year", "2025", "--cohort", "vn34", "--kind"]
    assert main([*words, "main_values", "--unit", "08", "-o", str(path)]) == 0
    assert len(rows_of(load_workbook(path), "Số liệu")) == 1
    assert main([*words, "components", "-o", str(path)]) == 1
    assert main([*words, "targets", "-o", str(tmp_path / "nowhere" / "a.xlsx")]) == 1
    assert "nowhere" in capsys.readouterr().err


def test_the_template_of_units_needs_their_system_alone(tmp_path, capsys):
    path = tmp_path / "units.xlsx"
    words = ["template", "--kind", "units", "-o", str(path)]
    assert main(words) == 2
    assert "--system" in capsys.readouterr().out
    assert main([*words, "--system", "Xã 2025"]) == 1
    assert main([*words, "--system", "vn34"]) == 0
    assert len(rows_of(load_workbook(path), "Các đơn vị")) > 34
    assert read_mark(read_cells(path)[0])["unit_system"] == "vn34"
    source = ["--title", "t", "--publisher", "p", "--authority", "plan"]
    assert main(["check", str(path), "--kind", "units", "--system", "vn34", *source]) == 0
    assert main(["check", str(path), "--kind", "units", "--system", "vn63", *source]) == 1
