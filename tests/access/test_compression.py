"""Programs of a page go out compressed once, to those who take them so; everything else is passed on as it is."""

import asyncio
import gzip
from pathlib import Path

import pytest
import streamlit as st
from starlette.testclient import TestClient

from access.compression import Compression, programs

PROGRAM = b"export const years = 3\n" * 100
PATH = "/dti/static/js/page.1.js"


class Office:
    """A server of one program, which counts how often it was asked."""

    def __init__(self, status: int = 200) -> None:
        self.asked, self.status = 0, status

    async def __call__(self, scope, receive, send):
        self.asked += 1
        await asyncio.sleep(0)
        headers = [(b"content-type", b"text/javascript"), (b"etag", b'"1"'), (b"accept-ranges", b"bytes")]
        await send({"type": "http.response.start", "status": self.status, "headers": headers})
        await send({"type": "http.response.body", "body": PROGRAM[:50], "more_body": True})
        await send({"type": "http.response.body", "body": PROGRAM[50:]})


def _ask(office: Office, path: str = PATH, times: int = 1, **headers: str):
    client = TestClient(Compression(office, {PATH}))
    return [client.get(path, headers=headers) for _ in range(times)][-1]


def test_a_program_is_compressed_at_the_first_request_and_kept():
    office = Office()
    answer = _ask(office, times=3, **{"Accept-Encoding": "br, gzip;q=0.5"})
    assert office.asked == 1
    assert answer.content == PROGRAM
    assert int(answer.headers["content-length"]) == len(gzip.compress(PROGRAM, 6)) < len(PROGRAM)
    assert {"content-encoding": "gzip", "vary": "Accept-Encoding", "etag": 'W/"1"'}.items() <= answer.headers.items()
    assert "accept-ranges" not in answer.headers


@pytest.mark.parametrize(
    ("path", "headers"),
    [
        (PATH, {"Accept-Encoding": "identity"}),
        (PATH, {"Accept-Encoding": "gzip;q=0"}),
        (PATH, {"Accept-Encoding": "gzip", "Range": "bytes=0-9"}),
        (PATH, {"Accept-Encoding": "gzip", "If-None-Match": '"1"'}),
        ("/dti/media/rows.csv", {"Accept-Encoding": "gzip"}),
        ("/other/static/js/page.1.js", {"Accept-Encoding": "gzip"}),
    ],
)
def test_what_is_no_whole_program_or_not_wanted_compressed_is_passed_on(path, headers):
    answer = _ask(Office(), path, **headers)
    assert "content-encoding" not in answer.headers
    assert answer.content == PROGRAM
    assert ("vary" in answer.headers) == (path == PATH)


def test_a_program_that_is_not_given_is_not_kept():
    office = Office(status=503)
    answer = _ask(office, times=2, **{"Accept-Encoding": "gzip"})
    assert (answer.status_code, office.asked) == (503, 2)
    assert answer.content == PROGRAM


def test_the_programs_are_those_of_the_library_below_the_base_path():
    folder = Path(st.__file__).parent / "static"
    found = programs(folder, "/dti/")
    assert len(found) > 100
    assert all(path.startswith(("/dti/static/js/", "/dti/static/css/")) for path in found)
    assert {path.removeprefix("/dti") for path in found} == programs(folder, "")
