"""Killed while it signs somebody out, or writes down what was done or refused: what was said to be done is there."""

import os
import random

import pytest

from benchmarks import kills


@pytest.mark.usefixtures("empty_main_module")
@pytest.mark.skipif(os.name != "posix", reason="kill -9 is a POSIX drill")
@pytest.mark.parametrize("name", ["signing out", "the audit log", "counted refusals"])
def test_what_was_told_before_a_kill_is_there_after_it_and_the_next_one_too(name, tmp_path):
    chance = random.Random(46)
    for number in range(3):
        assert kills.kill(name, tmp_path / str(number), chance) == (True, True)
