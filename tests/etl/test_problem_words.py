import string
from pathlib import Path

import pytest

from etl.problems import ACCEPT, ALIKE_SHOWN, BLOCKS, REVIEW, SEVERITIES, Problem, column_letters, shortened
from text.problems import SENTENCES, describe


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_code_has_exactly_one_sentence(language):
    assert SENTENCES[language].keys() == SEVERITIES.keys()


@pytest.mark.parametrize("code", SEVERITIES)
def test_both_languages_name_the_same_facts(code):
    vi, en = (
        {name for _, name, _, _ in string.Formatter().parse(SENTENCES[language][code]) if name}
        for language in ("vi", "en")
    )
    assert vi == en


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
