"""A file that cannot be what it is loaded for is refused when it is checked: nothing in it, names shifted, too many."""

import csv as csvs
import io
import shutil
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest

from etl.folders import Folders
from etl.problems import Problem
from etl.uploads import loading, plausibility
from etl.uploads.loading import Upload
from tests.etl.bad_files import as_xlsx
from tests.etl.installation import UNITS
from tests.etl.printed_tables import MAINS, component_rows
from tests.etl.test_agreement import PURPOSE
from warehouse import paths

SHEET = replace(
    PURPOSE, framework_code="dti_2021", period_code="2023", cohort_code="vn63", kind="components", unit_code="08"
)
HEADER = ["STT", "Tiêu chí", "Điểm tối đa", "Điểm tự đánh giá", "Điểm thẩm định"]
RANKING = ["Tỉnh, thành phố", *MAINS.values()]


pytestmark = pytest.mark.usefixtures("elsewhere")


def components() -> list[tuple[str, str]]:
    """Codes and names of the components of dti_2021."""
    return [(code, name) for level, code, name, _ in component_rows() if level == "component"]


def check(rows: list[list[object]], purpose=PURPOSE) -> loading.Checked:
    return loading.check([Upload("bảng.xlsx", as_xlsx(rows))], purpose)


def told(checked: loading.Checked) -> list[str]:
    return [problem.code for problem in checked.problems if problem.blocks]


def test_names_of_the_codes_themselves_are_no_problem():
    rows = [[code, name, 10, 5, 4] for code, name in components()]
    assert told(check([HEADER, *rows], SHEET)) == []


def test_a_column_of_names_shifted_by_one_row_is_refused_at_each_name():
    codes, names = zip(*components(), strict=True)
    rows = [[code, name, 10, 5, 4] for code, name in zip(codes[:-1], names[1:], strict=True)]
    checked = check([HEADER, *rows], SHEET)
    assert set(told(checked)) == {"name_of_another"}
    assert not checked.content


def test_names_that_mostly_are_others_are_refused_even_if_they_are_nobodys():
    rows = [[code, "Số lượng trâu bò trên địa bàn xã", 10, 5, 4] for code, _ in components()[:20]]
    checked = check([HEADER, *rows], SHEET)
    assert told(checked) == ["names_shifted"]
    [problem] = [each for each in checked.problems if each.blocks]
    assert (problem.found, problem.expected) == ("20", "20")


def test_a_few_names_in_other_words_are_only_noted():
    rows = [[code, name, 10, 5, 4] for code, name in components()[:20]]
    rows[3][1] = "Số lượng trâu bò trên địa bàn xã"
    checked = check([HEADER, *rows], SHEET)
    assert (told(checked), [each.code for each in checked.problems]) == ([], ["component_name_differs"])


def test_a_score_sheet_without_any_score_is_refused():
    rows = [[code, name, 10, "", ""] for code, name in components()]
    assert told(check([HEADER, *rows], SHEET)) != []


def test_a_load_without_a_row_is_refused_and_another_year_in_a_heading_is_named():
    heading = Problem("a.xlsx", code="column_not_in_layout", found="Điểm tự chấm năm 2024")
    [problem] = plausibility.file_problems("a.xlsx", {}, [heading], SHEET)
    assert (problem.code, problem.found, problem.expected) == ("nothing_of_the_year", "2024", "2023")
    assert [each.code for each in plausibility.file_problems("a.xlsx", {}, [], SHEET)] == ["nothing_to_load"]


def test_points_that_no_row_has_are_missed():
    figures = pl.DataFrame({"unit_code": UNITS, "score": [None] * 3, "self_score": [None] * 3, "value": [None] * 3})
    [problem] = plausibility.file_problems("a.xlsx", {"figures": figures}, [], SHEET)
    assert problem.code == "no_scores"


def test_an_absent_main_indicator_is_noted_by_its_name_where_most_are_there():
    row = [0.5 + place / 100 for place in range(8)]
    checked = check([RANKING[:-1], ["Hà Nội", *row[:-1]]])
    [problem] = [each for each in checked.problems if each.code == "mains_missing"]
    assert (problem.found, problem.expected, problem.fix) == ("7", "8", ("Hoạt động xã hội số",))
    assert "mains_missing" not in {each.code for each in check([RANKING, ["Hà Nội", *row]]).problems}


def test_a_row_of_totals_is_called_one():
    content = "framework,year,system,code,province,component,value,rank,rank_of,source_url,source_note\n"
    content += "dti_2024,2025,vn34,,Tổng cộng,dti,0.5,,,,\n"
    checked = loading.check([Upload("bảng.csv", content.encode())], PURPOSE)
    assert told(checked) == ["total_row"]


def test_a_rank_among_another_number_of_units_than_the_cohort_is_refused():
    checked = check([["Tỉnh, thành phố", "Xếp hạng", *RANKING[1:]], ["Hà Nội", "3/63", *[0.5] * 8]])
    assert told(checked) == ["rank_of_differs"]


def test_more_units_than_the_cohort_has_are_told_when_the_file_is_checked(tmp_path):
    """Synthetic: a unit that the 34 do not have."""
    reference = shutil.copytree(paths.REFERENCE_DIR, tmp_path / "reference")
    with (Path(reference) / "units.csv").open("a", encoding="utf-8", newline="") as stream:
        csvs.writer(stream).writerow(
            [
                *("vn34", "999", "Đơn vị thứ 35", "Unit 35", "province", "province", "", ""),
                *("dong_bang_song_hong", "2025-07-01", "", "", ""),
            ]
        )
    with (Path(reference) / "units.csv").open(encoding="utf-8", newline="") as stream:
        names = [row["unit_name_vi"] for row in csvs.DictReader(stream) if row["unit_system"] == "vn34"]
    text = io.StringIO()
    csvs.writer(text, delimiter=";").writerows(
        [["Tỉnh, thành phố", *MAINS.values()], *([name, *["0,5"] * 8] for name in names)]
    )
    folders = replace(Folders(), reference=reference)
    purpose = replace(PURPOSE, period_code="2024")
    checked = loading.check([Upload("bảng.csv", text.getvalue().encode())], purpose, folders=folders)
    [problem] = [each for each in checked.problems if each.blocks]
    assert (problem.code, problem.found, problem.expected) == ("units_over_cohort", "35", "34")
