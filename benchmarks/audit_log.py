"""An audit log of a million lines, all invented: the page, searches for what is rare, and the file of all of it."""

import json
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import httpx
import psutil

from benchmarks.measured import Measured, resident, timed
from tests.access.window import Window
from tests.serving import serving
from text.catalogue import say
from warehouse import audit

LINES = 1_000_000
KEY = "K" * 43
RARE = "one of a million"
TITLE = say("vi", "audit_title")


def synthetic_log(directory: Path, lines: int) -> None:
    """Write so many loads of nobody, the oldest of them a withdrawal with a note that no other has."""
    event: dict[str, object] = {"at": "2026-11-29T10:00:00.000+00:00", "who": "an@example.vn", "role": "analyst"}
    event |= {"action": "load", "subject": "2025/main_values.xlsx", "sha256": ["ab" * 32], "result": "accepted"}
    rare = event | {"action": "withdraw", "subject": RARE}
    with (directory / audit.LOG).open("w", encoding="utf-8") as log:
        log.write(json.dumps(rare) + "\n")
        log.writelines([json.dumps(event) + "\n"] * (lines - 1))


def _server() -> psutil.Process:
    [server] = psutil.Process().children()
    return server


@contextmanager
def _highest(process: psutil.Process) -> Iterator[list[float]]:
    """The most memory, in megabytes above that at the beginning, until the block ends."""
    before, seen, is_over = resident(process), [0.0], threading.Event()

    def watch() -> None:
        while not is_over.wait(0.05):
            seen[0] = max(seen[0], (resident(process) - before) / 1e6)

    watching = threading.Thread(target=watch)
    watching.start()
    try:
        yield seen
    finally:
        is_over.set()
        watching.join()


def _visit(lines: int) -> dict[str, list[float]]:
    """Seconds and megabytes of each thing an administrator does with a log of so many lines."""
    with tempfile.TemporaryDirectory() as folder:
        loaded = Path(folder)
        synthetic_log(loaded, lines)
        folders: dict[str, Any] = {"DTI_LOADED_DIR": folder, "DTI_WAREHOUSE_DIR": str(loaded / "nothing_built")}
        with serving(**folders, key=KEY) as address, httpx.Client(base_url=address, timeout=900, trust_env=False) as me:
            me.get("/start", params={"key": KEY})
            with Window(me) as window:
                window.run("audit")  # what the first page of a server has to import

                def see(**asked: str) -> None:
                    assert window.run("audit", asked=urlencode(asked)).title == TITLE

                with _highest(_server()) as page_memory:
                    page = timed(see, 3)
                    action = timed(lambda: see(action="withdraw", q=""), 3)
                    text = timed(lambda: see(action="all", q=RARE), 3)
            with _highest(_server()) as file_memory:
                began = time.perf_counter()
                with me.stream("GET", "/audit-log", params={"kind": "csv_machine"}) as answer:
                    count = sum(piece.count(b"\n") for piece in answer.iter_bytes())
                file = [time.perf_counter() - began]
                assert count == lines + 1, count
    return {"page": page, "action": action, "text": text, "file": file, "memory": page_memory, "streamed": file_memory}


def measure() -> list[Measured]:
    """A million lines beside the same of a thousand."""
    found, floor = _visit(LINES), _visit(1000)
    small = "of 1,000 lines"
    return [
        Measured("audit page of 1,000,000 lines", found["page"], "s", 2, small, floor["page"]),
        Measured("its search for an action, a second at most", found["action"], "s", 2, small, floor["action"]),
        Measured("its search for a text, a second at most", found["text"], "s", 2, small, floor["text"]),
        Measured("memory of these", found["memory"], "MB", 50, small, floor["memory"]),
        Measured("the whole log as a file", found["file"], "s", 300, small, floor["file"]),
        Measured("memory of that file", found["streamed"], "MB", 50, small, floor["streamed"]),
    ]
