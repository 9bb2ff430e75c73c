"""Figures of one file that contradict each other are named before anything is built, and loaded only once accepted."""

import json
from dataclasses import replace
from decimal import Decimal

import polars as pl
import pytest

from etl.__main__ import main
from etl.deliveries.deliveries import Purpose, Source
from etl.errors import NotAccepted
from etl.folders import Folders
from etl.uploads import loading
from etl.uploads.loading import Upload
from tests.etl.bad_files import as_xlsx
from tests.etl.printed_tables import MAINS
from text.problems import describe
from warehouse import audit, paths
from warehouse.connection import close_all

PURPOSE = Purpose("dti_2024", "2025", "vn34", "main_values", Source("Bảng 2025 tự đặt", "Bộ KH&CN", "ministry"))
MAXIMA = (50, 50, 140, 100, 100, 200, 150, 150)
HEADER = ["STT", "Tỉnh, thành phố", "Xếp hạng", "DTI", *MAINS.values()]
OPTIONS = ["--framework", "dti_2024", "--year", "2025", "--cohort", "vn34", "--kind", "main_values"]
OPTIONS += ["--title", "Bảng", "--publisher", "Bộ", "--authority", "ministry"]


@pytest.fixture(scope="module")
def names() -> list[str]:
    units = pl.read_csv(paths.REFERENCE_DIR / "units.csv", infer_schema=False).filter(unit_system="vn34")
    return units["unit_name_vi"].to_list()


@pytest.fixture
def folders(tmp_path, monkeypatch) -> Folders:
    monkeypatch.setenv("DTI_WAREHOUSE_DIR", str(tmp_path / "warehouse"))
    monkeypatch.setenv("DTI_LOADED_DIR", str(tmp_path / "loaded"))
    yield Folders()
    close_all()


def rows(names: list[str]) -> list[list[object]]:
    """Synthetic: the first province is the best, every total is what its parts come to."""
    made = []
    for place, name in enumerate(names):
        values = [Decimal(9000 - 200 * place + 3 * part).scaleb(-4) for part in range(8)]
        total = sum(value * most for value, most in zip(values, MAXIMA, strict=True)) / sum(MAXIMA)
        made.append([place + 1, name, place + 1, float(round(total, 4)), *map(float, values)])
    return made


def check(body: list[list[object]], **purpose: object) -> loading.Checked:
    content = as_xlsx([HEADER, *body])
    return loading.check([Upload("bảng.xlsx", content)], replace(PURPOSE, **purpose))


def test_a_table_that_agrees_with_itself_needs_no_acceptance(names, folders):
    checked = check(rows(names))
    assert (checked.problems, checked.needs_acceptance, checked.acceptances) == ((), False, ())


def test_one_wrong_total_names_unit_printed_and_computed_value_and_its_cell(names, folders):
    body = rows(names)
    body[4][3] = round(body[4][3] + 0.015, 4)
    checked = check(body)
    [problem] = checked.acceptances
    assert (checked.is_sound, checked.needs_acceptance) == (True, True)
    assert (problem.code, problem.cell) == ("total_differs", "6")
    assert Decimal(problem.found) - Decimal(problem.expected) == Decimal("0.015")
    said = describe("vi", problem.code, problem.found, problem.expected, problem.fix)
    assert f"{names[4]}, " in said
    assert "khác" in said
    assert problem.found.replace(".", ",") in said
    assert checked.verdicts[0].problems == checked.problems


def test_a_total_within_rounding_is_no_difference(names, folders):
    body = rows(names)
    body[4][3:] = [0.8201, *[0.82] * 8]
    assert check(body).problems == ()


def test_totals_of_nearly_all_rows_are_one_point_with_an_example(names, folders):
    body = rows(names)
    for row in body[:-2]:
        row[3] = round(row[3] * 0.99, 4)
    [problem] = check(body).acceptances
    assert (problem.code, problem.found, problem.expected) == ("totals_differ", "32", "34")
    assert names[0] in problem.fix


def test_ranks_that_run_the_wrong_way_are_counted_with_an_example(names, folders):
    body = rows(names)
    for row in body:
        row[2] = 35 - row[2]
    [problem] = check(body).acceptances
    assert (problem.code, problem.found, problem.expected) == ("ranks_against_values", "34", "34")
    assert problem.fix[1:] == (names[0], "34", "1")


@pytest.mark.parametrize(("wrong", "is_told"), [(3, False), (4, True)])
def test_only_more_than_a_tenth_of_wrong_ranks_have_to_be_accepted(names, folders, wrong, is_told):
    body = rows(names)
    for row, rank in zip(body[:wrong], [*range(2, wrong + 1), 1], strict=True):
        row[2] = rank
    assert check(body).needs_acceptance is is_told


def test_equal_values_may_be_ranked_one_behind_the_other(names, folders):
    body = rows(names)
    for row in body[1::2]:
        above = body[row[0] - 2]
        row[3:] = above[3:]
    assert check(body).problems == ()


def test_ranks_of_an_incomplete_cohort_are_not_judged(names, folders):
    body = rows(names)[:30]
    for row in body:
        row[2] = 35 - row[2]
    assert [problem.code for problem in check(body).problems] == ["units_missing"]


def test_without_acceptance_nothing_is_written_and_with_it_the_log_says_who_accepted_what(names, folders):
    body = rows(names)
    body[0][3] = 0.95
    checked = check(body)
    with pytest.raises(NotAccepted) as refused:
        loading.preview(checked, "anna")
    assert refused.value.problems == list(checked.acceptances)
    assert not list(folders.loaded.glob("*/load.json"))
    assert next(audit.events(folders.loaded)).result == "refused: NotAccepted"
    loading.preview(checked, "anna", accepted=True)
    accepted = [event for event in audit.events(folders.loaded) if event.action == "accept"]
    assert [event.who for event in accepted] == ["anna"]
    assert "total_differs · bảng.xlsx Số liệu 2 · 0.9500" in accepted[0].subject


def test_the_command_line_ends_with_a_code_of_its_own_until_it_is_told_to_accept(names, folders, tmp_path, capsys):
    body = rows(names)
    body[0][3] = 0.95
    path = tmp_path / "bảng.xlsx"
    path.write_bytes(as_xlsx([HEADER, *body]))
    assert main(["check", str(path), *OPTIONS, "--json"]) == 4
    told = json.loads(capsys.readouterr().out)
    assert (told["needs_acceptance"], [each["severity"] for each in told["problems"]]) == (True, ["accept"])
    assert main(["load", str(path), *OPTIONS, "--lang", "en"]) == 4
    assert "--accept-review" in capsys.readouterr().out
    assert main(["load", str(path), *OPTIONS, "--accept-review", "--no-publish", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["build_id"]


def test_the_command_line_says_how_many_figures_a_file_states_and_how_many_follow(names, folders, tmp_path, capsys):
    path = tmp_path / "bảng.xlsx"
    path.write_bytes(as_xlsx([HEADER, *rows(names)]))
    main(["build", "--lang", "en"])
    capsys.readouterr()
    assert main(["load", str(path), *OPTIONS, "--no-publish", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["derived"] == [{"indicator_level": "pillar", "count": 102}]


def test_the_help_says_what_the_exit_codes_mean(capsys):
    with pytest.raises(SystemExit) as ended:
        main(["load", "--help"])
    assert ended.value.code == 0
    assert "4 points" in capsys.readouterr().out


def test_machines_are_told_of_wrong_use_and_of_refusals_with_a_list_of_problems(capsys, tmp_path, folders):
    with pytest.raises(SystemExit) as ended:
        main(["load", "--json"])
    assert ended.value.code == 2
    assert json.loads(capsys.readouterr().out)["problems"] == []
    assert main(["load", str(tmp_path / "none.csv"), *OPTIONS, "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["problems"] == []
    assert main(["check", str(tmp_path / "none.csv"), "--framework", "dti_2024", "--json"]) == 2
    assert json.loads(capsys.readouterr().out)["problems"] == []
