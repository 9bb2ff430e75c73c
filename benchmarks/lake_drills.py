"""Drills of the lake that several servers share, on all real data: many publications that are followed, ways back, acts
that are killed, two publishers at once, a store that holds its answers; and what memory a server takes that follows an
invented index of communes.

``python -m benchmarks.lake_drills [--count N] [--store] [DRILL …]`` runs them on a PostgreSQL of their own and a
folder, with ``--store`` an S3 store; how far each is goes to standard error.
"""

import argparse
import contextlib
import itertools
import json
import shutil
import signal
import statistics
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from threading import Event, Thread

import duckdb
import psutil

from benchmarks import scale
from benchmarks.lake import further, site_of
from benchmarks.serving import browser, free_port
from tests.lake import broken_store, store
from tests.lake.conftest import A_VALUE, Server, Site, changed_build, give_build
from tests.serving import started as served
from warehouse import builds, paths
from warehouse.errors import LakeFailed
from warehouse.lake import acts
from warehouse.lake.connection import ask, connected
from warehouse.lake.following import read_state
from warehouse.lake.publishing import head
from warehouse.lake.settings import configured
from warehouse.publications import Publication

WAIT_SECONDS = 60
ONE_VALUE = "select value from {place}.unit_ranking where unit_code = '08' and indicator_code = 'index' limit 1"
AT_ONCE = {"given_up": "0 seconds", "orphaned": "0 seconds"}
# a publisher that takes no lock, so that only the fence behind it is left
WITHOUT_LOCK = """
import contextlib, sys
from warehouse.lake import __main__, publishing
publishing.lock = lambda connection: contextlib.nullcontext()
sys.exit(__main__.main("publish"))
"""


@contextlib.contextmanager
def _followed(servers: list[Server]) -> Iterator[None]:
    with contextlib.ExitStack() as held:
        for server in servers:
            server.use(server)
            held.enter_context(acts.running("follow", _folders(server)))
        yield


def _folders(server: Server) -> dict[str, object]:
    return {"directory": str(server.warehouse), "loaded": str(server.loaded)}


def _so_far(drill: str, number: int, found: Counter[str]) -> None:
    if (number + 1) % 10 == 0:
        sys.stderr.write(f"{datetime.now(UTC):%H:%M:%S} {drill} {number + 1}: {dict(found)}\n")


def _until_all_show(servers: list[Server], build_id: str) -> float:
    """Seconds until every server shows a build, at most so many as anybody waits."""
    began = time.perf_counter()
    while any(server.current != build_id for server in servers) and time.perf_counter() - began < WAIT_SECONDS:
        time.sleep(0.05)
    return time.perf_counter() - began


def _spread(seconds: list[float]) -> str:
    return f"median {statistics.median(seconds):.1f} s, longest {max(seconds):.1f} s"


def _value_of(server: Server, build_id: str) -> str:
    with duckdb.connect(str(builds.database_path(server.warehouse, build_id)), read_only=True) as here:
        return str(here.execute(ONE_VALUE.format(place="mart")).fetchall()[0][0])


def publications(count: int, is_store: bool) -> str:
    """So many publications while three servers follow and another program reads: errors, mixed answers, and how long
    until all three show the build.
    """
    found: Counter[str] = Counter()
    waits: list[float] = []
    with site_of(is_store=is_store) as (site, publisher, warehouse):
        first = give_build(warehouse, publisher)
        values = {first: _value_of(publisher, first)}
        publisher.publish(first)
        servers = [site.server("reader") for _ in range(3)]
        publisher.use(publisher)
        done = Event()

        def read() -> None:
            """The published value is that of the build which the head names in the same transaction."""
            while not done.wait(0.5):
                try:
                    with connected(configured()) as connection:  # type: ignore[arg-type]
                        connection.execute("begin")
                        value = str(connection.execute(ONE_VALUE.format(place="lake.published")).fetchall()[0][0])
                        newest = head(connection)
                        found["reads"] += 1
                        found["mixed"] += newest is None or value != values[newest.build_id]
                except LakeFailed as fault:
                    found[f"reader: {fault.reason}"] += 1

        with _followed(servers):
            program = Thread(target=read)
            program.start()
            for number in range(count):
                build_id = further(publisher, number)
                values[build_id] = _value_of(publisher, build_id)
                publisher.publish(build_id)
                waits.append(_until_all_show(servers, build_id))
                found["late"] += waits[-1] >= WAIT_SECONDS
                found["after 10 s"] += waits[-1] > 10
                found["wrong"] += sum(_value_of(server, server.current) != values[build_id] for server in servers)
                found["faults noted"] += sum(bool(read_state(server.warehouse).fault_class) for server in servers)
                builds.prune(publisher.warehouse)
                _so_far("publications", number, found)
            done.set()
            program.join()
    return f"{count} publications, three servers: {dict(found)}; all show one after: {_spread(waits)}"


def ways_back(count: int, is_store: bool) -> str:
    """So many times a build and the way back from it, and at last a server that was away for twenty builds: how long
    until servers show what is published.
    """
    waits: list[float] = []
    with site_of(is_store=is_store) as (site, publisher, warehouse):
        first = give_build(warehouse, publisher)
        publisher.publish(first)
        servers = [site.server("reader") for _ in range(3)]
        with _followed(servers):
            _until_all_show(servers, first)
            for number in range(count):
                build_id = further(publisher, number)
                publisher.use(publisher)
                publisher.publish(build_id)
                _until_all_show(servers, build_id)
                publisher.publish(first)
                waits.append(_until_all_show(servers, first))
                _so_far("ways back", number, Counter(late=sum(wait > 6 for wait in waits)))
        away: list[float] = []
        for turn in range(3):
            publisher.use(publisher)
            for number in range(20):
                publisher.publish(further(publisher, count + 20 * turn + number))
                builds.prune(publisher.warehouse)
            with _followed(servers[:1]):
                away.append(_until_all_show(servers[:1], publisher.current))
    return f"{count} ways back, three servers: {_spread(waits)}; one away for twenty builds, 3 times: {_spread(away)}"


def _clocked(act: str, request: dict) -> tuple[float, float]:
    """Seconds until an act says that it copies or removes, and until it ends."""
    began, first = time.perf_counter(), 0.0
    with acts.running(act, request) as process:
        for line in process.stdout or ():
            if "progress" in line and not first:
                first = time.perf_counter() - began
        process.wait()
    return first, time.perf_counter() - began


@dataclass(frozen=True)
class _Kill:
    """How a kill went: whether the act was still at work, and copied by then; seconds until it copied, and to the end
    of an act that was quicker.
    """

    struck: bool
    copied: bool
    first: float
    whole: float


def _kill(act: str, request: dict, seconds: float, *, since_copying: bool) -> _Kill:
    """Kill an act so many seconds after its start or since it copies, unless it ends before."""
    copies, first, began = Event(), [0.0], time.perf_counter()
    with acts.running(act, request) as process:

        def listen() -> None:
            with contextlib.suppress(ValueError):  # closed while it was read
                for line in process.stdout or ():
                    if "progress" in line and not copies.is_set():
                        first[0] = time.perf_counter() - began
                        copies.set()

        listener = Thread(target=listen)
        listener.start()
        if since_copying:
            copies.wait(WAIT_SECONDS)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(seconds)
        struck = process.poll() is None
        process.send_signal(signal.SIGKILL)
        process.wait()
        listener.join()
    return _Kill(struck, struck and copies.is_set(), first[0], time.perf_counter() - began)


def _stored(site: Site) -> set[str]:
    """Every file of the lake there is, below its place."""
    with connected(configured()) as connection:  # type: ignore[arg-type]
        rows = connection.execute("select file from glob(?)", [f"{site.files}/**"]).fetchall()
    return {row[0].removeprefix(f"{site.files}/") for row in rows}


def _referenced() -> set[str]:
    """Every file the catalogue knows of, below the lake's place."""
    asked = (
        "select distinct s.path || t.path || f.path from (select table_id, path from ducklake_data_file "
        "union all select table_id, path from ducklake_delete_file) f "
        "join ducklake_table t using (table_id) join ducklake_schema s using (schema_id)"
    )
    with connected(configured()) as connection:  # type: ignore[arg-type]
        return {row[0] for row in ask(connection, asked)}


def _leave_orphan(site: Site, number: int) -> None:
    """A file of no table, as a killed publisher leaves it."""
    with connected(configured()) as connection:  # type: ignore[arg-type]
        connection.execute(f"copy (select 1) to '{site.files}/mart/unit_ranking/orphan{number}.parquet'")


def kills(act: str, count: int, is_store: bool) -> str:
    """An act killed at so many instants, half of them spread over all of it, half over what it does since it copies:
    afterwards the head and every pointer name a whole build, the next act works, and after cleaning the files are
    those that the catalogue knows. An act that is over before its kill only tells how long one takes.
    """
    found: Counter[str] = Counter()
    clocked: list[tuple[float, float]] = [(0.0, 0.0)]
    with site_of(is_store=is_store) as (site, publisher, warehouse):
        publisher.publish(give_build(warehouse, publisher))
        follower = site.server("reader")
        for number in itertools.count():
            if found["kills"] == count:
                break
            publisher.use(publisher)
            former = publisher.current
            made = former if act == "sync" else further(publisher, number)
            if act == "prune":
                publisher.publish(made)
                _leave_orphan(site, number)
            entry = Publication(made, datetime.now(UTC).isoformat(timespec="seconds"))
            server = site.server("reader") if act == "sync" else publisher
            request = _folders(server) | {"entry": asdict(entry), "options": AT_ONCE}
            if number == 0:
                clocked.append(_clocked(act, request))
            else:
                (first, whole), since_copying = clocked[-1], bool(found["kills"] % 2)
                seconds = (whole - first if since_copying else whole) * (found["kills"] + 0.5) / count
                kill = _kill(act, request, seconds, since_copying=since_copying)
                found["kills"] += kill.struck
                found["after copying began"] += kill.copied
                if not kill.struck:
                    clocked.append((kill.first, kill.whole))
                elif kill.copied:  # the machine may be slower or quicker by now
                    clocked.append((kill.first, max(kill.first + whole - first, kill.whole)))
            if server.current:
                builds.require_whole(server.warehouse, server.current)
            if act == "sync":
                found["next act whole"] += server.sync()["build_id"] == server.current == made
                found["left over"] += len(builds.leftovers(server.warehouse))
                shutil.rmtree(server.warehouse.parent)
            else:
                follower.sync()  # compares every table with what the head says
                found["head whole"] += follower.current in (former, made)
                found["head new"] += act == "publish" and follower.current == made
                publisher.use(publisher)
                publisher.publish(made)
                found["files removed"] += len(acts.prune(**AT_ONCE)["files"])
                found["next act whole"] += publisher.current == made
                stored, referenced = _stored(site), _referenced()
                found["files too many"] += len(stored - referenced)
                found["files too few"] += len(referenced - stored)
            builds.prune(publisher.warehouse)
            found["acts"] += 1
            _so_far(f"{act} killed", number, found)
        late = site.server("reader")
        late.sync()
        found["a late server whole"] += late.current == publisher.current
    first, whole = (statistics.median(each) for each in zip(*clocked[1:], strict=True))
    return f"{act} ({whole:.2f} s, copies after {first:.2f} s) killed: {dict(found)}"


def two_publishers(count: int, is_store: bool, *, is_locked: bool = True) -> str:
    """Two publishers at once, so many times: exactly one comes through, the other is told, nothing is lost."""
    found: Counter[str] = Counter()
    with site_of(is_store=is_store) as (site, one, warehouse):
        one.publish(give_build(warehouse, one))
        two = site.server("publisher")
        two.sync()
        shown = [one.current]
        for number in range(count):
            pair = {
                server: changed_build(server, server.current, A_VALUE.format(value=f"0.{place}{number:03d}"))
                for place, server in enumerate((one, two))
            }
            told: dict[Server, str] = {}

            def publish(server: Server, build_id: str, told: dict[Server, str] = told) -> None:
                told[server] = _published(server, build_id, is_locked=is_locked)

            threads = [Thread(target=publish, args=each) for each in pair.items()]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            found[" + ".join(sorted(told.values()))] += 1
            winners = [build_id for server, build_id in pair.items() if told[server] == "done"]
            for server, build_id in pair.items():
                found["of the other not whole"] += not builds.require_whole(server.warehouse, build_id)
                if server.current != build_id:
                    server.sync()
                builds.prune(server.warehouse)
            shown += winners
            found["same afterwards"] += [one.current] == [two.current] == winners
            _so_far("two publishers", number, found)
        with connected(configured()) as connection:  # type: ignore[arg-type]
            rows = connection.execute("select build_id from lake.dti.publications order by n").fetchall()
        found["publications lost or twice"] += [row[0] for row in rows] != shown
    return f"two publishers {count} times {'with' if is_locked else 'without'} the lock: {dict(found)}"


def _published(server: Server, build_id: str, *, is_locked: bool) -> str:
    """What a publisher is told: that it is done, or why not; a refusal of the fence is one in the engine's words."""

    def commit(entry: Publication) -> None:
        if is_locked:
            acts.publish(server.warehouse, server.loaded, entry)
            return
        request = json.dumps(_folders(server) | {"entry": asdict(entry)})
        said = subprocess.run(
            [sys.executable, "-c", WITHOUT_LOCK], input=f"{request}\n", stdout=subprocess.PIPE, text=True,
            cwd=paths.ROOT, check=False,
        ).stdout  # fmt: skip
        if "error" in (last := json.loads(said.splitlines()[-1])):
            raise LakeFailed(**last["fields"])

    try:
        with builds.builder_lock(server.warehouse):
            builds.publish(server.warehouse, build_id, commit=commit)
    except LakeFailed as fault:
        by_fence = fault.reason == "conflict" and " " in fault.detail
        return f"{fault.reason} by the fence" if by_fence else fault.reason
    return "done"


def held_answers(count: int, is_store: bool) -> str:
    """Copying from a store and publishing to it that holds its answers at once or after some: how long until each ends,
    and with what; that nothing changed, and that it works again. Of a store alone.
    """
    found: Counter[str] = Counter()
    waits: list[float] = []
    if not is_store:
        return "held answers: of a store alone"
    with site_of(is_store=True) as (site, publisher, warehouse), contextlib.ExitStack() as held:
        first = give_build(warehouse, publisher)
        publisher.publish(first)
        secrets = site.root / "secrets.toml"
        port = int(secrets.read_text(encoding="utf-8").partition("127.0.0.1:")[2].partition('"')[0])
        way = held.enter_context(broken_store.way(port))
        store.write_secrets(secrets, way.port)
        for number in range(count):
            made, late = further(publisher, number), site.server("reader")
            for act in (late.sync, lambda made=made: publisher.publish(made)):
                way.spoil("held", spared=number * 5)
                began = time.perf_counter()
                try:
                    act()
                    found["done"] += 1
                except LakeFailed as fault:
                    found[fault.reason] += 1
                waits.append(time.perf_counter() - began)
                way.spoil("")
            found["nothing changed"] += late.current == ""
            if publisher.current != made:
                publisher.publish(made)
            late.sync()
            found["works again"] += late.current == publisher.current == made
            _so_far("held answers", number, found)
    return f"a store that holds its answers, {count} times: {dict(found)}; an act ends after: {_spread(waits)}"


ONE_COMMUNE = "update mart.unit_ranking set value = value / 2 where edition_code = '{edition}' and rank = 9"


def memory(count: int, is_store: bool) -> str:
    """A server that follows publications of an index of 3,321 communes with 850,176 points, each with another value of
    one commune: megabytes of the process that serves after each; at most, of those beside it that follow and copy, and
    of the one that makes packages.
    """
    edition = f"{scale.INDEX}.{scale.YEARS[-1]}.{scale.COHORT}"
    serving: list[float] = []
    beside: dict[str, list[float]] = {"warehouse.lake": [0], "exports": [0]}
    with site_of(is_store=is_store) as (site, publisher, _):
        scale.lay_out(site.root / "communes")
        scale.built(site.root / "communes")
        publisher.publish(give_build(site.root / "communes" / "warehouse", publisher))
        reader = site.server("reader")
        port = free_port()
        with served(port) as process, browser() as page:
            server, done = psutil.Process(process.pid), Event()

            def watch() -> None:
                while not done.wait(0.1):
                    for module, megabytes in beside.items():
                        megabytes.append(sum(_resident_of(server, module)) / 1e6)

            watching = Thread(target=watch)
            watching.start()
            for number in range(count):
                if number:
                    value = ONE_COMMUNE.format(edition=edition)
                    publisher.publish(changed_build(publisher, publisher.current, value))
                    reader.use(reader)
                _until_all_show([reader], publisher.current)
                page.goto(f"http://127.0.0.1:{port}/ranking?edition={edition}")
                page.locator("h1").first.wait_for(timeout=60_000)
                page.wait_for_timeout(15_000)
                serving.append(server.memory_info().rss / 1e6)
                _so_far("memory", number, Counter())
            done.set()
            watching.join()
    of_server = ", ".join(f"{each:.0f}" for each in serving)
    copying, packing = (max(megabytes) for megabytes in beside.values())
    return f"serving: {of_server} MB; at most following and copying {copying:.0f} MB, packages {packing:.0f} MB"


def _resident_of(server: psutil.Process, module: str) -> Iterator[int]:
    """Bytes of each process of a server that runs a module."""
    for process in server.children(recursive=True):
        with contextlib.suppress(psutil.Error):
            if module in process.cmdline():
                yield process.memory_info().rss


DRILLS: dict[str, Callable[[int, bool], str]] = {
    "publications": publications,
    "ways_back": ways_back,
    "publish": lambda count, is_store: kills("publish", count, is_store),
    "sync": lambda count, is_store: kills("sync", count, is_store),
    "prune": lambda count, is_store: kills("prune", count, is_store),
    "with_lock": two_publishers,
    "without_lock": lambda count, is_store: two_publishers(count, is_store, is_locked=False),
    "held": held_answers,
    "memory": memory,
}


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m benchmarks.lake_drills")
    parser.add_argument("drills", nargs="*", choices=[*DRILLS, []], metavar="DRILL", help=", ".join(DRILLS))
    parser.add_argument("--count", type=int, default=50)
    parser.add_argument("--store", action="store_true", help="an S3 store instead of a folder")
    said = parser.parse_args()
    for name in said.drills or DRILLS:
        sys.stdout.write(f"{DRILLS[name](said.count, said.store)}\n")
        sys.stdout.flush()
