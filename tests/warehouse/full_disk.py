"""Disks that are too small, and builds written on them, each by a process of its own, since the engine may end it."""

import multiprocessing
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

import polars as pl

from etl.staging import load
from warehouse import build, paths
from warehouse.errors import BuildFailed

WRITTEN = "written"


@dataclass(frozen=True)
class Ending:
    """How a try ended: the exit code of its process, what `BuildFailed` gave as its reason (or `WRITTEN`, or nothing
    where the process could not say it), and the names of the files that it left.
    """

    exit_code: int | None
    said: str
    left: list[str]


@contextmanager
def mounted(place: Path, kilobytes: int) -> Iterator[bool]:
    """A disk of this size at a new folder for as long as the context lasts; false where this machine allows none."""
    place.mkdir(parents=True)
    command = ["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k", "tmpfs", str(place)]
    is_mounted = not subprocess.run(command, capture_output=True, check=False).returncode
    try:
        yield is_mounted
    finally:
        if is_mounted:
            subprocess.run(["umount", str(place)], check=False)
        shutil.rmtree(place, ignore_errors=True)


def real_frames(parsed: Path) -> dict[str, pl.DataFrame]:
    """What a build of all shipped data is made of, read by way of this folder of parsed files."""
    loaded = load(paths.RAW_DIR, paths.REFERENCE_DIR, paths.LAYOUTS_DIR, parsed, paths.SQL_DIR)
    frames = {f"reference.{name}": frame for name, frame in loaded.reference.items()}
    return frames | {f"staging.{name}": frame for name, frame in loaded.staging.items()}


def write(frames: dict[str, pl.DataFrame], directory: Path) -> Ending:
    """Let a process of its own write a build of these frames into the folder, however little room there is."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__])
    ours, theirs = context.Pipe()
    process = context.Process(target=_write, args=(frames, directory, theirs))
    process.start()
    theirs.close()
    process.join()
    said = ""
    with suppress(EOFError):
        said = ours.recv()
    return Ending(process.exitcode, said, sorted(path.name for path in directory.iterdir()))


def _write(frames: dict[str, pl.DataFrame], directory: Path, parent: Connection) -> None:
    try:
        build.write(directory / "synthetic.building", frames, paths.SQL_DIR)
        parent.send(WRITTEN)
    except BuildFailed as fault:
        parent.send(fault.reason)
