"""While the server runs, every published build gets its data package, also one that another process publishes."""

import asyncio
import logging
import shutil
from contextlib import asynccontextmanager

import pytest

from access import background
from warehouse import builds, packages
from warehouse.connection import close_all


@asynccontextmanager
async def nothing_else(_: object):
    yield


def run_server(until) -> bool:
    """Whether that came about within half a minute of a server's life."""

    async def live() -> bool:
        async with background.keep_packages(nothing_else)(None):
            for _ in range(600):
                if until():
                    return True
                await asyncio.sleep(0.05)
        return False

    return asyncio.run(live())


@pytest.fixture
def directory(warehouse, tmp_path, monkeypatch):
    """A folder with the published build of all real data alone, watched every moment."""
    folder, build_id = tmp_path / "warehouse", builds.current(warehouse).build_id
    folder.mkdir()
    for name in (f"{build_id}.duckdb", f"{build_id}.json", "PUBLISHED", "CURRENT"):
        shutil.copy(warehouse / name, folder)
    monkeypatch.setenv("DTI_WAREHOUSE_DIR", str(folder))
    monkeypatch.setattr(background, "PACKAGE_SECONDS", 0.01)
    yield folder
    close_all()


def test_a_published_build_has_its_package_soon(directory):
    assert packages.kept(directory) == []
    assert run_server(lambda: packages.kept(directory) == builds.published(directory))
    packages.require_whole(directory, builds.current_id(directory))


def test_what_fails_is_tried_again_later_and_later(directory, monkeypatch):
    (directory / packages.FOLDER).write_text("a file in the way")
    pauses, sleep = [], asyncio.sleep

    async def noted(seconds: float) -> None:
        pauses.append(seconds)
        await sleep(seconds)

    async def refused() -> str:
        return "no room"

    monkeypatch.setattr(background, "_make_missing", refused)
    monkeypatch.setattr(background.asyncio, "sleep", noted)
    monkeypatch.setattr(background, "AGAIN_AT_LEAST_SECONDS", 0.06)
    assert run_server(lambda: pauses.count(0.06) > 2)
    own = [each for each in pauses if each != 0.05]  # that of the test itself
    assert own[:5] == [0.01, 0.02, 0.04, 0.06, 0.06]


def test_where_no_package_can_be_kept_the_log_says_so_and_the_server_goes_on(directory, caplog):
    (directory / packages.FOLDER).write_text("a file in the way")
    with caplog.at_level(logging.WARNING):
        assert run_server(lambda: sum("could not be kept" in each for each in caplog.messages) > 1)
    (directory / packages.FOLDER).unlink()
    assert run_server(lambda: bool(packages.kept(directory)))
