"""Telling rows apart by the cells of some of their fields, without making those cells."""

from collections.abc import Hashable, Iterable, Sequence
from itertools import repeat
from operator import itemgetter

from etl.shapes.mapped_rows import MappedRow, Reading


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
