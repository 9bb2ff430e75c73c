"""Files of a table: numbers are numbers, text is text, and nothing in them runs."""

import io
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from openpyxl import load_workbook

from exports.delimited import csv_machine, csv_vietnamese
from exports.names import span, stem
from exports.sheet import Sheet
from exports.workbook import workbook
from ui.ranking import ranking_tables
from warehouse import builds
from warehouse.queries import editions, ranking

TABLE = Sheet(
    "Xếp hạng",
    ["Mã", "Đơn vị", "Hạng", "Giá trị", "Thay đổi"],
    [["08", "Tuyên Quang", 58, Decimal("0.2849"), Decimal("-0.0135")], ["7.10", "=HYPERLINK(1)", *[None] * 3]],
    [["General"] * 2, ["General"] * 2, ["0"] * 2, ["0.0000", "0.00"], ["+0.0000;-0.0000;0.0000"] * 2],
    kept=2,
)
MADE = datetime(2026, 11, 30, 18, tzinfo=UTC)
FACTS = Sheet("Thông tin", ["Mục", "Nội dung"], [("Bản dữ liệu", "2026-x"), ("Nguồn", "+84 báo cáo")])


def test_a_workbook_keeps_numbers_as_numbers_codes_as_text_and_writes_each_as_told():
    book = load_workbook(io.BytesIO(workbook(TABLE, FACTS, MADE)))
    page = book["Xếp hạng"]
    assert [cell.value for cell in page[1]] == TABLE.titles
    assert [cell.value for cell in page[2]] == ["08", "Tuyên Quang", 58, 0.2849, -0.0135]
    assert [cell.data_type for cell in page[2]] == ["s", "s", "n", "n", "n"]
    assert [cell.number_format for cell in page[2]] == [column[0] for column in TABLE.formats]
    assert page["D3"].number_format == "0.00", "also of a cell that is empty"
    assert [cell.value for cell in book["Thông tin"][2]] == ["Bản dữ liệu", "2026-x"]


def test_a_workbook_is_ready_to_filter_to_scroll_and_to_print():
    book = load_workbook(io.BytesIO(workbook(TABLE, FACTS, MADE)))
    table, facts = book
    assert (table.freeze_panes, facts.freeze_panes) == ("C2", "A2")
    assert (table.auto_filter.ref, facts.auto_filter.ref) == ("A1:E3", "A1:B3")
    for page in book:
        assert page.print_title_rows == "$1:$1"
        assert (page.page_setup.orientation, page.page_setup.paperSize) == ("landscape", 9)
        assert page.sheet_properties.pageSetUpPr.fitToPage
        assert (page.page_setup.fitToWidth or 1, page.page_setup.fitToHeight) == (1, 0), "1 is what a file need not say"
        assert page.oddFooter.center.text == "&P / &N"


def test_columns_have_room_for_what_stands_in_them_within_reason():
    titles = ["Mã", "Chênh lệch so với kết quả thẩm định", "Lý do", "A" * 30]
    sheet = Sheet("Bảng", titles, [["08", 1, "x" * 900, None], ["10", 2, "y", None]])
    page = load_workbook(io.BytesIO(workbook(sheet, FACTS, MADE))).worksheets[0]
    code, difference, reason, word = (int(page.column_dimensions[letter].width) for letter in "ABCD")
    assert code == 8
    assert len(titles[1]) / 3 < difference < len(titles[1]), "a long title takes a few lines"
    assert reason == 60, "and a long text as many as it needs"
    assert word > 30, "no word is cut, nor hidden by the arrow of the filter"
    assert page["C2"].alignment.wrap_text and page["C2"].alignment.vertical == "top"


def test_a_sheet_is_called_as_its_table_as_far_as_a_workbook_lets_it():
    named = Sheet("Tự đánh giá và thẩm định: tổng [1/2]", TABLE.titles, TABLE.rows)
    assert load_workbook(io.BytesIO(workbook(named, FACTS, MADE))).sheetnames[0] == "Tự đánh giá và thẩm định  tổng "


def test_vietnamese_excel_gets_a_mark_semicolons_and_commas_and_machines_get_points():
    vietnamese = csv_vietnamese(TABLE)
    assert vietnamese.startswith(b"\xef\xbb\xbf")
    assert ";Tuyên Quang;58;0,2849;-0,0135\r\n" in vietnamese.decode("utf-8-sig")
    assert "08,Tuyên Quang,58,0.2849,-0.0135\r\n" in csv_machine(TABLE).decode("utf-8")


@pytest.mark.parametrize("code", ["08", "48", "7.10", "2022", "2025-06", "1/2", "1e5", "10:30", "000"])
def test_a_code_stays_the_text_it_is_in_vietnamese_excel(code):
    sheet = Sheet("Bảng", ["Mã"], [[code], [Decimal("7.10")]])
    assert csv_vietnamese(sheet) == f'\ufeffMã\r\n"=""{code}"""\r\n7,10\r\n'.encode()
    assert csv_machine(sheet) == f"Mã\r\n{code}\r\n7.10\r\n".encode()


@pytest.mark.parametrize("text", ["8 xã", "5G", "vn", "2025-Q1", "12 tháng 3", '08"&cmd', "0E"])
def test_only_a_text_that_looks_like_a_number_is_held_so(text):
    assert b"=" not in csv_vietnamese(Sheet("Bảng", ["Tên"], [[text]]))


def test_a_tiny_number_has_no_letters_in_it():
    sheet = Sheet("Bảng", ["Phần"], [[Decimal("0E-8")], [Decimal("-1E-7")]])
    assert csv_vietnamese(sheet).decode("utf-8-sig").split() == ["Phần", "0,00000000", "-0,0000001"]
    assert csv_machine(sheet).decode().split() == ["Phần", "0.00000000", "-0.0000001"]


def test_a_file_is_named_by_what_it_is_of_without_accents():
    assert stem("Xếp hạng", "dti", "2022", "vn63", "Đắk Lắk") == "xep-hang_dti_2022_vn63_dak-lak"
    assert stem("doi-chieu", "", "") == "doi-chieu"
    assert stem("so-sanh", "dti", "2022", "vn63", *["Bà Rịa – Vũng Tàu"] * 9) == stem(
        "so-sanh", "dti", "2022", "vn63", *["Bà Rịa – Vũng Tàu"] * 8
    )
    assert span(["2022", "2020", "2021"]) == "2020-2022"
    assert span(["2022"]) == "2022"


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_file_holds_the_figures_of_the_warehouse_with_basis_and_source(warehouse, monkeypatch, language):
    monkeypatch.setenv("DTI_WAREHOUSE_DIR", str(warehouse))
    build_id = builds.current(warehouse).build_id
    code = "dti.2022.vn63"
    measures = editions.measures(build_id, code).to_dicts()
    units = ranking.unit_ranking(build_id, code, "index").to_dicts()
    values = ranking_tables.Values(ranking.main_values(build_id, code))
    sheet = ranking_tables.one_year(units, measures, values, None).sheet(units, language)
    assert len(sheet.rows) == 63
    assert all(len(row) == len(sheet.titles) for row in sheet.rows)
    [row] = [row for row in sheet.rows if row[0] == "08"]
    assert {"Tuyên Quang": "vi", "Tuyen Quang": "en"}[row[1]] == language
    assert 48 in row
    assert Decimal("0.5320") in row
    assert "https://dti.gov.vn/xep-hang-2022" in row
    assert load_workbook(io.BytesIO(workbook(sheet, FACTS, MADE))).sheetnames[0] == sheet.name


def test_the_menu_offers_shown_and_all_rows_with_their_counts(visit):
    page = visit(index="dti", year="2022", cohort="vn63", q="tuyen")
    words = "\n".join(note.value for note in page.markdown)
    assert "Xuất 1 dòng đang hiển thị" in words
    assert "Xuất tất cả 63 dòng" in words
    assert len(page.get("download_button")) == 6
