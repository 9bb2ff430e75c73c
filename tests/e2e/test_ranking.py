"""The ranking page in a real browser: links, figures on screen, nothing from outside, every width."""

import io
from urllib.parse import parse_qsl, urlsplit

import pytest
from openpyxl import load_workbook

from tests.serving import serving
from text import formats
from text.catalogue import column_help, say
from warehouse import builds, connection

from .conftest import arrived, drawn, pick, pick_unit, sentence, speak, title

TUYEN_QUANG_2022 = "/ranking?lang=vi&index=dti&year=2022&cohort=vn63&measure=index&region=all&unit=08&q="
SENTENCE = "Năm 2022, Tuyên Quang xếp 48/63, tăng 10 bậc so với 2021. Giá trị 0,5320, tăng 0,2471"
IN_ENGLISH = "In 2022, Tuyen Quang ranks 48/63, up 10 places from 2021. Value 0.5320, up 0.2471"


def _choices(page) -> dict[str, str]:
    return dict(parse_qsl(urlsplit(page.url).query, keep_blank_values=True))


def test_the_first_visitor_of_a_fresh_server_may_come_by_a_link(window, warehouse):
    with serving(DTI_WAREHOUSE_DIR=str(warehouse)) as fresh:
        page = window(fresh + TUYEN_QUANG_2022)
        assert sentence(page).startswith(SENTENCE)
        assert title(page) == say("vi", "ranking_title")
        assert page.get_by_role("button", name="EN", exact=True).is_visible()
        assert page.get_by_text("Bản dữ liệu").last.is_visible()


def test_a_link_restores_the_view_in_a_new_window_and_in_the_other_language(window):
    first = window("/ranking?year=2022&cohort=vn63")
    pick_unit(first, "tuyen", "Tuyên Quang")
    pick(first, say("vi", "pick_measure"), "Trụ cột Kinh tế số")
    said = sentence(first)
    assert "Trụ cột Kinh tế số" in said
    assert sentence(window(first.url)) == said
    english = window(first.url.replace("lang=vi", "lang=en"))
    assert "Digital economy pillar" in sentence(english)
    assert _choices(english) == _choices(first) | {"lang": "en"}


def test_the_language_switch_changes_the_words_and_nothing_else(document):
    page = document(TUYEN_QUANG_2022)
    before = _choices(page)
    speak(page, "en")
    arrived(page, say("en", "ranking_title"))
    drawn(page)
    assert sentence(page).startswith(IN_ENGLISH)
    assert _choices(page) == before | {"lang": "en"}
    assert page.get_by_role("combobox", name="My unit").is_visible()


def test_an_address_without_a_page_opens_the_ranking_and_back_leaves_it_again(window, server):
    page = window("/?index=dti&year=2022&cohort=vn63&unit=08")
    assert sentence(page).startswith(SENTENCE)
    assert _choices(page)["measure"] == "index"
    passed = []
    for _ in range(2):
        page.go_back()
        page.wait_for_timeout(800)
        passed.append(page.url)
    assert not all(url.startswith(server) for url in passed), "a window used before goes on to what it held then"


def test_figures_on_screen_equal_the_warehouse(window, warehouse):
    build_id = builds.current(warehouse).build_id
    rows = connection.query(
        build_id,
        "select * from mart.unit_ranking where index_code = 'dti' and year = 2022 and cohort_code = 'vn63'"
        " and indicator_code = 'index' order by rank limit 8",
        {},
        warehouse,
    ).to_dicts()
    page = window(TUYEN_QUANG_2022)
    lines = page.locator("tbody tr:not(.pin)")
    lines.nth(7).wait_for(state="attached")
    shown = [row.locator("td").all_text_contents() for row in lines.all()[:8]]
    for row, cells in zip(rows, shown, strict=True):
        assert cells[0].removeprefix("= ") == formats.rank(row["rank"], 63), "what is painted is what is spoken"
        assert cells[1] == row["unit_name_vi"]
        assert cells[3] == formats.value(row["value"], "vi")
    chart = page.locator(".js-plotly-plot")
    chart.locator(".bartext").first.wait_for()
    texts = chart.locator(".bartext").all_text_contents()
    assert texts[:8] == [formats.value(row["value"], "vi") for row in rows]


def test_typing_a_name_without_accents_finds_it(window):
    page = window("/ranking?index=dti&year=2022&cohort=vn63")
    page.get_by_label(say("vi", "pick_search")).fill("tuyen quang")
    page.get_by_label(say("vi", "pick_search")).press("Enter")
    page.locator(".bartext").nth(1).wait_for(state="detached")
    drawn(page)
    assert page.locator(".bartext").all_text_contents() == ["0,5320"]
    assert _choices(page)["q"] == "tuyen quang"


def test_the_file_holds_the_rows_shown_and_says_what_they_are(document):
    page = document("/ranking?lang=vi&index=dti&year=2022&cohort=vn63&q=tuyen&unit=08")
    page.get_by_role("button", name=say("vi", "download")).click()
    with page.expect_download() as started:
        page.get_by_role("button", name=say("vi", "download_xlsx")).first.click()
    book = load_workbook(io.BytesIO(started.value.path().read_bytes()))
    assert started.value.suggested_filename == "xep-hang_dti_2022_vn63_dang-hien.xlsx"
    [_, row] = list(book.worksheets[0].values)
    assert {"08", "Tuyên Quang", 48, 0.532} <= set(row)
    facts = [content for _, content in book[say("vi", "sheet_info")].values]
    assert any("tuyen" in fact for fact in facts)
    assert any("Bộ Thông tin và Truyền thông" in fact for fact in facts)


@pytest.mark.parametrize("width", [390, 1366])
def test_the_word_of_a_column_is_explained_at_a_tap_and_by_keys_and_closed_again_on_paper_it_is_not(window, width):
    page = window("/ranking?lang=vi&edition=dti.2024.vn34&unit=vn34.08", width)
    told = page.locator(".told:popover-open")
    restated = page.get_by_role("button", name=f"{say('vi', 'table_explain')}: ").nth(1)
    restated.click()
    assert told.inner_text().split("\n") == [column_help("vi", "restated_places_gained"), say("vi", "table_more")]
    [place, asked] = [part.bounding_box() for part in (told, restated)]
    assert min(asked["width"], asked["height"]) >= 24
    assert place["x"] >= 0 and place["x"] + place["width"] <= width and place["y"] - asked["y"] < 40
    restated.click()
    assert told.count() == 0
    restated.click()
    page.get_by_role("heading", level=1).click()
    assert told.count() == 0
    page.locator("thead button").first.focus()
    for key in ("ArrowRight", "Enter"):
        page.keyboard.press(key)
    assert told.inner_text().split("\n")[0] == column_help("vi", "rank")
    page.keyboard.press("Escape")
    assert told.count() == 0
    page.emulate_media(media="print")
    is_printed = restated.is_visible()
    page.emulate_media(media="screen")
    assert not is_printed
    restated.click()
    told.get_by_role("link").click()
    arrived(page, say("vi", "method_title"))
    page.get_by_role("heading", level=1).filter(has_text="Năm 2024, giá trị 0,6862 của Tuyên Quang").wait_for()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 768, 1366])
def test_nothing_comes_from_outside_nothing_fails_and_nothing_overflows(document, width, scheme):
    page = document(TUYEN_QUANG_2022, width, scheme)
    page.locator(".bartext").first.wait_for()
    assert page.foreign == []
    assert page.faults == []
    assert page.evaluate("document.scrollingElement.scrollWidth") <= width
    main = page.locator("[data-testid=stMain]")
    assert main.evaluate("element => element.scrollWidth <= element.clientWidth")
    assert page.evaluate("[...document.fonts].some(font => font.family.includes('Be Vietnam Pro')"
                         " && font.status === 'loaded')")  # fmt: skip


@pytest.mark.parametrize("name", ["lang", "measure", "unit", "q"])
def test_a_link_cannot_make_the_page_fetch_from_elsewhere(document, name):
    page = document(f"/ranking?index=dti&year=2022&cohort=vn63&{name}=![x](http://elsewhere.invalid/x.png)")
    assert page.get_by_text("elsewhere.invalid").first.is_visible()
    assert page.locator("img[src*=elsewhere]").count() == 0
    assert page.foreign == []


def test_every_picker_and_the_language_switch_are_reached_by_keyboard(document):
    page = document(TUYEN_QUANG_2022)
    reached = set()
    for _ in range(25):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("""() => {
            const at = document.activeElement.shadowRoot?.activeElement ?? document.activeElement
            return (at.getAttribute('aria-label') || '') + '|' + at.innerText
        }"""))
    everything = "\n".join(reached)
    for name in ("unit", "search"):
        assert say("vi", f"pick_{name}") in everything
    assert "DTI cấp tỉnh · 2022 · 63 đơn vị" in everything
    assert "EN" in everything
    assert say("vi", "download") in everything


@pytest.mark.parametrize(
    ("older", "now"),
    [
        ("year=2022&cohort=vn63&unit=08", {"edition": "dti.2022.vn63", "unit": "vn63.08"}),
        (
            "index=dti&year=2024&cohort=vn34&unit=08&view=two_years&with=2023.vn34",
            {"edition": "dti.2024.vn34", "with": "dti.2023.vn63@vn34", "view": "two_years"},
        ),
    ],
)
def test_a_link_from_before_editions_had_codes_restores_its_view(window, older, now):
    page = window(f"/ranking?lang=vi&{older}")
    assert _choices(page).items() >= now.items()
    assert not {"index", "year", "cohort"} & set(_choices(page))
    assert sentence(window(page.url)) == sentence(page)
