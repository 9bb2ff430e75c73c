"""The browser's Back goes to the page before, not to the filter before, and finds it as it was."""

from urllib.parse import urlsplit

from text.catalogue import say

from .conftest import arrived, choices, go, navigation, pick, pick_unit, press, sentence, title

TUYEN_QUANG_2022 = "?lang=vi&index=dti&year=2022&cohort=vn63&measure=index&unit=08"


def _title(name: str) -> str:
    return say("vi", f"{name}_title")


def _back_to(page, name: str) -> None:
    page.go_back()
    arrived(page, _title(name))


def _path(page) -> str:
    return urlsplit(page.url).path


def test_back_passes_over_the_filters_of_a_page(window):
    page = window(f"/overview{TUYEN_QUANG_2022}")
    before = sentence(page)
    go(page, navigation(page, _title("ranking")), _title("ranking"))
    pick(page, say("vi", "pick_measure"), "Trụ cột Kinh tế số")
    press(page, say("vi", "ranking_view_two_years"))
    assert choices(page)["view"] == "two_years"
    _back_to(page, "overview")
    assert _path(page) == "/overview"
    assert sentence(page) == before, "the page before is as it was left, also in what the later page changed"


def test_back_goes_page_by_page_and_forward_returns(window):
    page = window(f"/ranking{TUYEN_QUANG_2022}")
    go(page, navigation(page, _title("profile")), _title("profile"))
    press(page, say("vi", "profile_part_change"))
    press(page, say("vi", "profile_part_points"))
    go(page, navigation(page, _title("comparison")), _title("comparison"))
    _back_to(page, "profile")
    assert _path(page) == "/profile"
    assert choices(page)["part"] == "points", "the page before shows the part that was open last"
    assert page.get_by_role("radio", name=say("vi", "profile_part_points"), exact=True).is_checked()
    _back_to(page, "ranking")
    assert _path(page) == "/ranking"
    page.go_forward()
    arrived(page, _title("profile"))
    assert title(page) == _title("profile")


def test_back_after_a_link_in_the_text_goes_to_where_the_link_stands(window):
    page = window(f"/overview{TUYEN_QUANG_2022}")
    link = page.get_by_role("link", name=say("vi", "overview_to_profile", unit="Tuyên Quang"))
    go(page, link, _title("profile"))
    press(page, say("vi", "profile_part_targets"))
    pick_unit(page, "ha noi", "Hà Nội")
    _back_to(page, "overview")
    assert _path(page) == "/overview"
    assert choices(page)["unit"] == "vn63.08"


def test_a_tile_of_the_map_opens_its_province_and_back_returns_to_the_map(window):
    page = window(f"/overview{TUYEN_QUANG_2022}")
    tile = page.locator(".bars .point", has_text="CaoBằng")
    tile.scroll_into_view_if_needed()
    place = tile.bounding_box()
    page.mouse.move(place["x"] + 10, place["y"] + 10)
    page.mouse.click(place["x"] + place["width"] / 2, place["y"] + place["height"] / 2)
    arrived(page, _title("profile"))
    assert sentence(page).startswith("Năm 2022, Cao Bằng xếp 61/63")
    assert choices(page)["unit"] == "vn63.04"
    _back_to(page, "overview")
    assert choices(page)["unit"] == "vn63.08"


def test_a_row_of_a_table_opens_its_province_and_back_returns_to_the_table(window):
    page = window(f"/ranking{TUYEN_QUANG_2022}")
    page.get_by_role("row").filter(has_text="Cao Bằng").first.click()
    arrived(page, _title("profile"))
    assert sentence(page).startswith("Năm 2022, Cao Bằng xếp 61/63")
    _back_to(page, "ranking")
    assert choices(page)["unit"] == "vn63.08"
