"""One row of a file under our column names: its cells are made when asked for, for a long file has millions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from etl.reading.sheets import Cell, Sheet
from etl.shapes.layouts import Layout
from etl.values.numbers import Separators, stripped

_NOTHING = Cell("")


@dataclass(frozen=True)
class Reading:
    """What the rows of one table share: where our columns stand, what no row says itself, how numbers are written.

    `percents` are the fields that hold per cents without saying so in their cells.
    """

    table: str
    sheet: Sheet
    columns: Mapping[str, int]
    fixed: Mapping[str, Cell]
    layout: Layout
    separators: Separators
    percents: frozenset[str] = frozenset()


@dataclass(slots=True)
class MappedRow:
    """One row on its way to a staging table. `number` is the row in its sheet, `figure_number` the row in staging.

    Cells are made when asked for: a long file has millions. `own` are those that are not simply read from a column.
    """

    reading: Reading
    number: int
    figure_number: int
    texts: Sequence[str]
    own: Mapping[str, Cell]

    @property
    def table(self) -> str:
        """The staging table the row goes to."""
        return self.reading.table

    @property
    def sheet(self) -> str:
        """The name of the sheet it stands on."""
        return self.reading.sheet.name

    @property
    def separators(self) -> Separators:
        """How the numbers of its file are written."""
        return self.reading.separators

    @property
    def cells(self) -> dict[str, Cell]:
        """Every cell by our name for it."""
        names = {**self.reading.columns, **self.reading.fixed, **self.own}
        return {name: self.cell(name) for name in names}

    def cell(self, name: str) -> Cell:
        """The cell of one of our columns, empty where the file has none."""
        if name in self.own:
            return self.own[name]
        column = self.reading.columns.get(name)
        if column is None:
            return self.reading.fixed.get(name, _NOTHING)
        text = text_of(self.texts, column, name, self.reading.layout)
        if not text and name in self.reading.fixed:
            return self.reading.fixed[name]
        return Cell(text, column + 1, bool(text) and (self.number, column + 1) in self.reading.sheet.numeric)

    def printed(self, name: str) -> str:
        """What the file itself says in the cell of one of our columns, before it is put into our words."""
        column = None if name in self.own else self.reading.columns.get(name)
        if column is None or column >= len(self.texts):
            return self.cell(name).text
        return stripped(self.texts[column]) or self.cell(name).text


def text_of(texts: Sequence[str], column: int, name: str, layout: Layout) -> str:
    """What a cell says in our words: nothing for a text that means nothing."""
    text = stripped(texts[column]) if column < len(texts) else ""
    if not text or text in layout.empty:
        return ""
    if name not in layout.meaning:
        return text
    words = layout.meaning[name]
    if text in words or "|" not in text:
        return words.get(text, text)
    return "|".join(words.get(part, part) for part in map(stripped, text.split("|")))
