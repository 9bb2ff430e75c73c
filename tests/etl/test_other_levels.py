"""Quarters, districts and communes come by files alone: a file of units with their parents, their cohort and periods, a
framework's file where there is none yet, then figures.

All figures, and the districts and communes themselves, are synthetic; the framework of the districts of Quảng Ngãi and
the provinces they lie in are real.
"""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from time import process_time

import polars as pl
import pytest
from openpyxl import Workbook

from etl import building
from etl.deliveries import deliveries, store
from etl.deliveries.deliveries import Active, Purpose
from etl.folders import Folders
from etl.reference import read_reference
from etl.uploads import loading
from tests import units_by_file as made
from warehouse import builds, checksums
from warehouse.connection import close_all, query

COMMUNES = 3321
DISTRICTS_2023 = made.purpose_of_figures(made.DISTRICT_FRAMEWORK, "2023", made.DISTRICT_COHORT)
QUARTER = made.purpose_of_figures("dti_2024", "2025-Q1", "vn34")
COMMUNES_2025 = made.purpose_of_figures(made.COMMUNE_FRAMEWORK, "2025", made.COMMUNES)


class Office:
    """The real reference tables, no other figures, and whatever is loaded into them: all of it is built at the end,
    since a candidate after each load would build what the next one changes.
    """

    def __init__(self, root: Path) -> None:
        (root / "raw").mkdir()
        (root / "loaded").mkdir()
        self.folders = Folders(root / "warehouse", root / "loaded", root / "raw")
        self.loads: list[str] = []
        self.seconds = 0.0  # of the check that took the processor longest

    @property
    def reference(self) -> dict[str, pl.DataFrame]:
        """The reference tables as the loads leave them."""
        in_use = deliveries.folders_in_use(self.folders.loaded, Active(tuple(self.loads)))
        return read_reference(self.folders.reference, deliveries=in_use)[0]

    def check(self, book: Workbook, purpose: Purpose) -> loading.Checked:
        """What a filled workbook comes to."""
        return loading.check([loading.Upload("a.xlsx", made.content(book))], purpose, folders=self.folders)

    def load(self, fill: Callable[..., Workbook], purpose: Purpose, *more: object) -> None:
        """Fill a template of the day and take it in."""
        book, began = fill(self.reference, *more), process_time()
        checked = self.check(book, purpose)
        self.seconds = max(self.seconds, process_time() - began)
        assert checked.is_sound, checked.problems
        self.loads.append(f"20261130T00000000{len(self.loads)}Z-0000000{len(self.loads)}")
        label = deliveries.label("anna", "2026-11-30T00:00:00+00:00", purpose, checked.files)
        store.write(self.folders.loaded, self.loads[-1], {**checked.content, deliveries.LABEL: label})
        (self.folders.loaded / f"{self.loads[-1]}.candidate").unlink()  # as if it were published
        copy = checksums.with_checksum({"loads": self.loads, "withdrawn": []})
        (self.folders.loaded / deliveries.ACTIVE).write_text(json.dumps(copy), encoding="utf-8")

    def build(self) -> None:
        """Build everything that is loaded."""
        folders = self.folders
        building.build(folders.warehouse, raw_dir=folders.raw, loaded_dir=folders.loaded, loads=self.loads)

    def ask(self, sql: str) -> list[dict]:
        """Rows of the current build."""
        current = builds.current_id(self.folders.warehouse)
        return query(current, sql, directory=self.folders.warehouse).to_dicts()

    def ranking(self, edition: str) -> list[dict]:
        """The ranking of an edition by its index."""
        of_edition = f"edition_code = '{edition}' and indicator_code = 'index'"
        return self.ask(f"select * from mart.unit_ranking where {of_edition}")


@pytest.fixture(scope="module")
def office(tmp_path_factory) -> Office:
    """Thirteen districts in 2023, two quarters of the provinces, 3,321 communes in 2025, each loaded by its files."""
    office = Office(tmp_path_factory.mktemp("levels"))
    office.load(made.districts, made.purpose_of_units(made.DISTRICTS))
    office.load(made.values, DISTRICTS_2023, DISTRICTS_2023)
    for code, first in (("2025-Q1", 0.5), ("2025-Q2", 0.6)):
        purpose = replace(QUARTER, period_code=code)
        office.load(made.values, purpose, purpose, first)
    office.load(made.communes, made.purpose_of_units(made.COMMUNES), COMMUNES)
    office.load(made.framework_of_communes, made.purpose_of_framework(made.COMMUNE_FRAMEWORK))
    office.load(made.values, COMMUNES_2025, COMMUNES_2025)
    office.build()
    yield office
    close_all()


def test_quarters_follow_each_other(office):
    rows = office.ranking("dti.2025-Q2.vn34")
    assert len(rows) == 34
    assert {str(row["value_change"]) for row in rows} == {"0.1000"}
    assert {row["previous_edition_code"] for row in rows} == {"dti.2025-Q1.vn34"}


def test_districts_are_ranked_under_the_framework_of_their_province(office):
    rows = office.ranking(f"dti_district.2023.{made.DISTRICT_COHORT}")
    assert sorted(row["rank"] for row in rows) == list(range(1, 14))
    assert {row["framework_code"] for row in rows} == {made.DISTRICT_FRAMEWORK}


def test_communes_are_ranked_as_one_cohort_under_a_framework_of_theirs(office):
    rows = office.ranking(f"xa_thu.2025.{made.COMMUNES}")
    assert len(rows) == COMMUNES
    assert min(row["rank"] for row in rows) == 1
    assert {row["framework_code"] for row in rows} == {made.COMMUNE_FRAMEWORK}


def test_3321_units_and_their_figures_are_each_checked_in_a_few_seconds(office):
    assert office.seconds < 6


def test_a_district_and_a_commune_lie_in_a_province(office):
    [counted] = office.ask(
        "select count(*) as units, count(distinct parents.unit_code) as parents from reference.units"
        " join reference.units as parents on parents.unit_system = units.parent_system"
        " and parents.unit_code = units.parent_code"
    )
    assert counted == {"units": 13 + COMMUNES, "parents": 34}


def test_a_new_load_of_a_system_adds_to_it_and_keeps_its_order(office):
    fill = office.check(made.template("vn34", office.reference), made.purpose_of_units("vn34"))
    assert fill.is_sound
    more = made.template(made.DISTRICTS, office.reference)
    row = made.rows_of_units("district", 14, "vn63", ["51"])[-1]
    made.fill(more, "Các đơn vị", [row], made.HEADING_ROW + 14)
    checked = office.check(more, made.purpose_of_units(made.DISTRICTS))
    assert checked.is_sound
    assert [verdict.row_count for verdict in checked.verdicts] == [14 + 1]
    assert checked.reference_rows == {"units": (1, 0), "cohorts": (0, 0)}


def test_a_template_of_another_system_is_not_loaded(office):
    checked = office.check(made.template("vn63", office.reference), made.purpose_of_units("vn34"))
    assert "template_other_purpose" in {problem.code for problem in checked.problems}
    assert not checked.is_sound


def test_the_second_of_two_files_of_one_system_is_refused(office):
    books = [made.template("vn34", office.reference) for _ in range(2)]
    books[1]["Kỳ"]["A4"] = "2025-Q3"
    uploads = [loading.Upload(f"{number}.xlsx", made.content(book)) for number, book in enumerate(books)]
    checked = loading.check(uploads, made.purpose_of_units("vn34"), folders=office.folders)
    assert [problem.code for problem in checked.problems] == ["same_in_two_files"]


def test_the_code_of_a_new_system_is_part_of_file_names(office):
    checked = office.check(made.template("vn34", office.reference), made.purpose_of_units("../vn34"))
    assert {problem.code for problem in checked.problems} == {"code_unfit"}
