"""Every rule about a row, proven by one row that breaks it."""

from datetime import date
from decimal import Decimal

import openpyxl
import pytest

from etl.contracts.fields import Fields
from etl.kinds.registry import contracts_by_table
from tests.etl.conftest import BASELINE, FIGURE, RULE, STATUS, TARGET, TASK

SHAPES = {
    "figures": FIGURE,
    "component_status": STATUS,
    "targets": TARGET,
    "baselines": BASELINE,
    "tasks": TASK,
    "reporting_rules": RULE,
}
COHORT_FIGURE = {
    "index": "dti",
    "year": "2021",
    "cohort": "vn63",
    "indicator": "index",
    "statistic": "mean",
    "value": "0.4014",
    "source_address": "https://a.vn/1",
    "section": "",
    "note": "",
}


@pytest.mark.parametrize("layout", SHAPES)
def test_the_unchanged_row_of_each_shape_has_no_problem(problems_of, layout):
    assert problems_of(layout, SHAPES[layout]) == []


@pytest.mark.parametrize(
    ("code", "changes"),
    [
        ("value_missing", {"year": ""}),
        ("value_missing", {"unit": "", "unit_code": ""}),
        ("value_missing", {"indicator": ""}),
        ("number_unreadable", {"value": "0,3750"}),
        ("number_unreadable", {"value": "x"}),
        ("number_unreadable", {"rank": "3.5"}),
        ("number_unreadable", {"rank": "3/x"}),
        ("number_unreadable", {"year": "năm 2021"}),
        ("number_too_precise", {"value": "0.37500001"}),
        ("number_too_large", {"score": "123456789"}),
        ("unit_unknown", {"unit": "Tuyên Quan", "unit_code": ""}),
        ("unit_code_unknown", {"unit_code": "99"}),
        ("unit_code_differs", {"unit_code": "01"}),
        ("index_unknown", {"index": "pci"}),
        ("cohort_unknown", {"cohort": "vn99"}),
        ("edition_unknown", {"cohort": "vn34"}),
        ("indicator_unknown", {"indicator": "99"}),
        ("value_out_of_range", {"value": "1.0001"}),
        ("value_out_of_range", {"value": "-0.1"}),
        ("value_out_of_range", {"value": "375"}),
        ("rank_out_of_range", {"rank": "0"}),
        ("rank_out_of_range", {"rank": "64"}),
        ("rank_out_of_range", {"rank": "64/63"}),
        ("rank_of_differs", {"rank": "3", "rank_of": "62"}),
        ("fraction_differs", {"rank": "3/63", "rank_of": "62"}),
        ("fraction_differs", {"score": "3/100", "max_score": "90"}),
        ("score_negative", {"score": "-1"}),
        ("score_over_maximum", {"score": "100.01"}),
        ("score_over_maximum", {"score": "80.5/80"}),
        ("maximum_differs", {"score": "50", "max_score": "150"}),
        ("row_without_figure", {"value": ""}),
        ("source_unknown", {"source_address": "https://b.vn"}),
    ],
)
def test_a_faulty_figure_is_named(problems_of, code, changes):
    assert code in problems_of("figures", FIGURE, **changes)


@pytest.mark.parametrize(
    ("layout", "code", "changes"),
    [
        ("component_status", "choice_unknown", {"status": "một phần"}),
        ("component_status", "choice_unknown", {"reason_group": "no_evidence|laziness"}),
        ("component_status", "value_missing", {"status": ""}),
        ("component_status", "framework_unknown", {"framework": "dti_1999"}),
        ("component_status", "framework_differs", {"framework": "dti_2024"}),
        ("component_status", "status_of_unscored", {"status": "not_assessed"}),
        ("component_status", "status_of_unscored", {"code": "9.1"}),
        ("component_status", "indicator_unknown", {"code": "1.100"}),
        ("targets", "choice_unknown", {"operator": "roughly"}),
        ("targets", "choice_unknown", {"scope_level": "hamlet"}),
        ("targets", "choice_unknown", {"kind": "hope"}),
        ("targets", "limits_differ", {"high": ""}),
        ("targets", "limits_differ", {"operator": "words"}),
        ("targets", "choice_unknown", {"target_unit": "furlong"}),
        ("targets", "limits_reversed", {"low": "45"}),
        ("targets", "index_unknown", {"index_code": "pci"}),
        ("targets", "indicator_unknown", {"indicator_code": "99"}),
        ("targets", "unit_code_differs", {"unit": "Hà Nội"}),
        ("targets", "value_missing", {"printed_text": ""}),
        ("targets", "value_missing", {"unit_system": ""}),
        ("baselines", "limits_differ", {"low": ""}),
        ("baselines", "choice_unknown", {"target_unit": "furlong"}),
        ("tasks", "unit_unknown", {"unit_system": "vn63", "unit": "Minh Long"}),
        ("tasks", "value_missing", {"unit": "Tuyên Quang"}),
        ("tasks", "framework_unknown", {"framework_code": "dti_1999"}),
        ("tasks", "indicator_unknown", {"framework_code": ""}),
        ("tasks", "date_unreadable", {"due_on": "15/12/2022"}),
        ("tasks", "value_missing", {"action": ""}),
        ("reporting_rules", "choice_unknown", {"rhythm": "daily"}),
        ("reporting_rules", "day_out_of_range", {"due_day": "32"}),
        ("reporting_rules", "day_out_of_range", {"due_month": "13"}),
    ],
)
def test_a_faulty_row_of_the_other_shapes_is_named(problems_of, layout, code, changes):
    assert code in problems_of(layout, SHAPES[layout], **changes)


def test_a_row_of_another_year_than_its_folder_is_refused(project):
    project.add("figures", [{**FIGURE, "year": "2024", "indicator": "index"}])
    assert project.codes() == ["year_not_folder"]


def test_the_second_row_saying_the_same_is_refused_and_names_the_first(project):
    project.add("figures", [FIGURE, {**FIGURE, "indicator": "index"}, FIGURE])
    [problem] = project.load().problems
    assert (problem.code, problem.row, problem.expected) == ("row_repeated", 4, "2")


def test_two_sources_of_one_figure_stand_side_by_side(project):
    project.add("figures", [{**FIGURE, "source_address": f"https://a.vn/{number}"} for number in (1, 2)])
    loaded = project.load()
    assert loaded.problems == []
    assert loaded.staging["figures"].height == 2


def test_a_row_without_source_is_refused_where_sources_stand_per_row(project):
    project.add("figures", [FIGURE], authority="per_row")
    assert project.codes() == ["source_missing"]


def test_an_unknown_name_comes_with_three_proposals(project):
    project.add("figures", [{**FIGURE, "unit": "Bắc Gjang", "unit_code": ""}])
    [problem] = project.load().problems
    assert problem.fix[0] == "Bắc Giang"
    assert len(problem.fix) == 3
    assert (problem.cell, problem.found) == ("D2", "Bắc Gjang")


def test_a_code_in_a_numeric_cell_is_refused(project):
    book = openpyxl.Workbook()
    book.active.append(list(STATUS))
    book.active.append([{**STATUS, "code": 1.10}[name] for name in STATUS])
    path = project.raw / "2021" / "given.xlsx"
    path.parent.mkdir()
    book.save(path)
    project.describe(path, layout="component_status")
    [problem] = project.load().problems
    assert (problem.code, problem.sheet, problem.cell, problem.found) == (
        "code_is_number",
        "Sheet",
        "D2",
        "1.1",
    )


def test_numeric_cells_are_not_read_by_the_separators_of_the_text(project):
    row = {**FIGURE, "year": 2021, "value": 0.375, "rank": 5}
    book = openpyxl.Workbook()
    book.active.append(list(row))
    book.active.append(list(row.values()))
    path = project.raw / "2021" / "given.xlsx"
    path.parent.mkdir()
    book.save(path)
    project.describe(path, layout="figures")
    loaded = project.load()
    assert loaded.problems == []
    [figure] = loaded.staging["figures"].to_dicts()
    assert (figure["value"], figure["value_decimals"], figure["rank"]) == (Decimal("0.375"), 3, 5)


def test_every_problem_of_a_file_comes_at_once_and_no_row_is_loaded(project):
    bad = [{**FIGURE, "unit": "X", "unit_code": ""}, {**FIGURE, "value": "9", "rank": "0"}]
    bad.append({**FIGURE, "indicator": "index"})
    project.add("figures", bad)
    loaded = project.load()
    assert [(each.row, each.code) for each in loaded.problems] == [
        (2, "unit_unknown"),
        (3, "value_out_of_range"),
        (3, "rank_out_of_range"),
    ]
    assert loaded.staging["figures"].is_empty()
    assert loaded.staging["releases"].is_empty()


def test_a_figure_keeps_what_was_printed(project):
    printed = {"value": "0.4800", "score": "72.30/100", "rank": "58/63", "places_gained": "-5"}
    project.add("figures", [{**FIGURE, **printed, "value_change": "+0.0135", "unit": "Tỉnh Tuyên Quang"}])
    loaded = project.load()
    assert loaded.problems == []
    [figure] = loaded.staging["figures"].to_dicts()
    assert figure == {
        "release_code": "2021/given",
        "row_number": 2,
        "edition_code": "dti.2021.vn63",
        "framework_code": "dti_2021",
        "unit_code": "08",
        "unit_name_printed": "Tỉnh Tuyên Quang",
        "indicator_code": "1",
        "value": Decimal("0.48"),
        "value_decimals": 4,
        "score": Decimal("72.3"),
        "score_decimals": 2,
        "first_round_score": None,
        "self_score": None,
        "max_score": Decimal(100),
        "rank": 58,
        "rank_of": 63,
        "places_gained": -5,
        "value_change": Decimal("0.0135"),
        "value_change_decimals": 4,
        "source_address": None,
        "section": None,
        "reason_text": None,
        "note": None,
    }


@pytest.mark.parametrize("name", ["score", "first_round_score", "self_score"])
def test_points_of_every_round_are_held_against_the_same_maximum(project, name):
    row = {**FIGURE, "indicator": "1.1", "value": "", "max_score": "10"}
    project.add("figures", [{**row, name: "10"}, {**row, "unit": "Hà Nội", "unit_code": "01", name: "10.5"}])
    [problem] = project.load().problems
    assert (problem.row, problem.code, problem.found, problem.expected) == (3, "score_over_maximum", "10.5", "10")
    project.add("figures", [{**row, name: "-0.5"}])
    assert project.codes() == ["score_negative"]


def test_two_rounds_and_the_reason_stay_apart_and_may_stand_in_rows_of_their_own(project):
    row = {**FIGURE, "indicator": "1.1", "value": "", "max_score": "10"}
    told = {"score": "6", "reason_text": "Thiếu quyết định ban hành", "note": "trang 3"}
    open_ = {**dict.fromkeys(told, ""), "first_round_score": "4", "self_score": "9"}
    project.add("figures", [{**row, "first_round_score": "", "self_score": "", **told}, {**row, **open_}])
    loaded = project.load()
    assert loaded.problems == []
    names = ("score", "first_round_score", "self_score", "reason_text", "note")
    assert loaded.staging["figures"].select(names).rows() == [
        (Decimal(6), None, None, "Thiếu quyết định ban hành", "trang 3"),
        (None, Decimal(4), Decimal(9), None, None),
    ]
    project.add("figures", [{**row, "first_round_score": "4"}, {**row, "first_round_score": "5"}])
    assert project.codes() == ["row_repeated"]


def test_decimals_beyond_the_stored_ones_are_rounded_half_up_and_noted(project):
    project.add("figures", [{**FIGURE, "value": "0.3750005"}])
    loaded = project.load()
    assert [problem.severity for problem in loaded.problems] == ["review"]
    assert loaded.staging["figures"]["value"].to_list() == [Decimal("0.375001")]


def test_a_year_with_one_cohort_needs_no_cohort_and_one_with_two_does(project):
    row = {"index": "dti", "unit": "Hà Nội", "unit_code": "01", "indicator": "index", "cohort": ""}
    project.add("figures", [{**FIGURE, **row}])
    project.add("figures", [{**FIGURE, **row, "year": "2024"}], name="2024/given.csv")
    loaded = project.load()
    assert loaded.staging["figures"]["edition_code"].to_list() == ["dti.2021.vn63"]
    [problem] = loaded.problems
    assert (problem.code, problem.fix) == ("edition_unclear", ("vn34", "vn63"))


def test_a_cohort_figure_needs_a_value_and_a_known_statistic(project):
    project.add("cohort_figures", [{**COHORT_FIGURE, "value": "", "statistic": "median"}])
    assert project.codes() == ["choice_unknown", "value_missing"]
    project.add("cohort_figures", [COHORT_FIGURE])
    [figure] = project.load().staging["cohort_figures"].to_dicts()
    assert (figure["statistic"], figure["value"], figure["edition_code"]) == (
        "mean",
        Decimal("0.4014"),
        "dti.2021.vn63",
    )


def test_only_a_province_gets_a_unit_code(project):
    project.add("tasks", [TASK, {**TASK, "scope_level": "province", "unit": "Hà Nội", "unit_system": "vn63"}])
    tasks = project.load().staging["tasks"]
    assert tasks.select("unit_system", "unit_code").rows() == [(None, None), ("vn63", "01")]
    assert tasks["due_on"].to_list() == [date(2022, 12, 15)] * 2


def test_every_contract_fills_exactly_the_declared_columns(project):
    for layout, row in {**SHAPES, "cohort_figures": COHORT_FIGURE}.items():
        project.add(layout, [row], name=f"2021/{layout}.csv")
    loaded = project.load()
    assert loaded.problems == []
    for table in contracts_by_table():
        assert loaded.staging[table].height == 1, table


def test_proposals_are_looked_for_only_where_somebody_will_read_them(project, monkeypatch):
    monkeypatch.setattr("etl.contracts.contracts.ALIKE_SHOWN", 2)
    asked = []
    monkeypatch.setattr("etl.reference.Names.nearest", lambda _, system, name: asked.append(name) or ("Hà Nội",))
    project.add("figures", [{**FIGURE, "unit": f"Tỉnh {number}", "unit_code": ""} for number in range(5)])
    assert [problem.fix for problem in project.load().problems] == [("Hà Nội",), ("Hà Nội",), (), (), ()]
    assert asked == ["Tỉnh 0", "Tỉnh 1"]


def test_a_part_of_a_contract_cannot_ask_for_a_field_it_does_not_declare():
    fields = Fields(row=None, layout=None, file="a.csv", names=("value",))
    with pytest.raises(KeyError, match="rank"):
        fields.text("rank")


def test_a_row_that_lacks_several_required_cells_is_told_each(project):
    project.add("targets", [{**TARGET, "measure": "", "printed_text": ""}])
    assert [(each.code, each.expected) for each in project.load().problems] == [
        ("value_missing", "measure"),
        ("value_missing", "printed_text"),
    ]
