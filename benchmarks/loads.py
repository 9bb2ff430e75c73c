"""Drills of loading at every write, sync and rename, many moments and sizes of files: nothing may be half done."""

import random
import tempfile
from itertools import count
from pathlib import Path

from benchmarks.measured import Measured
from tests.etl import loading_drills as drills

KILLS = 50
SIZES = (0, 100, 1000, 10_000, 40_000, 100_000, 200_000, 400_000, 600_000, 800_000)


def measure() -> list[Measured]:
    """How many drills of each kind left something half done or could not go on, beside how many there were."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        with drills.staged(root / "stage") as stage:
            faults: list[bool] = []
            for name in drills.ACTS:
                for operation in ("write", "fsync", "rename"):
                    for nth in count(1):
                        calls, is_sound = drills.strike(stage, name, operation, nth, root / "struck")
                        faults.append(is_sound)
                        if calls < nth:
                            break
            seconds, chance = drills.seconds_of_a_load(stage, root / "whole"), random.Random(4)
            kills = [drills.kill(stage, chance.uniform(0, seconds), root / "killed") for _ in range(KILLS)]
            fills = [drills.fill(stage, size, root / "full") for size in SIZES]
    struck = sum(was_at_work for was_at_work, _ in kills)
    return [
        Measured("loads in which one call fails: half done", [faults.count(False)], "", 0, "tried", [len(faults)]),
        Measured(
            f"{KILLS} kills at loading", [sum(not sound for _, sound in kills)], "", 0, "killed at work", [struck]
        ),
        Measured(
            "loads whose files may not grow", [sum(end != (0, True) for end in fills)], "", 0, "tried", [len(fills)]
        ),
    ]
