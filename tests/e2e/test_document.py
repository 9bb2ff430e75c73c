"""The document says its language, at first paint and after every switch, and keeps translators from its texts."""

import re
from urllib.request import Request, urlopen

import pytest

from .conftest import drawn, pick_unit, sentence, speak

PAGES = ("overview", "ranking", "profile", "comparison", "components", "simulator", "reconciliation")
# What the translators of browsers do to a page that does not forbid it: every text moves into elements of their own,
# and the nodes that the page's program knows are no longer shown.
TRANSLATE = """() => {
  if (document.querySelector('meta[name=google][content=notranslate]')) return 0
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), texts = []
  while (walker.nextNode()) texts.push(walker.currentNode)
  const found = texts.filter(text => text.data.trim() && text.parentElement.translate)
  for (const text of found) {
    const [outer, inner] = [document.createElement('font'), document.createElement('font')]
    inner.textContent = text.data
    outer.append(inner)
    text.replaceWith(outer)
  }
  return found.length
}"""
HEEDS_THE_ROOT_ONLY = TRANSLATE.replace("if (document", "if (false && document")
HEEDS_THE_HEAD_ONLY = TRANSLATE.replace(" && text.parentElement.translate", "")


def _document(server: str, path: str, **headers: str) -> str:
    with urlopen(Request(f"{server}{path}", headers={"Accept": "text/html"} | headers)) as answer:
        assert answer.status == 200
        assert "ETag" not in answer.headers
        return answer.read().decode()


@pytest.mark.parametrize(
    ("path", "language"),
    [
        ("/", "vi"),
        ("/ranking", "vi"),
        ("/ranking?lang=en&unit=08", "en"),
        ("/?lang=xx", "vi"),
        ("/profile?lang=vi", "vi"),
    ],
)
def test_the_first_paint_says_its_language_and_refuses_translation(server, path, language):
    for headers in ({}, {"Accept-Encoding": "gzip"}, {"If-Modified-Since": "Fri, 01 Jan 2038 00:00:00 GMT"}):
        document = _document(server, path, **headers)
        assert re.findall(r"<html[^>]*>", document) == [f'<html lang="{language}" translate="no">']
        assert document.count('<meta name="google" content="notranslate" />') == 1
        assert document.rstrip().endswith("</html>")


@pytest.mark.parametrize("name", PAGES)
def test_the_language_of_the_document_follows_the_switch_on_every_page(document, name):
    page = document(f"/{name}?lang=vi&index=dti&year=2021&cohort=vn63")
    for language in ("en", "vi"):
        speak(page, language)
        page.wait_for_function("language => document.documentElement.lang === language", arg=language)
        assert page.evaluate("document.documentElement.translate") is False
    assert page.faults == []


@pytest.mark.parametrize(
    "translator", [TRANSLATE, HEEDS_THE_ROOT_ONLY, HEEDS_THE_HEAD_ONLY], ids=["both", "root", "head"]
)
def test_a_translator_leaves_no_rank_of_another_province_on_the_screen(document, translator):
    page = document("/ranking?lang=vi&index=dti&year=2022&cohort=vn63&unit=08")
    before = sentence(page)
    assert page.evaluate(translator) == 0
    page.evaluate("history.replaceState({}, '', location.href)")
    pick_unit(page, "Hà Nội", "Hà Nội")
    page.wait_for_function("before => document.querySelector('h1').innerText !== before", arg=before)
    drawn(page)
    assert "Hà Nội" in sentence(page)
    assert "Tuyên Quang" not in sentence(page)
