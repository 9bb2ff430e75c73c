"""The ministry's tables come first: 2024 for the 34 units, all eight main indicators of ten provinces in 2022.

What the tables print is read here from the raw files again, without the program's own reader.
"""

import csv
from collections import Counter
from decimal import Decimal
from fractions import Fraction

import pytest

from tests import oracle
from warehouse import paths

CODES = {
    "dti": "index",
    "nhan_thuc_so": "1",
    "the_che_so": "2",
    "ha_tang_so": "3",
    "nhan_luc_so": "4",
    "an_toan_thong_tin_mang": "5",
    "chinh_quyen_so": "6",
    "kinh_te_so": "7",
    "xa_hoi_so": "8",
}
TABLE_OF_34 = "https://dti.gov.vn/xep-hang-2024"


def printed(release: str) -> dict[tuple[str, str], dict[str, str]]:
    """The rows of a raw table by unit and indicator code."""
    with (paths.RAW_DIR / f"{release}.csv").open(encoding="utf-8", newline="") as file:
        return {(row["code"], CODES[row["component"]]): row for row in csv.DictReader(file)}


def test_2024_of_the_34_units_is_the_ministrys_table_figure_by_figure(real):
    table = printed("2024/dti_main_indicators_34")
    assert len(table) == 34 * 9
    rows = real.rows(
        "select * from mart.unit_ranking where index_code = 'dti' and year = 2024 and cohort_code = 'vn34'"
        " and indicator_level in ('index', 'main')"
    )
    shown = {(row["unit_code"], row["indicator_code"]): row for row in rows}
    assert shown.keys() == table.keys()
    for place, row in table.items():
        figure = shown[place]
        assert (figure["value"], figure["value_basis"]) == (Decimal(row["value"]), "published"), place
        assert figure["value_source_address"] == TABLE_OF_34, place
        if place[1] == "index":
            assert (figure["rank"], figure["rank_basis"]) == (int(row["rank"]), "published"), place
            assert figure["rank_source_address"] == TABLE_OF_34, place


def test_printed_ranks_of_the_34_are_those_of_their_values(real):
    table = printed("2024/dti_main_indicators_34")
    values = {unit: Decimal(row["value"]) for (unit, code), row in table.items() if code == "index"}
    ranks = {unit: int(row["rank"]) for (unit, code), row in table.items() if code == "index"}
    assert oracle.competition_ranks(values) == ranks
    assert sorted(ranks.values()) == list(range(1, 35))
    assert (ranks["01"], ranks["46"], ranks["04"]) == (1, 2, 34)


def test_ranks_of_main_indicators_and_pillars_of_the_34_follow_from_the_table(real):
    table = printed("2024/dti_main_indicators_34")
    mains: dict[str, dict[str, Decimal]] = {}
    for (unit, code), row in table.items():
        if code != "index":
            mains.setdefault(unit, {})[code] = Decimal(row["value"])
    shown = {
        (row["unit_code"], row["indicator_code"]): (row["value"], row["rank"])
        for row in real.rows(
            "select unit_code, indicator_code, value, rank from mart.unit_ranking where index_code = 'dti'"
            " and year = 2024 and cohort_code = 'vn34' and indicator_level in ('pillar', 'main')"
        )
    }
    measures = {code: {unit: values[code] for unit, values in mains.items()} for code in oracle.MAXIMA["dti_2024"]}
    measures |= {
        pillar: {unit: oracle.pillar_of_mains("dti_2024", pillar, values) for unit, values in mains.items()}
        for pillar in oracle.OWN
    }
    for code, values in measures.items():
        ranks = oracle.competition_ranks(values)
        for unit, value in values.items():
            assert shown[unit, code] == (value, ranks[unit]), (unit, code)


@pytest.mark.parametrize(("code", "mean"), [("index", "0.6961"), ("P1", "0.7582"), ("P2", "0.7723"), ("P3", "0.7692")])
def test_the_table_of_the_34_gives_the_printed_means_of_2024_when_each_unit_counts_for_its_predecessors(
    real, reference, code, mean
):
    merged = Counter(reference["reference.successions"].filter(to_system="vn34")["to_code"].to_list())
    rows = real.rows(
        "select unit_code, value from mart.unit_ranking where index_code = 'dti' and year = 2024"
        " and cohort_code = 'vn34' and indicator_code = ?",
        code,
    )
    total = sum(Fraction(row["value"]) * merged[row["unit_code"]] for row in rows)
    assert merged.total() == 63
    assert oracle.rounded(total / 63) == Decimal(mean)


@pytest.mark.parametrize(("year", "count"), [(2022, 10), (2023, 10)])
def test_where_all_eight_main_indicators_are_printed_they_give_the_printed_index(real, year, count):
    rows = real.rows(
        "select unit_code, indicator_code, published_value from mart.unit_ranking where index_code = 'dti'"
        " and year = ? and cohort_code = 'vn63' and indicator_level in ('index', 'main')"
        " and published_value is not null",
        year,
    )
    values: dict[str, dict[str, Decimal]] = {}
    for row in rows:
        values.setdefault(row["unit_code"], {})[row["indicator_code"]] = row["published_value"]
    complete = {unit: figures for unit, figures in values.items() if len(figures) == 9}
    assert len(complete) == count
    for unit, figures in complete.items():
        index = figures.pop("index")
        assert abs(oracle.index("dti_2021", figures) - index) <= Decimal("0.0001"), unit


def test_no_figure_of_the_34_units_contradicts_another(real):
    rows = real.rows("select * from mart.reconciliation where cohort_code = 'vn34' and verdict = 'different'")
    assert rows == []
