from datetime import date
from decimal import Decimal

import pytest

from etl.declarations import read_declarations
from etl.errors import DeclarationBroken, FolderMissing
from etl.reference import read_reference
from tests.etl.conftest import FIGURE
from warehouse.paths import REFERENCE_DIR, SQL_DIR


def test_reference_frames_have_the_declared_columns_and_types(project):
    frames, problems = read_reference(project.reference, SQL_DIR)
    assert problems == []
    for name, declaration in read_declarations(SQL_DIR / "reference").items():
        assert dict(frames[name].schema) == declaration.columns, name
    assert frames["indicators"]["indicator_code"].to_list()[2:4] == ["1.1", "1.10"]
    assert frames["units"]["unit_code"].to_list()[0] == "01"
    assert frames["indicators"]["max_score"].to_list()[0] == Decimal(1000)


@pytest.mark.parametrize(
    ("code", "table", "old", "new"),
    [
        ("reference_columns", "regions", "region_name_en", "english"),
        ("reference_cell", "regions", "North,1", "North,one"),
        ("reference_cell", "indicators", "true,1,,", "maybe,1,,"),
        ("reference_cell", "frameworks", "2022-05-20", "20/05/2022"),
        ("value_missing", "regions", "Bắc,North", ",North"),
        ("ragged_row", "regions", "North,1", "North,1,2"),
        ("reference_key_repeated", "units", "vn63,08,", "vn63,01,"),
        ("reference_points_nowhere", "units", ",municipality,province,,,bac", ",municipality,province,,,nam"),
        ("reference_points_nowhere", "aliases", "Thủ đô,01", "Thủ đô,99"),
        ("reference_points_nowhere", "editions", "dti_2024,34", "dti_2034,34"),
        ("reference_points_nowhere", "indicators", "1.10,1,", "1.10,7,"),
        ("name_ambiguous", "aliases", "Thủ đô,01", "Bắc Giang,01"),
    ],
)
def test_a_faulty_reference_table_is_named_and_no_file_is_judged_by_it(project, code, table, old, new):
    project.add("figures", [{**FIGURE, "unit": "nobody"}])
    project.change_reference(table, old, new)
    problems = project.load().problems
    assert code in [problem.code for problem in problems]
    assert all(problem.file.startswith("reference/") for problem in problems)


def test_a_row_of_a_load_takes_the_place_of_the_one_with_its_key_and_may_lack_later_columns(project, tmp_path):
    folder = tmp_path / "load" / "reference"
    folder.mkdir(parents=True)
    (folder / "regions.csv").write_text("region_code,region_name_vi,region_name_en,position\nbac,Bắc,The North,1\n")
    (folder / "editions.csv").write_text(
        "edition_code,index_code,period_code,cohort_code,framework_code,is_provisional\n"
        "dti.2024.vn34,dti,2024,vn34,dti_2021,false\ndti.2021.vn34,dti,2021,vn34,dti_2021,false\n"
    )
    before, _ = read_reference(project.reference, SQL_DIR)
    frames, problems = read_reference(project.reference, SQL_DIR, [tmp_path / "load"])
    assert (problems, frames["editions"].height) == ([], before["editions"].height + 1)
    changed = frames["editions"].filter(cohort_code="vn34").select("edition_code", "framework_code", "cohort_size")
    assert sorted(changed.rows()) == [("dti.2021.vn34", "dti_2021", None), ("dti.2024.vn34", "dti_2021", None)]
    assert "The North" in frames["regions"]["region_name_en"].to_list()


def test_a_load_of_before_periods_were_data_declares_its_editions_by_years(project, tmp_path):
    folder = tmp_path / "load" / "reference"
    folder.mkdir(parents=True)
    (folder / "years.csv").write_text(
        "index_code,year,cohort_code,framework_code,cohort_size,previous_year,previous_cohort_code,published_on,note\n"
        "dti,2024,vn34,dti_2021,,,,,\ndti,2025,vn34,dti_2024,34,2024,vn34,2026-10-21,of before\n"
    )
    before, _ = read_reference(project.reference, SQL_DIR)
    frames, problems = read_reference(project.reference, SQL_DIR, [tmp_path / "load"])
    assert (problems, frames["editions"].height) == ([], before["editions"].height + 1)
    rows = frames["editions"].filter(cohort_code="vn34").sort("edition_code").drop("note").rows()
    assert rows == [
        ("dti.2024.vn34", "dti", "2024", "vn34", "dti_2021", None, None, False, None),
        ("dti.2025.vn34", "dti", "2025", "vn34", "dti_2024", 34, "dti.2024.vn34", False, date(2026, 10, 21)),
    ]
    [new] = frames["periods"].filter(period_code="2025").rows()
    assert new == ("2025", "year", date(2025, 1, 1), date(2025, 12, 31), 2025, "năm 2025", "2025")


def test_years_that_are_none_and_columns_that_are_missing_are_named_with_their_row(project, tmp_path):
    folder = tmp_path / "load" / "reference"
    folder.mkdir(parents=True)
    for text, code in (
        ("index_code,year,framework_code\ndti,2025,dti_2024\n", "reference_columns"),
        ("index_code,year,cohort_code,framework_code\ndti,2O25,vn34,dti_2024\n", "reference_cell"),
    ):
        (folder / "years.csv").write_text(text)
        _, problems = read_reference(project.reference, SQL_DIR, [tmp_path / "load"])
        assert {(problem.file, problem.code) for problem in problems} == {("reference/years.csv", code)}


def test_a_load_that_points_nowhere_or_names_a_column_nobody_knows_is_refused(project, tmp_path):
    folder = tmp_path / "load" / "reference"
    folder.mkdir(parents=True)
    for text, code in (
        ("index_code,year,cohort_code,framework_code\ndti,2025,vn34,dti_2030\n", "reference_points_nowhere"),
        ("index_code,year,cohort_code,framework_code,colour\ndti,2025,vn34,dti_2024,red\n", "reference_columns"),
    ):
        (folder / "years.csv").write_text(text)
        assert code in [each.code for each in read_reference(project.reference, SQL_DIR, [tmp_path / "load"])[1]]


def test_a_missing_table_is_named(project):
    (project.reference / "regions.csv").unlink()
    [problem] = project.load().problems
    assert (problem.code, problem.file) == ("reference_missing", "reference/regions.csv")


def test_a_missing_folder_stops_the_loading(tmp_path):
    with pytest.raises(FolderMissing):
        read_reference(tmp_path / "nowhere", SQL_DIR)


def test_the_reference_of_this_project_is_sound():
    _, problems = read_reference(REFERENCE_DIR, SQL_DIR)
    assert problems == []


def test_a_declaration_that_cannot_be_read_is_refused(tmp_path):
    folder = tmp_path / "reference"
    folder.mkdir()
    for body in (
        "-- Grain: a\ncreate table reference.t (\n    a text\n);",
        "create table reference.t (\n    a varchar\n);",
    ):
        (folder / "t.sql").write_text(body, encoding="utf-8")
        with pytest.raises(DeclarationBroken):
            read_declarations(folder)


def test_a_name_is_translated_by_its_official_one_and_of_a_name_that_nothing_has_it_is_said(project):
    names = project.reference / "names.csv"
    for kind, official, expected in (
        ("unit", "Tuyên Quang", None),
        ("unit", "Atlantis", "units.unit_name_vi"),
        ("colour", "Đỏ", "known_reason"),
    ):
        names.write_text(f"kind,official_name,language,name\n{kind},{official},lo,ຊື່\n", encoding="utf-8")
        frames, problems = read_reference(project.reference, SQL_DIR)
        assert [(each.file, each.code) for each in problems] == (
            [("reference/names.csv", "reference_points_nowhere")] if expected else []
        )
        assert all(expected in each.expected and official in each.found for each in problems)
    assert frames["names"].row(0) == ("colour", "Đỏ", "lo", "ຊື່")
