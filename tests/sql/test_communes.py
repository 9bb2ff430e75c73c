"""Communes of several provinces in one cohort: their places within the province and the map of the provinces, held
against a count in plain Python. All communes and figures here are synthetic.
"""

import random
from decimal import Decimal
from statistics import median

import polars as pl
import pytest

from tests.sql.conftest import with_edition

EDITION, FRAMEWORK = "dti.2024.xa", "dti_2024"
PROVINCES = {"08": 5, "01": 8, "68": 2}  # communes by province of the 34


@pytest.fixture
def communes(given, reference):
    """Make a warehouse of the communes: their values and printed ranks by code, for the index of one edition."""

    def make(values: dict[str, int | None], ranks: dict[str, int] | None = None, parents: dict[str, str] | None = None):
        parents = parents or parent_of()
        units = reference["reference.units"]
        rows = [
            units.filter(unit_system="vn34").row(0, named=True)
            | {"unit_system": "xa", "unit_code": code, "unit_name_vi": f"Xã {code[-1]}", "unit_name_en": code,
               "unit_level": "commune", "unit_kind": "commune", "parent_system": "vn34", "parent_code": parents[code],
               "region_code": None, "tile_row": None, "tile_col": None}
            for code in values
        ]  # fmt: skip
        cohorts = reference["reference.cohorts"]
        cohort = cohorts.filter(cohort_code="vn34").row(0, named=True)
        cohort |= {"cohort_code": "xa", "unit_system": "xa", "cohort_family": "xa", "is_whole_system": True}
        tables = with_edition(reference, "dti.2024.vn34", "2024", cohort_size=len(values), previous_edition_code=None)
        editions = tables["editions"].with_columns(
            edition_code=pl.when(edition_code="dti.2024.vn34", cohort_size=len(values))
            .then(pl.lit(EDITION))
            .otherwise("edition_code"),
        )
        editions = editions.with_columns(
            cohort_code=pl.when(edition_code=EDITION).then(pl.lit("xa")).otherwise("cohort_code")
        )
        figures = [
            {"framework_code": FRAMEWORK, "year": "2024", "cohort_code": "xa", "unit_code": code,
             "indicator_code": "index", "rank": (ranks or {}).get(code),
             **({} if value is None else {"value": Decimal(value) / 10000, "value_decimals": 4})}
            for code, value in values.items()
            if value is not None or code in (ranks or {})
        ]  # fmt: skip
        return given(
            figures,
            units=pl.concat([units, pl.DataFrame(rows, schema=units.schema)]),
            cohorts=pl.concat([cohorts, pl.DataFrame([cohort], schema=cohorts.schema)]),
            editions=editions,
            periods=tables["periods"],
        )

    return make


def parent_of() -> dict[str, str]:
    """The province of each commune by its code."""
    return {f"{province}{number:03d}": province for province, count in PROVINCES.items() for number in range(count)}


def places(warehouse) -> dict[str, tuple[int | None, int | None]]:
    """The place of each commune in its province and of how many, by code."""
    rows = warehouse.rows(
        f"select unit_code, place_in_parent, parent_unit_count from mart.unit_ranking where edition_code = '{EDITION}'"
        " and indicator_code = 'index'"
    )
    return {row["unit_code"]: (row["place_in_parent"], row["parent_unit_count"]) for row in rows}


def tiles(warehouse) -> dict[str, dict]:
    """The tiles of the provinces by code."""
    return {row["unit_code"]: row for row in warehouse.rows(
        f"select * from mart.parent_tiles where edition_code = '{EDITION}' and indicator_code = 'index'"
    )}  # fmt: skip


def counted(values: dict[str, int | None]) -> dict[str, tuple[int | None, int | None]]:
    """The same by hand: one plus how many of the province have more, where all of it are known."""
    parents, found = parent_of(), {}
    for code, value in values.items():
        others = [values[other] for other in values if parents[other] == parents[code]]
        if None in others:
            found[code] = (None, None)
        else:
            found[code] = (1 + sum(other > value for other in others), len(others))
    return found


@pytest.mark.parametrize("seed", range(3))
def test_a_place_counts_the_communes_of_the_province_that_have_more(communes, seed):
    chance = random.Random(seed)
    values = {code: chance.choice([4000, 4500, 5000, 6000, 7000]) for code in parent_of()}
    assert places(communes(values)) == counted(values)


def test_a_province_that_is_known_whole_has_places_while_others_lack_figures(communes):
    values = {code: 5000 + 7 * number for number, code in enumerate(parent_of())} | {"01003": None}
    warehouse = communes(values)
    assert warehouse.rows(f"select distinct rank from mart.unit_ranking where edition_code = '{EDITION}'"
                          " and indicator_code = 'index'") == [{"rank": None}]  # fmt: skip
    found = places(warehouse)
    assert found == counted(values)
    assert found["08004"] == (1, 5)
    assert found["01000"] == (None, None)


def test_printed_ranks_of_all_decide_the_places_and_not_the_values(communes):
    values = {code: 5000 + 7 * number for number, code in enumerate(parent_of())}
    ranks = {code: number for number, code in enumerate(values, start=1)}  # the other way round than the values
    assert places(communes(values, ranks))["08000"] == (1, 5)


def test_units_of_one_printed_rank_share_a_place_whatever_their_values(communes):
    values = {code: 5000 + 7 * number for number, code in enumerate(parent_of())}
    ranks = {code: max(number, 2) for number, code in enumerate(values, start=1)} | {"01000": 1}
    found = places(communes(values, ranks))
    assert ranks["08000"] == ranks["08001"] == 2
    assert (found["08000"], found["08001"], found["08002"]) == ((1, 5), (1, 5), (3, 5))


def test_where_all_lie_in_one_unit_no_place_is_told_beside_the_rank(communes):
    values = {code: 5000 + 7 * number for number, code in enumerate(parent_of())}
    assert set(places(communes(values, parents=dict.fromkeys(values, "08"))).values()) == {(None, None)}


def test_a_province_has_the_colour_of_the_median_rank_of_its_communes(communes):
    chance = random.Random(7)
    values = dict(zip(parent_of(), chance.sample(range(3000, 9000), len(parent_of())), strict=True))
    found, size = tiles(communes(values)), len(values)
    assert len(found) == 34
    ranks = {code: 1 + sum(other > value for other in values.values()) for code, value in values.items()}
    for province, count in PROVINCES.items():
        of_it = [rank for code, rank in ranks.items() if parent_of()[code] == province]
        tile = found[province]
        assert (tile["parent_unit_count"], tile["rank_count"]) == (count, count)
        assert float(tile["median_rank"]) == median(of_it)
        # a median between two ranks counts as the lower one of both
        whole = -(-median(of_it) // 1)
        assert tile["rank_fifth"] == next(fifth for fifth in range(1, 6) if 5 * whole <= fifth * size)
        in_fifths = [-(-5 * rank // size) for rank in of_it]
        assert [tile[f"fifth_{fifth}_count"] for fifth in range(1, 6)] == [
            in_fifths.count(fifth) for fifth in range(1, 6)
        ]


def test_a_province_without_communes_and_one_with_a_gap_have_no_colour(communes):
    values = {code: 5000 + 7 * number for number, code in enumerate(parent_of())} | {"01003": None}
    ranks = {code: number for number, code in enumerate(values, start=1) if code != "01003"}
    found = tiles(communes(values, ranks))
    assert found["08"]["rank_fifth"] is not None
    gap, none = found["01"], found["91"]
    assert (gap["parent_unit_count"], gap["rank_count"], gap["median_rank"], gap["rank_fifth"]) == (8, 7, None, None)
    assert (none["parent_unit_count"], none["rank_count"], none["rank_fifth"]) == (0, 0, None)


def test_a_name_that_two_communes_bear_is_known_as_shared(communes):
    values = dict.fromkeys(parent_of(), 5000)
    rows = communes(values).rows(
        "select unit_code, is_name_shared, parent_name_vi from mart.units where unit_system = 'xa'"
    )
    shared = {row["unit_code"] for row in rows if row["is_name_shared"]}
    assert shared == {code for code in values if sum(other[-1] == code[-1] for other in values) > 1}
    assert {row["parent_name_vi"] for row in rows} == {"Tuyên Quang", "Hà Nội", "Lâm Đồng"}
