"""500 tables with headings mixed at random: none is read wrongly, nearly all are read whole or asked rightly."""

from collections import Counter

import pytest

from etl.shapes.recognition import recognise
from etl.staging import read_rules
from tests.etl.generated_headings import ASKED, READ, WRONG, made, outcome
from warehouse.paths import LAYOUTS_DIR, REFERENCE_DIR, SQL_DIR

TABLES = 500


@pytest.fixture(scope="module")
def layouts():
    return read_rules(REFERENCE_DIR, LAYOUTS_DIR, SQL_DIR)[0].layouts


@pytest.fixture(scope="module")
def outcomes(layouts) -> dict[int, str]:
    tables = {number: made(number) for number in range(TABLES)}
    return {
        number: outcome(recognise([table.sheet], layouts, "main_values", 2024), table)
        for number, table in tables.items()
    }


def test_no_table_is_read_wrongly(outcomes):
    assert [number for number, found in outcomes.items() if found == WRONG] == []


def test_nine_of_ten_are_read_whole_or_asked_with_what_is_right(outcomes):
    counts = Counter(outcomes.values())
    assert counts[READ] + counts[ASKED] >= 0.9 * TABLES, counts
    assert counts[READ] >= 0.6 * TABLES, counts
