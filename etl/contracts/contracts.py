"""Mapped rows to staging frames, or every problem at once. No row is ever dropped: one blocking problem refuses the
whole release.

A contract is made of parts: a part are the columns that a few cells of a row decide. Rows repeat each other: 300,000 of
them have some hundred units, indicators and ranks. So a part is read once for each combination of its cells that the
file has, and not once a row.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import repeat
from operator import itemgetter
from typing import Any

import polars as pl

from etl.contracts.codebook import Codebook
from etl.contracts.fields import ReleaseFields, Report
from etl.declarations import Declaration
from etl.problems import ALIKE_SHOWN, Problem
from etl.reading.workbooks import Progress, silent
from etl.releases import Release
from etl.shapes.layouts import Layout
from etl.shapes.row_mapping import MappedRow, Reading

Columns = Mapping[str, Any]


@dataclass(frozen=True, eq=False)
class Part:
    """`read` turns the fields `reads`, and the columns of the parts `after` which it comes, into columns of its own.

    Fields that are not in `reads` cannot be asked for. A problem it reports is reported at every row alike.
    """

    reads: tuple[str, ...]
    read: Callable[[ReleaseFields, Codebook, Columns], Columns]
    after: tuple["Part", ...] = ()


@dataclass(frozen=True)
class Contract:
    """What one row of a staging table may say: its columns, part by part.

    `one_of`: columns of which a row has to fill one. `unique_by`: two rows that agree in these say the same thing
    twice, if both fill a column of one group of `duplicates_fill`; without groups, always.
    """

    parts: tuple[Part, ...]
    unique_by: tuple[str, ...]
    duplicates_fill: tuple[tuple[str, ...], ...] = ()
    one_of: tuple[str, ...] = ()


def texts(*names: str) -> tuple[Part, ...]:
    """A part for each text that is kept as it is."""
    return tuple(map(_text, names))


def _text(name: str) -> Part:
    return Part((name,), lambda fields, _, __: {name: fields.text(name)})


class RowCells:
    """The raw cells of rows of one staging table."""

    def __init__(self, rows: Sequence[MappedRow]) -> None:
        """`rows` in file order."""
        self._rows = rows
        self._readings = {id(row.reading): row.reading for row in rows}
        self._is_plain = len(self._readings) == 1 and not any(row.own for row in rows)
        self._texts = [row.texts for row in rows]
        self._masks = [row.reading.sheet.mask(row.number) for row in rows]
        self._shortest = min(map(len, self._texts), default=0)

    def of(self, names: Sequence[str]) -> Iterable[Hashable]:
        """For each row something equal for rows that hold the same in these fields, and only for those.

        Rows of a long table share one reading; there may be hundreds of thousands, so they take no call a row.
        """
        if not self._is_plain:
            return self._of_any(names)
        place = _Place(next(iter(self._readings.values())), names)
        if place.pick is None:
            return repeat(None, len(self._rows))
        texts = self._texts if self._shortest >= place.width else map(place.filled, self._texts)
        marks = {mask: place.pick(mask.ljust(place.width)) for mask in set(self._masks)}
        cells = map(place.pick, texts)
        return cells if len(marks) == 1 else zip(cells, map(marks.__getitem__, self._masks), strict=True)

    def _of_any(self, names: Sequence[str]) -> Iterable[Hashable]:
        places = {number: _Place(reading, names) for number, reading in self._readings.items()}
        shared: dict[Hashable, int] = {}
        alike = {number: shared.setdefault(place.said, len(shared)) for number, place in places.items()}
        for row, mask in zip(self._rows, self._masks, strict=True):
            place = places[id(row.reading)]
            cells = place.pick and (place.pick(place.filled(row.texts)), place.pick(mask.ljust(place.width)))
            yield alike[id(row.reading)], cells, tuple(map(row.own.get, names)) if row.own else None


class _Place:
    """Where the fields of some names stand in the rows of one reading, and what else is `said` of them."""

    def __init__(self, reading: Reading, names: Sequence[str]) -> None:
        columns = [reading.columns.get(name) for name in names]
        self.said = (tuple(columns), tuple(map(reading.fixed.get, names)), reading.separators, reading.sheet.name)
        there = [column for column in columns if column is not None]
        self.width = max(there, default=-1) + 1
        self.pick = itemgetter(*there) if there else None

    def filled(self, texts: Sequence[str]) -> Sequence[str]:
        """The texts of a row, those it lacks empty."""
        return texts if len(texts) >= self.width else (*texts, *[""] * (self.width - len(texts)))


@dataclass
class Answers:
    """What a part says of rows: which of its distinct answers each row has, and what is reported with some answers."""

    numbers: list[int]
    columns: list[Columns] = field(default_factory=list)
    reports: dict[int, list[Report]] = field(default_factory=dict)

    def frame(self, types: Mapping[str, pl.DataType]) -> pl.DataFrame:
        """The part's columns, one row for each row."""
        names = self.columns[0].keys() if self.columns else ()
        distinct = pl.DataFrame(
            {name: [columns[name] for columns in self.columns] for name in names},
            schema={name: types[name] for name in names},
        )
        return distinct[pl.Series(self.numbers, dtype=pl.UInt32)]


class PartReader:
    """Reads parts of rows of one release."""

    def __init__(self, rows: Sequence[MappedRow], layout: Layout, release: Release, codebook: Codebook) -> None:
        """`rows` of one staging table, in file order."""
        self._rows, self._layout, self._release, self._codebook = rows, layout, release, codebook
        self._cells = RowCells(rows)

    def answers(self, part: Part, before: Sequence[Answers]) -> Answers:
        """What the part says of every row, given the answers of the parts it comes after."""
        cells = self._cells.of(part.reads)
        keys = zip(cells, *(each.numbers for each in before), strict=True) if before else cells
        known: dict[Hashable, int] = {}
        answers = Answers([known.setdefault(key, len(known)) for key in keys])
        rows = range(len(answers.numbers) - 1, -1, -1)  # from the last on, so that the first row of a number stays
        first_rows = dict(zip(reversed(answers.numbers), rows, strict=True))
        for index in map(first_rows.__getitem__, range(len(known))):
            self._read(part, index, answers, [each.columns[each.numbers[index]] for each in before])
        return answers

    def fields(self, index: int) -> ReleaseFields:
        """All fields of a row."""
        return ReleaseFields(self._rows[index], self._layout, self._release)

    def _read(self, part: Part, index: int, answers: Answers, before: Sequence[Columns]) -> None:
        has_proposals = len(answers.reports) < ALIKE_SHOWN
        fields = ReleaseFields(self._rows[index], self._layout, self._release, part.reads, has_proposals)
        given = {name: value for columns in before for name, value in columns.items()}
        columns = part.read(fields, self._codebook, given)
        if fields.reports:
            answers.reports[len(answers.columns)] = fields.reports
        answers.columns.append(columns)


def apply_contracts(
    rows: Iterable[MappedRow],
    layout: Layout,
    release: Release,
    codebook: Codebook,
    declarations: Mapping[str, Declaration],
    contracts: Mapping[str, Contract],
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
        check = _TableCheck(contracts[table], its_rows, reader)
        for share in check.read_parts():
            progress(done + int(share * len(its_rows)), total)
        done += len(its_rows)
        place: dict[str, list[Any]] = {
            "release_code": [release.release_code] * len(its_rows),
            "row_number": [row.figure_number for row in its_rows],
        }
        frames[table] = check.frame(place, declarations[table])
        problems |= dict.fromkeys(check.problems)
    return frames, list(problems)


class _TableCheck:
    """The rows of one staging table, read part by part and then checked as a whole."""

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
        keys = self._contract.unique_by
        for names in self._contract.duplicates_fill or ((),):
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
