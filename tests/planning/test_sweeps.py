"""What holds for every unit of every published edition whose cohort is complete, against the oracle."""

from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from functools import cache
from itertools import combinations

import numpy as np
import polars as pl
import pytest

from planning import movement, noise, ranks, reach, simulation, standings
from planning.movement import Movement
from planning.standings import STEPS, Standings, in_steps
from tests.oracle import rounded
from tests.planning import oracle
from warehouse import connection
from warehouse.queries import planning as queries

EDITIONS = (
    "dti.2022.vn63", "dti.2023.vn63", "dti.2024.vn63", "dti.2024.vn34",
    "chi_so_766.2022.vn34", "chi_so_766.2023.vn34", "chi_so_766.2024.vn34",
)  # fmt: skip


@dataclass(frozen=True)
class Edition:
    """Every unit's standings of an edition, and the values by unit."""

    build_id: str
    code: str
    held: dict[str, Standings]
    values: dict[str, Decimal]
    total: Decimal


@cache
def of(build_id: str, code: str) -> Edition:
    whole, cohort = queries.whole(build_id, code).row(0, named=True), queries.cohort(build_id, code)
    no_mains = queries.mains(build_id, code, "").head(0)
    units = cohort["unit_code"].to_list()
    held = {unit: standings.made_of(build_id, whole, unit, cohort, no_mains) for unit in units}
    return Edition(build_id, code, held, dict(cohort.select("unit_code", "value").iter_rows()), whole["total_score"])


@pytest.fixture(params=EDITIONS)
def edition(request: pytest.FixtureRequest, build_id: str) -> Edition:
    return of(build_id, request.param)


def test_the_complete_editions_are_those_that_the_warehouse_has(build_id):
    rows = connection.query(
        build_id,
        """
        select edition_code from mart.editions join mart.measures using (edition_code)
        where indicator_code = 'index' and value_count = cohort_size and cohort_size > 1
            and max_score is not null order by 1
        """,
    )
    assert rows["edition_code"].to_list() == sorted(EDITIONS)


def test_without_an_edit_a_unit_has_its_published_value_and_rank(edition):
    published = connection.query(
        edition.build_id,
        "select unit_code, value, rank from mart.unit_ranking where edition_code = $code and indicator_code = 'index'",
        {"code": edition.code},
    )
    for unit, value, rank in published.iter_rows():
        held = edition.held[unit]
        assert held.value_of(held.steps) == value
        assert ranks.place(held).rank == rank == oracle.rank(edition.values, unit, edition.values[unit])


def test_the_points_for_every_rank_lead_there_and_a_step_less_does_not(edition):
    for unit, held in edition.held.items():
        own = edition.values[unit]
        for target in range(1, len(edition.values) + 1):
            need = ranks.need(held, target)
            assert need.kind == "exact"
            assert Fraction(need.points) == oracle.need(edition.values, unit, target, edition.total)
            after = oracle.value_after(own, need.points, edition.total)
            assert in_steps(after) == need.steps
            assert need.place.rank == oracle.rank(edition.values, unit, after) <= target
            if need.points:
                less = oracle.value_after(own, need.points - edition.total / STEPS, edition.total)
                assert oracle.rank(edition.values, unit, less) > target


def test_the_step_function_has_every_rank_above_once_and_is_monotone(edition):
    for unit, held in edition.held.items():
        steps = ranks.steps(held)
        assert [step.steps for step in steps] == sorted({held.steps, *(
            other.steps for other in held.others if other.steps > held.steps
        )})  # fmt: skip
        for step in steps:
            value = Decimal(step.steps) / STEPS
            assert step.place.rank == oracle.rank(edition.values, unit, value)
            assert {met.code for met in step.met} == {
                other for other, theirs in edition.values.items() if other != unit and theirs == value
            }
        found = [step.place.rank for step in steps]
        assert found == sorted(found, reverse=True)


@pytest.mark.parametrize("moved", [Movement(), Movement("gap", Decimal(7)), Movement("points", Decimal("12.5"))])
def test_places_are_those_passed_without_those_passing(edition, moved):
    for unit in list(edition.values)[::7]:
        held = edition.held[unit]
        others = movement.read(edition.build_id, held, moved).others
        theirs = {other.code: Decimal(other.steps) / STEPS for other in others}
        for shift in (-900, -37, -1, 0, 1, 2, 55, 400):
            steps = min(max(held.steps + shift, 0), STEPS)
            after = theirs | {unit: Decimal(steps) / STEPS}
            place = ranks.place(held, steps, others)
            passed, passing = ranks.passed(held, steps, others), ranks.passing(held, steps, others)
            assert place.rank == oracle.rank(after, unit, after[unit])
            assert {each.code for each in passed} == oracle.passed(edition.values, after, unit)
            assert {each.code for each in passing} == oracle.passing(edition.values, after, unit)
            assert ranks.place(held).rank - place.rank == len(passed) - len(passing)


@pytest.mark.parametrize("percent", ["0", "5.54", "7", "24", "100"])
def test_others_close_their_distance_to_1_exactly_and_keep_their_order(build_id, percent):
    cohort = queries.cohort(build_id, "dti.2023.vn63", "gap", percent)
    pairs = cohort.select("value", "moved_value").rows()
    assert [moved for _, moved in pairs] == [oracle.closer(value, Decimal(percent)) for value, _ in pairs]
    assert [moved for _, moved in pairs] == sorted((moved for _, moved in pairs), reverse=True)


def test_values_after_points_are_those_of_the_oracle(build_id):
    values = [Decimal(number) / 10_000 for number in range(0, 10_001, 311)]
    points = [Decimal(number) / 1000 for number in range(-1_000_000, 1_000_000, 28_571)]
    for total in (Decimal(1000), Decimal(940), Decimal(100), Decimal("87.5")):
        cases = pl.DataFrame([(value, point) for value in values for point in points], schema=["v", "p"], orient="row")
        found = connection.query(
            build_id,
            f"""
            select rule.value_after(cast(v as decimal(9, 4)), cast(p as decimal(18, 8)), {total}) as found
            from (select unnest($v) as v, unnest($p) as p)
            """,
            {"v": cases["v"].cast(pl.String).to_list(), "p": cases["p"].cast(pl.String).to_list()},
        )
        assert found["found"].to_list() == [oracle.value_after(*case, total) for case in cases.rows()]


@pytest.mark.parametrize("cap", reach.CAPS)
@pytest.mark.parametrize("edition_code", ["dti.2024.vn34", "dti.2022.vn63"])
def test_the_fewest_main_indicators_are_those_of_enumeration_and_reach_the_rank(build_id, edition_code, cap):
    of_all = of(build_id, edition_code)
    for unit in list(of_all.values)[3::9]:
        held = standings.read(build_id, edition_code, unit)
        for target in (1, max(1, held.rank - 10), max(1, held.rank - 1)):
            found = reach.reach(held, target, cap)
            room = {main.code: reach.headroom(main, cap) for main in held.mains if main.is_known}
            room = {code: points for code, points in room.items() if points > 0}
            need = found.need.points
            sets = [chosen for size in range(len(room) + 1) for chosen in combinations(room, size)]
            enough = [chosen for chosen in sets if sum(room[code] for code in chosen) >= need]
            assert found.is_enough == bool(enough)
            if not enough:
                assert found.reachable == sum(room.values(), Decimal(0))
                continue
            size = min(len(chosen) for chosen in enough)
            smallest = [chosen for chosen in enough if len(chosen) == size]
            best = min(smallest, key=lambda chosen: (-sum(room[code] for code in chosen), chosen))
            assert tuple(sorted(part.code for part in found.fewest.parts)) == best
            assert found.fewest.sets == len(smallest)
            assert sum(found.points.values(), Decimal(0)) == need
            after = oracle.value_after(of_all.values[unit], need, of_all.total)
            assert oracle.rank(of_all.values, unit, after) <= target


@pytest.mark.parametrize(
    ("edition_code", "points", "gained"),
    [
        ("dti.2022.vn63", "10", 130),
        ("dti.2023.vn63", "10", 185),
        ("dti.2024.vn63", "9.4", 110),
        ("dti.2024.vn63", "10", 118),
    ],
)
def test_the_mean_gain_of_the_middle_of_the_cohort(build_id, edition_code, points, gained):
    """+0.0100, and 10 points where the whole is 940, for the units at ranks 15 to 50."""
    of_all = of(build_id, edition_code)
    middle = [unit for unit, held in of_all.held.items() if 15 <= held.rank <= 50]
    places = 0
    for unit in middle:
        after = oracle.value_after(of_all.values[unit], Decimal(points), of_all.total)
        places += of_all.held[unit].rank - ranks.place(of_all.held[unit], in_steps(after)).rank
    assert (len(middle), places) == (36, gained)


@pytest.mark.parametrize("edition_code", ["dti.2024.vn34", "dti.2022.vn63", "dti.2021.vn63", "chi_so_766.2024.vn34"])
def test_the_whole_way_without_an_edit_gives_what_is_published(build_id, edition_code):
    """Index, pillars and main indicators: value and rank come back, also where parts recompute a little off."""
    cohort = queries.cohort(build_id, edition_code).filter(pl.col("value").is_not_null())
    for unit in cohort["unit_code"].to_list()[::12]:
        outcome = simulation.simulate(standings.read(build_id, edition_code, unit))
        assert (outcome.steps, outcome.place.rank) == (outcome.standings.steps, outcome.standings.rank)
        assert (outcome.places, outcome.passed, outcome.passing) == (0, (), ())
        for level in outcome.levels:
            assert level.value_after == level.value
            assert level.rank_after in (level.rank, None)


def test_what_moves_a_value_printed_with_two_decimals_may_pass_is_said_only_where_it_is_certain(build_id):
    """Kon Tum 2021, printed 0.33, is somewhere from 0.3250 to 0.3349."""
    held = standings.read(build_id, "dti.2021.vn63", "08")
    [kon_tum] = [other for other in held.others if other.name_vi == "Kon Tum"]
    assert (kon_tum.low, kon_tum.high) == (3250, 3349)
    names = {steps: [unit.name_vi for unit in ranks.passed(held, steps, held.others)] for steps in (3348, 3349)}
    assert "Kon Tum" not in names[3348]
    assert "Kon Tum" in names[3349]
    assert [ranks.place(held, steps).at_most for steps in (3348, 3349)] == [53, 46]
    assert [ranks.place(held, steps).at_least for steps in (3249, 3250)] == [47, 44]


def test_a_unit_whose_rank_falls_in_an_incomplete_cohort_leaves_its_place_to_those_below(build_id):
    """Sơn La 2021 (43) falling level with Ninh Thuận (53): without Sơn La that is rank 52."""
    held = standings.read(build_id, "dti.2021.vn63", "14")
    place = ranks.place(held, 3048)
    assert place.rank == 52
    assert ranks.place(held, 3047).at_least == 53
    assert ranks.place(replace(held, others=held.others), held.steps).rank == 43


@pytest.mark.parametrize(("edition_code", "unit"), [("dti.2024.vn34", "08"), ("dti.2022.vn63", "08")])
def test_noise_is_the_fifth_and_ninety_fifth_percentile_of_ranks_over_fractions(build_id, edition_code, unit):
    held = standings.read(build_id, edition_code, unit)
    draws, found = 60, noise.noise(held, draws=60, seed=5, spread=Decimal("0.25"))
    factors = np.random.default_rng(5).integers(750_000, 1_250_000, size=(draws, len(found.blocks)), endpoint=True)
    rows = queries.scores(build_id, edition_code).to_dicts()
    indexes = {row["unit_code"]: Fraction(row["index_value"]) for row in rows}
    points = {(row["unit_code"], row["indicator_code"]): row["score"] for row in rows}
    maxima = {row["indicator_code"]: Fraction(row["max_score"]) for row in rows}
    known = [code for block in found.blocks[: len(found.blocks) - found.is_last_unknown] for code in block]
    ranked = []
    for drawn in factors.tolist():
        values = {}
        for each, index in indexes.items():
            parts = [(Fraction(points[each, code]), maxima[code]) for code in known]
            if found.is_last_unknown:
                rest = sum(maxima.values()) * index - sum(score for score, _ in parts)
                parts.append((rest, sum(maxima.values()) - sum(maximum for _, maximum in parts)))
            weighed = sum(factor * score for factor, (score, _) in zip(drawn, parts, strict=True))
            whole = sum(factor * maximum for factor, (_, maximum) in zip(drawn, parts, strict=True))
            values[each] = rounded(weighed / whole)
        ranked.append(oracle.rank(values, unit, values[unit]))
    ranked.sort()
    assert (found.low, found.high) == (ranked[3 - 1], ranked[57 - 1])  # the nearest ranks of 5 % and 95 % of 60
