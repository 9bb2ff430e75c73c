"""Ranks over the years as a bump chart: named lines among grey ones, with holes where years do not compare.

Who gets which colour and mark, and labels that never cover each other, hold for the slopes of two years as well."""

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap

from text import formats, time_series
from text.catalogue import named, say
from text.periods import Period, period
from ui.charts.frame import AXIS_ROOM, Figure, Words, layout_of, plain, rank_scale, symbol_of
from ui.theme import Palette, series_colours

MOST_NAMED = 8
# Marks tell the lines apart for readers who cannot tell the colours.
MARKS = ("circle", "square", "diamond", "triangle-up", "triangle-down", "cross", "pentagon", "star")
_LABEL_CHARACTERS = 21
_LABEL_LINE = 14
_LABEL_GAP = 3
_LETTER = 6.9
_BESIDE = 16


@dataclass(frozen=True)
class LineStyle:
    """How one named line is drawn."""

    colour: str
    mark: str
    width: float
    size: float


def line_styles(named_codes: Sequence[str], own_code: str | None, palette: Palette) -> dict[str, LineStyle]:
    """A look for each of the named units, at most `MOST_NAMED`; the own one has the accent and the boldest line."""
    others = [code for code in named_codes if code != own_code][: MOST_NAMED - (own_code in named_codes)]
    given = zip(others, series_colours(palette), MARKS[1:], strict=False)
    chosen = {code: LineStyle(colour, mark, 2, 8) for code, colour, mark in given}
    if own_code and own_code in named_codes:
        chosen[own_code] = LineStyle(palette.accent, MARKS[0], 3.5, 10)
    return chosen


@dataclass(frozen=True)
class Label:
    """The name of a line beside its end, at `place` on the axis, in the colour of the line."""

    text: str
    place: float
    colour: str

    @property
    def lines(self) -> list[str]:
        """The text broken to the room beside the chart."""
        return wrap(self.text, _LABEL_CHARACTERS) or [""]

    @property
    def height(self) -> int:
        """Pixels that the lines need."""
        return _LABEL_LINE * len(self.lines) + _LABEL_GAP


def label_width(labels: Sequence[Label]) -> int:
    """Pixels beside the chart that the widest label needs."""
    longest = max((len(line) for label in labels for line in label.lines), default=0)
    return round(_BESIDE + _LETTER * longest)


def annotations(labels: Sequence[Label], pixels: float, last: float, side: str) -> list[dict]:
    """The labels at one side ("left" or "right") of a figure, moved apart where they would touch.

    `pixels` is the height of one step of the axis, which runs from 1 at the top down to `last`.
    """
    ordered = sorted(labels, key=lambda label: (label.place, label.text))
    places = _apart([label.place for label in ordered], [label.height / pixels for label in ordered], last + 0.5)
    return [
        {
            "text": "<br>".join(plain(line) for line in label.lines),
            "x": 1 if side == "right" else 0,
            "xref": "paper",
            "xanchor": "left" if side == "right" else "right",
            "xshift": 10 if side == "right" else -10,
            "y": place,
            "yanchor": "middle",
            "align": "left" if side == "right" else "right",
            "showarrow": False,
            "font": {"size": 12, "color": label.colour},
        }
        for label, place in zip(ordered, places, strict=True)
    ]


def _apart(places: list[float], heights: list[float], lowest: float) -> list[float]:
    """Centres at or near `places` (ascending) whose labels do not overlap; pushed up again from the lower edge."""
    for at in range(1, len(places)):
        places[at] = max(places[at], places[at - 1] + (heights[at - 1] + heights[at]) / 2)
    edge = lowest
    for at in reversed(range(len(places))):
        places[at] = min(places[at], edge - heights[at] / 2)
        edge = places[at] - heights[at] / 2
    return places


_AXIS = 34
_HEIGHT = 540
_STEP = (9, 24)
_BAND = 0.17
# Above this, labels of years stand in two rows so that they fit a phone.
_YEARS_IN_A_ROW = 6
_TICK_LINE = 15


def bump(
    rows: Sequence[dict],
    years: Sequence[dict],
    named_codes: Sequence[str],
    words: Words,
    palette: Palette,
    own_code: str | None,
) -> Figure:
    """One line per unit through its ranks; no line crosses a break, whose reason stands in the gap.

    `rows` are rows of `queries.time_series.unit_years` with a rank, `years` those of `queries.time_series.years` to
    show, oldest first. The units of `named_codes` (most important first) have colours and labels; the own one the
    accent. A restated year has open marks and says so under its number. A unit without a rank in a year has a hole
    there.
    """
    lowest = max([row["rank"] for row in rows] + [year["cohort_size"] or 1 for year in years])
    pixels = min(max(_HEIGHT / lowest, _STEP[0]), _STEP[1])
    paths = RankPaths(rows, years, words.language)
    ticks = _year_ticks(years, words.language)
    above = AXIS_ROOM + _TICK_LINE * max(tick.count("<br>") for tick in ticks)
    layout = layout_of(words, palette, round(pixels * (lowest + 1)), _AXIS, above=above)
    _set_axes(layout, ticks, lowest, palette)
    for at, year in enumerate(years[1:], start=1):
        if year["break_reasons"]:
            layout["shapes"].append(_band(at, palette))
            layout["annotations"].append(_reason(at, year, words.language, palette))
    chosen = line_styles([code for code in named_codes if code in paths.units], own_code, palette)
    labels = [paths.label(code, look) for code, look in chosen.items()]
    layout["annotations"] += annotations(labels, pixels, lowest, "right")
    layout["margin"]["r"] = label_width(labels)
    traces = [paths.grey([code for code in paths.units if code not in chosen], palette)]
    traces += [paths.line(code, look, code == own_code) for code, look in reversed(chosen.items())]
    return Figure(traces, layout)


def _year_ticks(years: Sequence[dict], language: str) -> list[str]:
    """The years as the axis writes them, with what is to be known of each where there is room."""
    crowded = len(years) > _YEARS_IN_A_ROW
    ticks = ["<br>".join(time_series.axis_lines(year, language)[: 1 if crowded else None]) for year in years]
    if crowded:  # a line of a space below lifts every other one into an upper row
        ticks[1::2] = [f"{tick}<br>\u00a0" for tick in ticks[1::2]]
    return ticks


def _set_axes(layout: dict, ticks: Sequence[str], lowest: int, palette: Palette) -> None:
    """Years on top, ranks on the left with the first one on top."""
    layout["xaxis"] |= {
        "range": [-0.35, len(ticks) - 0.65],
        "tickvals": list(range(len(ticks))),
        "ticktext": list(ticks),
        "showticklabels": True,
        "tickangle": 0,
        "side": "top",
    }
    layout["yaxis"] |= {"range": [lowest + 0.7, 0.3]} | rank_scale(lowest, palette)


def _band(at: int, palette: Palette) -> dict:
    """The gap between two years that do not compare."""
    return {
        "type": "rect",
        "x0": at - 0.5 - _BAND,
        "x1": at - 0.5 + _BAND,
        "y0": 0,
        "y1": 1,
        "yref": "paper",
        "fillcolor": palette.grid,
        "opacity": 0.45,
        "line": {"width": 0},
        "layer": "below",
    }


def _reason(at: int, year: dict, language: str, palette: Palette) -> dict:
    return {
        "text": plain(time_series.break_words(year, language)),
        "x": at - 0.5,
        "y": 0.5,
        "yref": "paper",
        "textangle": -90,
        "showarrow": False,
        "font": {"size": 11, "color": palette.text},
    }


def bump_alt(rows: Sequence[dict], years: Sequence[dict], words: Words, own_code: str | None) -> str:
    """The chart in words: its years, its breaks, and the own unit's ranks."""
    language = words.language
    parts = [
        say(
            language,
            "series_alt",
            title=words.title,
            count=len({row["unit_code"] for row in rows}),
            first=time_series.axis_lines(years[0], language)[0],
            last=time_series.axis_lines(years[-1], language)[0],
        )
    ]
    parts += [
        say(
            language,
            "series_alt_break",
            year=Period(year["period_code"], language),
            reason=time_series.break_words(year, language),
        )
        for year in years[1:]
        if year["break_reasons"]
    ]
    own = [row for row in rows if row["unit_code"] == own_code]
    if own:
        ranks = [
            say(
                language,
                "series_alt_rank",
                year=Period(row["period_code"], language),
                rank=formats.rank(row["rank"], row["cohort_size"]),
            )
            for row in own
        ]
        unit = named(own[0], "unit_name", language)
        parts.append(say(language, "series_alt_own", unit=unit, ranks=formats.phrases(ranks, language)))
    return " ".join(parts)


class RankPaths:
    """Traces and labels of units; `rows` of `queries.time_series.unit_years` with a rank, `years` those drawn."""

    def __init__(self, rows: Sequence[dict], years: Sequence[dict], language: str):
        self.years, self.language = years, language
        self.ranks = {(row["unit_code"], row["edition_code"]): row for row in rows}
        self.units = {row["unit_code"]: row for row in rows}

    def path(self, code: str) -> tuple[list[int], list[int | None], list[str]]:
        """Places, ranks and hover texts along the years of one unit, with a hole at every break."""
        path: list[tuple[int, int | None, str]] = []
        for at, year in enumerate(self.years):
            if year["break_reasons"] and at:
                path.append((at, None, ""))
            row = self.ranks.get((code, year["edition_code"]))
            path.append((at, row["rank"], self._hover(row)) if row else (at, None, ""))
        return [at for at, _, _ in path], [rank for _, rank, _ in path], [told for _, _, told in path]

    def grey(self, codes: Sequence[str], palette: Palette) -> dict:
        """All the other units as one trace of thin lines."""
        places: list[int] = []
        ranks: list[int | None] = []
        told: list[str] = []
        led_to: list[str] = []
        for code in codes:
            along, up, hovers = self.path(code)
            places += [*along, 0]
            ranks += [*up, None]
            told += [*hovers, ""]
            led_to += [code] * (len(along) + 1)
        return {
            "type": "scatter",
            "x": places,
            "y": ranks,
            "customdata": led_to,
            "hovertext": told,
            "hoverinfo": "text",
            "mode": "lines+markers",
            "line": {"color": palette.muted, "width": 1},
            "marker": {"color": palette.muted, "size": 5, "symbol": self._marks("circle", places)},
        }

    def line(self, code: str, look: LineStyle, is_own: bool) -> dict:
        """One named unit; the own one has its ranks written beside its marks."""
        places, ranks, told = self.path(code)
        line = {
            "type": "scatter",
            "x": places,
            "y": ranks,
            "customdata": [code] * len(places),
            "hovertext": told,
            "hoverinfo": "text",
            "mode": "lines+markers",
            "cliponaxis": False,
            "line": {"color": look.colour, "width": look.width},
            "marker": {
                "color": look.colour,
                "size": look.size,
                "symbol": self._marks(look.mark, places),
                "line": {"width": 2, "color": look.colour},
            },
        }
        if not is_own:
            return line
        return line | {
            "mode": "lines+markers+text",
            "text": ["" if rank is None else f"<b>{rank}</b>" for rank in ranks],
            "textposition": text_positions(ranks),
            "textfont": {"size": 12, "color": look.colour},
        }

    def label(self, code: str, look: LineStyle) -> Label:
        """Name and newest rank; its year too where that is not the last one."""
        of_unit = (self.ranks.get((code, year["edition_code"])) for year in reversed(self.years))
        newest = next(row for row in of_unit if row)
        key = "series_label" if newest["edition_code"] == self.years[-1]["edition_code"] else "series_label_earlier"
        unit, when = named(newest, "unit_name", self.language), Period(newest["period_code"], self.language)
        return Label(say(self.language, key, unit=unit, rank=newest["rank"], year=when), newest["rank"], look.colour)

    def _marks(self, mark: str, places: Sequence[int]) -> list[str]:
        return [symbol_of(mark, self.years[at]) for at in places]

    def _hover(self, row: dict) -> str:
        return say(
            self.language,
            "series_hover",
            unit=plain(named(row, "unit_name", self.language)),
            year=period(row, self.language),
            rank=formats.rank(row["rank"], row["cohort_size"]),
        )


def text_positions(ranks: Sequence[int | None]) -> list[str]:
    """Where the number of each rank along a path stands: left or right of its mark, where the path does not run.

    The marks of the other units stand above and below, often without a gap.
    """
    around = zip([None, *ranks[:-1]], ranks, [*ranks[1:], None], strict=True)
    return [
        "middle left"
        if before is None or rank is None
        else "middle right"
        if after is None
        else "top left"
        if before >= rank
        else "bottom left"
        for before, rank, after in around
    ]
