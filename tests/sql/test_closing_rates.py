"""How much of their distance to 1 the units of a cohort closed from one year to the next, against printed values."""

from fractions import Fraction

import pytest


@pytest.mark.parametrize(
    ("edition_code", "after", "before"),
    [("dti.2023.vn63", "dti.2023.vn63", "dti.2022.vn63"), ("dti.2024.vn34", "dti.2024.vn34", "dti.2023.vn63@vn34")],
)
def test_a_rate_is_the_share_of_the_distance_that_all_units_closed_together(real, edition_code, after, before):
    values = {
        code: [
            Fraction(row["ranking_value"])
            for row in real.rows(
                f"select ranking_value from core.ranks where edition_code = '{code}' and indicator_code = 'index'"
            )
        ]
        for code in (after, before)
    }
    gap = sum(1 - value for value in values[before])
    closed = sum(values[after]) - sum(values[before])
    [row] = real.rows(f"select closed_percent from mart.closing_rates where edition_code = '{edition_code}'")
    assert row["closed_percent"] == int(100 * closed / gap + Fraction(1, 2))


def test_the_rates_that_plans_quote(real):
    rows = real.rows("select before_year, year, closed_percent from mart.closing_rates"
                     " where index_code = 'dti' and cohort_code = 'vn34' order by year")  # fmt: skip
    assert [tuple(row.values()) for row in rows] == [(2022, 2023, 24), (2023, 2024, 7)]


def test_a_year_that_is_not_known_whole_has_no_rate(real):
    assert real.rows("select * from mart.closing_rates where 2021 in (year, before_year)") == []
