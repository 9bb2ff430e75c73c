"""How well the tests hold the rules: single changes of `sql/rule` and `sql/core`, each tried with the tests of `sql/`.

    python -m benchmarks.mutations [--first N] [--only PART OF A FILE'S NAME]

A change that makes a test fail is killed; one that no test notices survives and is printed. Kinds take turns, in each
files are in an order of chance that is always the same, so that the first N are spread over both. Every file is changed
in a copy of the checkout, so that nothing of this one is touched. All of them take an hour and a half on two cores; not
a part of `python -m benchmarks`.
"""

import argparse
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from queue import Queue

from warehouse.paths import ROOT, SQL_DIR

LAYERS = ("rule", "core")
COPIED = (
    "access", "data", "etl", "exports", "planning", "reports", "sql", "tests", "text", "ui", "warehouse", "docs",
    "pyproject.toml",
)  # fmt: skip
LONGEST_SECONDS = 900
SEED = 10
# Files of tests that find most changes, and those that take long and find none that no other finds.
FIRST, LAST = ("test_golden.py", "test_rules.py", "test_marts.py"), ("test_structure.py", "test_lake.py")
# What is changed, each as a pattern and what stands in its place; a pattern is tried wherever it occurs.
CHANGES = {
    "order of authority": [
        (r"order by (\w+\.)?source_rank", r"order by -\1source_rank"),
        (r"(?m)^( +)rule\.authority_order\(", r"\1-rule.authority_order("),
    ],
    "tolerance": [(r"(?<=[<>]= )0\.0*1\b", "0.5"), (r"(?<=[<>] )0\.0*1\b", "0.5")],
    "extreme": [
        (r"\bmax\(", "min("), (r"\bmin\(", "max("), (r"\barg_max\(", "arg_min("), (r"\barg_min\(", "arg_max("),
        (r"\bgreatest\(", "least("), (r"\bleast\(", "greatest("),
    ],
    "partition": [(r"(partition by (?:[\w.]+, )*[\w.]+), [\w.]+", r"\1"), (r"partition by [\w.]+, ", "partition by ")],
    "direction": [
        (r" desc\b", " asc"), (r" <= ", " < "), (r" >= ", " > "), (r" < ", " >= "), (r" > ", " <= "),
    ],
    "sign": [(r" \+ ", " - "), (r" - ", " + ")],
    "null": [(r"\bis not null\b", "is null"), (r"\bis null\b", "is not null")],
    "logic": [(r"\band\b(?! \w+ preceding)", "or"), (r"\bor\b", "and")],
}  # fmt: skip
# Changes that no figure can show: of which file and kind, where in the line, and why.
EQUIVALENT = (
    ("published_figures.sql", "extreme", "filter (figure = ", "a figure has one preferred statement, any is the most"),
    ("main_scores.sql", "extreme", "needed.component_count", "all rows of a main indicator have the same count"),
    ("predecessor_values.sql", "extreme", "predecessor_count", "all rows of a unit have the same count"),
    ("verdict_between.sql", "direction", "decimals <= ", "of as many decimals, either is held against the other"),
    ("printed_by_between.sql", "direction", "decimals <= ", "of as many decimals, either is held against the other"),
)


@dataclass(frozen=True)
class Mutant:
    """One change of one file: its kind, the line it is on, and the file's text with it."""

    file: Path
    kind: str
    line: int
    before: str
    after: str
    text: str

    def told(self) -> str:
        """Where the change is and what it does."""
        return f"{self.file}:{self.line}: {self.kind}: `{self.before.strip()}` -> `{self.after.strip()}`"


def mutants() -> Iterator[Mutant]:
    """Every single change of the two layers, in the order of files and lines; comments are left alone."""
    for layer in LAYERS:
        for path in sorted((SQL_DIR / layer).glob("*.sql")):
            yield from _of_file(path)


def _of_file(path: Path) -> Iterator[Mutant]:
    text = path.read_text(encoding="utf-8")
    lines = text.splitlines()
    for kind, patterns in CHANGES.items():
        for pattern, instead in patterns:
            for found in re.finditer(pattern, text):
                line = text.count("\n", 0, found.start())
                changed = text[: found.start()] + found.expand(instead) + text[found.end() :]
                before, after = lines[line], changed.splitlines()[line]
                if not before.lstrip().startswith("--") and not _is_equivalent(path.name, kind, before):
                    yield Mutant(path.relative_to(ROOT), kind, line + 1, before, after, changed)


def _is_equivalent(name: str, kind: str, line: str) -> bool:
    return any(name == file and kind == of_kind and part in line for file, of_kind, part, _ in EQUIVALENT)


def _is_sound(copy: Path) -> bool:
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", "-p", "no:xdist", *_tests()]
    return subprocess.run(command, cwd=copy, capture_output=True, check=False, timeout=LONGEST_SECONDS).returncode == 0


def _is_killed(mutant: Mutant, copy: Path) -> bool:
    file = copy / mutant.file
    original = file.read_text(encoding="utf-8")
    file.write_text(mutant.text, encoding="utf-8")
    try:
        return not _is_sound(copy)
    except subprocess.TimeoutExpired:  # a join without its condition may take for ever
        return True
    finally:
        file.write_text(original, encoding="utf-8")


def _tests() -> list[str]:
    others = sorted({path.name for path in (ROOT / "tests" / "sql").glob("test_*.py")} - {*FIRST, *LAST})
    return [f"tests/sql/{name}" for name in (*FIRST, *others, *LAST)]


def in_turns(found: Iterable[Mutant]) -> list[Mutant]:
    """Changes of all kinds by turns, those of one kind in an order of chance."""
    of_kind: dict[str, list[Mutant]] = {}
    for mutant in found:
        of_kind.setdefault(mutant.kind, []).append(mutant)
    chance = random.Random(SEED)
    for kind in of_kind.values():
        chance.shuffle(kind)
    return [mutant for turn in zip_longest(*of_kind.values()) for mutant in turn if mutant]


def main() -> None:
    """Try the changes, as many at once as there are cores; print the survivors and the share that was killed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.mutations")
    parser.add_argument("--first", type=int, help="try so many changes, of all kinds by turns")
    parser.add_argument("--only", default="", help="a part of the names of files to change")
    chosen = parser.parse_args()
    tried = in_turns(each for each in mutants() if chosen.only in each.file.as_posix())[: chosen.first]
    with tempfile.TemporaryDirectory() as folder:
        copies: Queue[Path] = Queue()
        for number in range(os.cpu_count() or 1):
            copies.put(_copy(Path(folder) / str(number)))
        if not _is_sound(Path(folder, "0")):
            raise RuntimeError("tests of sql/ fail without any change")

        def try_one(mutant: Mutant) -> bool:
            copy = copies.get()
            try:
                return _is_killed(mutant, copy)
            finally:
                copies.put(copy)

        with ThreadPoolExecutor(copies.qsize()) as threads:
            killed = 0
            for number, (mutant, is_killed) in enumerate(zip(tried, threads.map(try_one, tried), strict=True), 1):
                killed += is_killed
                if not is_killed:
                    print(f"{number}: survived: {mutant.told()}", flush=True)
    print(f"{killed} of {len(tried)} changes killed ({killed / len(tried):.1%})")


def _copy(folder: Path) -> Path:
    folder.mkdir()
    for name in COPIED:
        source = ROOT / name
        if source.is_dir():
            left_out = shutil.ignore_patterns("__pycache__", "warehouse", "loaded") if name == "data" else None
            shutil.copytree(source, folder / name, ignore=left_out or shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, folder / name)
    return folder


if __name__ == "__main__":
    main()
