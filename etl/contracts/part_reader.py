"""The parts of a contract read for many rows: each once for every combination of its cells."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field

import polars as pl

from etl.contracts.codebook import Codebook
from etl.contracts.fields import ReleaseFields, Report
from etl.contracts.parts import Columns, Part
from etl.contracts.row_cells import RowCells
from etl.problems import ALIKE_SHOWN
from etl.shapes.layouts import Layout
from etl.shapes.mapped_rows import MappedRow
from etl.sidecars import Release


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
