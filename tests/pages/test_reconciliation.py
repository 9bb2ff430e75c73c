"""The reconciliation page on real builds: every verdict, its reason, filters, files and empty states."""

from collections.abc import Callable
from functools import partial

import pytest
from streamlit.testing.v1 import AppTest

from etl import building
from tests.drawn_tables import tables_of
from text.catalogue import say
from ui.reconciliation.checks import CHECKS
from warehouse import builds
from warehouse.queries import data_quality as queries

from .conftest import as_said, lead_of

VERDICTS = ("exact", "equal_at_printed_precision", "within_rounding_of_parts", "different")


@pytest.fixture
def reconciliation(open_sound: Callable[..., AppTest], monkeypatch: pytest.MonkeyPatch) -> Callable[..., AppTest]:
    """Open the page; see `open_sound`. All rows of its long table are drawn at once."""
    monkeypatch.setattr("ui.tables.MOST_ROWS", 100_000)
    return partial(open_sound, "reconciliation")


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_first_sentence_counts_what_the_warehouse_holds(reconciliation, ask, language):
    rows = ask("select verdict, count(*) as found from mart.reconciliation group by all")
    counts = {row["verdict"]: row["found"] for row in rows}
    assert set(counts) == set(VERDICTS)
    told = say(language, "reconciliation_answer", check=sum(counts.values()), **counts)
    page = reconciliation(lang=language)
    assert as_said(page.title[0].value) == told
    assert lead_of(page) == say(language, "reconciliation_all_explained")


def test_the_list_shows_every_check_with_its_figures_different_ones_first(reconciliation, ask):
    rows = ask(
        "select * from mart.reconciliation order by list_position(['different', 'within_rounding_of_parts',"
        " 'equal_at_printed_precision', 'exact'], verdict)"
    )
    shown = tables_of(reconciliation(verdict="all"))[0].value
    assert len(shown) == len(rows)
    assert sorted(shown["printed"]) == sorted(float(row["printed"]) for row in rows)
    expected = [float(row["expected"]) for row in rows if row["expected"] is not None]
    assert sorted(shown["expected"].dropna()) == sorted(expected)
    different = [row for row in rows if row["verdict"] == "different"]
    top = shown.head(len(different))
    assert set(top["verdict"]) == {say("vi", "profile_verdict_different")}
    assert sorted(top["known_reason"]) == sorted(row["known_reason_vi"] for row in different)


def test_it_opens_with_what_differs_and_every_verdict_says_how_many_it_has(reconciliation, ask):
    page = reconciliation()
    rows = ask("select verdict, count(*) as found from mart.reconciliation group by all")
    counts = {row["verdict"]: row["found"] for row in rows}
    shown = tables_of(page)[0].value
    assert set(shown["verdict"]) == {say("vi", "profile_verdict_different")}
    assert len(shown) == counts["different"]
    told = " ".join(option for option in page.button_group(key="reconciliation_pick_verdict").options)
    assert all(f"({count})" in told for count in counts.values())
    assert str(sum(counts.values())) in told


@pytest.mark.parametrize(
    ("choices", "condition"),
    [
        ({"verdict": "different"}, "verdict = 'different'"),
        ({"figure": "rank"}, "figure = 'rank'"),
        ({"edition": "dti.2022.vn63"}, "index_code = 'dti' and year = 2022 and cohort_code = 'vn63'"),
        ({"q": "kien giang"}, "unit_name_vi = 'Kiên Giang'"),
        (
            {"edition": "ict_index.2018.vn63", "verdict": "different"},
            "index_code = 'ict_index' and year = 2018 and verdict = 'different'",
        ),
    ],
)
def test_a_filter_of_the_address_shows_exactly_those_checks(reconciliation, ask, choices, condition):
    [wanted] = ask(f"select count(*) as found from mart.reconciliation where {condition}")
    page = reconciliation(**{"verdict": "all"} | choices)
    assert 0 < wanted["found"] == len(tables_of(page)[0].value)


def test_counts_of_editions_add_up_to_the_list(reconciliation):
    page = reconciliation(verdict="all")
    assert tables_of(page)[1].value["check_count"].sum() == len(tables_of(page)[0].value)


@pytest.mark.parametrize("name", ["edition", "verdict", "figure"])
def test_an_unknown_code_is_told_and_what_is_there_without_it_is_shown(reconciliation, ask, name):
    page = reconciliation(**{name: "moon"})
    assert [warning.value for warning in page.warning] == [say("vi", f"reconciliation_unknown_{name}", asked="moon")]
    [different] = ask("select count(*) as found from mart.reconciliation where verdict = 'different'")
    assert len(tables_of(page)[0].value) == different["found"]


def test_a_text_that_nothing_contains_is_a_sentence(reconciliation):
    page = reconciliation(q="không đâu", verdict="all")
    assert [info.value for info in page.info] == [
        say("vi", "reconciliation_no_match", filters=say("vi", "filter_search", text="không đâu"))
    ]


def test_a_build_with_nothing_to_check_says_what_is_needed(reconciliation, tmp_path):
    (tmp_path / "raw").mkdir()
    building.build(tmp_path / "warehouse", raw_dir=tmp_path / "raw")
    page = reconciliation(tmp_path / "warehouse")
    assert [info.value for info in page.info] == [say("vi", "reconciliation_nothing")]


def test_every_check_finds_its_indicator_and_its_source(ask, warehouse, monkeypatch):
    monkeypatch.setenv("DTI_WAREHOUSE_DIR", str(warehouse))
    [row] = ask("select count(*) as found from mart.reconciliation")
    checks = queries.checks(builds.current(warehouse).build_id)
    assert checks.height == row["found"]
    assert checks["indicator_name_vi"].null_count() == checks["publisher"].null_count() == 0


def test_the_file_holds_exact_figures(ask):
    [row] = ask(
        "select checks.*, false as is_provisional, 'x' as short_name_vi,"
        " 'y' as cohort_name_vi, 'main' as indicator_level,"
        " 'z' as indicator_name_vi, 'p' as publisher, null as document_number, null as published_on,"
        " '2023' as published_text from mart.reconciliation as checks"
        " where verdict = 'within_rounding_of_parts' limit 1"
    )
    sheet = CHECKS.sheet([row], "vi")
    cells = dict(zip(sheet.titles, sheet.rows[0], strict=True))
    assert cells["Số in"] == row["printed"]
    assert cells["Chênh lệch"] == row["difference"]


def test_an_edition_picked_by_hand_filters_the_checks(reconciliation):
    page = reconciliation()
    page.selectbox(key="reconciliation_pick_edition").set_value("dti.2022.vn63").run()
    assert page.query_params["edition"] == "dti.2022.vn63"
    assert not page.exception


def test_an_unknown_code_is_not_remembered(reconciliation):
    page = reconciliation(verdict="moon")
    page.query_params.clear()
    page.switch_page("pages/overview.py").run()
    page.query_params.clear()
    assert not page.switch_page("pages/reconciliation.py").run().warning
