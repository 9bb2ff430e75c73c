"""Processes killed at random moments of what they write: nothing that was said to be done is lost, nothing is half.

Signing out, acts and refusals in their logs, publications of a small synthetic installation and builds of all real
data; loading has drills of its own in `benchmarks/loads.py`.
"""

import itertools
import multiprocessing
import random
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from unittest.mock import patch

from access import logins
from benchmarks.measured import Measured
from etl import building
from etl.uploads import loading
from tests.etl.installation import NEW_YEAR, Installation, files_of_a_new_year, upload
from warehouse import audit, builds, connection

KILLS = 15  # of each drill
Tell = Callable[[int], None]


@dataclass(frozen=True)
class Drill:
    """What a process does again and again below a folder, telling each time that it is done; what it begins with; and
    whether all is there after it was killed, when it had told so many times.
    """

    act: Callable[[Path, Tell], None]
    is_whole: Callable[[Path, int], bool]
    begin: Callable[[Path], None] = lambda root: None
    longest_seconds: float = 0.3


def _login(number: int) -> dict[str, object]:
    return {"iss": "synthetic", "sub": f"person {number}", "iat": 1_800_000_000}


@contextmanager
def _loaded(root: Path) -> Iterator[None]:
    """This folder is the one of loads, and nothing of another is remembered."""
    with patch.object(logins.paths, "loaded_dir", lambda: root):
        logins._unwritten.clear()
        logins._read_last = (None, logins._Ended())
        yield


def sign_out(root: Path, tell: Tell) -> None:
    """End one login after the other."""
    with _loaded(root):
        for number in itertools.count(1):
            logins.end(_login(number), now=1_800_000_001)
            tell(number)


def have_left(root: Path, told: int) -> bool:
    """Whoever was told to have left has, nobody else has, and the next one can."""
    with _loaded(root):
        ended = [logins.is_ended(_login(number)) for number in range(1, told + 3)]
        logins.end(_login(0), now=1_800_000_001)
        return all(ended[:told]) and not ended[-1] and logins.is_ended(_login(0))


def append(root: Path, tell: Tell) -> None:
    """Record one act after the other."""
    for number in itertools.count(1):
        audit.record(root, "publish", "an@example.vn", "analyst", f"act {number} " + "x" * (number % 5000))
        tell(number)


def are_recorded(root: Path, told: int) -> bool:
    """Every act told is an event, at most one line does not read, and the next act is an event as well."""
    audit.record(root, "publish", "an@example.vn", "analyst", "act 0")
    events = list(audit.events(root))
    said = {event.subject.split()[1] for event in events if event.action == "publish"}
    unreadable = sum(event.action == audit.UNREADABLE for event in events)
    return {str(number) for number in range(told + 1)} <= said and unreadable <= 1


def refuse(root: Path, tell: Tell) -> None:
    """Count one refusal after the other, in a log that is shortened again and again."""
    for number in itertools.count(1):
        with patch.object(audit, "REFUSED_BYTES", 5_000):
            audit.count_refused(root, audit.Count("2026-11-29T10:00:00+00:00", f"kind {number}", "synthetic", 1))
        tell(number)


def are_counted(root: Path, told: int) -> bool:
    """The newest refusal told is there, the log reads and goes on."""
    audit.count_refused(root, audit.Count("2026-11-29T10:01:00+00:00", "kind 0", "synthetic", 1))
    kinds = {count.subject for count in audit.refused(root)}
    return {f"kind {told}", "kind 0"} <= kinds


def lay_out(root: Path) -> None:
    """An installation of three provinces, with a year that was loaded and published."""
    site = Installation(root).lay_out()
    site.build()
    site.publish(site.load(upload(0.2, 0.1, 0.0, component="nhan_thuc_so", name="cũ.csv")))
    (root / "known.without").write_bytes(site.figures())
    site.publish(site.load(*files_of_a_new_year(), purpose=NEW_YEAR))
    (root / "known.with").write_bytes(site.figures())


def publish(root: Path, tell: Tell) -> None:
    """Take the year back, bring it again, roll back, and so on."""
    site = Installation(root)
    codes = [each.release_code for each in loading.releases(site.folders) if each.release_code.startswith("2025/")]
    for number in itertools.count(1):
        site.publish(loading.withdraw(codes, "anna", folders=site.folders))
        site.publish(loading.restore(codes, "anna", folders=site.folders))
        loading.roll_back(None, "anna", folders=site.folders)
        site.publish(loading.restore(codes, "anna", folders=site.folders))
        tell(number)


def is_published(root: Path, told: int) -> bool:
    """Readers see the figures with the year or without it, every load and act is whole, and the next build is made."""
    site = Installation(root)
    before = site.figures()
    whole = before in [known.read_bytes() for known in root.glob("known.*")] and site.whole_loads()
    unreadable = [event for event in audit.events(site.folders.loaded) if event.action == audit.UNREADABLE]
    site.build(force=True)
    leftovers = [*site.folders.warehouse.glob("*.building*"), *site.folders.loaded.glob(".new-*")]
    return bool(whole) and site.figures() == before and unreadable == leftovers == []


def _build_all(root: Path) -> None:
    building.build(root / "warehouse", loaded_dir=root / "loaded", force=True)


def build(root: Path, tell: Tell) -> None:
    """Build all real data of this checkout again and again."""
    for number in itertools.count(1):
        _build_all(root)
        tell(number)


def is_built(root: Path, told: int) -> bool:
    """Readers see the figures that the first build had, and the next build leaves nothing unfinished."""
    before = _figures(root)
    _build_all(root)
    has_left = any((root / "warehouse").glob("*.building*"))
    return before == (root / "known").read_bytes() == _figures(root) and not has_left


def begin_building(root: Path) -> None:
    """A first build, and what its readers see."""
    _build_all(root)
    (root / "known").write_bytes(_figures(root))


def _figures(root: Path) -> bytes:
    current = builds.current(root / "warehouse")
    rows = connection.query(current.build_id, "select * from mart.unit_ranking", directory=root / "warehouse")
    connection.close_all()
    return rows.sort(rows.columns).write_csv().encode()


DRILLS = {
    "signing out": Drill(sign_out, have_left),
    "the audit log": Drill(append, are_recorded),
    "counted refusals": Drill(refuse, are_counted),
    "publications": Drill(publish, is_published, lay_out),
    "builds of all real data": Drill(build, is_built, begin_building, longest_seconds=3.0),
}


def _run(name: str, root: Path, parent: Connection) -> None:
    parent.send(-1)
    DRILLS[name].act(root, parent.send)


def kill(name: str, root: Path, chance: random.Random) -> tuple[bool, bool]:
    """Start the drill's process below a fresh folder and kill it: whether it was at work, and whether all is whole."""
    drill = DRILLS[name]
    root.mkdir(parents=True)
    drill.begin(root)
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["benchmarks.kills"])
    ours, theirs = context.Pipe()
    process = context.Process(target=_run, args=(name, root, theirs))
    process.start()
    theirs.close()
    ours.recv()
    time.sleep(chance.uniform(0, drill.longest_seconds))
    process.kill()
    process.join()
    told = 0
    try:
        while ours.poll():
            told = ours.recv()
    except EOFError:
        pass
    return (process.exitcode or 0) < 0, drill.is_whole(root, told)


def measure() -> list[Measured]:
    """How many kills of each drill left something that is not whole, beside how many struck."""
    measured, chance = [], random.Random(766)
    with tempfile.TemporaryDirectory() as folder:
        for name in DRILLS:
            ends = [kill(name, Path(folder) / f"{name} {number}", chance) for number in range(KILLS)]
            lost = sum(not is_whole for _, is_whole in ends)
            struck = sum(has_struck for has_struck, _ in ends)
            measured.append(
                Measured(f"{KILLS} kills at {name}: something lost or half", [lost], "", 0, "killed at work", [struck])
            )
    return measured
