"""The running dashboard: start, memory, and the first visit in a real browser."""

import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager

import psutil
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from benchmarks.measured import Measured, timed
from warehouse import paths

PAGES = ("overview", "ranking", "ranking?view=map", "profile", "comparison", "components", "reconciliation")
BROWSER_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def served() -> Iterator[tuple[str, psutil.Process, float]]:
    """The dashboard as a user starts it: its address, its process, and the seconds until it answered."""
    port = free_port()
    with answered([sys.executable, str(paths.ROOT / "run.py"), "--port", str(port)], port) as found:
        yield found


@contextmanager
def answered(command: list[str], port: int) -> Iterator[tuple[str, psutil.Process, float]]:
    """The server that a command starts at a port: its address, its process, and the seconds until it answered."""
    began = time.perf_counter()
    process = subprocess.Popen(command, cwd=paths.ROOT, stdout=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    try:
        while True:
            try:
                with urllib.request.urlopen(address, timeout=1):
                    break
            except OSError:
                if process.poll() is not None or time.perf_counter() - began > 60:
                    raise
                time.sleep(0.02)
        yield address, psutil.Process(process.pid), time.perf_counter() - began
    finally:
        process.terminate()
        process.wait(20)


@contextmanager
def chromium() -> Iterator[Browser]:
    """A fresh browser."""
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=BROWSER_FLAGS)
        yield found
        found.close()


@contextmanager
def browser() -> Iterator[Page]:
    """A page of a fresh browser."""
    with chromium() as found:
        yield found.new_page(viewport={"width": 1366, "height": 900})


def _start() -> float:
    """Seconds from the command to the first answer."""
    with served() as (_, _, seconds):
        return seconds


def _megabytes(process: psutil.Process) -> float:
    """Resident memory of the server: the largest process of the tree."""
    return max(part.memory_info().rss for part in [process, *process.children(recursive=True)]) / 1e6


def _visit() -> tuple[float, float, float]:
    """A fresh server and a fresh browser: seconds to text, further seconds to the chart, megabytes afterwards."""
    with served() as (address, process, _), browser() as page:
        began = time.perf_counter()
        page.goto(address)
        page.get_by_text(re.compile(r"^Năm \d{4}")).first.wait_for(timeout=30_000)
        text = time.perf_counter() - began
        page.locator(".js-plotly-plot .main-svg").first.wait_for(timeout=30_000)
        chart = time.perf_counter() - began - text
        page.wait_for_timeout(1000)
        return text, chart, _megabytes(process)


def _downloaded(context: BrowserContext, address: str) -> float:
    """Megabytes that a browser which has been nowhere yet downloads for a page, as they come over the line."""
    page = context.new_page()
    line = context.new_cdp_session(page)
    line.send("Network.enable")
    sizes: list[float] = []
    line.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    line.on("Network.webSocketFrameReceived", lambda event: sizes.append(len(event["response"]["payloadData"]) * 3 / 4))
    page.goto(address)
    page.locator("h1").first.wait_for(timeout=60_000)
    page.wait_for_timeout(5000)
    return sum(sizes) / 1e6


def _downloads() -> list[Measured]:
    """What first visits of pages download; the floor is the page of them that downloads least."""
    found = {}
    with served() as (address, *_), chromium() as opened:
        for name in PAGES:
            context = opened.new_context(viewport={"width": 1366, "height": 768})
            found[name] = _downloaded(context, f"{address}/{name}{'&' if '?' in name else '?'}unit=vn34.08")
            context.close()
    least = [min(found.values())]
    return [Measured(f"first visit of {name}", [size], "MB", 3.5, "the least", least) for name, size in found.items()]


def measure() -> list[Measured]:
    """Start, first visit, what it downloads, and memory, each with its floor."""
    imports = timed(lambda: subprocess.run([sys.executable, "-c", "import streamlit.web.cli"], check=True), 3)
    visits = [_visit() for _ in range(3)]
    bare = [psutil.Process().memory_info().rss / 1e6]
    starts = [_start() for _ in range(5)]
    texts, charts, megabytes = zip(*visits, strict=True)
    return [
        Measured("run.py to a served address", starts, "s", 4, "import streamlit", imports),
        Measured("first visit: text", list(texts), "s", 3, "import streamlit", imports),
        Measured("first visit: chart after the text", list(charts), "s", 5, "import streamlit", imports),
        Measured("memory of the app after a visit", list(megabytes), "MB", 350, "this process", bare),
        *_downloads(),
    ]
