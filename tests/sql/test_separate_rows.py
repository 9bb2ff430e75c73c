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
    kept = given(rows).rows("select indicator_code, value from core.unmerged_unit_values where unit_code = ?", KEPT)
    assert kept == [{"indicator_code": "1", "value": Decimal("0.4")}]


def test_statuses_of_two_years_stand_beside_each_other(given):
    rows = [
        EDITION | {"year": year, "unit_code": "08", "indicator_code": "1.1", "status": "zero"} for year in (2021, 2022)
    ]
    counted = "select count(distinct edition_code) from core.component_statuses where stated_status = 'zero'"
    assert given(statuses=rows).value(counted) == 2


def test_the_first_edition_is_that_of_its_own_index(real):
    rows = real.rows(
        "select index_code, cohort_family, period_kind, ends_on, is_first from core.editions where not is_restated"
    )
    oldest: dict[tuple, object] = {}
    for row in rows:
        key = (row["index_code"], row["cohort_family"], row["period_kind"])
        oldest[key] = min(oldest.get(key, row["ends_on"]), row["ends_on"])
    assert len({ends_on for (_, family, _), ends_on in oldest.items() if family == "provinces"}) > 1
    for row in rows:
        first = oldest[row["index_code"], row["cohort_family"], row["period_kind"]]
        assert row["is_first"] == (row["ends_on"] == first), row


def test_every_edition_before_the_newest_one_of_merged_units_is_restated_for_them(given, reference):
    early = with_editions(
        reference, "dti.2022.vn63", edition_code="dti.2022.vn34", cohort_code="vn34", cohort_size=34
    )
    codes = {row["edition_code"] for row in given(**early).rows("select edition_code from core.editions")}
    assert "dti.2023.vn63@vn34" in codes, "2024 is the newest one of the 34, 2022 the oldest"


def test_what_one_unit_prints_hides_no_components_of_another(given, reference):
    components = reference["reference.indicators"].filter(
        pl.col("framework_code") == "dti_2021", pl.col("parent_code") == "1", pl.col("is_scored")
    )["indicator_code"]
    rows = [figure("01", "1", **value("0.5"))]
    rows += [figure("08", code, score=Decimal(1), max_score=Decimal(2)) for code in components]
    behind = "select distinct release_code from core.value_sources where unit_code = '08' and indicator_code = '1'"
    assert given(rows).rows(behind) == [{"release_code": "given"}]


def test_ranks_against_values_are_counted_for_each_year_and_indicator(given, reference):
    units = reference["reference.units"].filter(unit_system="vn63")["unit_code"].to_list()
    ranks = {unit: place for place, unit in enumerate(units, 1)}
    turned = ranks | {unit: 8 - place for unit, place in list(ranks.items())[:7]}  # the fourth stays: six of 63
    turned |= {units[7]: 9, units[8]: 8}  # eight of 63 are more than a tenth
    printed = {("index", 2021): turned, ("1", 2021): ranks, ("index", 2022): ranks}
    rows = [
        figure(unit, indicator, year, value=Decimal(900 - ranks[unit]) / 1000, value_decimals=4, rank=of_year[unit])
        for (indicator, year), of_year in printed.items()
        for unit in units
    ]
    counted = "select indicator_code, count(*) as units from core.rank_contradictions where edition_code = ? group by 1"
    assert given(rows).rows(counted, "dti.2021.vn63") == [{"indicator_code": "index", "units": 63}]


def test_a_change_that_its_difference_does_not_give_is_not_called_rounded(given):
    rows = [figure("08", "index", 2021, rank=10), figure("08", "index", rank=5, places_gained=9)]
    checks = "select verdict, printed_by from core.change_checks where figure = 'places_gained'"
    assert given(rows).rows(checks) == [{"verdict": "different", "printed_by": None}]


def test_a_change_lacks_the_own_figure_or_the_one_before(given):
    rows = [figure("01", "index", 2021, **value("0.4")), figure("02", "index", **value("0.5"))]
    rows += [figure("08", "index", rank=3), figure("10", "index", 2021, rank=4)]
    warehouse = given(rows)
    reasons = [ranking(warehouse, unit)["change_missing_reason"] for unit in ("01", "02", "08", "10")]
    assert reasons == ["figure_missing", "previous_missing", "previous_missing", "figure_missing"]
