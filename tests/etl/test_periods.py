"""What the code of a period says of it."""

from datetime import date, timedelta
from itertools import pairwise

import pytest

from etl.periods import period_row
from text.periods import own_names


@pytest.mark.parametrize(
    ("code", "kind", "first", "last", "names"),
    [
        ("2024", "year", date(2024, 1, 1), date(2024, 12, 31), ("năm 2024", "2024")),
        ("2025-H2", "half", date(2025, 7, 1), date(2025, 12, 31), ("6 tháng cuối năm 2025", "H2 2025")),
        ("2025-Q1", "quarter", date(2025, 1, 1), date(2025, 3, 31), ("quý I/2025", "Q1 2025")),
        ("2025-Q4", "quarter", date(2025, 10, 1), date(2025, 12, 31), ("quý IV/2025", "Q4 2025")),
        ("2024-02", "month", date(2024, 2, 1), date(2024, 2, 29), ("tháng 2/2024", "Feb 2024")),
        ("2025-03-31", "snapshot", date(2025, 3, 31), date(2025, 3, 31), ("ngày 31/03/2025", "31 Mar 2025")),
    ],
)
def test_a_code_says_kind_days_and_names(code, kind, first, last, names):
    row = period_row(code)
    assert (row["period_kind"], row["starts_on"], row["ends_on"]) == (kind, first, last)
    assert (row["period_name_vi"], row["period_name_en"]) == names


@pytest.mark.parametrize(
    "code", ["", "25", "2025-Q5", "2025-H3", "2025-13", "2025-00", "2025-02-30", "2025-q1", "năm 2025"]
)
def test_anything_else_is_no_period(code):
    with pytest.raises(ValueError):
        period_row(code)


@pytest.mark.parametrize("codes", [
    ["2023", "2024", "2025"],
    ["2024-H1", "2024-H2", "2025-H1"],
    ["2024-Q3", "2024-Q4", "2025-Q1", "2025-Q2"],
    ["2024-11", "2024-12", "2025-01", "2025-02"],
])  # fmt: skip
def test_periods_that_follow_each_other_have_positions_that_do(codes):
    rows = [period_row(code) for code in codes]
    for before, after in pairwise(rows):
        assert after["position"] == before["position"] + 1
        assert after["starts_on"] == before["ends_on"] + timedelta(days=1)


def test_a_snapshot_has_no_neighbours():
    assert period_row("2025-03-31")["position"] is None


@pytest.mark.parametrize(
    ("name", "is_shown"),
    [("đợt một năm 2025", True), ("kỳ 1 (01/2025–03/2025)", True), ("năm 2025", False), ("**năm**", False),
     ("<b>đợt</b>", False), ("[đợt](https://e.vn)", False), ("https://e.vn", False), (":material/home:", False),
     ("$x$", False), ("", False)],
)  # fmt: skip
def test_a_name_of_its_own_is_shown_where_it_is_plain(name, is_shown):
    rows = [{"period_code": "2025", "period_name_vi": name, "period_name_en": "2025"}]
    assert own_names(rows) == ({("2025", "vi"): name} if is_shown else {})
