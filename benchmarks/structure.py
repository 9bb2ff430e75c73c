"""How far one walks through the code: ``python -m benchmarks.structure``.

Modules that only one other imports; files touched to show a further mart, counted by doing it in a copy; and files on
the way of one figure from cell to screen. On that way is a file of which code runs while the figure's file is read,
while a build takes it in or while a page shows it, and SQL between the table it is read into and the page's mart. What
only runs because something else is there too (tables of plans in the same build) is not counted: of the loader, what
reads this one file; of a build, the warehouse's own files.
"""

import ast
import contextlib
import io
import os
import sys
import tempfile
import threading
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from types import FrameType

from etl.__main__ import main as command
from tests import new_mart
from warehouse import paths, sql_files

PACKAGES = ("access", "etl", "launch", "pages", "text", "ui", "warehouse")
FIGURES = "data/raw/2022/dti_main_indicators.csv"
PAGE, TABLE, MART = "ranking", "staging.figures", "mart.unit_ranking"


def importers() -> dict[str, set[str]]:
    """The modules of the program that others import, by name, with those that do."""
    files = {
        ".".join(file.relative_to(paths.ROOT).with_suffix("").parts): file
        for package in PACKAGES
        for file in (paths.ROOT / package).rglob("*.py")
        if file.stem != "__init__"
    }
    files |= {name: paths.ROOT / f"{name}.py" for name in ("app", "serve", "run")}
    found: dict[str, set[str]] = defaultdict(set)
    for module, file in files.items():
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                named = {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                named = {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
            else:
                continue
            for imported in named & files.keys():
                found[imported].add(module)
    return found


def of_new_mart() -> set[str]:
    """The files touched to show a further mart as a table with its files."""
    with tempfile.TemporaryDirectory() as folder:
        return new_mart.add_to(new_mart.copy_to(Path(folder)))


def files_that_run(action: Callable[[], object]) -> set[str]:
    """Files of the program of which a function is called meanwhile, in any thread, by their paths."""
    found: set[str] = set()
    codes = set()

    def note(frame: FrameType, event: str, _: object) -> None:
        if event == "call" and (code := frame.f_code) not in codes:
            codes.add(code)
            if code.co_name != "<module>" and code.co_filename.startswith(str(paths.ROOT)):
                found.add(Path(code.co_filename).relative_to(paths.ROOT).as_posix())

    threading.setprofile(note)
    sys.setprofile(note)
    try:
        action()
    finally:
        sys.setprofile(None)
        threading.setprofile(None)
    return {path for path in found if path.split("/")[0] in PACKAGES}


def sql_between(table: str, mart: str) -> set[str]:
    """Objects that a mart is made of and that are themselves made of a table, both among them."""
    reads = {file.full_name: file.reads for file in sql_files.ordered(paths.SQL_DIR)}
    between = {table}
    for name, needed in reads.items():  # in their order: what is read comes first
        if needed & between:
            between.add(name)
    wanted: list[str] = [mart]
    behind: set[str] = set()
    while wanted:
        if (name := wanted.pop()) in between - behind:
            behind.add(name)
            wanted += reads[name]
    return behind


def _show() -> None:
    from streamlit.testing.v1 import AppTest

    page = AppTest.from_file(str(paths.ROOT / "app.py"), default_timeout=300)
    page.switch_page(f"pages/{PAGE}.py")
    page.run()
    if page.exception:
        raise RuntimeError(page.exception[0].message)


def way_of_a_figure() -> dict[str, set[str]]:
    """The files on the way of a figure: of the loader, SQL, and those of a build and of the page."""
    with tempfile.TemporaryDirectory() as folder, contextlib.redirect_stdout(io.StringIO()):
        os.environ |= {"DTI_WAREHOUSE_DIR": f"{folder}/warehouse", "DTI_LOADED_DIR": f"{folder}/loaded"}
        read = files_that_run(lambda: command(["check", FIGURES]))
        built = {path for path in files_that_run(lambda: command(["build"])) if path.startswith("warehouse/")}
        shown = files_that_run(_show)
    loader = {path for path in read if path.startswith("etl/")}
    return {"loader": loader, "SQL": sql_between(TABLE, MART), "build and page": (built | shown) - loader}


def main() -> None:
    """Print the figures."""
    imported = importers()
    once = sorted(module for module, users in imported.items() if len(users) == 1)
    print(f"Modules with one importer: {len(once)}")
    for module in once:
        print(f"  {module}")
    touched = sorted(of_new_mart())
    print(f"Files touched to show a further mart as a table with its files: {len(touched)}")
    for name in touched:
        print(f"  {name}")
    way = way_of_a_figure()
    print(f"Files on the way of one figure, from {FIGURES} to the page {PAGE}: {sum(map(len, way.values()))}")
    for part, names in way.items():
        print(f"  {part}: {len(names)}")


if __name__ == "__main__":
    main()
