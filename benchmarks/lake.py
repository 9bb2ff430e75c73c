"""The lake that several servers share, on all real data: what each act takes, and drills that end it at random moments.

``python -m benchmarks lake`` measures; ``python -m benchmarks.lake COUNT`` runs the drills, each so many times, on
PostgreSQL and a folder. Further builds differ from the real one in one value, changed by hand.
"""

import random
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from threading import Event, Thread

import duckdb
import pytest

from benchmarks.measured import Measured, timed
from etl import building
from tests.lake.conftest import A_VALUE, Server, Site, changed_build, give_build
from tests.lake.postgres import started
from warehouse import builds
from warehouse.errors import LakeFailed
from warehouse.lake import acts
from warehouse.lake.connection import connected
from warehouse.lake.following import read_state
from warehouse.lake.settings import configured
from warehouse.publications import Publication

SEED = 15
ONE_VALUE = "select value from {place}mart.unit_ranking where unit_code = '08' and indicator_code = 'index' limit 1"


@contextmanager
def _site() -> Iterator[tuple[Site, Server, Path]]:
    """A lake with the build of all real data published, its publisher, and a folder of that build."""
    with ExitStack() as held:
        root = Path(held.enter_context(tempfile.TemporaryDirectory()))
        patch = held.enter_context(pytest.MonkeyPatch.context())
        building.build(root / "warehouse", loaded_dir=root / "loaded")
        postgres = held.enter_context(started())
        site = Site(postgres, postgres.database(), str(root / "files"), root, patch)
        yield site, site.server("publisher"), root / "warehouse"


def _further(publisher: Server, number: int) -> str:
    return changed_build(publisher, publisher.current, A_VALUE.format(value=f"0.{number:04d}"))


def measure() -> list[Measured]:
    """A first publication, one of a changed value, a first copy, one of a changed value, and a way back."""
    seconds: dict[str, list[float]] = {
        name: [] for name in ("publish all", "copy all", "publish", "copy", "publish back", "copy back")
    }

    def clocked(name: str, act: Callable[[], object]) -> None:
        seconds[name] += timed(act, 1, 0)

    for _ in range(3):
        with _site() as (site, publisher, warehouse):
            first = give_build(warehouse, publisher)
            clocked("publish all", partial(publisher.publish, first))
            reader = site.server("reader")
            clocked("copy all", reader.sync)
            further = _further(publisher, 1)
            clocked("publish", partial(publisher.publish, further))
            clocked("copy", reader.sync)
            clocked("publish back", partial(publisher.publish, first))
            clocked("copy back", reader.sync)
            floor = timed(reader.sync, 3)
    targets = {"publish all": 3, "copy all": 3, "publish": 2, "copy": 2, "publish back": 2, "copy back": 1}
    return [
        Measured(f"lake: {name}", seconds[name], "s", target, "an act with nothing to do", floor)
        for name, target in targets.items()
    ]


@contextmanager
def _followed(servers: list[Server]) -> Iterator[None]:
    with ExitStack() as held:
        for server in servers:
            server.use(server)
            held.enter_context(
                acts.running("follow", {"directory": str(server.warehouse), "loaded": str(server.loaded)})
            )
        yield


def publications(count: int) -> str:
    """So many publications while three servers follow and another program reads: errors, mixed answers, and how long
    until all three show the build.
    """
    found: Counter[str] = Counter()
    waits: list[float] = []
    with _site() as (site, publisher, warehouse):
        publisher.publish(give_build(warehouse, publisher))
        servers = [site.server("reader") for _ in range(3)]
        publisher.use(publisher)
        done = Event()
        published = ONE_VALUE.format(place="lake.").replace("mart", "published")

        def read() -> None:
            """Two views of one publication always tell the same value; a table made anew may not be seen half."""
            while not done.is_set():
                try:
                    with connected(configured()) as connection:  # type: ignore[arg-type]
                        connection.execute("begin")
                        pair = [connection.execute(published).fetchall() for _ in range(2)]
                        found["reads"] += 1
                        found["mixed"] += pair[0] != pair[1]
                except LakeFailed as fault:
                    found[f"reader: {fault.reason}"] += 1

        with _followed(servers):
            program = Thread(target=read)
            program.start()
            for number in range(count):
                build_id = _further(publisher, number)
                publisher.publish(build_id)
                began = time.perf_counter()
                while any(server.current != build_id for server in servers) and time.perf_counter() - began < 60:
                    time.sleep(0.05)
                waits.append(time.perf_counter() - began)
                found["late"] += waits[-1] >= 60
                for server in servers:
                    with duckdb.connect(str(builds.database_path(server.warehouse, build_id)), read_only=True) as here:
                        value = here.execute(ONE_VALUE.format(place="")).fetchall()[0][0]
                        found["wrong"] += not str(value).startswith(f"0.{number:04d}")
                builds.prune(publisher.warehouse)
            done.set()
            program.join()
        found["faults noted"] = sum(bool(read_state(server.warehouse).fault_class) for server in servers)
    waits.sort()
    return (
        f"{count} publications, three servers: {dict(found)}; all show it after {waits[len(waits) // 2]:.1f} s "
        f"(longest {waits[-1]:.1f} s)"
    )


def kills(act: str, count: int) -> str:
    """An act killed at so many instants: afterwards the head and every pointer name a whole build, and the next act
    works.
    """
    chance, found = random.Random(SEED), Counter[str]()
    with _site() as (site, publisher, warehouse):
        publisher.publish(give_build(warehouse, publisher))
        for number in range(count):
            further = _further(publisher, number)
            reader = site.server("reader")
            if act != "publish":
                publisher.publish(further)
            entry = Publication(further, datetime.now(UTC).isoformat(timespec="seconds"))
            server = reader if act == "sync" else publisher
            server.use(server)
            request = {"directory": str(server.warehouse), "loaded": str(server.loaded), "entry": asdict(entry)}
            with acts.running(act, request) as process:
                time.sleep(chance.uniform(0.2, 2.0))
                found["still at work"] += process.poll() is None
                process.send_signal(signal.SIGKILL)
            if server.current:
                builds.require_whole(server.warehouse, server.current)
            if act == "publish":
                publisher.publish(further)
            elif act == "prune":
                acts.prune()
            reader.sync()
            found["whole"] += reader.current == further
            builds.prune(publisher.warehouse)
        left = acts.prune(given_up="0 seconds", orphaned="0 seconds")
        late = site.server("reader")
        late.sync()
        found["whole after cleaning"] = late.current == publisher.current
        found["files cleaned"] = len(left["files"])
    return f"{act} killed {count} times: {dict(found)}"


def two_publishers(count: int) -> str:
    """Two publishers at once, so many times: exactly one comes through, the other is told, nothing is lost."""
    found: Counter[str] = Counter()
    with _site() as (site, one, warehouse):
        one.publish(give_build(warehouse, one))
        two = site.server("publisher")
        two.sync()
        for number in range(count):
            made = [changed_build(server, server.current, A_VALUE.format(value=f"0.{place}{number:03d}"))
                    for place, server in enumerate((one, two))]  # fmt: skip
            told: list[str] = []

            def publish(server: Server, build_id: str, told: list[str] = told) -> None:
                entry = Publication(build_id, datetime.now(UTC).isoformat(timespec="seconds"))
                try:
                    acts.publish(server.warehouse, server.loaded, entry)
                    told.append("done")
                except LakeFailed as fault:
                    told.append(fault.reason)

            threads = [Thread(target=publish, args=pair) for pair in zip((one, two), made, strict=True)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            found[" + ".join(sorted(told))] += 1
            for server in (one, two):
                server.sync()
                builds.prune(server.warehouse)
            found["same afterwards"] += one.current == two.current and one.current in made
    return f"two publishers {count} times: {dict(found)}"


if __name__ == "__main__":
    times = int(sys.argv[1]) if len(sys.argv) > 1 else 50
    for drill in (
        lambda: publications(times), lambda: two_publishers(times),
        *(lambda act=act: kills(act, times) for act in ("publish", "sync", "prune")),
    ):  # fmt: skip
        sys.stdout.write(f"{drill()}\n")
        sys.stdout.flush()
