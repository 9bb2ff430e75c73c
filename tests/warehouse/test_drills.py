"""The real build as a process of its own: killed at any moment, started twice, out of disk."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pytest

from etl.uploads import loading
from tests.etl.installation import Installation, upload
from tests.warehouse import full_disk
from warehouse import builds, paths
from warehouse.connection import close_all, query
from warehouse.errors import AuditFailed, BuildFailed

KILLS = 3  # many more in `benchmarks/kills.py`, and many more disks in `benchmarks/full_disks.py`
FIGURES = "select * from mart.unit_ranking order by all"


def command(directory: Path, *words: str) -> list[str]:
    return [sys.executable, "-m", "etl", *words]


def start(directory: Path, *words: str) -> subprocess.Popen:
    return subprocess.Popen(
        command(directory, *words),
        cwd=paths.ROOT,
        env=os.environ | {"DTI_WAREHOUSE_DIR": str(directory)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )


def finish(process: subprocess.Popen) -> tuple[int, str, str]:
    out, err = process.communicate(timeout=120)
    return process.returncode, out, err


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """A warehouse folder with one real build, and what the command said of it."""
    directory = tmp_path_factory.mktemp("warehouse")
    code, out, err = finish(start(directory, "build", "--json"))
    assert code == 0, err
    yield directory, json.loads(out)
    close_all()


def figures(directory: Path):
    return query(builds.current(directory).build_id, FIGURES, directory=directory)


def test_an_unchanged_build_is_a_no_op(built):
    directory, first = built
    code, out, _ = finish(start(directory, "build", "--json"))
    assert (code, json.loads(out)["is_new"], json.loads(out)["build_id"]) == (0, False, first["build_id"])


@pytest.mark.skipif(os.name != "posix", reason="kill -9 is a POSIX drill")
def test_killed_at_any_moment_the_current_build_stays_whole(built):
    directory, _ = built
    before = figures(directory)
    began = time.monotonic()
    assert finish(start(directory, "build", "--force"))[0] == 0
    seconds = time.monotonic() - began
    ends = []
    for step in range(KILLS):
        process = start(directory, "build", "--force")
        time.sleep(seconds * (step + 0.5) / KILLS)
        process.send_signal(signal.SIGKILL)
        process.communicate()
        ends.append(process.returncode)
        assert figures(directory).equals(before)
    assert ends.count(-signal.SIGKILL) > KILLS // 2, "the drill has to strike while the build runs"
    code, _, err = finish(start(directory, "build", "--force", "--json"))
    assert code == 0, err
    assert figures(directory).equals(before)
    assert not list(directory.glob(f"*{builds.UNFINISHED}*"))


def test_of_two_builds_at_once_one_publishes_and_the_other_is_told(built):
    directory, _ = built
    both = [start(directory, "build", "--force", "--lang", "en") for _ in range(2)]
    ends = sorted(finish(process) for process in both)
    assert [code for code, _, _ in ends] == [0, 3]
    assert "Another process is building" in ends[1][2]


def test_of_two_builds_that_wait_both_publish(built):
    directory, _ = built
    both = [start(directory, "build", "--force", "--wait", "60") for _ in range(2)]
    assert [finish(process)[0] for process in both] == [0, 0]


needs_a_small_disk = pytest.mark.skipif(
    not sys.platform.startswith("linux") or os.geteuid() != 0, reason="mounting a small disk needs root"
)
NOT_MOUNTED = "this machine does not allow mounting a small disk"


@needs_a_small_disk
@pytest.mark.parametrize("kilobytes", [64, 8192])
def test_on_a_full_disk_the_build_says_so_and_the_current_one_stays(built, tmp_path, kilobytes):
    source, _ = built
    disk = tmp_path / "disk"
    current = builds.current(source)
    needed = builds.database_path(source, current.build_id).stat().st_size // 1024 + 64
    with full_disk.mounted(disk, needed + kilobytes) as is_mounted:
        if not is_mounted:
            pytest.skip(NOT_MOUNTED)
        for name in (f"{current.build_id}.duckdb", f"{current.build_id}.json", "CURRENT"):
            (disk / name).write_bytes((source / name).read_bytes())
        before = figures(disk)
        code, _, err = finish(start(disk, "build", "--force", "--lang", "en"))
        assert code == 3 and "The disk is full" in err, err
        assert figures(disk).equals(before)
        assert not list(disk.glob(f"*{builds.UNFINISHED}*"))
        close_all()


@needs_a_small_disk
@pytest.mark.usefixtures("empty_main_module")
def test_a_disk_that_fills_up_while_a_build_is_written_ends_neither_the_process_nor_leaves_anything(built, tmp_path):
    source, _ = built
    frames = full_disk.real_frames(paths.parsed_dir(source))
    size = builds.database_path(source, builds.current(source).build_id).stat().st_size // 1024
    for share in (0.4, 0.9):
        with full_disk.mounted(tmp_path / "disk", int(size * share)) as is_mounted:
            if not is_mounted:
                pytest.skip(NOT_MOUNTED)
            assert full_disk.write(frames, tmp_path / "disk") == full_disk.Ending(0, "no_space", []), share


@needs_a_small_disk
def test_on_a_full_disk_withdrawing_and_publishing_say_so_and_are_done_once_there_is_room(tmp_path):
    with full_disk.mounted(tmp_path / "disk", 32 * 1024) as is_mounted:
        if not is_mounted:
            pytest.skip(NOT_MOUNTED)
        site, ballast = Installation(tmp_path / "disk" / "site").lay_out(), tmp_path / "disk" / "ballast"
        site.build()
        loaded = site.load(upload(0.2, 0.1, 0.0))
        site.publish(loaded)
        before, size = site.figures(), builds.current(site.folders.warehouse).size
        withdraw = partial(loading.withdraw, loaded.changes["added"], "anna", folders=site.folders)
        for free in (0, 16 * 1024, size, 2 * size - 64 * 1024):
            ballast.write_bytes(bytes(shutil.disk_usage(tmp_path / "disk").free - free))
            with pytest.raises((BuildFailed, AuditFailed)) as failed:
                withdraw()
            assert failed.value.reason == "no_space"
            assert site.figures() == before
            assert not list(tmp_path.rglob(f"*{builds.UNFINISHED}*"))
            ballast.unlink()
        shown = withdraw()
        ballast.write_bytes(bytes(shutil.disk_usage(tmp_path / "disk").free))
        with pytest.raises((BuildFailed, AuditFailed)) as failed:
            site.publish(shown)
        assert failed.value.reason == "no_space"
        assert site.figures() == before
        ballast.unlink()
        site.publish(shown)
        assert site.figures() != before


def test_diff_rollback_publish_and_status(built):
    directory, _ = built
    newer, older = builds.kept(directory)[:2]
    code, out, _ = finish(start(directory, "diff", older, newer, "--json"))
    assert (code, json.loads(out)["differences"]) == (0, [])
    code, out, _ = finish(start(directory, "rollback", "--json"))
    assert (code, json.loads(out)["build_id"]) == (0, older)
    code, out, _ = finish(start(directory, "publish", newer, "--json"))
    assert (code, json.loads(out)["build_id"]) == (0, newer)
    code, out, _ = finish(start(directory, "status", "--json"))
    status = json.loads(out)
    assert (code, status["current"]["build_id"], status["inputs_changed"]) == (0, newer, False)
    code, _, err = finish(start(directory, "rollback", "no-such-build", "--lang", "en"))
    assert code == 1 and "There is no build no-such-build" in err
