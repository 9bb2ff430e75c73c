"""Rows that must be kept apart or put together: by year, indicator, edition and cohort; all figures are synthetic."""

from decimal import Decimal

import polars as pl

from tests.sql.test_marts import EDITION, figure, ranking, value

MERGED, PARTS, KEPT = "08", ("02", "08"), "01"  # Tuyên Quang took in Hà Giang; Hà Nội was not merged
MAINS = [str(main) for main in range(1, 9)]


def with_editions(reference, like: str, **cells: object) -> dict:
    """The table of editions with one more, like another one but for these cells."""
    editions = reference["reference.editions"]
    [row] = editions.filter(edition_code=like).to_dicts()
    return {"editions": pl.concat([editions, pl.DataFrame([row | cells], schema=editions.schema)])}


def test_the_lowest_and_the_highest_value_stand_beside_the_mean(given):
    warehouse = given(
        [figure(unit, "index", **value(f"0.{place}")) for place, unit in enumerate(("01", "02", "08"), 3)]
    )
    row = "from core.cohort_means where edition_code = 'dti.2022.vn63' and indicator_code = 'index'"
    assert warehouse.rows(f"select min_value, max_value {row}") == [
        {"min_value": Decimal("0.3"), "max_value": Decimal("0.5")}
    ]


def test_values_of_another_year_are_no_ties_of_this_one(given, reference):
    units = reference["reference.units"].filter(unit_system="vn63")["unit_code"].to_list()
    ranks = {unit: place for place, unit in enumerate(units, 1)}
    swapped = ranks | {units[3]: 5, units[4]: 4}
    rows = [
        figure(unit, "index", year, value=Decimal(900 - ranks[unit]) / 1000, value_decimals=4, rank=printed[unit])
        for year, printed in ((2021, ranks), (2022, swapped))
        for unit in units
    ]
    warehouse = given(rows)
    against = [unit for unit in units if ranking(warehouse, unit)["ranks_against_values"]]
    assert against == [units[3], units[4]]


def test_near_ties_are_of_published_editions(real):
    restated = "join core.editions using (edition_code) where is_restated"
    assert real.value(f"select count(*) from core.ranks {restated} and ranking_value is not null") > 0
    assert real.value(f"select count(*) from core.near_ties {restated}") == 0


def test_main_indicators_of_a_unit_and_of_its_predecessors_add_up(given, reference):
    editions = with_editions(
        reference, "dti.2022.vn63", edition_code="dti.2022.vn34", cohort_code="vn34", cohort_size=34
    )
    rows = [figure(unit, main, **value("0.5")) for unit in PARTS for main in MAINS]
    rows.append(figure(MERGED, "1", **value("0.5")) | {"cohort_code": "vn34"})
    warehouse = given(rows, **editions)
    row = ranking(warehouse, MERGED, cohort="vn34")
    assert (row["value"], row["value_basis"]) == (Decimal("0.5"), "computed")


def test_an_edition_of_merged_units_is_computed_from_the_largest_one_before(given, reference):
    small = with_editions(reference, "dti.2022.vn63", edition_code="dti.2022.vn64", cohort_code="vn64", cohort_size=5)
    later = with_editions(
        {"reference.editions": small["editions"]}, "dti.2022.vn63", edition_code="dti.2022.vn34", cohort_code="vn34",
        cohort_size=34,
    )  # fmt: skip
    source = "select source_edition_code from core.editions where edition_code = 'dti.2022.vn34'"
    assert given(**later).value(source) == "dti.2022.vn63"


def test_printed_means_of_two_indicators_are_both_preferred(given):
    means = [EDITION | {"indicator_code": code, "statistic": "mean"} | value("0.5") for code in ("index", "1")]
    preferred = given(means=means).rows(
        "select indicator_code from core.published_means where preference = 1 order by 1"
    )
    assert [row["indicator_code"] for row in preferred] == ["1", "index"]


def test_a_quoted_change_keeps_the_decimals_it_is_printed_with(given):
    row = ranking(given([figure("08", "index", value_change=Decimal("0.123"), value_change_decimals=3)]), "08")
    assert (row["value_change"], row["value_change_decimals"], row["value_change_basis"]) == (
        Decimal("0.1230"), 3, "published",
    )  # fmt: skip


def test_only_printed_values_above_the_components_are_kept_by_a_unit_that_was_not_merged(given):
    rows = [figure(KEPT, "index", rank=3), figure(KEPT, "1", **value("0.4")), figure(KEPT, "1.1", **value("0.4"))]
    kept = given(rows).rows("select indicator_code, value from core.kept_figures where unit_code = ?", KEPT)
    assert kept == [{"indicator_code": "1", "value": Decimal("0.4")}]


def test_statuses_of_two_years_stand_beside_each_other(given):
    rows = [
        EDITION | {"year": year, "unit_code": "08", "indicator_code": "1.1", "status": "zero"} for year in (2021, 2022)
    ]
    counted = "select count(distinct edition_code) from core.component_statuses where stated_status = 'zero'"
    assert given(statuses=rows).value(counted) == 2
