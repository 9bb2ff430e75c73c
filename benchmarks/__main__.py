"""Measure everything or the parts that are named, print the table of benchmarks/README.md: ``python -m benchmarks``."""

import os
import platform
import sys

from benchmarks import (
    attacks,
    audit_log,
    building,
    exports,
    intrusions,
    kills,
    loading,
    serving,
    sessions,
    views,
    walking,
)

PARTS = {
    "attacks": attacks.measure,
    "building": building.measure,
    "loading": loading.measure,
    "serving": serving.measure,
    "views": views.measure,
    "walking": walking.measure,
    "sessions": sessions.measure,
    "audit_log": audit_log.measure,
    "exports": exports.measure,
    "intrusions": intrusions.measure,
    "kills": kills.measure,
}


def main(names: list[str]) -> None:
    """Print the figures of the parts that are named, or of all."""
    print(f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}\n")
    print("| What | Median (range) | Target | Met | Floor | Ratio |")
    print("|---|---|---|---|---|---|")
    for name in names or PARTS:
        for measured in PARTS[name]():
            print(measured.row(), flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
