"""Nobody without a right hands in a file, or takes one away, by whatever way of asking."""

import socket
from types import SimpleNamespace

import anyio
import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.uploaded_file_manager import UploadedFileRec
from streamlit.web.server.starlette.starlette_path_security_middleware import PathSecurityMiddleware
from streamlit.web.server.starlette.starlette_routes import create_upload_routes

from access import guard
from access.key import Gate

from .conftest import KEY
from .upload_tricks import FILE, METHODS, SESSION, Identity, Upload, addresses, identities, uploads

KEPT = "kept"


@pytest.fixture
def gate():
    return Gate(KEY)


@pytest.fixture
def files():
    """Streamlit's own store of what is handed in, with one file that somebody may want to take away."""
    held = MemoryUploadedFileManager("/_stcore/upload_file")
    held.add_file(SESSION, UploadedFileRec(KEPT, "a.csv", "text/csv", b"a"))
    return held


@pytest.fixture
def app(gate, files):
    """Streamlit's own addresses of uploads behind the guard; any session is taken for a living one."""
    runtime = SimpleNamespace(is_active_session=lambda session: True)
    behind = Starlette(
        routes=create_upload_routes(runtime, files, None), middleware=[Middleware(PathSecurityMiddleware)]
    )
    return guard.Guard(behind, gate.visitor)


def _names(files):
    return {file for held in files.file_storage.values() for file in held}


def _left(gate):
    token = gate.open(KEY, "here")
    gate.close({gate.cookie_name: token})
    return token


def test_no_upload_of_the_list_is_taken_and_no_file_goes(app, gate, files):
    tried = list(uploads(identities(gate.cookie_name, KEY, _left(gate))))
    taken = []

    async def attack():
        for upload in tried:
            await upload.ask(app)
            if _names(files) != {KEPT}:
                taken.append(upload)
                files.file_storage[SESSION] = {KEPT: files.file_storage[SESSION][KEPT]}

    anyio.run(attack)
    assert taken == []
    assert len(tried) >= 1242


def test_whoever_has_the_right_is_taken_by_the_same_requests_so_the_list_can_fail(app, gate, files):
    right = Identity("an administrator", (f"{gate.cookie_name}={gate.open(KEY, 'here')}",))
    spelled = []

    async def ask():
        for address in addresses():
            await Upload("PUT", address, right).ask(app)
            if _names(files) != {KEPT}:
                spelled.append(address)
                assert await Upload("DELETE", address, right).ask(app) == 204
                assert _names(files) == {KEPT}

    anyio.run(ask)
    assert len(spelled) > 10, "ways of spelling that Streamlit takes for its own"


def _answer(address, sent):
    host, _, port = address.rpartition("/")[2].partition(":")
    with socket.create_connection((host, int(port)), timeout=10) as asking:
        asking.sendall(sent)
        parts = []
        while part := asking.recv(1 << 16):
            parts.append(part)
    return b"".join(parts)


def _smuggled(host, upload):
    """Ways to hide a request from what looks at requests: behind another, in its body, or in its framing."""
    hidden = upload.on_the_wire(host)
    head, _, body = hidden.partition(b"\r\n\r\n")
    first = f"GET /_stcore/health HTTP/1.1\r\nHost: {host}\r\n".encode()
    yield first + b"\r\n" + hidden
    yield first + f"Content-Length: {len(hidden)}\r\n\r\n".encode() + hidden + hidden
    yield first + b"Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + hidden
    yield first + b"Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + hidden
    yield first + b"Transfer-Encoding: xchunked\r\nContent-Length: 0\r\n\r\n" + hidden
    yield head + b"\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n" + body
    yield head + b"\r\nUpgrade: h2c\r\nHTTP2-Settings: AA\r\nConnection: Upgrade, HTTP2-Settings\r\n\r\n" + body
    yield head + b"\r\nExpect: 100-continue\r\n\r\n" + body
    yield head + b"\r\nX: a\r\n\tb\r\n\r\n" + body
    yield head + b"\r\nContent-Length: 0\r\n\r\n" + body
    yield head.replace(b"HTTP/1.1", b"HTTP/1.0") + b"\r\n\r\n" + body
    yield head.replace(b"PUT ", b"PUT\t") + b"\r\n\r\n" + body


def test_over_a_real_connection_none_is_taken_and_none_is_hidden_behind_another(keyed):
    holder = keyed.key_holder()
    [name] = (name for name in holder.cookies if name.startswith("dti_loading_"))
    host = keyed.address.removeprefix("http://")
    claimed = identities(name, KEY, "x" * 43)
    tried = [
        Upload(method, address, claimed[number % len(claimed)]).on_the_wire(host, ("1.0", "1.1")[number % 2])
        for method in METHODS[:2]
        for number, address in enumerate(addresses())
    ]
    tried += _smuggled(host, Upload("PUT", f"/_stcore/upload_file/{SESSION}/{FILE}", claimed[0]))
    answers = [_answer(keyed.address, sent) for sent in tried]
    assert [answer for answer in answers if b" 204 " in answer or b"session_id" in answer] == []
    assert all(answers), "each is told something, and its connection ends"
    right = Identity("the holder", (f"{name}={holder.cookies[name]}",))
    sent = Upload("PUT", f"/_stcore/upload_file/{SESSION}/{FILE}", right).on_the_wire(host)
    assert b"Invalid session_id" in _answer(keyed.address, sent), "so far comes who may"
    assert {keyed.browser().get("/_stcore/health").status_code} == {200}
