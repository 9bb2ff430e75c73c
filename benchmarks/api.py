"""The API of a running server without a limit of questions: how many a second, what it remembers, what pages feel of
it, and the schema-driven tester with more questions than the suite asks.
"""

import asyncio
import itertools
import re
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import psutil

from api.server import CACHE_BYTES
from benchmarks.measured import Measured, timed
from benchmarks.sessions import Visitor
from etl.building import build
from tests.serving import free_port, started

RANKING = "/api/v1/rankings?edition=dti.2022.vn63"
SECONDS = 4
DIFFERENT, A_SECOND = 10_000, 100
RERUNS = 24  # of one visitor, beside the first few: the thirty-first would wait for its turn
EXAMPLES, SEED = 30, 1
PAGE = "ranking"


class Client:
    """One connection that asks, waits for the answer and asks again, with as little work of its own as can be."""

    def __init__(self, address: str) -> None:
        parts = urlsplit(address)
        self._host = parts.netloc
        self._socket = socket.create_connection((parts.hostname or "", parts.port or 80))

    def ask(self, path: str, *headers: str) -> tuple[bytes, bytes]:
        """Head and content of an answer."""
        lines = [f"GET {path} HTTP/1.1", f"Host: {self._host}", *headers, "", ""]
        return self.send("\r\n".join(lines).encode())

    def send(self, request: bytes) -> tuple[bytes, bytes]:
        """The same of a request that is written already."""
        self._socket.sendall(request)
        received = b""
        while b"\r\n\r\n" not in received:
            received += self._socket.recv(65536)
        head, _, content = received.partition(b"\r\n\r\n")
        length = re.search(rb"content-length: (\d+)", head)
        parts, held = [content], len(content)
        while length and held < int(length[1]):
            parts.append(self._socket.recv(65536))
            held += len(parts[-1])
        return head, b"".join(parts)

    def milliseconds_each(self, path: str, *headers: str) -> list[float]:
        """Milliseconds of an answer, in each of some seconds of asking the same without a pause."""
        lines = [f"GET {path} HTTP/1.1", f"Host: {self._host}", *headers, "", ""]
        request = "\r\n".join(lines).encode()
        self.send(request)
        runs = []
        for _ in range(SECONDS):
            began, count = time.perf_counter(), 0
            while time.perf_counter() - began < 1:
                self.send(request)
                count += 1
            runs.append(1000 * (time.perf_counter() - began) / count)
        return runs


def measure() -> Iterator[Measured]:
    """Speeds, memory, what a page feels, and the tester's verdict."""
    with tempfile.TemporaryDirectory() as folder:
        build(Path(folder))
        port = free_port()
        with started(port, DTI_WAREHOUSE_DIR=folder, DTI_API_PER_MINUTE="0") as process:
            address = f"http://127.0.0.1:{port}"
            yield from _speeds(address)
            yield from asyncio.run(_beside_a_page(address))
            yield _growth(address, psutil.Process(process.pid))
            yield from _tested(address)


def _speeds(address: str) -> Iterator[Measured]:
    client = Client(address)
    [line] = [line for line in client.ask(RANKING)[0].split(b"\r\n") if line.lower().startswith(b"etag")]
    held = "If-None-Match: " + line.split(b": ", 1)[1].decode()
    least = client.milliseconds_each("/api/v1/x")
    floor = "a 404"
    unchanged = client.milliseconds_each(RANKING, held)
    yield Measured("304, one connection: each", unchanged, "ms", 0.333, floor, least)
    kept = client.milliseconds_each(RANKING)
    yield Measured("a kept ranking of 63 rows, 87 KB: each", kept, "ms", 1.0, floor, least)
    asked = (f"/api/v1/rankings?edition=dti.2022.vn63&indicator={code}&limit={limit}"
             for limit in itertools.count(900) for code in ("index", "7", "8", "P1"))  # fmt: skip
    alone = timed(lambda: client.ask(next(asked)), 40, 4)
    yield Measured("a ranking that is not kept", [1000 * each for each in alone], "ms", 20, floor, least)


def _different() -> Iterator[str]:
    """Questions of which no two are the same: listings in turn, and a plan after every thirty of them."""
    units = [f"{number:02}" for number in range(1, 97)]
    for number in itertools.count():
        unit, limit = units[number % len(units)], 1 + number % 400
        yield from (
            f"/api/v1/results?unit={unit}&limit={limit}&year=2022&indicator=index&after=a,{number},a",
            f"/api/v1/units?limit={limit}&after=a,{number}",
            f"/api/v1/reconciliation?limit={1 + limit % 40}&after=a,{number},a,a",
        )
        if number % 10 == 0:
            yield f"/api/v1/simulate?edition=dti.2022.vn63&unit=08&add=8={number % 1000}.{number:05}"


async def _beside_a_page(address: str) -> list[Measured]:
    """Reruns of a page alone, then while the API is asked, every fifth time something that is not kept."""
    await _reruns(address, 1)
    alone = await _reruns(address, 2)
    done, answered = threading.Event(), [0]
    asking = threading.Thread(target=_ask_on, args=(address, done, answered))
    asking.start()
    began = time.perf_counter()
    beside = [seconds for seed in (3, 4, 5) for seconds in await _reruns(address, seed)]
    took = time.perf_counter() - began
    done.set()
    asking.join()
    alone += await _reruns(address, 6)
    middle = sorted(alone)[len(alone) // 2]
    name = f"a rerun of the ranking page while the API answers {answered[0] / took:.0f} a second"
    return [Measured(name, beside, "s", 1.5 * middle, "nobody asks", alone)]


async def _reruns(address: str, seed: int) -> list[float]:
    """Seconds of a new visitor's reruns."""
    visitor = Visitor(address, PAGE, seed)
    await visitor.open()
    for _ in range(RERUNS):
        await visitor.change()
    await visitor.close()
    return visitor.seconds


def _ask_on(address: str, done: threading.Event, answered: list[int]) -> None:
    client, different = Client(address), _different()
    began = time.perf_counter()
    while not done.is_set():
        client.ask(RANKING if answered[0] % 5 else next(different))
        answered[0] += 1
        time.sleep(max(0, began + answered[0] / A_SECOND - time.perf_counter()))


def _growth(address: str, process: psutil.Process) -> Measured:
    """Megabytes that the server grew by, after as many questions that all differ: while it answers the last of them,
    since at any one moment some memory is about to be given back.
    """
    client, different = Client(address), _different()
    for _ in range(200):
        client.ask(next(different))
    before = process.memory_info().rss
    grown = []
    for number in range(DIFFERENT):
        client.ask(next(different))
        if number >= DIFFERENT - 1000 and not number % 50:
            grown.append((process.memory_info().rss - before) / 1e6)
    name = f"memory after {DIFFERENT:,} different questions"
    return Measured(name, grown, "MB", 64, "kept at most", [CACHE_BYTES / 1e6])


def _tested(address: str) -> Iterator[Measured]:
    """The tester's own command against the running server, with all of its checks."""
    command = [
        sys.executable, "-m", "schemathesis.cli", "run", f"{address}/api/v1/openapi.json", "--checks", "all",
        "--max-examples", str(EXAMPLES), "--seed", str(SEED), "--no-color",
    ]  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:
        said = subprocess.run(command, cwd=folder, capture_output=True, text=True).stdout
    made = re.search(r"(\d+) generated, (\d+) passed", said)
    if made is None:
        raise RuntimeError(said[-2000:])
    cases, passed = int(made[1]), int(made[2])
    yield Measured(f"made-up questions, all checks: failing of {cases:,}", [cases - passed], "", 0, "none", [0])
