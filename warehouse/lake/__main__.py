"""The process that works with the lake: ``python -m warehouse.lake`` with the name of an act.

It is a process of its own, since one that holds a transaction of a PostgreSQL that went away cannot be sure to live on.
It reads its request, one JSON object, from standard input and writes JSON lines: progress while it works, at the end a
result, or an error by its class and fields. People use ``python -m etl``.
"""

import json
import sys
from pathlib import Path
from typing import Any

from warehouse import paths
from warehouse.errors import BuildFailed, LakeFailed, WarehouseError, reason_of
from warehouse.lake.settings import Lake, configured
from warehouse.publications import Publication

ACTS = ("publish", "sync", "restore", "repair", "prune", "follow")


def main(act: str) -> int:
    """Do one act; 0 where it is done, 1 where it is not."""
    # read as a line: whoever follows keeps its input open, since its end is how it knows that nobody waits any more
    request = json.loads(sys.stdin.readline() or "{}")
    try:
        lake = configured()
        if lake is None:
            raise LakeFailed("settings", "DTI_LAKE: –")
        _say(result=_done(act, lake, request))
    except (WarehouseError, OSError) as fault:
        told = fault if isinstance(fault, WarehouseError) else _of_this_server(fault)
        _say(error=type(told).__name__, fields=vars(told))
        return 1
    return 0


def _of_this_server(fault: OSError) -> WarehouseError:
    """What the system says is of the folders here: of the lake's own files the engine speaks."""
    reason = reason_of(fault)
    return LakeFailed("files", str(fault)) if reason == "engine" else BuildFailed(reason, str(fault))


def _done(act: str, lake: Lake, request: dict[str, Any]) -> dict:
    directory = Path(request.get("directory") or paths.warehouse_dir())
    loaded = Path(request.get("loaded") or paths.loaded_dir())
    match act:
        case "publish":
            from warehouse.lake.publishing import publish

            return publish(lake, directory, loaded, paths.SQL_DIR, Publication(**request["entry"]), _tell)
        case "sync":
            from warehouse.lake.syncing import sync

            return sync(lake, directory, loaded, _tell)
        case "restore":
            from warehouse.lake.syncing import restore

            return restore(lake, directory, loaded, _tell)
        case "repair":
            from warehouse.lake.publishing import repair

            return repair(lake, directory, paths.SQL_DIR, _tell)
        case "prune":
            from warehouse.lake.publishing import prune

            return prune(lake, _tell, **request.get("options", {}))
        case _:
            from warehouse.lake.following import follow

            return follow(lake, directory, loaded)


def _tell(step: str, at: int, total: int) -> None:
    _say(progress=[step, at, total])


def _say(**fields: object) -> None:
    sys.stdout.write(json.dumps(fields, default=str) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    if len(sys.argv) != 2 or sys.argv[1] not in ACTS:
        sys.exit(f"python -m warehouse.lake {' | '.join(ACTS)}")
    sys.exit(main(sys.argv[1]))
