"""Copies of files that analysts have handed in, on the disk, so that a new start of the server does not lose them.

Streamlit keeps such files in memory. A browser that finds the server again names them by the ids it was given, which
nobody can guess; a copy is found by that id and by a holder: a hash of what tells the person or browser from others
(`ui.access.holders`). Names of the copies are hashes of both, only this account of the system reads them, no address
leads to them, and they go after twelve hours, as every right does.
"""

import asyncio
import json
import os
import threading
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from hashlib import sha256
from pathlib import Path

from starlette.concurrency import run_in_threadpool

from access.log_limits import log
from warehouse import atomic_files, paths

KEPT_SECONDS = 12 * 3600
MOST_BYTES = 500_000_000
MOST_FILES = 500
SWEEP_SECONDS = 600
_COPY = ".file"
_lock = threading.Lock()


def keep(holder: str, file_id: str, name: str, content: bytes) -> None:
    """Put a copy of a file on the disk, unless it is there. Where there is no room for it, or the disk does not take
    it, there is none, and the server's log says so: what was handed in stays good for as long as the server runs.
    """
    folder = paths.upload_copies_dir(paths.warehouse_dir())
    copy = _place(folder, holder, file_id)
    if copy.exists():
        return
    head = json.dumps({"name": name}).encode() + b"\n"
    with _lock:
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            sizes = [entry.stat().st_size for entry in os.scandir(folder)]
            if len(sizes) >= MOST_FILES or sum(sizes) + len(head) + len(content) > MOST_BYTES:
                log.warning("no room to keep a copy of a file that was handed in: %s is full", folder)
                return
            atomic_files.replace(copy, head + content, mode=0o600)
        except OSError as error:
            log.warning("no copy of a file that was handed in could be kept: %s", error)


def take(holders: Sequence[str], file_id: str) -> tuple[str, bytes] | None:
    """The name and the bytes of the file that one of these holders handed in under this id; None where there is no
    copy, or one that is too old or does not read.
    """
    folder = paths.upload_copies_dir(paths.warehouse_dir())
    for copy in (_place(folder, holder, file_id) for holder in holders):
        if _is_old(copy):
            continue
        try:
            head, _, content = copy.read_bytes().partition(b"\n")
            return str(json.loads(head)["name"]), content
        except (OSError, ValueError, KeyError, TypeError) as error:
            log.warning("a copy of a file that was handed in does not read: %s", error)
    return None


def drop(holders: Sequence[str], file_id: str) -> None:
    """Remove the copies of one file."""
    folder = paths.upload_copies_dir(paths.warehouse_dir())
    _remove([_place(folder, holder, file_id) for holder in holders])


def drop_all(holders: Sequence[str]) -> None:
    """Remove all that these holders have handed in."""
    folder = paths.upload_copies_dir(paths.warehouse_dir())
    _remove([copy for holder in holders for copy in folder.glob(f"{_name(holder)}-*")])


def sweep() -> None:
    """Remove what is too old, and what a kill has left half written."""
    folder = paths.upload_copies_dir(paths.warehouse_dir())
    with _lock:  # nothing is being written
        found = list(folder.iterdir()) if folder.is_dir() else []
        _remove([entry for entry in found if entry.suffix != _COPY or _is_old(entry)])


@asynccontextmanager
async def lifespan(_: object) -> AsyncIterator[None]:
    """Sweep when the server starts, and every ten minutes while it runs."""
    sweeping = asyncio.create_task(_sweep_regularly())
    try:
        yield
    finally:
        sweeping.cancel()


async def _sweep_regularly() -> None:
    while True:
        try:
            await run_in_threadpool(sweep)
        except OSError as error:
            log.warning("old copies of files that were handed in could not be removed: %s", error)
        await asyncio.sleep(SWEEP_SECONDS)


def _place(folder: Path, holder: str, file_id: str) -> Path:
    return folder / f"{_name(holder)}-{_name(file_id)}{_COPY}"


def _name(secret: str) -> str:
    return sha256(secret.encode("utf-8", "replace")).hexdigest()


def _is_old(copy: Path) -> bool:
    """Whether a file is older than it may be, or cannot be asked; nobody can go by a time to come."""
    try:
        return not -SWEEP_SECONDS < time.time() - copy.stat().st_mtime < KEPT_SECONDS
    except OSError:
        return True


def _remove(copies: Sequence[Path]) -> None:
    for copy in copies:
        try:
            copy.unlink(missing_ok=True)
        except OSError as error:
            log.warning("a copy of a file that was handed in could not be removed: %s", error)
