"""A build of all real data written on disks of many sizes that are too small for it, which must end no process."""

import tempfile
from pathlib import Path

from benchmarks.measured import Measured
from tests.warehouse import full_disk
from warehouse import paths

TRIES = 160
LEAST = 0.01  # of the size of a build, on the smallest disk; the largest is just too small


def measure() -> list[Measured]:
    """How many tries ended their process, said anything but that the disk is full, or left a file."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        frames = full_disk.real_frames(paths.parsed_dir(place))
        (place / "whole").mkdir()
        assert full_disk.write(frames, place / "whole").said == full_disk.WRITTEN
        [whole] = (place / "whole").iterdir()
        size = whole.stat().st_size // 1024
        endings = []
        for number in range(TRIES):
            share = LEAST + (1 - LEAST) * number / TRIES
            with full_disk.mounted(place / "disk", int(size * share)) as is_mounted:
                if not is_mounted:
                    raise PermissionError("mounting a small disk needs root")
                endings.append(full_disk.write(frames, place / "disk"))
    counts = {
        "ended the process": sum(ending.exit_code != 0 for ending in endings),
        "not said to be full": sum(ending.said != "no_space" for ending in endings),
        "left a file": sum(bool(ending.left) for ending in endings),
    }
    return [Measured(f"{TRIES} full disks: {what}", [count], "", 0, "tried", [TRIES]) for what, count in counts.items()]
