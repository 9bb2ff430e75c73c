"""The warehouse of the real data gives the published figures. Every number here stands in a document."""

from decimal import Decimal

import pytest

RANKING = """select * from mart.unit_ranking
where index_code = ? and year = ? and cohort_code = ? and indicator_code = ? and unit_code = ?"""
TUYEN_QUANG, QUANG_NAM, DAK_NONG = "08", "49", "67"


def one(real, index, year, cohort, indicator, unit):
    [row] = real.rows(RANKING, index, year, cohort, indicator, unit)
    return row


def test_tuyen_quang_2021_index_is_recomputed_from_its_eight_values(real):
    row = one(real, "dti", 2021, "vn63", "index", TUYEN_QUANG)
    assert (row["published_value"], row["computed_value"]) == (Decimal("0.2849"), Decimal("0.2849"))
    assert (row["value_rule"], row["known_count"], row["needed_count"]) == ("weighted_mains", 8, 8)
    computation = real.rows(
        "select score, max_score from core.computations where edition_code = 'dti.2021.vn63' and unit_code = '08'"
        " and indicator_code = 'index' and value_rule = 'weighted_mains'"
    )
    assert computation == [{"score": Decimal("284.855"), "max_score": Decimal("1000")}]


def test_tuyen_quang_2021_rank_and_published_change(real):
    row = one(real, "dti", 2021, "vn63", "index", TUYEN_QUANG)
    assert (row["rank"], row["cohort_size"], row["rank_basis"]) == (58, 63, "published")
    assert (row["previous_rank"], row["places_gained"], row["places_gained_basis"]) == (44, -14, "difference")
    assert (row["comparability"], row["comparability_reasons"]) == (
        "framework_changed",
        ["framework_changed"],
    )
    assert (row["value_change"], row["value_change_basis"], row["previous_value"]) == (
        Decimal("0.0135"),
        "published",
        None,
    )
    assert row["is_score_up_rank_down"]


def test_tuyen_quang_2021_main_indicator_values_and_ranks(real):
    rows = real.rows(
        "select indicator_code, value, rank from mart.unit_ranking where index_code = 'dti' and year = 2021"
        " and unit_code = '08' and indicator_level = 'main' order by indicator_position"
    )
    assert [(row["indicator_code"], row["value"], row["rank"]) for row in rows] == [
        ("1", Decimal("0.3750"), 50),
        ("2", Decimal("0.4000"), 42),
        ("3", Decimal("0.4291"), 41),
        ("4", Decimal("0.2145"), 31),
        ("5", Decimal("0.1667"), 57),
        ("6", Decimal("0.3518"), 45),
        ("7", Decimal("0.3339"), 43),
        ("8", Decimal("0.0392"), 63),
    ]


def test_tuyen_quang_2021_statuses(real):
    [counts] = real.rows("select * from mart.status_counts where year = 2021 and unit_code = '08'")
    assert [
        counts[f"{kind}_count"] for kind in ("assessed", "full", "partial", "zero", "not_assessed", "unknown")
    ] == [
        95,
        14,
        17,
        64,
        3,
        0,
    ]
    mains = real.rows(
        "select full_count, partial_count, zero_count from mart.main_status where year = 2021"
        " and unit_code = '08' and is_scored order by indicator_code"
    )
    assert [tuple(row.values()) for row in mains] == [
        (3, 2, 5),
        (4, 0, 7),
        (0, 4, 3),
        (0, 2, 11),
        (2, 0, 10),
        (3, 5, 14),
        (1, 1, 10),
        (1, 3, 4),
    ]


def test_tuyen_quang_2021_reasons_certain_and_one_of_several(real):
    rows = real.rows(
        "select is_reason_certain from mart.component_status where year = 2021 and unit_code = '08'"
        " and list_contains(reason_codes, 'no_evidence')"
    )
    assert (len(rows), sum(row["is_reason_certain"] for row in rows)) == (19, 5)


def test_a_reason_for_some_of_a_list_is_certain_for_none_of_them(real):
    rows = real.rows(
        "select indicator_code, is_reason_certain from mart.component_status where year = 2021 and unit_code = '08'"
        " and reason_codes = ['evidence_rejected']"
    )
    assert {row["indicator_code"]: row["is_reason_certain"] for row in rows} == dict.fromkeys(
        ("6.3", "6.6", "6.7", "6.9", "6.12"), False
    )
    certain = real.rows(
        "select reason_codes[1] as reason, count(*) as n from mart.component_status where year = 2021"
        " and unit_code = '08' and is_reason_certain group by reason"
    )
    assert {row["reason"]: row["n"] for row in certain} == {
        "leader_absent": 1,
        "not_signed_by_head": 1,
        "no_evidence": 5,
        "not_issued": 7,
        "rate_based": 10,
        "out_of_scope": 3,
    }


def test_tuyen_quang_2021_lost_points_and_the_two_doubtful_classifications(real):
    rows = real.rows(
        "select indicator_code, round(lost_score, 2) as lost, classification_doubt from mart.main_status"
        " where year = 2021 and unit_code = '08' and is_scored order by lost_score desc"
    )
    assert {row["indicator_code"]: row["lost"] for row in rows} == {
        "8": Decimal("144.12"),
        "6": Decimal("129.64"),
        "7": Decimal("99.92"),
        "5": Decimal("83.33"),
        "4": Decimal("78.55"),
        "1": Decimal("62.50"),
        "2": Decimal("60.00"),
        "3": Decimal("57.09"),
    }
    assert {
        row["indicator_code"]: row["classification_doubt"] for row in rows if row["classification_doubt"]
    } == {
        "7": "needs_too_much",
        "8": "leaves_too_little",
    }


def test_bounds_on_unknown_maxima(real):
    bound = (
        "select max_score_upper from mart.component_status"
        " where year = 2021 and unit_code = '08' and indicator_code = ?"
    )
    assert real.value(bound, "8.4") == Decimal("5.8800")
    assert real.value(bound, "8.1") == Decimal("144.1200")
    assert real.value(
        "select scoring_max_score_lower from mart.main_status where year = 2021 and unit_code = '08'"
        " and indicator_code = '7'"
    ) == Decimal("50.0850")


def test_2022_all_63_computed_ranks_equal_the_published_ones_with_their_tie(real):
    rows = real.rows(
        "select unit_name_vi, published_rank, computed_rank, tie_count from mart.unit_ranking where index_code"
        " = 'dti' and year = 2022 and cohort_code = 'vn63' and indicator_code = 'index' order by rank"
    )
    assert len(rows) == 63
    assert all(row["published_rank"] == row["computed_rank"] for row in rows)
    tied = [row["unit_name_vi"] for row in rows if row["computed_rank"] == 15]
    assert sorted(tied) == ["Thanh Hóa", "Yên Bái"]
    assert [row["computed_rank"] for row in rows][13:17] == [14, 15, 15, 17]


def test_2023_tie_at_59_and_mean(real):
    rows = real.rows(
        "select unit_name_vi, rank from mart.unit_ranking where index_code = 'dti' and year = 2023"
        " and indicator_code = 'index' and rank between 59 and 61 order by rank, unit_name_vi"
    )
    assert [(row["unit_name_vi"], row["rank"]) for row in rows][:2] == [("An Giang", 59), ("Phú Yên", 59)]
    assert rows[2]["rank"] == 61


@pytest.mark.parametrize(
    ("year", "indicator", "mean"),
    [
        (2022, "index", "0.5787"),
        (2023, "index", "0.6783"),
        (2024, "index", "0.6961"),
        (2024, "P1", "0.7582"),
        (2024, "P2", "0.7723"),
        (2024, "P3", "0.7692"),
    ],
)
def test_means_of_the_63_provinces(real, year, indicator, mean):
    assert real.value(
        "select mean_value from mart.cohort_summary where index_code = 'dti' and year = ?"
        " and cohort_code = 'vn63' and indicator_code = ?",
        year,
        indicator,
    ) == Decimal(mean)


def test_pillars_of_quang_ninh_2022(real):
    rows = real.rows(
        "select published_value, computed_value, rank from mart.unit_ranking where index_code = 'dti'"
        " and year = 2022 and unit_code = '22' and indicator_level = 'pillar' order by indicator_code"
    )
    assert [row["published_value"] for row in rows] == [
        Decimal("0.7804"),
        Decimal("0.7187"),
        Decimal("0.6864"),
    ]
    assert [row["computed_value"] for row in rows] == [
        Decimal("0.7804"),
        Decimal("0.7187"),
        Decimal("0.6864"),
    ]


def test_pillars_of_tuyen_quang_2021_follow_from_its_eight_values(real):
    rows = real.rows(
        "select computed_value, value_rule from mart.unit_ranking where index_code = 'dti' and year = 2021"
        " and unit_code = '08' and indicator_level = 'pillar' order by indicator_code"
    )
    assert [row["computed_value"] for row in rows] == [Decimal("0.3270"), Decimal("0.3209"), Decimal("0.2529")]
    assert {row["value_rule"] for row in rows} == {"pillar_of_mains"}


def test_50_of_53_published_pillar_ranks_are_reproduced_and_the_others_are_known(real):
    rows = real.rows(
        "select distinct year, unit_code, indicator_code, verdict, is_known from mart.reconciliation"
        " where figure = 'rank' and checked_against = 'rank_of_value' and year in (2022, 2023)"
        " and indicator_code in ('P1', 'P2', 'P3')"
    )
    assert len(rows) == 53
    different = {
        (row["year"], row["unit_code"], row["indicator_code"]): row["is_known"]
        for row in rows
        if row["verdict"] != "exact"
    }
    assert different == {(2022, "91", "P2"): True, (2022, "91", "P3"): True, (2022, "56", "P1"): True}


def test_a_stray_printed_rank_never_pushes_another_unit_away(real):
    hau_giang = one(real, "dti", 2023, "vn63", "index", "93")
    assert (hau_giang["published_rank"], hau_giang["rank"], hau_giang["rank_basis"]) == (19, 20, "computed")
    ranks = [
        row["rank"]
        for row in real.rows(
            "select rank from mart.unit_ranking where index_code = 'dti' and year = 2023 and indicator_code = 'index'"
        )
    ]
    assert ranks.count(19) == 1


def test_quang_nam_2022_points_and_values(real):
    rows = real.rows(
        "select indicator_code, verdict, printed_by from mart.reconciliation where year = 2022"
        " and unit_code = '49' and checked_against = 'score_ratio' order by indicator_code"
    )
    assert ("7", "exact", None) in [tuple(row.values()) for row in rows]
    assert ("8", "equal_at_printed_precision", "truncated") in [tuple(row.values()) for row in rows]


def test_quang_nam_2022_changes_are_kept_as_published(real):
    rows = real.rows(
        "select indicator_code, places_gained, places_gained_basis, comparability from mart.unit_ranking"
        " where index_code = 'dti' and year = 2022 and unit_code = '49' and indicator_level = 'main'"
        " and places_gained is not null order by indicator_position"
    )
    assert {row["indicator_code"]: row["places_gained"] for row in rows} == {
        "1": -44,
        "2": -14,
        "3": 24,
        "5": 18,
        "6": 21,
        "7": -18,
        "8": -11,
    }
    assert {row["places_gained_basis"] for row in rows} == {"published"}
    assert {row["comparability"] for row in rows} == {"comparable"}


def test_dak_nong_ict_index_2016_to_2017_through_the_same_tables(real):
    rows = real.rows(
        "select indicator_code, previous_rank, rank, places_gained, value, previous_value from"
        " mart.unit_ranking where index_code = 'ict_index' and year = 2017 and unit_code = '67'"
    )
    ranks = {row["indicator_code"]: (row["previous_rank"], row["rank"], row["places_gained"]) for row in rows}
    assert ranks == {
        "index": (44, 49, -5),
        "1": (24, 25, -1),
        "2": (55, 58, -3),
        "3": (43, 51, -8),
        "1.1": (43, 55, -12),
        "1.2": (15, 6, 9),
        "2.1": (55, 57, -2),
        "2.2": (51, 48, 3),
        "3.1": (39, 34, 5),
        "3.2": (48, 57, -9),
    }
    values = {row["indicator_code"]: (row["previous_value"], row["value"]) for row in rows if row["value"]}
    assert values == {
        "1.2": (Decimal("0.5063"), Decimal("0.5726")),
        "2.1": (Decimal("0.6062"), Decimal("0.3871")),
        "2.2": (Decimal("0.2005"), Decimal("0.1317")),
    }
    assert one(real, "ict_index", 2017, "vn63", "2.2", DAK_NONG)["is_score_down_rank_up"]


def test_a_merged_unit_is_the_mean_of_its_predecessors_and_has_no_rank_change(real):
    row = one(real, "dti", 2024, "vn34", "index", TUYEN_QUANG)
    assert (row["value"], row["value_rule"], row["cohort_size"]) == (
        Decimal("0.6862"),
        "predecessors_mean",
        34,
    )
    assert (row["previous_rank"], row["places_gained"], row["value_change"]) == (None, None, None)
    assert row["comparability"] == "cohort_changed"
    assert sorted(row["comparability_reasons"]) == ["cohort_changed", "framework_changed"]
    assert row["restated_previous_rank"] is not None
    assert row["restated_places_gained"] == row["restated_previous_rank"] - row["rank"]
    parts = [one(real, "dti", 2023, "vn63", "index", code)["value"] for code in ("02", "08")]
    assert abs(row["restated_previous_value"] - sum(parts) / 2) <= Decimal("0.00005")


def test_printed_figures_of_merged_units_agree_with_the_mean(real):
    rows = real.rows(
        "select verdict from mart.reconciliation where cohort_code = 'vn34' and figure = 'value'"
        " and checked_against = 'predecessors_mean'"
    )
    assert len(rows) >= 6
    assert "different" not in {row["verdict"] for row in rows}


def test_2024_stands_for_63_and_for_34_units_side_by_side(real):
    rows = real.rows(
        "select cohort_code, cohort_size, count(*) as units, max(rank) as last from mart.unit_ranking"
        " where index_code = 'dti' and year = 2024 and indicator_code = 'index' group by all order by 2"
    )
    assert [tuple(row.values()) for row in rows] == [("vn34", 34, 34, 34), ("vn63", 63, 63, 63)]


def test_a_change_between_unlike_precisions_is_shown_at_the_coarser_one(real):
    kon_tum = one(real, "dti", 2022, "vn63", "index", "62")
    assert (kon_tum["previous_value"], kon_tum["value"]) == (Decimal("0.33"), Decimal("0.5438"))
    assert (kon_tum["value_change"], kon_tum["value_change_decimals"]) == (Decimal("0.21"), 2)


def test_every_difference_is_explained(real):
    rows = real.rows("select * from mart.reconciliation where verdict = 'different' and not is_known")
    assert rows == []


def test_the_nation_is_never_ranked_one_of_one(real):
    rows = real.rows(
        "select value, rank, rank_reason from mart.unit_ranking where index_code = 'dti_national'"
    )
    assert [(row["rank"], row["rank_reason"]) for row in rows] == [(None, "not_ranked")] * 2
