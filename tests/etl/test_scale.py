"""Figures above 1 are points or per cents without a sign: the sums tell, or a person does, and builds remember."""

import json
from dataclasses import replace
from decimal import Decimal

import polars as pl
import pytest

from etl import building
from etl.__main__ import main
from etl.shapes.number_style import PERCENT, POINTS, SCALES, VALUES
from etl.uploads import loading
from etl.uploads.loading import Upload
from tests.etl.bad_files import as_xlsx
from tests.etl.printed_tables import MAINS
from tests.etl.test_agreement import MAXIMA, OPTIONS, PURPOSE
from text.problems import describe
from warehouse import builds, paths
from warehouse.connection import close_all, query

NAMES = ("Hà Nội", "Cao Bằng", "Tuyên Quang", "Điện Biên", "Lai Châu")


@pytest.fixture(autouse=True)
def elsewhere(tmp_path, monkeypatch):
    """A folder of its own for each test: what one loads, the next must not find."""
    monkeypatch.setenv("DTI_WAREHOUSE_DIR", str(tmp_path / "warehouse"))
    monkeypatch.setenv("DTI_LOADED_DIR", str(tmp_path / "loaded"))
    yield
    close_all()


def figures(is_points: bool) -> list[list[Decimal]]:
    """Synthetic: the total and the eight parts of each province, per cents below 50 or points."""
    rows = []
    for place in range(len(NAMES)):
        shares = [Decimal(2000 + 130 * place + 5 * part) / 100 for part in range(8)]
        scores = [round(share * most / 100, 2) for share, most in zip(shares, MAXIMA, strict=True)]
        total = round(sum(scores) * 100 / sum(MAXIMA), 2)
        rows.append([sum(scores), *scores] if is_points else [total, *shares])
    return rows


def csv(rows: list[list[Decimal]], heads: list[str]) -> bytes:
    lines = [["Tỉnh, thành phố", *heads]]
    lines += [[name, *(str(number).replace(".", ",") for number in row)] for name, row in zip(NAMES, rows, strict=True)]
    return "\n".join(";".join(line) for line in lines).encode()


def check(content: bytes, name: str = "bảng.csv", **said: str) -> loading.Checked:
    return loading.check([Upload(name, content)], PURPOSE, **said)


def codes(checked: loading.Checked) -> set[str]:
    return {problem.code for problem in checked.problems} - {"units_missing"}


HEADS = ["DTI", *MAINS.values()]


def test_per_cents_without_a_sign_are_refused_with_both_readings_of_a_row():
    checked = check(csv(figures(is_points=False), HEADS))
    [problem] = [each for each in checked.problems if each.blocks]
    assert (problem.code, problem.cell, checked.scales) == ("looks_like_percent", "B2", (PERCENT, POINTS))
    said = describe("vi", problem.code, problem.found, problem.expected, problem.fix)
    assert "có vẻ là phần trăm" in said
    assert all(text in said for text in ("Hà Nội", "20,21", "161,4", "20,2117"))


def test_a_workbook_of_per_cents_is_refused_the_same_way():
    rows = [[name, *map(float, row)] for name, row in zip(NAMES, figures(is_points=False), strict=True)]
    checked = check(as_xlsx([["Tỉnh, thành phố", *HEADS], *rows]), "bảng.xlsx")
    assert codes(checked) == {"looks_like_percent"}
    assert check(as_xlsx([["Tỉnh, thành phố", *HEADS], *rows]), "bảng.xlsx", scale=PERCENT).is_sound


def test_per_cents_above_the_maxima_are_one_doubt_and_not_many_points_too_high():
    rows = [[2 * number for number in row] for row in figures(is_points=False)]
    rows[0][2] = Decimal("97.5")
    assert codes(check(csv(rows, HEADS))) == {"looks_like_percent"}


def test_points_that_add_up_are_points():
    checked = check(csv(figures(is_points=True), HEADS))
    assert (codes(checked), checked.scales) == ({"read_as_points"}, ())


def test_without_totals_nothing_tells_points_from_per_cents():
    rows = [row[1:] for row in figures(is_points=True)]
    checked = check(csv(rows, HEADS[1:]))
    [problem] = [each for each in checked.problems if each.blocks]
    assert (problem.code, problem.cell) == ("percent_or_points", "B2")
    assert problem.fix == ("Hà Nội", "Nhận thức số", "10", "0.2", "0.1")
    assert check(csv(rows, HEADS[1:]), scale=POINTS).is_sound
    assert check(csv(rows, HEADS[1:]), scale=PERCENT).is_sound


def test_figures_above_a_hundred_are_no_per_cents():
    rows = [row[1:] for row in figures(is_points=True)]
    rows[0][5] = Decimal("140.5")
    assert codes(check(csv(rows, HEADS[1:]))) == {"read_as_points"}


def test_of_maxima_of_a_hundred_points_and_per_cents_are_the_same():
    four, five = [row[4:6] for row in figures(is_points=True)], list(MAINS.values())[3:5]
    least = replace(PURPOSE, framework_code="dti_2021", period_code="2025")
    content = csv([[*row, row[0]] for row in four], ["Nhận thức số", *five])
    checked = loading.check([Upload("bảng.csv", content)], replace(least, cohort_code="vn34"))
    assert not checked.scales


def test_a_table_of_both_kinds_of_numbers_can_be_settled_too():
    rows = [["Hà Nội", "0,5", "50", "40"], ["Cao Bằng", "50", "0,7", "30"]]
    content = "\n".join(";".join(row) for row in [["Tỉnh, thành phố", *list(MAINS.values())[:3]], *rows]).encode()
    assert check(content).scales == SCALES
    assert check(content, scale=POINTS).is_sound
    assert codes(check(content, scale=VALUES)) == {"value_out_of_range"}


def test_what_was_said_is_kept_so_that_every_build_reads_the_same(tmp_path):
    content = csv(figures(is_points=False), HEADS)
    shown = loading.preview(check(content, scale=PERCENT), "anna")
    loading.publish(shown, "phần trăm", "anna")
    [code] = [each for each in shown.changes["added"] if each.startswith("2025/")]

    def values() -> pl.DataFrame:
        asked = f"select value, value_decimals from staging.figures where release_code = '{code}' order by all"
        return query(builds.current_id(paths.warehouse_dir()), asked)

    first = values()
    assert first["value"].min() == Decimal("0.2")
    assert first["value_decimals"].max() == 4  # two printed, two of the per cent
    building.build(paths.warehouse_dir(), loaded_dir=paths.loaded_dir(), force=True)
    assert values().equals(first)
    assert check(content, scale=PERCENT).is_known
    assert not check(content, scale=POINTS).is_known, "read in another way it is another release"


def test_the_command_line_asks_and_takes_the_answer(tmp_path, capsys):
    path = tmp_path / "bảng.csv"
    path.write_bytes(csv(figures(is_points=False), HEADS))
    assert main(["check", str(path), *OPTIONS, "--lang", "en"]) == 1
    assert "--scale percent | --scale points" in capsys.readouterr().out
    assert main(["check", str(path), *OPTIONS, "--scale", "percent", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["scales"] == []
