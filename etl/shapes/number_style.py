"""How the numbers of a file are written and what they are, decided once for the file as a whole, never per cell."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from etl.problems import Problem
from etl.shapes.layouts import FIGURE_FIELDS, Layout
from etl.shapes.tables import Area
from etl.values.numbers import Separators, parse_number, parse_plain, stripped

SCALES = PERCENT, POINTS, VALUES = ("percent", "points", "values")
SCALE = "scale"  # the constant of a release that says which of them its figures are
_OTHERS = ("low", "high")
_SHOWN = 10  # cells that a sentence names


@dataclass(frozen=True)
class NumberStyle:
    """The separators of a file, and what stands in the cells of a wide table that holds numbers above 1.

    `declared` is that of columns whose heading says points, `over_one` that of all others. `percents` are the fields
    whose cells are per cents without a sign.
    """

    separators: Separators
    over_one: str | None = None
    declared: str | None = None
    percents: frozenset[str] = frozenset()

    def field_of(self, field: str, scale: str | None = None) -> str:
        """The field a cell of a wide table gives, where its header does not name one."""
        over_one = self.declared if scale == POINTS else self.over_one
        return over_one if over_one and field == "value" else field


@dataclass(frozen=True)
class _NumberCell:
    """A number cell as it stands in the file; `is_default`: its header does not say which field it is.

    `scale` is what its header says of the numbers.
    """

    area: Area
    row: int
    column: int
    text: str
    is_default: bool
    scale: str | None

    def problem(self, file: str, code: str, expected: str = "0..1") -> Problem:
        return Problem(file, self.area.sheet.name, self.row, self.column, code, self.text, expected)

    @property
    def is_numeric(self) -> bool:
        return (self.row, self.column) in self.area.sheet.numeric

    def read(self, separators: Separators) -> tuple[Decimal, ...] | None:
        if self.is_numeric:
            numbers = [parse_plain(self.text)]
        else:
            numbers = [parse_number(part, separators) for part in self.text.split("/", 1)]
        read = tuple(number.value for number in numbers if number)
        return read if len(read) == len(numbers) else None


def style_of(
    areas: Sequence[Area], layout: Layout, file: str, scale: str | None = None
) -> tuple[NumberStyle, list[Problem]]:
    """The style of the file, with a problem where two pairs of separators read it, and read it differently.

    If none reads every cell, the pair that reads most of them: the others are then the contract's to refuse. `scale`
    is what a person has said the figures are, one of `SCALES`; without it the numbers themselves tell.
    """
    first = layout.separators[0]
    over_one = layout.wide.over_one if layout.wide else None
    percents = frozenset({"value"} if scale == PERCENT else ())
    if len(layout.separators) == 1 and not over_one:
        return NumberStyle(first, percents=percents), []
    cells = [cell for area in areas for cell in _cells(area, layout)]
    best, problems = _separators(cells, layout, file)
    default = [cell for cell in cells if cell.is_default]
    if not scale and over_one and _are_percents(default, best):
        scale, percents = PERCENT, frozenset({"value"})
    if scale or not over_one:
        points = over_one if scale == POINTS else None
        return NumberStyle(best, points, points, percents), problems
    declared = [cell for cell in default if cell.scale == POINTS]
    is_declared = any((cell.read(best) or (0,))[0] > 1 for cell in declared)
    if is_declared:  # where no number is above 1, what is called points is a value
        default = [cell for cell in default if cell.scale != POINTS]
    are_points, faults = _points(default, best, file)
    points = over_one if are_points else None
    return NumberStyle(best, points, over_one if is_declared else points), [*problems, *faults]


def _are_percents(cells: Sequence[_NumberCell], separators: Separators) -> bool:
    """Whether the headings of all figures say per cent, and some number is more than a value can be."""
    is_said = all(cell.scale == PERCENT for cell in cells)
    return is_said and any((cell.read(separators) or (0,))[0] > 1 for cell in cells)


def _points(cells: Sequence[_NumberCell], separators: Separators, file: str) -> tuple[bool, list[Problem]]:
    """Whether a table holds points, not values up to 1: it does where nothing but 0 could be a value.

    Where most figures of each column could be, the others are values out of range, the contract's to refuse. Anything
    between is a problem.
    """
    low: list[_NumberCell] = []
    high: list[_NumberCell] = []
    balance: Counter[tuple[int, int]] = Counter()
    for cell in cells:
        number = (cell.read(separators) or (0,))[0]
        if number:
            (high if number > 1 else low).append(cell)
            balance[id(cell.area), cell.column] += -1 if number > 1 else 1
    if not high:
        return False, []
    if not low:
        return True, [high[0].problem(file, "read_as_points")]
    if min(balance.values()) > 0:
        return False, []
    odd = min(high, low, key=len)
    problem = odd[0].problem(file, "values_and_points")
    others = tuple(replace(problem, row=cell.row, column=cell.column).cell for cell in odd[:_SHOWN])
    return True, [replace(problem, fix=others)]


def _separators(cells: Sequence[_NumberCell], layout: Layout, file: str) -> tuple[Separators, list[Problem]]:
    written = [cell for cell in cells if not cell.is_numeric]
    read = {pair: [each for cell in written if (each := cell.read(pair))] for pair in layout.separators}
    best = max(layout.separators, key=lambda pair: len(read[pair]))
    whole = [numbers for numbers in read.values() if len(numbers) == len(written)]  # those of the best, if any are
    for numbers in whole:
        for cell, mine, other in zip(written, read[best], numbers, strict=True):
            if mine != other:
                return best, [cell.problem(file, "separators_unclear", f"{mine[0]:f} | {other[0]:f}")]
    return best, []


def _cells(area: Area, layout: Layout) -> Iterator[_NumberCell]:
    names = (*FIGURE_FIELDS, *_OTHERS)
    columns: dict[int, tuple[bool, str | None]] = {
        area.header.columns[name]: (False, None) for name in names if name in area.header.columns
    }
    for figures in area.header.figures:
        columns |= {
            column: (field not in figures.explicit, figures.scales.get(field))
            for field, column in figures.fields.items()
        }
    for index in area.rows:
        texts = area.sheet.rows[index]
        for column, heading in columns.items():
            text = stripped(texts[column]) if column < len(texts) else ""
            if text and text not in layout.empty:
                yield _NumberCell(area, index + 1, column + 1, text, *heading)
