"""What each column of a table is, from what its heading says: certain, or asked with a proposal, never guessed."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from etl.problems import column_letters
from etl.shapes.layouts import Layout
from etl.shapes.vocabulary import DOUBTFUL, Heading, Vocabulary, heading_key
from etl.values.numbers import Separators, parse_number, parse_plain, stripped

JOIN = " / "  # between the texts of a heading, parent first
IGNORED = "ignored"  # a column that is known and not read
# why a column is what it is: read …
KNOWN, ACCEPTED, SETTLED = "known", "accepted", "settled"
# … asked, because its heading has words nobody knows, names two things, or its cells do not look like what it says …
WORDS_UNKNOWN, TWO_MEANINGS, UNLIKE, SAME_AGAIN = "words_unknown", "two_meanings", "unlike", "same_again"
# … or not read, because the heading speaks of something else; the aspects `other` of the vocabulary are more of these
NOT_READ, OTHER_YEAR, UNKNOWN = "not_read", "other_year", "unknown"
_OPEN = frozenset({WORDS_UNKNOWN, TWO_MEANINGS, UNLIKE, SAME_AGAIN})
_NOT_RESULTS = ("self_assessed", "previous", "change", "share", "target", "draft")
SET_ASIDE = frozenset({OTHER_YEAR, *_NOT_RESULTS})

_SAMPLES = 3
_LOOKED_AT = 60  # cells of a column that are compared with what its heading says
_PLAIN = (Separators(",", "."), Separators(".", ","))
_SHEET_FIELDS = {"score": "score", "max_score": "max_score", "points": "score", "value": "score", "result": "score"}


@dataclass(frozen=True)
class ColumnReading:
    """One column with its heading as printed, parents first, and what it was taken for.

    `meaning` is one of our column names, `indicator:field` in a table with one column per indicator, `ignored`, or
    None where it is not read; `proposal` is what an open column most probably means. `key_field` is the column of ours
    that the indicator of a figure goes to, where it is not the usual one; `is_explicit` whether the heading names the
    field.
    """

    column: int
    heading: str
    key: str
    meaning: str | None
    why: str
    proposal: str | None = None
    key_field: str = ""
    is_explicit: bool = False
    scale: str | None = None
    samples: tuple[str, ...] = ()

    @property
    def letter(self) -> str:
        """The column as a spreadsheet names it."""
        return column_letters(self.column + 1)

    @property
    def is_open(self) -> bool:
        """True if a person has to say what the column is."""
        return self.why in _OPEN

    @property
    def read_as(self) -> str:
        """The meaning of a column whose cells are read, empty for any other."""
        return "" if self.is_open or self.meaning is None or self.meaning == IGNORED else self.meaning

    @property
    def is_read(self) -> bool:
        """True if the column's cells are read."""
        return bool(self.read_as)


class VocabularyColumns:
    """The columns of one sheet, read by the vocabulary of a layout."""

    def __init__(self, layout: Layout, vocabulary: Vocabulary, year: str | None) -> None:
        self.layout, self.vocabulary, self.year = layout, vocabulary, year
        self.named = {*layout.columns, *layout.optional}
        self.root, self.field = (layout.wide.root, layout.wide.field) if layout.wide else ("", "")

    def readings(self, paths: Mapping[int, Sequence[str]], below: Mapping[int, Sequence[str]]) -> list[ColumnReading]:
        """Every column with a heading, all assigned at once: one meaning to one column.

        `paths`: heading texts by column, parent first; `below`: the first cells under each.
        """
        keys: Counter[str] = Counter()
        found: list[ColumnReading] = []
        for column, texts in paths.items():
            key = heading_key(texts, self.year) or f"@{column_letters(column + 1)}"
            keys[key] += 1
            key = key if keys[key] == 1 else f"{key} #{keys[key]}"
            heading = self.vocabulary.heading(texts, self.year)
            cells = below.get(column, ())
            reading = ColumnReading(
                column, JOIN.join(texts), key, None, UNKNOWN, scale=heading.scale, samples=tuple(cells[:_SAMPLES])
            )
            if (accepted := self.layout.accepted.get(key)) is not None:
                field = accepted.partition(":")[2]
                found.append(replace(reading, meaning=accepted, why=ACCEPTED, is_explicit=bool(field)))
                continue
            read = self._wide(heading, reading) if self.layout.wide else self._named(heading, reading)
            found.append(_compared(read, cells))
        return self._assigned(self._by_elimination(self._with_key_column(found, below), below))

    # a table with one column per indicator

    def _wide(self, heading: Heading, reading: ColumnReading) -> ColumnReading:
        if aside := _says_other(heading, _NOT_RESULTS):
            return replace(reading, why=aside)
        keys, doubts = self._indicators(heading)
        field = heading.all("field")
        has_figure = bool(keys or doubts or field or heading.all("total"))
        column = heading.first("column")
        at_leaf = {each.aspect for each in heading.elements if each.depth == heading.depth}
        if column and (
            not has_figure or ("column" in at_leaf and not at_leaf & {"indicator", DOUBTFUL, "field", "total"})
        ):
            return self._as_column(column, heading, reading)
        if not has_figure:
            return reading
        if column not in (None, *self.named):  # such as a rank within a region
            return replace(reading, why=WORDS_UNKNOWN)
        if len(keys) > 1 or (keys and doubts):
            return replace(reading, why=TWO_MEANINGS)
        says = field[0].value if field else self.field
        name = "value" if says == "points" else says
        # a parent's "value" or "points" is said of what is compared, not of how it is written
        is_explicit = bool(field) and (name != "value" or (says == "value" and field[0].depth == heading.depth > 0))
        is_points = says == "points" and field[0].depth == heading.depth > 0
        reading = replace(reading, is_explicit=is_explicit, scale=reading.scale or ("points" if is_points else None))
        if doubts:
            doubt = self.vocabulary.ambiguous_names[doubts[0]]
            return replace(reading, why=TWO_MEANINGS, proposal=f"{doubt.activity}:{name}", key=reading.key)
        meaning = f"{keys[0] if keys else self.root}:{name}"
        if heading.unknown or column:  # with a word for units it may be what these say of themselves
            # of the index as a whole everything in such a table is: that alone makes a column no figure of it
            is_figure = bool(at_leaf & {"indicator", "field", "total"}) or keys not in ([], [self.root])
            return replace(reading, why=WORDS_UNKNOWN, proposal=meaning) if is_figure else reading
        return replace(reading, meaning=meaning, why=KNOWN)

    def _indicators(self, heading: Heading) -> tuple[list[str], list[str]]:
        """Keys of the indicators named, and names of two things that nothing beside them decides.

        The index is what the whole table is about: it counts only where no other is named.
        """
        level = heading.first("level")
        keys = [each.value for each in heading.all("indicator")]
        doubts = []
        for each in heading.all(DOUBTFUL):
            if level:
                keys.append(getattr(self.vocabulary.ambiguous_names[each.value], level))
            else:
                doubts.append(each.value)
        others = list(dict.fromkeys(key for key in keys if key != self.root))
        if others or doubts:
            return others, list(dict.fromkeys(doubts))
        return [self.root] if keys else [], []

    # a table with one row per indicator

    def _named(self, heading: Heading, reading: ColumnReading) -> ColumnReading:
        if aside := _says_other(heading, ("previous", "change", "share", "target", "draft")):
            return replace(reading, why=aside)
        fields, column = heading.all("field"), heading.all("column")
        is_self = heading.first("other") == "self_assessed"
        figure = next((each for each in fields if each.value != "result"), fields[0] if fields else None)
        depth = max([each.depth for each in (*fields, *heading.all("round"), *heading.all("other"))], default=-1)
        if column and (column[0].depth > depth or not (fields or is_self)):
            return self._as_column(column[0].value, heading, reading)
        round_ = heading.first("round")
        if is_self:
            name = "max_score" if figure and figure.value == "max_score" else "self_score"
        elif figure is None and round_ is None:
            return reading
        else:
            name = _SHEET_FIELDS.get(figure.value, "") if figure else "score"
        if name == "score" and round_ == "first":
            name = "first_round_score"
        if name not in self.named:
            return replace(reading, why=UNKNOWN)
        is_vague = figure is not None and figure.value in ("points", "value") and not is_self
        if heading.unknown or is_vague or (is_self and round_):
            return replace(reading, why=WORDS_UNKNOWN, proposal=name)
        return replace(reading, meaning=name, why=KNOWN)

    def _as_column(self, column: str, heading: Heading, reading: ColumnReading) -> ColumnReading:
        name = {"row_number": "indicator_code"}.get(column, column)
        if column == "remark" and "note" in self.named:
            name = "note"
        leaf_words = [word for word, depth in heading.unknown if depth == heading.depth]
        if name not in self.named:
            return replace(reading, meaning=IGNORED, why=NOT_READ)
        if heading.unknown and (leaf_words or name != "note"):
            return replace(reading, why=WORDS_UNKNOWN, proposal=name)
        return replace(reading, meaning=name, why=KNOWN, is_explicit=column != "row_number")

    # all columns together

    def _by_elimination(
        self, readings: list[ColumnReading], below: Mapping[int, Sequence[str]]
    ) -> list[ColumnReading]:
        """Columns of figures that no heading names are proposed what the table lacks, if it is just as many.

        Main indicators stand in their order; the index lies between the least and the greatest of them in every row.
        """
        if not self.layout.wide:
            return readings
        doubts = {doubt.pillar for doubt in self.vocabulary.ambiguous_names.values()}
        mains = [key for key in self.vocabulary.indicators() if key != self.root and key not in doubts]
        meant = {each.column: (each.meaning or each.proposal or "").partition(":") for each in readings}
        there = {key: column for column, (key, _, field) in meant.items() if field != "rank"}
        lacking = [key for key in mains if key not in there]
        free = {each.column: _fractions(below.get(each.column, ())) for each in readings if each.why == UNKNOWN}
        free = {column: numbers for column, numbers in free.items() if numbers}
        is_index_free = self.root not in there
        if not lacking or len(free) != len(lacking) + is_index_free:
            return readings
        others = [_fractions(below.get(there[key], ())) for key in mains if key in there]
        index = _between_the_others(free, others) if is_index_free else None
        if is_index_free and index is None:
            return readings
        proposed = dict(zip([column for column in free if column != index], lacking, strict=True))
        ordered = sorted([*proposed.items(), *((there[key], key) for key in mains if key in there)])
        if [key for _, key in ordered] != mains:
            return readings
        proposals = {column: f"{key}:value" for column, key in proposed.items()}
        proposals |= {index: f"{self.root}:value"} if index is not None else {}
        return [
            replace(each, why=WORDS_UNKNOWN, proposal=proposals[each.column]) if each.column in proposals else each
            for each in readings
        ]

    def _with_key_column(
        self, readings: list[ColumnReading], below: Mapping[int, Sequence[str]]
    ) -> list[ColumnReading]:
        """Where no heading tells what a row is of, the first column of texts that are all different is proposed."""
        key = "unit_name" if self.layout.wide else "indicator_name"
        if key not in self.named or any(key in (each.meaning, each.proposal) for each in readings):
            return readings
        free = (each for each in readings if each.meaning is None and _names_rows(below.get(each.column, ())))
        first = next(free, None)
        return [replace(each, why=WORDS_UNKNOWN, proposal=key) if each is first else each for each in readings]

    def _assigned(self, readings: list[ColumnReading]) -> list[ColumnReading]:
        readings = self._without_running_number(_points_beside_values(readings))
        readings = self._settled(readings)
        taken: dict[str, ColumnReading] = {}
        for reading in readings:
            if reading.is_read:
                taken.setdefault(reading.read_as, reading)
        assigned = []
        proposed = set(taken)
        for reading in readings:
            if reading.is_read and taken[reading.read_as] is not reading:
                reading = replace(reading, meaning=None, why=SAME_AGAIN, proposal=None)
            elif reading.proposal in proposed:
                reading = replace(reading, proposal=None)
            elif reading.proposal:
                proposed.add(reading.proposal)
            assigned.append(reading)
        return assigned

    def _without_running_number(self, readings: list[ColumnReading]) -> list[ColumnReading]:
        """Where a column of codes stands beside a running number, the running number is not read."""
        codes = [each for each in readings if each.meaning == "indicator_code" and each.why == KNOWN]
        if len(codes) < 2 or not any(each.is_explicit for each in codes):
            return readings
        return [
            replace(each, meaning=IGNORED, why=NOT_READ) if each in codes and not each.is_explicit else each
            for each in readings
        ]

    def _settled(self, readings: list[ColumnReading]) -> list[ColumnReading]:
        """Names of two things are main indicators where all of them stand in their order and no pillar does."""
        doubts = {doubt.activity: doubt.pillar for doubt in self.vocabulary.ambiguous_names.values()}
        if not doubts or not any(each.why == TWO_MEANINGS and each.proposal for each in readings):
            return readings
        read = {each.read_as.partition(":")[0] for each in readings if ":" in each.read_as}
        mains = [key for key in self.vocabulary.indicators() if key != self.root and key not in doubts.values()]
        ordered = [
            (each.read_as or each.proposal or "").partition(":")[0]
            for each in readings
            if ":" in each.read_as or each.why == TWO_MEANINGS
        ]
        if [key for key in ordered if key in mains] == mains and not read & {*doubts.values()}:
            return [
                replace(each, meaning=each.proposal, proposal=None, why=SETTLED)
                if each.why == TWO_MEANINGS and each.proposal
                else each
                for each in readings
            ]
        has_mains = bool(read & set(mains) - set(doubts))
        return [self._proposing(each, doubts, read, has_mains) for each in readings]

    def _proposing(
        self, reading: ColumnReading, doubts: Mapping[str, str], read: Iterable[str], has_mains: bool
    ) -> ColumnReading:
        """An open name of two things proposes what the table does not have yet."""
        key, _, field = (reading.proposal or "").partition(":")
        if reading.why != TWO_MEANINGS or key not in doubts:
            return reading
        is_pillar = key in read or not has_mains
        return replace(reading, proposal=f"{doubts[key] if is_pillar else key}:{field}")


def _says_other(heading: Heading, kinds: Collection[str]) -> str | None:
    """Why a heading is not of this year's results, None if it may be."""
    other = heading.first("other")
    if other in kinds:
        return other
    return OTHER_YEAR if heading.other_years else None


def _points_beside_values(readings: list[ColumnReading]) -> list[ColumnReading]:
    """Where one column has the points and another the value of the same indicator, each is what it says."""
    valued = Counter(each.read_as for each in readings if each.read_as.endswith(":value"))
    return [
        replace(each, meaning=each.read_as.replace(":value", ":score"), is_explicit=True)
        if valued[each.read_as] > 1 and each.scale == "points"
        else each
        for each in readings
    ]


def _compared(reading: ColumnReading, cells: Sequence[str]) -> ColumnReading:
    """A reading that the cells below contradict is asked: ranks that are no whole numbers, names that are numbers."""
    if not reading.is_read:
        return reading
    filled = [text for text in map(stripped, cells[:_LOOKED_AT]) if text and text not in "-–—xX"]
    numbers = [number for text in filled if (number := number_in(text)) is not None]
    if reading.read_as.endswith(":rank") and numbers:
        odd = sum(1 for number in numbers if number % 1 or number < 1)
        if odd > len(numbers) / 2:
            indicator = reading.read_as.partition(":")[0]
            return replace(reading, meaning=None, why=UNLIKE, proposal=f"{indicator}:value")
    if reading.meaning == "unit_name" and filled and len(numbers) > len(filled) / 2:
        return replace(reading, meaning=None, why=UNLIKE)
    return reading


def _fractions(cells: Sequence[str]) -> list[Decimal]:
    """The numbers of a column of figures; nothing where most cells are texts or all numbers are whole."""
    filled = [text for text in map(stripped, cells[:_LOOKED_AT]) if text]
    numbers = [number for text in filled if (number := number_in(text)) is not None]
    return numbers if 10 * len(numbers) >= 9 * len(filled) and any(number % 1 for number in numbers) else []


def _between_the_others(columns: Mapping[int, Sequence[Decimal]], others: Iterable[Sequence[Decimal]]) -> int | None:
    """The one of the columns that lies between the least and the greatest of all in every row, as a mean does."""
    rows = list(zip(*columns.values(), *filter(None, others), strict=False))
    found = [
        column
        for place, column in enumerate(columns)
        if all(min(rest) < row[place] < max(rest) for row in rows if (rest := (*row[:place], *row[place + 1 :])))
    ]
    return found[0] if len(found) == 1 else None


def _names_rows(cells: Sequence[str]) -> bool:
    """Whether cells look like what rows are of: texts, nearly all filled, each once."""
    filled = [text for text in map(stripped, cells[:_LOOKED_AT]) if text]
    texts = {text for text in filled if number_in(text) is None}
    return len(texts) > 2 and len(texts) >= 0.9 * len(filled)


def number_in(text: str) -> Decimal | None:
    """The number a cell begins with, under any separators: enough to tell figures from words."""
    if plain := parse_plain(text):
        return plain.value
    first = text.split("/", 1)[0]
    return next((number.value for each in _PLAIN if (number := parse_number(first, each))), None)
