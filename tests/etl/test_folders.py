"""What a killed check leaves in the temporary folder goes at the next check and at the next start."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from etl import building
from etl.building import LoadRefused
from etl.folders import clear_temporary_folders, temporary_folder
from warehouse import paths

HOLD = """
import time
from etl.folders import clear_temporary_folders, temporary_folder
with temporary_folder() as place:
    print(place, flush=True)
    time.sleep(60)
"""
LONG_AGO = time.time() - 3600


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A temporary folder of the test's own."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


@pytest.fixture
def held(temporary: Path) -> Iterator[tuple[subprocess.Popen, Path]]:
    """Another process that has had a draft for an hour."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLD],
        cwd=paths.ROOT,
        env=os.environ | {"TMPDIR": str(temporary), "TEMP": str(temporary)},
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        place = Path(process.stdout.readline().strip())
        os.utime(place, (LONG_AGO, LONG_AGO))
        yield process, place
        process.kill()


def test_a_draft_is_gone_afterwards():
    with temporary_folder() as place:
        (place / "received.csv").write_text("a", encoding="utf-8")
    assert not place.exists()


def test_a_draft_that_is_in_use_stays(held):
    _, place = held
    clear_temporary_folders()
    assert place.is_dir()


def test_the_draft_of_a_killed_check_goes_at_the_next_one(held):
    process, place = held
    process.kill()
    process.wait()
    with temporary_folder():
        assert not place.exists()


def test_the_draft_of_a_killed_check_goes_at_the_next_start(held, tmp_path_factory):
    process, place = held
    process.kill()
    process.wait()
    nothing = tmp_path_factory.mktemp("nothing")
    with pytest.raises(LoadRefused):  # of empty folders nothing can be built
        building.build(
            nothing / "warehouse", raw_dir=nothing, reference_dir=nothing, layouts_dir=nothing, loaded_dir=nothing
        )
    assert not place.exists()


def test_a_draft_that_is_just_being_made_stays(temporary):
    place = Path(tempfile.mkdtemp(prefix="dti-draft-"))
    clear_temporary_folders()
    assert place.is_dir()


@pytest.mark.skipif(os.name == "nt", reason="Windows asks for a right before it makes a link")
def test_a_link_that_another_put_there_is_not_followed(temporary, tmp_path_factory):
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    (elsewhere / "kept").write_text("kept", encoding="utf-8")
    os.utime(elsewhere, (LONG_AGO, LONG_AGO))
    (temporary / "dti-draft-planted").symlink_to(elsewhere)
    clear_temporary_folders()
    assert [path.name for path in elsewhere.iterdir()] == ["kept"]
