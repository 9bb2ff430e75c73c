"""docs/bad_inputs.md, written from the table by checking every file of it: `python -m tests.etl.bad_inputs_page`."""

import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from etl.problems import Problem
from etl.uploads import loading
from tests.etl.bad_inputs import BAD_INPUTS, BadInput
from tests.etl.installation import Installation
from text.problems import describe
from warehouse import paths

PAGE = paths.ROOT / "docs" / "bad_inputs.md"
OPENING = """# What happens to bad files

Every file below is a good table with one fault, made by `tests/etl/bad_inputs.py` and handed in as an analyst would.
**blocks**: the file is refused as a whole. **review**: it can be loaded, and a person is asked to look. Nothing is
changed by checking a file, whatever is in it. The sentences are those the user gets, with what was found in the file.

This page is written by `python -m tests.etl.bad_inputs_page`; a test compares it.
"""


def problem_of(bad: BadInput, checked: loading.Checked) -> Problem:
    """The problem the table speaks of; there is exactly one."""
    [problem] = [
        each for each in checked.problems if (each.code, each.sheet, each.cell) == (bad.code, bad.sheet, bad.cell)
    ]
    return problem


def sentence(language: str, problem: Problem) -> str:
    """What the user reads."""
    return describe(language, problem.code, problem.found, problem.expected, problem.fix)


def page(problems: Sequence[Problem]) -> str:
    """The page, given the problem of each bad input."""
    lines = ["| # | What is wrong | Where | Code | | Vietnamese | English |", "|---|---|---|---|---|---|---|"]
    for number, (bad, problem) in enumerate(zip(BAD_INPUTS, problems, strict=True), start=1):
        place = " ".join(part for part in (problem.sheet, problem.cell) if part)
        if problem.code == "year_out_of_range":  # the running year ends the range, and the page must outlive it
            problem = replace(problem, expected="2000..")
        words = [_plain(text) for text in (bad.what, place, sentence("vi", problem), sentence("en", problem))]
        lines.append(
            "| {} | {} | {} | `{}` | {} | {} | {} |".format(number, *words[:2], bad.code, bad.severity, *words[2:])
        )
    return "\n".join([OPENING, *lines, ""])


def _plain(text: str) -> str:
    """A text in a cell of the page: no column of its own, no line, nothing that would be marked up."""
    for letter in "|<>*_":
        text = text.replace(letter, f"\\{letter}")
    return " ".join(text.split())


def _write() -> None:
    with tempfile.TemporaryDirectory() as folder:
        site = Installation(Path(folder)).lay_out()
        checks = [loading.check(bad.uploads, bad.purpose, folders=site.folders) for bad in BAD_INPUTS]
    problems = [problem_of(bad, checked) for bad, checked in zip(BAD_INPUTS, checks, strict=True)]
    PAGE.write_text(page(problems), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    _write()
