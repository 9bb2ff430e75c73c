"""The whole lists of what somebody without a right may try, on a real server of all real data: uploads, cookies, pages.

The lists are synthetic and stand beside the tests, which try part of them (`tests/access/*_tricks.py`). Each row says
how many tries came through, beside how often the same came through for who may.
"""

import socket
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

from benchmarks.measured import Measured
from etl.building import build
from tests.access import cookie_tricks, page_tricks
from tests.access.conftest import KEY, ROLES, SECRET, auth
from tests.access.upload_tricks import FILE, SESSION, Identity, Upload, identities, uploads
from tests.access.window import Seen, Window
from tests.serving import free_port, started
from text.catalogue import LANGUAGES, say

FAILED = [say(language, "page_failed", incident="").split(".")[0][:30] for language in LANGUAGES]


@contextmanager
def _site(folder: Path, *settings: str, port: int) -> Iterator[tuple[httpx.Client, httpx.Client]]:
    """Browsers of a reader and of who holds the key."""
    address = f"http://127.0.0.1:{port}"
    folders: dict[str, Any] = {"DTI_WAREHOUSE_DIR": str(folder / "warehouse"), "DTI_LOADED_DIR": str(folder / "loaded")}
    reader, holder = (httpx.Client(base_url=address, timeout=60, trust_env=False) for _ in range(2))
    with started(port, *settings, key=KEY, log=folder / "log", **folders), reader, holder:
        holder.get("/start", params={"key": KEY})
        yield reader, holder


def answer(port: int, sent: bytes) -> bytes:
    """All that the server answers to these bytes."""
    with socket.create_connection(("127.0.0.1", port), timeout=30) as asking:
        asking.sendall(sent)
        parts = []
        while part := asking.recv(1 << 16):
            parts.append(part)
    return b"".join(parts)


def gives_away(seen: Seen) -> bool:
    """Whether a page showed a reader a trace, a fault, a file, or pages above the role."""
    said = bytes(seen.received).decode("utf-8", "replace")
    marks = ("Traceback", 'File "', "/media/", "root:", *FAILED)
    return bool(seen.exceptions or seen.pages.keys() & {*page_tricks.OTHERS}) or any(mark in said for mark in marks)


def _uploads(port: int, holder: httpx.Client) -> Measured:
    [name] = (name for name in holder.cookies if name.startswith("dti_loading_"))
    tried = [each.on_the_wire(f"127.0.0.1:{port}") for each in uploads(identities(name, KEY, "x" * 43))]
    taken = sum(_is_taken(answer(port, sent)) for sent in tried)
    right = Identity("the holder", (f"{name}={holder.cookies[name]}",))
    by_right = Upload("PUT", f"/_stcore/upload_file/{SESSION}/{FILE}", right).on_the_wire(f"127.0.0.1:{port}")
    return Measured(
        f"of {len(tried):,} uploads, taken", [taken], "", 0, "by right", [_is_taken(answer(port, by_right))]
    )


def _is_taken(answered: bytes) -> bool:
    """Whether Streamlit looked at an upload: it took it, or knows no such session."""
    return b"Invalid session_id" in answered or (b" 204 " in answered[:30] and b"PUT" not in answered)


def _cookies(browser: httpx.Client, forged: list[tuple[str, str]], true: str, kind: str) -> Measured:
    def has_a_right(header: str) -> bool:
        encoded = header.replace("\r\n", "").encode("utf-8")[:60_000]
        try:
            given = browser.get("/again", headers=[(b"X-Again", b"1"), (b"Cookie", encoded)])
        except httpx.LocalProtocolError:  # cannot even be sent
            return False
        return given.status_code == 200 and bool(given.json()["ticket"])

    through = sum(has_a_right(header) for _, header in forged)
    return Measured(
        f"of {len(forged):,} forged cookies of {kind}, a right", [through], "", 0, "true", [has_a_right(true)]
    )


def _pages(reader: httpx.Client, holder: httpx.Client) -> Iterator[Measured]:
    tried = list(page_tricks.asked())
    with Window(holder) as window:
        hashes = [*window.run("load").pages.values()]
        ids = [*window.seen.buttons.values(), *window.seen.fields.values()]
        files, session = [*window.seen.files.values()], window.session_id
        by_right = gives_away(window.seen)
        with Window(reader) as other:
            away = sum(gives_away(other.run(page, asked=query)) for page, query in tried)
        yield Measured(f"of {len(tried):,} addresses of pages, given away", [away], "", 0, "by right", [by_right])
        messages = list(page_tricks.sent(ids, hashes, session, files))
        with Window(reader) as other:
            away = sum(gives_away(other.send(message, page_tricks.run(page_name="ranking"))) for message in messages)
        yield Measured(f"of {len(messages)} messages of pages, given away", [away], "", 0, "by right", [by_right])


def _files(port: int) -> Measured:
    tried = page_tricks.files()
    given = sum(
        told in answer(port, f"GET {address} HTTP/1.0\r\nHost: localhost\r\n\r\n".encode()) for address, told in tried
    )
    served = b"Copyright" in answer(port, b"GET /app/static/fonts/OFL.txt HTTP/1.0\r\nHost: localhost\r\n\r\n")
    return Measured(f"of {len(tried):,} addresses of files, given", [given], "", 0, "of a font's licence", [served])


def measure() -> Iterator[Measured]:
    """All lists, one after the other."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "warehouse").mkdir()
        build(folder / "warehouse")
        yield from _by_the_key(folder, free_port())
        yield _by_a_login(folder, free_port())


def _by_the_key(folder: Path, port: int) -> Iterator[Measured]:
    with _site(folder, port=port) as (reader, holder):
        [name] = (name for name in holder.cookies if name.startswith("dti_loading_"))
        token = holder.cookies[name]
        yield _cookies(reader, cookie_tricks.of_the_key(name, token, KEY), f"{name}={token}", "the key")
        yield _uploads(port, holder)
        yield _files(port)
        yield from _pages(reader, holder)
    kilobytes = (folder / "log").stat().st_size / 1e3
    yield Measured("log of all these", [kilobytes], "KB", 1000, "nothing", [0])


def _by_a_login(folder: Path, port: int) -> Measured:
    secrets = folder / "secrets.toml"
    secrets.write_text(auth(port, "http://127.0.0.1:1") + ROLES, encoding="utf-8")
    claims = {"origin": f"http://127.0.0.1:{port}", "is_logged_in": True, "sub": "binh"}
    claims |= {"email": "binh@example.vn", "email_verified": True, "provider": "default", "aud": "dashboard"}
    claims["iat"] = int(time.time())
    true = f"{USER_COOKIE_NAME}={cookie_tricks.signed(SECRET, claims)}"
    with _site(folder, f"--secrets.files={secrets}", port=port) as (reader, _):
        return _cookies(reader, cookie_tricks.of_a_login(SECRET, claims), true, "a login")
