"""The ranking page, run whole on real builds."""

import logging
import re
import unicodedata

import pytest

from tests.drawn_tables import tables_of
from text import formats
from text.catalogue import say
from text.periods import Period
from ui import frame

from .conftest import as_read, ranks_in, sentence_of

DTI_2022 = {"index": "dti", "year": "2022", "cohort": "vn63", "measure": "index"}
EVERY_CHOICE = {"lang", "edition", "measure", "region", "unit", "q", "view"}


def _notes(page) -> str:
    return _read("\n".join(note.value for note in page.markdown))


def _read(markdown: str) -> str:
    """Markdown as its reader sees it, without the marks that keep quoted text literal."""
    return re.sub(r"\\(\W|_)", r"\1", markdown)


@pytest.mark.parametrize(
    ("choices", "sentence"),
    [
        ({**DTI_2022, "unit": "08"},
         "Năm 2022, Tuyên Quang xếp 48/63, tăng 10 bậc so với 2021. Giá trị 0,5320, tăng 0,2471"),
        ({**DTI_2022, "unit": "08", "lang": "en"},
         "In 2022, Tuyen Quang ranks 48/63, up 10 places from 2021. Value 0.5320, up 0.2471"),
        ({**DTI_2022, "year": "2021", "unit": "08"},
         "Năm 2021, Tuyên Quang xếp 58/63, giảm 14 bậc so với 2020. Giá trị 0,2849, tăng 0,0135, theo công bố"),
        ({**DTI_2022, "year": "2020", "unit": "08"}, "Năm 2020, Tuyên Quang xếp 44/63; nguồn không in giá trị"),
        ({"index": "ict_index", "year": "2017", "cohort": "vn63", "measure": "index", "unit": "67"},
         "Năm 2017, xét ICT Index, Đắk Nông xếp 49/63, giảm 5 bậc so với 2016; nguồn không in giá trị"),
    ],
)  # fmt: skip
def test_the_page_opens_with_the_answer_about_the_own_unit(visit, choices, sentence):
    assert sentence_of(visit(**choices)) == sentence


def test_without_an_own_unit_the_answer_is_who_leads(visit, ask):
    [leader] = ask(
        "select unit_name_vi from mart.unit_ranking where index_code = 'dti' and year = 2022"
        " and cohort_code = 'vn63' and indicator_code = 'index' and rank = 1"
    )
    assert f"Năm 2022, {leader['unit_name_vi']} dẫn đầu 63 đơn vị" in sentence_of(visit(**DTI_2022))


def test_every_row_of_the_table_equals_the_warehouse(visit, ask):
    rows = ask(
        "select * from mart.unit_ranking where index_code = 'dti' and year = 2022 and cohort_code = 'vn63'"
        " and indicator_code = 'index'"
    )
    page = visit(**DTI_2022, unit="08")
    table, numbers = as_read(page), tables_of(page)[0].value.set_index("unit_name")
    assert len(table) == len(rows) == 63
    for row in rows:
        name = row["unit_name_vi"]
        assert table.loc[name, "rank"].removeprefix("= ") == formats.rank(row["rank"], 63)
        assert table.loc[name, "value"] == formats.value(row["value"], "vi")
        assert numbers.loc[name, "rank"] == row["rank"], "sorts as a number"
        assert numbers.loc[name, "value"] == float(row["value"])


def test_ties_share_a_rank_and_the_next_is_skipped(visit):
    table = as_read(visit(**DTI_2022))
    assert table.loc["Thanh Hóa", "rank"] == table.loc["Yên Bái", "rank"] == "= 15/63"
    assert "= 16/63" not in set(table["rank"])
    assert "16/63" not in set(table["rank"])


def test_movements_are_told_with_a_sign_and_words_and_a_missing_one_with_a_dash(visit):
    table = as_read(visit(**DTI_2022))
    assert table.loc["Tuyên Quang", "places_gained"] == "▲ tăng 10"
    assert table.loc["Thanh Hóa", "places_gained"] == "▼ giảm 3"
    assert table.loc["Đà Nẵng", "places_gained"] == "● giữ hạng"
    assert table.loc["Tuyên Quang", "value_change"] == "+0,2471"
    changes = set(table["value_change"])
    assert "—" in changes
    assert not changes & {"None", "nan", ""}
    published = as_read(visit(**DTI_2022 | {"year": "2021"}))
    assert published.loc["Tuyên Quang", "value_change"] == "+0,0135 (công bố)"


def test_pillars_and_main_indicators_stand_beside_the_index(visit):
    table = as_read(visit(**DTI_2022))
    assert list(table.loc["Quảng Ninh", ["measure_P1", "measure_P2", "measure_P3"]]) == ["0,7804", "0,7187", "0,6864"]
    assert "measure_1" not in table, "of which less than half are known stands in the files"


def test_a_change_of_framework_is_told_with_both_decisions(visit):
    notes = _notes(visit(**DTI_2022 | {"year": "2021"}, unit="08"))
    assert "Quyết định 922/QĐ-BTTTT" in notes
    assert "Quyết định 1726/QĐ-BTTTT" in notes
    assert "tăng 0,0135 nhưng hạng giảm 14 bậc" in notes


def test_across_cohorts_there_is_no_rank_change_and_the_restated_one_is_offered(visit, ask):
    choices = {"index": "dti", "year": "2024", "cohort": "vn34", "measure": "index"}
    [row] = ask(
        "select * from mart.unit_ranking where index_code = 'dti' and year = 2024 and cohort_code = 'vn34'"
        " and indicator_code = 'index' and unit_name_vi = 'Tuyên Quang'"
    )
    page = visit(**choices, unit=row["unit_code"])
    assert sentence_of(page) == (
        f"Năm 2024, Tuyên Quang xếp {row['rank']}/34, giảm 3 bậc so với 2023 (quy đổi). Giá trị 0,6862, tăng 0,0122"
    )
    assert page.title[0].value.endswith("¹⁻³"), "the notes that the change rests on"
    assert "Không so hạng với năm 2023" in _notes(page)
    assert f"Tuyên Quang xếp {row['restated_previous_rank']}/34" in _notes(page)
    places = as_read(page).loc["Tuyên Quang", "restated_places_gained"]
    assert places.endswith(str(abs(row["restated_places_gained"])))


def test_both_cohorts_of_2024_stand_in_the_picker(visit):
    options = visit(index="dti").selectbox(key="pick_edition").options
    assert sum(option.startswith("2024 · ") for option in options) == 2


@pytest.mark.parametrize("typed", ["tuyen quang", "TUYÊN", unicodedata.normalize("NFD", "Tuyên Quang"), "dak  lak"])
def test_names_are_found_without_accents_and_in_any_normal_form(visit, typed):
    table = as_read(visit(**DTI_2022, q=typed))
    assert list(table.index) == [("Đắk Lắk" if "dak" in typed else "Tuyên Quang")]
    assert table.iloc[0]["rank"].endswith("/63"), "searching never ranks again"


def test_a_region_shows_its_units_with_their_national_ranks(visit, ask):
    [row] = ask("select * from mart.unit_ranking where index_code = 'dti' and year = 2022 and unit_code = '08'"
                " and indicator_code = 'index'")  # fmt: skip
    table = as_read(visit(**DTI_2022, region=row["region_code"]))
    assert 1 < len(table) < 63
    assert table.loc["Tuyên Quang", "rank"] == "48/63"


def test_a_search_that_finds_nothing_says_so_and_what_to_do(visit):
    page = visit(**DTI_2022, q="xyz")
    assert not tables_of(page)
    assert "tên chứa “xyz”" in _read(page.info[0].value)


@pytest.mark.parametrize(
    ("choices", "key", "quoted", "has_table"),
    [
        ({"index": "gdp"}, "unknown_index", "gdp", False),
        ({"index": "dti", "year": "2099"}, "unknown_year", "2099", False),
        ({"index": "dti", "year": "2022", "cohort": "vn34"}, "unknown_edition", "vn34", False),
        (DTI_2022 | {"measure": "77"}, "unknown_measure", "77", False),
        (DTI_2022 | {"region": "sao_hoa"}, "unknown_region", "sao_hoa", True),
        (DTI_2022 | {"unit": "99"}, "unknown_unit", "99", True),
        (DTI_2022 | {"lang": "fr"}, "unknown_lang", "fr", True),
    ],
)
def test_an_unknown_code_is_quoted_with_the_next_step_and_stays_in_the_address(
    visit, choices, key, quoted, has_table
):
    page = visit(**choices)
    [warning] = page.warning
    told = dict.fromkeys(("asked", "year", "cohort", "index"), quoted) | {"nearest": ""}
    if key == "unknown_measure":
        told["year"] = Period("2022", "vi")
    beginning = say("vi", key, **told).split("“")[0]
    assert _read(warning.value).startswith(beginning)
    assert f"“{quoted}”" in _read(warning.value)
    assert bool(tables_of(page)) == has_table
    parts = {"index", "year", "cohort"} if "edition" in page.query_params else set()
    kept = {name: code for name, code in choices.items() if name not in parts}
    assert {name: page.query_params[name] for name in kept} == kept


def test_every_choice_in_force_is_written_into_the_address(visit, ask):
    page = visit()
    assert set(page.query_params) == EVERY_CHOICE - {"unit"}, "nobody chose one"
    [newest] = ask("select * from mart.editions where index_code = 'dti' and is_latest")
    assert page.query_params["edition"] == f"dti.{newest['year']}.{newest['cohort_code']}"
    assert set(visit(unit="08").query_params) == EVERY_CHOICE


def test_the_address_restores_the_view_in_the_other_language(visit):
    first = visit(**DTI_2022, unit="08", region="all", q="quang")
    again = visit(**{**first.query_params, "lang": "en"})
    assert sentence_of(again) == "In 2022, Tuyen Quang ranks 48/63, up 10 places from 2021. Value 0.5320, up 0.2471"
    assert len(tables_of(again)[0].value) == len(tables_of(first)[0].value)
    assert {**again.query_params, "lang": "vi"} == {**first.query_params}


def test_switching_the_language_keeps_every_other_choice(visit):
    page = visit(**DTI_2022, unit="08")
    before = dict(page.query_params)
    page.button(key="language_en").click().run()
    assert sentence_of(page).startswith("In 2022, Tuyen Quang")
    assert dict(page.query_params) == before | {"lang": "en"}


def test_the_own_unit_is_carried_to_another_cohort_by_its_name(visit):
    page = visit(**DTI_2022, unit="08")
    page.selectbox(key="pick_edition").set_value("dti.2024.vn34").run()
    assert page.query_params["edition"] == "dti.2024.vn34"
    assert "Tuyên Quang xếp" in sentence_of(page)
    assert not page.warning


def test_a_unit_that_merged_away_leads_to_its_successor_and_never_to_the_one_with_its_code(visit, ask):
    codes = "select unit_code, unit_name_vi from mart.unit_ranking where year = 2024 and index_code = 'dti'"
    both = f"{codes} and indicator_code = 'index' and cohort_code = $cohort"
    now = {row["unit_code"]: row["unit_name_vi"] for row in ask(both, cohort="vn34")}
    before = {row["unit_code"]: row["unit_name_vi"] for row in ask(both, cohort="vn63")}
    reused = next(
        code for code, name in before.items() if now.get(code, name) != name and name not in now.values()
    )
    page = visit(**DTI_2022, unit=reused)
    page.selectbox(key="pick_edition").set_value("dti.2024.vn34").run()
    [successor] = ask(
        "select unit_name_vi from mart.predecessors join mart.units using (unit_code)"
        " where edition_code = 'dti.2024.vn34' and indicator_code = 'index' and unit_system = 'vn34'"
        " and predecessor_code = $code",
        code=reused,
    )
    told = _read(page.info[0].value)
    assert re.match(f"{before[reused]} nay (thuộc|là) {successor['unit_name_vi']} ", told)
    assert f"{successor['unit_name_vi']} xếp" in sentence_of(page)
    assert page.query_params["unit"] == f"vn63.{reused}"
    page.selectbox(key="pick_edition").set_value("dti.2022.vn63").run()
    assert f"{before[reused]} xếp" in sentence_of(page)


def test_another_index_keeps_the_unit_and_drops_what_it_does_not_have(visit):
    page = visit(**DTI_2022 | {"measure": "P1"}, unit="08")
    page.selectbox(key="pick_index").set_value("ict_index").run()
    assert not page.warning
    assert page.query_params["edition"].startswith("ict_index.")
    assert page.query_params["measure"] == "index"
    assert page.query_params["unit"] == "vn63.08"


def test_units_without_figures_are_listed_by_name(visit, ask):
    missing = ask(
        "select unit_name_vi from mart.unit_ranking where index_code = 'dti' and year = 2021"
        " and cohort_code = 'vn63' and indicator_code = 'index' and value is null and rank is null"
    )
    notes = _notes(visit(**DTI_2022 | {"year": "2021"}))
    assert f"Chưa có số liệu ({len(missing)})" in notes
    assert all(row["unit_name_vi"] in notes for row in missing)


def test_near_ties_and_sources_stand_beside_the_figures(visit):
    notes = _notes(visit(**DTI_2022, unit="38"))
    assert "Nhóm sát nhau" in notes
    assert "https://dti.gov.vn/xep-hang-2022" in notes
    assert "cơ quan chủ quản công bố" in notes


def test_chart_and_table_have_names_for_those_who_cannot_see_them(visit):
    page = visit(**DTI_2022)
    chart = page.get("plotly_chart")[0].proto
    assert "63 đơn vị" in chart.alt
    assert "Đà Nẵng 0,8002" in chart.alt
    assert "63 đơn vị" in tables_of(page)[0].alt


def test_one_province_alone_is_never_ranked_first_of_one(visit, lone_province):
    page = visit(lone_province, unit="08")
    assert "không xếp hạng vì mới có giá trị của 1/63 đơn vị" in sentence_of(page)
    assert "0,2849" in sentence_of(page)
    assert set(as_read(page)["rank"]) == {"—"}
    assert ranks_in(_notes(page)).isdisjoint({"1/1"})


def test_one_province_alone_can_be_looked_at_in_english_and_from_the_top(visit, lone_province):
    assert "the ranks of only 0/63 units are known" in sentence_of(visit(lone_province, lang="en"))
    assert "not ranked" in sentence_of(visit(lone_province, lang="en", unit="08"))


def test_without_a_build_the_page_names_the_command(visit, tmp_path):
    for language, words in (("vi", "Chưa có dữ liệu"), ("en", "no data")):
        page = visit(tmp_path, lang=language)
        assert "python -m etl build" in page.info[0].value
        assert words in page.info[0].value
        assert not page.error


def test_every_edition_opens_in_both_languages(visit, ask):
    for edition in ask("select index_code, year, cohort_code from mart.editions order by edition_position"):
        for language in ("vi", "en"):
            page = visit(
                lang=language,
                index=edition["index_code"],
                year=str(edition["year"]),
                cohort=edition["cohort_code"],
            )
            assert not page.error, edition
            assert not page.warning, edition
            assert "None" not in sentence_of(page)
            assert "None" not in _notes(page)


def test_a_fault_becomes_a_sentence_and_its_trace_goes_to_the_log(visit, monkeypatch, caplog):
    def fail(*_):
        raise ValueError("secret detail")

    monkeypatch.setattr("text.answer.answer_of_all", fail)
    monkeypatch.setattr(frame, "_told", {})
    with caplog.at_level(logging.ERROR):
        page = visit(**DTI_2022)
    [error] = page.error
    assert "secret detail" not in error.value
    assert "secret detail" in caplog.text
    incident = caplog.records[-1].getMessage().rsplit(" ", 1)[-1]
    assert incident in error.value
    [error] = visit(**DTI_2022 | {"q": "ha"}).error
    assert incident in error.value, "the same fault within a minute is one incident"
    assert caplog.text.count("page failed") == 1


@pytest.mark.parametrize("name", ["lang", "index", "year", "measure", "region", "unit", "q"])
def test_what_an_address_says_is_quoted_literally_and_never_drawn(visit, name):
    page = visit(**DTI_2022 | {name: "![x](http://elsewhere.invalid/x.png) **b** " + "x" * 200})
    [told] = [*page.warning, *page.info]
    assert "![x](" not in told.value
    assert "**b**" not in told.value
    assert "![x](http" in _read(told.value)
    assert len(_read(told.value)) < 400
