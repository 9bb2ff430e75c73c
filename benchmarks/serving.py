"""The running dashboard: start, memory, first visit in a real browser, and the server's time for a rerun."""

import itertools
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
from streamlit.testing.v1 import AppTest

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
PAGES = ("overview", "ranking", "profile", "comparison", "components")


def _free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def served() -> Iterator[tuple[str, psutil.Process, float]]:
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
    with served() as (_, _, seconds):
        return seconds


def _megabytes(process: psutil.Process) -> float:
    """Resident memory of the server: the largest process of the tree."""
    return max(part.memory_info().rss for part in [process, *process.children(recursive=True)]) / 1e6


def _visit() -> tuple[float, float, float]:
    """A fresh server and a fresh browser: seconds to text, further seconds to the chart, megabytes afterwards."""
    from playwright.sync_api import sync_playwright

    with served() as (address, process, _), sync_playwright() as playwright:
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


def _opened(script: Path, **choices: str) -> AppTest:
    """A page as a first visitor sees it; its own failure is ours."""
    page = AppTest.from_file(str(script), default_timeout=30)
    page.query_params.update(choices)
    page.run()
    if page.exception:
        raise RuntimeError(f"{script} does not run: {page.exception}")
    return page


def _change_seconds(page: str) -> list[float]:
    """Server time after filter changes, each to a view that nobody has drawn yet."""
    app = _opened(paths.ROOT / "app.py", index="dti", year="2022", cohort="vn63")
    app.switch_page(f"pages/{page}.py").run()
    seconds = []
    for unit, year in itertools.product(("02", "08", "22", "24", "48", "67", "79", "96"), ("2022", "2023")):
        app.query_params.update({"unit": unit, "year": year})
        seconds += timed(app.run, 1, 0)
    return seconds[2:]


def measure() -> list[Measured]:
    """Start, first visit, memory, reruns and filter changes, each with its floor."""
    with tempfile.TemporaryDirectory() as folder:
        empty = Path(folder) / "empty.py"
        empty.write_text(EMPTY_PAGE, encoding="utf-8")
        imports = timed(lambda: subprocess.run([sys.executable, "-c", "import streamlit.web.cli"], check=True), 3)
        visits = [_visit() for _ in range(3)]
        bare = [psutil.Process().memory_info().rss / 1e6]
        blank = timed(_opened(empty).run, RERUNS, 3)
        again = timed(_opened(paths.ROOT / "app.py").run, RERUNS, 3)
        starts = [_start() for _ in range(5)]
        texts, charts, megabytes = zip(*visits, strict=True)
        changes = {page: _change_seconds(page) for page in PAGES}
        return [
            Measured("run.py to a served address", starts, "s", 4, "import streamlit", imports),
            Measured("first visit: text", list(texts), "s", 3, "import streamlit", imports),
            Measured("first visit: chart after the text", list(charts), "s", 5, "import streamlit", imports),
            Measured("memory of the app after a visit", list(megabytes), "MB", 350, "this process", bare),
            Measured("rerun of the first page", again, "s", 0.040, "an empty page", blank),
            *(
                Measured(f"{page}: filter change to a new view", seconds, "s", 0.045, "an empty page", blank)
                for page, seconds in changes.items()
            ),
        ]
