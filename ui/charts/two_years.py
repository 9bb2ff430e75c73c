"""Two years of one cohort: ranks as slopes, values as dumbbells. Rows are those of `mart.two_years`."""

from collections.abc import Sequence

from text import formats, time_series
from text.catalogue import named, say
from text.periods import Period
from ui.charts.frame import AXIS_ROOM, Figure, Words, layout_of, plain, scale
from ui.charts.time_series import Label, LineStyle, annotations, label_width, line_styles
from ui.theme import Palette

_HEIGHT = 540
_STEP = (9, 24)


def slope(
    rows: Sequence[dict], named_codes: Sequence[str], words: Words, palette: Palette, own_code: str | None
) -> Figure:
    """One line per unit from its rank in the earlier year to that in the later one, the first rank on top.

    `rows` have both ranks. The units of `named_codes` have colours and their names at both ends; the own one the
    accent.
    """
    lowest = max(max(row["earlier_rank"], row["later_rank"]) for row in rows)
    pixels = min(max(_HEIGHT / lowest, _STEP[0]), _STEP[1])
    by_code = {row["unit_code"]: row for row in rows}
    chosen = line_styles([code for code in named_codes if code in by_code], own_code, palette)
    ends = {
        side: [_end(by_code[code], year, look, words.language) for code, look in chosen.items()]
        for side, year in (("left", "earlier"), ("right", "later"))
    }
    layout = layout_of(words, palette, round(pixels * (lowest + 1)), label_width(ends["left"]), above=AXIS_ROOM)
    layout["margin"]["r"] = label_width(ends["right"])
    for side, labels in ends.items():
        layout["annotations"] += annotations(labels, pixels, lowest, side)
    layout["xaxis"] |= {
        "range": [-0.04, 1.04],
        "tickvals": [0, 1],
        "ticktext": [f"<b>{plain(str(text))}</b>" for text in time_series.both_periods(rows[0], words.language)],
        "showticklabels": True,
        "tickangle": 0,
        "side": "top",
    }
    layout["yaxis"] |= {"range": [lowest + 0.7, 0.3], "showticklabels": False, "ticks": ""}
    others = [row for row in rows if row["unit_code"] not in chosen]
    muted = LineStyle(palette.muted, "circle", 1, 5)
    traces = [_slopes(others, muted, words.language)]
    traces += [_slopes([by_code[code]], look, words.language) for code, look in reversed(chosen.items())]
    return Figure(traces, layout)


def _slopes(rows: Sequence[dict], look: LineStyle, language: str) -> dict:
    """Lines of one look, each followed by a hole."""
    told = [_rank_hover(row, language) for row in rows]
    return {
        "type": "scatter",
        "x": [place for _ in rows for place in (0, 1, None)],
        "y": [rank for row in rows for rank in (row["earlier_rank"], row["later_rank"], None)],
        "customdata": [row["unit_code"] for row in rows for _ in range(3)],
        "hovertext": [text for words in told for text in (words, words, "")],
        "hoverinfo": "text",
        "mode": "lines+markers",
        "cliponaxis": False,
        "line": {"color": look.colour, "width": look.width},
        "marker": {"color": look.colour, "size": look.size, "symbol": look.mark},
    }


def _end(row: dict, year: str, look: LineStyle, language: str) -> Label:
    rank = row[f"{year}_rank"]
    unit = named(row, "unit_name", language)
    return Label(say(language, "series_label", unit=unit, rank=rank), rank, look.colour)


def _rank_hover(row: dict, language: str) -> str:
    return say(
        language,
        "series_hover_ranks",
        unit=plain(named(row, "unit_name", language)),
        earlier_year=Period(row["earlier_period_code"], language),
        earlier=formats.rank(row["earlier_rank"], row["earlier_cohort_size"]),
        later_year=Period(row["later_period_code"], language),
        later=formats.rank(row["later_rank"], row["later_cohort_size"]),
        places=time_series.places_moved(row["places_gained"], language),
    )


def slope_alt(rows: Sequence[dict], words: Words) -> str:
    """The slopes in words: how many, and who gained and lost most."""
    ordered = sorted(rows, key=lambda row: row["places_gained"])
    lost, gained = (
        f"{named(row, 'unit_name', words.language)} {time_series.places_moved(row['places_gained'], words.language)}"
        for row in (ordered[0], ordered[-1])
    )
    return say(words.language, "series_slope_alt", title=words.title, count=len(rows), up=gained, down=lost)


_ROW = 20
_YEARS = 26
_CHANGES = 62


def dumbbell(rows: Sequence[dict], words: Words, palette: Palette, own_code: str | None) -> Figure:
    """One line per unit between its two values, an open mark for the earlier year, a full one for the later.

    `rows` have both values and stand in the order to draw. The change stands at the right; the own unit has the accent.
    """
    language = words.language
    earlier = [float(row["earlier_value"]) for row in rows]
    later = [float(row["later_value"]) for row in rows]
    colours = [palette.accent if row["unit_code"] == own_code else palette.quiet for row in rows]
    layout = layout_of(words, palette, _ROW * len(rows) + _YEARS, below=AXIS_ROOM)
    layout["margin"] |= {"r": _CHANGES}
    reach = max(max(earlier + later) - min(earlier + later), 0.01)
    ends = min(earlier + later) - 0.05 * reach, max(earlier + later) + 0.05 * reach
    layout["xaxis"] |= {"range": list(ends)} | scale(*ends, words, palette)
    layout["yaxis"] |= {
        "tickvals": list(range(len(rows))),
        "ticktext": [_name(row, own_code, language) for row in rows],
        "range": [len(rows) - 0.5, -0.5 - _YEARS / _ROW],
    }
    layout["annotations"] += [_change(at, row, own_code, language, palette) for at, row in enumerate(rows)]
    layout["annotations"] += _key(rows[0], earlier[0], later[0], language, palette)
    told = {"hovertext": [_value_hover(row, language) for row in rows]}
    told |= {"customdata": [row["unit_code"] for row in rows]}
    return Figure(
        [
            _bars_between(rows, own_code, palette),
            _ends_at(earlier, colours, "circle-open") | told,
            _ends_at(later, colours, "circle") | told,
        ],
        layout,
    )


def _bars_between(rows: Sequence[dict], own_code: str | None, palette: Palette) -> dict:
    """The connections, as thin bars: unlike lines they can each have a colour."""
    return {
        "type": "bar",
        "orientation": "h",
        "base": [float(row["earlier_value"]) for row in rows],
        "x": [float(row["later_value"] - row["earlier_value"]) for row in rows],
        "y": list(range(len(rows))),
        "width": 0.14,
        "marker": {"color": [palette.accent if row["unit_code"] == own_code else palette.muted for row in rows]},
        "hoverinfo": "skip",
    }


def _ends_at(values: Sequence[float], colours: Sequence[str], mark: str) -> dict:
    return {
        "type": "scatter",
        "x": values,
        "y": list(range(len(values))),
        "mode": "markers",
        "marker": {"color": colours, "size": 9, "symbol": mark, "line": {"width": 2, "color": colours}},
        "hoverinfo": "text",
        "cliponaxis": False,
    }


def _name(row: dict, own_code: str | None, language: str) -> str:
    name = plain(named(row, "unit_name", language))
    return f"<b>{name}</b>" if row["unit_code"] == own_code else name


def _change(at: int, row: dict, own_code: str | None, language: str, palette: Palette) -> dict:
    shown = formats.change(row["value_change"], language, row["value_change_decimals"])
    return {
        "text": f"<b>{shown}</b>" if row["unit_code"] == own_code else shown,
        "x": 1,
        "xref": "paper",
        "xanchor": "left",
        "xshift": 8,
        "y": at,
        "showarrow": False,
        "font": {"size": 11, "color": palette.text},
    }


def _key(row: dict, earlier: float, later: float, language: str, palette: Palette) -> list[dict]:
    """Which mark is which year, over the first row."""
    texts = [str(side) for side in time_series.both_periods(row, language)]
    places = ((texts[0], earlier, "○"), (texts[1], later, "●"))
    is_falling = later < earlier
    return [
        {
            "text": f"{mark} {plain(text)}",
            "x": place,
            "y": -0.5,
            "yanchor": "bottom",
            "xanchor": "right" if (place == later) == is_falling else "left",
            "showarrow": False,
            "font": {"size": 11, "color": palette.quiet},
        }
        for text, place, mark in places
    ]


def _value_hover(row: dict, language: str) -> str:
    def value(year: str) -> str:
        return formats.value(row[f"{year}_value"], language, row[f"{year}_value_decimals"])

    return say(
        language,
        "series_hover_values",
        unit=plain(named(row, "unit_name", language)),
        earlier_year=Period(row["earlier_period_code"], language),
        earlier=value("earlier"),
        later_year=Period(row["later_period_code"], language),
        later=value("later"),
        change=formats.change(row["value_change"], language, row["value_change_decimals"]),
    )


def dumbbell_alt(rows: Sequence[dict], words: Words) -> str:
    """The dumbbells in words: how many, and whose value moved most and least."""
    ordered = sorted(rows, key=lambda row: row["value_change"])
    least, most = (
        f"{named(row, 'unit_name', words.language)} "
        f"{formats.change(row['value_change'], words.language, row['value_change_decimals'])}"
        for row in (ordered[0], ordered[-1])
    )
    return say(words.language, "series_dumbbell_alt", title=words.title, count=len(rows), up=most, down=least)
