"""The heat map of statuses: a cell per component, with its code and the letter of its status."""

from collections.abc import Sequence
from textwrap import wrap
from typing import NamedTuple

from text import components as components_words
from text.catalogue import named, say
from ui.charts.figure import Figure
from ui.charts.frame import Words, plain
from ui.charts.status import EDGE, LINE, STATUSES, heading, keyed_layout, marks, name_lines
from ui.theme import Palette

_CELL = 36
_GAP = 8
_LABELS = 104
_PER_LINE = 12
_PER_LABELLED_LINE = 8


class _Cell(NamedTuple):
    """A component in a column of the map, and where it stands: cells from the left, pixels from the top."""

    component: dict
    column: str
    status: str
    place: int
    top: int


def status_map(
    components: Sequence[dict],
    columns: Sequence[str],
    statuses: dict[tuple[str, str], str],
    words: Words,
    palette: Palette,
) -> Figure:
    """One cell per component and column, main indicator by main indicator.

    `components` are rows of `mart.component_status` in the order of the framework, `columns` the names of years and
    units: their cells stand one below the other. `statuses` by column and code; a pair that is not there is unknown.
    """
    is_labelled = len(columns) > 1
    per_line = _PER_LABELLED_LINE if is_labelled else _PER_LINE
    headings, cells, height = [], [], 0
    for main, rows in _by_main(components, words.language).items():
        name = name_lines(main)
        height += LINE * len(name)
        headings.append(heading(name, height, palette.text))
        for start in range(0, len(rows), per_line):
            for column in columns:
                if is_labelled:
                    headings.append(_label(column, height, palette))
                for place, row in enumerate(rows[start : start + per_line]):
                    status = statuses.get((column, row["indicator_code"]), "unknown")
                    cells.append(_Cell(row, column, status, place, height))
                height += _CELL
        height += _GAP
    present = [status for status in STATUSES if any(cell.status == status for cell in cells)]
    layout = keyed_layout(words, palette, height, present, _LABELS if is_labelled else EDGE)
    layout["uniformtext"] = {"mode": "show", "minsize": 9}
    layout["xaxis"] |= {"range": [0, per_line]}
    layout["annotations"] += headings
    return Figure([_of_status(cells, status, words, palette) for status in present], layout)


def _of_status(cells: list[_Cell], status: str, words: Words, palette: Palette) -> dict:
    own = [cell for cell in cells if cell.status == status]
    letter = components_words.status_letter(status, words.language)
    return marks(status, palette, 10) | {
        "base": [cell.place for cell in own],
        "x": [1] * len(own),
        "y": [cell.top + _CELL / 2 for cell in own],
        "width": _CELL - 1,
        "text": [f"{cell.component['indicator_code']}<br><b>{letter}</b>" for cell in own],
        "hovertext": [_hover(cell, words.language) for cell in own],
    }


def _hover(cell: _Cell, language: str) -> str:
    name = plain(named(cell.component, "indicator_name", language))
    return say(
        language,
        "components_heat_hover",
        code=cell.component["indicator_code"],
        name="<br>".join(wrap(name, 48)),
        column=plain(cell.column),
        status=components_words.status_cell(cell.status, language),
    )


def status_map_alt(components: Sequence[dict], words: Words) -> str:
    """The map in a sentence, for readers who cannot see it."""
    return say(words.language, "components_heat_alt", title=words.title, count=len(components))


def _label(column: str, top: int, palette: Palette) -> dict:
    """The name of a column at the left of one line of its cells."""
    return heading([plain(column)], top + _CELL / 2, palette.quiet) | {"yanchor": "middle", "xshift": 4 - _LABELS}


def _by_main(components: Sequence[dict], language: str) -> dict[str, list[dict]]:
    mains: dict[str, list[dict]] = {}
    for row in components:
        mains.setdefault(f"{row['main_code']}. {named(row, 'main_name', language)}", []).append(row)
    return mains
