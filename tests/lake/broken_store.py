"""A way to an S3 store on which answers can be refused, cut, held back, or the store said to be full; for tests and
benchmarks.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

FAULTS = ("refused", "cut", "held", "full")
_HELD_SECONDS = 60  # longer than anybody waits


class Way(ThreadingHTTPServer):
    """Passes every request on to the store at a port, whose answers it spoils once it is told to."""

    daemon_threads = True

    def __init__(self, store: int) -> None:
        super().__init__(("127.0.0.1", 0), _Passing)
        self.store, self.given_up = store, threading.Event()
        self.fault, self.spared = "", 0

    def spoil(self, fault: str, spared: int = 0) -> None:
        """Spoil all answers from now on but so many; with an empty fault none."""
        self.fault, self.spared = fault, spared

    def next_fault(self, command: str) -> str:
        """What is to happen to the answer to a request that comes now; only writing needs room."""
        if self.fault == "full" and command not in ("PUT", "POST"):
            return ""
        self.spared -= 1
        return self.fault if self.spared < 0 else ""

    @property
    def port(self) -> int:
        return self.server_address[1]


class _Passing(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Way

    def _pass(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        fault = self.server.next_fault(self.command)
        if fault == "refused":
            self._answer(503, b"<Error><Code>SlowDown</Code></Error>")
            return
        if fault == "full":
            self._answer(507, b"<Error><Code>InsufficientStorage</Code></Error>")
            return
        store = HTTPConnection("127.0.0.1", self.server.store, timeout=30)
        store.request(self.command, self.path, body, dict(self.headers))
        answer = store.getresponse()
        content = answer.read()
        if fault in ("cut", "held") and self.command == "GET" and len(content) > 1:
            self._spoil(fault, answer.status, dict(answer.getheaders()), content)
            return
        self._answer(answer.status, content, dict(answer.getheaders()))

    do_GET = do_HEAD = do_PUT = do_POST = do_DELETE = _pass  # noqa: N815, names of the library

    def _answer(self, status: int, content: bytes, headers: dict[str, str] | None = None) -> None:
        self._head(status, len(content), headers or {})
        if self.command != "HEAD":
            self.wfile.write(content)

    def _spoil(self, fault: str, status: int, headers: dict[str, str], content: bytes) -> None:
        self._head(status, len(content), headers)
        self.wfile.write(content[: len(content) // 2])
        self.wfile.flush()
        if fault == "held":
            self.server.given_up.wait(_HELD_SECONDS)
        self.close_connection = True

    def _head(self, status: int, length: int, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in headers.items():
            if name.lower() not in ("content-length", "connection", "date", "server", "transfer-encoding"):
                self.send_header(name, value)
        # what a HEAD says of the length is that of the object
        told = next((value for name, value in headers.items() if name.lower() == "content-length"), str(length))
        self.send_header("Content-Length", told if self.command == "HEAD" else str(length))
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def way(store: int) -> Iterator[Way]:
    """A way to the store at this port of the machine, open as long as the block."""
    made = Way(store)
    thread = threading.Thread(target=made.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield made
    finally:
        made.given_up.set()
        made.shutdown()
        made.server_close()
        thread.join()
