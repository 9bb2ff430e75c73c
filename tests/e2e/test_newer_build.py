"""A newer build is offered to a window that is open, and never takes the place of what its reader looks at."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.serving import serving
from text.catalogue import say
from warehouse import builds

from .conftest import drawn, sentence, speak

BUILT = "document.querySelector('[data-testid=stMain]').innerText.match(/\\d{8}T\\d{9}Z-[0-9a-f]{8}/)?.[0]"
# A minute is too long for a test: the clock of the window is moved on, as if it had passed.
MINUTE = 61_000


@pytest.fixture
def warehouse(warehouse: Path, tmp_path: Path) -> Path:
    """The build of all real data, twice: the second is not current yet."""
    directory = tmp_path / "warehouse"
    shutil.copytree(warehouse, directory)
    return directory


@pytest.fixture
def server(warehouse: Path) -> Iterator[str]:
    """Address of a server of these builds."""
    with serving(DTI_WAREHOUSE_DIR=str(warehouse)) as address:
        yield address


def _second(directory: Path) -> str:
    """Publish the same build under another id; its id."""
    first = builds.current(directory)
    other = builds.new_build_id(first.inputs_hash)
    unfinished = directory / "unfinished.duckdb"
    shutil.copy(builds.database_path(directory, first.build_id), unfinished)
    builds.keep(directory, unfinished, replace(first, build_id=other))
    builds.publish(directory, other)
    return other


def test_a_newer_build_is_offered_and_shown_only_at_a_click(windows, server, warehouse):
    page = windows.open(1366, "light")
    page.clock.install()
    page.goto(f"{server}/overview?lang=vi&unit=vn34.08")
    drawn(page)
    before, answer = page.evaluate(BUILT), sentence(page)
    assert page.locator(".st-key-newer_build").count() == 0
    newer = _second(warehouse)
    speak(page, "en")
    assert page.evaluate(BUILT) == before, "what the reader looks at stays"
    speak(page, "vi")
    offer = page.get_by_role("button", name=say("vi", "newer_build"))
    offer.wait_for(timeout=10_000)
    offer.click()
    page.wait_for_function("id => document.querySelector('[data-testid=stMain]').innerText.includes(id)", arg=newer)
    drawn(page)
    assert sentence(page) == answer
    assert page.locator(".st-key-newer_build").count() == 0
    page.context.close()


def test_a_window_that_nobody_touches_is_offered_it_too(windows, server, warehouse):
    page = windows.open(1366, "light")
    page.clock.install()
    page.goto(f"{server}/overview?lang=vi&unit=vn34.08")
    page.clock.run_for(3000)
    drawn(page)
    newer = _second(warehouse)
    page.clock.run_for(MINUTE)
    page.get_by_role("button", name=say("vi", "newer_build")).wait_for(timeout=10_000)
    assert page.evaluate(BUILT) != newer
    page.context.close()
