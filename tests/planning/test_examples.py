"""Worked examples on published figures, each through the package and through the command line."""

from decimal import Decimal

import pytest

from planning import edits, movement, ranks, simulation, standings

IN_2022, IN_2024, IN_2021 = "dti.2022.vn63", "dti.2024.vn34", "dti.2021.vn63"
TUYEN_QUANG, THANH_HOA = "08", "38"
ALL_FULL = tuple(f"{code}=1" for code in range(1, 9))

# edition, unit, points added, values set, others; then value, rank, number passed and passing, names level with
EDITED = [
    (IN_2022, TUYEN_QUANG, (), (), "still", "0.5320", 48, 0, 0, []),
    (IN_2022, TUYEN_QUANG, ("8=31.8",), (), "still", "0.5638", 40, 8, 0, ["Tây Ninh"]),
    (IN_2022, TUYEN_QUANG, ("8=31.7",), (), "still", "0.5637", 41, 7, 0, []),
    (IN_2022, TUYEN_QUANG, ("8=31.75",), (), "still", "0.5638", 40, 8, 0, ["Tây Ninh"]),
    (IN_2022, TUYEN_QUANG, ("8=500",), (), "still", "0.6359", 14, 34, 0, []),
    (IN_2022, TUYEN_QUANG, (), ("3=0",), "still", "0.4842", 55, 0, 7, []),
    (IN_2022, THANH_HOA, ("6=-0.1",), (), "still", "0.6349", 16, 0, 1, []),
    (IN_2024, TUYEN_QUANG, ("6=9.118",), (), "still", "0.6959", 21, 1, 0, ["Tây Ninh"]),
    (IN_2024, TUYEN_QUANG, ("6=9.0",), (), "still", "0.6958", 22, 0, 0, []),
    (IN_2024, TUYEN_QUANG, (), ALL_FULL, "still", "1.0000", 1, 21, 0, []),
    (IN_2024, TUYEN_QUANG, (), ("8=0.9000",), "still", "0.7514", 9, 13, 0, []),
    (IN_2024, TUYEN_QUANG, (), ("8=0.9000",), "gap:7", "0.7514", 12, 10, 0, []),
    (IN_2024, TUYEN_QUANG, (), (), "gap:7", "0.6862", 26, 0, 4, []),
    (IN_2024, TUYEN_QUANG, (), (), "gap:24", "0.6862", 32, 0, 10, []),
]


@pytest.mark.parametrize(
    ("edition", "unit", "added", "values", "others", "value", "rank", "passed", "passing", "level"), EDITED
)
def test_an_edit_leads_to_the_value_and_rank_of_the_examples(
    build_id, told, edition, unit, added, values, others, value, rank, passed, passing, level
):
    asked = edits.parsed(added, values), movement.parsed(others)
    found = simulation.simulate(standings.read(build_id, edition, unit), *asked)
    assert found.value == Decimal(value)
    assert (found.place.rank, len(found.passed), len(found.passing)) == (rank, passed, passing)
    assert [other.name_vi for other in found.place.level_with] == level
    assert found.places == passed - passing
    options = [*(["--add", *added] if added else []), *(["--set", *values] if values else []), "--others", others]
    answer = told("simulate", edition, unit, *options)
    assert answer["value"] == float(value)
    assert (answer["rank"], answer["at_least"], answer["at_most"], answer["kind"]) == (rank, rank, rank, "exact")
    assert (len(answer["passed"]), len(answer["passing"]), answer["places"]) == (passed, passing, passed - passing)
    assert [other["name"] for other in answer["level_with"]] == level
    assert (answer["build"], answer["edition"], answer["unit"]) == (build_id, edition, unit)


def test_what_is_more_than_an_indicator_can_have_is_clipped_and_said(told):
    answer = told("simulate", IN_2022, TUYEN_QUANG, "--add", "8=500")
    assert answer["clipped"] == [{"code": "8", "asked": 500, "applied": 103.905, "by": 396.095}]
    assert answer["points"] == 103.905


def test_who_passes_a_unit_that_loses_points_is_named(told):
    answer = told("simulate", IN_2022, THANH_HOA, "--add", "6=-0.1")
    assert [other["name"] for other in answer["passing"]] == ["Yên Bái"]


# rank or range asked; points, and the rank they lead to
NEEDED = [
    (IN_2022, TUYEN_QUANG, None, "8.8", 47, ["Đắk Lắk"]),
    (IN_2022, TUYEN_QUANG, "40", "31.8", 40, ["Tây Ninh"]),
    (IN_2022, TUYEN_QUANG, "40-44", "15.8", 44, ["Sơn La"]),
    (IN_2022, TUYEN_QUANG, "1", "268.2", 1, ["Đà Nẵng"]),
    (IN_2022, TUYEN_QUANG, "50", "0", 48, []),
    (IN_2024, TUYEN_QUANG, None, "9.118", 21, ["Tây Ninh"]),
    (IN_2024, TUYEN_QUANG, "10", "58.092", 10, ["Lạng Sơn"]),
]


@pytest.mark.parametrize(("edition", "unit", "asked", "points", "rank", "level"), NEEDED)
def test_a_rank_takes_the_points_of_the_examples(build_id, told, edition, unit, asked, points, rank, level):
    held = standings.read(build_id, edition, unit)
    worst = int(asked.split("-")[-1]) if asked else None
    found = ranks.need(held, worst)
    assert (found.points, found.kind, found.place.rank) == (Decimal(points), "exact", rank)
    answer = told("need", edition, unit, *(["--rank", asked] if asked else []))
    assert (answer["points"], answer["at_least"], answer["at_most"]) == (float(points),) * 3
    assert answer["rank"] == rank
    assert [other["name"] for other in answer["level_with"]] == level


def test_a_range_of_ranks_tells_the_way_to_both_of_its_ends(told):
    answer = told("need", IN_2022, TUYEN_QUANG, "--rank", "40-44")
    assert (answer["points"], answer["better"]["points"]) == (15.8, 31.8)
    assert (answer["range"], answer["is_met"], answer["distance"]) == ([40, 44], False, 4)
    met = told("need", IN_2022, TUYEN_QUANG, "--rank", "48-50")
    assert (met["points"], met["is_met"], met["distance"]) == (0, True, -2)


# points; then value, the best and worst rank, names level with
INCOMPLETE = [
    ("0", "0.2849", 58, 58, []),
    ("10", "0.2949", 54, 58, []),
    ("19.9", "0.3048", 53, 53, ["Ninh Thuận"]),
    ("30", "0.3149", 47, 53, []),
    ("58.9", "0.3438", 43, 43, ["Sơn La"]),
    ("60", "0.3449", 42, 43, []),
]


@pytest.mark.parametrize(("points", "value", "best", "worst", "level"), INCOMPLETE)
def test_where_not_every_value_is_known_the_rank_is_an_interval(build_id, told, points, value, best, worst, level):
    held = standings.read(build_id, IN_2021, TUYEN_QUANG)
    found = simulation.simulate(held, edits.parsed([f"index={points}"]))
    assert (found.value, found.place.at_least, found.place.at_most) == (Decimal(value), best, worst)
    answer = told("simulate", IN_2021, TUYEN_QUANG, "--add", f"index={points}")
    assert (answer["value"], answer["at_least"], answer["at_most"]) == (float(value), best, worst)
    assert answer["kind"] == ("exact" if best == worst else "between")
    assert answer["rank"] == (best if best == worst else None)
    assert [other["name"] for other in answer["level_with"]] == level


def test_the_unknown_main_indicators_are_one_pool(build_id):
    pool = standings.read(build_id, IN_2022, TUYEN_QUANG).pool
    assert (pool.codes, pool.lost) == (("1", "2", "4", "5"), Decimal("132.205"))
    assert standings.read(build_id, IN_2024, TUYEN_QUANG).pool is None


def test_the_steps_of_the_sentences_stand_in_the_step_function(told):
    by_rank = {step["rank"]: step for step in told("steps", IN_2022, TUYEN_QUANG)["steps"]}
    assert by_rank[48]["points"] == 0
    assert {rank: by_rank[rank]["points"] for rank in (47, 44, 40)} == {47: 8.8, 44: 15.8, 40: 31.8}
    assert [other["name"] for other in by_rank[40]["level_with"]] == ["Tây Ninh"]
