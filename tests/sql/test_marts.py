"""Given a few synthetic rows, the marts show these; most of these cases do not occur in the real data yet."""

from datetime import date
from decimal import Decimal

import polars as pl
import pytest

from tests.sql.conftest import RELEASE, with_edition

EDITION = {"framework_code": "dti_2021", "year": 2022, "cohort_code": "vn63"}


def figure(unit: str, indicator: str, year: int = 2022, **numbers: object) -> dict:
    return EDITION | {"year": year, "unit_code": unit, "indicator_code": indicator} | numbers


def value(number: str) -> dict:
    return {"value": Decimal(number), "value_decimals": 4}


def ranking(
    warehouse, unit: str, indicator: str = "index", index: str = "dti", year: int = 2022, cohort="vn63"
) -> dict:
    [row] = warehouse.rows(
        "select * from mart.unit_ranking where index_code = ? and year = ? and cohort_code = ? and indicator_code = ?"
        " and unit_code = ?",
        *(index, year, cohort, indicator, unit),
    )
    return row


def test_a_province_alone_is_never_first_of_one(given):
    row = ranking(given([figure("08", "index", **value("0.5320"))]), "08")
    assert (row["value"], row["rank"], row["rank_reason"]) == (Decimal("0.5320"), None, "cohort_incomplete")


def test_a_missing_score_is_not_zero(given):
    warehouse = given([figure("08", "index", **value("0.5320"))])
    row = ranking(warehouse, "02")
    assert (row["value"], row["rank"], row["rank_reason"]) == (None, None, "no_figure")
    assert (
        warehouse.rows(
            "select * from mart.cohort_summary where year = 2022 and indicator_code = 'index'"
            " and index_code = 'dti' and cohort_code = 'vn63'"
        )[0]["mean_value"]
        is None
    )


def release(code: str, authority: str, issued_on: str | None) -> dict:
    return {
        "release_code": code,
        "title": code,
        "authority": authority,
        "issued_on": issued_on,
        "sha256": "0",
        "layout": "figures",
        "file_name": f"{code}.csv",
        "row_count": 1,
    }


@pytest.mark.parametrize(
    ("releases", "wins"),
    [
        ([("press", "2025-01-01"), ("plan", "2020-01-01")], 1),
        ([("plan", "2025-01-01"), ("ministry", None)], 1),
        ([("plan", "2023-01-01"), ("plan", "2024-01-01")], 1),
        ([("press", None), ("press", "2001-01-01")], 1),
    ],
)
@pytest.mark.parametrize("is_reversed", [False, True])
def test_the_best_authority_wins_then_the_newest(given, releases, wins, is_reversed):
    codes = ["b", "a"] if is_reversed else ["a", "b"]  # never because of the name
    described = [release(code, *said) for code, said in zip(codes, releases, strict=True)]
    figures = [figure("08", "index", **value(f"0.{n}")) | {"release_code": code} for n, code in enumerate(codes, 1)]
    mean = EDITION | {"indicator_code": "index", "statistic": "mean"}
    means = [mean | value(f"0.{n}") | {"release_code": code} for n, code in enumerate(codes, 1)]
    component = EDITION | {"unit_code": "08", "indicator_code": "1.1"}
    statuses = [
        component | {"status": status, "release_code": code}
        for status, code in zip(("zero", "full"), codes, strict=True)
    ]
    warehouse = given(figures, statuses, means, releases=described)
    row = ranking(warehouse, "08")
    assert (row["value_release_code"], row["value"]) == (codes[wins], Decimal(f"0.{wins + 1}"))
    assert warehouse.value("select release_code from core.published_means where preference = 1") == codes[wins]
    [status] = warehouse.rows("select * from core.component_statuses where indicator_code = '1.1'")
    assert (status["release_code"], status["status"]) == (codes[wins], ("zero", "full")[wins])


@pytest.mark.parametrize("loads", [("20250101T-a", "20250102T-b"), (None, "20250101T-a")])
@pytest.mark.parametrize("last", ["a", "z"])
def test_of_equal_sources_the_newest_load_wins(given, loads, last):
    codes = ("m", last)
    described = [release(code, "ministry", None) | {"load_id": load} for code, load in zip(codes, loads, strict=True)]
    figures = [figure("08", "index", **value(f"0.{n}")) | {"release_code": code} for n, code in enumerate(codes, 1)]
    mean = EDITION | {"indicator_code": "index", "statistic": "mean"}
    means = [mean | value(f"0.{n}") | {"release_code": code} for n, code in enumerate(codes, 1)]
    statuses = [
        EDITION | {"unit_code": "08", "indicator_code": "1.1", "status": status, "release_code": code}
        for status, code in zip(("zero", "full"), codes, strict=True)
    ]
    warehouse = given(figures, statuses, means, releases=described)
    assert ranking(warehouse, "08")["value_release_code"] == last
    assert warehouse.value("select release_code from core.published_means where preference = 1") == last
    assert warehouse.value("select status from core.component_statuses where indicator_code = '1.1'") == "full"


def test_components_without_a_known_maximum_keep_their_points(given):
    warehouse = given([figure("08", "8.4", score=Decimal(5))])
    [row] = warehouse.rows("select * from mart.component_status where indicator_code = '8.4'")
    assert (row["score"], row["max_score"], row["status"], row["release_code"]) == (
        Decimal(5),
        None,
        None,
        "given",
    )


def test_points_of_all_components_make_the_index_and_the_pillars(given, reference):
    components = reference["reference.indicators"].filter(
        pl.col("framework_code") == "dti_2021", pl.col("indicator_level") == "component", pl.col("is_scored")
    )
    sizes = components.group_by("parent_code").len()
    maxima = {"6": 200, "7": 150, "8": 150}
    share = {main: Decimal(maxima.get(main, 100)) / count for main, count in sizes.iter_rows()}
    rows = [
        figure(
            "08",
            code,
            score=share[main].quantize(Decimal("0.0001")) / 2,
            max_score=share[main].quantize(Decimal("0.0001")),
        )
        for code, main in components.select("indicator_code", "parent_code").iter_rows()
    ]
    warehouse = given(rows)
    for indicator in ("1", "8", "index", "P1", "P3"):
        row = ranking(warehouse, "08", indicator)
        assert (row["value"], row["value_basis"]) == (Decimal("0.5"), "computed"), indicator


@pytest.mark.parametrize("finer", ["a", "b"])
def test_of_equal_sources_the_number_with_more_decimals_wins_for_figures_and_means_alike(given, finer):
    releases = [RELEASE | {"release_code": code, "issued_on": date(2023, 7, 12)} for code in ("a", "b")]
    numbers = {"value": Decimal("0.5787"), "value_decimals": 4}, {"value": Decimal("0.58"), "value_decimals": 2}
    rows = [
        EDITION | {"indicator_code": "index", "release_code": code} | numbers[code != finer] for code in ("a", "b")
    ]
    means = [row | {"statistic": "mean"} for row in rows]
    warehouse = given([row | {"unit_code": "08"} for row in rows], means=means, releases=releases)
    mean = warehouse.value(
        "select published_mean_value from mart.cohort_summary"
        " where edition_code = 'dti.2022.vn63' and indicator_code = 'index'"
    )
    assert ranking(warehouse, "08")["value"] == mean == Decimal("0.5787")


def test_a_later_edition_of_the_34_units_leaves_the_restated_years_alone(given, reference):
    later = with_edition(reference, "dti.2024.vn34", "2025", previous_edition_code="dti.2024.vn34")
    units = reference["reference.units"].filter(unit_system="vn63")["unit_code"].to_list()
    rows = [figure(unit, "index", **value(f"0.{place + 100}")) for place, unit in enumerate(units)]
    warehouse = given(rows, **later)
    assert (
        warehouse.rows(
            "select index_code, period_code, cohort_code from core.editions group by all having count(*) > 1"
        )
        == []
    )
    restated = warehouse.rows(
        "select rank from core.ranks where edition_code = 'dti.2022.vn63@vn34' and indicator_code = 'index'"
    )
    assert len(restated) == 34 and all(row["rank"] for row in restated)


def test_a_change_printed_across_cohorts_stays_a_quotation(given):
    row = EDITION | {
        "framework_code": "dti_2024",
        "year": 2024,
        "cohort_code": "vn34",
        "unit_code": "46",
        "indicator_code": "index",
        "rank": 2,
        "places_gained": 1,
    }
    shown = ranking(given([row]), "46", year=2024, cohort="vn34")
    assert (shown["places_gained"], shown["published_places_gained"]) == (None, 1)
    assert (shown["comparability"], shown["change_missing_reason"]) == ("cohort_changed", "cohort_changed")


@pytest.mark.parametrize(
    ("index", "framework", "year", "reason"),
    [
        ("dti", "dti_2020", 2020, "first_edition"),
        ("ict_index", "ict_index_2018", 2022, "gap_before"),
        ("dti", "dti_2021", 2022, "previous_missing"),
    ],
)
def test_why_there_is_no_change(given, index, framework, year, reason):
    row = figure("08", "index", year, rank=7) | {"index_code": index, "framework_code": framework}
    shown = ranking(given([row]), "08", index=index, year=year)
    assert (shown["places_gained"], shown["change_missing_reason"]) == (None, reason)
    assert (shown["places_gained_reason"], shown["value_change_reason"]) == (reason, reason)
    assert shown["comparability"] == ("change_missing" if reason == "previous_missing" else "no_previous")


@pytest.mark.parametrize(
    ("before", "now", "reasons"),
    [
        ({"rank": 9, **value("0.5")}, {"rank": 7, **value("0.6")}, (None, None)),
        (value("0.5"), value("0.6"), ("rank_missing", None)),
        (value("0.5"), {"rank": 7, **value("0.6")}, ("previous_rank_missing", None)),
        ({"rank": 9, **value("0.5")}, {"rank": 7}, (None, "value_missing")),
        ({"rank": 9}, {"rank": 7, **value("0.6")}, (None, "previous_value_missing")),
        ({"rank": 9}, value("0.6"), ("previous_missing", "previous_missing")),
        ({"rank": 9}, {"rank": 7, "value_change": Decimal("0.1"), "value_change_decimals": 4}, (None, None)),
    ],
)
def test_each_change_that_is_not_known_has_its_own_reason(given, before, now, reasons):
    rows = [figure("08", "index", year, **printed) for year, printed in ((2021, before), (2022, now))]
    shown = ranking(given(rows), "08", year=2022)
    assert (shown["places_gained_reason"], shown["value_change_reason"]) == reasons


def test_no_change_is_missing_without_a_reason(real):
    for change in ("places_gained", "value_change"):
        wrong = f"select count(*) from mart.unit_ranking where ({change} is null) = ({change}_reason is null)"
        assert real.value(wrong) == 0


def test_contradicting_printed_ranks_are_no_tie(given):
    warehouse = given([figure("51", "index", 2021, rank=50), figure("54", "index", 2021, rank=50)])
    assert ranking(warehouse, "51", year=2021)["tie_count"] is None
    differing = [figure(unit, "index", 2021, rank=50) | value(f"0.3{unit}") for unit in ("51", "54")]
    assert ranking(given(differing), "51", year=2021)["tie_count"] == 1


def test_printed_ranks_of_one_value_are_shared_though_the_others_are_unknown(given):
    warehouse = given([figure(unit, "index", 2021, rank=12) | value("0.4880") for unit in ("26", "38")])
    assert [ranking(warehouse, unit, year=2021)["tie_count"] for unit in ("26", "38")] == [2, 2]


def test_points_and_a_stated_status_that_disagree_are_both_kept_and_flagged(given):
    warehouse = given(
        [figure("08", "1.1", score=Decimal(0), max_score=Decimal(10))],
        statuses=[
            EDITION | {"unit_code": "08", "indicator_code": "1.1", "status": "full", "reason_codes": None}
        ],
    )
    [row] = warehouse.rows("select * from mart.component_status where indicator_code = '1.1'")
    assert (row["status"], row["stated_status"], row["points_status"], row["is_status_disputed"]) == (
        "zero",
        "full",
        "zero",
        True,
    )


@pytest.mark.parametrize(
    ("printed", "verdict"),
    [("0.1000", "exact"), ("0.1001", "within_rounding_of_parts"), ("0.0999", "within_rounding_of_parts"),
     ("0.1002", "different"), ("0.0998", "different")],
)  # fmt: skip
def test_a_printed_change_may_differ_from_its_two_values_by_one_in_the_fourth_decimal(given, printed, verdict):
    change = {"value_change": Decimal(printed), "value_change_decimals": 4}
    warehouse = given([figure("08", "index", 2021, **value("0.4")), figure("08", "index", **value("0.5"), **change)])
    assert warehouse.value("select verdict from core.change_checks where figure = 'value_change'") == verdict


def test_a_restated_year_has_the_size_of_the_largest_later_edition_of_its_cohort(given, reference):
    size = reference["reference.editions"].filter(edition_code="dti.2024.vn34")["cohort_size"].item()
    warehouse = given(**with_edition(reference, "dti.2024.vn34", "2030", cohort_size=size - 1))
    sizes = warehouse.rows("select distinct cohort_size from core.editions where cohort_code = 'vn34' and is_restated")
    assert sizes == [{"cohort_size": size}]


def test_a_rise_in_value_with_a_fall_in_rank_is_named(given, reference):
    units = reference["reference.units"].filter(unit_system="vn63")["unit_code"].to_list()
    before = {unit: Decimal(place + 100) / 1000 for place, unit in enumerate(units)}
    after = {unit: number + Decimal("0.3") for unit, number in before.items()}
    after[units[-1]] = before[units[-1]] + Decimal("0.01")
    rows = [
        figure(unit, "index", year, value=number, value_decimals=4)
        for year, numbers in ((2021, before), (2022, after))
        for unit, number in numbers.items()
    ]
    warehouse = given(rows)
    faller = ranking(warehouse, units[-1])
    assert (faller["value_change"], faller["places_gained"] < 0) == (Decimal("0.01"), True)
    assert faller["is_score_up_rank_down"] and not faller["is_score_down_rank_up"]
    assert not ranking(warehouse, units[0])["is_score_up_rank_down"]


def _two_years_of_ranks(units: list[str], rank_of: dict[str, int]) -> list[dict]:
    """Synthetic: values that rise by 0.3 in the second year, in the order of the units, and ranks printed for it."""
    before = {unit: Decimal(100 - place) / 1000 for place, unit in enumerate(units)}
    rows = [figure(unit, "index", 2021, value=number, value_decimals=4) for unit, number in before.items()]
    for unit, number in before.items():
        rows.append(figure(unit, "index", value=number + Decimal("0.3"), value_decimals=4, rank=rank_of[unit]))
    return rows


def test_ranks_printed_against_their_values_explain_nothing(given, reference):
    units = reference["reference.units"].filter(unit_system="vn63")["unit_code"].to_list()
    warehouse = given(_two_years_of_ranks(units, {unit: 63 - place for place, unit in enumerate(units)}))
    rows = [ranking(warehouse, unit) for unit in units]
    assert all(row["ranks_against_values"] for row in rows), "the one in the middle too"
    assert not any(row["is_score_up_rank_down"] or row["is_score_down_rank_up"] for row in rows)
    assert warehouse.rows("select * from mart.rank_change_split where indicator_code = 'index'") == []


def test_two_ranks_that_stand_in_each_others_place_keep_the_explanations_of_all_others(given, reference):
    units = reference["reference.units"].filter(unit_system="vn63")["unit_code"].to_list()
    ranks = {unit: place for place, unit in enumerate(units, 1)} | {units[3]: 5, units[4]: 4}
    warehouse = given(_two_years_of_ranks(units, ranks))
    against = [unit for unit in units if ranking(warehouse, unit)["ranks_against_values"]]
    assert against == units[3:5]
    split = warehouse.rows("select unit_code from mart.rank_change_split where indicator_code = 'index'")
    assert len(split) == len(units) - 2


@pytest.mark.parametrize("name", ["self_score", "first_round_score"])
def test_points_that_are_no_result_stand_beside_the_appraised_ones_and_decide_nothing(given, name):
    points = {"max_score": Decimal(10), name: Decimal(10)}
    warehouse = given(
        [
            figure("08", "1.1", score=Decimal(4), score_decimals=0, **points),
            figure("08", "1.2", **points),
            figure("04", "1.1", **points),
        ],
        [figure("08", "1.3", status="zero")],
    )
    rows = warehouse.rows(
        f"select unit_code, indicator_code, status, score, {name}, max_score, release_code"
        f" from mart.component_status where {name} is not null order by all"
    )
    assert [tuple(row.values())[:6] for row in rows] == [
        ("04", "1.1", None, None, 10, 10),
        ("08", "1.1", "partial", 4, 10, 10),
        ("08", "1.2", None, None, 10, 10),
    ]
    assert {row["release_code"] for row in rows} == {"given"}
    counts = "select full_count, partial_count, zero_count, unknown_count from mart.status_counts where unit_code = ?"
    assert tuple(warehouse.rows(counts, "08")[0].values()) == (0, 1, 1, 93)
    assert warehouse.value("select count(*) from core.figures where unit_code = '04'") == 0
    assert warehouse.value("select count(*) from mart.reconciliation where figure = ?", name) == 0


@pytest.mark.parametrize("name", ["self_score", "first_round_score"])
def test_points_that_are_no_result_put_a_unit_into_no_cohort(given, name):
    row = {"index_code": "dti_ministry", "framework_code": "dti_2021_ministry", "cohort_code": "ministries_service"}
    unit = given([]).value("select min(unit_code) from reference.units where unit_system = 'ministries'")
    warehouse = given([figure(unit, "index", **row, **{name: Decimal(500)})])
    assert warehouse.value("select count(*) from core.edition_units where unit_code = ?", unit) == 0


APPRAISALS = "select * from mart.appraisals where unit_code = ? order by indicator_position"
TOTAL = "select * from mart.appraisal_totals where unit_code = '08' and indicator_code = ?"


def points(indicator: str, own: str | None, first: str | None, last: str | None, unit="08", **more) -> dict:
    """A row of a score sheet: of 10 points, those the unit gave itself, of the first round and the final ones."""
    numbers = {"self_score": own, "first_round_score": first, "score": last}
    decimals = {name: None if number is None else Decimal(number) for name, number in numbers.items()}
    return figure(unit, indicator, **decimals, max_score=Decimal(10)) | more


def test_a_difference_is_appraised_minus_self_assessed_and_missing_points_are_not_lost_ones(given):
    warehouse = given(
        [
            points("1.1", "9", "4", "6", reason_text="Thiếu quyết định", note="trang 3", section="Sheet!7"),
            points("1.2", "5", None, "5.5"),
            points("1.3", "8", "3", None, reason_text="chờ giải trình"),
            points("1.4", None, None, "7"),
            points("1.5", "10", "10", "10"),
            points("9.1", "0", "0", "0"),
        ],
        [figure("08", "1.6", status="zero")],
    )
    rows = {row["indicator_code"]: row for row in warehouse.rows(APPRAISALS, "08")}
    told = {code: (row["appraisal_difference"], row["appraisal_reason"]) for code, row in rows.items()}
    assert told == {
        "1.1": (Decimal(-3), None),
        "1.2": (Decimal("0.5"), None),
        "1.3": (None, "no_appraised_score"),
        "1.4": (None, "no_self_score"),
        "1.5": (Decimal(0), None),
        "9.1": (None, "not_assessed"),
    }
    assert {row["appraisal_round"] for row in rows.values()} == {"final"}
    first = rows["1.1"]
    assert (first["first_round_difference"], first["second_round_difference"]) == (Decimal(-5), Decimal(2))
    assert (first["points_status"], first["max_score"]) == ("partial", Decimal(10))
    assert (first["reason_text"], first["note"], first["section"]) == ("Thiếu quyết định", "trang 3", "Sheet!7")
    assert rows["1.3"]["appraised_score"] is None, "a first round never stands in for the final one of one component"
    assert rows["1.3"]["first_round_difference"] == Decimal(-5)


def test_totals_sum_the_components_that_have_both_sides_and_count_the_others(given):
    warehouse = given(
        [
            points("1.1", "9", "4", "6"),
            points("1.2", "5", None, "5.5"),
            points("1.3", "8", None, None),
            points("2.1", "10", "8", "9"),
            points("2.2", None, None, "3"),
            points("3.1", "7", None, None),
        ]
    )
    [main] = warehouse.rows(TOTAL, "1")
    counts = ("component_count", "compared_count", "reduced_count", "raised_count", "no_appraised_count")
    assert [main[name] for name in counts] == [3, 2, 1, 1, 1]
    sums = ("compared_self_score", "compared_appraised_score", "appraisal_difference", "reduced_score", "raised_score")
    assert [main[name] for name in sums] == [Decimal(amount) for amount in ("14", "11.5", "-2.5", "-3", "0.5")]
    assert (main["compared_max_score"], main["compared_first_round_score"]) == (Decimal(20), None)
    [second] = warehouse.rows(TOTAL, "2")
    assert (second["compared_first_round_score"], second["no_self_count"]) == (Decimal(8), 1)
    [third] = warehouse.rows(TOTAL, "3")
    assert third["compared_count"] == 0
    unknown = {third[name] for name in (*sums, "compared_max_score", "reduced_count", "raised_count")}
    assert unknown == {None}, "nothing compared is not zero lost"
    [whole] = warehouse.rows(TOTAL, "index")
    assert [whole[name] for name in counts] == [6, 3, 2, 1, 2]
    assert [whole[name] for name in sums] == [Decimal(amount) for amount in ("24", "20.5", "-3.5", "-4", "0.5")]


def test_a_unit_without_final_points_is_held_against_the_first_round_as_a_whole(given):
    rows = [points("1.1", "9", "4", None), points("1.2", "5", None, None), points("1.1", "9", "4", "6", unit="04")]
    warehouse = given(rows)
    rows = warehouse.rows(APPRAISALS, "08")
    assert [row["appraisal_round"] for row in rows] == ["first", "first"]
    assert [row["appraisal_difference"] for row in rows] == [Decimal(-5), None]
    assert [row["appraised_score"] for row in warehouse.rows(APPRAISALS, "04")] == [Decimal(6)]
    only_own = given([points("1.1", "9", None, None)])
    [row] = only_own.rows(APPRAISALS, "08")
    assert (row["appraisal_round"], row["appraisal_reason"]) == (None, "no_appraised_score")


def test_rounds_of_two_documents_meet_and_the_reason_is_the_latest_that_says_one(given):
    own = {"release_code": "own", "reason_text": "đã nộp bổ sung", "section": "Sheet!4"}
    releases = [{**RELEASE, "release_code": "own"}, {**RELEASE, "release_code": "ministry", "authority": "ministry"}]
    warehouse = given(
        [
            points("1.1", "9", None, None) | own,
            points("1.1", None, None, "6") | {"release_code": "ministry", "section": "tr. 2"},
        ],
        releases=releases,
    )
    [row] = warehouse.rows(APPRAISALS, "08")
    assert row["appraisal_difference"] == Decimal(-3)
    assert (row["reason_text"], row["section"]) == ("đã nộp bổ sung", "tr. 2")
    assert (row["appraised_release_code"], row["self_release_code"]) == ("ministry", "own")
