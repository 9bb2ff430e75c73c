"""Components whose points are known: made-up sheets of three provinces, asked in memory."""

from collections.abc import Iterator
from decimal import Decimal

import polars as pl
import pytest

from etl.reference import read_reference
from planning import edits, peers, reach, simulation, stakes, standings
from planning.errors import PlanningRefused
from planning.stakes import Filters
from tests.sql.conftest import RELEASE, Given
from warehouse import paths
from warehouse.queries import components as components_of
from warehouse.queries import planning as queries

EDITION, OWN = "dti.2022.vn63", "08"
MAXIMA = {"1": 100, "2": 100, "3": 100, "4": 100, "5": 100, "6": 200, "7": 150, "8": 150}
# component: maximum, points of the own unit and of two others
SHEET = {
    "1.1": (10, "0", "10", "10"),
    "1.2": (20, "12.5", "20", "0"),
    "2.1": (30, "0", "30", "30"),
    "2.2": (5, "5", "0", "0"),
    "3.1": (10, "0", "0", "0"),
}
REASONS = {"1.1": "rate_based", "2.1": "not_issued", "3.1": "no_evidence"}


def figures() -> list[dict]:
    """63 provinces 0.0020 apart, the own one in the middle, with every main indicator at half of its points."""
    units = pl.read_csv(paths.REFERENCE_DIR / "units.csv", infer_schema=False).filter(unit_system="vn63")["unit_code"]
    rest = [code for code in units if code != OWN]
    order = [*rest[:31], OWN, *rest[31:]]
    rows = [
        {"unit_code": code, "indicator_code": "index", "value": f"{0.6 - place * 0.002:.4f}"}
        for place, code in enumerate(order)
    ]
    rows += [{"unit_code": OWN, "indicator_code": main, "value": "0.5"} for main in MAXIMA]
    for place, unit in enumerate((OWN, *rest[:2]), start=1):
        rows += [
            {"unit_code": unit, "indicator_code": code, "score": sheet[place], "max_score": str(sheet[0])}
            for code, sheet in SHEET.items()
        ]
    return [{"year": 2022, "cohort_code": "vn63", "value_decimals": 4} | row for row in rows]


@pytest.fixture(scope="module")
def asked() -> Iterator[Given]:
    tables, _ = read_reference(paths.REFERENCE_DIR, paths.SQL_DIR)
    frames = {f"reference.{name}": table for name, table in tables.items()}
    frames["staging.releases"] = pl.DataFrame([RELEASE])
    numbered = [
        {"release_code": "given", "row_number": line, "edition_code": EDITION, "framework_code": "dti_2021"}
        | {name: cell for name, cell in row.items() if name not in ("year", "cohort_code")}
        for line, row in enumerate(figures(), start=2)
    ]
    frames["staging.figures"] = pl.DataFrame(numbered, infer_schema_length=None)
    frames["staging.component_statuses"] = pl.DataFrame(
        [
            {"release_code": "given", "row_number": line, "edition_code": EDITION, "framework_code": "dti_2021",
             "unit_code": OWN, "indicator_code": code, "status": "zero", "reason_codes": reason}
            for line, (code, reason) in enumerate(REASONS.items(), start=2)
        ]
    )  # fmt: skip
    warehouse = Given(frames)
    yield warehouse
    warehouse.connection.close()


@pytest.fixture
def held(asked: Given, monkeypatch: pytest.MonkeyPatch) -> standings.Standings:
    def query(_build_id: str, sql: str, parameters: dict | None = None) -> pl.DataFrame:
        return asked.connection.execute(sql, dict(parameters or {})).pl()

    for module in (queries, components_of):
        monkeypatch.setattr(module, "query", query)
    return standings.read("invented", EDITION, OWN)


def test_the_made_up_unit_stands_in_the_middle(held):
    assert (held.rank, held.steps, held.is_complete, held.pool) == (32, 5380, True, None)


def test_components_are_gained_whole_and_the_fewest_reach_the_rank(held):
    found = reach.reach(held, 27, level=reach.COMPONENTS)
    assert found.need.points == 10
    assert {part.code: part.points for part in found.headrooms} == {
        "1.1": 10, "1.2": Decimal("7.5"), "2.1": 30, "3.1": 10,
    }  # fmt: skip
    assert ([part.code for part in found.fewest.parts], found.fewest.sets) == (["2.1"], 3)
    assert found.points == {"2.1": 30}
    further = reach.reach(held, 12, level=reach.COMPONENTS)
    assert further.need.points == 40
    assert [part.code for part in further.fewest.parts] == ["2.1", "1.1"]
    assert (further.fewest.best_fewer, further.fewest.sets) == (30, 2)
    assert not reach.reach(held, 1, level=reach.COMPONENTS).is_enough


def test_the_least_effort_takes_components_whole(held):
    weights = reach.weights("code,fixed,per_point\n1.1,1,0\n1.2,1,0\n2.1,9,1\n3.1,2.5,0\n")
    found = reach.reach(held, 24, level=reach.COMPONENTS, weights=weights)
    assert found.need.points == 16
    assert found.least.effort == 2
    assert [(part.code, points) for part, points in found.least.points] == [("1.1", 10), ("1.2", Decimal("7.5"))]


def test_components_that_are_fulfilled_add_what_they_lost_to_their_main_indicators(held):
    asked_for = reach.with_components(held, edits.Edits({"1": Decimal(1)}), ["1.1", "1.2", "2.1"])
    assert asked_for.added == {"1": Decimal("18.5"), "2": 30}
    outcome = simulation.simulate(held, asked_for)
    assert outcome.value == Decimal("0.5865")
    with pytest.raises(PlanningRefused):
        reach.with_components(held, edits.Edits(), ["2.2"])


def test_stakes_are_exact_where_maxima_are_known(held):
    found = stakes.stakes(held, stakes.listed(held, Filters(("zero",))))
    assert (found.kind, found.at_least, found.count) == ("exact", 50, 3)
    assert (found.steps, found.place.rank) == (5880, 7)


def test_what_was_lost_for_want_of_documents_and_others_hold_comes_first(held):
    found = peers.component_wins(held)
    assert [(win.code, win.is_for_documents, win.holder_count, win.peer_count) for win in found] == [
        ("2.1", True, 2, 2), ("3.1", True, 0, 2), ("1.1", False, 2, 2), ("1.2", False, 1, 2),
    ]  # fmt: skip
    assert [win.expected for win in found] == [30, 0, 10, Decimal("3.75")]
    assert found[3].holders == ("Hà Nội",)
