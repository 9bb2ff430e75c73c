"""What the marts say of the method itself: the tree of indicators, pillars, and how much of each edition is loaded.

The reference tables are read again from their files, and what is loaded is counted from the staged rows.
"""

import csv
from collections import Counter, defaultdict
from decimal import Decimal

from tests.sql.test_marts import figure, value
from warehouse import paths


def table(name: str) -> list[dict[str, str]]:
    with (paths.REFERENCE_DIR / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def test_every_indicator_of_every_framework_is_there_with_its_maximum_and_weight(real):
    shown = {(row["framework_code"], row["indicator_code"]): row for row in real.rows("from mart.indicators")}
    stated = {(row["framework_code"], row["indicator_code"]): row for row in table("indicators")}
    assert shown.keys() == stated.keys()
    for key, row in stated.items():
        for name in ("max_score", "weight"):
            assert shown[key][name] == (Decimal(row[name]) if row[name] else None), (key, name)
        assert (shown[key]["parent_code"] or "") == row["parent_code"]
        assert shown[key]["is_scored"] == (row["is_scored"] == "true")


def test_each_indicator_is_followed_by_those_that_lie_in_it(real):
    for framework in {row["framework_code"] for row in table("indicators")}:
        rows = real.rows("from mart.indicators where framework_code = ? order by tree_position", framework)
        above: list[str] = []
        for row in rows:
            del above[row["tree_depth"] :]
            assert (above[-1] if above else None) == row["parent_code"], row["indicator_code"]
            above.append(row["indicator_code"])
        assert [row["tree_position"] for row in rows] == list(range(1, len(rows) + 1))


def test_the_parts_of_an_indicator_are_counted_without_those_that_are_not_assessed(real):
    counts = Counter(
        (row["framework_code"], row["parent_code"]) for row in table("indicators") if row["is_scored"] == "true"
    )
    for row in real.rows("from mart.indicators"):
        assert row["part_count"] == counts[row["framework_code"], row["indicator_code"]]
    # the smart city of 2021 is there and is not assessed: 8 of 9 main indicators, 95 of 98 components
    assert real.value(
        "select sum(part_count) from mart.indicators where framework_code = 'dti_2021' and indicator_level = 'main'"
    ) == 95


def test_a_pillar_has_the_maxima_of_its_main_indicators(real):
    totals = defaultdict(Decimal)
    for row in real.rows("from mart.pillar_mains"):
        totals[row["framework_code"], row["pillar_code"]] += row["max_score"]
    assert {key: int(total) for key, total in totals.items()} == {
        ("dti_2021", "P1"): 700,
        ("dti_2021", "P2"): 650,
        ("dti_2021", "P3"): 650,
        ("dti_2024", "P1"): 640,
        ("dti_2024", "P2"): 590,
        ("dti_2024", "P3"): 590,
    }
    assert real.value("select count(*) from mart.pillar_mains where is_own") == 6


def test_frameworks_say_what_the_whole_is_and_how_it_is_made(real):
    shown = {row["framework_code"]: row for row in real.rows("from mart.frameworks")}
    for row in table("frameworks"):
        found = shown.pop(row["framework_code"])
        total = Decimal(row["total_max_score"]) if row["total_max_score"] else None
        assert (found["total_max_score"], found["framework_rule"]) == (total, row["value_rule"])
    assert shown == {}


def test_coverage_counts_units_and_figures_of_every_level(real):
    ranked = defaultdict(set)
    valued = defaultdict(Counter)
    for row in real.rows("select * from mart.unit_ranking"):
        key = row["edition_code"], row["indicator_level"]
        if row["value"] is not None:
            valued[key][row["unit_code"]] += 1
        if row["rank"] is not None:
            ranked[key].add(row["unit_code"])
    seen = 0
    for row in real.rows("from mart.coverage where indicator_level in ('index', 'group', 'pillar')"):
        key = row["edition_code"], row["indicator_level"]
        assert (row["valued_unit_count"], row["ranked_unit_count"]) == (len(valued[key]), len(ranked[key])), key
        assert row["level_value_count"] == valued[key].total()
        assert row["whole_unit_count"] == sum(count == row["indicator_count"] for count in valued[key].values())
        seen += 1
    assert seen > 40


def test_coverage_of_components_counts_statuses(real):
    [row] = real.rows("from mart.coverage where indicator_level = 'component' and status_unit_count > 0")
    assert (row["edition_code"], row["status_unit_count"], row["level_status_count"]) == ("dti.2021.vn63", 1, 98)
    assert row["indicator_count"] == 95


def test_a_unit_without_one_main_indicator_is_not_whole(given):
    figures = [figure("08", str(code), **value("0.5")) for code in range(1, 9)]
    figures += [figure("10", str(code), **value("0.5")) for code in range(1, 8)]
    [row] = given(figures).rows(
        "from mart.coverage where edition_code = 'dti.2022.vn63' and indicator_level = 'main'"
    )
    assert (row["indicator_count"], row["valued_unit_count"], row["whole_unit_count"]) == (8, 2, 1)


def test_a_pairing_of_code_and_name_that_nobody_has_confirmed_is_told_with_its_component(real):
    noted = {
        row["indicator_code"]
        for row in real.rows("from mart.component_status where unit_code = '08' and note is not null")
    }
    fourth = {f"4.{number}" for number in (1, 2, 3, 4, 5, 6, 7, 10, 11, 12, 13)}
    assert noted == {"3.4", "3.5", "3.7", "7.7", "7.10", "2.10"} | fourth
