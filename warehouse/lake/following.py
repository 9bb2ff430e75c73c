"""A server follows what is published: a process beside it asks again and again, takes over what is new, and notes what
it sees in the file ``LAKE``, which pages read. It ends with the server, which holds its input open.
"""

import json
import os
import sys
import threading
import time
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb

from warehouse import atomic_files, builds, paths
from warehouse.connection import LOCKED_DOWN
from warehouse.errors import LakeFailed, WarehouseError
from warehouse.lake import acts
from warehouse.lake.connection import extension_path, failure, is_set_up, newest_publication
from warehouse.lake.settings import Lake

STATE = "LAKE"
POLL_SECONDS = 2
REFUSALS = ("schema", "engine", "changed", "gone")  # the lake answers, but its newest build is not for this server
FRESH_SECONDS = 30  # so long what is noted may be old; a follower that does its work notes it every third of that


@dataclass(frozen=True)
class State:
    """What a server knows of the lake: the newest publication it has seen, whether the lake answers and since when it
    does not, and how far a copy is. Times are UTC in ISO form.

    ``fault`` and ``fault_class`` are those of the error that stands in the way, empty where none does.
    """

    n: int = 0
    build_id: str = ""
    checked_at: str = ""
    fault_class: str = ""
    fault: dict[str, str] = field(default_factory=dict)
    since: str = ""
    step: int = 0
    steps: int = 0


def read_state(directory: Path) -> State:
    """What was noted last; an empty state where nothing was, or what was is not readable."""
    try:
        return State(**json.loads((directory / STATE).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return State()


def view(directory: Path) -> dict[str, Any]:
    """What a server shows of the lake, from its last notes and its current build.

    ``state`` is ``unseen`` (nobody follows it), ``new`` (a newer build is there and not here yet), ``refused`` (one
    that this program cannot read, that is not what was published, or for which there is no room here), ``away`` (the
    lake does not answer, since ``since``) or ``same``; ``newest`` the newest publication's build, ``reason`` why
    something stands in the way.
    """
    state, current = read_state(directory), builds.current_id(directory)
    reason = state.fault.get("reason", "") or state.fault_class
    age = (datetime.now(UTC) - datetime.fromisoformat(state.checked_at)).total_seconds() if state.checked_at else None
    if age is None or age > FRESH_SECONDS:
        named = "unseen"
    elif reason:
        is_of_lake = state.fault_class == LakeFailed.__name__ and reason not in REFUSALS
        named = "away" if is_of_lake else "refused"
    else:
        named = "same" if state.build_id == current else "new"
    return {
        "state": named, "current": current, "newest": state.build_id, "publication": state.n,
        "is_behind": bool(state.build_id) and state.build_id != current, "reason": reason,
        "fault_class": state.fault_class, "fault": state.fault, "since": state.since,
        "checked_at": state.checked_at, "step": state.step, "steps": state.steps,
    }  # fmt: skip


def follow(lake: Lake, directory: Path, loaded: Path) -> dict:
    """Follow the lake until nobody waits any more; never returns before, but by ending its process."""
    threading.Thread(target=_end_with_parent, daemon=True).start()
    directory.mkdir(parents=True, exist_ok=True)
    follower = _Follower(lake, directory, loaded)
    while True:
        follower.look()
        time.sleep(POLL_SECONDS)


def _end_with_parent() -> None:
    sys.stdin.read()
    os._exit(0)


class _Follower:
    """One server's view of the lake, kept between looks."""

    def __init__(self, lake: Lake, directory: Path, loaded: Path) -> None:
        self.lake, self.directory, self.loaded = lake, directory, loaded
        self.state = replace(read_state(directory), step=0, steps=0)
        self.connection: duckdb.DuckDBPyConnection | None = None
        self.written_at = 0.0

    def look(self) -> None:
        """Ask for the newest snapshot, and take over what is in it."""
        try:
            n, build_id = self._newest()
            self._note(n=n, build_id=build_id)
            if builds.current_id(self.directory) != build_id:
                acts.sync(self.directory, self.loaded, self._progress)
            self._note(fault_class="", fault={}, since="", step=0, steps=0)
        except WarehouseError as fault:
            self._note_fault(fault)
        except duckdb.Error as fault:
            self._note_fault(failure(fault))
            self._let_go()
        except OSError as fault:
            self._note_fault(LakeFailed("files", str(fault)))

    def _newest(self) -> tuple[int, str]:
        """The number and the build of the newest publication. Raises LakeFailed (``empty``) where there is none."""
        if self.connection is None:
            paths.wait_briefly_for_postgresql()
            within = {name: value for name, value in LOCKED_DOWN.items() if name != "enable_external_access"}
            self.connection = duckdb.connect(config={**within, "memory_limit": "100MB", "threads": "1"})
            self.connection.execute(f"load '{extension_path('postgres_scanner')}'")
            quoted = self.lake.catalog.replace("'", "''")
            self.connection.execute(f"attach '{quoted}' as catalog (type postgres, read_only)")
        if not is_set_up(self.connection) or (newest := newest_publication(self.connection)) is None:
            raise LakeFailed("empty")
        return newest[:2]

    def _let_go(self) -> None:
        """Connect anew at the next look. What was noted is on the disk by now: should the engine end the process here,
        the server starts another one.
        """
        connection, self.connection = self.connection, None
        if connection is not None:
            with suppress(duckdb.Error):
                connection.rollback()
            connection.close()

    def _progress(self, _: str, at: int, total: int) -> None:
        self._note(step=at, steps=total)

    def _note_fault(self, fault: WarehouseError) -> None:
        name = type(fault).__name__
        fields = {key: str(value) for key, value in vars(fault).items()}
        is_same = (name, fields.get("reason")) == (self.state.fault_class, self.state.fault.get("reason"))
        since = self.state.since if is_same and self.state.since else _now()
        self._note(fault_class=name, fault=fields, since=since, step=0, steps=0)

    def _note(self, **changes: object) -> None:
        changed = replace(self.state, **changes)  # type: ignore[arg-type]
        is_old = time.monotonic() - self.written_at > FRESH_SECONDS / 3
        if changed == self.state and not is_old:
            return
        self.state = replace(changed, checked_at=_now())
        with suppress(OSError):  # a full disk: what is noted grows old, and pages say so
            atomic_files.replace(self.directory / STATE, json.dumps(asdict(self.state), ensure_ascii=False))
            self.written_at = time.monotonic()


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
