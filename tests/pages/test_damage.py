"""A build that is damaged or of another schema, on every page and at the address for monitors: a sentence."""

import json
import shutil
from dataclasses import asdict, replace
from pathlib import Path

import pytest

from access.roles import Visitor
from access.routes import answering_build
from text.catalogue import LANGUAGES, say
from warehouse import builds, connection

BUILD_ID = "20260101T000000000Z-00000000"
STAMP = builds.Stamp(BUILD_ID, "2026-01-01T00:00:00+00:00", None, "0" * 8, size=4096, schema=builds.own_schema())
READING = ("overview", "ranking", "profile", "comparison", "components", "simulator", "reconciliation", "load")
PAGES = (*READING, "history")  # the first part of the history reads stamps alone


@pytest.fixture
def broken(tmp_path, monkeypatch):
    """Folders whose current build is what the test makes of it; the visitor is an analyst."""

    def make(content: bytes, stamp: builds.Stamp) -> Path:
        directory = tmp_path / "warehouse"
        shutil.rmtree(directory, ignore_errors=True)
        directory.mkdir()
        (directory / f"{BUILD_ID}.duckdb").write_bytes(content)
        (directory / f"{BUILD_ID}.json").write_text(json.dumps(asdict(stamp)), encoding="utf-8")
        (directory / "CURRENT").write_text(BUILD_ID + "\n", encoding="utf-8")
        monkeypatch.setenv("DTI_WAREHOUSE_DIR", str(directory))
        monkeypatch.setenv("DTI_LOADED_DIR", str(tmp_path / "loaded"))
        monkeypatch.setattr("ui.access.visitor", lambda: Visitor("analyst", "anna@example.vn"))
        return directory

    yield make
    connection.close_all()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_lost_pointer_is_damage_and_not_a_program_without_data(broken, open_page, language):
    directory = broken(b"\1" * 4096, STAMP)
    (directory / "CURRENT").write_text("", encoding="utf-8")
    for name in ("overview", "history"):
        page = open_page(name, directory, lang=language)
        assert [error.value for error in page.error] == [say(language, "pointer_lost")], name
        assert not page.info
        assert say(language, "footer_unreadable") in "\n".join(note.value for note in page.markdown)
    assert answering_build() is None


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("key", "pages", "content", "stamp"),
    [
        ("damaged_build", READING, b"\1" * 4096, STAMP),
        ("damaged_build", PAGES, b"\1" * 100, STAMP),
        ("damaged_build", PAGES, b"", STAMP),
        ("other_schema", PAGES, b"\1" * 4096, replace(STAMP, schema="00000000")),
    ],
    ids=["flipped", "truncated", "emptied", "of another schema"],
)
def test_every_page_says_it_and_what_to_do(broken, open_page, key, pages, content, stamp, language):
    directory = broken(content, stamp)
    assert answering_build() is None
    for name in pages:
        page = open_page(name, directory, lang=language)
        assert [error.value for error in page.error] == [say(language, key, build_id=BUILD_ID)], name
        shown = "\n".join(note.value for note in page.markdown)
        assert (say(language, "footer_unreadable") in shown) is ("history" in pages)
