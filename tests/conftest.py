"""One build of all real data for a run of tests, one browser for a folder of them, and how its absence is told."""

import os
import shutil
import sys
from collections.abc import Generator, Iterator
from fnmatch import fnmatch
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome", "msedge")
CHROMIUM_PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe",
)
# What has been compiled once is not compiled again by each of the many servers and commands that tests start.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

NO_CHROMIUM = "no Chromium, Chrome or Edge found on this machine: the browser tests cannot run"


# Files whose tests are quick: rules, marts on all real data, contracts, structure, words, charts, roles, a view a page.
QUICK = {
    "access": ("test_guard.py", "test_key.py", "test_limits.py", "test_roles.py"),
    "charts": ("*",),
    "etl": (
        "test_contracts.py", "test_data_file.py", "test_encodings.py", "test_headings.py", "test_layouts.py",
        "test_names.py", "test_numbers.py", "test_problem_words.py", "test_reference.py", "test_releases.py",
        "test_staging.py",
    ),
    "pages": ("test_notes.py", "test_one_view.py"),
    "planning": ("test_edits.py", "test_examples.py", "test_sets.py"),
    "sql": (
        "test_explanations.py", "test_golden.py", "test_index_766.py", "test_ministry_tables.py", "test_plans.py",
        "test_restated.py", "test_rules.py", "test_structure.py", "test_years.py",
    ),
    "tests": ("test_architecture.py", "test_docs.py", "test_exported_text.py", "test_text.py"),
    "warehouse": ("test_connection.py", "test_build.py", "test_publications.py"),
}  # fmt: skip


def is_quick(path: Path) -> bool:
    """Whether a file of tests is among the quick ones."""
    return any(fnmatch(path.name, pattern) for pattern in QUICK.get(path.parent.name, ()))


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """With ``-m quick`` other files are not even imported, which would take longer than the tests."""
    is_other = collection_path.name.startswith("test_") and not is_quick(collection_path)
    return True if is_other and config.option.markexpr == "quick" else None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests that are quick, and every one that asks for the browser: ``-m "not browser"`` leaves them out."""
    for item in items:
        if is_quick(item.path):
            item.add_marker(pytest.mark.quick)
        if "chromium" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)


@pytest.hookimpl(optionalhook=True, wrapper=True)
def pytest_xdist_auto_num_workers(config: pytest.Config) -> Generator[None, int, int]:
    """One worker more than cores: while a browser or a server is waited for, another one works."""
    cores = yield
    return cores if config.option.markexpr == "quick" else cores + 1


@pytest.fixture(scope="session", autouse=True)
def nothing_of_this_checkout_is_loaded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Tests neither read nor write what analysts have loaded into this checkout, nor its audit log."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DTI_LOADED_DIR", str(tmp_path_factory.mktemp("loaded")))
        yield


@pytest.fixture(scope="session")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of a build of all real data of this checkout, for reading: the first worker of a run that asks for it
    makes it, the others find it unchanged."""
    from etl.building import build  # most tests need no build

    of_worker = tmp_path_factory.getbasetemp()
    directory = (of_worker.parent if "PYTEST_XDIST_WORKER" in os.environ else of_worker) / "warehouse"
    build(directory, wait_seconds=300)
    return directory


@pytest.fixture
def empty_main_module(monkeypatch: pytest.MonkeyPatch) -> None:
    """A process started in a test does not begin by running a page that was tested before: AppTest leaves the page
    behind as the main module.
    """
    monkeypatch.setitem(sys.modules, "__main__", ModuleType("__main__"))


def installed_chromium() -> str | None:
    """Path of a browser of the Chromium family on this machine, or None."""
    found = [path for name in CHROMIUM_NAMES if (path := shutil.which(name))]
    found += [place for place in CHROMIUM_PLACES if Path(place).exists()]
    return found[0] if found else None


@pytest.fixture
def chromium() -> "Browser":
    """A running headless Browser of playwright; without one a skip with its reason, in CI a failure."""
    executable = installed_chromium()
    if executable is None:
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(NO_CHROMIUM)
    if not _running:
        from playwright.sync_api import sync_playwright

        is_root = hasattr(os, "geteuid") and os.geteuid() == 0
        arguments = ["--no-sandbox"] if is_root else []  # Chromium's own sandbox does not start for root
        playwright = sync_playwright().start()
        _running.extend([playwright, playwright.chromium.launch(executable_path=executable, args=arguments)])
    return _running[1]


_running: list = []  # playwright and its browser, as long as one test after the other asks for them


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> None:
    """End the browser before a file that does not begin with it: playwright keeps an event loop running in this thread,
    which other tests must not meet.
    """
    goes_on = nextitem and (nextitem.path == item.path or "chromium" in getattr(nextitem, "fixturenames", ()))
    if _running and not goes_on:
        playwright, browser = _running
        _running.clear()
        browser.close()
        playwright.stop()
