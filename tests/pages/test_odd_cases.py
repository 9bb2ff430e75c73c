"""Pages of data, documents, method, dictionary, sources and changes, tried with what is odd: a province alone, an
edition in which a unit has nothing, what is typed with accents, a broken file, a button pressed twice.
"""

import re
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from access.roles import Visitor
from reports import documents
from tests.reports import reading
from text.catalogue import LANGUAGES, say
from warehouse.queries.editions import Wanted

from .conftest import sentence_of, table_called, texts_of

Open = Callable[..., AppTest]
PAGES = ("data", "documents", "method", "dictionary", "coverage", "changes")
LONE = {"edition": "dti.2021.vn63", "unit": "vn63.08"}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", PAGES)
def test_a_province_alone_in_the_warehouse_has_every_page(open_sound: Open, lone_province: Path, name, language):
    asked = LONE if name in ("documents", "method") else {}
    page = open_sound(name, lone_province, lang=language, **asked)
    assert not page.exception
    assert not re.search(r"(?<!\d)1/1(?![/\d])", texts_of(page)), "one of one is no rank"


def test_the_method_of_a_province_alone_ranks_it_among_nobody(open_sound: Open, lone_province: Path):
    page = open_sound("method", lone_province, **LONE)
    assert "284,855 / 1.000 = 0,2849" in sentence_of(page)
    steps, _ = table_called(page, "method_steps")
    assert [row.get("result") for row in steps if row["name"] == "Hạng"] == [None]


def test_the_chapter_of_a_province_alone_claims_no_rank(open_sound: Open, lone_province: Path, offered):
    open_sound("documents", lone_province, **LONE)
    text = reading.read(offered["documents_chapter"][1]()).text
    assert "0,2849" in text
    assert not re.search(r"xếp hạng \d|(?<!\d)1/1(?![/\d])", text)


def test_a_unit_without_a_figure_is_told_so_in_every_edition(open_sound: Open, ask):
    empty = ask(
        """
        select edition_code, any_value(unit_system) as unit_system, min(unit_code) as unit_code
        from mart.unit_ranking join mart.editions using (edition_code)
        where indicator_code = 'index' and value is null and rank is null
        group by edition_code order by edition_code
        """
    )
    assert len(empty) > 5
    for row in empty:
        asked = {"edition": row["edition_code"], "unit": f"{row['unit_system']}.{row['unit_code']}"}
        method = open_sound("method", **asked)
        assert sentence_of(method).startswith("Chưa có số liệu của "), asked
        page = open_sound("documents", **asked)
        assert not page.exception, asked
        said = documents.made("chapter", Wanted(row["edition_code"]), row["unit_code"], "vi")
        assert "chưa có hạng và giá trị" in reading.read(said).text, asked


@pytest.mark.parametrize("typed", ["hạng kỳ trước", "HẠNG KỲ TRƯỚC", "hang ky truoc", " hạng  kỳ trước "])
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_the_dictionary_finds_what_is_typed_with_accents_and_without(open_sound: Open, typed, form):
    rows, _ = table_called(open_sound("dictionary", q=unicodedata.normalize(form, typed)), "dictionary")
    assert "previous_rank" in {row["column_code"] for row in rows}


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 torn", b"%PDF-1.4", "Chương".encode("utf-16")])
def test_a_broken_file_is_answered_with_a_sentence(open_page: Open, monkeypatch, content):
    monkeypatch.setattr("ui.access.visitor", lambda: Visitor("analyst", "anna@example.vn"))
    page = open_page("documents", **LONE)
    page.file_uploader[0].upload("hỏng.docx", content).run()
    page.button(key="documents_update_do").click().run()
    [told] = [error.value for error in page.error]
    assert "Không mở được tệp này" in told
    assert not page.exception


def test_a_button_pressed_twice_does_it_once(open_sound: Open, offered, monkeypatch):
    monkeypatch.setattr("ui.access.visitor", lambda: Visitor("analyst", "anna@example.vn"))
    monkeypatch.setattr("ui.access.login.visitor_of", lambda _: Visitor("analyst", "anna@example.vn"))
    page = open_sound("documents", edition="dti.2022.vn63", unit="vn63.08")
    issued = documents.made("profile", Wanted("dti.2021.vn63"), "08", "vi")
    page.file_uploader[0].upload("ho-so.docx", issued).run()
    page.checkbox[0].check().run()
    page.button(key="documents_update_do").click().run()
    once = offered["documents_updated"][1]()
    page.button(key="documents_update_do").click().run()
    twice = offered["documents_updated"][1]()
    text = reading.read(once).text
    assert "48/63" in text and reading.read(twice).text == text
    assert say("vi", "documents_update_take")  # still offered
    assert not page.exception
