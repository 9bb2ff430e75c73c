"""Which periods the page offers to load figures of."""

from types import SimpleNamespace

from text.catalogue import say
from ui.load.purpose import _periods

VISIT = SimpleNamespace(language="vi", say=lambda key, **values: say("vi", key, **values), fetch_of=lambda *_: [])
DECLARED = [
    {"period_code": "2024", "period_kind": "year", "year": 2024},
    {"period_code": "2024-Q3", "period_kind": "quarter", "year": 2024},
]


def test_the_next_year_comes_first_and_quarters_follow_where_the_index_has_any():
    offered = _periods(VISIT, DECLARED, DECLARED)
    assert offered.default == "2025"
    assert [offered.labels[code] for code in ("2024", "2024-Q3", "2025")] == ["2024", "quý III/2024", "2025 · kỳ mới"]
    assert offered.labels["2025-Q1"] == "quý I/2025 · kỳ mới"
    assert "2024-Q2" not in offered.labels


def test_an_index_of_quarters_alone_begins_with_the_next_quarter():
    assert _periods(VISIT, DECLARED[1:], DECLARED[1:]).default == "2024-Q4"


def test_an_index_of_years_alone_is_offered_years_alone():
    assert all(code.isdigit() for code in _periods(VISIT, DECLARED[:1], DECLARED[:1]).labels)
