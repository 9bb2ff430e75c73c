"""How much of what is asked there is room for: known main indicators, the pool of unknown ones, the whole."""

from decimal import Decimal

import pytest

from planning import edits, simulation, standings

TUYEN_QUANG_2022 = ("dti.2022.vn63", "08")  # 1, 2, 4 and 5 are not known: together they have 267.795 and lost 132.205


def applied(build_id: str, *added: str, values: tuple[str, ...] = ()) -> dict[str, Decimal]:
    held = standings.read(build_id, *TUYEN_QUANG_2022)
    return dict(edits.clipped(held, edits.parsed(added, values)).points)


@pytest.mark.parametrize(
    ("added", "points"),
    [
        (["8=103.905"], {"8": "103.905"}),
        (["8=103.9051"], {"8": "103.905"}),
        (["8=-46.095"], {"8": "-46.095"}),
        (["8=-50"], {"8": "-46.095"}),
        (["1=150"], {"1": "100"}),
        (["1=100", "2=100"], {"1": "100", "2": "32.205"}),
        (["5=100", "1=100"], {"1": "100", "5": "32.205"}),  # in the order of the codes
        (["1=-100", "2=-100", "4=-100"], {"1": "-100", "2": "-100", "4": "-67.795"}),
        (["1=-20", "2=100", "4=100"], {"1": "-20", "2": "100", "4": "32.205"}),  # what one loses is no other's to gain
        (["index=500"], {"index": "468"}),
        (["index=-600"], {"index": "-532"}),
        (["8=103.905", "index=468"], {"8": "103.905", "index": "364.095"}),
        (["8=-46.095", "index=500"], {"8": "-46.095", "index": "500"}),
    ],
)
def test_points_stay_within_what_there_is(build_id, added, points):
    assert applied(build_id, *added) == {code: Decimal(amount) for code, amount in points.items()}


def test_a_value_that_is_set_becomes_the_points_that_lead_to_it(build_id):
    assert applied(build_id, values=("3=0", "8=1")) == {"3": Decimal("-47.8"), "8": Decimal("103.905")}


def test_what_is_cut_off_is_said_by_how_much(build_id):
    held = standings.read(build_id, *TUYEN_QUANG_2022)
    found = edits.clipped(held, edits.parsed(["8=500", "3=-100", "7=1"]))
    assert [(clip.code, clip.by) for clip in found.clips] == [("3", Decimal("-52.2")), ("8", Decimal("396.095"))]
    assert found.total == Decimal("-47.8") + Decimal("103.905") + 1


def test_all_main_indicators_at_their_maximum_make_1_also_where_the_rounded_index_would_not(build_id):
    """Of seven units the parts recompute 0.0001 off; of five of these what they lost adds up to 0.9999 alone."""
    made = {}
    for unit in ("46", "38", "20", "51", "14", "37", "68", "08"):
        held = standings.read(build_id, "dti.2024.vn34", unit)
        assert simulation.simulate(held).value == held.value_of(held.steps)
        full = edits.Edits({main.code: main.lost for main in held.mains})
        made[unit] = simulation.simulate(held, full)
    assert {outcome.value for outcome in made.values()} == {Decimal(1)}
    assert {outcome.place.rank for outcome in made.values()} == {1}
    assert {level.value_after for outcome in made.values() for level in outcome.levels} == {Decimal(1)}


def test_points_of_no_main_indicator_leave_pillars_and_main_indicators_unsaid(build_id):
    held = standings.read(build_id, *TUYEN_QUANG_2022)
    outcome = simulation.simulate(held, edits.parsed(["index=10", "8=5"]))
    assert outcome.value == Decimal("0.5470")
    assert {level.value_after for level in outcome.levels} == {None}


def test_pillars_gain_the_points_of_their_own_main_indicators(build_id):
    held = standings.read(build_id, *TUYEN_QUANG_2022)
    levels = {level.code: level for level in simulation.simulate(held, edits.parsed(["8=31.8"])).levels}
    assert (levels["P1"].value_after, levels["P2"].value_after) == (levels["P1"].value, levels["P2"].value)
    assert levels["P3"].value_after == Decimal("0.6053")  # 0.5564 and 31.8 of 650
    assert (levels["8"].value_after, levels["8"].rank) == (Decimal("0.5193"), 19)
    assert levels["8"].rank_after < 19
    assert levels["1"].value_after is None
