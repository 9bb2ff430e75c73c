"""The running dashboard: start, memory, first visit in a real browser, and the server's time for a rerun."""

import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

from benchmarks.measured import Measured, timed
from warehouse import paths

BROWSER_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
EMPTY_PAGE = "import streamlit as st\nst.title('Empty')\n"
RERUNS = 30


def _free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def _served() -> Iterator[tuple[str, psutil.Process, float]]:
    """The dashboard as a user starts it: its address, its process, and the seconds until it answered."""
    port = _free_port()
    began = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, str(paths.ROOT / "run.py"), "--port", str(port)],
        cwd=paths.ROOT,
        stdout=subprocess.DEVNULL,
    )
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


def _start() -> float:
    """Seconds from the command to the first answer."""
    with _served() as (_, _, seconds):
        return seconds


def _megabytes(process: psutil.Process) -> float:
    """Resident memory of the server: the largest process of the tree."""
    return max(part.memory_info().rss for part in [process, *process.children(recursive=True)]) / 1e6


def _visit() -> tuple[float, float, float]:
    """A fresh server and a fresh browser: seconds to text, further seconds to the chart, megabytes afterwards."""
    from playwright.sync_api import sync_playwright

    with _served() as (address, process, _), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=BROWSER_FLAGS)
        page = browser.new_page()
        began = time.perf_counter()
        page.goto(address)
        page.get_by_text(re.compile(r"^Năm \d{4}")).first.wait_for(timeout=30_000)
        text = time.perf_counter() - began
        page.locator(".js-plotly-plot .main-svg").first.wait_for(timeout=30_000)
        chart = time.perf_counter() - began - text
        page.wait_for_timeout(1000)
        memory = _megabytes(process)
        browser.close()
        return text, chart, memory


def _rerun_seconds(script: Path) -> list[float]:
    """Server time of reruns of a page after its first run, the caches warm."""
    from streamlit.testing.v1 import AppTest

    page = AppTest.from_file(str(script), default_timeout=30).run()
    if page.exception:
        raise RuntimeError(f"{script} does not run: {page.exception}")
    return timed(page.run, RERUNS, 3)


def measure() -> list[Measured]:
    """Start, first visit, memory and rerun, each with its floor."""
    with tempfile.TemporaryDirectory() as folder:
        empty = Path(folder) / "empty.py"
        empty.write_text(EMPTY_PAGE, encoding="utf-8")
        os.chdir(paths.ROOT)
        imports = timed(
            lambda: subprocess.run([sys.executable, "-c", "import streamlit.web.cli"], check=True), 3
        )
        visits = [_visit() for _ in range(3)]
        bare = [psutil.Process().memory_info().rss / 1e6]
        return [
            Measured(
                "rerun of the ranking page",
                _rerun_seconds(paths.ROOT / "app.py"),
                "s",
                0.040,
                "an empty page",
                _rerun_seconds(empty),
            ),
            Measured(
                "run.py to a served address",
                [_start() for _ in range(5)],
                "s",
                4,
                "import streamlit",
                imports,
            ),
            Measured(
                "first visit: text", [visit[0] for visit in visits], "s", 3, "import streamlit", imports
            ),
            Measured(
                "first visit: chart after the text",
                [visit[1] for visit in visits],
                "s",
                5,
                "import streamlit",
                imports,
            ),
            Measured(
                "memory of the app after a visit",
                [visit[2] for visit in visits],
                "MB",
                350,
                "this process",
                bare,
            ),
        ]
