"""How far one walks through the code: ``python -m benchmarks.structure``.

Modules that only one other imports; files touched to add something, counted by doing it in a copy; and files on the way
of one figure from cell to screen: the index of Tuyên Quang in 2022, which no other figure of its file equals, read from
`FIGURES`, built, and shown by the page `PAGE`.

**On the way** is a file whose code has the figure in hand. For Python that is measured, not judged: a function of it
ends with the figure among its arguments, its variables or what it returns, be it as text, number, part of a row or of a
frame. For SQL it is an object between the table that the file is read into and the mart of the page that has a row with
the figure. Beside it stand two wider counts: with the files that **lead there**, which call such a function or are a
rule that such an object applies, and all files of which any code **runs** meanwhile (settings, words, pickers, and in
SQL whatever stands between table and mart).
"""

import contextlib
import io
import os
import re
import shutil
import sys
import tempfile
import threading
from ast import Import, ImportFrom, parse, walk
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from types import CodeType, FrameType, MappingProxyType
from typing import Any

import pandas as pd
import polars as pl

from tests import additions, further_language
from warehouse import builds, paths, sql_files
from warehouse.connection import query

PACKAGES = ("access", "etl", "exports", "launch", "pages", "planning", "reports", "text", "ui", "warehouse")
ENTRIES = ("app.py", "serve.py", "run.py")
FIGURES, FIGURE = "2022/dti_main_indicators.csv", Decimal("0.5320")
PAGE, TABLE, MART = "ranking", "staging.figures", "mart.unit_ranking"
ADDRESS = {"index": "dti", "year": "2022", "cohort": "vn63"}
_PRINTED = re.compile(r"(?<![\d.,])0[.,]5320?(?!\d)")
_DEEPEST = 5  # parts of parts that are looked into: rows in a frame in an object


def importers() -> dict[str, set[str]]:
    """The modules of the program that others import, by name, with those that do."""
    files = {
        ".".join(file.relative_to(paths.ROOT).with_suffix("").parts): file
        for package in PACKAGES
        for file in (paths.ROOT / package).rglob("*.py")
        if file.stem != "__init__"
    }
    files |= {name.removesuffix(".py"): paths.ROOT / name for name in ENTRIES}
    found: dict[str, set[str]] = defaultdict(set)
    for module, file in files.items():
        for node in walk(parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, Import):
                named = {alias.name for alias in node.names}
            elif isinstance(node, ImportFrom) and node.module:
                named = {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
            else:
                continue
            for imported in named & files.keys():
                found[imported].add(module)
    return found


def touched_by_additions() -> dict[str, set[str]]:
    """The files touched to add each of `tests.additions.ADDITIONS` and a language, one after the other in one copy."""
    with tempfile.TemporaryDirectory() as folder:
        root = additions.copy_to(Path(folder))
        added = {**additions.ADDITIONS, "a language": further_language.add_language}
        return {name: additions.touched(root, add) for name, add in added.items()}


def holds(value: Any, depth: int = _DEEPEST) -> bool:
    """Whether a value is the figure or has it in one of its parts."""
    if value is None or isinstance(value, (bool, int)):
        return False
    if isinstance(value, (bytes, bytearray)):
        return _PRINTED.search(value.decode("latin-1")) is not None
    if isinstance(value, str):
        return _PRINTED.search(value) is not None
    if isinstance(value, (float, Decimal)):
        return abs(float(value) - float(FIGURE)) < 1e-9
    return depth > 0 and any(holds(part, depth - 1) for part in _parts(value))


def _parts(value: Any) -> list[Any]:
    if isinstance(value, pl.DataFrame):
        return value.get_columns()
    if isinstance(value, pl.Series):
        return value.unique().to_list() if value.dtype == pl.String or value.dtype.is_numeric() else value.to_list()
    if isinstance(value, (dict, MappingProxyType)):
        return list(value.values())
    if isinstance(value, (list, tuple, set, frozenset)):
        return list(value)
    kind = type(value)
    if kind.__module__.split(".")[0] in PACKAGES:
        return list(vars(value).values()) if hasattr(value, "__dict__") else [
            getattr(value, name, None) for name in getattr(kind, "__slots__", ())
        ]
    if type(value) is pd.DataFrame:
        return [value[name].tolist() for name in value.columns]
    return []


@dataclass
class Walk:
    """Files of the program by what they have to do with the figure; each of the sets is within the next one."""

    on_the_way: set[str] = field(default_factory=set)
    leading_there: set[str] = field(default_factory=set)
    running: set[str] = field(default_factory=set)


def follow(action: Callable[[], object]) -> Walk:
    """What happens to the figure meanwhile, in any thread."""
    found = Walk()
    known: set[tuple[CodeType, CodeType | None]] = set()  # functions that have had it, each with who called it then

    def note(frame: FrameType, event: str, returned: object) -> None:
        code = frame.f_code
        if event != "return" or not (path := _path_of(code)):
            return
        if code.co_name != "<module>":
            found.running.add(path)
        step = code, frame.f_back.f_code if frame.f_back else None
        if step in known:
            return
        sys.setprofile(None)  # what looks for the figure is not on its way
        try:
            if holds(returned) or any(holds(value) for value in list(frame.f_locals.values())):
                known.add(step)
                found.on_the_way.add(path)
                found.leading_there.update(_callers(frame))
        finally:
            sys.setprofile(note)

    threading.setprofile(note)
    sys.setprofile(note)
    try:
        action()
    finally:
        sys.setprofile(None)
        threading.setprofile(None)
    found.leading_there |= found.on_the_way
    found.running |= found.leading_there
    return found


def _path_of(code: CodeType) -> str:
    """The file that a function of ours stands in, from the root; empty for all others."""
    root = f"{paths.ROOT}{os.sep}"
    if not code.co_filename.startswith(root):
        return ""
    path = Path(code.co_filename.removeprefix(root)).as_posix()
    return path if path.split("/")[0] in (*PACKAGES, *ENTRIES) else ""


def _callers(frame: FrameType | None) -> set[str]:
    files = set()
    while frame:
        files.add(_path_of(frame.f_code))
        frame = frame.f_back
    return files - {""}


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


def follow_in_sql(build_id: str) -> Walk:
    """The same for the objects of a build; its rules are files that lead there."""
    reads = {file.full_name: file.reads for file in sql_files.ordered(paths.SQL_DIR)}
    between = sql_between(TABLE, MART)
    holding = {name for name in between if holds(query(build_id, f"select * from {name}"))}
    rules = {read for name in holding for read in reads[name] if read.startswith("rule.")}
    while further := {read for rule in rules for read in reads[rule]} - rules:
        rules |= further
    return Walk(holding, holding | rules, between | rules)


def _show() -> None:
    from streamlit.testing.v1 import AppTest

    page = AppTest.from_file(str(paths.ROOT / "app.py"), default_timeout=300)
    page.switch_page(f"pages/{PAGE}.py")
    for name, value in ADDRESS.items():
        page.query_params[name] = value
    page.run()
    if faults := [*page.exception, *page.error]:
        raise RuntimeError(faults[0])


def way_of_a_figure() -> dict[str, Walk]:
    """Files of Python while the figure's file alone is built and while the page shows it, and objects of SQL."""
    with tempfile.TemporaryDirectory() as folder, contextlib.redirect_stdout(io.StringIO()):
        os.environ |= {"DTI_WAREHOUSE_DIR": f"{folder}/warehouse", "DTI_LOADED_DIR": f"{folder}/loaded"}
        raw = Path(folder, "raw")
        for name in (FIGURES, FIGURES.replace(".csv", ".json")):
            (raw / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(paths.RAW_DIR / name, raw / name)
        paths.RAW_DIR = raw  # before the loader is imported, which takes it as it then is
        from etl.__main__ import main as command

        built = follow(lambda: command(["build"]))
        shown = follow(_show)
        in_sql = follow_in_sql(builds.current(paths.warehouse_dir()).build_id)
    return {"loader and build": built, "SQL": in_sql, "page": shown}


def main() -> None:
    """Print the figures."""
    imported = importers()
    once = sorted(module for module, users in imported.items() if len(users) == 1)
    print(f"Modules with one importer: {len(once)}")
    for module in once:
        print(f"  {module}")
    for name, touched in touched_by_additions().items():
        print(f"Files touched to add {name}: {len(touched)}")
        for path in sorted(touched):
            print(f"  {path}")
    way = way_of_a_figure()
    print(f"Files of one figure, from data/raw/{FIGURES} to the page {PAGE}:")
    for part in ("on_the_way", "leading_there", "running"):
        by_step = {step: getattr(found, part) for step, found in way.items()}
        steps = ", ".join(f"{step} {len(files)}" for step, files in by_step.items())
        print(f"  {part.replace('_', ' ')}: {len(set().union(*by_step.values()))} ({steps})")
    for step, found in way.items():
        print(f"  on the way, {step}:")
        for path in sorted(found.on_the_way):
            print(f"    {path}")


if __name__ == "__main__":
    main()
