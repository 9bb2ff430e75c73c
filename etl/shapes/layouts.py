"""How each known shape of file is read: data/layouts/*.toml, so that a new year's shape is data, not code."""

import dataclasses
import re
import tomllib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain
from pathlib import Path

from etl.errors import FolderMissing
from etl.problems import Problem
from etl.shapes.vocabulary import Vocabulary, as_texts, read_vocabulary, refuse_surplus
from etl.values.numbers import Separators, stripped
from text.folding import folded

_CELL_FIELDS = ("value", "score", "first_round_score", "self_score")
FIGURE_FIELDS = (*_CELL_FIELDS, "max_score", "rank", "rank_of", "places_gained", "value_change")
_WIDE_KEYS = {
    *("field", "over_one", "codes", "least", "headings", "alone", "parents", "under", "columns", "sheets", "root"),
}


@dataclasses.dataclass(frozen=True)
class Wide:
    """A table with one row per unit and one column per indicator; `data/README.md` explains each part.

    `headings`: indicator (a key of the layout's key set, or a code) to header texts; `alone`: the same for texts too
    common to count below a parent. `under`: field to the texts that stand below an indicator's heading. `columns`:
    field to one indicator and header texts, these too without a parent. `parents`: beginnings of parents that say
    nothing. `sheets`: field of a cell by the name of its sheet. `root`: the index, of which a figure is that names no
    indicator.
    """

    field: str
    over_one: str | None = None
    codes: bool = False
    least: int = 1
    headings: Mapping[str, tuple[str, ...]] = dataclasses.field(default_factory=dict)
    alone: Mapping[str, tuple[str, ...]] = dataclasses.field(default_factory=dict)
    parents: tuple[str, ...] = ()
    under: Mapping[str, tuple[str, ...]] = dataclasses.field(default_factory=dict)
    columns: Mapping[str, tuple[str, tuple[str, ...]]] = dataclasses.field(default_factory=dict)
    sheets: Mapping[str, str] = dataclasses.field(default_factory=dict)
    root: str = "index"


@dataclasses.dataclass(frozen=True)
class Skip:
    """Which rows hold no data. `without_figure`: columns one of which a row of data fills; of a wide table, any.

    `silently`: a form comes with its rows, those left empty are nothing to report.
    """

    numbering: bool = False
    without_figure: bool | tuple[str, ...] = False
    where: Mapping[str, re.Pattern[str]] = dataclasses.field(default_factory=dict)
    beginning: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    silently: bool = False

    @property
    def is_empty(self) -> bool:
        """True if every row that is not blank holds data."""
        return self == Skip()


def read_wide(content: Mapping) -> Wide:
    """The `[wide]` block. Raises KeyError, TypeError and ValueError where it is not one."""
    refuse_surplus(content, _WIDE_KEYS)
    columns = content.get("columns", {})
    for each in columns.values():
        refuse_surplus(each, {"of", "headers"})
    wide = Wide(
        field=content["field"],
        over_one=content.get("over_one"),
        codes=content.get("codes", False),
        least=content.get("least", 1),
        headings=read_texts(content.get("headings", {})),
        alone=read_texts(content.get("alone", {})),
        parents=as_texts(content.get("parents", ())),
        under=read_texts(content.get("under", {})),
        columns={name: (each["of"], as_texts(each["headers"])) for name, each in columns.items()},
        sheets=content.get("sheets", {}),
        root=content.get("root", "index"),
    )
    cells = {wide.field, *wide.sheets.values(), *filter(None, (wide.over_one,))}
    if unknown := [*(cells - set(_CELL_FIELDS)), *((wide.under.keys() | wide.columns.keys()) - set(FIGURE_FIELDS))]:
        raise ValueError(f"wide: {', '.join(sorted(unknown))}")
    return wide


def read_skip(content: Mapping) -> Skip:
    """The `[skip]` block. Raises TypeError and ValueError where it is not one."""
    refuse_surplus(content, {"numbering", "without_figure", "where", "beginning", "notes", "silently"})
    without = content.get("without_figure", False)
    try:
        where = {name: re.compile(pattern) for name, pattern in content.get("where", {}).items()}
    except re.error as error:
        raise ValueError(f"skip: {error}") from error
    return Skip(
        numbering=content.get("numbering", False),
        without_figure=without if isinstance(without, bool) else tuple(without),
        where=where,
        beginning=as_texts(content.get("beginning", ())),
        notes=as_texts(content.get("notes", ())),
        silently=content.get("silently", False),
    )


def read_separators(content: Mapping) -> tuple[Separators, ...]:
    """The pairs of separators numbers may be written with. Raises KeyError and ValueError."""
    decimals = as_texts(content["decimal_separator"])
    thousands = as_texts(content.get("thousands_separator", [""] * len(decimals)))
    pairs = tuple(Separators(*pair) for pair in zip(decimals, thousands, strict=True))
    if not pairs or any(each.decimal not in (".", ",") or each.decimal == each.thousands for each in pairs):
        raise ValueError(f"separators: {decimals!r}, {thousands!r}")
    return pairs


def read_texts(columns: Mapping[str, str | list[str]]) -> dict[str, tuple[str, ...]]:
    """Each name with its texts, one or several."""
    return {name: as_texts(texts) for name, texts in columns.items()}


# names a layout may use beside the columns of its staging table: what a file says instead of our codes
WORDS = frozenset(
    {
        *("index_code", "period_code", "year", "cohort_code"),
        *("unit_name", "unit_system", "indicator_key", "indicator_name", "group"),
    }
)
_KEYS = frozenset(
    {
        *("table", "tables", "kinds", "decimal_separator", "thousands_separator", "key_set", "columns", "optional"),
        *("ignored", "header_rows", "several_sheets", "ignored_sheets", "code_in", "defaults", "meaning", "empty"),
        *("wide", "skip", "decimals", "vocabulary", "accepted", "one_of", "framework_names"),
    }
)
_MOST_HEADER_ROWS = 4
VOCABULARY = "vocabulary"  # the folder beside the shipped layouts


@dataclass(frozen=True)
class Table:
    """One staging frame a layout fills: rows for which every `where` column holds the given text."""

    name: str
    where: Mapping[str, str] = field(default_factory=dict)
    defaults: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Layout:
    """How to read one shape of file; `data/README.md` explains each part.

    `columns` and `optional`: our name to the accepted header texts. `separators`: the pairs a file may use, of which
    the whole file uses one. With `words` headings are read by the vocabulary of these subjects; `accepted` are headings
    that a person has given a meaning, in words. `one_of`: groups of columns of which a file must have one each. With
    `framework_names` headings may also be the names of the framework's indicators.
    `content` is the layout as its file holds it.
    """

    name: str
    separators: tuple[Separators, ...]
    columns: Mapping[str, tuple[str, ...]]
    tables: tuple[Table, ...]
    optional: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    kinds: tuple[str, ...] = ()
    ignored: tuple[str, ...] = ()
    header_rows: int = 1
    several_sheets: bool = False
    ignored_sheets: tuple[str, ...] = ()
    code_in: str | None = None
    empty: frozenset[str] = frozenset()
    key_set: str | None = None
    meaning: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    wide: Wide | None = None
    skip: Skip = field(default_factory=Skip)
    decimals: Mapping[str, int] = field(default_factory=dict)
    vocabulary: tuple[str, ...] = ()
    accepted: Mapping[str, str] = field(default_factory=dict)
    one_of: tuple[tuple[str, ...], ...] = ()
    framework_names: bool = False
    words: Vocabulary | None = field(default=None, repr=False, compare=False)
    content: Mapping = field(default_factory=dict, repr=False, compare=False)


def read_layouts(
    layouts_dir: Path | Sequence[Path], known: Mapping[str, Collection[str]], kinds: Collection[str]
) -> tuple[dict[str, Layout], list[Problem]]:
    """Every layout by name, a later folder's before an earlier one's. `known`: the staging tables and their columns;
    `kinds`: those that a layout may be of.

    A layout that does not parse, or names a table or column nobody knows, is a problem. Raises FolderMissing.
    """
    layouts: dict[str, Layout] = {}
    problems: list[Problem] = []
    folders = [layouts_dir] if isinstance(layouts_dir, Path) else list(layouts_dir)
    for folder in folders:
        if not folder.is_dir():
            raise FolderMissing(folder)
        for path in sorted(folder.glob("*.toml")):
            try:
                layout = read_layout(path.stem, path.read_text(encoding="utf-8"), folders[0] / VOCABULARY, kinds)
            except (OSError, UnicodeDecodeError, KeyError, TypeError, ValueError, AttributeError) as error:
                detail = f"{type(error).__name__}: {error}"
                problems.append(Problem(path.name, code="layout_unreadable", found=detail))
                continue
            layouts[path.stem] = layout
            problems += [
                Problem(path.name, code="layout_unreadable", found=name, fix=tuple(sorted(expected)))
                for name, expected in _unknown_names(layout, known)
            ]
    return layouts, problems


def read_layout(
    name: str, text: str, vocabulary_dir: Path | None = None, kinds: Collection[str] | None = None
) -> Layout:
    """The layout a TOML text describes; without `vocabulary_dir` one that cannot read headings by words.

    Raises OSError, KeyError, TypeError, AttributeError and ValueError if it does not describe one.
    """
    content = tomllib.loads(text)
    subjects = as_texts(content.get("vocabulary", ()))
    refuse_surplus(content, _KEYS)
    shared = content.get("defaults", {})
    tables = [{"table": content["table"]}] if "table" in content else content["tables"]
    layout = Layout(
        name=name,
        separators=read_separators(content),
        columns=read_texts(content["columns"]),
        optional=read_texts(content.get("optional", {})),
        kinds=tuple(content.get("kinds", ())),
        ignored=tuple(content.get("ignored", ())),
        header_rows=content.get("header_rows", 1),
        several_sheets=content.get("several_sheets", False),
        ignored_sheets=tuple(content.get("ignored_sheets", ())),
        code_in=content.get("code_in"),
        empty=frozenset(content.get("empty", ())),
        key_set=content.get("key_set"),
        meaning=content.get("meaning", {}),
        wide=read_wide(content["wide"]) if "wide" in content else None,
        skip=read_skip(content.get("skip", {})),
        decimals=content.get("decimals", {}),
        tables=tuple(
            Table(table["table"], table.get("where", {}), {**shared, **table.get("defaults", {})}) for table in tables
        ),
        vocabulary=subjects,
        accepted=content.get("accepted", {}),
        framework_names=content.get("framework_names", False),
        one_of=tuple(as_texts(group) for group in content.get("one_of", ())),
        words=read_vocabulary(vocabulary_dir, subjects) if subjects and vocabulary_dir else None,
        content=content,
    )
    if (kinds is not None and set(layout.kinds) - set(kinds)) or not 1 <= layout.header_rows <= _MOST_HEADER_ROWS:
        raise ValueError(f"kinds: {layout.kinds!r}, header_rows: {layout.header_rows!r}")
    if layout.wide and (len(layout.tables) != 1 or layout.tables[0].where):
        raise ValueError("wide: one table, for every row")
    if layout.framework_names and not (layout.wide and subjects):
        raise ValueError("framework_names: needs wide and vocabulary")
    return layout


def _unknown_names(layout: Layout, known: Mapping[str, Collection[str]]) -> list[tuple[str, Collection[str]]]:
    unknown: list[tuple[str, Collection[str]]] = []
    routes = {name for table in layout.tables for name in table.where}
    usable = WORDS | routes
    for table in layout.tables:
        if table.name not in known:
            unknown.append((table.name, known.keys()))
            continue
        usable |= set(known[table.name])
        unknown += [(name, known[table.name]) for name in table.defaults if name not in WORDS | set(known[table.name])]
    named = {**layout.columns, **layout.optional}
    pointed = {*layout.skip.where, *filter(None, (layout.code_in,)), *chain.from_iterable(layout.one_of)}
    if isinstance(layout.skip.without_figure, tuple):
        pointed |= set(layout.skip.without_figure)
    unknown += [(name, usable) for name in (*named, *layout.meaning) if name not in usable]
    unknown += [(name, layout.columns.keys()) for name in sorted(routes - layout.columns.keys())]
    unknown += [(name, named.keys()) for name in sorted(pointed - named.keys())]
    return unknown


_CODE = re.compile(r"index|[IVX]+|(?:[A-Z]{1,4}\.?)?\d{1,2}(?:\.\d{1,2}){0,3}")
_YEAR = re.compile(r"(?:năm\s+)?\b(20\d\d)\b", re.IGNORECASE)
_NUMBERED = re.compile(r"^\(?(?:\d+(?:\.\d+)*(?:[.)]+\s*|\s+)|[IVX]+[.)]+\s*)(?=[^\W\d])")
_MAXIMUM = re.compile(r"\s*\((?:điểm\s+)?(?:tối đa)?:?\s*(?!20\d\d\))\d[\d.,]*\s*(?:điểm|đ)?\)$", re.IGNORECASE)


@lru_cache(maxsize=4096)
def text_forms(text: str, year: str | None = None) -> tuple[str, ...]:
    """The forms in which a header text may equal a known one, the fullest first; the release's own year is left out."""
    body = " ".join(stripped(text).split())
    if year is not None:
        body = stripped(_YEAR.sub(lambda match: "" if match[1] == year else match[0], body))
    bare = _MAXIMUM.sub("", body) or body
    forms = (body, _NUMBERED.sub("", body), bare, _NUMBERED.sub("", bare))
    return tuple(dict.fromkeys(form for form in map(folded, forms) if form))


class ListedHeadings:
    """What a layout's header texts mean on one sheet."""

    def __init__(self, layout: Layout, sheet: str, year: str | None) -> None:
        self.year = year
        named = {**layout.columns, **layout.optional}
        self.names = {form: name for name, texts in named.items() for form in map(folded, texts)}
        self.required = frozenset(layout.columns)
        self.ignored = set(map(folded, layout.ignored))
        self.wide = layout.wide
        if wide := layout.wide:
            self.key_field = "indicator_key" if layout.key_set else "indicator_code"
            self.field, self.codes = wide.sheets.get(sheet, wide.field), wide.codes
            self.headings = {form: key for key, texts in wide.headings.items() for form in map(folded, texts)}
            self.alone = {form: key for key, texts in wide.alone.items() for form in map(folded, texts)}
            self.parents = tuple(map(folded, wide.parents))
            self.under = {form: name for name, texts in wide.under.items() for form in map(folded, texts)}
            self.single = {
                form: (name, code) for name, (code, texts) in wide.columns.items() for form in map(folded, texts)
            }

    def may_head(self, rows: Sequence[Sequence[str]]) -> bool:
        """False if these rows cannot hold the header: a quick look before the careful one."""
        texts = [text for row in rows for text in row if text]
        present = {self.names.get(form) for text in texts for form in text_forms(text, self.year)}
        return self.required <= present or (len(rows) > 1 and bool(present - {None}))

    def name_of(self, texts: Sequence[str]) -> str | None:
        """Our name for a column, from the texts of its path joined, the longest part first."""
        return next((self.names[form] for form in self._joined(texts) if form in self.names), None)

    def is_ignored(self, texts: Sequence[str]) -> bool:
        """True for a column the layout knows and does not read."""
        return any(form in self.ignored for form in self._joined(texts))

    def figure_of(self, texts: Sequence[str]) -> tuple[str, str, str, bool] | None:
        """Column for the indicator, indicator, field, whether the header names the field; None if none is meant."""
        if self.wide is None or self._names_other_year(texts):
            return None
        below = next((self.under[form] for form in text_forms(texts[-1], self.year) if form in self.under), None)
        if below and len(texts) > 1 and (found := self._indicator(texts[:-1])):
            return *found, below, True
        if found := self._indicator(texts):
            return *found, self.field, False
        parents = [text for text in texts[:-1] if not folded(text).startswith(self.parents)]
        forms = text_forms(" ".join([*parents, texts[-1]]), self.year)
        if single := next((self.single[form] for form in forms if form in self.single), None):
            return self.key_field, single[1], single[0], True
        alone = next((self.alone[form] for form in forms if form in self.alone), None)
        return (self.key_field, alone, self.field, False) if alone else None

    def _indicator(self, texts: Sequence[str]) -> tuple[str, str] | None:
        if self.codes and _CODE.fullmatch(texts[-1]):
            return "indicator_code", texts[-1]
        key = next((self.headings[form] for form in self._joined(texts) if form in self.headings), None)
        return (self.key_field, key) if key else None

    def _names_other_year(self, texts: Sequence[str]) -> bool:
        return bool(self.year) and any(year != self.year for text in texts for year in _YEAR.findall(text))

    def _joined(self, texts: Sequence[str]) -> list[str]:
        if self._names_other_year(texts):
            return []
        joined = (" ".join(texts[index:]) for index in range(len(texts)))
        return [form for text in joined for form in text_forms(text, self.year)]
