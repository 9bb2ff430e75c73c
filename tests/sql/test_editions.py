"""Editions of other periods than years, provisional ones, and several cohorts of one system; all rows are synthetic."""

from datetime import date
from decimal import Decimal

import polars as pl

from tests.sql.conftest import with_edition


def quarterly(reference, *codes: str, **cells: dict) -> dict[str, pl.DataFrame]:
    """The tables with editions of the 34 provinces for these quarters, each compared with the one given before it."""
    tables, previous = dict(reference), None
    for code in codes:
        changed = {"previous_edition_code": previous} | cells.get(code.replace("-", "_"), {})
        added = with_edition(tables, "dti.2024.vn34", code, **changed)
        tables |= {f"reference.{name}": frame for name, frame in added.items()}
        previous = f"dti.{code}.vn34"
    return {name: tables[f"reference.{name}"] for name in ("editions", "periods")}


def indexes(reference, code: str, first: int) -> list[dict]:
    """The index of each of the 34 provinces in a period, all different."""
    units = reference["reference.units"].filter(unit_system="vn34")["unit_code"].to_list()
    edition = {"framework_code": "dti_2024", "year": code, "cohort_code": "vn34", "indicator_code": "index"}
    return [
        edition | {"unit_code": unit, "value": Decimal(first - 11 * place) / 10000, "value_decimals": 4}
        for place, unit in enumerate(units)
    ]


def test_quarters_are_ranked_and_compared_among_each_other_and_not_with_years(given, reference):
    tables = quarterly(reference, "2025-Q1", "2025-Q2")
    rows = indexes(reference, "2025-Q1", 7000) + list(reversed(indexes(reference, "2025-Q2", 8000)))
    warehouse = given(rows, **tables)
    shown = warehouse.rows(
        "select * from mart.unit_ranking where edition_code = 'dti.2025-Q2.vn34' and indicator_code = 'index'"
    )
    assert sorted(row["rank"] for row in shown) == list(range(1, 35))
    assert {row["value_change"] for row in shown} == {Decimal("0.1")}
    assert {row["comparability"] for row in shown} == {"comparable"}
    first = warehouse.rows(
        "select distinct change_missing_reason from mart.unit_ranking where edition_code = 'dti.2025-Q1.vn34'"
    )
    assert first == [{"change_missing_reason": "first_edition"}]
    row = warehouse.rows("select * from mart.cohort_years where edition_code like '%-Q%' order by edition_code")
    assert [each["before_edition_code"] for each in row] == [None, "dti.2025-Q1.vn34"]
    assert [each["break_reasons"] for each in row] == [[], []]
    yearly = warehouse.rows("select edition_code from mart.cohort_years where before_edition_code like '%-Q%'")
    assert yearly == [{"edition_code": "dti.2025-Q2.vn34"}]


def test_a_missing_quarter_breaks_the_row(given, reference):
    warehouse = given(**quarterly(reference, "2025-Q1", "2025-Q3"))
    [row] = warehouse.rows("select * from mart.cohort_years where edition_code = 'dti.2025-Q3.vn34'")
    assert row["break_reasons"] == ["years_missing"]


def test_the_newest_quarter_of_an_index_is_shown_first_unless_it_is_provisional(given, reference):
    newest = "select edition_code from mart.editions where index_code = 'dti' and is_latest"
    assert given(**quarterly(reference, "2025-Q1")).rows(newest) == [{"edition_code": "dti.2025-Q1.vn34"}]
    provisional = quarterly(reference, "2025-Q1", **{"2025_Q1": {"is_provisional": True}})
    assert given(**provisional).rows(newest) == [{"edition_code": "dti.2024.vn34"}]


def test_the_edition_shown_first_ranks_most_units_or_as_many_as_any(real):
    first = "select edition_code from mart.editions where is_latest and index_code = ? order by all"
    shown = {
        "dti": ["dti.2024.vn34"],
        "ict_index": ["ict_index.2018.vn63"],  # nine ranks are known of 2018, three of 2023
        "dti_national": ["dti_national.2024.nation"],
        "dti_ministry": ["dti_ministry.2021.ministries_service", "dti_ministry.2023.ministries_other"],
    }
    assert {index: [row["edition_code"] for row in real.rows(first, index)] for index in shown} == shown


def test_a_provisional_edition_stands_before_no_official_one(given, reference):
    tables = quarterly(reference, "2025-Q1", "2025-Q2", **{"2025_Q1": {"is_provisional": True}})
    warehouse = given(**tables)
    rows = warehouse.rows("select * from mart.cohort_years where edition_code like '%-Q%' order by edition_code")
    assert [(row["is_provisional"], row["before_edition_code"]) for row in rows] == [(True, None), (False, None)]


def test_a_provisional_figure_changes_no_official_rank(given, reference):
    [official] = reference["reference.editions"].filter(edition_code="dti.2024.vn34").to_dicts()
    draft = official | {"edition_code": "dti.2024.vn34.draft", "is_provisional": True}
    editions = reference["reference.editions"]
    tables = {"editions": pl.concat([editions, pl.DataFrame([draft], schema=editions.schema)])}
    rows = indexes(reference, "2024", 7000)
    ranks = "select unit_code, rank from core.ranks where edition_code = 'dti.2024.vn34' and indicator_code = 'index'"
    alone = given(rows).rows(f"{ranks} order by unit_code")
    of_draft = [row | {"edition_code": "dti.2024.vn34.draft", "value": Decimal("0.9")} for row in rows]
    assert given(rows + of_draft, **tables).rows(f"{ranks} order by unit_code") == alone
    assert len(alone) == 34


def test_several_cohorts_of_one_system_are_restated_each_for_its_own_family(given, reference):
    """Synthetic: the ministries merge one to one into a new system, whose two cohorts are ranked in 2025."""
    units, cohorts = reference["reference.units"], reference["reference.cohorts"]
    ministries = units.filter(unit_system="ministries")
    merged = ministries.with_columns(unit_system=pl.lit("ministries_2025"))
    successions = pl.DataFrame(
        [("ministries", code, "ministries_2025", code, date(2025, 3, 1)) for code in ministries["unit_code"]],
        schema=reference["reference.successions"].schema, orient="row",
    )  # fmt: skip
    later = cohorts.filter(unit_system="ministries").with_columns(
        cohort_code=pl.col("cohort_code") + "_2025", unit_system=pl.lit("ministries_2025")
    )
    tables = dict(reference)
    for cohort in ("ministries_service", "ministries_other"):
        added = with_edition(tables, f"dti_ministry.2023.{cohort}", "2025", cohort_code=f"{cohort}_2025")
        tables |= {f"reference.{name}": frame for name, frame in added.items()}
    editions = tables["reference.editions"].with_columns(
        edition_code=pl.concat_str(["index_code", "period_code", "cohort_code"], separator=".")
    )
    warehouse = given(
        units=pl.concat([units, merged]), cohorts=pl.concat([cohorts, later]), editions=editions,
        periods=tables["reference.periods"],
        successions=pl.concat([reference["reference.successions"], successions]),
    )  # fmt: skip
    restated = warehouse.rows(
        "select * from core.editions where is_restated and index_code = 'dti_ministry' order by edition_code"
    )
    assert len(restated) == 8
    assert all(row["edition_code"] == f"{row['source_edition_code']}@{row['cohort_code']}" for row in restated)
    assert all(row["cohort_code"].removesuffix("_2025") in row["source_edition_code"] for row in restated)
    assert warehouse.value("select count(*) - count(distinct edition_code) from core.editions") == 0
