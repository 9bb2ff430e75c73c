"""Workbooks as offices and attackers write them; each is opened by the real child process."""

import base64
import io
import zipfile
import zlib
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from msoffcrypto.format.ooxml import OOXMLFile
from openpyxl.utils import column_index_from_string

from etl.reading.data_file import read_cells
from etl.reading.workbook_limits import CELLS, ROWS, overflow
from etl.reading.xlsx import xlsx_metadata
from tests.etl.bad_files import linked

NAMESPACE = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
# an .xls of three rows: (mã, giá trị), (1.1 as number, "0,2849"), ("1.10", 0.2849 as number)
XLS = (
    "c-"
    "rk)O=uHA6#izCG(WWIrlvwGgix?*4W;o1D$=eNv?ojTVi7@88%k+SCG=7cTCF(>f+xjGu?M|Wz4${t=uJ?m)PpDpi9LD}6g;$9-"
    "@MFfT6<`q7M1yydHeRwH#09Y@6BfR&0Hiu^`NnU73hQqMJI@=GMk_hbRR5Gz2hj=y$7f`2LBX-0b0l^A7*P_`PCY#^)5i-"
    "zV|sv;1iXTIES9mOgg@S=wcsILix}^Qs5R@!f0Tx>R6s(xryaHW<F(kfGt;9b`Uo&PGHXNX=&F{+$Wp3E)3Q0BX0A7ElJelg^J>f"
    "*F=fy!@=xOYUJ;%h<U3q4O+MEbS9lmjpPxf1)Rn=Ck}jdGxb^A*f-"
    "WLK=$v;?fzBl*QFPjfODDyJV&he9!^5hh1;<V28o}<B3eN_E)=9^7yJ-|7@{<dV+>imj8W3IC3dy%*+-"
    "OQYqBk*Hfm06YguB~aKKlS96&AW5e|Ecw(iBdU*?bW_u8k}GQpd9Y0KZLyo7^Gss%L;a}7Jn+!mHQSzhK|x3J#GGD^Wp_vYSutsI"
    "_Y&K0h0rg3&N-"
    "rC#B^zEeQJ|BG?%PrVDNT2C0oR7}Dv!~ERub=^HudYcXL_*xWq430Z??P`6A6Yj1wp9eArG0nwd#x5r2(cPrS$a~lBQ#&E;9rm-w"
    "nZ>2N__EiHWgp4(!XTBnm3OO>)9XgyR-"
    "N8{&~Ao*5RQd(B}0EAs84K7#J8B7#J9=D}??N@6iVgpFS%1^>>{mDn;{|<iEu+jM6nmN6ACT@NsgyqWIYipK$vUYi#3wFH|^Aqh~"
    "RUe)eOy;`pVbo+$r4Yi?+*UkX(^ez6ii|M2)f08_llqW"
)
ODS_CONTENT = (
    '<?xml version="1.0" encoding="UTF-8"?><office:document-content'
    ' xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">'
    '<office:body><office:spreadsheet><table:table table:name="Bảng 1"><table:table-row>'
    '<table:table-cell office:value-type="string"><text:p>1.10</text:p></table:table-cell>'
    '<table:table-cell office:value-type="float" office:value="0.2849">'
    "<text:p>0,2849</text:p></table:table-cell>"
    "</table:table-row></table:table></office:spreadsheet></office:body></office:document-content>"
)


def workbook(path: Path, cells: dict[str, object]) -> Path:
    book = openpyxl.Workbook()
    for place, value in cells.items():
        book.active[place] = value
    book.save(path)
    return path


def repacked(path: Path, part: str, old: bytes, new: bytes) -> Path:
    with zipfile.ZipFile(path) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    assert old in parts[part]
    parts[part] = parts[part].replace(old, new)
    with zipfile.ZipFile(path, "w") as target:
        for name, content in parts.items():
            target.writestr(name, content)
    return path


def only_problem(path: Path) -> tuple[str, str, str]:
    sheets, [problem] = read_cells(path)
    assert sheets == []
    return problem.code, problem.cell, problem.found


def test_cells_keep_their_place_and_what_kind_they_were(tmp_path):
    cells = {
        "B3": "mã",
        "B4": 1.10,
        "C4": "1.10",
        "B5": 0.1 + 0.2,
        "C5": 100,
        "D5": date(2022, 10, 3),
        "D4": True,
    }
    [sheet], problems = read_cells(workbook(tmp_path / "a.xlsx", cells))
    assert problems == []
    assert sheet.rows == (
        ("", "", "", ""),
        ("", "", "", ""),
        ("", "mã", "", ""),
        ("", "1.1", "1.10", "True"),
        ("", "0.3", "100", "2022-10-03"),
    )
    assert sheet.numeric == {(4, 2), (5, 2), (5, 3)}


def test_an_xls_is_read_the_same_way(tmp_path):
    path = tmp_path / "a.xls"
    path.write_bytes(zlib.decompress(base64.b85decode(XLS)))
    [sheet], problems = read_cells(path)
    assert problems == []
    assert sheet.rows == (("mã", "giá trị"), ("1.1", "0,2849"), ("1.10", "0.2849"))
    assert sheet.numeric == {(2, 1), (3, 2)}


def test_an_ods_is_read_the_same_way(tmp_path):
    [sheet], problems = read_cells(ods(tmp_path / "a.ods"))
    assert problems == []
    assert (sheet.name, sheet.rows, sheet.numeric) == ("Bảng 1", (("1.10", "0.2849"),), {(1, 2)})


def ods(path: Path, manifest: str = "<manifest/>", content: str = ODS_CONTENT) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", manifest)
    return path


def test_a_cell_at_the_end_of_the_world_kills_only_the_child(tmp_path):
    code, _, found = only_problem(workbook(tmp_path / "a.xlsx", {"A1": "x", "XFD1048576": "y"}))
    assert code == "workbook_crashed"
    assert found


def test_code_that_the_environment_of_the_starter_points_to_is_not_run_by_the_child(tmp_path, monkeypatch):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "python_calamine.py").write_text("raise SystemExit(9)\n")
    monkeypatch.setenv("PYTHONPATH", str(elsewhere))
    monkeypatch.setenv("PYTHONSAFEPATH", "1")
    [sheet], problems = read_cells(workbook(tmp_path / "a.xlsx", {"A1": "a name"}))
    assert problems == []
    assert sheet.rows == (("a name",),)


def test_too_many_cells_are_refused(tmp_path):
    code, _, found = only_problem(workbook(tmp_path / "a.xlsx", {"A1": "x", "GJH1001": "y"}))
    assert (code, found) == ("too_many_cells", "5005000")


def test_a_million_empty_rows_are_refused_however_narrow(tmp_path):
    code, _, found = only_problem(workbook(tmp_path / "a.xlsx", {"A1": "x", "A1048576": " "}))
    assert (code, found) == ("too_many_rows", "1048576")


@pytest.mark.parametrize(("count", "size"), [(1, 2 * 2**20), (2001, 1)])
def test_a_zip_bomb_is_refused_by_its_directory(tmp_path, count, size):
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(count):
            archive.writestr(f"xl/{number}.xml", b" " * size)
    assert only_problem(path)[0] == "workbook_inflates"


def test_a_total_too_large_is_refused_without_inflating(tmp_path, monkeypatch):
    from etl.reading import workbook_limits

    monkeypatch.setattr(workbook_limits, "INFLATED_BYTES", 100)
    assert workbook_limits.inflation(ods(tmp_path / "a.ods")) == ("0 MB", "0 MB")


def test_an_encrypted_workbook_is_named_for_what_it_is(tmp_path):
    plain = workbook(tmp_path / "plain.xlsx", {"A1": "x"})
    locked = io.BytesIO()
    with plain.open("rb") as stream:
        OOXMLFile(stream).encrypt("secret", locked)
    path = tmp_path / "locked.xlsx"
    path.write_bytes(locked.getvalue())
    assert only_problem(path)[0] == "workbook_encrypted"
    assert only_problem(ods(tmp_path / "a.ods", "<manifest:encryption-data/>"))[0] == "workbook_encrypted"


@pytest.mark.parametrize("name", ["a.xls", "a.xlsx"])
def test_a_broken_workbook_is_refused(tmp_path, name):
    path = tmp_path / name
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(range(256)) * 8)
    assert only_problem(path)[0] == "workbook_unreadable"


def test_a_slow_workbook_is_stopped(tmp_path, monkeypatch):
    monkeypatch.setattr("etl.reading.workbook_limits.SECONDS", -4.999)
    assert only_problem(workbook(tmp_path / "a.xlsx", {"A1": "x"}))[0] == "workbook_slow"


def test_a_formula_nobody_calculated_is_refused_with_its_cell(tmp_path):
    path = workbook(tmp_path / "a.xlsx", {"A1": "x", "B7": "=1+1"})
    assert only_problem(path) == ("cell_without_value", "B7", "=1+1")


def test_an_error_value_is_refused_with_its_cell(tmp_path):
    path = workbook(tmp_path / "a.xlsx", {"A1": "x", "B2": 5})
    repacked(path, "xl/worksheets/sheet1.xml", b't="n"><v>5</v>', b't="e"><v>#REF!</v>')
    assert only_problem(path) == ("cell_without_value", "B2", "#REF!")


@pytest.mark.parametrize(("cached", "shown"), [(b"<v>2</v>", "2"), (b"<v></v>", "")])
def test_a_calculated_formula_is_read_even_if_it_gives_empty_text(tmp_path, cached, shown):
    path = workbook(tmp_path / "a.xlsx", {"A1": "=1+1", "B1": "x"})
    repacked(
        path,
        "xl/worksheets/sheet1.xml",
        b'<c r="A1"><f>1+1</f><v></v>',
        b'<c r="A1" t="str"><f>1+1</f>' + cached,
    )
    [sheet], problems = read_cells(path)
    assert problems == []
    assert sheet.rows == ((shown, "x"),)


def test_every_formula_nobody_calculated_is_named_up_to_a_hundred(tmp_path):
    cells = {"A1": "x", **{f"B{row}": "=1+1" for row in range(2, 150)}}
    sheets, problems = read_cells(workbook(tmp_path / "a.xlsx", cells))
    assert sheets == []
    assert [problem.cell for problem in problems] == [f"B{row}" for row in range(2, 102)]


def test_a_formula_in_a_sheet_with_prefixed_elements_is_seen(tmp_path):
    path = workbook(tmp_path / "a.xlsx", {"A1": "x", "B7": 5})
    repacked(path, "xl/worksheets/sheet1.xml", b'<c r="B7" t="n"><v>5</v></c>', b'<y:c r="B7"><y:f>1+1</y:f></y:c>')
    repacked(path, "xl/worksheets/sheet1.xml", b"<worksheet ", b'<worksheet xmlns:y="%s" ' % NAMESPACE)
    assert only_problem(path) == ("cell_without_value", "B7", "=1+1")


def test_a_formula_across_the_end_of_what_is_read_at_once_is_seen(tmp_path, monkeypatch):
    monkeypatch.setattr("etl.reading.sheet_metadata._CHUNK", 7)
    path = workbook(tmp_path / "a.xlsx", {"A1": 3, "B7": "=1+1", "C9": "=2+2", "D9": 4})
    assert [(each["found"], each["row"]) for each in xlsx_metadata(path)[0]] == [("=1+1", 7), ("=2+2", 9)]


def test_the_value_of_a_formula_may_come_in_pieces(tmp_path, monkeypatch):
    monkeypatch.setattr("etl.reading.sheet_metadata._CHUNK", 7)
    path = workbook(tmp_path / "a.xlsx", {"A1": "=1+1", "B1": "x"})
    repacked(path, "xl/worksheets/sheet1.xml", b"<v></v>", b"<v>2222222222222</v>")
    assert xlsx_metadata(path)[0] == []


def test_links_to_other_workbooks_are_said_and_the_saved_values_read(tmp_path):
    path = tmp_path / "a.xlsx"
    path.write_bytes(linked(workbook(path, {"A1": "x", "B2": 5}).read_bytes()))
    sheets, [problem] = read_cells(path)
    assert (problem.code, problem.cell, problem.found) == ("workbook_links", "", "so%20lieu.xlsx")
    assert sheets[0].rows[1] == ("", "5")


def test_an_old_workbook_with_macros_is_refused(tmp_path):
    path = tmp_path / "a.xls"
    path.write_bytes(with_macros(zlib.decompress(base64.b85decode(XLS))))
    assert only_problem(path) == ("workbook_macros", "", "_VBA_PROJECT_CUR")


def with_macros(content: bytes) -> bytes:
    """An OLE container with a storage for macros beside its stream `Workbook`."""
    entry = content.index("Workbook".encode("utf-16-le"))
    name, none = "_VBA_PROJECT_CUR".encode("utf-16-le"), b"\xff\xff\xff\xff"
    storage = name.ljust(64, b"\0") + (len(name) + 2).to_bytes(2, "little") + b"\x01\x01" + 3 * none
    number = (entry % 512) // 128 + 1
    sibling = content[: entry + 72] + number.to_bytes(4, "little") + content[entry + 76 : entry + 128]
    return sibling + storage.ljust(128, b"\0") + content[entry + 256 :]


def test_progress_is_told_in_rows(tmp_path):
    heard = []
    path = workbook(tmp_path / "a.xlsx", {"A1": "x", "A2500": "y"})
    read_cells(path, progress=lambda done, total: heard.append((done, total)))
    assert heard == [(1000, 2500), (2000, 2500), (2500, 2500)]


def test_an_answer_that_is_cut_off_is_no_answer(tmp_path, monkeypatch):
    answer = shell(tmp_path, 'echo \'{"sheet": "S", "rows": 1}\'')
    monkeypatch.setattr("etl.reading.workbooks.sys.executable", str(answer))
    assert only_problem(workbook(tmp_path / "a.xlsx", {"A1": "x"}))[0] == "workbook_crashed"


def test_a_reader_that_eats_the_processor_is_named_for_it(tmp_path, monkeypatch):
    monkeypatch.setattr("etl.reading.workbooks.sys.executable", str(shell(tmp_path, "kill -XCPU $$")))
    assert only_problem(workbook(tmp_path / "a.xlsx", {"A1": "x"}))[0] == "workbook_slow"


def shell(folder: Path, command: str) -> Path:
    """A program that stands in for the reading process."""
    path = folder / "reader"
    path.write_text(f"#!/bin/sh\n{command}\n")
    path.chmod(0o755)
    return path


def test_the_limits_themselves_are_allowed():
    assert overflow(ROWS, CELLS) is None
    assert overflow(ROWS + 1, 0)["code"] == "too_many_rows"
    assert overflow(1, CELLS + 1)["code"] == "too_many_cells"


@pytest.mark.parametrize("column", ["A", "C", "AB"])
def test_places_of_numbers_are_those_of_the_sheet_whatever_its_first_column(tmp_path, column):
    [sheet], _ = read_cells(workbook(tmp_path / "a.xlsx", {f"{column}2": 7}))
    place = (2, column_index_from_string(column))
    assert place in sheet.numeric
    assert (place[0], place[1] + 1) not in sheet.numeric
    assert (1, place[1]) not in sheet.numeric
    assert len(sheet.numeric) == 1
