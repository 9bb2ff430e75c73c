"""The parts of a layout beside its columns: indicators that are columns, and rows that are no data."""

import dataclasses
import re
from collections.abc import Mapping, Set

from etl.values.numbers import Separators

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


def as_texts(texts: str | list[str]) -> tuple[str, ...]:
    """One text or several as several. Raises TypeError for anything that is not text."""
    found = (texts,) if isinstance(texts, str) else tuple(texts)
    if not all(isinstance(text, str) for text in found):
        raise TypeError(f"not texts: {found!r}")
    return found


def refuse_surplus(content: Mapping, allowed: Set[str]) -> None:
    """Refuse keys nobody reads: a slip would otherwise change nothing, silently. Raises ValueError."""
    if surplus := content.keys() - allowed:
        raise ValueError(f"unknown keys: {', '.join(sorted(surplus))}")
