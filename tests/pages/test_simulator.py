"""The simulator page on real builds: figures that plans quote, edits by hand, scenarios in the address and in files."""

import io
import json
import re
import shutil
from collections.abc import Callable
from decimal import Decimal
from functools import partial
from pathlib import Path

import openpyxl
import pytest
from streamlit.testing.v1 import AppTest

from planning import standings
from planning.errors import PlanningRefused
from planning.movement import Movement
from tests.drawn_tables import tables_of
from tests.pages import scored
from text.catalogue import say
from ui.simulator import choices
from ui.simulator.choices import Scenario, ScenarioRefused
from warehouse import builds, connection

from .conftest import as_said, lead_of

TQ_2022 = {"edition": "dti.2022.vn63", "unit": "vn63.08"}
TQ_2024 = {"edition": "dti.2024.vn34", "unit": "vn34.08"}


@pytest.fixture
def simulator(open_sound: Callable[..., AppTest]) -> Callable[..., AppTest]:
    """Open the page; see `open_sound`."""
    return partial(open_sound, "simulator")


def _title(page: AppTest) -> str:
    return as_said(page.title[0].value)


def _noted(page: AppTest) -> str:
    return as_said("\n".join(text.value for text in page.markdown))


@pytest.mark.parametrize(
    ("choices", "sentence"),
    [
        (TQ_2024, "Để lên hạng 21, Tuyên Quang cần thêm 9,118 điểm"),
        (TQ_2022, "Để lên hạng 47, Tuyên Quang cần thêm 8,8 điểm"),
        ({**TQ_2022, "lang": "en"}, "Tuyen Quang needs 8.8 more points for rank 47"),
        ({**TQ_2022, "add": "8:31.8"}, "+31,8 điểm: Tuyên Quang xếp 40/63, tăng 8 bậc"),
        ({**TQ_2022, "add": "8:31.7"}, "+31,7 điểm: Tuyên Quang xếp 41/63, tăng 7 bậc"),
        ({**TQ_2022, "add": "8:500"}, "+103,905 điểm: Tuyên Quang xếp 14/63, tăng 34 bậc"),
        ({**TQ_2024, "others": "gap:7"},
         "Không thêm điểm, Tuyên Quang xếp 26/34, giảm 4 bậc nếu các đơn vị khác thu hẹp 7% khoảng cách tới mức"
         " tối đa"),
        ({"edition": "dti.2024.vn34", "unit": "vn34.01"}, "Hà Nội đang dẫn đầu 34 đơn vị"),
        ({"edition": "dti.2021.vn63", "unit": "vn63.08", "add": "index:10"},
         "+10 điểm: Tuyên Quang xếp 54–58/63"),
    ],
)  # fmt: skip
def test_the_page_says_what_the_next_place_takes_and_then_what_came_of_it(simulator, choices, sentence):
    assert _title(simulator(**choices)) == sentence


def test_the_lead_says_what_it_is_not(simulator):
    assert lead_of(simulator(**TQ_2024)).endswith(say("vi", "simulator_not_official"))


def test_an_edit_by_hand_goes_into_the_address_and_comes_back_as_it_was(simulator):
    page = simulator(**TQ_2022)
    page.text_input(key="simulator_add_8").set_value("31,8").run()
    assert page.query_params["add"] == "8:31.8"
    assert page.text_input(key="simulator_add_8").value == "31,8", "as it was typed"
    assert _title(page).startswith("+31,8 điểm: Tuyên Quang xếp 40/63")
    noted = _noted(page)
    assert "Tây Ninh" in noted
    assert "Vượt hoặc bằng 8 đơn vị" in noted
    page.text_input(key="simulator_add_8").set_value("").run()
    assert "add" not in page.query_params, "an emptied field adds nothing"
    assert _title(page) == "Để lên hạng 47, Tuyên Quang cần thêm 8,8 điểm"


@pytest.mark.parametrize(
    ("typed", "added"),
    [("31.8", "31.8"), ("−2", "-2"), (" 1 000,5", "1000.5"), ("1.000,5", "1000.5"), ("1,000.5", "1000.5"), ("0", None)],
)
def test_points_are_typed_with_a_comma_or_a_point(simulator, typed, added):
    page = simulator(**TQ_2022)
    page.text_input(key="simulator_add_8").set_value(typed).run()
    assert page.query_params.get("add") == (f"8:{added}" if added else None)


@pytest.mark.parametrize("typed", ["nhiều", "1e9", "--1", "1,2,3"])
def test_what_is_no_number_adds_nothing_and_is_told(simulator, typed):
    page = simulator(**TQ_2022)
    page.text_input(key="simulator_add_8").set_value(typed).run()
    assert "add" not in page.query_params
    assert say("vi", "simulator_no_number", typed=typed) in [as_said(warning.value) for warning in page.warning]


def test_what_is_typed_into_several_fields_before_the_page_has_answered_is_all_kept(simulator):
    page = simulator(**TQ_2022)
    for code, points in (("3", "5"), ("6", "10"), ("8", "2")):
        page.text_input(key=f"simulator_add_{code}").set_value(points)
    page.run()
    assert page.query_params["add"] == "3:5,6:10,8:2"


def test_points_that_belong_to_no_main_indicator_have_a_field_of_their_own(simulator):
    page = simulator(**TQ_2022, add="index:10")
    assert page.text_input(key="simulator_add_index").value == "10"
    page.text_input(key="simulator_add_index").set_value("").run()
    assert "add" not in page.query_params


def test_what_is_cut_off_is_said(simulator):
    assert "Mục 8: 500 điểm được cắt 396,095, còn 103,905" in _noted(simulator(**TQ_2022, add="8:500"))


def test_both_observed_rates_stand_under_standing_still(simulator):
    noted = _noted(simulator(**TQ_2024))
    assert "thu hẹp 7% như 2023→2024: hạng 26/34" in noted
    assert "thu hẹp 24% như 2022→2023: hạng 32/34" in noted
    assert "2023→2024: 3,6 bậc, 2022→2023: 12,5 bậc" in noted


def test_the_list_of_steps_is_the_step_function(simulator, ask):
    shown = tables_of(simulator(**TQ_2024))[-1]
    above = ask("select value from mart.unit_ranking where edition_code = 'dti.2024.vn34' and indicator_code = 'index'"
                " and value > 0.6862 order by value")  # fmt: skip
    wanted = [(row["value"] - Decimal("0.6862")) * 940 for row in above]
    assert [Decimal(str(points)) for points in shown.value["points"]] == [points.normalize() for points in wanted]
    assert shown.shown["points"][0] == "9,118"
    assert shown.shown["met"][0] == "Tây Ninh"


def test_what_is_on_screen_is_kept_shown_again_and_forgotten(simulator):
    page = simulator(**TQ_2022, add="8:31.8", others="gap:24")
    page.text_input(key="simulator_name").set_value("Làm số 8~;")
    next(button for button in page.button if button.label == say("vi", "simulator_keep")).click().run()
    assert page.query_params["kept"] == "Làm số 8~8:31.8~gap:24"
    page.text_input(key="simulator_add_8").set_value("").run()
    page.button_group(key="simulator_others").set_value("still").run()
    assert _title(page).startswith("Để lên hạng 47")
    page.button(key="simulator_show_Làm số 8").click().run()
    assert page.query_params["add"] == "8:31.8"
    page.button(key="simulator_forget_Làm số 8").click().run()
    assert "kept" not in page.query_params


def test_the_workbook_of_the_scenarios_equals_the_screen(simulator, offered):
    page = simulator(**TQ_2024, add="6:9.118", kept="Một~8:20~gap:7;Hai~3:1.5~still")
    table = next(table for table in tables_of(page) if table.key == "simulator_scenarios")
    name, make = offered["export_simulator_file_scenarios_shown_xlsx"]
    book = openpyxl.load_workbook(io.BytesIO(make()))
    rows = [list(row) for row in book.worksheets[0].iter_rows(values_only=True)]
    titles = rows[0]
    assert titles[: len(table.titles)] == table.titles
    assert [row[0] for row in rows[1:]] == list(table.shown["name"]) == ["Như công bố", "Đang xem", "Một", "Hai"]
    assert [str(row[titles.index("Hạng nếu đứng yên")]) for row in rows[1:]] == list(table.shown["rank_still"])
    assert [row[titles.index("Điểm thêm")] for row in rows[1:]] == [0, 9.118, 20, 1.5]
    assert any(say("vi", "simulator_not_official") in str(cell) for row in book.worksheets[1].values for cell in row)
    assert name.startswith("kich-ban_dti_2024_vn34_tuyen-quang")


def test_one_click_adds_what_the_rank_aimed_at_takes(simulator):
    page = simulator(**TQ_2024, to="10")
    noted = _noted(page)
    assert "Tới hạng 10 cần 58,092 điểm: ít nhất 2 chỉ số chính (8, 7)" in noted
    assert "Chỉ 1 chỉ số chính thì nhiều nhất được 48,18 điểm, chưa đủ." in noted
    page.button(key="simulator_apply_10").click().run()
    assert page.query_params["add"] == "8:48.18,7:9.912"
    assert _title(page) == "+58,092 điểm: Tuyên Quang xếp 10/34, tăng 12 bậc"


def test_one_click_reaches_the_rank_among_others_who_move(simulator):
    page = simulator(**TQ_2024, to="10", others="gap:7")
    assert "Tới hạng 10 cần 74,636 điểm" in _noted(page)
    page.button(key="simulator_apply_10").click().run()
    assert _title(page).startswith("+74,636 điểm: Tuyên Quang xếp 10/34")


def test_a_range_is_entered_or_reached_to_its_better_end(simulator):
    page = simulator(**TQ_2022, to="40-44")
    page.button(key="simulator_apply_44").click().run()
    assert _title(page) == "+15,8 điểm: Tuyên Quang xếp 44/63, tăng 4 bậc"
    page.button(key="simulator_apply_40").click().run()
    assert _title(page) == "+31,8 điểm: Tuyên Quang xếp 40/63, tăng 8 bậc"
    assert "Hạng 48: đã đạt" in _noted(simulator(**TQ_2022, to="48"))


def test_where_the_best_of_the_others_is_not_known_it_is_no_number(simulator):
    noted = _noted(simulator(edition="dti.2021.vn63", unit="vn63.08", to="50"))
    assert "chưa biết mức tốt nhất của nhóm" in noted
    assert "thêm được 0" not in noted


def test_the_same_value_is_told_as_a_rank_of_the_year_after(simulator):
    assert "Cùng giá trị 0,5638 ở năm 2023 sẽ là hạng 58/63." in _noted(simulator(**TQ_2022, add="8:31.8"))


def test_what_was_edited_is_there_again_after_another_page(simulator):
    page = simulator(**TQ_2022, add="8:31.8", kept="A~6:2~still")
    page.switch_page("pages/ranking.py").run()
    for name in ("add", "kept"):
        if name in page.query_params:
            page.query_params.pop(name)
    page.switch_page("pages/simulator.py").run()
    assert (page.query_params["add"], page.query_params["kept"]) == ("8:31.8", "A~6:2~still")
    assert page.text_input(key="simulator_add_8").value == "31,8"
    page.text_input(key="simulator_add_3").set_value("2").run()
    assert page.query_params["add"] == "3:2,8:31.8"


@pytest.mark.parametrize(
    ("asked", "reason"),
    [
        ({"others": "last"}, "not_complete"), ({"kept": "A~~last"}, "not_complete"),
        ({"kept": "A~8:1~still;A~8:2~still"}, "written"), ({"kept": "\u200b~8:1~still"}, "written"),
    ],
)  # fmt: skip
def test_what_nothing_is_known_for_and_names_that_are_not_distinct_are_told(simulator, asked, reason):
    page = simulator(edition="dti.2021.vn63", unit="vn63.08", **asked)
    [warning] = [as_said(warning.value) for warning in page.warning]
    assert ("chưa" in warning.lower()) if reason == "not_complete" else ("kịch bản" in warning)


def test_a_chosen_group_has_ten_units_at_most_each_once(simulator):
    codes = "01.01.04.06.08.10.11.12.14.15.17.19.20.22"
    page = simulator(**TQ_2022, group="chosen", peers=codes)
    assert len(page.multiselect(key="simulator_pick_peers").value) == 10
    assert len(set(page.multiselect(key="simulator_pick_peers").value)) == 10


def test_unknown_main_indicators_are_not_said_to_be_too_few_peers(simulator):
    noted = _noted(simulator(edition="dti.2021.vn63", unit="vn63.58", group="region"))
    assert say("vi", "simulator_wins_unknown") in noted


def test_pillars_and_main_indicators_stand_before_and_after(simulator):
    table = next(table for table in tables_of(simulator(**TQ_2024, add="6:9.118")) if table.key == "simulator_levels")
    rows = {row["indicator"]: row for row in table.shown.to_dict("records")}
    [six] = [row for name, row in rows.items() if name.endswith("Hoạt động chính quyền số")]
    assert (six["value"], six["value_after"]) == ("0,5792", "0,6248")
    assert "simulator_levels" not in [table.key for table in tables_of(simulator(**TQ_2024))]


def test_a_rank_that_is_none_can_be_taken_back(simulator):
    page = simulator(**TQ_2022, to="abc")
    assert "“abc” không phải là một hạng" in as_said(page.warning[0].value)
    page.text_input(key="simulator_to").set_value("").run()
    assert "to" not in page.query_params
    assert not page.warning


def test_a_new_scenario_never_takes_the_place_of_another(simulator):
    page = simulator(**TQ_2022, add="8:9", kept="Phương án 2~8:5~still")
    keep = say("vi", "simulator_keep")
    next(button for button in page.button if button.label == keep).click().run()
    assert page.query_params["kept"] == "Phương án 2~8:5~still;Phương án 1~8:9~still"
    full = simulator(**TQ_2022, kept=";".join(f"{name}~8:{name}~still" for name in "1234"))
    assert next(button for button in full.button if button.label == keep).disabled


def test_up_to_the_maximum_one_main_indicator_is_enough(simulator):
    noted = _noted(simulator(**TQ_2024, to="10", cap="max"))
    assert "ít nhất 1 chỉ số chính (6), còn thêm được 84,16 điểm" in noted
    assert "Có 2 cách chọn 1 chỉ số chính là đủ." in noted


def test_what_is_out_of_reach_says_how_far_it_is_and_what_is_not_known(simulator):
    noted = _noted(simulator(**TQ_2022, to="1"))
    assert "mọi chỉ số chính đã biết thêm được 185,37 trong 268,2 điểm cần có" in noted
    assert "các chỉ số chưa có số liệu còn giữ 132,205" in noted


def test_what_most_units_just_above_reach_is_told_with_its_count_and_added_in_one_click(simulator):
    page = simulator(**TQ_2024)
    table = next(table for table in tables_of(page) if table.key == "simulator_wins")
    by_code = dict(zip([name[0] for name in table.shown["indicator"]], table.shown.to_dict("records"), strict=True))
    assert (by_code["3"]["peers"], by_code["3"]["level"], by_code["3"]["points"]) == ("10/10", "0,8663", "6,286")
    assert (by_code["8"]["peers"], by_code["8"]["level"], by_code["8"]["points"]) == ("9/10", "0,5228", "4,695")
    page.button(key="simulator_wins_apply").click().run()
    assert _title(page) == "+10,981 điểm: Tuyên Quang xếp 20/34, tăng 2 bậc"


def test_of_fewer_than_five_peers_nothing_is_said(simulator):
    page = simulator(**TQ_2024, group="chosen", peers="01.04")
    assert say("vi", "simulator_few_peers", count=2, least=5) in _noted(page)
    assert "simulator_wins" not in [table.key for table in tables_of(page)]
    assert tables_of(simulator(**TQ_2024, group="near"))


@pytest.mark.parametrize(
    ("asked", "reason"),
    [
        ({"add": "8"}, "edit"), ({"add": "8:x"}, "number"), ({"add": "99:1"}, "code"), ({"add": "8:1,8:2"}, "twice"),
        ({"others": "wind"}, "others"), ({"others": "gap:101"}, "gap"), ({"to": "70"}, "rank"),
        ({"to": "44-40"}, "range"), ({"kept": "x"}, "scenario"), ({"kept": "x~8:y~still"}, "number"),
    ],
)  # fmt: skip
def test_what_the_address_asks_in_vain_is_a_sentence_and_the_rest_is_shown(simulator, asked, reason):
    page = simulator(**TQ_2022, **asked)
    [warning] = [as_said(warning.value) for warning in page.warning]
    assert warning and lead_of(page).endswith(say("vi", "simulator_not_official"))
    if reason == "code":
        assert "99" in warning


def test_a_unit_without_a_value_and_no_unit_are_each_a_sentence(simulator):
    page = simulator(edition="dti.2021.vn63", unit="vn63.02")
    assert [info.value for info in page.info] and not page.text_input
    assert [info.value for info in simulator(edition="dti.2022.vn63").info] == [say("vi", "simulator_choose_unit")]


def test_a_file_of_scenarios_comes_back_and_says_of_which_build_it_is(warehouse, monkeypatch):
    monkeypatch.setenv("DTI_WAREHOUSE_DIR", str(warehouse))
    held = standings.read(builds.current_id(warehouse), "dti.2022.vn63", "08")
    kept = (Scenario("Một", {"8": Decimal("31.8")}, Movement("gap", Decimal(7))), Scenario("Hai", {}, Movement()))
    told = choices.file_of(held, kept).decode()
    assert choices.opened(told, held) == choices.Opened(kept, is_of_other_build=False)
    other = json.loads(told) | {"build": "20200101T000000000Z-00000000"}
    assert choices.opened(json.dumps(other), held).is_of_other_build


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda told: "no json", "file"),
        (lambda told: "[" * 100_000, "file"),
        (lambda told: json.dumps(told | {"kind": "other"}), "file"),
        (lambda told: json.dumps(told | {"scenarios": [{"name": 1}]}), "file"),
        (lambda told: json.dumps(told | {"pad": "x" * choices.LARGEST_FILE}), "file"),
        (lambda told: json.dumps(told | {"unit": "vn63.01"}), "of_other"),
        (
            lambda told: json.dumps(told | {"scenarios": [told["scenarios"][0] | {"add": "99:1"}]}),
            "code",
        ),
    ],
)
def test_a_file_that_is_none_or_of_another_unit_is_refused(warehouse, monkeypatch, change, reason):
    monkeypatch.setenv("DTI_WAREHOUSE_DIR", str(warehouse))
    held = standings.read(builds.current_id(warehouse), "dti.2022.vn63", "08")
    told = json.loads(choices.file_of(held, [Scenario("Một", {"8": Decimal(1)}, Movement())]))
    with pytest.raises((PlanningRefused, ScenarioRefused)) as refused:
        choices.opened(change(told), held)
    assert refused.value.reason == reason


@pytest.fixture(scope="module")
def sheets(warehouse: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of the build of all real data with made-up score sheets beside them: 10 points for each component."""
    root = tmp_path_factory.mktemp("sheets")
    shutil.copytree(warehouse, root / "warehouse")
    scored.load_score_sheets(root / "warehouse", root / "loaded")
    connection.close_all()
    return root / "warehouse"


TQ_2021 = {"edition": "dti.2021.vn63", "unit": "vn63.08"}


def test_where_the_points_of_components_are_known_whole_ones_are_gained(simulator, sheets):
    page = simulator(sheets, **TQ_2021)
    field = page.multiselect(key="simulator_gain")
    code, points = re.match(r"([\d.]+)\. .* \(([\d,]+) điểm\)$", as_said(field.options[0])).groups()
    field.set_value([code]).run()
    assert page.query_params["gain"] == code
    assert _title(page).startswith(f"+{points} điểm: Tuyên Quang xếp ")
    assert page.text_input(key=f"simulator_add_{code[0]}").value == "", "the field of its main indicator stays"
    table = next(table for table in tables_of(page) if table.key == "simulator_scenarios")
    assert table.shown["added"][1] == f"{code[0]}: +{points}; trong đó đạt trọn {code}"


def test_whole_components_reach_the_next_places_in_one_click(simulator, sheets):
    page = simulator(sheets, **TQ_2021, to="54-57", cap="component")
    page.button(key="simulator_apply_54").click().run()
    assert page.query_params["gain"]
    assert "add" not in page.query_params


def test_components_that_others_hold_are_listed_with_how_many_do(simulator, sheets):
    table = next(
        table for table in tables_of(simulator(sheets, **TQ_2021)) if table.key == "simulator_component_wins"
    )
    assert {cell.split("/")[0].isdigit() for cell in table.shown["holders"]} == {True}


def test_where_no_points_of_components_are_known_nothing_is_offered(simulator):
    page = simulator(**TQ_2021)
    assert not [field for field in page.multiselect if field.key == "simulator_gain"]
    assert "simulator_component_wins" not in [table.key for table in tables_of(page)]
    assert [as_said(warning.value) for warning in simulator(**TQ_2021, gain="1.4").warning]
