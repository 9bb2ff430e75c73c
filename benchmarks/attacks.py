"""What a visitor without any right can do to the server of this machine: silence, heavy messages, many at once."""

import contextlib
import socket
import tempfile
import time
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import psutil
from streamlit.proto.BackMsg_pb2 import BackMsg

from benchmarks.measured import Measured
from tests.serving import free_port, started

SILENT = 1200
DESCRIPTORS = 1024
SESSIONS = 50
ASKED = 10


@contextlib.contextmanager
def many_descriptors(count: int) -> Iterator[None]:
    """This process may have that many sockets meanwhile; skips nothing: where it may not, the attack is smaller."""
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, max(soft, count)), hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def seconds_to_answer(port: int, path: str = "/ready") -> float:
    """Seconds until the server has answered there; OSError where it does not within half a minute."""
    began = time.perf_counter()
    connection = HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request("GET", path)
        connection.getresponse().read()
        return time.perf_counter() - began
    finally:
        connection.close()


def be_silent(port: int, count: int = SILENT, head: bytes = b"") -> list[float]:
    """Open connections that send ``head`` and no more; the seconds in which `/ready` was answered meanwhile."""
    with many_descriptors(count + 200), contextlib.ExitStack() as opened:
        for _ in range(count):
            silent = opened.enter_context(socket.create_connection(("127.0.0.1", port), timeout=30))
            if head:
                with contextlib.suppress(OSError):  # told to go already
                    silent.sendall(head)
        return [seconds_to_answer(port) for _ in range(ASKED)]


def session(port: int, **further: str) -> socket.socket:
    """A websocket as a page opens it, with further headers; OSError with the answer where it is refused."""
    opened = socket.create_connection(("127.0.0.1", port), timeout=30)
    headers = {
        "Host": f"127.0.0.1:{port}",
        "Upgrade": "websocket",
        "Connection": "Upgrade",
        "Sec-WebSocket-Key": "c3ludGhldGljIGtleSEhIQ==",
        "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Protocol": "streamlit",
        **further,
    }
    head = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    opened.sendall(f"GET /_stcore/stream HTTP/1.1\r\n{head}\r\n".encode())
    answer = b""
    while b"\r\n\r\n" not in answer and (part := opened.recv(1)):
        answer += part
    if not answer.startswith(b"HTTP/1.1 101"):
        opened.close()
        raise OSError(answer.split(b"\r\n")[0].decode())
    return opened


def take_pages(port: int, count: int = 400) -> list[float]:
    """Ask for so many pages and keep those that are given; the seconds in which `/ready` was answered then."""
    with many_descriptors(count + 200), contextlib.ExitStack() as opened:
        for _ in range(count):
            with contextlib.suppress(OSError):  # refused
                opened.enter_context(session(port))
        return [seconds_to_answer(port) for _ in range(ASKED)]


def framed(content: bytes, kind: int = 2) -> bytes:
    """A message as it goes over a websocket, by a client whose mask is zero; kind 1 is text, 2 is bytes."""
    return bytes([0x80 | kind, 0x80 | 127]) + len(content).to_bytes(8, "big") + bytes(4) + content


def small_frame(content: bytes, kind: int, is_last: bool = True) -> bytes:
    """A frame of less than 126 bytes by such a client; kind 0 goes on with a message, 9 is a ping, 10 a pong."""
    return bytes([0x80 * is_last | kind, 0x80 | len(content)]) + bytes(4) + content


def floods() -> dict[str, tuple[bytes, bytes]]:
    """What a websocket can send for ever, by name: how it begins and what it goes on with."""
    beat = BackMsg(app_heartbeat=True).SerializeToString()
    return {
        "pings": (b"", small_frame(b"x" * 125, 9) * 2000),
        "pongs": (b"", small_frame(b"", 10) * 20_000),
        "fragments of a message": (small_frame(b"a", 2, is_last=False), small_frame(b"", 0, is_last=False) * 20_000),
        "frames": (b"", small_frame(beat, 2) * 20_000),
    }


def flood(port: int, begin: bytes, block: bytes, seconds: float) -> float:
    """Send over one websocket without reading; after how many seconds it was ended, at most ``seconds``."""
    with contextlib.closing(session(port)) as opened:
        began = time.perf_counter()
        opened.settimeout(seconds)
        with contextlib.suppress(OSError):
            opened.sendall(begin)
            while time.perf_counter() - began < seconds:
                opened.sendall(block)
        return time.perf_counter() - began


def told(opened: socket.socket, seconds: float = 1) -> bytes:
    """All that the server sends until it says no more for a second, or for so many."""
    parts = []
    opened.settimeout(seconds)
    with contextlib.suppress(OSError):
        while part := opened.recv(1 << 20):
            parts.append(part)
    return b"".join(parts)


def rerun(size: int) -> bytes:
    """A message that asks for a page and brings the value of a widget that does not exist, of ``size`` bytes."""
    message = BackMsg()
    message.rerun_script.widget_states.widgets.add(id="$$ID-nothing-None", string_value="x" * size)
    return message.SerializeToString()


def send_heavy(port: int, process: psutil.Process, size: int, sessions: int = SESSIONS) -> float:
    """Open sessions and send a message of ``size`` bytes in each; megabytes the server has taken with all still open.

    One session before them has drawn a page, so that what every first page takes does not count.
    """
    with contextlib.ExitStack() as opened:
        first = opened.enter_context(session(port))
        first.sendall(framed(rerun(10)))
        told(first)
        before = process.memory_info().rss
        connections = [opened.enter_context(session(port)) for _ in range(sessions)]
        message = framed(rerun(size))
        for connection in connections:
            with contextlib.suppress(OSError):  # cut off in the middle
                connection.sendall(message)
        most = before
        for _ in range(30):
            time.sleep(0.1)
            most = max(most, process.memory_info().rss)
        return (most - before) / 1e6


def measure() -> list[Measured]:
    """The attacks on a server with an empty warehouse."""
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "log"
        empty: dict[str, Any] = {"DTI_WAREHOUSE_DIR": folder, "DTI_LOADED_DIR": folder}
        port = free_port()
        with started(port, log=log, descriptors=DESCRIPTORS, **empty):
            alone = [seconds_to_answer(port) for _ in range(ASKED)]
            silent = be_silent(port)
            begun = be_silent(port, head=b"GET /ready HTTP/1.1\r\n")
            kilobytes = log.stat().st_size / 1e3
            pages = take_pages(port)
        port = free_port()
        with started(port, **empty) as server:
            process = psutil.Process(server.pid)
            ended = [flood(port, *sent, seconds=10) for sent in floods().values()]
            refused = send_heavy(port, process, 10_000_000)
            allowed = send_heavy(port, process, 900_000)
            bare = [process.memory_info().rss / 1e6]
    return [
        Measured(f"/ready beside {SILENT} silent connections", silent, "s", 1, "alone", alone),
        Measured(f"/ready beside {SILENT} heads begun", begun, "s", 1, "alone", alone),
        Measured("/ready beside all pages there is room for", pages, "s", 1, "alone", alone),
        Measured("floods of four kinds until they are ended", ended, "s", 1, "/ready alone", alone),
        Measured("log of both", [kilobytes], "KB", 100, "this process", [0.1]),
        Measured(f"{SESSIONS} messages of 10 MB", [refused], "MB", 60, "the server", bare),
        Measured(f"{SESSIONS} messages of 0.9 MB", [allowed], "MB", 500, "the server", bare),
    ]
