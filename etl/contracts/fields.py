"""The cells of one row read as typed fields; what does not read becomes a problem that names its cell."""

import re
from collections.abc import Collection, Iterable
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from etl.problems import BLOCKS, Problem
from etl.reading.sheets import Cell
from etl.releases import Release
from etl.shapes.layouts import Layout
from etl.shapes.row_mapping import MappedRow
from etl.values.numbers import Number, hundredth, parse_fraction, parse_number, parse_plain, rewritten

_OF_A_COLUMN = ("value_missing", "choice_unknown")
_DAY_FIRST = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})")
_PRECISION = 12  # digits of every stored decimal
Report = tuple[str, str, object, object, Collection[str]]  # the arguments of `Fields.report`


class Fields:
    """Reads one mapped row; `problems` collects every fault met on the way, `reports` how each was reported."""

    def __init__(
        self,
        row: MappedRow,
        layout: Layout,
        file: str,
        names: Collection[str] | None = None,
        has_proposals: bool = True,
    ) -> None:
        """Read `row`, a row of `file`, which has the shape of `layout`; if `names` are given, only the fields of these
        names: asking for another raises KeyError. Without `has_proposals` a problem need not look for what could be
        meant: so many stand before it that nobody will see it."""
        self.row = row
        self.layout = layout
        self.file = file
        self.names = names
        self.has_proposals = has_proposals
        self.problems: list[Problem] = []
        self.reports: list[Report] = []

    @property
    def is_refused(self) -> bool:
        """True once a blocking problem was met."""
        return any(problem.severity == BLOCKS for problem in self.problems)

    def report(
        self, code: str, name: str, found: object = None, expected: object = "", fix: Collection[str] = ()
    ) -> None:
        """Note a problem at the cell of this field, in the words of the file.

        `found` is what the cell holds unless given. What is missing or not in its list, `expected` names by its
        heading, and a list stands in `fix` as the file's shape writes it.
        """
        cell = self._cell(name)
        row = self.row.number if cell.row is None else cell.row
        if code == "value_missing" and not cell.column:
            row = 0  # the file has no such column: said once, not for every row
        self.reports.append((code, name, found, expected, fix))
        if code in _OF_A_COLUMN:
            expected, fix = self.heading(name), self.labels(name, fix)
        self.problems.append(
            Problem(
                file=self.file,
                sheet=self.row.sheet,
                row=row,
                column=cell.column,
                code=code,
                found=self.row.printed(name) if found is None else str(found),
                expected=str(expected),
                fix=tuple(fix),
            )
        )

    def heading(self, name: str) -> str:
        """What the file's shape calls a field: the first heading it knows for it, our name where it has no column."""
        headings = self.layout.columns.get(name) or self.layout.optional.get(name) or (name,)
        return headings[0]

    def labels(self, name: str, codes: Iterable[str]) -> tuple[str, ...]:
        """Codes of a field as the file's shape writes them."""
        words = {code: word for word, code in reversed([*self.layout.meaning.get(name, {}).items()])}
        return tuple(words.get(code, code) for code in codes)

    def text(self, name: str, required: bool = False) -> str | None:
        """The text of a field, None if empty."""
        text = self._cell(name).text
        if required and not text:
            self.report("value_missing", name)
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
            self.report("choice_unknown", name, fix=allowed)
            return None
        return text

    def number(self, name: str, scale: int) -> Number | None:
        """A number that fits a stored decimal of this scale; more decimals are rounded half-up, and noted."""
        cell = self._cell(name)
        if not cell.text:
            return None
        number = parse_plain(cell.text) if cell.is_numeric else parse_number(cell.text, self.row.separators)
        if number is None:
            self._report_unreadable(name)
            return None
        if cell.is_numeric:  # a spreadsheet keeps no zeros at the end: 0.8000 is stored as 0.8
            decimals = 0 if name in self.row.reading.percents else self.layout.decimals.get(name, 0)
            number = Number(number.value, max(number.decimals, decimals))
        if name in self.row.reading.percents and not cell.text.endswith("%"):
            number = hundredth(number)
        return self._fitting(name, number, scale)

    def pair(self, name: str, scale: int) -> tuple[Number | None, Number | None]:
        """A number, and the number after a slash where one stands there: `72,33/150`, `58/63`."""
        cell = self._cell(name)
        if "/" not in cell.text:
            return self.number(name, scale), None
        parts = parse_fraction(cell.text, self.row.separators)
        if parts is None:
            self._report_unreadable(name)
            return None, None
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
            self._report_unreadable(name, expected="12")
            return None
        return int(number.value)

    def day(self, name: str, is_day_first: bool = False) -> date | None:
        """A date written YYYY-MM-DD, None if empty; in a form that people fill in also DD/MM/YYYY, the day first."""
        text = self.text(name)
        if text is None:
            return None
        day_first = _DAY_FIRST.fullmatch(text) if is_day_first else None
        try:
            if day_first:
                day, month, year = map(int, day_first.groups())
                return date(year, month, day)
            return date.fromisoformat(text)
        except ValueError:
            self.report("date_unreadable", name, expected="DD/MM/YYYY" if is_day_first else "YYYY-MM-DD")
            return None

    def _cell(self, name: str) -> Cell:
        if self.names is not None and name not in self.names:
            raise KeyError(name)
        return self.row.cell(name)

    def _report_unreadable(self, name: str, expected: str = "") -> None:
        separators = self.row.separators
        example = (
            f"1{separators.thousands}234{separators.decimal}5" if separators.thousands else f"0{separators.decimal}25"
        )
        meant = expected or rewritten(self._cell(name).text, separators) or example
        self.report("number_unreadable", name, expected=meant)

    def _fitting(self, name: str, number: Number, scale: int) -> Number | None:
        if number.decimals > scale:
            number = Number(number.value.quantize(Decimal(1).scaleb(-scale), ROUND_HALF_UP), scale)
            self.report("number_too_precise", name, expected=scale)
        if abs(number.value) >= Decimal(10) ** (_PRECISION - scale):
            self.report("number_too_large", name, expected=f"< 10^{_PRECISION - scale}")
            return None
        return number


class ReleaseFields(Fields):
    """Fields of a file of figures, which is a release."""

    def __init__(
        self,
        row: MappedRow,
        layout: Layout,
        release: Release,
        names: Collection[str] | None = None,
        has_proposals: bool = True,
    ) -> None:
        """Read `row`, a row of the file of `release`; the rest as for `Fields`."""
        super().__init__(row, layout, release.file, names, has_proposals)
        self.release = release
