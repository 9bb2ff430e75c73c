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
        ("reference_points_nowhere", "units", ",municipality,bac", ",municipality,nam"),
        ("reference_points_nowhere", "aliases", "Thủ đô,01", "Thủ đô,99"),
        ("reference_points_nowhere", "years", "dti_2024,34", "dti_2034,34"),
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
    (folder / "years.csv").write_text(
        "index_code,year,cohort_code,framework_code\ndti,2024,vn34,dti_2021\ndti,2025,vn34,dti_2024\n"
    )
    before, _ = read_reference(project.reference, SQL_DIR)
    frames, problems = read_reference(project.reference, SQL_DIR, [tmp_path / "load"])
    assert (problems, frames["years"].height) == ([], before["years"].height + 1)
    changed = frames["years"].filter(cohort_code="vn34").select("year", "framework_code", "cohort_size").rows()
    assert changed == [(2024, "dti_2021", None), (2025, "dti_2024", None)]


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
