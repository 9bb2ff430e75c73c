"""Whatever an address or a message says, pages answer as themselves or with a sentence, and give nothing away."""

import socket
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.exceptions import ConnectionClosedError

from tests.access import page_tricks
from tests.access.window import Seen, Window
from tests.serving import free_port, started
from text.catalogue import LANGUAGES, say

KEY = "K" * 43
FIFTH = 5  # of the lists, as much as the suite has time for; `python -m benchmarks intrusions` tries all
FAILED = [say(language, "page_failed", incident="").split(".")[0][:30] for language in LANGUAGES]


@dataclass(frozen=True)
class Visited:
    """A server of all real data, one browser of a reader and one of who holds the key."""

    address: str
    log: Path
    reader: httpx.Client
    holder: httpx.Client


@pytest.fixture(scope="module")
def visited(warehouse: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Visited]:
    loaded, port = tmp_path_factory.mktemp("loaded"), free_port()
    folders = {"DTI_WAREHOUSE_DIR": str(warehouse), "DTI_LOADED_DIR": str(loaded)}
    address, log = f"http://127.0.0.1:{port}", loaded.with_name("log")
    with started(port, key=KEY, log=log, **folders), _browser(address) as reader, _browser(address) as holder:
        holder.get("/start", params={"key": KEY})
        yield Visited(address, log, reader, holder)


def _browser(address: str) -> httpx.Client:
    return httpx.Client(base_url=address, timeout=60, trust_env=False)


def _gives_away(seen: Seen) -> list[str]:
    """What a reader should not see: a trace, a page that failed, a page or a file above the role."""
    said = bytes(seen.received).decode("utf-8", "replace")
    found = [f"exception: {message}" for message in seen.exceptions]
    found += [mark for mark in ("Traceback", 'File "', "/media/", "root:", str(Path.home()), *FAILED) if mark in said]
    return found + sorted(seen.pages.keys() & {*page_tricks.OTHERS})


def test_pages_answer_every_address_of_the_list_and_give_nothing_away(visited):
    tried = list(page_tricks.asked())[: 80 * FIFTH : FIFTH]
    assert len(tried) >= 72
    assert len({page for page, _ in tried}) == len(page_tricks.PAGES)
    faults = []
    with Window(visited.reader) as window:
        for page, query in tried:
            seen = window.run(page, asked=query)
            faults += [(page, query[:200], fault) for fault in _gives_away(seen)]
            assert seen.title, (page, query[:200])
    assert faults == []


def test_what_a_page_above_the_role_would_send_reaches_nothing_from_a_reader(visited):
    with Window(visited.holder) as window:
        hashes = [*window.run("load").pages.values()]
        ids = [*window.seen.buttons.values(), *window.seen.fields.values()]
        files, session = [*window.seen.files.values()], window.session_id
        with Window(visited.reader) as other:
            title = other.run("ranking").title
            ids = [each for each in ids if each not in other.seen.buttons.values()]  # the language is everybody's
            assert ids and files
            faults = []
            for message in page_tricks.sent(ids, hashes, session, files):
                # what no page answers is followed by what every page does
                is_answered = message.HasField("rerun_script") and not message.rerun_script.fragment_id
                seen = other.send(message, *([] if is_answered else [page_tricks.run(page_name="ranking")]))
                faults += [(str(message)[:300], fault) for fault in _gives_away(seen)]
            assert faults == []
        with Window(visited.reader) as other:
            assert other.run("ranking").title == title
        assert window.build(say("vi", "load_template")).startswith("/media/"), "who may is given it"


def test_what_no_page_would_put_into_its_widgets_fails_nobody_else_and_leaves_a_small_log(visited):
    before = visited.log.stat().st_size
    with Window(visited.reader) as neighbour:
        title = neighbour.run("ranking").title
        for values in page_tricks.values_of_widgets():
            with Window(visited.reader) as window:
                widgets = [WidgetState(id=widget, **values) for widget in {*window.run("ranking").ids} - {""}]
                for _ in range(3):
                    said = bytes(window.run("ranking", widgets=widgets).received)
                    assert b"Traceback" not in said and b"site-packages" not in said
        assert neighbour.run("ranking").title == title
    for name in ("", "access.held", "access.cookies", "load_kind"):
        with Window(visited.reader) as window, pytest.raises(ConnectionClosedError, match="1002"):
            window.run("ranking", widgets=[WidgetState(id=name, trigger_value=True)])
    assert visited.log.stat().st_size - before < 50_000


def test_no_address_leads_to_a_file_outside_what_is_served(visited):
    given = []
    tried = page_tricks.files()[::FIFTH]
    host, _, port = visited.address.removeprefix("http://").partition(":")
    for address, told in tried:
        with socket.create_connection((host, int(port)), timeout=30) as asking:
            asking.sendall(f"GET {address} HTTP/1.0\r\nHost: localhost\r\n\r\n".encode())
            parts = []
            while part := asking.recv(1 << 16):
                parts.append(part)
        given += [address] if told in b"".join(parts) else []
    assert given == []
    assert len(tried) > 250
