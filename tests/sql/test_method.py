"""What the method page works out: every value that can be, of every edition, is the one that is stored.

The page adds up the parts of a computation and rounds once, by the rules of the build; here the same is done by exact
fractions, and the marts of parts are held against what core has computed in its own way.
"""

from collections import defaultdict
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from tests.sql.test_marts import figure, value

KEYS = ("edition_code", "unit_code", "indicator_code", "value_rule")
PARTS = "select * exclude (part_position) from mart.computation_parts"


def rounded(number: Fraction) -> Decimal:
    exact = Decimal(number.numerator * 10**12 // number.denominator) / 10**12
    return exact.quantize(Decimal("0.0001"), ROUND_HALF_UP)


def test_every_value_that_can_be_worked_out_is_the_stored_one_in_every_edition(real):
    sums = defaultdict(lambda: [Fraction(), Fraction()])
    for row in real.rows(PARTS):
        both = sums[tuple(row[key] for key in KEYS)]
        both[0] += Fraction(row["part_points"])
        both[1] += Fraction(row["part_max_points"])
    complete = real.rows("from mart.computations where is_complete")
    assert len(complete) > 2000
    assert len({row["edition_code"] for row in complete}) > 10
    for row in complete:
        points, whole = sums[tuple(row[key] for key in KEYS)]
        assert rounded(points / whole) == row["computed_value"], row


def test_the_rules_of_the_build_give_the_same(real):
    wrong = """
        with sums as (
            select edition_code, unit_code, indicator_code, value_rule,
                rule.ratio(sum(part_points), sum(part_max_points)) as value
            from mart.computation_parts group by all
        )
        select count(*) from mart.computations
        left join sums using (edition_code, unit_code, indicator_code, value_rule)
        where is_complete and sums.value is distinct from computed_value
    """
    assert real.value(wrong) == 0


def test_a_computed_value_that_is_shown_is_the_one_of_the_rule_in_use(real):
    shown = real.rows(
        """
        select ranking.value, used.computed_value
        from mart.unit_ranking as ranking
        left join mart.computations as used
            on used.edition_code = ranking.edition_code and used.unit_code = ranking.unit_code
            and used.indicator_code = ranking.indicator_code and used.is_used
        where ranking.value_basis = 'computed' and ranking.scale_max = 1
        """
    )
    assert len(shown) > 300
    assert [row for row in shown if row["value"] != row["computed_value"]] == []


def test_every_printed_part_names_the_line_that_prints_it(real):
    wrong = """
        select count(*)
        from mart.computation_parts as parts
        left join staging.figures as lines using (release_code, row_number)
        where parts.release_code is not null
            and lines.value is distinct from parts.printed and lines.score is distinct from parts.printed
    """
    assert real.value(wrong) == 0
    assert real.value("select count(*) from mart.computation_parts where printed is not null") > 5000


def test_an_incomplete_sum_says_how_many_of_its_parts_are_known(real):
    [row] = real.rows(
        "from mart.computations where edition_code = 'dti.2022.vn63' and unit_code = '08' and indicator_code = 'index'"
    )
    assert (row["known_count"], row["needed_count"], row["is_complete"], row["computed_value"]) == (4, 8, False, None)


def test_the_activities_of_other_pillars_are_taken_off_the_index(given):
    figures = [figure("22", "index", **value("0.7024"))]
    activities = {"6": "0.8385", "7": "0.5904", "8": "0.4505"}
    figures += [figure("22", code, **value(number)) for code, number in activities.items()]
    rows = given(figures).rows(
        "from mart.computation_parts where edition_code = 'dti.2022.vn63' and indicator_code = 'P1'"
        " and value_rule = 'index_and_activities' order by part_code"
    )
    told = {row["part_code"]: (float(row["part_points"]), float(row["part_max_points"])) for row in rows}
    assert told == {"index": (702.4, 1000), "7": (-88.56, -150), "8": (-67.575, -150)}
