"""Loading and publishing while the disk fails, the process is killed, or another analyst is at it.

After every drill what readers see is byte for byte the old or the new, no half load is there, and doing it again works.
"""

import builtins
import errno
import hashlib
import io
import multiprocessing
import os
import random
import shutil
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import count
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from etl.errors import BaseMoved
from etl.uploads import loading
from tests.etl.installation import NEW_YEAR, Installation, files_of_a_new_year, load_and_publish, upload
from warehouse import audit, build, durable, effect
from warehouse.connection import close_all
from warehouse.errors import AuditFailed, BuildFailed, reason_of

KILLS = 50
FAULTS = (errno.ENOSPC, errno.EIO)
posix_only = pytest.mark.skipif(os.name != "posix", reason="POSIX processes and system calls")


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


@pytest.fixture(scope="module")
def stage(tmp_path_factory) -> Iterator[Stage]:
    """Makes the installations with real builds. In this process a build of rows built before is then a copy of its file
    and previews say nothing of their effect: what is drilled is the writing. Processes of their own do all there is."""
    root = tmp_path_factory.mktemp("stage")
    figures = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(build, "write", Remembering(build.write))
        patch.setattr(effect, "effect", lambda *_: None)  # it only reads
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
            durable.write(path, content)
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


@posix_only
@pytest.mark.parametrize("operation", ["write", "fsync", "rename"])
@pytest.mark.parametrize("name", ACTS)
def test_whichever_write_sync_or_rename_fails(stage, tmp_path, name, operation):
    act = ACTS[name]
    allowed = stage.figures[act.begins], stage.figures[act.ends]
    for nth in count(1):
        site = stage.copy(act.begins, tmp_path / str(nth))
        with failing(operation, nth, FAULTS[nth % len(FAULTS)]) as calls, suppress(BuildFailed, AuditFailed):
            act.do(site, stage.checked)
        assert is_whole(site, *allowed), nth
        assert goes_on(site, act, stage), nth
        shutil.rmtree(tmp_path / str(nth))
        if calls[0] < nth:
            break
    assert nth > act.calls[operation], "the drill has to strike where the act writes"


@pytest.fixture
def processes(empty_main_module) -> multiprocessing.context.BaseContext:
    """Processes that begin afresh, forked from one that has only imported what they need, which is slow.

    One forked from a process with threads may not live to say that it has begun.
    """
    context = multiprocessing.get_context("forkserver" if os.name == "posix" else "spawn")
    context.set_forkserver_preload(["etl.staging", "etl.uploads.draft", "warehouse.build", "warehouse.effect"])
    return context


def begun(processes, root: Path) -> multiprocessing.Process:
    """A process that has just begun to load and publish. Raises EOFError for one that ended before it began."""
    ours, theirs = processes.Pipe()
    process = processes.Process(target=load_and_publish, args=(root, theirs.send))
    process.start()
    theirs.close()
    ours.recv()
    return process


@posix_only
def test_killed_at_any_moment_the_figures_are_the_old_or_the_new(stage, processes, tmp_path):
    allowed = stage.figures["old"], stage.figures["new"]
    stage.copy("old", tmp_path / "whole")
    process, began = begun(processes, tmp_path / "whole"), time.monotonic()
    process.join()
    seconds = time.monotonic() - began
    assert process.exitcode == 0
    chance, struck = random.Random(4), 0
    for number in range(KILLS):
        site = stage.copy("old", tmp_path / str(number))
        process = begun(processes, tmp_path / str(number))
        time.sleep(chance.uniform(0, seconds))
        process.kill()
        process.join()
        struck += process.exitcode == -signal.SIGKILL
        assert is_whole(site, *allowed), number
        assert goes_on(site, ACTS["load"], stage), number
        shutil.rmtree(tmp_path / str(number))
    assert struck >= KILLS // 2, "the drill has to strike while the process is at work"


def preview_and_publish(root: Path, number: int, parent: Connection) -> None:
    """One of two analysts: preview, wait until both have, publish, say what came of it."""
    site = Installation(root)
    shown = site.load(files_of_a_new_year()[number], purpose=NEW_YEAR, who=f"analyst {number}")
    parent.send(shown.build_id)
    parent.recv()
    try:
        site.publish(shown, who=f"analyst {number}")
    except BaseMoved:
        parent.send("told")
    else:
        parent.send("published")


@posix_only
def test_of_two_analysts_at_once_one_publishes_the_other_is_told_and_none_is_lost(stage, processes, tmp_path):
    site = stage.copy("old", tmp_path / "site")
    pipes = [processes.Pipe() for _ in range(2)]
    analysts = [
        processes.Process(target=preview_and_publish, args=(tmp_path / "site", number, theirs))
        for number, (_, theirs) in enumerate(pipes)
    ]
    for analyst in analysts:
        analyst.start()
    for _, theirs in pipes:
        theirs.close()
    for ours, _ in pipes:
        ours.recv()
    for ours, _ in pipes:
        ours.send("go")
    ends = [ours.recv() for ours, _ in pipes]
    for analyst in analysts:
        analyst.join()
    assert sorted(ends) == ["published", "told"]
    told = ends.index("told")
    site.publish(site.load(files_of_a_new_year()[told], purpose=NEW_YEAR), who=f"analyst {told}")
    assert site.figures() == stage.figures["new"]


def load_within(root: Path, largest: int) -> None:
    """Load and publish while no file may become larger than this."""
    import resource

    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (largest, largest))
    with suppress(BuildFailed, AuditFailed):
        load_and_publish(root, lambda word: None)


@posix_only
@pytest.mark.parametrize("largest", [0, 100, 1000, 10_000, 40_000, 100_000, 200_000, 400_000, 600_000, 800_000])
def test_wherever_the_engine_cannot_write_on_it_says_so_and_the_figures_stay(stage, processes, tmp_path, largest):
    site = stage.copy("old", tmp_path / "site")
    process = processes.Process(target=load_within, args=(tmp_path / "site", largest))
    process.start()
    process.join()
    assert process.exitcode == 0
    assert is_whole(site, stage.figures["old"], stage.figures["new"])
    assert goes_on(site, ACTS["load"], stage)
