"""The header figures of the overview: up to six numbers that say the year, each with what it rests on."""

from decimal import Decimal
from typing import NamedTuple

import streamlit as st

from text import formats
from text.catalogue import named
from ui import notes
from ui.overview.subject import Overview
from warehouse.queries import overview as queries

MOST = 6
_WIDTH = 150


class Figure(NamedTuple):
    """A number in words: what it is, how it reads, what it rests on."""

    label: str
    value: str
    note: str


def show(view: Overview) -> None:
    """Draw the header figures side by side, as many to a row as fit."""
    grid = st.grid("auto", min_column_width=_WIDTH)
    for figure in figures(view):
        cell = grid.container(gap=None)
        cell.metric(notes.literal(figure.label), notes.literal(figure.value))
        with cell:
            notes.quiet(figure.note)


def figures(view: Overview) -> list[Figure]:
    """What is known of the year, most telling first: coverage where units are missing, gaps of the own unit, ends."""
    if view.is_of_one:
        return _of_one(view)
    found = [*_coverage(view), *_gaps(view), *_mean(view), *_ends(view), *_moves(view), *_range(view)]
    return found[:MOST]


def _of_one(view: Overview) -> list[Figure]:
    unit = view.ranking.units[0]
    shown = [Figure(view.say("overview_own_value"), _value(view, unit["value"]), view.named(unit))]
    if unit["previous_value"] is not None:
        before = view.say("overview_own_before", year=unit["previous_year"])
        moved = view.say("overview_own_change", year=unit["previous_year"])
        change = formats.change(unit["value_change"], view.language, unit["value_change_decimals"])
        shown += [
            Figure(moved, change, view.named(unit)),
            Figure(before, _value(view, unit["previous_value"]), view.named(unit)),
        ]
    return shown


def _coverage(view: Overview) -> list[Figure]:
    size, summary = view.edition["cohort_size"], view.summary
    if summary["value_count"] == size:
        return []
    cohort = named(view.edition, "cohort_name", view.language)
    return [
        Figure(view.say("overview_with_value"), formats.rank(summary["value_count"], size), cohort),
        Figure(view.say("overview_with_rank"), formats.rank(summary["rank_count"], size), cohort),
    ]


def _gaps(view: Overview) -> list[Figure]:
    if view.unit is None:
        return []
    return [
        Figure(
            view.say(f"overview_gap_{gap['benchmark_kind']}"),
            formats.change(gap["gap"], view.language, gap["gap_decimals"]),
            view.say(
                "overview_gap_of",
                unit=view.named(view.unit),
                value=formats.value(gap["benchmark_value"], view.language, gap["benchmark_decimals"]),
            ),
        )
        for gap in view.fetch(queries.gaps)
        if gap["unit_code"] == view.own_code
    ]


def _mean(view: Overview) -> list[Figure]:
    mean, printed = view.summary["mean_value"], view.summary["published_mean_value"]
    if mean is None and printed is None:
        return []
    if mean is None:
        return [Figure(view.say("overview_mean"), _value(view, printed), view.say("overview_mean_published"))]
    count = view.summary["value_count"]
    note = view.say("overview_mean_computed", count=count)
    if printed is not None and printed != mean:
        note = view.say("overview_mean_differs", count=count, printed=_value(view, printed))
    return [Figure(view.say("overview_mean"), _value(view, mean), note)]


def _ends(view: Overview) -> list[Figure]:
    ranked = [unit for unit in view.ranking.units if unit["rank"] is not None]
    ends = [("overview_first", [unit for unit in ranked if unit["rank"] == 1])]
    if view.is_ranked_whole:
        ends.append(("overview_last", [unit for unit in ranked if unit["rank"] == ranked[-1]["rank"]]))
    return [Figure(view.say(key), _standing(view, units[0]), _names(view, units)) for key, units in ends if units]


def _standing(view: Overview, unit: dict) -> str:
    if unit["value"] is None:
        return formats.rank(unit["rank"], unit["cohort_size"])
    return _value(view, unit["value"])


def _names(view: Overview, units: list[dict]) -> str:
    return ", ".join(view.named(unit) for unit in units)


def _moves(view: Overview) -> list[Figure]:
    [moves] = view.fetch(queries.movements)
    if not moves["known_count"]:
        return []
    restated = "_restated" if view.ranking.units[0]["comparability"] == "cohort_changed" else ""
    return [
        Figure(
            view.say("overview_moves"),
            view.say("overview_moves_cell", up=moves["up_count"], down=moves["down_count"]),
            view.say(
                f"overview_moves_note{restated}",
                same=moves["same_count"],
                known=formats.rank(moves["known_count"], view.edition["cohort_size"]),
            ),
        )
    ]


def _range(view: Overview) -> list[Figure]:
    return [
        Figure(
            view.say("overview_range"),
            _value(view, spread["value_range"]),
            view.say(
                "overview_middle",
                low=_value(view, spread["lower_quartile_value"]),
                high=_value(view, spread["upper_quartile_value"]),
            ),
        )
        for spread in view.fetch(queries.spread)
    ]


def _value(view: Overview, amount: Decimal | None) -> str:
    return formats.value(amount, view.language, view.edition["shown_decimals"])
