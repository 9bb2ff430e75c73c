"""What other parts of the program ask of the lake. Each act is done by a process of its own that is ended where it
gives no sign of life, so that whatever becomes of PostgreSQL, the store or the engine, the one who asks lives on.
"""

import contextlib
import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from queue import Empty, Queue
from typing import Any

from warehouse import errors, paths
from warehouse.errors import LakeFailed
from warehouse.progress import Progress, silent
from warehouse.publications import Publication

SILENT_SECONDS = 50  # without a word, the longest any step of an act may take


def publish(directory: Path, loaded: Path, entry: Publication) -> dict:
    """Commit a kept build as the newest publication: see `warehouse.lake.publishing.publish`. Raises LakeFailed,
    UnknownBuild, DamagedBuild or OtherSchema.
    """
    return _asked("publish", {"directory": str(directory), "loaded": str(loaded), "entry": asdict(entry)})


def sync(directory: Path, loaded: Path, progress: Progress = silent) -> dict:
    """Take over what was published: see `warehouse.lake.syncing.sync`. Raises LakeFailed, BuilderBusy, BuildFailed."""
    return _asked("sync", {"directory": str(directory), "loaded": str(loaded)}, progress)


def restore(directory: Path, loaded: Path, progress: Progress = silent) -> dict:
    """Make a publisher from nothing: see `warehouse.lake.syncing.restore`. Raises as `sync`."""
    return _asked("restore", {"directory": str(directory), "loaded": str(loaded)}, progress)


def repair(directory: Path, progress: Progress = silent) -> dict:
    """Write the newest publication anew: see `warehouse.lake.publishing.repair`. Raises LakeFailed, UnknownBuild,
    DamagedBuild or OtherSchema.
    """
    return _asked("repair", {"directory": str(directory)}, progress)


def prune(**options: Any) -> dict:
    """Remove what nobody needs any more: see `warehouse.lake.publishing.prune`. Raises LakeFailed."""
    return _asked("prune", {"options": options})


def _asked(act: str, request: dict, progress: Progress = silent) -> dict:
    """The result of an act; raises the error it ended with, LakeFailed (``time``, ``died``) where it did not end."""
    with running(act, request) as process:
        for line in _lines(process):
            if "progress" in line:
                progress(*line["progress"])
            elif "result" in line:
                return line["result"]
            else:
                raise getattr(errors, line["error"])(**line["fields"])
        raise LakeFailed("died", f"{act}: {process.wait()}")


@contextlib.contextmanager
def running(act: str, request: dict) -> Iterator[subprocess.Popen]:
    """The process of an act, which is ended with the block."""
    command = [sys.executable, "-X", "utf8", "-s", "-m", "warehouse.lake", act]
    process = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, encoding="utf-8",
        cwd=paths.ROOT,
    )  # fmt: skip
    with process:
        try:
            _write(process, json.dumps(request) + "\n")
            yield process
        finally:
            process.kill()


def _write(process: subprocess.Popen, text: str) -> None:
    """Hand a text to a process, which may be gone already."""
    if process.stdin:
        with contextlib.suppress(BrokenPipeError):
            process.stdin.write(text)
            process.stdin.flush()


def _lines(process: subprocess.Popen) -> Iterator[dict]:
    """What the process says, line by line. Raises LakeFailed (``time``) where it is silent for too long."""
    said: Queue[str] = Queue()

    def read() -> None:
        with contextlib.suppress(ValueError):  # closed while it was read
            for line in process.stdout or ():
                said.put(line)
        said.put("")

    threading.Thread(target=read, daemon=True).start()
    while True:
        try:
            line = said.get(timeout=SILENT_SECONDS)
        except Empty as silent_for_long:
            raise LakeFailed("time", f"{SILENT_SECONDS} s") from silent_for_long
        if not line:
            return
        yield json.loads(line)
