"""PostgreSQL, the store or the process goes away in the middle: what is served stays, and the next act works."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from dataclasses import asdict, replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from etl import building
from etl.__main__ import main as etl
from tests.lake.conftest import Server, give_build
from tests.serving import serving
from warehouse import builds, paths, publications
from warehouse.errors import LakeFailed
from warehouse.lake import acts
from warehouse.lake.connection import ask, connected
from warehouse.lake.settings import configured
from warehouse.publications import Publication

STORY_SECONDS = 60  # the longest a server may take on a machine that is busy; what it takes at rest is measured


@pytest.fixture
def stopped(postgres):
    """Stops PostgreSQL as a power cut would, for a while."""

    @contextmanager
    def stop():
        postgres.stop()
        try:
            yield
        finally:
            postgres.start()

    return stop


@pytest.mark.parametrize("act", ["sync", "publish", "prune"])
def test_without_postgresql_each_act_ends_in_a_sentence_and_works_again_after(shared, stopped, act):
    further = shared.further()
    do = {
        "sync": shared.reader.sync,
        "publish": lambda: shared.publisher.publish(further),
        "prune": acts.prune,
    }[act]
    with stopped(), pytest.raises(LakeFailed) as told:
        do()
    assert told.value.reason == "catalog"
    assert (shared.publisher.current, shared.reader.current) == (shared.build_id, shared.build_id)
    assert len(publications.read(shared.publisher.warehouse)) == 1
    do()


@pytest.mark.parametrize("act", ["publish", "sync", "repair"])
def test_postgresql_may_stop_while_an_act_is_at_work_and_the_next_one_is_whole(shared, postgres, monkeypatch, act):
    """Stopped as by a power cut once the act says that it copies, while it holds the lock and an open transaction."""
    further = shared.further()
    if act == "sync":
        shared.publisher.publish(further)
    server = shared.reader if act == "sync" else shared.publisher
    server.use(server)
    entry = Publication(further, datetime.now(UTC).isoformat(timespec="seconds"))
    with acts.running(act, _folders(server) | {"entry": asdict(entry)}) as process:
        first = process.stdout.readline()
        process.send_signal(signal.SIGSTOP)  # or it may be done before PostgreSQL has stopped
        postgres.stop()
        process.send_signal(signal.SIGCONT)
        *_, last = process.stdout
    postgres.start()
    assert "progress" in json.loads(first)
    assert json.loads(last) | {"error": "LakeFailed"} == json.loads(last)
    assert json.loads(last)["fields"]["reason"] == "catalog"
    assert (shared.publisher.current, shared.reader.current)[act == "sync"] == shared.build_id
    if act != "sync":
        shared.publisher.publish(further)
    shared.reader.sync()
    assert shared.reader.current == further
    assert not builds.leftovers(shared.reader.warehouse)


def test_without_the_files_a_sync_ends_in_a_sentence(shared):
    shared.publisher.publish(shared.further())
    files = Path(shared.site.files)
    files.rename(files.with_name("away"))
    with pytest.raises(LakeFailed) as told:
        shared.reader.sync()
    assert told.value.reason == "files"
    assert shared.reader.current == shared.build_id
    files.with_name("away").rename(files)
    shared.reader.sync()
    assert shared.reader.current == shared.publisher.current


def _folders(server: Server) -> dict:
    return {"directory": str(server.warehouse), "loaded": str(server.loaded)}


def _killed(act: str, request: dict, after: float) -> None:
    """Start an act and kill its process so many seconds after its first word, or its start where it says none."""
    with acts.running(act, request) as process:
        time.sleep(after)
        process.send_signal(signal.SIGKILL)


@pytest.mark.parametrize("after", [0.5, 1.0])
def test_a_publisher_that_is_killed_leaves_a_whole_head(shared, after):
    further = shared.further()
    entry = Publication(further, datetime.now(UTC).isoformat(timespec="seconds"), "an")
    request = _folders(shared.publisher) | {"entry": asdict(entry)}
    shared.publisher.use(shared.publisher)
    _killed("publish", request, after)
    shared.reader.sync()
    assert shared.reader.current in (shared.build_id, further)
    shared.publisher.publish(further)
    shared.reader.sync()
    assert shared.reader.current == shared.publisher.current == further
    with connected(configured()) as connection:
        assert ask(connection, "select count(*) from pg_locks where locktype = 'advisory'")[0][0] == 0


@pytest.mark.parametrize("after", [0.5, 1.2])
def test_a_copy_that_is_killed_leaves_the_current_build_and_the_next_one_is_whole(shared, after):
    late = shared.site.server("reader")
    _killed("sync", _folders(late), after)
    assert late.current in ("", shared.build_id)
    late.sync()
    assert builds.require_whole(late.warehouse, shared.build_id).build_id == late.current
    assert not builds.leftovers(late.warehouse)


def test_an_act_that_is_silent_for_too_long_is_ended(shared, monkeypatch):
    monkeypatch.setattr(acts, "SILENT_SECONDS", 0.01)
    with pytest.raises(LakeFailed) as told:
        shared.reader.sync()
    assert told.value.reason == "time"


def test_a_reader_refuses_to_build_load_and_publish_and_takes_over_instead(shared, capsys):
    further = shared.further()
    shared.publisher.publish(further)
    shared.reader.use(shared.reader)
    assert etl(["publish", shared.build_id]) == 1
    assert "https://publisher.example" in capsys.readouterr().err
    with pytest.raises(LakeFailed) as told:
        building.build(shared.reader.warehouse, force=True)
    assert told.value.reason == "reader"
    assert etl(["build", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["build_id"] == further == shared.reader.current
    assert etl(["status", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["lake"]["state"] == "unseen"


def test_a_publisher_from_nothing_has_the_loads_and_the_log_and_builds_nothing_anew(site, warehouse, capsys):
    publisher = site.server("publisher")
    give_build(warehouse, publisher)
    assert etl(["build", "--json"]) == 0
    first = json.loads(capsys.readouterr().out)["build_id"]
    load = publisher.loaded / "20260101T000000000Z-00000000"
    (load / "raw" / "2025").mkdir(parents=True)
    (load / "raw" / "2025" / "a.csv").write_bytes(b"a,b\n1,2\n")
    stamp = builds.stamp(publisher.warehouse, first)
    unfinished = publisher.warehouse / f"zz{builds.UNFINISHED}"
    shutil.copy(builds.database_path(publisher.warehouse, first), unfinished)
    builds.keep(publisher.warehouse, unfinished, replace(stamp, build_id="zz", loads=[load.name]))
    publisher.publish("zz")
    publisher.publish(first)

    fresh = site.server("publisher")
    assert etl(["restore-from-lake", "--json"]) == 0
    done = json.loads(capsys.readouterr().out)
    assert (fresh.current, done["loads"], done["audit"] > 0) == (first, [], True)
    assert etl(["build", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["is_new"] is False
    there, here = ((server.loaded / "audit.jsonl").read_text() for server in (publisher, fresh))
    assert there.startswith(here)

    publisher.publish("zz")
    stale = fresh.loaded / f".new-{load.name}" / "raw/2025"  # a process was killed while it brought the load
    stale.mkdir(parents=True)
    (stale / "half.csv").write_bytes(b"a")
    fresh.sync()
    brought = {path.name: path.read_bytes() for path in (fresh.loaded / load.name / "raw/2025").iterdir()}
    assert (fresh.current, brought) == ("zz", {"a.csv": b"a,b\n1,2\n"})
    assert not list(fresh.loaded.glob(".new-*"))


def test_a_publisher_whose_build_was_there_before_the_lake_brings_it_in_once(site, warehouse, capsys):
    publisher = site.server("publisher")
    give_build(warehouse, publisher)
    (publisher.warehouse / "CURRENT").write_text(builds.current_id(warehouse))
    for number in range(2):
        assert etl(["build", "--json"]) == 0
        assert json.loads(capsys.readouterr().out)["is_new"] is False, number
    reader = site.server("reader")
    assert (reader.sync()["n"], reader.current) == (1, publisher.current)


def _ready(address: str) -> dict:
    try:
        with urllib.request.urlopen(f"{address}/ready", timeout=10) as answer:
            return json.load(answer)
    except urllib.error.HTTPError as answer:
        return json.load(answer)


def _until(address: str, is_so) -> dict:
    end = time.monotonic() + STORY_SECONDS
    while time.monotonic() < end:
        if is_so(answer := _ready(address)):
            return answer
        time.sleep(0.2)
    raise AssertionError(f"not within {STORY_SECONDS} s: {answer}")


def test_a_server_follows_says_so_and_lives_on_without_postgresql(shared, stopped):
    newcomer = shared.site.server("reader")
    with serving() as address:
        first = _until(address, lambda answer: answer["build_id"] == shared.build_id)
        assert first["lake"]["newest"] == shared.build_id
        further = shared.further()
        shared.publisher.publish(further)
        shown = _until(address, lambda answer: answer["build_id"] == further)
        assert shown["lake"] | {"state": "same", "is_behind": False, "publication": 2} == shown["lake"]
        with stopped():
            away = _until(address, lambda answer: answer["lake"]["state"] == "away")
            assert (away["build_id"], away["lake"]["reason"]) == (further, "catalog")
            assert away["lake"]["since"]
        _until(address, lambda answer: answer["lake"]["state"] == "same")
    assert newcomer.current == further


def test_a_follower_ends_with_its_server(shared):
    shared.reader.use(shared.reader)
    code = (
        "import time\nfrom pathlib import Path\nfrom warehouse import paths\nfrom warehouse.lake import acts\n"
        "with acts.running('follow', {}) as process:\n    print(process.pid, flush=True)\n    time.sleep(600)\n"
    )
    server = subprocess.Popen([sys.executable, "-c", code], cwd=paths.ROOT, stdout=subprocess.PIPE, text=True)
    assert server.stdout
    follower = int(server.stdout.readline())
    server.kill()
    server.wait()
    server.stdout.close()
    end = time.monotonic() + STORY_SECONDS
    while time.monotonic() < end and _lives(follower):
        time.sleep(0.1)
    assert not _lives(follower)


def _lives(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return False
        return True
    return state != "Z"
