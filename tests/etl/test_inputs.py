"""Small tables as offices keep them (`inputs/`), each with what is right, by the loader and by the command line."""

import json
from dataclasses import dataclass, replace
from pathlib import Path

import polars as pl
import pytest

from etl.__main__ import main
from etl.folders import Folders
from etl.reading.data_file import read_cells
from etl.releases import Release, read_release
from etl.shapes.recognition import recognise
from etl.staging import Rules, frames_of, read_frames, read_rules
from etl.uploads import file_check, loading
from etl.uploads.loading import Checked, Purpose, Source, Upload
from tests.etl.ods_files import ods
from tests.etl.xls_files import xls
from warehouse.paths import LAYOUTS_DIR, RAW_DIR, REFERENCE_DIR, SQL_DIR

INPUTS = Path(__file__).parent / "inputs"
SOURCE = Source("Bảng thử", "Bộ Khoa học và Công nghệ", "ministry")
RANKING = Purpose("dti_2024", "2024", "vn34", "main_values", SOURCE)
MADE_UP = replace(RANKING, period_code="2025")
OLD_COHORT = Purpose("dti_2021", "2025", "vn63", "main_values", SOURCE)
SHEET = Purpose("dti_2021", "2023", "vn63", "components", SOURCE, "08")


@dataclass(frozen=True)
class Right:
    """What a file comes to: its rows (0 where it is refused), problems that must be said, and where."""

    rows: int
    said: dict[str, str]  # code to cell or, of several, the first one
    purpose: Purpose = MADE_UP
    exit_code: int = 0


RIGHT = {
    "ministry_one_heading_row.xlsx": Right(306, {}, RANKING),
    "ministry_two_heading_rows.xlsx": Right(306, {}, RANKING),
    "ministry_two_rows_one_wrong_total.xlsx": Right(306, {"total_differs": "18"}, RANKING, 4),
    "headings_abbreviated.xlsx": Right(306, {"names_settled": "H1"}, RANKING),
    "headings_half_abbreviated.xlsx": Right(306, {}, RANKING),
    "headings_footnote_marks.xlsx": Right(306, {}, RANKING),
    "headings_colon_nbsp.xlsx": Right(306, {}, RANKING),
    "headings_with_unit.xlsx": Right(306, {}, RANKING),
    "parent_self_assessed.xlsx": Right(0, {"nothing_of_results": "C2"}, RANKING, 1),
    "parent_ranks_only.xlsx": Right(306, {}, RANKING),
    "percent_without_sign_63.xlsx": Right(0, {"looks_like_percent": "K2"}, OLD_COHORT, 1),
    "percent_below_50.xlsx": Right(0, {"looks_like_percent": "C3"}, exit_code=1),
    "ranks_upside_down.xlsx": Right(306, {"ranks_against_values": ""}, exit_code=4),
    "superscript_footnotes.xlsx": Right(306, {"marks_taken": "E5"}, RANKING),
    "merged_value_cells.xlsx": Right(0, {"value_merged": "D5"}, exit_code=1),
    "hidden_row_repeats.xlsx": Right(0, {"row_repeated_hidden": "B37", "rows_hidden": "37"}, exit_code=1),
    "rows_hidden_by_filter.xlsx": Right(306, {"rows_hidden": "5"}),
    "sixty_other_sheets.xlsx": Right(306, {"sheet_without_header": ""}),
    "excel_sep_line.csv": Right(306, {}),
    "score_sheet_without_self_score.xlsx": Right(98, {}, SHEET),
    "score_sheet_share_column.xlsx": Right(98, {"column_no_result": "E2"}, SHEET),
    "score_sheet_other_year_in_heading.xlsx": Right(0, {"nothing_of_results": "D2"}, SHEET, 1),
    "score_sheet_council.xlsx": Right(98, {"column_no_result": "F2"}, SHEET),
}


pytestmark = pytest.mark.usefixtures("elsewhere")


def upload(name: str) -> Upload:
    return Upload(name, (INPUTS / name).read_bytes())


def check(name: str, **said) -> Checked:
    return loading.check([upload(name)], RIGHT[name].purpose, folders=Folders(), **said)


@pytest.fixture(scope="module")
def rules() -> Rules:
    return read_rules(REFERENCE_DIR, LAYOUTS_DIR, SQL_DIR)[0]


FIGURES = ["unit_code", "indicator_code", "value", "rank"]


def figures(rules: Rules, name: str) -> pl.DataFrame:
    """The figures of a file as a build reads them."""
    purpose = RIGHT[name].purpose
    sheets, _ = read_cells(INPUTS / name)
    layout = recognise(sheets, rules.layouts, purpose.kind, purpose.year).layout
    constants = file_check.constants_of(purpose, "dti", rules.codebook.unit_systems[purpose.cohort_code])
    names = ("title", "publisher", "original_file", "authority", "licence", "sha256")
    described = {each: "ministry" if each == "authority" else each for each in names}
    path = INPUTS / name
    year = purpose.period_code
    release = Release(f"{year}/a", path, path, year, layout=layout, constants=constants, **described)
    return frames_of(sheets, release, rules)[0]["figures"].select(FIGURES).sort(FIGURES)


@pytest.fixture(scope="module")
def published(rules) -> pl.DataFrame:
    """The ministry's table of the 34 units of 2024, as the shipped long file has it."""
    path = RAW_DIR / "2024" / "dti_main_indicators_34.csv"
    release, _ = read_release(path, path.with_suffix(".json"), "2024", rules.layouts)
    return read_frames(release, rules)[0]["figures"].select(FIGURES).sort(FIGURES)


@pytest.mark.parametrize(
    "name",
    [
        name
        for name, right in RIGHT.items()
        if right.purpose == RANKING and right.rows and "wrong" not in name and "parent" not in name
    ],
)
def test_every_figure_of_the_ministrys_table_is_the_published_one(rules, published, name):
    assert published.height == 306
    assert published.filter(indicator_code="index")["rank"].to_list() != []
    assert figures(rules, name).equals(published)


def test_a_table_of_ranks_has_nine_ranks_a_unit_and_no_value(rules):
    ranks = figures(rules, "parent_ranks_only.xlsx")
    assert (ranks.height, ranks["value"].null_count(), ranks["rank"].null_count()) == (306, 306, 0)


def test_a_doubt_about_per_cents_is_settled_by_one_word_unless_that_contradicts_the_totals():
    assert check("percent_below_50.xlsx", scale="percent").is_sound
    as_points = check("percent_below_50.xlsx", scale="points")
    assert [problem.code for problem in as_points.acceptances] == ["totals_differ"]


def test_every_file_has_what_is_right_for_it():
    assert set(RIGHT) == {path.name for path in INPUTS.iterdir() if path.suffix != ".md"}


@pytest.mark.parametrize("name", RIGHT)
def test_what_comes_of_a_table_is_right(name):
    right, checked = RIGHT[name], check(name)
    assert checked.verdicts[0].row_count == right.rows, checked.problems
    first: dict[str, str] = {}
    for problem in checked.problems:
        first.setdefault(problem.code, problem.cell)
    assert {code: first.get(code) for code in right.said} == right.said
    blocking = {problem.code for problem in checked.problems if problem.blocks}
    assert blocking <= set(right.said)
    assert checked.is_sound == bool(right.rows)
    assert len(checked.problems) <= 12, "one line a cause"


@pytest.mark.parametrize(("write", "extension"), [(ods, ".ods"), (xls, ".xls")], ids=["ods", "xls"])
@pytest.mark.parametrize(
    "name",
    [
        "ministry_two_heading_rows.xlsx",
        "headings_half_abbreviated.xlsx",
        "parent_self_assessed.xlsx",
        "parent_ranks_only.xlsx",
        "percent_below_50.xlsx",
        "ranks_upside_down.xlsx",
        "merged_value_cells.xlsx",
        "score_sheet_council.xlsx",
        "score_sheet_other_year_in_heading.xlsx",
    ],
)
def test_the_same_table_in_another_kind_of_workbook_comes_to_the_same(name, write, extension):
    [sheet] = read_cells(INPUTS / name)[0]
    rows = [
        [float(text) if (row, column) in sheet.numeric else text for column, text in enumerate(texts, 1)]
        for row, texts in enumerate(sheet.rows, 1)
    ]
    content = write(rows, merged=sheet.merged)
    checked = loading.check([Upload(f"bảng{extension}", content)], RIGHT[name].purpose, folders=Folders())
    assert checked.verdicts[0].row_count == RIGHT[name].rows, checked.problems
    assert set(RIGHT[name].said) <= {problem.code for problem in checked.problems}


@pytest.mark.parametrize("name", RIGHT)
def test_the_command_line_comes_to_the_same(name, capsys):
    right, purpose = RIGHT[name], RIGHT[name].purpose
    words = {"--framework": purpose.framework_code, "--year": purpose.period_code, "--cohort": purpose.cohort_code}
    words |= {"--kind": purpose.kind, "--title": "Bảng thử", "--publisher": "Bộ", "--authority": "ministry"}
    words |= {"--unit": purpose.unit_code} if purpose.unit_code else {}
    options = [part for option in words.items() for part in option]
    assert main(["check", str(INPUTS / name), *options, "--json"]) == right.exit_code
    told = json.loads(capsys.readouterr().out)
    assert told["files"][0]["rows"] == right.rows
    assert set(right.said) <= {problem["code"] for problem in told["problems"]}


def test_a_sheet_that_names_another_province_is_for_a_person_to_accept():
    sheet = read_cells(INPUTS / "score_sheet_council.xlsx")[0][0]
    rows = [["PHIẾU CHẤM ĐIỂM CỦA TỈNH LÀO CAI NĂM 2023"], *map(list, sheet.rows[1:])]
    checked = loading.check([Upload("phiếu.ods", ods(rows))], SHEET, folders=Folders())
    [problem] = checked.acceptances
    assert (problem.code, problem.expected, checked.is_sound) == ("title_names_other_unit", "Tuyên Quang", True)
    rows[0] = ["PHIẾU CHẤM ĐIỂM CỦA TỈNH TUYÊN QUANG, so với tỉnh Lào Cai"]
    checked = loading.check([Upload("phiếu.ods", ods(rows))], SHEET, folders=Folders())
    assert not checked.needs_acceptance
