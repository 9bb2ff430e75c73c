"""Ranks over the years as a bump chart: the first rank on top, few lines named, the others grey."""

from collections.abc import Sequence

from text import formats, time_series
from text.catalogue import named, say
from ui.charts.figure import Figure
from ui.charts.frame import Words, layout_of, plain
from ui.charts.lines import annotations, looks, room
from ui.charts.rank_paths import RankPaths
from ui.theme import Palette

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
    layout = layout_of(words, palette, round(pixels * (lowest + 1)), _AXIS)
    _set_axes(layout, years, lowest, words.language)
    for at, year in enumerate(years[1:], start=1):
        if year["break_reasons"]:
            layout["shapes"].append(_band(at, palette))
            layout["annotations"].append(_reason(at, year, words.language, palette))
    chosen = looks([code for code in named_codes if code in paths.units], own_code, palette)
    labels = [paths.label(code, look) for code, look in chosen.items()]
    layout["annotations"] += annotations(labels, pixels, lowest, "right")
    layout["margin"]["r"] = room(labels)
    traces = [paths.grey([code for code in paths.units if code not in chosen], palette)]
    traces += [paths.line(code, look, code == own_code) for code, look in reversed(chosen.items())]
    return Figure(traces, layout)


def _set_axes(layout: dict, years: Sequence[dict], lowest: int, language: str) -> None:
    """Years on top, ranks on the left with the first one on top, room for labels on the right."""
    crowded = len(years) > _YEARS_IN_A_ROW
    ticks = [
        # A line of a space below lifts every other year into an upper row.
        (f"{year['year']}<br>\u00a0" if at % 2 else str(year["year"]))
        if crowded
        else "<br>".join(time_series.year_lines(year, language))
        for at, year in enumerate(years)
    ]
    rows = max(tick.count("<br>") for tick in ticks)
    layout["margin"] |= {"t": layout["margin"]["t"] + _TICK_LINE * rows}
    layout["height"] += _TICK_LINE * rows
    layout["annotations"][0]["yshift"] += _TICK_LINE * rows
    layout["xaxis"] |= {
        "range": [-0.35, len(years) - 0.65],
        "tickvals": list(range(len(years))),
        "ticktext": ticks,
        "showticklabels": True,
        "tickangle": 0,
        "side": "top",
    }
    step = 10 if lowest > 15 else 5 if lowest > 5 else 1
    layout["yaxis"] |= {
        "range": [lowest + 0.7, 0.3],
        "tickvals": sorted({1, *range(step, lowest, step), lowest}),
        "tickfont": {"size": 11},
    }


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
            first=years[0]["year"],
            last=years[-1]["year"],
        )
    ]
    parts += [
        say(language, "series_alt_break", year=year["year"], reason=time_series.break_words(year, language))
        for year in years[1:]
        if year["break_reasons"]
    ]
    own = [row for row in rows if row["unit_code"] == own_code]
    if own:
        ranks = [
            say(language, "series_alt_rank", year=row["year"], rank=formats.rank(row["rank"], row["cohort_size"]))
            for row in own
        ]
        unit = named(own[0], "unit_name", language)
        parts.append(say(language, "series_alt_own", unit=unit, ranks="; ".join(ranks)))
    return " ".join(parts)
