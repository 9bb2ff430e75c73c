"""Files of a table: numbers are numbers, text is text, and nothing in them runs."""

import io
from decimal import Decimal

import pytest
from openpyxl import load_workbook

from ui.downloads import Sheet, csv_machine, csv_vietnamese, workbook
from ui.ranking import ranking_tables
from ui.theme import palette
from warehouse import builds
from warehouse.queries import editions, ranking

TABLE = Sheet(
    "Xếp hạng",
    ["Đơn vị", "Hạng", "Giá trị", "Thay đổi"],
    [["Tuyên Quang", 58, Decimal("0.2849"), Decimal("-0.0135")], ["=HYPERLINK(1)", None, None, None]],
)
FACTS = Sheet("Thông tin", ["Mục", "Nội dung"], [("Bản dữ liệu", "2026-x"), ("Nguồn", "+84 báo cáo")])


def test_a_workbook_keeps_numbers_as_numbers_and_freezes_its_header():
    book = load_workbook(io.BytesIO(workbook(TABLE, FACTS)))
    page = book["Xếp hạng"]
    assert [cell.value for cell in page[1]] == TABLE.titles
    assert [cell.value for cell in page[2]] == ["Tuyên Quang", 58, 0.2849, -0.0135]
    assert page["C2"].data_type == "n"
    assert page["C2"].number_format == "0.0000"
    assert page.freeze_panes == "A2"
    assert [cell.value for cell in book["Thông tin"][2]] == ["Bản dữ liệu", "2026-x"]


def test_a_sheet_is_called_as_its_table_as_far_as_a_workbook_lets_it():
    named = Sheet("Tự đánh giá và thẩm định: tổng [1/2]", TABLE.titles, TABLE.rows)
    assert load_workbook(io.BytesIO(workbook(named, FACTS))).sheetnames[0] == "Tự đánh giá và thẩm định  tổng "


def test_vietnamese_excel_gets_a_mark_semicolons_and_commas_and_machines_get_points():
    vietnamese = csv_vietnamese(TABLE)
    assert vietnamese.startswith(b"\xef\xbb\xbf")
    assert "Tuyên Quang;58;0,2849;-0,0135\r\n" in vietnamese.decode("utf-8-sig")
    assert "Tuyên Quang,58,0.2849,-0.0135\r\n" in csv_machine(TABLE).decode("utf-8")


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_file_holds_the_figures_of_the_warehouse_with_basis_and_source(warehouse, monkeypatch, language):
    monkeypatch.setenv("DTI_WAREHOUSE_DIR", str(warehouse))
    build_id = builds.current(warehouse).build_id
    code = "dti.2022.vn63"
    measures = editions.measures(build_id, code).to_dicts()
    units = ranking.unit_ranking(build_id, code, "index").to_dicts()
    values = ranking_tables.Values(ranking.main_values(build_id, code))
    sheet = ranking_tables.one_year(units, measures, values, palette("light"), None).sheet(units, language)
    assert len(sheet.rows) == 63
    assert all(len(row) == len(sheet.titles) for row in sheet.rows)
    [row] = [row for row in sheet.rows if row[0] == "08"]
    assert {"Tuyên Quang": "vi", "Tuyen Quang": "en"}[row[1]] == language
    assert 48 in row
    assert Decimal("0.5320") in row
    assert "https://dti.gov.vn/xep-hang-2022" in row
    assert load_workbook(io.BytesIO(workbook(sheet, FACTS))).sheetnames[0] == sheet.name


def test_the_menu_offers_shown_and_all_rows_with_their_counts(visit):
    page = visit(index="dti", year="2022", cohort="vn63", q="tuyen")
    words = "\n".join(note.value for note in page.markdown)
    assert "Xuất 1 dòng đang hiển thị" in words
    assert "Xuất tất cả 63 dòng" in words
    assert len(page.get("download_button")) == 6
