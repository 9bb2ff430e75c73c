"""The cells of one row read as typed fields; what does not read becomes a problem that names its cell."""

from collections.abc import Collection
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from etl.layouts import Layout
from etl.mapping import MappedRow
from etl.numbers import Number, parse_fraction, parse_number, parse_plain
from etl.problems import BLOCKS, Problem
from etl.sheets import Cell
from etl.sidecars import Release

_PRECISION = 12  # digits of every stored decimal


class Fields:
    """Reads one mapped row; `problems` collects every fault met on the way."""

    def __init__(self, row: MappedRow, layout: Layout, release: Release) -> None:
        """Read `row`, whose numbers are written as `layout` says, of the file of `release`."""
        self.row = row
        self.layout = layout
        self.release = release
        self.problems: list[Problem] = []

    @property
    def is_refused(self) -> bool:
        """True once a blocking problem was met."""
        return any(problem.severity == BLOCKS for problem in self.problems)

    def report(
        self, code: str, name: str, found: object = None, expected: object = "", fix: Collection[str] = ()
    ) -> None:
        """Note a problem at the cell of this field; `found` is what the cell holds unless given."""
        cell = self._cell(name)
        self.problems.append(
            Problem(
                file=self.release.file,
                sheet=self.row.sheet,
                row=self.row.number,
                column=cell.column,
                code=code,
                found=cell.text if found is None else str(found),
                expected=str(expected),
                fix=tuple(fix),
            )
        )

    def text(self, name: str, required: bool = False) -> str | None:
        """The text of a field, None if empty."""
        text = self._cell(name).text
        if required and not text:
            self.report("value_missing", name, expected=name)
        return text or None

    def code(self, name: str, required: bool = False) -> str | None:
        """A code. A cell stored as a number is refused: 1.10 has already become 1.1, and 01 has become 1."""
        text = self.text(name, required)
        if text and self._cell(name).is_numeric:
            self.report("code_is_number", name)
            return None
        return text

    def choice(self, name: str, allowed: Collection[str], required: bool = True) -> str | None:
        """A text out of a closed list."""
        text = self.text(name, required)
        if text and text not in allowed:
            self.report("choice_unknown", name, expected=name, fix=allowed)
            return None
        return text

    def number(self, name: str, scale: int) -> Number | None:
        """A number that fits a stored decimal of this scale; more decimals are rounded half-up, and noted."""
        cell = self._cell(name)
        if not cell.text:
            return None
        number = (
            parse_plain(cell.text) if cell.is_numeric else parse_number(cell.text, self.layout.separators)
        )
        if number is None:
            return self._unreadable(name)
        return self._fitting(name, number, scale)

    def pair(self, name: str, scale: int) -> tuple[Number | None, Number | None]:
        """A number, and the number after a slash where one stands there: `72,33/150`, `58/63`."""
        cell = self._cell(name)
        if "/" not in cell.text:
            return self.number(name, scale), None
        parts = parse_fraction(cell.text, self.layout.separators)
        if parts is None:
            return self._unreadable(name), None
        return self._fitting(name, parts[0], scale), self._fitting(name, parts[1], scale)

    def integer(self, name: str, required: bool = False) -> int | None:
        """An integer, None if empty."""
        if required:
            self.text(name, required=True)
        return self.whole(name, self.number(name, 4))

    def whole(self, name: str, number: Number | None) -> int | None:
        """The number as an integer; a fraction of one is a problem."""
        if number is None:
            return None
        if number.value != number.value.to_integral_value():
            return self._unreadable(name, expected="integer")
        return int(number.value)

    def day(self, name: str) -> date | None:
        """A date written YYYY-MM-DD, None if empty."""
        text = self.text(name)
        if text is None:
            return None
        try:
            return date.fromisoformat(text)
        except ValueError:
            self.report("date_unreadable", name, expected="YYYY-MM-DD")
            return None

    def _cell(self, name: str) -> Cell:
        return self.row.cells.get(name, Cell(""))

    def _unreadable(self, name: str, expected: str = "") -> None:
        separators = self.layout.separators
        declared = f"{separators.decimal} {separators.thousands}".strip()
        self.report("number_unreadable", name, expected=expected or declared, fix=(self.layout.name,))

    def _fitting(self, name: str, number: Number, scale: int) -> Number | None:
        if number.decimals > scale:
            number = Number(number.value.quantize(Decimal(1).scaleb(-scale), ROUND_HALF_UP), scale)
            self.report("number_too_precise", name, expected=scale)
        if abs(number.value) >= Decimal(10) ** (_PRECISION - scale):
            self.report("number_too_large", name, expected=f"< 10^{_PRECISION - scale}")
            return None
        return number
