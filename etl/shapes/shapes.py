"""Which known shape a file has, and where; for an unknown one what was seen and which known shape it is nearest to."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from etl.contracts.names import folded
from etl.contracts.numbers import parse_plain, stripped
from etl.problems import column_letters
from etl.reading.sheets import Sheet
from etl.shapes.header_words import readings
from etl.shapes.headings import WITHIN, find_header
from etl.shapes.layouts import Layout
from etl.shapes.tables import find_tables

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
    """What stands where a header could be: the texts by column letter, and the cells of some rows below."""

    sheet: str
    row: int
    texts: Mapping[str, str]
    samples: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Shape:
    """The layout that fits and the places of its tables, or (`layout` None) what was seen.

    `nearest` is then the known layout that lacks least; `lacks` are the header texts it misses, by our column;
    `proposals` are texts of the file that may stand for them.
    """

    layout: str | None
    places: tuple[Place, ...] = ()
    seen: Seen | None = None
    nearest: str | None = None
    lacks: Mapping[str, tuple[str, ...]] | None = None
    proposals: Mapping[str, str] | None = None


def recognise(
    sheets: Sequence[Sheet], layouts: Mapping[str, Layout], kind: str | None = None, year: int | None = None
) -> Shape:
    """The known shape of a file loaded for a purpose of this kind and year (None: any), by its header texts alone.

    Of several that fit, the one that explains most columns; a layout with fewer unknown columns before another.
    """
    printed_year = str(year) if year else None
    known = [each for _, each in sorted(layouts.items()) if (kind in each.kinds if kind else each.kinds)]
    fits = [(_fit(sheets, layout, printed_year), layout) for layout in known]
    found = [(fit, layout) for fit, layout in fits if fit is not None]
    if found:
        layout = max(found, key=lambda each: each[0])[1]
        return Shape(layout.name, tuple(_places(sheets, layout, printed_year)))
    seen = _seen(sheets)
    if not known or seen is None:
        return Shape(None, seen=seen)
    ranked = [(_nearness(seen, layout), layout) for layout in known]
    # where nothing is alike, the shape that asks for the fewest columns is the easiest to map
    (_, lacks, proposals), nearest = max(ranked, key=lambda each: (each[0][0], -len(each[1].columns)))
    return Shape(None, seen=seen, nearest=nearest.name, lacks=lacks, proposals=proposals)


def missing_texts(sheets: Sequence[Sheet], layout: Layout) -> list[str]:
    """Header texts the row that comes closest to a header of the layout still lacks, the variants of one together."""
    rows = [_forms(row) for sheet in sheets for row in sheet.rows[:WITHIN]] or [set()]
    wanted = _wanted(layout)
    lacks = [[name for name, texts in wanted.items() if not row & set(map(folded, texts))] for row in rows]
    best = min(lacks, key=len)
    if layout.wide and layout.wide.headings:  # some of the indicators are enough
        best = [name for name in best if name in layout.columns] or best[:1]
    return [" | ".join(wanted[name]) for name in best]


def _wanted(layout: Layout) -> dict[str, tuple[str, ...]]:
    return {**layout.columns, **(layout.wide.headings if layout.wide else {})}


def _forms(row: Sequence[str]) -> set[str]:
    return {form for text in row if text for form in readings(text)}


def _fit(sheets: Sequence[Sheet], layout: Layout, year: str | None) -> tuple[int, int] | None:
    """How well the layout explains the sheets: columns explained, and (negative) those unknown; None: not at all."""
    headers = [find_header(sheet, layout, year) for sheet in sheets if sheet.name not in layout.ignored_sheets]
    found = [header for header in headers if header]
    if not found:
        return None
    return sum(header.size for header in found), -sum(len(header.unknown) for header in found)


def _places(sheets: Sequence[Sheet], layout: Layout, year: str | None) -> Iterator[Place]:
    for area in find_tables(sheets, layout, "", year)[0]:
        rows = area.rows or [area.header.last]
        header = area.header
        yield Place(area.sheet.name, header.first + 1, header.last + 1, rows[0] + 1, rows[-1] + 1)


def _seen(sheets: Sequence[Sheet]) -> Seen | None:
    """The row with most texts that are no numbers, the topmost of equals."""
    best: tuple[int, Sheet, int] | None = None
    for sheet in sheets:
        for index, row in enumerate(sheet.rows[:WITHIN]):
            texts = sum(1 for text in map(stripped, row) if text and not parse_plain(text.replace(",", ".")))
            if texts and (best is None or texts > best[0]):
                best = (texts, sheet, index)
    if best is None:
        return None
    _, sheet, index = best
    filled = [column for column, text in enumerate(sheet.rows[index]) if stripped(text)]
    texts = {column_letters(column + 1): stripped(sheet.rows[index][column]) for column in filled}
    below = [row for row in sheet.rows[index + 1 : index + 1 + 2 * _SAMPLES] if any(map(stripped, row))][:_SAMPLES]
    samples = {
        column_letters(column + 1): tuple(stripped("".join(row[column : column + 1])) for row in below)
        for column in filled
    }
    return Seen(sheet.name, index + 1, texts, samples)


def _nearness(seen: Seen, layout: Layout) -> tuple[float, dict[str, tuple[str, ...]], dict[str, str]]:
    """The mean likeness of the layout's header texts to those seen, the columns not there, and texts like theirs."""
    from rapidfuzz import fuzz, process  # only an unknown shape needs it

    wanted = _wanted(layout)
    known = {form for texts in wanted.values() for form in map(folded, texts)}
    # a text that already stands for one column is not proposed for another
    free = {folded(text): text for text in seen.texts.values() if not known & _forms([text])}
    exact = _forms(list(seen.texts.values()))
    total, lacks, proposals = 0.0, {}, {}
    for name, texts in wanted.items():
        forms = list(map(folded, texts))
        if exact & set(forms):
            total += 100
            continue
        lacks[name] = texts
        found = [process.extractOne(form, free.keys(), scorer=fuzz.ratio) for form in forms]
        likeness, text = max(((each[1], free[each[0]]) for each in found if each), default=(0, ""))
        if likeness >= _ALIKE and text not in proposals.values():
            total += likeness
            proposals[name] = text
    return total / max(1, len(wanted)), lacks, proposals
