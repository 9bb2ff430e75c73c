"""Lines over the years, broken where years cannot be compared: rank and value of one unit, means of a cohort."""

from collections.abc import Mapping, Sequence
from textwrap import wrap

from text import formats
from text.answer import measure_label
from text.catalogue import say
from text.periods import Period, period
from ui.charts.frame import AXIS_ROOM, Figure, Words, layout_of, plain
from ui.theme import Palette

_PANEL = 88
_PANEL_OF_BANDS = 190
_BAND_CHARACTERS = 9
_BAND = 0.3  # of a band's width, on either side of its year
_LEFT = 58
_PANELS = {"rank": "column_rank", "value": "column_value"}


def trend(
    rows: Sequence[dict], edition_code: str, words: Words, palette: Palette, bands: Sequence[dict] = ()
) -> Figure:
    """A panel for the rank (best on top) and one for the value, over the same years; the one read has a larger mark.

    `rows` are years with the rank and value of `mart.unit_years` and the breaks of `mart.cohort_years`; a panel without
    any figure is left out. Restated periods have hollow marks, provisional ones a dot in them. A line joins neighbours
    that nothing breaks apart.

    `bands` are ranges of ranks to reach, each with the `period_code` of a row, its ends `low` and `high`, and what is
    written in it (`label`) and below it (`told`).
    """
    has = {"rank": bool(bands)}
    panels = [column for column in _PANELS if has.get(column) or any(row[column] is not None for row in rows)]
    panel = _PANEL_OF_BANDS if bands else _PANEL
    layout = layout_of(words, palette, panel * len(panels), _LEFT, below=AXIS_ROOM)
    layout["xaxis"] |= {
        "showticklabels": True,
        "tickvals": list(range(len(rows))),
        "ticktext": [str(Period(row["period_code"], words.language)) for row in rows],
        "range": [-0.5, len(rows) - 0.5],
        "anchor": "free",
        "position": 0,
    }
    axis, traces = layout.pop("yaxis"), []
    for place, column in enumerate(panels):
        name = f"y{place + 1}" if place else "y"
        ends = [band[end] for band in bands for end in ("low", "high")] if column == "rank" else []
        low, high = _padded([*(row[column] for row in rows), *ends])
        layout[f"yaxis{place + 1}" if place else "yaxis"] = axis | {
            "domain": [1 - (place + 1) / len(panels), 1 - place / len(panels)],
            "range": [high, low] if column == "rank" else [low, high],
            "tickvals": [(low + high) / 2],
            "ticktext": [say(words.language, _PANELS[column])],
        }
        traces += [_line(rows, line, column, name, palette) for line in _unbroken(rows, column)]
        traces.append(_points(rows, column, edition_code, name, words.language, palette))
    places = {row["period_code"]: at for at, row in enumerate(rows)}
    for band in bands:
        layout["shapes"].append(_band(band, places[band["period_code"]], palette))
        layout["annotations"] += _band_words(band, places[band["period_code"]], palette)
    return Figure(traces, layout)


def _band(band: dict, at: int, palette: Palette) -> dict:
    ends = {"x0": at - _BAND, "x1": at + _BAND, "y0": float(band["low"]) - 0.4, "y1": float(band["high"]) + 0.4}
    line = {"color": palette.accent, "width": 1, "dash": "dot"}
    return {"type": "rect", **ends, "yref": "y", "fillcolor": palette.accent, "opacity": 0.2, "line": line}


def _band_words(band: dict, at: int, palette: Palette) -> list[dict]:
    middle = (float(band["low"]) + float(band["high"])) / 2
    written = {"x": at, "yref": "y", "showarrow": False}
    font = {"size": 11, "color": palette.text}
    return [
        written | {"text": plain(band["label"]), "y": middle, "font": font},
        written
        | {
            "text": "<br>".join(plain(line) for line in wrap(band["told"], _BAND_CHARACTERS)),
            "y": float(band["high"]) + 0.4,
            "yanchor": "top",
            "font": {"size": 11, "color": palette.quiet},
        },
    ]


def _line(rows: Sequence[dict], line: Sequence[int], column: str, axis: str, palette: Palette) -> dict:
    return {
        "type": "scatter",
        "x": line,
        "y": [float(rows[at][column]) for at in line],
        "yaxis": axis,
        "mode": "lines",
        "line": {"color": palette.accent, "width": 2},
        "hoverinfo": "skip",
    }


def _points(rows: Sequence[dict], column: str, edition_code: str, axis: str, language: str, palette: Palette) -> dict:
    known = [at for at, row in enumerate(rows) if row[column] is not None]
    hollow = [rows[at]["is_restated"] or rows[at]["is_provisional"] for at in known]
    return {
        "type": "scatter",
        "x": known,
        "y": [float(rows[at][column]) for at in known],
        "yaxis": axis,
        "mode": "markers+text",
        "cliponaxis": False,
        "text": [_label(rows[at], column, language) for at in known],
        "textposition": [_position(rows, at, column) for at in known],
        "textfont": {"size": 11, "color": palette.text},
        "marker": {
            "opacity": 1,
            "symbol": ["circle-dot" if rows[at]["is_provisional"] else "circle" for at in known],
            "size": [12 if rows[at]["edition_code"] == edition_code else 7 for at in known],
            "color": [palette.paper if is_hollow else palette.accent for is_hollow in hollow],
            "line": {"color": palette.accent, "width": 2},
        },
        "hovertext": [_hover(rows[at], language) for at in known],
        "hoverinfo": "text",
    }


def _unbroken(rows: Sequence[dict], column: str) -> list[list[int]]:
    """The runs of at least two years between which nothing breaks the line."""
    runs: list[list[int]] = [[]]
    for at, row in enumerate(rows):
        if row["break_reasons"] or row[column] is None:
            runs.append([])
        if row[column] is not None:
            runs[-1].append(at)
    return [run for run in runs if len(run) > 1]


def _padded(amounts: Sequence) -> tuple[float, float]:
    """A range with room for the labels above and below the points."""
    known = [float(amount) for amount in amounts if amount is not None]
    low, high = min(known), max(known)
    room = (high - low) or max(abs(high), 1) / 2
    return low - 0.5 * room, high + 0.5 * room


def _position(rows: Sequence[dict], at: int, column: str) -> str:
    """Below the point where the line goes up from it, above everywhere else."""
    following = rows[at + 1] if at + 1 < len(rows) else None
    if following is None or following["break_reasons"] or following[column] is None:
        return "top center"
    is_better = following[column] < rows[at][column] if column == "rank" else following[column] > rows[at][column]
    return "bottom center" if is_better else "top center"


def _label(row: dict, column: str, language: str) -> str:
    if column == "rank":
        return str(row["rank"])
    return formats.value(row["value"], language, row["value_decimals"])


def _hover(row: dict, language: str) -> str:
    return say(
        language,
        "profile_hover_year",
        year=period(row, language),
        rank=formats.rank(row["rank"], row["cohort_size"]),
        value=formats.value(row["value"], language, row["value_decimals"]),
    )


_MARGIN = 12
_MEAN_PANEL = 92


def means_over_years(points: Sequence[dict], words: Words, palette: Palette, period_code: str) -> Figure:
    """One row per measure, one mark per year: full where we took the mean, hollow where only a source prints it.

    `points` are rows of `queries.overview.means_over_years`, at least one. The period in view is set in bold. All rows
    share the scale, so that pillars can be held against the index. No line crosses a change of framework or cohort or a
    missing period: there a dotted rule stands instead.
    """
    measures = list({point["indicator_code"]: point for point in points}.values())
    places = _places(points)
    ends = (min(places.values()), max(places.values()))
    lowest = min(float(point["shown_mean_value"]) for point in points)
    reach = max(max(float(point["shown_mean_value"]) for point in points) - lowest, 0.05)
    layout = layout_of(words, palette, _MEAN_PANEL * len(measures), _MARGIN, below=AXIS_ROOM)
    layout["xaxis"] |= {
        "range": [ends[0] - 0.55, ends[1] + 0.55],
        "showticklabels": True,
        "tickvals": list(places.values()),
        "ticktext": [
            f"<b>{Period(code, words.language)}</b>" if code == period_code else str(Period(code, words.language))
            for code in places
        ],
        "tickfont": {"size": 12, "color": palette.text},
    }
    layout["yaxis"] |= {"range": [-len(measures), 0], "showticklabels": False, "ticks": ""}
    marks = []
    for place, measure in enumerate(measures):
        own = [point for point in points if point["indicator_code"] == measure["indicator_code"]]
        heights = [-place - 0.84 + 0.42 * (float(point["shown_mean_value"]) - lowest) / reach for point in own]
        colour = palette.accent if measure["indicator_level"] == "index" else palette.quiet
        marks.append(_mean_line(own, places, heights, words, colour, palette))
        layout["annotations"].append(_heading(measure_label(measure, words.language), place, ends[0], palette))
        layout["shapes"].append(_floor(place, ends, palette))
    layout["shapes"] += [_rule(point, places, palette) for point in _breaks(points)]
    return Figure(marks, layout)


def means_over_years_alt(points: Sequence[dict], words: Words) -> str:
    """The means in words, measure by measure and year by year."""
    language = words.language
    measures = {point["indicator_code"]: measure_label(point, language) for point in points}
    rows = [
        f"{name}: "
        + formats.listed((
            f"{period(point, language)} {formats.value(point['shown_mean_value'], language, words.decimals)}"
            for point in points
            if point["indicator_code"] == code
        ), language)
        for code, name in measures.items()
    ]
    return say(words.language, "overview_years_alt", title=words.title, rows=formats.phrases(rows, language))


def _breaks(points: Sequence[dict]) -> list[dict]:
    """The first point after each break, one per year."""
    return list({point["period_code"]: point for point in points if point["is_after_break"]}.values())


def _places(points: Sequence[dict]) -> dict[str, int]:
    """Where each period stands: as far from the others as their number says, snapshots one after another."""
    codes = sorted({point["period_code"] for point in points})
    known = {point["period_code"]: point["period_position"] for point in points}
    return {code: at if known[code] is None else known[code] for at, code in enumerate(codes)}


def _mean_line(
    own: Sequence[dict],
    places: Mapping[str, int],
    heights: Sequence[float],
    words: Words,
    colour: str,
    palette: Palette,
) -> dict:
    """The marks of one measure; an empty place before each point that may not be joined to the one before it."""
    marks: list[tuple[int | None, float | None, str, str, str]] = []
    for point, height in zip(own, heights, strict=True):
        if point["is_after_break"]:
            marks.append((None, None, palette.paper, "", ""))
        shown = formats.value(point["shown_mean_value"], words.language, words.decimals)
        hover = say(
            words.language,
            f"overview_years_hover_{point['mean_basis']}",
            year=period(point, words.language),
            mean=shown,
            measure=plain(measure_label(point, words.language)),
        )
        is_full = point["mean_basis"] == "computed" and not point["is_provisional"]
        fill = colour if is_full else palette.paper
        marks.append((places[point["period_code"]], height, fill, shown, hover))
    along, ups, fills, texts, hovers = (list(column) for column in zip(*marks, strict=True))
    return {
        "type": "scatter",
        "x": along,
        "y": ups,
        "mode": "lines+markers+text",
        "line": {"color": colour, "width": 2},
        "marker": {"size": 9, "color": fills, "line": {"color": colour, "width": 2}},
        "text": texts,
        "textposition": "top center",
        "textfont": {"size": 11, "color": palette.text},
        "hovertext": hovers,
        "hoverinfo": "text",
        "cliponaxis": False,
    }


def _heading(name: str, place: int, first: int, palette: Palette) -> dict:
    return {
        "text": plain(name),
        "x": first - 0.55,
        "xanchor": "left",
        "y": -place,
        "yanchor": "top",
        "showarrow": False,
        "font": {"size": 12, "color": palette.text},
        "bgcolor": palette.paper,
    }


def _floor(place: int, ends: tuple[int, int], palette: Palette) -> dict:
    """The rule that parts one measure from the next."""
    line = {"color": palette.grid, "width": 1}
    x0, x1, y = ends[0] - 0.55, ends[1] + 0.55, -place - 1
    return {"type": "line", "x0": x0, "x1": x1, "y0": y, "y1": y, "line": line, "layer": "below"}


def _rule(point: dict, places: Mapping[str, int], palette: Palette) -> dict:
    """The dotted rule between two years that cannot stand in one line."""
    at = (places[point["period_code"]] + places[point["before_period_code"]]) / 2
    line = {"color": palette.quiet, "width": 1, "dash": "dot"}
    return {"type": "line", "x0": at, "x1": at, "y0": 0, "y1": 1, "yref": "paper", "line": line, "layer": "below"}
