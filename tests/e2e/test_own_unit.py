"""The box of the own unit in a real browser: found by typing, kept by the browser, never changed by a link."""

import re

from playwright.sync_api import expect

from text.catalogue import say
from text.folding import unit_key
from warehouse import paths

from .conftest import drawn, pick_unit, sentence

BOX = ".st-key-pick_unit input"
ITEMS = ".st-key-pick_unit li"
FOLD = re.compile(r"const fold = (.*?)\n\n", re.DOTALL)


def test_what_is_typed_is_folded_as_the_names_were(window, ask):
    page = window("/ranking?lang=vi")
    script = (paths.ROOT / "ui" / "choices" / "unit_box.js").read_text(encoding="utf-8")
    names = [row["spelling"] for row in ask("select distinct spelling from mart.unit_names")]
    names += ["TP. Hồ Chí Minh", "t.p huế", "Tỉnh  Đắk–Lắk", "ÐẮK NÔNG", "thành phố", "tinh", " a - b "]
    folded = page.evaluate(f"names => {{ const fold = {FOLD.search(script)[1]}; return names.map(fold) }}", names)
    assert dict(zip(names, folded, strict=True)) == {name: unit_key(name) for name in names}


def test_a_first_visit_asks_and_the_browser_remembers_the_answer(window):
    page = window("/ranking?lang=vi", width=390)
    assert "dẫn đầu 34 đơn vị" in sentence(page)
    assert page.locator(BOX).get_attribute("placeholder") == say("vi", "unit_box_ask")
    page.locator(BOX).click()
    page.locator(ITEMS).nth(3).dispatch_event("pointerdown")
    page.wait_for_timeout(500)
    assert "unit=" not in page.url, "a finger that rolls the list chooses nothing"
    pick_unit(page, "daknong", "nay thuộc Lâm Đồng")
    assert "Lâm Đồng xếp 24/34" in sentence(page)
    page.goto(page.url.split("?")[0])
    page.wait_for_function("() => document.querySelector('h1')?.innerText.includes('Lâm Đồng')")
    assert page.locator(BOX).input_value() == "Lâm Đồng"


def test_a_link_shows_its_unit_and_leaves_the_own_one_alone(window):
    page = window("/ranking?lang=vi")
    pick_unit(page, "tuyen", "Tuyên Quang")
    own = _cookie(page)
    page.goto(page.url.split("?")[0] + "?lang=vi&unit=vn34.91")
    page.get_by_role("button", name="Về Tuyên Quang").wait_for()
    assert "An Giang xếp 30/34" in sentence(page)
    assert _cookie(page) == own
    page.get_by_role("button", name="Về Tuyên Quang").click()
    page.wait_for_function("() => document.querySelector('h1').innerText.includes('Tuyên Quang')")
    expect(page.get_by_role("button", name="Về Tuyên Quang")).to_have_count(0)


def test_the_box_is_used_without_a_mouse_and_speaks_the_language_of_the_page(window):
    page = window("/ranking?lang=en")
    box = page.get_by_role("combobox", name=say("en", "pick_unit"), exact=True)
    box.focus()
    page.keyboard.type("zzz")
    assert page.locator(ITEMS).all_inner_texts() == [say("en", "unit_box_none")]
    page.keyboard.press("Enter")
    assert "unit=" not in page.url
    page.keyboard.press("Escape")
    assert page.locator(ITEMS).first.is_hidden()
    box.focus()
    page.keyboard.type("hcm")
    assert box.get_attribute("aria-expanded") == "true"
    assert box.get_attribute("aria-activedescendant") == "unit-0"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    page.wait_for_function("() => location.search.includes('unit=vn34.79')")
    page.wait_for_function("() => document.querySelector('h1').innerText.includes('Ho Chi Minh')")
    assert page.title().startswith("Ho Chi Minh City 4/34 · ") or page.title().startswith("Ho Chi Minh 4/34 · ")


def test_the_own_unit_is_forgotten_when_asked(window):
    page = window("/ranking?lang=vi")
    pick_unit(page, "tuyen", "Tuyên Quang")
    page.locator(BOX).click()
    page.locator(ITEMS).filter(has_text=say("vi", "unit_box_forget")).click()
    page.wait_for_function("() => !location.search.includes('unit=')")
    page.wait_for_function("() => document.querySelector('h1').innerText.includes('dẫn đầu')")
    assert _cookie(page) == []


def _cookie(page) -> list[str]:
    return [cookie["value"] for cookie in page.context.cookies() if cookie["name"] == "dti_unit"]


FOCUSED = """() => {
  let at = document.activeElement
  while (at.shadowRoot?.activeElement) at = at.shadowRoot.activeElement
  return at.getAttribute('role')
}"""


def test_the_keyboard_stays_in_the_box_after_choosing_and_after_escape(window):
    page = window("/ranking?lang=vi")
    page.locator(BOX).fill("tuyen")
    page.keyboard.press("Enter")
    page.wait_for_function("() => document.querySelector('h1')?.innerText.includes('Tuyên Quang')")
    drawn(page)
    assert page.evaluate(FOCUSED) == "combobox"
    assert page.locator(BOX).input_value() == "Tuyên Quang"
    page.keyboard.type("ha")
    assert page.locator(f"{ITEMS}:visible").count() > 1
    page.keyboard.press("Escape")
    assert page.locator(f"{ITEMS}:visible").count() == 0
    assert page.evaluate(FOCUSED) == "combobox"


def test_the_units_are_sent_once_and_again_to_a_window_that_has_missed_them(window):
    page = window("/ranking?lang=vi")
    pick_unit(page, "tuyen", "Tuyên Quang")
    page.evaluate("() => { window.unitsOfBox = null }")
    page.locator(".st-key-language_en button").first.click()
    page.wait_for_function("() => window.unitsOfBox?.options.length === 34")
    drawn(page)
    page.locator(BOX).fill("hue")
    assert page.locator(f"{ITEMS}:visible").count() == 1


def test_the_link_that_is_copied_names_the_unit_with_its_system_also_over_plain_http(window):
    page = window("/ranking?lang=vi")
    pick_unit(page, "tuyen", "Tuyên Quang")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    button = page.get_by_role("button", name=say("vi", "copy_link_label"))
    clipboard = page.evaluate_handle("() => navigator.clipboard")
    put = "one => Object.defineProperty(navigator, 'clipboard', { value: one, configurable: true })"
    for has_clipboard in (True, False):
        page.evaluate("() => navigator.clipboard.writeText('')")
        page.evaluate(put, clipboard if has_clipboard else None)
        button.click()
        page.locator(".st-key-copy_link output").get_by_text(say("vi", "copy_link_copied")).wait_for()
        page.evaluate(put, clipboard)
        copied = page.evaluate("() => navigator.clipboard.readText()")
        assert copied == page.url
        assert "unit=vn34.08" in copied
