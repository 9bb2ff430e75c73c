"""What drills of loading share: acts on a small installation, faults to strike them with, and what must hold after it.

Tests strike a few times each, `benchmarks/loads.py` at every call and many times by chance.
"""

import builtins
import errno
import hashlib
import io
import multiprocessing
import os
import shutil
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing.context import BaseContext
from multiprocessing.process import BaseProcess
from pathlib import Path

import pytest

from etl.uploads import loading
from tests.etl.installation import NEW_YEAR, Installation, files_of_a_new_year, load_and_publish, upload
from warehouse import atomic_files, audit, build, effect
from warehouse.connection import close_all
from warehouse.errors import AuditFailed, BuildFailed, reason_of

FAULTS = (errno.ENOSPC, errno.EIO)


@dataclass(frozen=True)
class Stage:
    """Installations to copy and begin from, and the figures of each: before, with the new year, with it withdrawn.

    `checked` are the files of the new year, checked for the first of them.
    """

    root: Path
    figures: dict[str, bytes]
    checked: loading.Checked

    def copy(self, name: str, target: Path) -> Installation:
        """An installation like the one named, elsewhere."""
        shutil.copytree(self.root / name, target)
        return Installation(target)


@dataclass(frozen=True)
class Act:
    """What is done, on which installation, and which figures it leads to; `calls` is how often it writes, at least."""

    do: Callable[[Installation, loading.Checked], None]
    begins: str
    ends: str
    calls: dict[str, int]


def check(site: Installation, _: loading.Checked) -> None:
    assert loading.check(files_of_a_new_year(), NEW_YEAR, folders=site.folders).is_sound


def load(site: Installation, checked: loading.Checked) -> None:
    site.publish(loading.preview(checked, "anna", folders=site.folders), "năm mới")


def withdraw(site: Installation, _: loading.Checked) -> None:
    codes = [entry.release_code for entry in loading.releases(site.folders) if entry.release_code.startswith("2025/")]
    site.publish(loading.withdraw(codes, "anna", folders=site.folders))


def restore(site: Installation, _: loading.Checked) -> None:
    codes = [entry.release_code for entry in loading.releases(site.folders) if entry.is_withdrawn]
    site.publish(loading.restore(codes, "anna", folders=site.folders))


def roll_back(site: Installation, _: loading.Checked) -> None:
    loading.roll_back(None, "anna", folders=site.folders)


ACTS = {
    "check": Act(check, "old", "old", {"write": 4, "fsync": 0, "rename": 0}),
    "load": Act(load, "old", "new", {"write": 14, "fsync": 20, "rename": 4}),
    "withdraw": Act(withdraw, "new", "without", {"write": 7, "fsync": 8, "rename": 4}),
    "restore": Act(restore, "without", "new", {"write": 7, "fsync": 8, "rename": 4}),
    "roll_back": Act(roll_back, "new", "old", {"write": 4, "fsync": 5, "rename": 2}),
}


@contextmanager
def staged(root: Path) -> Iterator[Stage]:
    """Makes the installations with real builds. In this process a build of rows built before is then a copy of its file
    and previews say nothing of their effect: what is drilled is the writing. Processes of their own do all there is."""
    figures = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(build, "write", Remembering(build.write))
        patch.setattr(effect, "effect", lambda *_: None)  # it only reads, and so does what counts
        patch.setattr(effect, "counted", lambda *_: {})
        site = Installation(root / "old").lay_out()
        site.build()
        site.publish(site.load(upload(0.2, 0.1, 0.0, component="nhan_thuc_so", name="cũ.csv")))
        stage = Stage(root, figures, loading.check(files_of_a_new_year(), NEW_YEAR, folders=site.folders))
        figures["old"] = site.figures()
        for name, before, act in (("new", "old", load), ("without", "new", withdraw)):
            site = stage.copy(before, root / name)
            act(site, stage.checked)
            figures[name] = site.figures()
        assert figures["without"] == figures["old"] != figures["new"]
        yield stage
    close_all()


class Remembering:
    """The real building, and a copy of what it gave for rows it has built before; that copy meets failing disks too."""

    def __init__(self, genuine: Callable) -> None:
        self.genuine, self.known = genuine, {}

    def __call__(self, path: Path, frames: dict, *others: object) -> build.Built:
        rows = b"".join(frames[name].write_csv().encode() for name in sorted(frames))
        key = hashlib.sha256(rows).hexdigest()
        if key not in self.known:
            built = self.genuine(path, frames, *others)
            self.known[key] = path.read_bytes(), built
            return built
        content, built = self.known[key]
        try:
            atomic_files.write(path, content)
        except OSError as fault:
            path.unlink(missing_ok=True)
            raise BuildFailed(reason_of(fault), str(fault)) from fault
        return built


class Written:
    """A file opened for writing, each write of which is counted."""

    def __init__(self, file: io.IOBase, step: Callable[[], None]) -> None:
        self.file, self.step = file, step

    def __getattr__(self, name: str) -> object:
        return getattr(self.file, name)

    def __enter__(self) -> "Written":
        return self

    def __exit__(self, *_: object) -> None:
        self.file.close()

    def write(self, content: bytes | str) -> int:
        self.step()
        return self.file.write(content)


@contextmanager
def failing(operation: str, nth: int, code: int) -> Iterator[list[int]]:
    """The nth write, fsync or rename of this process fails; the list holds how many there were."""
    calls = [0]

    def step() -> None:
        calls[0] += 1
        if calls[0] == nth:
            raise OSError(code, os.strerror(code))

    def stepping(genuine: Callable) -> Callable:
        def call(*arguments: object, **options: object) -> object:
            step()
            return genuine(*arguments, **options)

        return call

    def opening(genuine: Callable) -> Callable:
        def call(file: object, mode: str = "r", *arguments: object, **options: object) -> object:
            opened = genuine(file, mode, *arguments, **options)
            return Written(opened, step) if set(mode) & set("wax+") else opened

        return call

    with pytest.MonkeyPatch.context() as patch:
        if operation == "write":
            patch.setattr(builtins, "open", opening(builtins.open))
            patch.setattr(io, "open", opening(io.open))  # that of `pathlib`
            patch.setattr(os, "write", stepping(os.write))
        else:
            name = {"fsync": "fsync", "rename": "replace"}[operation]
            patch.setattr(os, name, stepping(getattr(os, name)))
        yield calls


def is_whole(site: Installation, *allowed: bytes) -> bool:
    """Readers see one of these, every load that is there is whole, and the audit log reads from end to end."""
    site.whole_loads()
    actions = {event.action for event in audit.events(site.folders.loaded)}
    return site.figures() in allowed and audit.UNREADABLE not in actions


def goes_on(site: Installation, act: Act, stage: Stage) -> bool:
    """The act can be done again, or where it came about after all the next build; nothing half is left then."""
    expected = stage.figures[act.ends]
    if act.begins != act.ends and site.figures() == expected:
        site.build(force=True)
    else:
        act.do(site, stage.checked)
    leftovers = [*site.folders.warehouse.glob("*.building*"), *site.folders.loaded.glob(".new-*")]
    return site.figures() == expected and leftovers == []


def strike(stage: Stage, name: str, operation: str, nth: int, root: Path) -> tuple[int, bool]:
    """Do an act whose nth write, fsync or rename fails: how many there were, and whether all is whole and goes on."""
    act = ACTS[name]
    site = stage.copy(act.begins, root)
    with failing(operation, nth, FAULTS[nth % len(FAULTS)]) as calls, suppress(BuildFailed, AuditFailed):
        act.do(site, stage.checked)
    is_sound = is_whole(site, stage.figures[act.begins], stage.figures[act.ends]) and goes_on(site, act, stage)
    shutil.rmtree(root)
    return calls[0], is_sound


def processes() -> BaseContext:
    """Processes that begin afresh, forked from one that has only imported what they need, which is slow.

    One forked from a process with threads may not live to say that it has begun.
    """
    context = multiprocessing.get_context("forkserver" if os.name == "posix" else "spawn")
    context.set_forkserver_preload(["etl.staging", "etl.uploads.draft", "warehouse.build", "warehouse.effect"])
    return context


def begun(root: Path) -> BaseProcess:
    """A process that has just begun to load and publish. Raises EOFError for one that ended before it began."""
    context = processes()
    ours, theirs = context.Pipe()
    process = context.Process(target=load_and_publish, args=(root, theirs.send))
    process.start()
    theirs.close()
    ours.recv()
    return process


def seconds_of_a_load(stage: Stage, root: Path) -> float:
    """How long such a process takes that nobody kills."""
    stage.copy("old", root)
    process, began = begun(root), time.monotonic()
    process.join()
    assert process.exitcode == 0
    return time.monotonic() - began


def kill(stage: Stage, after: float, root: Path) -> tuple[bool, bool]:
    """Kill such a process so many seconds after it began: whether it was at work, and all is whole and goes on."""
    site = stage.copy("old", root)
    process = begun(root)
    time.sleep(after)
    process.kill()
    process.join()
    is_sound = is_whole(site, stage.figures["old"], stage.figures["new"]) and goes_on(site, ACTS["load"], stage)
    shutil.rmtree(root)
    return process.exitcode == -signal.SIGKILL, is_sound


def fill(stage: Stage, largest: int, root: Path) -> tuple[int | None, bool]:
    """Load and publish in a process whose files may not grow larger: its exit code, and whether all is whole and goes
    on."""
    site = stage.copy("old", root)
    process = processes().Process(target=_load_within, args=(root, largest))
    process.start()
    process.join()
    is_sound = is_whole(site, stage.figures["old"], stage.figures["new"]) and goes_on(site, ACTS["load"], stage)
    shutil.rmtree(root)
    return process.exitcode, is_sound


def _load_within(root: Path, largest: int) -> None:
    import resource

    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (largest, largest))
    with suppress(BuildFailed, AuditFailed):
        load_and_publish(root, lambda word: None)
