"""Loading and publishing while the disk fails, the process is killed, or another analyst is at it.

After every drill what readers see is byte for byte the old or the new, no half load is there, and doing it again works.
`benchmarks/loads.py` does these drills at every call, and many times by chance.
"""

import os
import random
from collections.abc import Iterator
from itertools import count
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from etl.errors import BaseMoved
from tests.etl.installation import NEW_YEAR, Installation, files_of_a_new_year
from tests.etl.loading_drills import ACTS, Stage, fill, kill, processes, seconds_of_a_load, staged, strike

KILLS = 5
STRIDE = 4  # of calls, one fails
pytestmark = pytest.mark.skipif(os.name != "posix", reason="POSIX processes and system calls")


@pytest.fixture(scope="module")
def stage(tmp_path_factory) -> Iterator[Stage]:
    with staged(tmp_path_factory.mktemp("stage")) as made:
        yield made


@pytest.mark.parametrize("operation", ["write", "fsync", "rename"])
@pytest.mark.parametrize("name", ACTS)
def test_wherever_a_write_a_sync_or_a_rename_fails(stage, tmp_path, name, operation):
    for nth in count(1, STRIDE):
        calls, is_sound = strike(stage, name, operation, nth, tmp_path / str(nth))
        assert is_sound, nth
        if calls < nth:
            break
    assert nth > ACTS[name].calls[operation], "the drill has to strike where the act writes"


def test_killed_at_any_moment_the_figures_are_the_old_or_the_new(stage, empty_main_module, tmp_path):
    seconds, chance = seconds_of_a_load(stage, tmp_path / "whole"), random.Random(4)
    ends = [kill(stage, chance.uniform(0, seconds), tmp_path / str(number)) for number in range(KILLS)]
    assert [number for number, (_, is_sound) in enumerate(ends) if not is_sound] == []
    assert sum(struck for struck, _ in ends) >= KILLS // 2, "the drill has to strike while the process is at work"


def preview_and_publish(root: Path, number: int, parent: Connection) -> None:
    """One of two analysts: preview, wait until both have, publish, say what came of it."""
    site = Installation(root)
    shown = site.load(files_of_a_new_year()[number], purpose=NEW_YEAR, who=f"analyst {number}")
    parent.send(shown.build_id)
    parent.recv()
    try:
        site.publish(shown, who=f"analyst {number}")
    except BaseMoved:
        parent.send("told")
    else:
        parent.send("published")


def test_of_two_analysts_at_once_one_publishes_the_other_is_told_and_none_is_lost(stage, empty_main_module, tmp_path):
    site = stage.copy("old", tmp_path / "site")
    context = processes()
    pipes = [context.Pipe() for _ in range(2)]
    analysts = [
        context.Process(target=preview_and_publish, args=(tmp_path / "site", number, theirs))
        for number, (_, theirs) in enumerate(pipes)
    ]
    for analyst in analysts:
        analyst.start()
    for _, theirs in pipes:
        theirs.close()
    for ours, _ in pipes:
        ours.recv()
    for ours, _ in pipes:
        ours.send("go")
    ends = [ours.recv() for ours, _ in pipes]
    for analyst in analysts:
        analyst.join()
    assert sorted(ends) == ["published", "told"]
    told = ends.index("told")
    site.publish(site.load(files_of_a_new_year()[told], purpose=NEW_YEAR), who=f"analyst {told}")
    assert site.figures() == stage.figures["new"]


@pytest.mark.parametrize("largest", [0, 10_000, 200_000, 800_000])
def test_wherever_the_engine_cannot_write_on_it_says_so_and_the_figures_stay(
    stage, empty_main_module, tmp_path, largest
):
    assert fill(stage, largest, tmp_path / "site") == (0, True)
