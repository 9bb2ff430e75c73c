"""Mapped rows to staging frames, or every problem at once. No row is ever dropped: one blocking problem
refuses the whole release."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import polars as pl

from etl.contracts.codebook import Codebook
from etl.contracts.figures import COHORT_FIGURE, FIGURE
from etl.contracts.parts import Answers, Contract, Part, PartReader
from etl.contracts.plans import BASELINE, REPORTING_RULE, TARGET, TASK
from etl.contracts.statuses import COMPONENT_STATUS
from etl.declarations import Declaration
from etl.problems import Problem
from etl.reading.workbooks import Progress, silent
from etl.shapes.layouts import Layout
from etl.shapes.row_mapping import MappedRow
from etl.sidecars import Release

CONTRACTS: Mapping[str, Contract] = {
    "figures": FIGURE,
    "cohort_figures": COHORT_FIGURE,
    "component_statuses": COMPONENT_STATUS,
    "baselines": BASELINE,
    "targets": TARGET,
    "tasks": TASK,
    "reporting_rules": REPORTING_RULE,
}
SAYS_ONCE = {table: each.says_once for table, each in CONTRACTS.items()}


def contract(
    rows: Iterable[MappedRow],
    layout: Layout,
    release: Release,
    codebook: Codebook,
    declarations: Mapping[str, Declaration],
    progress: Progress = silent,
) -> tuple[dict[str, pl.DataFrame], list[Problem]]:
    """The staging frames of one release, by table, rows in file order; columns and types as declared.

    With a blocking problem the frames are not to be used. `progress` hears of rows done, and of all.
    """
    tables: dict[str, list[MappedRow]] = {}
    for row in rows:
        tables.setdefault(row.table, []).append(row)
    total, done = sum(map(len, tables.values())), 0
    frames: dict[str, pl.DataFrame] = {}
    problems: dict[Problem, None] = {}  # what a header or the whole file has wrong, every row would repeat
    for table, its_rows in tables.items():
        reader = PartReader(its_rows, layout, release, codebook)
        judged = _Judged(CONTRACTS[table], its_rows, reader)
        for share in judged.read_parts():
            progress(done + int(share * len(its_rows)), total)
        done += len(its_rows)
        place: dict[str, list[Any]] = {
            "release_code": [release.release_code] * len(its_rows),
            "row_number": [row.figure_number for row in its_rows],
        }
        frames[table] = judged.frame(place, declarations[table])
        problems |= dict.fromkeys(judged.problems)
    return frames, list(problems)


class _Judged:
    """The rows of one staging table, read part by part and then judged as a whole."""

    def __init__(self, contract: Contract, rows: Sequence[MappedRow], reader: PartReader) -> None:
        self._contract, self._rows, self._reader = contract, rows, reader
        self._answers: dict[Part, Answers] = {}
        self._refused: set[int] = set()
        self.problems: list[Problem] = []

    def read_parts(self) -> Iterator[float]:
        """Read the parts in their order; says after each which share is done."""
        for count, part in enumerate(self._contract.parts, start=1):
            answers = self._reader.answers(part, [self._answers[each] for each in part.after])
            self._answers[part] = answers
            for index, number in enumerate(answers.numbers if answers.reports else ()):
                for report in answers.reports.get(number, ()):
                    self._report(index, *report)
            yield count / len(self._contract.parts)

    def frame(self, place: Mapping[str, Sequence], declaration: Declaration) -> pl.DataFrame:
        """The staging frame; what only shows in whole rows is added to the problems."""
        parts = [answers.frame(declaration.columns) for answers in self._answers.values()]
        types = {name: declaration.columns[name] for name in place}
        frame = pl.concat([pl.DataFrame(place, schema=types), *parts], how="horizontal")
        self._check_filled(frame, declaration)
        self._check_repeated(frame)
        return frame.select(list(declaration.columns))

    def _check_filled(self, frame: pl.DataFrame, declaration: Declaration) -> None:
        if names := self._contract.one_of:
            for index in self._sound_where(frame, pl.all_horizontal(pl.col(names).is_null())):
                self._report(index, "row_without_figure", names[0])
        missing = [(name, self._sound_where(frame, pl.col(name).is_null())) for name in sorted(declaration.required)]
        for name, indexes in missing:
            for index in indexes:
                self._report(index, "value_missing", _printed_field(name))

    def _check_repeated(self, frame: pl.DataFrame) -> None:
        keys = self._contract.says_once
        for names in self._contract.sayings or ((),):
            says = pl.any_horizontal(pl.col(names).is_not_null()) if names else pl.lit(True)
            firsts = frame.with_row_index("index").filter(says)
            firsts = firsts.select("index", first=pl.col("index").first().over(keys))
            for index, first in firsts.filter(pl.col("index") != pl.col("first")).rows():
                if index not in self._refused:
                    self._report_repeated(self._rows[index], self._rows[first], index)

    def _report_repeated(self, row: MappedRow, first: MappedRow, index: int) -> None:
        """A person who does not see one of the two rows is told which."""
        field = _printed_field("unit_code")
        for each, other in ((row, first), (first, row)):
            if each.number in each.reading.sheet.hidden_rows:
                self._report(index, "row_repeated_hidden", field, each.number, other.number)
                return
        self._report(index, "row_repeated", field, None, first.number)

    def _sound_where(self, frame: pl.DataFrame, condition: pl.Expr) -> list[int]:
        """Indexes of the rows that meet the condition and are not refused for anything else."""
        return [index for index in frame.select(pl.arg_where(condition)).to_series() if index not in self._refused]

    def _report(self, index: int, *report: Any) -> None:
        fields = self._reader.fields(index)
        fields.report(*report)
        self.problems += fields.problems
        if fields.is_refused:
            self._refused.add(index)


def _printed_field(name: str) -> str:
    """The field of the file that a column comes from."""
    return "unit_name" if name == "unit_code" else name
