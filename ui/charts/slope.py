"""Ranks of two years of one cohort as slopes. Rows are those of `mart.two_years`."""

from collections.abc import Sequence

from text import formats, time_series
from text.catalogue import named, say
from ui.charts.figure import Figure
from ui.charts.frame import Words, layout_of, plain
from ui.charts.lines import Label, Look, annotations, looks, room
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
    chosen = looks([code for code in named_codes if code in by_code], own_code, palette)
    ends = {
        side: [_end(by_code[code], year, look, words.language) for code, look in chosen.items()]
        for side, year in (("left", "earlier"), ("right", "later"))
    }
    layout = layout_of(words, palette, round(pixels * (lowest + 1)), room(ends["left"]))
    layout["margin"]["r"] = room(ends["right"])
    for side, labels in ends.items():
        layout["annotations"] += annotations(labels, pixels, lowest, side)
    layout["xaxis"] |= {
        "range": [-0.04, 1.04],
        "tickvals": [0, 1],
        "ticktext": [f"<b>{plain(text)}</b>" for text in time_series.both_years(rows[0], words.language)],
        "showticklabels": True,
        "tickangle": 0,
        "side": "top",
    }
    layout["yaxis"] |= {"range": [lowest + 0.7, 0.3], "showticklabels": False, "ticks": ""}
    others = [row for row in rows if row["unit_code"] not in chosen]
    muted = Look(palette.muted, "circle", 1, 5)
    traces = [_slopes(others, muted, words.language)]
    traces += [_slopes([by_code[code]], look, words.language) for code, look in reversed(chosen.items())]
    return Figure(traces, layout)


def _slopes(rows: Sequence[dict], look: Look, language: str) -> dict:
    """Lines of one look, each followed by a hole."""
    told = [_rank_hover(row, language) for row in rows]
    return {
        "type": "scatter",
        "x": [place for _ in rows for place in (0, 1, None)],
        "y": [rank for row in rows for rank in (row["earlier_rank"], row["later_rank"], None)],
        "hovertext": [text for words in told for text in (words, words, "")],
        "hoverinfo": "text",
        "mode": "lines+markers",
        "cliponaxis": False,
        "line": {"color": look.colour, "width": look.width},
        "marker": {"color": look.colour, "size": look.size, "symbol": look.mark},
    }


def _end(row: dict, year: str, look: Look, language: str) -> Label:
    rank = row[f"{year}_rank"]
    unit = named(row, "unit_name", language)
    return Label(say(language, "series_label", unit=unit, rank=rank, year=row[f"{year}_year"]), rank, look.colour)


def _rank_hover(row: dict, language: str) -> str:
    return say(
        language,
        "series_hover_ranks",
        unit=plain(named(row, "unit_name", language)),
        earlier_year=row["earlier_year"],
        earlier=formats.rank(row["earlier_rank"], row["earlier_cohort_size"]),
        later_year=row["later_year"],
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
