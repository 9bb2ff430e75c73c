"""What pages of a server say of the lake it follows."""

import json
from dataclasses import asdict, replace
from datetime import UTC, datetime, timedelta

import pytest

from access.roles import Visitor
from text import formats
from text.catalogue import LANGUAGES, say
from ui import notes
from warehouse import builds
from warehouse.lake.following import STATE, State, view

PUBLISHER = "https://publisher.example"


@pytest.fixture
def follows(monkeypatch, tmp_path, warehouse):
    """Makes this server a reader with a copy of the build of all real data, and notes what its follower sees."""
    build_id = builds.current_id(warehouse)
    directory = tmp_path / "warehouse"
    directory.mkdir()
    for name in (f"{build_id}.duckdb", f"{build_id}.json"):
        (directory / name).symlink_to(warehouse / name)
    (directory / "CURRENT").write_text(build_id)
    said = {"": "dbname=lake", "_FILES": "/srv/lake", "_ROLE": "reader", "_PUBLISHER": PUBLISHER}
    for name, value in said.items():
        monkeypatch.setenv(f"DTI_LAKE{name}", value)
    monkeypatch.setenv("DTI_WAREHOUSE_DIR", str(directory))
    now = datetime.now(UTC)

    def note(age: timedelta = timedelta(), **seen: object):
        state = State(n=3, build_id=build_id, checked_at=(now - age).isoformat(timespec="seconds"))
        (directory / STATE).write_text(json.dumps(asdict(replace(state, **seen))))
        return directory, now

    return note


def words(page) -> str:
    return "\n".join(element.value for element in (*page.markdown, *page.info))


NEWER = "20991231T000000000Z-00000000"
SINCE = "2026-11-30T10:00:00+00:00"
CASES = {
    "same": {},
    "new": {"build_id": NEWER},
    "copying": {"build_id": NEWER, "step": 12, "steps": 65},
    "away": {"fault_class": "LakeFailed", "fault": {"reason": "catalog", "detail": ""}, "since": SINCE},
    "refused": {"build_id": NEWER, "fault_class": "LakeFailed", "fault": {"reason": "schema"}, "since": SINCE},
    "unseen": {"age": timedelta(minutes=5)},
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("case", CASES)
def test_the_foot_of_a_page_says_what_a_reader_should_know_of_the_lake(open_page, follows, case, language):
    directory, _ = follows(**CASES[case])
    since = formats.minute(datetime.fromisoformat(SINCE), language)
    told = {
        name: say(language, f"lake_{name}", newest=NEWER, since=since, step=12, steps=65)
        for name in CASES if name != "same"
    }  # fmt: skip
    page = open_page("changes", directory, lang=language)
    shown = words(page)
    found = [name for name, sentence in told.items() if notes.literal(sentence) in shown]
    assert found == [case] * (case != "same")


def test_a_server_without_room_does_not_say_that_the_lake_is_away(follows):
    directory, _ = follows(
        build_id=NEWER, fault_class="BuildFailed", fault={"reason": "no_space", "detail": ""}, since=SINCE
    )
    shown = view(directory)
    assert (shown["state"], shown["reason"]) == ("refused", "no_space")


@pytest.mark.parametrize("name", ["load", "history"])
def test_on_a_reader_loading_and_going_back_lead_to_the_publisher(open_page, follows, monkeypatch, name):
    monkeypatch.setattr("ui.access.visitor", lambda: Visitor("analyst", "an"))
    directory, _ = follows()
    page = open_page(name, directory)
    assert not page.exception
    if name == "load":
        assert say("vi", "lake_reader") in words(page)
        assert f"](<{PUBLISHER}>)" in words(page)
        assert not page.get("file_uploader")


def test_a_server_without_any_build_says_that_the_first_copy_is_on_its_way(open_page, follows):
    directory, _ = follows(build_id=NEWER, step=12, steps=65)
    (directory / "CURRENT").unlink()
    for path in directory.glob("*.*"):
        path.unlink()
    page = open_page("overview", directory)
    assert say("vi", "lake_copying", step=12, steps=65) in words(page)
    assert say("vi", "no_build") not in words(page)


def test_alone_a_server_says_nothing_of_a_lake(open_page, follows, monkeypatch):
    directory, _ = follows(build_id=NEWER)
    monkeypatch.delenv("DTI_LAKE")
    monkeypatch.delenv("DTI_LAKE_FILES")
    monkeypatch.delenv("DTI_LAKE_ROLE")
    shown = words(open_page("changes", directory))
    assert NEWER not in shown and say("vi", "lake_reader") not in shown


def test_a_reader_does_not_say_how_to_load_but_where(open_page, follows):
    directory, _ = follows()
    shown = words(open_page("changes", directory))
    assert say("vi", "lake_reader") in shown
    assert say("vi", "access_how_nobody") not in shown and say("vi", "access_how_key") not in shown
