import string
from pathlib import Path

import pytest

from etl.problems import (
    ACCEPT,
    ALIKE_SHOWN,
    BLOCKS,
    REVIEW,
    SEVERITIES,
    VARIANTS_TOLD,
    Problem,
    causes,
    column_letters,
    shortened,
)
from text.catalogue import topic
from text.problems import LONGEST, describe


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_code_has_exactly_one_sentence(language):
    assert topic(language, "problems").keys() == SEVERITIES.keys()


@pytest.mark.parametrize("code", SEVERITIES)
@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_sentence_survives_hostile_cells(language, code):
    assert describe(language, code, "{0} {found!r} %s", "<b>", ("a", "b"))


def test_every_code_is_provoked_by_a_test():
    tests = "".join(path.read_text(encoding="utf-8") for path in Path(__file__).parent.glob("*.py"))
    assert [code for code in SEVERITIES if f'"{code}"' not in tests] == []


def test_a_code_without_severity_is_refused():
    with pytest.raises(ValueError, match="no_such_code"):
        Problem("a.csv", code="no_such_code")


def test_problems_sort_by_place_and_show_it_as_a_spreadsheet_does():
    places = [("b", "", 0, 0), ("a", "", 10, 2), ("a", "", 2, 30), ("a", "", 2, 3)]
    problems = sorted(Problem(*place, "no_rows") for place in places)
    assert [problem.cell for problem in problems] == ["C2", "AD2", "B10", ""]
    assert Problem("a", row=7, code="ragged_row").cell == "7"
    assert [column_letters(number) for number in (1, 26, 27, 16384)] == ["A", "Z", "AA", "XFD"]


def test_severity_follows_from_the_code():
    assert set(SEVERITIES.values()) == {BLOCKS, ACCEPT, REVIEW}
    assert Problem("a", code="unit_unknown").blocks
    assert not Problem("a", code="source_unknown").blocks
    assert Problem("a", code="total_differs").needs_acceptance
    assert not Problem("a", code="total_differs").blocks


def test_problems_of_one_file_are_sorted_and_said_once():
    first, second = Problem("a", row=2, code="no_rows"), Problem("a", row=10, code="no_rows")
    assert shortened([second, first, second]) == [first, second]


def test_of_very_many_alike_the_first_are_kept_and_the_rest_counted():
    found = [Problem("a", row=row, column=3, code="unit_unknown") for row in range(ALIKE_SHOWN + 7, 1, -1)]
    *kept, more, last = shortened([*found, Problem("a", row=1, code="no_rows")])
    assert [problem.row for problem in (*kept, last)] == [1, *range(2, ALIKE_SHOWN + 2)]
    assert (more.code, more.cell, more.found, more.expected) == ("more_alike", f"C{ALIKE_SHOWN + 1}", "6", "1000")
    assert more.severity == REVIEW


def test_exactly_as_many_as_are_shown_need_no_count():
    found = [Problem("a", row=row, code="no_rows") for row in range(1, ALIKE_SHOWN + 1)]
    assert shortened(found) == found


LONG = "Số liệu do Ủy ban nhân dân tỉnh Bà Rịa – Vũng Tàu tổng hợp, báo cáo theo Công văn số 1234/UBND-KGVX " * 4


@pytest.mark.parametrize("code", SEVERITIES)
@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_sentence_is_short_whatever_it_quotes(language, code):
    said = describe(language, code, LONG, LONG, (LONG,) * 9, 350, ("Phụ lục số 1 của tài liệu!AA1000",) * 3)
    assert len(said) <= LONGEST == 300
    assert "350" in said
    assert "Số liệu do" in said or not _fields(language, code)


def _fields(language: str, code: str) -> list[str]:
    return [name for _, name, _, _ in string.Formatter().parse(topic(language, "problems")[code]) if name]


def test_short_texts_are_quoted_whole_beside_a_long_one():
    said = describe("vi", "component_name_differs", LONG, "Cổng dữ liệu mở")
    assert "“Cổng dữ liệu mở”" in said
    assert "…”" in said


def test_the_same_fault_in_many_places_is_one_cause_with_its_count_and_the_first_places():
    found = [Problem("a", "Bảng 1", row, 10, "source_unknown", "https://b.vn") for row in range(2, 352)]
    found += [Problem("a", f"Phụ lục {number}", code="sheet_without_header") for number in range(1, 61)]
    first, second = causes(found)
    assert [(each.first.code, each.count) for each in (first, second)] == [
        ("source_unknown", 350),
        ("sheet_without_header", 60),
    ]
    assert first.places == ("J2", "J3", "J4")
    assert second.places[0] == "Phụ lục 1"
    assert "350 chỗ: J2, J3, J4…" in describe("vi", "source_unknown", "b", count=350, places=first.places)


def test_different_things_found_are_told_apart_while_they_are_few():
    found = [Problem("a", "S", row, 2, "unit_unknown", f"Tỉnh {row}") for row in range(VARIANTS_TOLD)]
    assert len(causes(found)) == VARIANTS_TOLD
    [cause] = causes([*found, Problem("a", "S", 99, 2, "unit_unknown", "Tỉnh 99")])
    assert (cause.count, cause.first.found) == (VARIANTS_TOLD + 1, "Tỉnh 0")


def test_what_blocks_is_told_before_what_is_to_be_accepted_and_notes_come_last():
    found = [Problem("a", code=code) for code in ("source_unknown", "total_differs", "no_rows")]
    assert [cause.first.code for cause in causes(found)] == ["no_rows", "total_differs", "source_unknown"]
