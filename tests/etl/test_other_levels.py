"""Quarters, districts and communes come by files alone: units with their parents, cohorts, periods, editions, figures.

All figures, and the districts and communes themselves, are synthetic; the framework of the districts of Quảng Ngãi and
the provinces they lie in are real.
"""

import pytest

from etl import building
from etl.reference import read_reference
from tests.etl.data_folder import DataFolder, falling
from warehouse.connection import close_all, query

COMMUNES = 3321


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """The build of a quarterly index, thirteen districts in 2023, and 3,321 communes in two years; and its folder."""
    root = tmp_path_factory.mktemp("levels")
    data = DataFolder(root)
    reference, _ = read_reference(data.reference)
    provinces = reference["units"].filter(unit_system="vn34")["unit_code"].to_list()
    for code, previous in (("2025-Q1", ""), ("2025-Q2", "dti.2025-Q1.vn34")):
        data.edition("dti", code, "vn34", "dti_2024", 34, previous_edition_code=previous)
        data.figures(code, "dti", "vn34", falling(provinces, 6000 if previous else 5000))
    districts, communes = data.members("district", 13), data.members("commune", COMMUNES)
    data.edition("dti_district", "2023", "districts", "dti_district_quang_ngai_2023", 13)
    data.figures("2023", "dti_district", "districts", falling(districts, 7000))
    indicators = [{"indicator_code": "index", "indicator_level": "index"}]
    data.commune_index("communes_2025", indicators, value_rule="published_only")
    for code, previous in (("2025", ""), ("2026", "dti_commune.2025.communes")):
        data.edition("dti_commune", code, "communes", "communes_2025", COMMUNES, previous_edition_code=previous)
        data.figures(code, "dti_commune", "communes", falling(communes, 9000))
    made = building.build(
        root / "warehouse", raw_dir=data.raw, reference_dir=data.reference, loaded_dir=root / "loaded"
    )
    yield made.stamp.build_id, root / "warehouse"
    close_all()


def ranking(built, edition: str) -> list[dict]:
    build_id, directory = built
    found = query(
        build_id,
        "select * from mart.unit_ranking where edition_code = $edition and indicator_code = 'index'",
        {"edition": edition},
        directory,
    )
    return found.to_dicts()


def test_quarters_follow_each_other(built):
    rows = ranking(built, "dti.2025-Q2.vn34")
    assert len(rows) == 34
    assert {str(row["value_change"]) for row in rows} == {"0.1000"}
    assert {row["previous_edition_code"] for row in rows} == {"dti.2025-Q1.vn34"}


def test_districts_are_ranked_under_the_framework_of_their_province(built):
    rows = ranking(built, "dti_district.2023.districts")
    assert ({row["rank"] for row in rows}, len(rows)) == ({1}, 13)
    assert {row["framework_code"] for row in rows} == {"dti_district_quang_ngai_2023"}


def test_communes_are_ranked_as_one_cohort_and_equal_values_share_the_better_rank(built):
    rows = ranking(built, "dti_commune.2026.communes")
    assert len(rows) == COMMUNES
    assert sorted({row["rank"] for row in rows}) == list(range(1, COMMUNES + 1, 64))
    assert {row["places_gained"] for row in rows} == {0}


def test_a_district_lies_in_a_province(built):
    build_id, directory = built
    counted = query(build_id, "select count(*) from reference.units join reference.units as parents"
                    " on parents.unit_system = units.parent_system and parents.unit_code = units.parent_code",
                    directory=directory)  # fmt: skip
    assert counted.item() == 13 + COMMUNES
