"""What a document says before it is a file: paragraphs, tables, charts, and the figures that are printed in them.

A sentence is a text. A figure printed in it is a mark, a number between signs of Unicode's private use area, so that
the text passes through the catalogue of words and a template like any other; `Figures.parts` finds it again. That is
how every printed figure gets its address, wherever it ends up.
"""

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from text.formats import MISSING
from text.periods import Period

_OPEN, _CLOSE = "\ue000", "\ue001"
_MARK = re.compile(f"{_OPEN}([0-9]+){_CLOSE}")
_PRIVATE = re.compile("[\ue000-\uf8ff]")
BLOCK = "\ue002{}\ue003"  # stands in a template where blocks of this name go
PREFIX = "dti_"
_LINE = "_item/"
_CODES = "_codes"
_CELL = "annex_"
ROW, LOST = "code", "lost"  # columns of the annex: the one whose cell stands for its row, the one of numbers
LINE_STYLE = "DTI Item"


@dataclass(frozen=True)
class Figure:
    """A printed figure: its text, and its address within the document's edition and unit: `now/index/rank`."""

    text: str
    address: str

    def bookmark(self, unit: str) -> str:
        """The name of its bookmark: a hash of unit and address, then one of the text as it was issued.

        By the second a later run knows what a person has changed, whatever program has saved the document since.
        """
        return f"{address_hash(unit, self.address)}_{text_hash(self.text)}"


def address_hash(unit: str, address: str) -> str:
    """`dti_` and twelve letters that stand for one figure of one unit, in whatever year."""
    return PREFIX + hashlib.sha256(f"{unit}/{address}".encode()).hexdigest()[:12]


def text_hash(text: str) -> str:
    """Six letters that stand for the text of a figure; a space at its edge is no part of it."""
    return hashlib.sha256(text.strip().encode()).hexdigest()[:6]


class Figures:
    """The figures of one document, in the order in which its sentences were made."""

    def __init__(self) -> None:
        self._known: list[Figure] = []

    def mark(self, text: str, address: str) -> str:
        """The figure as it stands in a sentence. What is missing has no address."""
        if text == MISSING:
            return text
        self._known.append(Figure(text, address))
        return f"{_OPEN}{len(self._known) - 1}{_CLOSE}"

    def parts(self, text: str) -> Iterator[str | Figure]:
        """The text as pieces: plain ones, and figures."""
        for place, piece in enumerate(_MARK.split(text)):
            if place % 2:
                yield self._known[int(piece)]
            elif piece:
                yield piece

    def all(self) -> list[Figure]:
        """Every figure, whether a template prints it or not."""
        return list(self._known)

    def plain(self, text: str) -> str:
        """The text as it reads."""
        return "".join(part.text if isinstance(part, Figure) else part for part in self.parts(text))

    def within(self, text: str) -> list[Figure]:
        """The figures printed in a text."""
        return [part for part in self.parts(text) if isinstance(part, Figure)]

    def period(self, of: Period, which: str = "now") -> "MarkedPeriod":
        """A period that is a figure too: a later edition has another one."""
        return MarkedPeriod(of, which, self)


@dataclass(frozen=True)
class MarkedPeriod:
    """A period in a sentence (`text.periods.Period`), marked as a figure of its own in each of its forms."""

    period: Period
    which: str
    figures: Figures

    def __str__(self) -> str:
        return format(self)

    def __format__(self, form: str) -> str:
        return self.figures.mark(format(self.period, form), f"{self.which}/period/{form or 'short'}")


def line_address(main_code: str, status: str, code: str) -> str:
    """The address of a component's line in a list of components of one status."""
    return f"now/{main_code}/{status}{_LINE}{code}"


def list_of(address: str) -> str:
    """The address of how many components a list has, of that of a line in it; empty for what is no line."""
    of, mark, _ = address.partition(_LINE)
    return f"{of}_count/two_digits" if mark else ""


def codes_address(main_code: str, status: str) -> str:
    """The address of the codes of a list, which stand in brackets behind how many they are."""
    return f"now/{main_code}/{status}{_CODES}"


def codes_of(address: str) -> str:
    """The address of how many components a list has, of that of its codes; empty for what are no codes of a list."""
    return f"{address.removesuffix(_CODES)}_count/two_digits" if address.endswith(_CODES) else ""


def cell_address(code: str, column: str) -> str:
    """The address of a component's cell in the annex."""
    return f"now/{code}/{_CELL}{column}"


def row_of(address: str) -> str:
    """The address of a row of the annex, which is that of its first cell, of that of any cell in it; else empty."""
    when, _, rest = address.partition("/")
    code, _, column = rest.partition("/")
    return cell_address(code, ROW) if when == "now" and column.startswith(_CELL) else ""


def is_of_words(address: str) -> bool:
    """Whether what has this address is a sentence, a line or a cell of words, not a number of its own."""
    is_cell_of_words = bool(row_of(address)) and not address.endswith(f"/{_CELL}{LOST}")
    return address.startswith("sentence/") or bool(list_of(address)) or is_cell_of_words


def cleaned(text: str) -> str:
    """A text of the data without signs that this module gives a meaning."""
    return _PRIVATE.sub("", text)


Align = Literal["left", "center", "right"]


@dataclass(frozen=True)
class Paragraph:
    """A paragraph; `style` is the name of a style of the template."""

    text: str
    style: str = "Normal"
    is_kept_with_next: bool = False


def note(text: str) -> Paragraph:
    """What a reader must know before using the figures above."""
    return Paragraph(text, "DTI Note")


def item(text: str) -> Paragraph:
    """A line of a list."""
    return Paragraph(text, LINE_STYLE)


@dataclass(frozen=True)
class Column:
    """A column of a table: its title, its width in millimetres, and how its cells are aligned."""

    title: str
    width: float
    align: Align = "left"


@dataclass(frozen=True)
class Table:
    """A table with a caption. Where it `is_kept_together` no page ends within it."""

    caption: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[str]]
    is_kept_together: bool = False
    bold_rows: frozenset[int] = frozenset()
    size: float | None = None  # points; as the body without


@dataclass(frozen=True)
class Run:
    """Points of a chart that a line may join: of one framework and one cohort. None where there is no figure."""

    name: str
    values: Sequence[float | None]
    labels: Sequence[str] = ()  # what stands at the points; without them Office writes the values by its own language


@dataclass(frozen=True)
class Chart:
    """A chart that Office draws: lines over the categories, or bars of one run.

    `alt` says to who cannot see it what is drawn, with the figures; they have no other place in the document.
    """

    kind: Literal["line", "bar"]
    caption: str
    alt: str
    categories: Sequence[str]
    runs: Sequence[Run]
    number_format: str
    is_rank: bool = False  # the best, 1, stands on top
    most: float | None = None  # the end of the axis
    height: float = 55  # mm


Block = Paragraph | Table | Chart


@dataclass(frozen=True)
class Main:
    """One section of the components: `number` of the section's last place, name, count of components, what it says."""

    number: int
    name: str
    count: str
    body: str


@dataclass(frozen=True)
class Content:
    """Everything a template can say: `words` are texts, `lists` are lists of `Main`, `blocks` go where a template
    names them.

    `subject` is `edition/unit`, `build_id` the build it was made from: both stand in the properties of the file.
    """

    kind: Literal["chapter", "profile"]
    language: str
    unit: str  # the unit's system and code: vn63.08
    edition_code: str
    framework_code: str
    cohort_code: str
    build_id: str
    title: str
    figures: Figures
    aim: str = ""  # the target of a chapter as `target.Aim.written` has it
    names: Mapping[str, str] = field(default_factory=dict)  # of what addresses name by a code
    lines: Sequence[str] = ()  # the addresses of every line of a list and row of the annex that there could be
    words: Mapping[str, str] = field(default_factory=dict)
    lists: Mapping[str, Sequence[Main]] = field(default_factory=dict)
    blocks: Mapping[str, Sequence[Block]] = field(default_factory=dict)

    def printed(self) -> list[Figure]:
        """The figures that blocks and lists print, each address once."""
        texts = [each.count for found in self.lists.values() for each in found]
        for block in (block for found in self.blocks.values() for block in found):
            match block:
                case Paragraph():
                    texts.append(block.text)
                case Table():
                    texts += [block.caption, *(column.title for column in block.columns)]
                    texts += [cell for row in block.rows for cell in row]
                case Chart():
                    texts += [block.caption, block.alt]
        found_in = (figure for text in texts for figure in self.figures.within(text))
        return list({figure.address: figure for figure in found_in}.values())

    def annex_rows(self) -> list[list[Figure | None]]:
        """The cells of the annex, row by row; None for an empty one."""
        tables = (block for found in self.blocks.values() for block in found if isinstance(block, Table))
        rows = ([next(iter(self.figures.within(cell)), None) for cell in row] for table in tables for row in table.rows)
        return [cells for cells in rows if cells[0] and row_of(cells[0].address)]

    @property
    def subject(self) -> str:
        """What the document is about: `dti.2021.vn63/vn63.08`."""
        return f"{self.edition_code}/{self.unit}"
