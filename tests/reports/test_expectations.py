"""What a chapter must say, golden expectations of four real chapters (`chapter_expectations.json`)."""

import json
import re
from pathlib import Path

import pytest
from docx.oxml.ns import qn
from docx.shared import Mm

from tests.reports import reading

CASES = json.loads(Path(__file__).with_name("chapter_expectations.json").read_text(encoding="utf-8"))["cases"]
EXPECTED = [pytest.param(case["case"], check, id=check["id"]) for case in CASES.values() for check in case["checks"]]
LABELS = {
    "full": r"(?<!không )(?<!chưa )đạt điểm tối đa",
    "partial": r"(không|chưa) đạt điểm tối đa",
    "zero": r"không đạt điểm(?! tối đa)",
}
NOTHING = ("", "—")


def part(section: str, status: str) -> str:
    """What a section says of components of one status, up to the next list."""
    lines = section.split("\n")
    start = next(at for at, line in enumerate(lines) if re.search(LABELS[status], line))
    is_list = re.compile(r"\W*Các tiêu chí")
    end = next((at for at in range(start + 1, len(lines)) if is_list.match(lines[at])), len(lines))
    return "\n".join(lines[start:end])


def same_cell(cell: str, wanted: str) -> bool:
    is_rank = re.fullmatch(re.escape(wanted) + r"/\d+", cell) is not None and wanted
    return cell == wanted or bool(is_rank) or (wanted in NOTHING and cell in NOTHING)


def has_row(read: reading.Read, wanted: list[str]) -> bool:
    name, *cells = wanted
    rows = [row for table in read.tables for row in table if any(name in cell for cell in row)]
    return any(all(any(same_cell(cell, each) for cell in row) for each in cells) for row in rows)


def section_codes(read: reading.Read, value: dict) -> bool:
    head = part(read.section(value["section"]), value["status"]).split("\n")[0]
    listed = re.findall(r"\b\d+\.\d+\b", head.partition("(")[2])
    return bool(re.search(rf":\s*0?{value['count']}\b", head)) and listed == value["codes"]


def section_reason(read: reading.Read, value: dict) -> bool:
    said = part(read.section(value["section"]), value["status"]).lower()
    is_said = all(words.lower() in said for words in value["words_vi"])
    return is_said and (not value["shared"] or "danh sách" in said)


def section_text(read: reading.Read, value: dict) -> bool:
    said = read.section(value["section"])
    return any(words in said for words in value["any"]) and all(code in said for code in value["codes"])


def annex_row(read: reading.Read, value: dict) -> bool:
    head, *rows = read.table_with("Chủ trì")
    [row] = [row for row in rows if row[head.index("Mã")] == value["code"]]
    return (row[head.index("Chủ trì")], row[head.index("Phối hợp")]) == (value["lead"], value["coordinate"])


def paper(read: reading.Read, value: dict) -> bool:
    section = read.document.sections[0]
    sides = {name: getattr(section, f"{name}_margin") / Mm(1) for name in ("top", "bottom", "left", "right")}
    is_within = all(value[f"{name}_mm"][0] <= round(size) <= value[f"{name}_mm"][1] for name, size in sides.items())
    body, styles = read.document.element.body, read.document.styles.element.xml
    heads = [table.find(f"{qn('w:tr')}/{qn('w:trPr')}/{qn('w:tblHeader')}") for table in body.findall(qn("w:tbl"))]
    drawn = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
    return (
        (round(section.page_width / Mm(1)), round(section.page_height / Mm(1))) == (210, 297)
        and is_within
        and value["font"] in styles
        and f'w:val="{value["lang"]}"' in styles
        and all(head is not None for head in heads)
        and all(picture.get("descr") for picture in body.iter(drawn))
        and read.document.styles["Normal"].font.size.pt in value["sizes_pt"]
        and section.different_first_page_header_footer
        and "PAGE" in section.header._element.xml
    )


HOLDS = {
    "text": lambda read, value: value in read.text,
    "regex": lambda read, value: re.search(value, read.text) is not None,
    "all": lambda read, value: all(each in read.text for each in value),
    "absent": lambda read, value: value not in read.text,
    "absent_regex": lambda read, value: re.search(value, read.text) is None,
    "absent_sections": lambda read, value: all(read.section(each) is None for each in value),
    "absent_in": lambda read, value: value["value"] not in read.section(value["section"]),
    "row": has_row,
    "counts": lambda read, value: all(re.search(rf"\b{number}\b", read.section("1.3.")) for number in value.values()),
    "section_codes": section_codes,
    "section_reason": section_reason,
    "section_text": section_text,
    "annex_row": annex_row,
    "docx": paper,
}


@pytest.mark.parametrize(("case", "check"), EXPECTED)
def test_the_chapter_says_what_it_must(document, case, check):
    edition = f"{case['index']}.{case['year']}.{case['cohort']}"
    read = reading.read(document("chapter", edition, case["unit"]))
    assert HOLDS[check["kind"]](read, check["value"]), check["why"]


@pytest.mark.parametrize(
    ("edition", "unit", "says", "never"),
    [
        # The tree of 2020 hangs below pillars and knows the components of some main indicators only.
        ("dti.2020.vn63", "08", "Trụ cột Kinh tế số gồm 7 chỉ số chính", "chỉ số thành phần (tiêu chí)."),
        ("dti_national.2024.nation", "vn", "một đơn vị duy nhất (Quốc gia), nên không có hạng", "Trung bình của 1"),
        ("dti_ministry.2022.ministries_service", "bo_tai_chinh", "số đơn vị của nhóm chưa có", "— đơn vị"),
        ("chi_so_766.2024.vn34", "08", "83,09/100 điểm (tăng 3,64 so với năm 2023)", "(0 tiêu chí"),
        ("dti.2024.vn63", "67", "Danh sách chỉ số thành phần (tiêu chí) của bộ chỉ số này chưa đủ", "(0 tiêu chí)"),
    ],
)  # fmt: skip
def test_other_editions_say_what_is_known_of_them(document, edition, unit, says, never):
    text = reading.read(document("chapter", edition, unit)).text
    assert says in text
    assert never not in text
