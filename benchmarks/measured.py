"""One measured figure with its floor, and how it is said."""

import io
import statistics
import time
import zipfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

import psutil


@dataclass(frozen=True)
class Measured:
    """Seconds (or megabytes) of several runs, beside the target and the floor: the least that part could cost here."""

    name: str
    runs: list[float]
    unit: str
    target: float
    floor_name: str
    floor_runs: list[float]

    def row(self) -> str:
        """A row of the table: median with its range, target, floor, ratio."""
        median, floor = statistics.median(self.runs), statistics.median(self.floor_runs)
        spread = f"{min(self.runs):.3g}–{max(self.runs):.3g}"
        ratio = f"{median / floor:.1f}" if floor else "—"
        verdict = "yes" if median <= self.target else "**no**"
        return (
            f"| {self.name} | {median:.3g} {self.unit} ({spread}, n={len(self.runs)}) | {self.target:g} {self.unit} "
            f"| {verdict} | {self.floor_name}: {floor:.3g} {self.unit} | {ratio} |"
        )


def timed(action: Callable[[], object], times: int, warm_up: int = 1) -> list[float]:
    """Seconds of each of ``times`` calls, after calls that do not count."""
    for _ in range(warm_up):
        action()
    seconds = []
    for _ in range(times):
        began = time.perf_counter()
        action()
        seconds.append(time.perf_counter() - began)
    return seconds


def resident(process: psutil.Process) -> int:
    """Bytes of a process and of those it has started; one that has just ended has none."""
    total = 0
    with suppress(psutil.Error):
        for each in [process, *process.children(recursive=True)]:
            total += each.memory_info().rss
    return total


def unpack(content: bytes) -> None:
    """The least any reader has to do with a workbook."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            archive.read(name)
