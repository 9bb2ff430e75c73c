"""An index nobody has heard of comes by files alone: its framework declares it, a template brings its years."""

import dataclasses
import io
import json
import shutil
from pathlib import Path

import pytest
from openpyxl import load_workbook

from etl.__main__ import main
from etl.deliveries import deliveries
from etl.errors import TemplateRefused
from etl.folders import Folders
from etl.kinds.registry import FRAMEWORK
from etl.kinds.template import write_template
from etl.reference import read_reference
from etl.uploads import loading
from tests import further_index as synthetic
from warehouse import builds
from warehouse.connection import close_all, query

FILE = "bộ chỉ số.xlsx"


@pytest.fixture(scope="module")
def shipped(warehouse, tmp_path_factory) -> Folders:
    """A build of all real data; nobody changes it."""
    root = tmp_path_factory.mktemp("shipped")
    shutil.copytree(warehouse, root / "warehouse")
    return Folders(root / "warehouse", root / "loaded")


@pytest.fixture(scope="module")
def with_framework(shipped, tmp_path_factory) -> Path:
    """Where the framework has been loaded as well; nobody changes it."""
    root = tmp_path_factory.mktemp("with_framework")
    shutil.copytree(shipped.warehouse, root / "warehouse")
    folders = Folders(root / "warehouse", root / "loaded")
    load(folders, synthetic.framework(reference(folders)), kind=FRAMEWORK, cohort_code="")
    close_all()
    return root


@pytest.fixture
def folders(with_framework, tmp_path) -> Folders:
    """A copy of it."""
    shutil.copytree(with_framework, tmp_path / "office")
    yield Folders(tmp_path / "office" / "warehouse", tmp_path / "office" / "loaded")
    close_all()


def reference(folders: Folders) -> dict:
    active = deliveries.folders_in_use(folders.loaded, deliveries.active(folders.warehouse, folders.loaded))
    return read_reference(folders.reference, deliveries=active)[0]


def check(folders: Folders, content: bytes, **changed: object) -> loading.Checked:
    purpose = dataclasses.replace(synthetic.purpose(), **changed)
    return loading.check([loading.Upload(FILE, content)], purpose, folders=folders)


def load(folders: Folders, content: bytes, **changed: object) -> loading.Preview:
    checked = check(folders, content, **changed)
    assert checked.is_sound, checked.problems
    shown = loading.preview(checked, "anna", folders=folders)
    loading.publish(shown, "thử", "anna", folders=folders)
    return shown


def ask(folders: Folders, sql: str) -> list[tuple]:
    return query(builds.current_id(folders.warehouse), sql, directory=folders.warehouse).rows()


OFFERED = "select distinct index_code, short_name_vi, short_name_en from mart.editions where index_code = 'synthetic'"


def test_three_years_of_it_are_ranked_and_compared_like_those_of_any_other(folders):
    assert ask(folders, OFFERED) == []
    for year in synthetic.YEARS:
        shown = load(folders, synthetic.main_points(reference(folders), str(year)), period_code=str(year))
        assert [row["year"] for row in shown.effect.editions.filter(is_touched=True).to_dicts()] == [year]
    assert ask(folders, OFFERED) == [(synthetic.INDEX, synthetic.SHORT_NAME, "Synthetic index")]
    ranking = ask(
        folders,
        "select year, rank, rank_basis, places_gained, comparability from mart.unit_ranking "
        "where index_code = 'synthetic' and indicator_code = 'index' and unit_code in ('01', '04') order by year, rank",
    )
    assert [row[:3] for row in ranking] == [(year, rank, "computed") for year in synthetic.YEARS for rank in (1, 2)]
    assert [gained for *_, gained, _ in ranking] == [None, None, 1, -1, 1, -1]
    assert {how for year, *_, how in ranking if year > 2022} == {"comparable"}
    counts = "select count(*) from mart.{} where index_code = 'synthetic'"
    assert ask(folders, counts.format("unit_ranking")) == [(34 * 6 * 3,)]
    assert ask(folders, counts.format("two_years")) == [(34 * 6 * 3,)]
    assert ask(folders, counts.format("main_status")) == [(34 * 5 * 3,)]
    [(printed,)] = ask(
        folders,
        "select score from mart.main_status where index_code = 'synthetic' and year = 2022 and unit_code = '01' "
        "and indicator_code = '1'",
    )
    assert printed == synthetic.points(0, 2022)[0]


def test_quarters_are_loaded_like_years_and_never_stand_in_one_row_with_them(folders):
    for code in ("2024", "2025-Q1", "2025-Q2"):
        shown = load(folders, synthetic.main_points(reference(folders), code), period_code=code)
        assert deliveries.read_delivery(folders.loaded, shown.load_id).purpose.period_code == code
    told = ask(
        folders,
        "select edition_code, period_name_vi, previous_edition_code from mart.editions"
        " where index_code = 'synthetic' order by edition_code",
    )
    first, second = (f"synthetic.2025-Q{number}.{synthetic.COHORT}" for number in (1, 2))
    assert told == [
        (f"synthetic.2024.{synthetic.COHORT}", "năm 2024", None),
        (first, "quý I/2025", None),
        (second, "quý II/2025", first),
    ]
    years = "select distinct edition_code, before_edition_code from mart.cohort_years where index_code = 'synthetic'"
    assert dict(ask(folders, years))[second] == first
    [again] = check(folders, synthetic.main_points(reference(folders), "2025-Q2"), period_code="2025-Q1").problems
    assert (again.code, "2025-Q2" in again.found, "2025-Q1" in again.expected) == ("template_other_purpose", True, True)


def test_withdrawing_its_years_and_rolling_back_take_it_away_again(folders):
    shipped_alone = builds.kept(folders.warehouse)[-1]
    shown = load(folders, synthetic.main_points(reference(folders), "2022"))
    withdrawn = loading.withdraw(shown.changes["added"], "anna", folders=folders)
    loading.publish(withdrawn, "", "anna", folders=folders)
    assert ask(folders, OFFERED) == []
    loading.roll_back(shipped_alone, "anna", folders=folders)
    assert synthetic.INDEX not in reference(folders)["indexes"]["index_code"].to_list()
    assert ask(folders, "select count(*) from reference.indexes where index_code = 'synthetic'") == [(0,)]


def test_the_template_of_its_years_asks_for_points_of_the_maxima(folders):
    book = load_workbook(io.BytesIO(synthetic.main_points(reference(folders), "2023")))
    sheet = book["Điểm"]
    assert [cell.value for cell in sheet[3]] == ["Mã", "Tên đơn vị", "Hạng", "index", "1", "2", "3", "4", "5"]
    limits = {rule.formula2 for rule in sheet.data_validations.dataValidation if rule.type == "decimal"}
    assert {float(limit) for limit in limits} == {18, 20, 22, 100}
    assert sheet.cell(4, 4).number_format == "0.00"
    sheet.cell(4, 5).value = 18.01
    content = io.BytesIO()
    book.save(content)
    told = check(folders, content.getvalue(), period_code="2023").problems
    assert [(each.code, each.cell, each.expected) for each in told] == [("score_over_maximum", "E4", "18")]


def test_no_template_is_made_for_a_framework_that_has_not_been_loaded(shipped):
    with pytest.raises(TemplateRefused):
        write_template("main_values", synthetic.CODE, "2022", "vn34", reference(shipped))


@pytest.mark.parametrize(
    ("declared", "code", "place"),
    [
        ({"Chiều xếp hạng": "Thấp nhất là hạng 1"}, "direction_not_ranked", "F4"),
        ({"Thang số liệu": "Sao"}, "choice_unknown", "G4"),
        ({"Số chữ số thập phân": 7}, "value_out_of_range", "H4"),
        ({"Tên ngắn tiếng Anh": None}, "value_missing", "E4"),
        ({"Mã chỉ số tổng hợp": "khác"}, "code_unfit", "A4"),
        ({"Mã chỉ số tổng hợp": "another"}, "index_not_of_framework", "A4"),
    ],
)
def test_a_mistake_in_the_declaration_is_named_with_its_cell(shipped, declared, code, place):
    content = synthetic.framework(reference(shipped), synthetic.DECLARED | declared)
    told = check(shipped, content, kind=FRAMEWORK, cohort_code="").problems
    assert (code, "Chỉ số tổng hợp", place) in [(each.code, each.sheet, each.cell) for each in told]


def test_a_known_index_cannot_be_renamed_by_a_new_framework(shipped):
    content = synthetic.framework(
        reference(shipped), synthetic.DECLARED | {"Mã chỉ số tổng hợp": "dti"}, **{"Mã chỉ số tổng hợp": "dti"}
    )
    [problem] = check(shipped, content, kind=FRAMEWORK, cohort_code="").problems
    assert (problem.code, problem.found, problem.cell) == ("index_known", "dti", "A4")


def test_points_need_every_maximum(shipped):
    content = synthetic.framework(
        reference(shipped), **{"Tổng điểm tối đa": None, "Cách tính giá trị": "Chỉ dùng số công bố"}
    )
    told = check(shipped, content, kind=FRAMEWORK, cohort_code="").problems
    assert [(each.code, each.sheet, each.cell) for each in told] == [("value_missing", "Bộ chỉ số", "F4")]


def test_a_workbook_made_before_an_index_could_be_declared_still_loads(shipped):
    book = load_workbook(io.BytesIO(write_template(FRAMEWORK, "dti_2024", "2025", "vn34", reference(shipped))))
    del book["Chỉ số tổng hợp"]
    content = io.BytesIO()
    book.save(content)
    checked = check(shipped, content.getvalue(), kind=FRAMEWORK, cohort_code="", framework_code="dti_2024")
    assert checked.is_sound, checked.problems


def test_what_is_known_of_an_index_is_not_written_again(shipped):
    content = write_template(FRAMEWORK, "dti_2024", "2025", "vn34", reference(shipped))
    checked = check(shipped, content, kind=FRAMEWORK, cohort_code="", framework_code="dti_2024")
    assert checked.is_sound, checked.problems
    assert "reference/frameworks.csv" in checked.content
    assert "reference/indexes.csv" not in checked.content


def test_the_command_line_brings_it_too(shipped, tmp_path, monkeypatch, capsys):
    shutil.copytree(shipped.warehouse, tmp_path / "warehouse")
    folders = Folders(tmp_path / "warehouse", tmp_path / "loaded")
    monkeypatch.setenv("DTI_WAREHOUSE_DIR", str(folders.warehouse))
    monkeypatch.setenv("DTI_LOADED_DIR", str(folders.loaded))
    options = ["--framework", synthetic.CODE, "--title", "Tự đặt", "--publisher", "Thử", "--authority", "ministry"]
    file = tmp_path / FILE
    file.write_bytes(synthetic.framework(reference(folders)))
    assert main(["load", str(file), *options, "--year", "2022", "--cohort", "vn34", "--kind", "framework"]) == 0
    of_year = ["--framework", synthetic.CODE, "--year", "2022", "--cohort", "vn34", "--kind", "main_values"]
    assert main(["template", *of_year, "-o", str(tmp_path / "blank.xlsx")]) == 0
    assert "Điểm" in load_workbook(tmp_path / "blank.xlsx").sheetnames
    file.write_bytes(synthetic.main_points(reference(folders), "2022"))
    assert main(["load", str(file), *of_year, *options[2:]]) == 0
    capsys.readouterr()
    assert main(["history", "--json"]) == 0
    assert len(json.loads(capsys.readouterr().out)["publications"]) >= 2
    assert ask(folders, "select count(*), max(rank) from mart.unit_ranking where index_code = 'synthetic'") == [
        (34 * 6, 34)
    ]
    close_all()
