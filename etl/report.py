"""What the command line prints: sentences in one language, or JSON for machines; progress on standard error."""

import dataclasses
import sys
from collections import Counter
from collections.abc import Mapping

from etl.problems import ACCEPT, BLOCKS, REVIEW, Cause, Problem, causes
from text.catalogue import topic
from text.problems import describe

SHOWN_ROWS = 20
_STEPS = {"check": "checking", "load": "loading"}  # all others are tables and views being built


class Report:
    """What a command found, said in one language or as JSON."""

    def __init__(self, language: str, as_json: bool) -> None:
        self.language, self.as_json = language, as_json
        self.facts: dict[str, object] = {"problems": []}

    def word(self, key: str, **values: object) -> str:
        """A text of the command line in the report's language, filled."""
        return topic(self.language, "command")[key].format(**values)

    def say(self, key: str, **values: object) -> None:
        """Print a sentence, unless the reader is a machine."""
        if not self.as_json:
            print(self.word(key, **values))

    def warn(self, key: str, **values: object) -> None:
        """Print a sentence on standard error, for people and in the logs of machines."""
        print(self.word(key, **values), file=sys.stderr)

    def line(self, text: str) -> None:
        """Print a line as it is, unless the reader is a machine."""
        if not self.as_json:
            print(text)

    def progress(self, step: str, done: int, total: int) -> None:
        """Show how far long work is, on one line of a terminal."""
        if sys.stderr.isatty() and not self.as_json:
            words = self.word(_STEPS.get(step, "building"))
            print(
                f"\r{words} {done}/{total} ",
                end="\n" if done == total and step != "load" else "",
                file=sys.stderr,
            )

    def changes(self, changes: Mapping[str, list[str]]) -> None:
        """Say how many releases were added, changed and removed."""
        for change, codes in changes.items():
            if codes:
                self.say("releases", change=self.word(change), count=len(codes))


def print_problems(report: Report, problems: list[Problem]) -> None:
    """Every cause of problems with its places: what blocks first, in the order of files, sheets and cells."""
    found = causes(problems)
    report.facts["problems"] = [_for_machines(cause, report.language) for cause in found]
    for cause in found:
        problem = cause.first
        place = " ".join(part for part in (problem.file, problem.sheet, problem.cell) if part)
        words = sentence(report.language, cause)
        report.line(f"{report.word(problem.severity)} {place}: {words}")
    counts = Counter(cause.first.severity for cause in found)
    report.say("problems", blocks=counts[BLOCKS], accepts=counts[ACCEPT], reviews=counts[REVIEW])


def sentence(language: str, cause: Cause) -> str:
    """What to tell a person about problems with the same cause."""
    first = cause.first
    return describe(language, first.code, first.found, first.expected, first.fix, cause.count, cause.places)


def _for_machines(cause: Cause, language: str) -> dict[str, object]:
    """The first of the problems with severity and cell, how many there are, where the first are, and the sentence."""
    problem = cause.first
    more = {"severity": problem.severity, "cell": problem.cell, "count": cause.count, "places": cause.places}
    return dataclasses.asdict(problem) | more | {"message": sentence(language, cause)}


def print_rows(report: Report, rows: list[dict]) -> None:
    """The rows a check points at, column by column; of many the first ones."""
    for row in rows[:SHOWN_ROWS]:
        report.line("  " + ", ".join(f"{name} {value}" for name, value in row.items() if value is not None))
    if len(rows) > SHOWN_ROWS:
        report.line("  " + report.word("more", count=len(rows) - SHOWN_ROWS))
