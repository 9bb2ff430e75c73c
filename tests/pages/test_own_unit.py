"""The own unit: asked for where nobody chose, remembered by the browser, found by every name, changed by no link."""

import json
from collections.abc import Callable
from urllib.parse import quote

import pytest
from streamlit.testing.v1 import AppTest

from text.catalogue import LANGUAGES, say
from text.folding import unit_key
from ui.choices import own_unit

from .conftest import as_said, blocks_of, lead_of, sentence_of

MERGED = {"edition": "dti.2024.vn34"}
OF_2022 = {"edition": "dti.2022.vn63"}


@pytest.fixture
def remembering(monkeypatch) -> Callable[[object], None]:
    """Give the browser a cookie."""

    def remember(said: object) -> None:
        cookie = said if isinstance(said, str) else quote(json.dumps(said, ensure_ascii=False), safe="")
        monkeypatch.setattr("ui.choices.own_unit._cookie", lambda: cookie)

    return remember


def box_of(page: AppTest) -> dict:
    """What the box of the own unit is given."""
    [box] = [part for part in page.get("bidi_component") if part.key == "pick_unit"]
    return json.loads(box.proto.json)


def option(page: AppTest, code: str) -> dict:
    """One unit of the box."""
    [found] = [each for each in box_of(page)["options"] if each["code"] == code]
    return found


def found_by(page: AppTest, typed: str) -> list[str]:
    """Names of the units that what is typed finds, by their own or by a former name."""
    wanted = unit_key(typed)
    return [
        each["name"]
        for each in box_of(page)["options"]
        if any(wanted in key for part in (each, *each["former"]) for key in part["keys"])
    ]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", ["profile", "documents"])
def test_a_name_in_the_address_that_no_unit_has_is_refused_with_the_nearest_names(open_page, page, language):
    opened = open_page(page, edition="dti.2022.vn63", unit="Tuyen Quagn", lang=language)
    [told] = [warning.value for warning in opened.warning]
    assert {"vi": "Gần nhất: Tuyên Quang", "en": "Nearest: Tuyen Quang"}[language] in told
    unlike = open_page(page, edition="dti.2022.vn63", unit="99", lang=language)
    assert say(language, "unknown_unit_nearest", names="").strip(" .") not in unlike.warning[0].value


def test_where_nobody_chose_the_page_asks_and_speaks_of_the_cohort(visit):
    page = visit(**OF_2022)
    assert sentence_of(page).startswith("Năm 2022, Đà Nẵng dẫn đầu 63 đơn vị. Giá trị trung bình 0,5787")
    assert "Chọn đơn vị của bạn" in lead_of(page)
    assert box_of(page)["code"] is None
    assert "unit" not in page.query_params


def test_the_unit_that_the_browser_remembers_is_the_one_shown_in_every_cohort(visit, remembering):
    remembering(["province", "Tuyên Quang", ""])
    assert sentence_of(visit(**OF_2022)).startswith("Năm 2022, Tuyên Quang xếp 48/63")
    page = visit(**MERGED)
    assert sentence_of(page).startswith("Năm 2024, Tuyên Quang xếp 22/34, giảm 3 bậc so với 2023 (quy đổi)")
    assert page.query_params["unit"] == "vn34.08"


@pytest.mark.parametrize(
    "said",
    [
        "", "null", "[", "%", "%ff", "[" * 100_000, '["province", "Tuyên Quang"]', "[1, 2, 3]", '{"a": 1}',
        json.dumps(["province", "x" * 101, ""]), json.dumps(["province", "<b>Tuyên Quang</b>", ""]),
    ],
)  # fmt: skip
def test_a_cookie_that_we_have_not_written_is_nobodys(visit, remembering, said):
    remembering(said)
    assert sentence_of(visit(**OF_2022)).startswith("Năm 2022, Đà Nẵng dẫn đầu")


def test_a_link_shows_its_unit_and_offers_the_way_back_to_the_own_one(visit, remembering):
    remembering(["province", "Tuyên Quang", ""])
    page = visit(**MERGED, unit="vn34.91")
    assert sentence_of(page).startswith("Năm 2024, An Giang xếp 30/34")
    assert page.session_state["own_unit"].name_vi == "Tuyên Quang"
    [back] = [button for button in page.button if button.key == "unit_way_back"]
    assert back.label == "Về Tuyên Quang"
    back.click().run()
    assert sentence_of(page).startswith("Năm 2024, Tuyên Quang xếp 22/34")
    assert not [button for button in page.button if button.key == "unit_way_back"]


@pytest.mark.parametrize("unit", ["none", "15", "junk"])
def test_the_way_back_is_offered_where_a_link_shows_no_unit(visit, remembering, unit):
    remembering(["province", "Tuyên Quang", ""])
    page = visit(unit=unit)
    assert [button.label for button in page.button if button.key == "unit_way_back"] == ["Về Tuyên Quang"]


@pytest.mark.parametrize(
    ("choices", "words"),
    [
        (OF_2022 | {"unit": "91"}, "Kiên Giang xếp"),
        ({"index": "dti", "year": "2022", "cohort": "vn63", "unit": "91"}, "Kiên Giang xếp"),
        (MERGED | {"unit": "91"}, "An Giang xếp"),
        (MERGED | {"unit": "vn63.08"}, "Tuyên Quang xếp"),
        (OF_2022 | {"unit": "vn34.68"}, "Lâm Đồng xếp"),
        ({"unit": "08"}, "Tuyên Quang xếp"),
        ({"unit": "46"}, "Huế xếp"),
        (MERGED | {"unit": " VN34.91"}, "An Giang xếp"),
    ],
)
def test_a_code_is_read_in_the_edition_of_the_link(visit, choices, words):
    assert words in sentence_of(visit(**choices))


@pytest.mark.parametrize("code", ["15", "24", "44", "52", "80", "82", "91"])
def test_a_bare_code_of_two_meanings_asks_with_both_names(visit, ask, code):
    units = "select unit_name_vi from mart.units where unit_code = $code and unit_system in ('vn63', 'vn34')"
    names = [row["unit_name_vi"] for row in ask(units, code=code)]
    page = visit(unit=code)
    [asked] = [note.value for note in page.warning]
    assert len(set(names)) == 2
    assert all(name in asked for name in names)
    links = [as_said(link.proto.label) for link in page.get("page_link")]
    assert {name for name in names for link in links if link.startswith(name)} == set(names)
    assert "dẫn đầu" in sentence_of(page)
    assert page.query_params["unit"] == code
    assert "edition" not in page.query_params, "with one the link would answer by itself"
    assert len(page.run().warning) == 1


@pytest.mark.parametrize("choices", [{"unit": "67"}, {"unit": "vn63.67"}, MERGED | {"unit": "67"}])
def test_a_former_unit_leads_to_its_successor_with_both_links(visit, choices):
    page = visit(**choices)
    assert [as_said(note.value) for note in page.info] == ["Đắk Nông nay thuộc Lâm Đồng (24/34)."]
    queries = [link.proto.query_string for link in page.get("page_link")]
    assert any("edition=dti.2024.vn34" in query and "unit=vn34.68" in query for query in queries)
    assert any("vn63&" in query and "unit=vn63.67" in query for query in queries)
    assert sentence_of(page).startswith("Năm 2024, Lâm Đồng xếp 24/34")


def test_the_own_unit_that_was_merged_is_followed_and_told(visit, remembering):
    remembering(["province", "Đắk Nông", ""])
    page = visit(**MERGED)
    assert sentence_of(page).startswith("Năm 2024, Lâm Đồng xếp 24/34")
    assert [as_said(note.value) for note in page.info] == ["Đắk Nông nay thuộc Lâm Đồng (24/34)."]
    assert sentence_of(visit(**OF_2022)).startswith("Năm 2022, Đắk Nông xếp")
    assert sentence_of(visit()).startswith("Năm 2024, Lâm Đồng xếp 24/34"), "of one year the cohort in force"


def test_a_unit_that_was_renamed_is_not_said_to_be_part_of_itself(visit):
    page = visit(**MERGED, unit="vn63.46")
    assert [as_said(note.value) for note in page.info] == ["Thừa Thiên Huế nay là Huế (2/34)."]


def test_the_own_unit_is_no_ministry(visit, remembering):
    remembering(["province", "Tuyên Quang", ""])
    page = visit(index="dti_ministry")
    assert not page.warning
    assert box_of(page)["code"] is None


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("tuyen quang", "Tuyên Quang"), ("TUYÊN QUANG", "Tuyên Quang"), ("tỉnh Tuyên Quang", "Tuyên Quang"),
        ("hcm", "Hồ Chí Minh"), ("TP HCM", "Hồ Chí Minh"), ("TP. Hồ Chí Minh", "Hồ Chí Minh"),
        ("sai gon", "Hồ Chí Minh"), ("Sài Gòn", "Hồ Chí Minh"), ("daklak", "Đắk Lắk"), ("Đắc Lắc", "Đắk Lắk"),
        ("Đắc Nông", "Lâm Đồng"), ("Ðắk Nông", "Lâm Đồng"), ("đak nông", "Lâm Đồng"), ("Ha Noi", "Hà Nội"),
    ],
)  # fmt: skip
def test_the_box_finds_a_unit_by_any_name_the_loader_knows(visit, typed, name):
    assert name in found_by(visit(**MERGED), typed)


def test_a_former_unit_is_listed_as_part_of_the_one_of_today(visit):
    [former] = [each for each in option(visit(**MERGED), "68")["former"] if each["name"] == "Đắk Nông"]
    assert former["side"] == "nay thuộc Lâm Đồng"
    assert "dak nong" in former["keys"]


def test_the_box_is_in_vietnamese_order_and_says_every_rank(visit):
    names = [each["name"] for each in box_of(visit(**MERGED))["options"]]
    assert names[:7] == ["An Giang", "Bắc Ninh", "Cà Mau", "Cao Bằng", "Cần Thơ", "Đà Nẵng", "Đắk Lắk"]
    assert len(names) == 34
    assert option(visit(**MERGED), "08")["side"] == "22/34"


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_box_speaks_the_language_of_the_page(visit, language):
    words = box_of(visit(**MERGED, lang=language))["words"]
    assert words["none"] == say(language, "unit_box_none")
    assert words["label"] == say(language, "pick_unit")


def test_an_index_opens_in_the_newest_year_that_ranks_the_own_unit_else_most_units(visit, remembering, ask):
    assert visit(index="ict_index").query_params["edition"] == "ict_index.2018.vn63"
    remembering(["province", "Đắk Nông", ""])
    [newest, *_] = ask(
        "select edition_code from mart.unit_ranking join mart.editions using (edition_code)"
        " where unit_ranking.index_code = 'ict_index' and unit_name_vi = 'Đắk Nông' and indicator_code = 'index'"
        " and rank is not null order by edition_position"
    )
    page = visit(index="ict_index")
    assert page.query_params["edition"] == newest["edition_code"] != "ict_index.2018.vn63"
    assert "Đắk Nông xếp" in sentence_of(page)


def test_a_unit_that_is_visited_stays_on_the_next_page_until_the_way_back_is_taken(visit, remembering):
    remembering(["province", "Tuyên Quang", ""])
    page = visit(**MERGED, unit="vn34.91")
    page.query_params.clear()
    page.switch_page("pages/profile.py").run()
    assert sentence_of(page).startswith("Năm 2024, An Giang xếp 30/34")
    assert [button.label for button in page.button if button.key == "unit_way_back"] == ["Về Tuyên Quang"]


def test_a_cookie_is_read_up_to_the_longest_name():
    def said(name: str) -> str:
        return quote(json.dumps(["commune", name, "An Giang"]))

    assert own_unit._read(said("x" * 100)) == ("commune", "x" * 100, "An Giang")
    assert own_unit._read(said("x" * 101)) is None
    assert own_unit._read(None) is None


def test_the_button_of_all_choices_says_the_edition_and_what_is_not_the_default(visit):
    def label(page: AppTest) -> str:
        [button] = blocks_of(page.main, "choices")
        return as_said(button.proto.popover.label)

    assert label(visit(**OF_2022)) == "DTI cấp tỉnh · 2022 · 63 đơn vị"
    assert label(visit(**OF_2022, measure="P2")) == "DTI cấp tỉnh · 2022 · 63 đơn vị · Trụ cột Kinh tế số"
