"""Which known shape a file has, and where; for an unknown one what was seen and which known shape it is nearest to.

What an analyst then says of its columns becomes a layout, written as the text of its file, that is known the next time.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from etl.errors import MappingNotUsable
from etl.reading.sheets import Sheet
from etl.shapes.column_meanings import ACCEPTED, IGNORED, KNOWN, UNKNOWN, WORDS_UNKNOWN, ColumnReading
from etl.shapes.headings import WITHIN, Header, find_header, nearest_header
from etl.shapes.layouts import Layout, text_forms
from etl.shapes.tables import find_tables
from etl.shapes.vocabulary import heading_key
from etl.values.numbers import parse_plain, stripped
from text.folding import folded

_MAPPED = "mapped_"
_FIELDS = ("value", "score", "rank", "max_score", "self_score")


def is_mapped(name: str) -> bool:
    """True for the name of a layout that an analyst has mapped."""
    return name.startswith(_MAPPED)


def mappable(layout: Layout) -> tuple[str, ...]:
    """What a column may be said to be: our columns of the layout, figures of its indicators, or not read.

    A figure is an indicator's key and a field, such as `dti:rank`.
    """
    names = [*layout.columns, *layout.optional]
    if layout.words and layout.wide:
        names += [f"{key}:{field}" for key in layout.words.indicators() for field in _FIELDS]
    return (*dict.fromkeys(names), IGNORED)


def mapped_layout(layout: Layout, columns: Mapping[str, str], readings: Sequence[ColumnReading]) -> tuple[str, str]:
    """Name and text of the layout of a file whose columns, by letter, are what a person said; else as `layout`.

    What is kept are the columns' headings, of which `readings` tell: the next file of the same headings is read so
    too, wherever they stand. The name follows from the content, so that the same mapping twice is one layout. Raises
    MappingNotUsable for a column the file or a meaning the layout does not have, and for one meaning given twice.
    """
    allowed = mappable(layout)
    by_letter = {each.letter: each for each in readings}
    unknown = sorted({*(columns.keys() - by_letter.keys()), *(set(columns.values()) - set(allowed))})
    given = [meaning for meaning in columns.values() if meaning != IGNORED]
    repeated = sorted({meaning for meaning in given if given.count(meaning) > 1})
    if unknown or repeated or not columns:
        raise MappingNotUsable(layout.name, tuple(unknown), tuple(repeated))
    meanings = {by_letter[letter]: meaning for letter, meaning in columns.items()}
    content = dict(layout.content)
    if layout.vocabulary:
        content["accepted"] = {**content.get("accepted", {}), **{each.key: name for each, name in meanings.items()}}
    else:
        texts = {name: each.heading for each, name in meanings.items() if name != IGNORED}
        for block in ("columns", "optional"):
            if block in content:
                content[block] = _replaced(content[block], texts)
        ignored = [text for text in content.get("ignored", ()) if text not in texts.values()]
        content["ignored"] = ignored + [each.heading for each, name in meanings.items() if name == IGNORED]
    text = toml_text(content)
    return f"{_MAPPED}{hashlib.sha256(text.encode()).hexdigest()[:8]}", text


def _replaced(block: Mapping[str, str | list[str]], columns: Mapping[str, str]) -> dict[str, list[str]]:
    """The block with the given texts alone for the columns that have one, and taken from every other."""
    taken = set(columns.values())
    kept = {
        name: [text for text in ([texts] if isinstance(texts, str) else texts) if text not in taken]
        for name, texts in block.items()
    }
    return {name: [columns[name]] if name in columns else texts for name, texts in kept.items()}


def toml_text(content: Mapping) -> str:
    """A TOML document of texts, numbers, truths, lists and tables; what `tomllib` reads back as it was."""
    return "\n".join(_table(content, ())).strip() + "\n"


def _table(content: Mapping, path: tuple[str, ...]) -> list[str]:
    lines = [f"[{'.'.join(map(_key, path))}]"] if path else []
    lines += [f"{_key(name)} = {_value(value)}" for name, value in content.items() if not isinstance(value, Mapping)]
    for name, value in content.items():
        if isinstance(value, Mapping):
            lines += ["", *_table(value, (*path, name))]
    return lines


def _key(name: str) -> str:
    return name if name.isascii() and name.replace("_", "").isalnum() else _value(name)


def _value(value: object) -> str:
    if isinstance(value, Mapping):
        inner = ", ".join(f"{_key(name)} = {_value(each)}" for name, each in value.items())
        return "{ " + inner + " }" if inner else "{}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_value, value)) + "]"
    # a JSON string is a TOML one, but for the delete character, which TOML wants escaped
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


_SAMPLES = 3
_ALIKE = 60  # of 100: a header text less like a known one is not proposed for it


@dataclass(frozen=True)
class Place:
    """One table of a file; rows count from 1 as a spreadsheet shows them, `first` and `last` are rows of data."""

    sheet: str
    header_first: int
    header_last: int
    first: int
    last: int


@dataclass(frozen=True)
class Seen:
    """The rows of a sheet where a header could be, counted from 1, and what each of their columns may be."""

    sheet: str
    first: int
    last: int


@dataclass(frozen=True)
class Shape:
    """The layout that fits and the places of its tables, or (`layout` None) what was seen.

    `columns` are those of the first table with what each was taken for; with `layout` None, of what was `seen`, under
    the known layout that is `nearest`. `lacks` are the columns that one misses, each with its texts; `meanings` what a
    column may be said to be, `names` what the framework calls indicators that these give by code.
    """

    layout: str | None
    places: tuple[Place, ...] = ()
    columns: tuple[ColumnReading, ...] = ()
    seen: Seen | None = None
    nearest: str | None = None
    lacks: Mapping[str, tuple[str, ...]] | None = None
    meanings: tuple[str, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_open(self) -> bool:
        """True if a person has to say what some column is before the file can be read."""
        return self.layout is None or any(each.is_open for each in self.columns)

    @property
    def was_accepted(self) -> bool:
        """True if columns are read as a person once said of the same headings."""
        return any(each.why == ACCEPTED for each in self.columns)


def recognise(
    sheets: Sequence[Sheet], layouts: Mapping[str, Layout], kind: str | None = None, year: int | None = None
) -> Shape:
    """The known shape of a file loaded for a purpose of this kind and year (None: any), by its header texts.

    Of several that fit, the one that explains most columns; a layout with fewer open or unknown columns before another.
    """
    printed_year = str(year) if year else None
    known = [
        each
        for _, each in sorted(layouts.items())
        if (kind in each.kinds if kind else each.kinds)
        and (not each.framework_names or (each.words and each.words.indicators()))
    ]
    fits = [(headers, layout) for layout in known if (headers := _headers(sheets, layout, printed_year))]
    if fits:
        headers, layout = max(fits, key=lambda each: _explained(*each))
        columns = _sampled(*headers[0])
        places = tuple(_places(sheets, layout, printed_year))
        return Shape(layout.name, places, columns, nearest=layout.name, meanings=mappable(layout), names=_names(layout))
    return _unknown(sheets, known, printed_year)


def missing_texts(sheets: Sequence[Sheet], layout: Layout) -> list[str]:
    """Header texts the row that comes closest to a header of the layout still lacks, the variants of one together."""
    wanted = _wanted(layout)
    if layout.words:
        found = [header for sheet in sheets if (header := nearest_header(sheet, layout))]
        nearest = max(found, key=lambda each: each.size, default=None)
        there = {each.meaning for each in nearest.readings} if nearest else set()
        return [" | ".join(texts) for name, texts in wanted.items() if name not in there and name in layout.columns]
    rows = [_forms(row) for sheet in sheets for row in sheet.rows[:WITHIN]] or [set()]
    lacks = [[name for name, texts in wanted.items() if not row & set(map(folded, texts))] for row in rows]
    best = min(lacks, key=len)
    if layout.wide and layout.wide.headings:  # some of the indicators are enough
        best = [name for name in best if name in layout.columns] or best[:1]
    return [" | ".join(wanted[name]) for name in best]


def _wanted(layout: Layout) -> dict[str, tuple[str, ...]]:
    return {**layout.columns, **(layout.wide.headings if layout.wide else {})}


def _forms(row: Sequence[str]) -> set[str]:
    return {form for text in row if text for form in text_forms(text)}


def _headers(sheets: Sequence[Sheet], layout: Layout, year: str | None) -> list[tuple[Sheet, Header]]:
    read = [sheet for sheet in sheets if sheet.name not in layout.ignored_sheets]
    return [(sheet, header) for sheet in read if (header := find_header(sheet, layout, year))]


def _explained(headers: Sequence[tuple[Sheet, Header]], layout: Layout) -> tuple[int, int, int]:
    """How well headers explain their sheets: all that a person said of them, columns read, fewest left open."""
    columns = [each for _, header in headers for each in header.readings]
    accepted = {each.key for each in columns if each.why == ACCEPTED}
    unknown = sum(1 for each in columns if each.is_open or each.why == UNKNOWN)
    is_accepted = bool(accepted) and accepted == layout.accepted.keys()
    return is_accepted, sum(header.size for _, header in headers), -unknown


def _places(sheets: Sequence[Sheet], layout: Layout, year: str | None) -> Iterator[Place]:
    for area in find_tables(sheets, layout, "", year)[0]:
        rows = area.rows or [area.header.last]
        header = area.header
        yield Place(area.sheet.name, header.first + 1, header.last + 1, rows[0] + 1, rows[-1] + 1)


def _sampled(sheet: Sheet, header: Header) -> tuple[ColumnReading, ...]:
    """The columns of a header with their first cells."""
    below = [row for row in sheet.rows[header.last + 1 : header.last + 1 + 2 * _SAMPLES] if any(map(stripped, row))]
    return tuple(
        replace(
            each,
            samples=tuple(stripped(row[each.column]) if each.column < len(row) else "" for row in below[:_SAMPLES]),
        )
        for each in header.readings
    )


def _unknown(sheets: Sequence[Sheet], known: Sequence[Layout], year: str | None) -> Shape:
    """What was seen in a file of no known shape, as far as the nearest known one reads it."""
    found = [
        (header, sheet, layout)
        for layout in known
        for sheet in sheets
        if (header := nearest_header(sheet, layout, year))
    ]
    listed = _nearest_listed(sheets, [layout for layout in known if not layout.words], year)
    if found:
        header, sheet, layout = max(found, key=lambda each: (each[0].size, len(each[0].open)))
        likeness = header.size + len(header.open)
        if listed is None or likeness > listed[0]:
            there = {each.meaning for each in header.readings} | {each.proposal for each in header.readings}
            lacks = {name: texts for name, texts in layout.columns.items() if name not in there}
            seen = Seen(sheet.name, header.first + 1, header.last + 1)
            return _seen_shape(_sampled(sheet, header), seen, layout, lacks)
    return listed[1] if listed else Shape(None)


def _nearest_listed(sheets: Sequence[Sheet], known: Sequence[Layout], year: str | None) -> tuple[float, Shape] | None:
    """The layout of listed texts that the row with most texts is most like: how many it has, and the shape."""
    row = _fullest_row(sheets)
    if row is None or not known:
        return None
    sheet, index = row
    ranked = [(*_columns_like(sheet, index, layout, year), layout) for layout in known]
    # where nothing is alike, the shape that asks for the fewest columns is the easiest to map
    likeness, columns, lacks, nearest = max(ranked, key=lambda each: (each[0], -len(each[3].columns)))
    header = Header(index, index, {}, readings=tuple(columns))
    seen = Seen(sheet.name, index + 1, index + 1)
    return likeness * len(nearest.columns), _seen_shape(_sampled(sheet, header), seen, nearest, lacks)


def _seen_shape(
    columns: tuple[ColumnReading, ...], seen: Seen, nearest: Layout, lacks: Mapping[str, tuple[str, ...]]
) -> Shape:
    return Shape(None, (), columns, seen, nearest.name, lacks, mappable(nearest), _names(nearest))


def _names(layout: Layout) -> Mapping[str, str]:
    return layout.words.names if layout.words else {}


def _fullest_row(sheets: Sequence[Sheet]) -> tuple[Sheet, int] | None:
    """The row with most texts that are no numbers, the topmost of equals."""
    best: tuple[int, Sheet, int] | None = None
    for sheet in sheets:
        for index, row in enumerate(sheet.rows[:WITHIN]):
            texts = sum(1 for text in map(stripped, row) if text and not parse_plain(text.replace(",", ".")))
            if texts and (best is None or texts > best[0]):
                best = (texts, sheet, index)
    return best and best[1:]


def _columns_like(
    sheet: Sheet, index: int, layout: Layout, year: str | None
) -> tuple[float, list[ColumnReading], dict[str, tuple[str, ...]]]:
    """The mean likeness of the layout's texts to those of a row, its columns with proposals, and what it lacks."""
    from rapidfuzz import fuzz, process  # only an unknown shape needs it

    wanted = _wanted(layout)
    texts = {column: stripped(text) for column, text in enumerate(sheet.rows[index]) if stripped(text)}
    by_form = {form: column for column, text in reversed(texts.items()) for form in text_forms(text, year)}
    meant: dict[int, str] = {}
    lacks: dict[str, tuple[str, ...]] = {}
    for name, known in wanted.items():
        column = next((by_form[form] for form in map(folded, known) if form in by_form), None)
        if column is None:
            lacks[name] = known
        else:
            meant[column] = name
    # a text that already stands for one column is not proposed for another
    free = {folded(text): column for column, text in texts.items() if column not in meant}
    total, proposed = 100.0 * len(meant), {}
    for name, known in lacks.items():
        likest = [process.extractOne(folded(text), free.keys(), scorer=fuzz.ratio) for text in known]
        likeness, column = max(((each[1], free[each[0]]) for each in likest if each), default=(0, -1))
        if likeness >= _ALIKE and column not in proposed:
            total += likeness
            proposed[column] = name
    columns = [
        ColumnReading(
            column,
            text,
            heading_key([text], year),
            meant.get(column),
            KNOWN if column in meant else WORDS_UNKNOWN if column in proposed else UNKNOWN,
            proposed.get(column),
        )
        for column, text in texts.items()
    ]
    return total / (100 * max(1, len(wanted))), columns, lacks
