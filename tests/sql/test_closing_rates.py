"""How much of their distance to 1 the units of a cohort closed from one year to the next, against printed values."""

from decimal import Decimal
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
    rows = real.rows("select before_year, year, closed_percent, round(mean_places_worse, 1) as error"
                     " from mart.closing_rates"
                     " where index_code = 'dti' and cohort_code = 'vn34' order by year")  # fmt: skip
    assert [tuple(row.values()) for row in rows] == [
        (2022, 2023, 24, Decimal("12.5")),
        (2023, 2024, 7, Decimal("3.6")),
    ]


def test_a_year_that_is_not_known_whole_has_no_rate(real):
    assert real.rows("select * from mart.closing_rates where 2021 in (year, before_year)") == []


def test_the_error_of_standing_still_is_the_mean_over_all_units_of_the_rank_they_got_less_the_one_supposed(real):
    def values(edition_code):
        rows = real.rows(
            "select unit_code, ranking_value, rank from core.ranks where edition_code = ? and indicator_code = 'index'",
            edition_code,
        )
        return {row["unit_code"]: (row["ranking_value"], row["rank"]) for row in rows}

    before, after = values("dti.2022.vn63"), values("dti.2023.vn63")
    errors = [
        rank - 1 - sum(other > value for code, (other, _) in before.items() if code != unit)
        for unit, (value, rank) in after.items()
    ]
    [row] = real.rows("select mean_places_worse from mart.closing_rates where edition_code = 'dti.2023.vn63'")
    assert row["mean_places_worse"] == round(Decimal(sum(errors)) / len(errors), 4)
