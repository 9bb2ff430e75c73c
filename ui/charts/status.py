"""Component statuses: stacked bars per main indicator, shares per unit, and a map with a cell per component."""

from collections.abc import Sequence
from textwrap import wrap
from typing import NamedTuple

from text import components as components_words
from text import formats
from text.catalogue import named, say
from ui.charts.frame import Figure, Words, layout_of, plain
from ui.charts.main_indicators import lost_of_most
from ui.theme import STATUS_COLOURS, STATUS_LETTERS, Palette

STATUSES = ("full", "partial", "zero", "unknown", "not_assessed")
EDGE = 8
LINE = 16
_BETWEEN = "\u2003"
_BAR = 22
_GAP = 12
_NAME_CHARACTERS = 34


def status_bars(mains: Sequence[dict], words: Words, palette: Palette) -> Figure:
    """One bar per main indicator, as long as it has components, cut into statuses; the points it lost above it.

    `mains` are rows of `mart.main_status` with components, in the order to draw. A part leads to its components: behind
    the address stand its main indicator and status.
    """
    names = [name_lines(components_words.main_label(main, words.language)) for main in mains]
    tops, height = [], 0
    for name in names:
        height += LINE * len(name)
        tops.append(height)
        height += _BAR + _GAP
    present = [status for status in STATUSES if any(main[f"{status}_count"] for main in mains)]
    layout = keyed_layout(words, palette, height, present)
    layout["barmode"] = "stack"
    layout["xaxis"] |= {"range": [0, max(sum(main[f"{status}_count"] for status in STATUSES) for main in mains)]}
    for main, name, top in zip(mains, names, tops, strict=True):
        layout["annotations"] += [
            heading(name, top, palette.text),
            heading([_lost(main, words.language)], top, palette.quiet) | {"x": 1, "xanchor": "right"},
        ]
    return Figure([_parts(mains, tops, status, words, palette) for status in present], layout)


def _parts(mains: Sequence[dict], tops: list[int], status: str, words: Words, palette: Palette) -> dict:
    """The parts of one status; a part of one component carries its letter alone."""
    parts = [(main, main[f"{status}_count"], top) for main, top in zip(mains, tops, strict=True)]
    parts = [part for part in parts if part[1]]
    letter = components_words.status_letter(status, words.language)
    return marks(status, palette, 11.5) | {
        "x": [count for _, count, _ in parts],
        "y": [top + _BAR / 2 for *_, top in parts],
        "width": _BAR,
        "text": [letter if count == 1 else f"{letter}: {count}" for _, count, _ in parts],
        "customdata": [f"main={main['indicator_code']}&status={status}" for main, *_ in parts],
        "hovertext": [
            say(
                words.language,
                "components_bars_hover",
                main=plain(components_words.main_label(main, words.language)),
                status=components_words.status_cell(status, words.language),
                components=components_words.count_of(count, words.language),
            )
            for main, count, _ in parts
        ],
    }


def status_bars_alt(mains: Sequence[dict], words: Words) -> str:
    """The chart in a sentence, for readers who cannot see it."""
    language = words.language
    known = [main for main in mains if main["lost_score"] is not None]
    most = formats.MISSING
    if known:
        main = max(known, key=lambda main: main["lost_score"])
        most = f"{components_words.main_label(main, language)} {lost_of_most(main, language)}"
    return say(language, "components_bars_alt", title=words.title, count=len(mains), most=most)


def _lost(main: dict, language: str) -> str:
    if not main["is_scored"]:
        return components_words.status_name("not_assessed", language).lower()
    if main["lost_score"] is None:
        return say(language, "components_lost_unknown")
    return say(language, "components_lost", points=lost_of_most(main, language))


def marks(status: str, palette: Palette, size: float) -> dict:
    """A trace of horizontal bars in the colour of one status, with letters on them."""
    return {
        "type": "bar",
        "orientation": "h",
        "marker": {"color": STATUS_COLOURS.get(status, palette.grid), "line": {"color": palette.paper, "width": 1}},
        "textposition": "inside",
        "insidetextanchor": "middle",
        "textangle": 0,
        "constraintext": "none",
        "insidetextfont": {"size": size, "color": STATUS_LETTERS.get(status, palette.text)},
        "hoverinfo": "text",
    }


def keyed_layout(words: Words, palette: Palette, height: int, statuses: Sequence[str], names: int = EDGE) -> dict:
    """The layout of a picture whose marks stand at pixels from the top, with the key of `statuses` under the title."""
    key = _key(statuses, words.language, palette)
    layout = layout_of(words, palette, height, names, above=LINE * (len(key) + 1))
    layout["annotations"].append(
        heading(key, 0, palette.text) | {"xshift": 4 - names, "yshift": LINE / 2, "font": {"size": 11}}
    )
    layout["yaxis"] |= {"range": [height, 0], "showticklabels": False}
    return layout


def _key(statuses: Sequence[str], language: str, palette: Palette) -> list[str]:
    """The colours with their letters and names, two a line, so that a phone shows them whole."""
    entries = [
        f'<span style="font-size:15px;color:{STATUS_COLOURS.get(status, palette.grid)}">■</span> '
        + plain(components_words.status_cell(status, language))
        for status in statuses
    ]
    return [_BETWEEN.join(entries[at : at + 2]) for at in range(0, len(entries), 2)]


def heading(text: Sequence[str], top: float, colour: str) -> dict:
    """Lines of text that end `top` pixels below the upper edge of the marks."""
    return {
        "text": "<br>".join(text),
        "xref": "paper",
        "x": 0,
        "xanchor": "left",
        "y": top,
        "yanchor": "bottom",
        "align": "left",
        "showarrow": False,
        "font": {"size": 12, "color": colour},
        "borderpad": 0,
    }


def name_lines(name: str) -> list[str]:
    """A name broken so that points have room beside it on a phone."""
    return [plain(line) for line in wrap(name, _NAME_CHARACTERS)]


_SHARE_BAR = 26
_SHARE_STEP = LINE + _SHARE_BAR + 12
# A part narrower than this share of its bar has no room for text; the key and the hover say it.
_READABLE = 0.08


def share_bars(rows: Sequence[dict], words: Words, palette: Palette) -> Figure:
    """One bar per unit, as long as it has components; each part says its status and how many it stands for.

    `rows` are rows of `queries.overview.status_shares`, in the order to draw, at least one.
    """
    present = [status for status in STATUSES if any(row[f"{status}_count"] for row in rows)]
    layout = keyed_layout(words, palette, _SHARE_STEP * len(rows), present)
    layout["barmode"] = "stack"
    layout["xaxis"] |= {"range": [0, max(_total(row) for row in rows)]}
    tops = [_SHARE_STEP * place + LINE for place in range(len(rows))]
    layout["annotations"] += [
        heading([plain(named(row, "unit_name", words.language))], top, palette.text)
        for row, top in zip(rows, tops, strict=True)
    ]
    return Figure([_share_parts(rows, tops, status, words.language, palette) for status in present], layout)


def _total(row: dict) -> int:
    return sum(row[f"{status}_count"] for status in STATUSES)


def _share_parts(rows: Sequence[dict], tops: Sequence[int], status: str, language: str, palette: Palette) -> dict:
    letter = components_words.status_letter(status, language)
    parts = [(row, row[f"{status}_count"], top) for row, top in zip(rows, tops, strict=True) if row[f"{status}_count"]]
    return marks(status, palette, 12) | {
        "x": [count for _, count, _ in parts],
        "y": [top + _SHARE_BAR / 2 for *_, top in parts],
        "width": _SHARE_BAR,
        "text": [f"{letter}: {count}" if count >= _READABLE * _total(row) else "" for row, count, _ in parts],
        "customdata": [row["unit_code"] for row, *_ in parts],
        "hovertext": [
            say(
                language,
                "overview_shares_hover",
                unit=plain(named(row, "unit_name", language)),
                status=plain(components_words.status_cell(status, language)),
                count=count,
            )
            for row, count, _ in parts
        ],
    }


_CELL = 36
_NAMED_CELL = 60
_CELL_GAP = 8
_LABELS = 104
_PER_LINE = 10
_PER_LABELLED_LINE = 8
_NAME_WIDTH, _NAME_LINES = 20, 3  # letters and lines of a name in its cell, which shows them where it is wide enough


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
    per_line, high = (_PER_LABELLED_LINE, _CELL) if is_labelled else (_PER_LINE, _NAMED_CELL)
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
                height += high
        height += _CELL_GAP
    present = [status for status in STATUSES if any(cell.status == status for cell in cells)]
    layout = keyed_layout(words, palette, height, present, _LABELS if is_labelled else EDGE)
    layout["uniformtext"] = {"mode": "show" if is_labelled else "hide", "minsize": 9}
    layout["xaxis"] |= {"range": [0, per_line]}
    layout["annotations"] += headings
    bars = [_of_status(cells, status, words, palette, high) for status in present]
    codes = [] if is_labelled else [_codes(cells, status, words, palette) for status in present]
    return Figure([*bars, *codes], layout)


def _of_status(cells: list[_Cell], status: str, words: Words, palette: Palette, high: int) -> dict:
    """The cells of one status: with code and letter, or where those stand over them with the name if it fits."""
    own = [cell for cell in cells if cell.status == status]
    letter = components_words.status_letter(status, words.language)
    is_named = high == _NAMED_CELL
    texts = [_name(cell, words.language) if is_named else _code(cell, letter) for cell in own]
    return marks(status, palette, 9 if is_named else 10) | {
        "base": [cell.place for cell in own],
        "x": [1] * len(own),
        "y": [cell.top + high / 2 for cell in own],
        "width": high - 1,
        "text": texts,
        "constraintext": "inside" if is_named else "none",
        "hovertext": [_hover(cell, words.language) for cell in own],
    }


def _codes(cells: list[_Cell], status: str, words: Words, palette: Palette) -> dict:
    """Codes and letters over the names in the cells of one status, which stay where a cell is too narrow for a name."""
    own = [cell for cell in cells if cell.status == status]
    letter = components_words.status_letter(status, words.language)
    return {
        "type": "scatter",
        "mode": "text",
        "x": [cell.place + 0.5 for cell in own],
        "y": [cell.top + 9 for cell in own],
        "text": [f"{cell.component['indicator_code']} <b>{letter}</b>" for cell in own],
        "textfont": {"size": 10, "color": marks(status, palette, 10)["insidetextfont"]["color"]},
        "hoverinfo": "skip",
    }


def _code(cell: _Cell, letter: str) -> str:
    return f"{cell.component['indicator_code']}<br><b>{letter}</b>"


def _name(cell: _Cell, language: str) -> str:
    """The name under the room for the code, cut where it is too long for the cell; the whole of it is at the mark."""
    lines = wrap(named(cell.component, "indicator_name", language), _NAME_WIDTH)
    if len(lines) > _NAME_LINES:
        lines = [*lines[: _NAME_LINES - 1], f"{lines[_NAME_LINES - 1][: _NAME_WIDTH - 1]}…"]
    return "<br>".join(["", *map(plain, lines)])


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
