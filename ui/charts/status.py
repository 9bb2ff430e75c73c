"""Component statuses in stacked bars, one per main indicator, and what the pictures of statuses share.

Each status has its colour and, on it, its letter, so that a picture reads in grey.
"""

from collections.abc import Sequence
from textwrap import wrap

from text import components as components_words
from text import formats
from text.catalogue import say
from ui.charts.figure import Figure
from ui.charts.frame import Words, layout_of, plain
from ui.charts.points import lost_of_most
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

    `mains` are rows of `mart.main_status` with components, in the order to draw.
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
    layout = layout_of(words, palette, height, names)
    key = _key(statuses, words.language, palette)
    room = LINE * len(key)
    layout["height"] += room
    layout["margin"]["t"] += room
    layout["annotations"][0]["yshift"] += room
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
