"""Measure everything or the parts that are named, print the table of benchmarks/README.md: ``python -m benchmarks``.

The soak, which takes half an hour, is measured only where it is named.
"""

import argparse
import os
import platform
from collections.abc import Callable, Iterable
from functools import partial

from benchmarks import (
    api,
    attacks,
    audit_log,
    building,
    documents,
    exports,
    files,
    full_disks,
    intrusions,
    kills,
    lake,
    loading,
    loads,
    planning,
    scale,
    serving,
    sessions,
    soak,
    views,
    walking,
)
from benchmarks.measured import Measured

PARTS: dict[str, Callable[[], Iterable[Measured]]] = {
    "api": api.measure,
    "attacks": attacks.measure,
    "building": building.measure,
    "documents": documents.measure,
    "loading": loading.measure,
    "planning": planning.measure,
    "scale": scale.measure,
    "serving": serving.measure,
    "views": views.measure,
    "walking": walking.measure,
    "sessions": sessions.measure,
    "audit_log": audit_log.measure,
    "exports": exports.measure,
    "files": files.measure,
    "intrusions": intrusions.measure,
    "kills": kills.measure,
    "lake": lake.measure,
    "loads": loads.measure,
    "full_disks": full_disks.measure,
}


def main() -> None:
    """Print the figures of the parts that are named, or of all but the soak."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks")
    parser.add_argument("names", nargs="*", metavar="PART", help=", ".join([*PARTS, "soak"]))
    parser.add_argument("--minutes", type=float, default=soak.MINUTES, help="how long the soak takes")
    asked = parser.parse_args()
    parts: dict[str, Callable[[], Iterable[Measured]]] = {**PARTS, "soak": partial(soak.measure, asked.minutes)}
    if unknown := [name for name in asked.names if name not in parts]:
        parser.error(f"no such part: {', '.join(unknown)}")
    print(f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}\n")
    print("| What | Median (range) | Target | Met | Floor | Ratio |")
    print("|---|---|---|---|---|---|")
    for name in asked.names or PARTS:
        for measured in parts[name]():
            print(measured.row(), flush=True)


if __name__ == "__main__":
    main()
