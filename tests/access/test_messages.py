"""What one page may send over its websocket, and how fast: what is read, what ends it, what waits for its turn."""

import asyncio
import time

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg

from access import sessions
from access.clients import Clients
from ui.streamlit_server import MOST_FILES, MOST_PARTS, message_kind

WIDGET = "$$ID-of-nothing"


def _rerun(**value) -> BackMsg:
    message = BackMsg()
    state = message.rerun_script.widget_states.widgets.add(id=WIDGET)
    for name, given in value.items():
        getattr(state, name).data.extend(given)
    return message


def _of_many_widgets(count: int) -> BackMsg:
    message = BackMsg()
    for _ in range(count):
        message.rerun_script.widget_states.widgets.add(id=WIDGET)
    return message


def _of_files(count: int) -> BackMsg:
    message = BackMsg()
    message.file_urls_request.file_names.extend([""] * count)
    return message


@pytest.mark.parametrize(
    ("message", "kind"),
    [
        (_rerun(int_array_value=range(1000)), "rerun_script"),
        (_rerun(int_array_value=[1] * MOST_PARTS), ""),
        (_rerun(string_array_value=["x"] * MOST_PARTS), ""),
        (_of_many_widgets(500), "rerun_script"),
        (_of_many_widgets(MOST_PARTS + 1), ""),
        (_of_files(MOST_FILES), "file_urls_request"),
        (_of_files(MOST_FILES + 1), ""),
    ],
    ids=["values", "many values", "many texts", "widgets", "many widgets", "files", "many files"],
)
def test_a_message_of_more_parts_than_a_page_has_is_none(message, kind):
    assert message_kind(message.SerializeToString()) == kind


def _drive(receive, seconds: float = 5) -> list[dict]:
    """Open a websocket whose page sends what `receive` gives; what was passed on and what it was sent."""
    seen = []

    async def app(scope, receive, send):
        while (message := await receive())["type"] == "websocket.receive":
            seen.append(message)

    async def send(message):
        seen.append(message)

    limited = sessions.Sessions(app, Clients("", False), 10, 10, lambda message: "rerun_script")
    scope = {"type": "websocket", "client": ("127.0.0.1", 5), "headers": [], "state": {"peer": "127.0.0.1"}}

    async def within():
        async with asyncio.timeout(seconds):
            await limited(scope, receive, send)

    asyncio.run(within())
    return seen


def test_a_websocket_that_asks_for_nothing_gives_its_place_to_others(monkeypatch):
    monkeypatch.setattr(sessions, "FIRST_SECONDS", 0.05)
    assert _drive(asyncio.Event().wait) == [{"type": "websocket.close", "code": 1008}]


def test_a_page_that_has_asked_may_be_silent_for_long(monkeypatch):
    monkeypatch.setattr(sessions, "FIRST_SECONDS", 0.05)
    messages = [{"type": "websocket.receive", "bytes": b"1"}, {"type": "websocket.disconnect"}]

    async def receive():
        if len(messages) == 1:
            await asyncio.sleep(0.2)
        return messages.pop(0)

    assert [message["type"] for message in _drive(receive)] == ["websocket.receive"]


def test_messages_beyond_the_burst_wait_for_their_turn_and_none_is_lost(monkeypatch):
    monkeypatch.setattr(sessions, "BURST", 5)
    monkeypatch.setattr(sessions, "PER_SECOND", 20)
    messages = [{"type": "websocket.receive", "bytes": b"%d" % number} for number in range(9)]

    async def receive():
        return messages.pop(0) if messages else {"type": "websocket.disconnect"}

    began = time.monotonic()
    seen = _drive(receive)
    assert [message["bytes"] for message in seen] == [b"%d" % number for number in range(9)]
    assert time.monotonic() - began >= 4 / 20
