"""The server's own time for a page: that of its script, without the browser and without the harness of the tests."""

import itertools
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path
from typing import Any, Self
from unittest.mock import patch

from streamlit.runtime.scriptrunner import script_runner
from streamlit.runtime.scriptrunner.script_cache import ScriptCache
from streamlit.testing.v1 import AppTest, app_test, local_script_runner

from benchmarks.measured import Measured
from warehouse import builds, paths

EMPTY_PAGE = "import streamlit as st\nst.title('Empty')\n"
RERUNS = 30
PAGES = ("overview", "ranking", "profile", "comparison", "components")
UNITS = ("02", "08", "22", "24", "48", "67", "79", "96")
YEARS = ("2022", "2023")


class Scripts:
    """Runs pages, and takes the seconds that Streamlit spends in their scripts."""

    def __enter__(self) -> Self:
        self._run, self._spent = script_runner.exec_func_with_error_handling, 0.0
        self._patched = ExitStack()
        self._patched.enter_context(patch.object(script_runner, "exec_func_with_error_handling", self._timed))
        compiled = ScriptCache()  # a server compiles a script once, the harness at every run
        for module in (app_test, local_script_runner):
            self._patched.enter_context(patch.object(module, "ScriptCache", lambda: compiled))
        return self

    def __exit__(self, *_: object) -> None:
        self._patched.close()

    def _timed(self, *given: Any, **named: Any) -> Any:
        began = time.perf_counter()
        try:
            return self._run(*given, **named)
        finally:
            self._spent = time.perf_counter() - began

    def seconds(self, page: AppTest) -> float:
        """Seconds of one run of a page; its own failure is ours.

        The harness forgets the list of pages each time, so the page first finds itself without its frame and asks to
        be begun again (`ui.frame.inside`), which happens once in the life of a server: the last script counts.
        """
        page.run()
        if page.exception:
            raise RuntimeError(page.exception[0].message)
        return self._spent

    def repeated(self, script: Path) -> list[float]:
        """Seconds of one page again and again, after runs that do not count."""
        page = AppTest.from_file(str(script), default_timeout=30)
        return [self.seconds(page) for _ in range(3 + RERUNS)][3:]

    def changes(self, name: str) -> tuple[list[float], list[float]]:
        """Seconds after changes of unit and year on a page: to views that nobody has drawn yet, then to them again."""
        page = AppTest.from_file(str(paths.ROOT / "app.py"), default_timeout=30)
        page.query_params.update({"index": "dti", "year": YEARS[0], "cohort": "vn63"})
        page.run()
        page.switch_page(f"pages/{name}.py").run()

        def walk() -> list[float]:
            seconds = []
            for unit, year in itertools.product(UNITS, YEARS):
                page.query_params.update({"unit": unit, "year": year})
                seconds.append(self.seconds(page))
            return seconds

        return walk()[len(YEARS) :], walk()


def measure() -> list[Measured]:
    """A rerun of the first page, and filter changes on every page, beside a page with nothing on it.

    Raises `warehouse.errors.NoBuild`: without a build every page only says so.
    """
    builds.current(paths.warehouse_dir())
    with tempfile.TemporaryDirectory() as folder, Scripts() as scripts:
        empty = Path(folder) / "empty.py"
        empty.write_text(EMPTY_PAGE, encoding="utf-8")
        blank = scripts.repeated(empty)
        measured = [
            Measured(
                "rerun of the first page", scripts.repeated(paths.ROOT / "app.py"), "s", 0.040, "an empty page", blank
            )
        ]
        for page in PAGES:
            new, seen = scripts.changes(page)
            measured += [
                Measured(f"{page}: filter change to a new view", new, "s", 0.045, "an empty page", blank),
                Measured(f"{page}: to a view seen before", seen, "s", 0.045, "an empty page", blank),
            ]
        return measured
