"""Years before the merger, restated: merged units are exact means, the others keep what was published for them."""

from decimal import Decimal
from fractions import Fraction

import pytest

from tests import oracle

MERGED_AND_KEPT = (23, 11)


@pytest.fixture(scope="module")
def successions(reference) -> dict[str, list[str]]:
    rows = reference["reference.successions"].filter(to_system="vn34").select("to_code", "from_code").rows()
    heirs: dict[str, list[str]] = {}
    for heir, predecessor in rows:
        heirs.setdefault(heir, []).append(predecessor)
    return heirs


def printed(real, year: int) -> dict[tuple[str, str], Decimal]:
    rows = real.rows(
        "select unit_code, indicator_code, value from core.published_figures where edition_code = ?"
        " and value is not null",
        f"dti.{year}.vn63",
    )
    return {(row["unit_code"], row["indicator_code"]): row["value"] for row in rows}


def restated(real, year: int) -> dict[tuple[str, str], dict]:
    rows = real.rows(
        "select figures.*, ranks.rank from core.figures as figures"
        " left join core.ranks as ranks using (edition_code, unit_code, indicator_code)"
        " where figures.edition_code = ?",
        f"dti.{year}.vn63@vn34",
    )
    return {(row["unit_code"], row["indicator_code"]): row for row in rows}


def exact(known: dict[tuple[str, str], Decimal], predecessors: list[str], code: str) -> Fraction | None:
    """The mean of the predecessors, not rounded; None while one is unknown."""
    values = [known.get((unit, code)) for unit in predecessors]
    return None if None in values else sum(map(Fraction, values)) / len(values)


def test_eleven_of_the_34_units_were_not_merged(successions):
    merged = sum(len(predecessors) > 1 for predecessors in successions.values())
    assert (merged, len(successions) - merged) == MERGED_AND_KEPT


@pytest.mark.parametrize("year", [2020, 2021, 2022, 2023])
def test_a_unit_that_was_not_merged_keeps_every_published_value_with_its_source(real, successions, year):
    known, shown = printed(real, year), restated(real, year)
    sources = {
        (row["unit_code"], row["indicator_code"]): row["value_source_address"]
        for row in real.rows(
            "select * from core.published_figures where edition_code = ?", f"dti.{year}.vn63"
        )
    }
    kept = {heir: units[0] for heir, units in successions.items() if len(units) == 1}
    expected = {(heir, code): value for heir, unit in kept.items() for (at, code), value in known.items() if at == unit}
    assert expected or year < 2022
    for place, value in expected.items():
        row = shown[place]
        assert (row["value"], row["value_basis"]) == (oracle.rounded(Fraction(value)), "published"), place
        assert row["value_source_address"] == sources[kept[place[0]], place[1]], place
    assert "predecessors_mean" not in {row["computed_rule"] for (unit, _), row in shown.items() if unit in kept}


@pytest.mark.parametrize("year", [2022, 2023])
def test_restated_values_and_ranks_equal_the_oracle_that_rounds_once_at_the_end(real, successions, year):
    known, shown = printed(real, year), restated(real, year)
    for code in ("index", "3", "6", "7", "8"):
        values = {heir: oracle.rounded(exact(known, units, code)) for heir, units in successions.items()}
        ranks = oracle.competition_ranks(values)
        for heir, value in values.items():
            assert (shown[heir, code]["value"], shown[heir, code]["rank"]) == (value, ranks[heir]), (heir, code)
    for code in oracle.OWN:
        values = {
            heir: oracle.pillar(
                "dti_2021", code, exact(known, units, "index"), {main: exact(known, units, main) for main in "678"}
            )
            for heir, units in successions.items()
        }
        ranks = oracle.competition_ranks(values)
        for heir, value in values.items():
            row = shown[heir, code]
            assert (row["computed_value"], row["rank"]) == (value, ranks[heir]), (heir, code)


def test_tuyen_quang_2023_is_tied_at_16_in_the_second_pillar(real):
    shown = restated(real, 2023)
    assert (shown["08", "P2"]["value"], shown["08", "P2"]["rank"]) == (Decimal("0.7356"), 16)
    assert sum(code == "P2" and row["rank"] == 16 for (_, code), row in shown.items()) == 2


@pytest.mark.parametrize("cohort", ["vn63", "vn34"])
@pytest.mark.parametrize("year", [2022, 2023, 2024])
def test_a_ranked_series_of_pillars_is_of_one_computation(real, cohort, year):
    for pillar in oracle.OWN:
        rows = real.rows(
            "select distinct computed_rule from core.figures join core.editions using (edition_code)"
            " where index_code = 'dti' and year = ? and cohort_code = ? and indicator_code = ?",
            year,
            cohort,
            pillar,
        )
        one = "pillar_of_mains" if (cohort, year) == ("vn34", 2024) else "index_and_activities"
        assert [row["computed_rule"] for row in rows] == [one], pillar


def test_the_other_rule_serves_reconciliation(real):
    rules = real.rows(
        "select distinct checked_against from mart.reconciliation where indicator_code = 'P1' and figure = 'value'"
        " and checked_against <> 'preferred_source'"
    )
    assert {row["checked_against"] for row in rules} == {"pillar_of_mains", "index_and_activities"}


def test_the_previous_year_of_the_ranking_says_whether_it_was_kept(real, successions):
    rows = real.rows(
        "select unit_code, restated_previous_basis from mart.unit_ranking where index_code = 'dti' and year = 2024"
        " and cohort_code = 'vn34' and indicator_code = 'index'"
    )
    assert {row["unit_code"]: row["restated_previous_basis"] for row in rows} == {
        heir: "published" if len(units) == 1 else "computed" for heir, units in successions.items()
    }


def test_the_median_of_an_even_number_is_the_mean_of_the_two_in_the_middle(real):
    median = "select median_value from mart.cohort_spread where index_code = 'dti' and year = 2024 and cohort_code = ?"
    assert real.value(f"{median} and indicator_code = 'index'", "vn34") == Decimal("0.70625")
    values = sorted(
        row["value"]
        for row in real.rows(
            "select value from mart.unit_ranking where index_code = 'dti' and year = 2024 and cohort_code = 'vn63'"
            " and indicator_code = 'index'"
        )
    )
    assert real.value(f"{median} and indicator_code = 'index'", "vn63") == values[31]


def test_inferred_figures_are_never_called_published(real):
    rows = real.rows("select * from mart.unit_ranking where value_basis = 'inferred'")
    assert {(row["index_code"], row["year"], row["cohort_code"]) for row in rows} == {("dti", 2024, "vn63")}
    assert len(rows) == 44
    assert {row["indicator_code"] for row in rows} == {"1", "2", "4", "5"}
    assert {row["published_value"] for row in rows} == {None}
    assert {row["rank"] for row in rows} == {None}
    assert real.value("select count(*) from mart.reconciliation where release_code like '%unmerged'") == 0
    assert real.rows("select distinct authority from mart.sources where release_code like '%unmerged'") == [
        {"authority": "inferred"}
    ]


def test_any_printed_value_takes_the_place_of_an_inferred_one(given):
    row = {
        "framework_code": "dti_2024",
        "year": 2024,
        "cohort_code": "vn63",
        "unit_code": "01",
        "indicator_code": "1",
        "value_decimals": 1,
    }
    release = {"title": "given", "sha256": "0", "layout": "figures", "file_name": "given.csv", "row_count": 1}
    warehouse = given(
        [
            row | {"value": Decimal("0.9"), "release_code": "inferred"},
            row | {"value": Decimal("0.5"), "release_code": "press"},
        ],
        releases=[
            release | {"release_code": "inferred", "authority": "inferred"},
            release | {"release_code": "press", "authority": "press"},
        ],
    )
    [figure] = warehouse.rows(
        "select * from core.figures where unit_code = '01' and edition_code = 'dti.2024.vn63' and indicator_code = '1'"
    )
    assert (figure["value"], figure["value_basis"]) == (Decimal("0.5"), "published")
