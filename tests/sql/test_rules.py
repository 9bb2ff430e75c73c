"""The scalar rules on grids of cases, and against the oracle."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given as forall
from hypothesis import settings
from hypothesis import strategies as st

from tests import oracle

FOUR_DECIMALS = st.decimals(0, 1, places=4)


@pytest.mark.parametrize(
    ("score", "maximum", "value"),
    [
        ("284.855", "1000", "0.2849"),  # Tuyên Quang 2021: exactly a half would round up, this is above it
        ("72.33", "150", "0.4822"),
        ("0.5", "10000", "0.0001"),  # exactly half of the last place goes up
        ("0.4999", "10000", "0.0000"),
        ("0", "150", "0.0000"),
        ("150", "150", "1.0000"),
    ],
)
def test_a_score_out_of_its_maximum_is_rounded_half_up_at_four_decimals(empty, score, maximum, value):
    found = empty.value("select rule.ratio(?::decimal(12,4), ?::decimal(12,4))", score, maximum)
    assert found == Decimal(value)


@pytest.mark.parametrize("maximum", [None, "0"])
def test_without_a_positive_maximum_there_is_no_value(empty, maximum):
    assert empty.value("select rule.ratio(1::decimal(12,4), ?::decimal(12,4))", maximum) is None


@settings(max_examples=200, deadline=None)
@forall(score=st.decimals(0, 1000, places=4), maximum=st.integers(1, 1000))
def test_every_ratio_equals_the_oracle(empty, score, maximum):
    found = empty.value("select rule.ratio(?::decimal(12,4), ?::decimal(12,4))", score, maximum)
    assert found == oracle.rounded(Fraction(score) / maximum)


@pytest.mark.parametrize(
    ("printed", "decimals", "score", "maximum", "parts", "verdict", "printed_by"),
    [
        ("0.4822", 4, "72.33", "150", 1, "exact", None),
        ("0.275", 3, "41.35", "150", 1, "equal_at_printed_precision", "truncated"),
        ("0.276", 3, "41.35", "150", 1, "equal_at_printed_precision", "rounded"),
        ("0.2849", 4, "284.855", "1000", 8, "equal_at_printed_precision", "rounded"),
        ("0.7163", 4, "716.355", "1000", 8, "equal_at_printed_precision", "truncated"),
        ("0.7002", 4, "700.1", "1000", 8, "within_rounding_of_parts", None),
        ("0.7002", 4, "700.1", "1000", 1, "different", None),
        ("0.7003", 4, "700.1", "1000", 8, "different", None),
        (None, 4, "1", "2", 1, None, None),
        ("0.5", 1, None, "2", 1, None, None),
        ("0.5", 1, "0", "0", 1, None, None),
    ],
)
def test_the_four_verdicts(empty, printed, decimals, score, maximum, parts, verdict, printed_by):
    arguments = "?::decimal(12,6), ?, ?::decimal(12,4), ?::decimal(12,4), ?"
    values = (printed, decimals, score, maximum, parts)
    assert empty.value(f"select rule.verdict({arguments})", *values) == verdict
    assert empty.value(f"select rule.printed_by({arguments})", *values) == printed_by


@pytest.mark.parametrize("is_scored", [True, False])
@pytest.mark.parametrize("score", [None, "0", "0.0001", "4.9999", "5"])
@pytest.mark.parametrize("maximum", [None, "0", "5"])
@pytest.mark.parametrize("stated", [None, "full", "partial", "zero"])
def test_status_tests_scored_first_then_points_then_the_stated_one(empty, is_scored, score, maximum, stated):
    found = empty.value(
        "select rule.status(?, ?::decimal(12,4), ?::decimal(12,4), ?)", is_scored, score, maximum, stated
    )
    as_number = (Decimal(text) if text is not None else None for text in (score, maximum))
    assert found == oracle.status(is_scored, *as_number, stated)


@pytest.mark.parametrize(
    ("frameworks", "cohorts", "reasons", "comparability"),
    [
        (("dti_2021", "dti_2021"), ("vn63", "vn63"), [], "comparable"),
        (("dti_2020", "dti_2021"), ("vn63", "vn63"), ["framework_changed"], "framework_changed"),
        (
            ("dti_2021", "dti_2024"),
            ("vn63", "vn34"),
            ["framework_changed", "cohort_changed"],
            "cohort_changed",
        ),
        (("dti_2021", "dti_2021"), ("vn63", "vn34"), ["cohort_changed"], "cohort_changed"),
        ((None, "dti_2020"), (None, "vn63"), ["no_previous"], "no_previous"),
    ],
)
def test_comparability_is_the_gravest_of_its_reasons(empty, frameworks, cohorts, reasons, comparability):
    found = empty.value("select rule.comparability_reasons(?, ?, ?, ?)", *frameworks, *cohorts)
    assert found == reasons
    assert empty.value("select rule.comparability(?::varchar[])", found) == comparability


def test_a_change_that_is_not_known_is_graver_than_what_makes_it_unlike(empty):
    assert empty.value("select rule.comparability(['framework_changed', 'change_missing'])") == "change_missing"


@pytest.mark.parametrize(
    ("printed", "parts", "verdict"),
    [("70.01", 1, "exact"), ("70.02", 8, "within_rounding_of_parts"), ("70.02", 1, "different"),
     ("70.03", 8, "different")],
)  # fmt: skip
def test_points_of_a_maximum_have_the_four_verdicts_too(empty, printed, parts, verdict):
    arguments = "?::decimal(12,6), 2, 100, ?::decimal(12,4), 1000, ?"
    assert empty.value(f"select rule.verdict_of_points({arguments})", printed, "700.1", parts) == verdict


@pytest.mark.parametrize("size", [5, 34, 63])
def test_a_fifth_ends_with_the_last_rank_that_is_not_beyond_it(empty, size):
    fifths = [empty.value("select rule.rank_fifth(?, ?)", rank, size) for rank in range(1, size + 1)]
    assert fifths == [-(-5 * rank // size) for rank in range(1, size + 1)]


def test_places_gained_are_positive_when_better(empty):
    assert empty.value("select rule.places_gained(44, 58)") == -14


@pytest.mark.parametrize(
    ("number", "decimals", "rounded"),
    [
        ("0.21385", 4, "0.2139"),
        ("0.2138", 2, "0.21"),
        ("-0.21385", 4, "-0.2139"),
        ("0.5", 0, "1"),
        ("0.123456", 6, "0.123456"),
    ],
)
def test_rounding_is_half_away_from_zero(empty, number, decimals, rounded):
    assert empty.value("select rule.rounded(?::decimal(12,6), ?)", number, decimals) == Decimal(rounded)


@pytest.mark.parametrize(
    ("score", "maximum", "full", "scoring", "assessed", "too_much", "too_little"),
    [
        ("50.085", "150", 1, 2, 12, True, False),  # Tuyên Quang 2021, main indicator 7
        ("5.88", "150", 1, 4, 8, False, True),  # main indicator 8
        ("70.36", "200", 3, 8, 22, False, False),  # main indicator 6
        ("21.45", "100", 0, 2, 13, False, False),  # main indicator 4: 1.39 equal shares
        ("10", "100", 0, 0, 10, True, False),  # points without any scoring component
        ("15", "100", 0, 1, 10, True, False),  # exactly one and a half equal shares
        ("0", "100", 0, 0, 10, False, False),
    ],
)
def test_the_two_yardsticks_for_odd_classifications(
    empty, score, maximum, full, scoring, assessed, too_much, too_little
):
    points = "?::decimal(12,4), ?::decimal(12,4)"
    assert (
        empty.value(f"select rule.doubt_needs_too_much({points}, ?, ?)", score, maximum, scoring, assessed) is too_much
    )
    assert (
        empty.value(f"select rule.doubt_leaves_too_little({points}, ?, ?)", score, maximum, full, assessed)
        is too_little
    )
