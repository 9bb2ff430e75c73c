"""Half an hour of an office at one server: residents, people who come and go, publications; what the server takes.

All data it publishes are invented, in folders of its own.
"""

import asyncio
import io
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import httpx
import psutil
import websockets
from openpyxl import load_workbook
from websockets.typing import Subprotocol

from benchmarks.loading import filled_template
from benchmarks.measured import Measured
from benchmarks.office import Analyst, Reader
from benchmarks.sessions import p95
from etl.reference import read_reference
from tests.serving import free_port, started
from warehouse import builds, paths

MINUTES = 30
RESIDENTS = 50
PAUSE_SECONDS = 10  # of a resident between two changes
DOWNLOADS_EVERY = 10  # changes of a resident
PASSING, PASSING_SECONDS = 4, 8  # people who come and go at once, from one visit of each to the next
REFUSED_SECONDS = 5
ACT_SECONDS = 60  # from one change of the data to the next
SAMPLE_SECONDS = 10
PATIENCE_SECONDS = 300  # beyond which nothing is slow any more, but stuck
WITHDRAWN = "2006/ict_index_figures"
KEY = "a key of a benchmark, long enough to open"
PARTS = 6  # of the curve
T = TypeVar("T")


@dataclass(frozen=True)
class Sample:
    """What the server takes at one moment: megabytes, counts, and what of it lies on the disk."""

    minute: float
    rss: float
    pss: float
    uss: float
    children: float
    threads: int
    descriptors: int
    deleted: int
    drafts: int
    warehouse: float
    loaded: float
    log: float


class Office:
    """The server with everybody around it."""

    def __init__(self, address: str, server: psutil.Process, site: Path, seconds: float) -> None:
        self.address, self.site = address, site
        self.samples: list[Sample] = []
        self.seconds: list[float] = []
        self.faults: list[str] = []
        self.acts = self.visits = self.files = 0
        self._server = server
        self._began = time.monotonic()
        self._end = self._began + seconds
        self._chance = random.Random(1)
        self._reference, _ = read_reference(paths.REFERENCE_DIR)

    async def live(self) -> None:
        """Everybody at once, until the time is over."""
        lives = [self._reside(seed) for seed in range(RESIDENTS)]
        lives += [self._pass_by() for _ in range(PASSING)]
        lives += [self._ask_in_vain(), self._change_data(), self._watch()]
        await asyncio.gather(*lives)

    @property
    def _is_over(self) -> bool:
        return time.monotonic() > self._end

    async def _try(self, name: str, act: Callable[[], Awaitable[T]]) -> T | None:
        """What comes of an act; a failure is a fault of the run."""
        try:
            return await asyncio.wait_for(act(), PATIENCE_SECONDS)
        except Exception as fault:  # noqa: BLE001, whatever it is, it is counted and told
            self.faults.append(f"{name}: {type(fault).__name__} {fault}"[:500])
            print(f"{self._minute:.1f} min", self.faults[-1], file=sys.stderr, flush=True)
            return None

    @property
    def _minute(self) -> float:
        return (time.monotonic() - self._began) / 60

    async def _pause(self, began: float, seconds: float) -> None:
        await asyncio.sleep(max(0.0, began + seconds - time.monotonic()))

    async def _reside(self, seed: int) -> None:
        """One window, open all the time; a reader whose window fails opens another."""
        async with self._browser() as browser:
            await asyncio.sleep(PAUSE_SECONDS * seed / RESIDENTS)
            reader = Reader(self.address, seed)
            await self._try("open", reader.open)
            changes = 0
            while not self._is_over:
                began, changes = time.monotonic(), changes + 1
                await self._try("change", reader.change)
                if (changes + seed) % DOWNLOADS_EVERY == 0:
                    self.files += bool(await self._try("file", lambda: reader.download(browser)))
                await self._pause(began, PAUSE_SECONDS)
            self.seconds += reader.seconds
            await reader.close()

    async def _pass_by(self) -> None:
        """Somebody who looks at a page or two and leaves, every second time without a word, and comes again."""
        while not self._is_over:
            began, self.visits = time.monotonic(), self.visits + 1
            await self._try("visit", partial(self._visit, self.visits))
            await self._pause(began, PASSING_SECONDS)

    async def _visit(self, number: int) -> None:
        reader = Reader(self.address, RESIDENTS + number)
        await reader.open()
        for _ in range(number % 3):
            await reader.change()
        if number % 2:
            await reader.close()
        else:
            reader.cut()

    async def _ask_in_vain(self) -> None:
        """Requests that are refused, each of another kind."""
        async with self._browser() as browser:
            asked = [
                (403, lambda: browser.put("/_stcore/upload_file/no/no", files={"file": ("a.csv", b"a")})),
                (403, lambda: browser.get("/audit-log")),
                (421, lambda: browser.get("/", headers={"Host": "elsewhere.example"})),
                (403, lambda: browser.get("/start", params={"key": "wrong"})),
            ]
            turn = 0
            while not self._is_over:
                began, turn = time.monotonic(), turn + 1
                await self._try("disturb", self._disturb)
                expected, ask = asked[turn % len(asked)]
                answer = await self._try("refused", ask)
                if answer is not None and answer.status_code not in (expected, 429):
                    self.faults.append(f"refused: {answer.request.url} {answer.status_code}")
                await self._pause(began, REFUSED_SECONDS)

    async def _disturb(self) -> None:
        """What is no message of a page, or one that is too large."""
        async with websockets.connect(
            self.address.replace("http", "ws") + "/_stcore/stream",
            subprotocols=[Subprotocol("streamlit")],
            open_timeout=None,
        ) as window:
            with suppress(websockets.ConnectionClosed):
                await window.send(self._chance.choice((b"\xff" * 10, bytes(2_000_000))))
                await window.wait_closed()

    async def _change_data(self) -> None:
        """One change of the data after the other, by an analyst at the page and by the command line."""
        async with self._browser() as browser:
            await browser.get("/start", params={"key": KEY})
            acts = [
                lambda: self._publish(browser),
                lambda: self._command("withdraw", WITHDRAWN, "--note", "rút"),
                lambda: self._command("restore", WITHDRAWN, "--note", "đưa lại"),
                lambda: self._publish(browser),
                lambda: self._command("rollback"),
            ]
            while not self._is_over:
                began = time.monotonic()
                await self._try("act", acts[self.acts % len(acts)])
                self.acts += 1
                await self._try("check", lambda: self._check(browser))
                await self._pause(began, ACT_SECONDS)

    async def _publish(self, browser: httpx.AsyncClient) -> None:
        content = await asyncio.to_thread(filled_template, self._reference, self.acts)
        analyst = Analyst(self.address, browser, self.acts)
        await analyst.open()
        await analyst.hand_in("điểm.xlsx", content)
        await analyst.preview()
        await analyst.publish("số liệu tự đặt")
        await analyst.close()

    async def _check(self, browser: httpx.AsyncClient) -> None:
        """Hand in a file with a mistake, take it back marked, and go without a word."""
        content = await asyncio.to_thread(self._mistaken)
        analyst = Analyst(self.address, browser, self.acts)
        await analyst.open()
        await analyst.hand_in("sai.xlsx", content)
        self.files += bool(await analyst.download(browser))
        analyst.cut()

    def _mistaken(self) -> bytes:
        book, written = load_workbook(io.BytesIO(filled_template(self._reference, self.acts))), io.BytesIO()
        book["Điểm thẩm định"].cell(5, 5).value = "không có"
        book.save(written)
        return written.getvalue()

    async def _command(self, *words: str) -> None:
        child = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "etl", *words,
            cwd=paths.ROOT, env=environment(self.site), stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip
        told, _ = await child.communicate()
        if child.returncode:
            raise RuntimeError(told.decode()[-400:])

    async def _watch(self) -> None:
        while not self._is_over:
            began = time.monotonic()
            self.samples.append(await asyncio.to_thread(self._sample))
            print(*(f"{name}={amount:.4g}" for name, amount in asdict(self.samples[-1]).items()), file=sys.stderr)
            await self._pause(began, SAMPLE_SECONDS)

    def _sample(self) -> Sample:
        memory, children = self._server.memory_full_info(), 0
        for child in self._server.children(recursive=True):
            with suppress(psutil.Error):
                children += child.memory_info().rss
        return Sample(
            self._minute,
            memory.rss / 1e6,
            memory.pss / 1e6,
            memory.uss / 1e6,
            children / 1e6,
            self._server.num_threads(),
            self._server.num_fds(),
            _deleted(self._server.pid),
            sum(1 for _ in (self.site / "drafts").rglob("*")),
            _size(self.site / "warehouse") / 1e6,
            _size(self.site / "loaded") / 1e6,
            (self.site / "log").stat().st_size / 1e3,
        )

    def _browser(self) -> httpx.AsyncClient:
        # The server closes a connection that has been idle for five seconds, maybe just as the next request goes out.
        limits = httpx.Limits(keepalive_expiry=1)
        return httpx.AsyncClient(base_url=self.address, timeout=PATIENCE_SECONDS, trust_env=False, limits=limits)


def environment(site: Path) -> dict[str, str]:
    """The environment of a process that works in the folders of the run."""
    return os.environ | _folders(site)


def _folders(site: Path) -> dict[str, Any]:
    folders = {"DTI_WAREHOUSE_DIR": "warehouse", "DTI_LOADED_DIR": "loaded", "TMPDIR": "drafts"}
    return {name: str(site / folder) for name, folder in folders.items()}


def _size(folder: Path) -> int:
    total = 0
    for path in folder.rglob("*"):
        with suppress(OSError):  # gone meanwhile
            total += path.stat().st_size
    return total


def _deleted(pid: int) -> int:
    """How many files a process holds open that nobody else can see any more."""
    held = 0
    for descriptor in Path(f"/proc/{pid}/fd").iterdir():
        with suppress(OSError):
            held += os.readlink(descriptor).endswith(" (deleted)")
    return held


def measure(minutes: float = MINUTES) -> list[Measured]:
    """The last third of the run against the second; the first warms up. Needs Linux, for what it looks at."""
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder)
        (site / "drafts").mkdir()
        build = [sys.executable, "-m", "etl", "build"]
        subprocess.run(build, cwd=paths.ROOT, env=environment(site), stdout=subprocess.DEVNULL, check=True)
        port = free_port()
        with started(port, key=KEY, log=site / "log", **_folders(site)) as server:
            office = Office(f"http://127.0.0.1:{port}", psutil.Process(server.pid), site, 60 * minutes)
            asyncio.run(office.live())
            left = sum(1 for _ in (site / "drafts").iterdir())
        print((site / "log").read_text(encoding="utf-8")[-5000:], file=sys.stderr)
    print(
        f"{office.acts} acts, {office.visits} visits, {office.files} files, {len(office.seconds)} changes",
        *office.faults, *_curve(office.samples, minutes),
        sep="\n", file=sys.stderr,
    )  # fmt: skip
    return _rows(office, minutes, left)


def _curve(samples: list[Sample], minutes: float) -> list[str]:
    """The samples nearest to equal steps of the run."""
    steps = [minutes * part / PARTS for part in range(PARTS + 1)]
    nearest = [min(samples, key=lambda sample: abs(sample.minute - step)) for step in steps]
    return [str(asdict(sample)) for sample in nearest]


def _rows(office: Office, minutes: float, drafts: int) -> list[Measured]:
    def third(name: str, number: int) -> list[float]:
        begins, ends = minutes * (number - 1) / 3, minutes * number / 3
        return [getattr(sample, name) for sample in office.samples if begins <= sample.minute <= ends]

    def flat(said: str, name: str, unit: str) -> Measured:
        second = third(name, 2)
        return Measured(said, third(name, 3), unit, 1.1 * sum(second) / len(second), "the third before", second)

    return [
        flat(f"{RESIDENTS} residents, last third of {minutes:g} minutes: memory", "rss", "MB"),
        flat("its own memory (USS)", "uss", "MB"),
        flat("threads", "threads", ""),
        flat("open descriptors", "descriptors", ""),
        Measured(
            "warehouse folder",
            third("warehouse", 3),
            "MB",
            (2 * builds.KEPT_BUILDS + 2) * office.samples[0].warehouse,
            "with one build",
            [office.samples[0].warehouse],
        ),
        Measured("deleted files held open", third("deleted", 3), "", 3, "the third before", third("deleted", 2)),
        Measured("drafts left at the end", [drafts], "", 0, "the start", [0]),
        Measured("log", [office.samples[-1].log], "KB", 100, "the start", [office.samples[0].log]),
        Measured("a change: p95", [p95(office.seconds)], "s", 0.5, "fastest", [min(office.seconds)]),
        Measured("faults", [len(office.faults)], "", 0, "the start", [0]),
    ]
