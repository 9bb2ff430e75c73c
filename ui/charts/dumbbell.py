"""Values of two years of one cohort as dumbbells. Rows are those of `mart.two_years`."""

from collections.abc import Sequence

from text import formats, time_series
from text.catalogue import named, say
from ui.charts.figure import Figure
from ui.charts.frame import Words, layout_of, plain
from ui.theme import Palette

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
    layout = layout_of(words, palette, _ROW * len(rows) + _YEARS)
    layout["margin"] |= {"r": _CHANGES}
    reach = max(max(earlier + later) - min(earlier + later), 0.01)
    layout["xaxis"] |= {"range": [min(earlier + later) - 0.05 * reach, max(earlier + later) + 0.05 * reach]}
    layout["yaxis"] |= {
        "tickvals": list(range(len(rows))),
        "ticktext": [_name(row, own_code, language) for row in rows],
        "range": [len(rows) - 0.5, -0.5 - _YEARS / _ROW],
    }
    layout["annotations"] += [_change(at, row, own_code, language, palette) for at, row in enumerate(rows)]
    layout["annotations"] += _key(rows[0], earlier[0], later[0], language, palette)
    told = [_value_hover(row, language) for row in rows]
    return Figure(
        [
            _bars_between(rows, own_code, palette),
            _ends_at(earlier, colours, told, "circle-open"),
            _ends_at(later, colours, told, "circle"),
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


def _ends_at(values: Sequence[float], colours: Sequence[str], told: Sequence[str], mark: str) -> dict:
    return {
        "type": "scatter",
        "x": values,
        "y": list(range(len(values))),
        "mode": "markers",
        "marker": {"color": colours, "size": 9, "symbol": mark, "line": {"width": 2, "color": colours}},
        "hovertext": told,
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
    texts = time_series.both_years(row, language)
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
        earlier_year=row["earlier_year"],
        earlier=value("earlier"),
        later_year=row["later_year"],
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
