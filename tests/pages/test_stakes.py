"""What any list of components lost together: never a middle of an interval, never an equal share."""

import random
from decimal import Decimal

import pytest

from warehouse import builds
from warehouse.queries import components

OF_2021 = ("dti.2021.vn63", "08")


@pytest.fixture
def stakes(warehouse, monkeypatch):
    """At least and at most how many points some components of Tuyên Quang 2021 lost together."""
    monkeypatch.setenv("DTI_WAREHOUSE_DIR", str(warehouse))
    build_id = builds.current(warehouse).build_id

    def asked(codes: list[str]) -> tuple[Decimal, Decimal]:
        rows = components.stakes(build_id, *OF_2021, ",".join(codes)).to_dicts()
        return sum((row["at_least"] for row in rows), Decimal(0)), sum((row["at_most"] for row in rows), Decimal(0))

    return asked


@pytest.fixture
def losing(ask) -> dict[str, set[str]]:
    """The components that lost points, by main indicator."""
    found: dict[str, set[str]] = {}
    for row in ask(
        "select main_code, indicator_code from mart.component_status where edition_code = 'dti.2021.vn63'"
        " and unit_code = '08' and status in ('zero', 'partial')"
    ):
        found.setdefault(row["main_code"], set()).add(row["indicator_code"])
    return found


@pytest.fixture
def lost(ask) -> dict[str, Decimal]:
    """The points that each main indicator lost."""
    rows = ask("select * from mart.main_status where edition_code = 'dti.2021.vn63' and unit_code = '08'")
    return {row["indicator_code"]: row["lost_score"] for row in rows}


def test_the_published_examples(stakes, ask):
    assert stakes(["8.1"]) == (0, Decimal("144.12"))
    rows = ask("select * from mart.component_status where edition_code = 'dti.2021.vn63' and unit_code = '08'")
    zeros = [row for row in rows if row["status"] == "zero"]
    assert stakes([row["indicator_code"] for row in zeros]) == (Decimal("143.33"), Decimal("715.145"))
    assert stakes([row["indicator_code"] for row in zeros if row["main_code"] == "2"]) == (60, 60)
    assert stakes([row["indicator_code"] for row in rows if "not_issued" in (row["reason_codes"] or ())]) == (60, 60)
    assert stakes(["1.7", "1.8"]) == (0, Decimal("62.5"))
    assert stakes([row["indicator_code"] for row in rows if row["main_code"] == "8"]) == (Decimal("144.12"),) * 2


def test_any_list_holds_all_of_a_main_indicator_or_less_of_it(stakes, losing, lost):
    pick = random.Random(12)
    every = sorted(code for codes in losing.values() for code in codes)
    for _ in range(40):
        codes = set(pick.sample(every, pick.randint(1, len(every))))
        whole = [main for main, inside in losing.items() if inside <= codes]
        touched = [main for main, inside in losing.items() if inside & codes]
        assert stakes(sorted(codes)) == (sum(lost[main] for main in whole), sum(lost[main] for main in touched))


def test_what_lost_nothing_holds_nothing(stakes):
    assert stakes(["8.4"]) == (0, 0)
    assert stakes(["77.7"]) == (0, 0)
