from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as some

from etl.values.numbers import Number, Separators, parse_fraction, parse_number, parse_plain, rewritten

COMMA = Separators(",", ".")
DOT = Separators(".", "")
SPACED = Separators(",", " ")


@pytest.mark.parametrize(
    ("text", "separators", "value", "decimals"),
    [
        ("0,2849", COMMA, "0.2849", 4),
        ("0.2849", DOT, "0.2849", 4),
        ("0.3300", DOT, "0.33", 4),
        ("1.234,5", COMMA, "1234.5", 1),
        ("1.234.567", COMMA, "1234567", 0),
        ("1234,5", COMMA, "1234.5", 1),
        ("1.234", DOT, "1.234", 3),
        ("1.234", COMMA, "1234", 0),
        ("80,02%", COMMA, "0.8002", 4),
        ("80.02 %", DOT, "0.8002", 4),
        ("100%", DOT, "1", 2),
        ("-0.0135", DOT, "-0.0135", 4),
        ("\u22120.0135", DOT, "-0.0135", 4),
        ("+0.0135", DOT, "0.0135", 4),
        ("\u00a00,5\u00a0", COMMA, "0.5", 1),
        ("1\u00a0234,5", SPACED, "1234.5", 1),
        ("1\u202f234,5", SPACED, "1234.5", 1),
        ("42", DOT, "42", 0),
    ],
)
def test_a_number_is_read_as_its_file_declares_it(text, separators, value, decimals):
    number = parse_number(text, separators)
    assert number == Number(Decimal(value), decimals)


@pytest.mark.parametrize(
    ("text", "separators"),
    [
        ("0.2849", COMMA),  # one group of four digits: not a thousand under these separators
        ("0,2849", DOT),
        ("1,234.5", COMMA),
        ("0.234", COMMA),  # no thousands begin with 0
        ("12.34,5", COMMA),
        ("1.2345", COMMA),
        ("1 234", DOT),
        ("", DOT),
        ("–", DOT),
        ("–5", DOT),
        ("x", DOT),
        ("1e5", DOT),
        ("58/63", DOT),
        ("0.5.5", DOT),
        (".5", DOT),
        ("٣", DOT),
        ("5 điểm", DOT),
    ],
)
def test_what_does_not_fit_the_declared_separators_is_no_number(text, separators):
    assert parse_number(text, separators) is None


def test_a_fraction_keeps_both_sides():
    assert parse_fraction("72,33/150", COMMA) == (Number(Decimal("72.33"), 2), Number(Decimal(150), 0))
    assert parse_fraction("58 / 63", DOT) == (Number(Decimal(58), 0), Number(Decimal(63), 0))
    assert parse_fraction("58", DOT) is None
    assert parse_fraction("58/x", DOT) is None


def test_a_stored_number_is_taken_exactly_and_not_by_the_declared_separators():
    assert parse_plain("0.2849") == Number(Decimal("0.2849"), 4)
    assert parse_plain("1e-07") == Number(Decimal("0.0000001"), 7)
    assert parse_plain("100") == Number(Decimal(100), 0)
    assert parse_plain("nan") is None


@given(some.decimals(min_value=-(10**9), max_value=10**9, places=4), some.sampled_from([COMMA, DOT, SPACED]))
def test_what_is_written_with_declared_separators_reads_back_exactly(number, separators):
    grouped = f"{number:,.4f}" if separators.thousands else f"{number:.4f}"
    printed = grouped.translate({ord(","): separators.thousands, ord("."): separators.decimal})
    assert parse_number(printed, separators) == Number(number, 4)


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("0.8123", "0,8123"),
        ("0,8123 điểm", "0,8123"),
        ("~0,8123", "0,8123"),
        ("O,8123", "0,8123"),
        ("0,71O5", "0,7105"),
        ("1.234,5", "1234,5"),
        ("0,,5", "0,5"),
        ("-0.5", "-0,5"),
        ("khoảng 45.2%", "45,2%"),
        ("năm 2021", "2021"),
        ("cao", None),
        ("0,8.123", None),
    ],
)
def test_the_digits_of_a_cell_that_is_no_number_are_written_as_one(printed, meant):
    assert rewritten(printed, Separators(",", ".")) == meant
