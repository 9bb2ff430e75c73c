"""The warehouse equals the oracle on random synthetic panels with ties and gaps."""

import random
from decimal import Decimal

import pytest

from tests import oracle

MAINS = oracle.MAXIMA["dti_2021"]


def panel(seed: int, units: list[str]) -> dict[str, dict[str, Decimal]]:
    """Main values of every unit, from few distinct numbers so that ties occur."""
    random_numbers = random.Random(seed)
    coarse = [Decimal(random_numbers.randrange(0, 10001)) / 10000 for _ in range(6)]
    return {unit: {code: random_numbers.choice(coarse) for code in MAINS} for unit in units}


def figure(unit: str, code: str, value: Decimal) -> dict:
    return {
        "framework_code": "dti_2021",
        "year": 2022,
        "cohort_code": "vn63",
        "unit_code": unit,
        "indicator_code": code,
        "value": value,
        "value_decimals": 4,
    }


@pytest.mark.parametrize("seed", range(3))
def test_indexes_pillars_ranks_and_near_ties_of_a_complete_cohort(given, reference, seed):
    units = reference["reference.units"].filter(unit_system="vn63")["unit_code"].to_list()
    values = panel(seed, units)
    warehouse = given(
        [figure(unit, code, value) for unit, mains in values.items() for code, value in mains.items()]
    )
    computed = {
        (row["unit_code"], row["indicator_code"]): row
        for row in warehouse.rows(
            "select * from core.figures"
            " join core.ranks using (edition_code, unit_code, indicator_code)"
            " where edition_code = 'dti.2022.vn63'"
        )
    }
    indexes = {unit: oracle.index("dti_2021", mains) for unit, mains in values.items()}
    ranks = oracle.competition_ranks(indexes)
    groups = oracle.near_tie_groups(indexes)
    found_groups = {
        row["unit_code"]: row["near_tie_group"]
        for row in warehouse.rows(
            "select * from core.near_ties where indicator_code = 'index' and edition_code = 'dti.2022.vn63'"
        )
    }
    for unit in units:
        assert computed[unit, "index"]["value"] == indexes[unit]
        assert computed[unit, "index"]["rank"] == ranks[unit]
        assert found_groups[unit] == groups[unit]
    for code, mains in (("3", "3"), ("8", "8")):
        expected = oracle.competition_ranks({unit: parts[mains] for unit, parts in values.items()})
        assert {unit: computed[unit, code]["rank"] for unit in units} == expected


@pytest.mark.parametrize("seed", range(2))
def test_pillars_follow_from_index_and_activities(given, reference, seed):
    units = reference["reference.units"].filter(unit_system="vn63")["unit_code"].to_list()
    values = panel(seed + 10, units)
    indexes = {unit: oracle.index("dti_2021", mains) for unit, mains in values.items()}
    rows = [figure(unit, code, values[unit][code]) for unit in units for code in ("6", "7", "8")]
    rows += [figure(unit, "index", indexes[unit]) for unit in units]
    warehouse = given(rows)
    found = {
        (row["unit_code"], row["indicator_code"]): row["value"]
        for row in warehouse.rows(
            "select * from core.figures where indicator_level = 'pillar' and edition_code = 'dti.2022.vn63'"
        )
    }
    assert found == {
        (unit, code): oracle.pillar("dti_2021", code, indexes[unit], values[unit])
        for unit in units
        for code in oracle.OWN
    }


def test_a_gap_in_the_cohort_withholds_every_computed_rank(given, reference):
    units = reference["reference.units"].filter(unit_system="vn63")["unit_code"].to_list()
    warehouse = given([figure(unit, "index", Decimal("0.5")) for unit in units[1:]])
    rows = warehouse.rows(
        "select * from mart.unit_ranking where index_code = 'dti' and year = 2022 and cohort_code = 'vn63'"
        " and indicator_code = 'index'"
    )
    assert len(rows) == 63
    assert {row["rank"] for row in rows} == {None}
    assert {row["rank_reason"] for row in rows if row["unit_code"] != units[0]} == {"cohort_incomplete"}
    [missing] = [row for row in rows if row["unit_code"] == units[0]]
    assert (missing["rank_reason"], missing["value"]) == ("no_figure", None)
