"""Units whose values lie too close to say who is better: a bracket beside them in the ranked table."""

from collections.abc import Sequence
from functools import partial

import polars as pl

from text.catalogue import say
from ui.table_description import Column, Field, Row
from ui.theme import Palette
from ui.visit import Visit
from warehouse.columns import catalogue
from warehouse.queries import ranking as queries


def is_bracketed(unit: Row) -> bool:
    """Whether a row of `mart.unit_ranking` shares its group with another unit."""
    return (unit["near_tie_count"] or 1) > 1


def beside(unit: dict, visit: Visit) -> list[dict]:
    """The units too close to one row of `mart.unit_ranking`, best first: rows of `mart.near_units`."""
    near = visit.frame(queries.near_units, unit["indicator_code"])
    return near.filter(pl.col("unit_code") == unit["unit_code"]).to_dicts()


def field(palette: Palette, own_code: str | None) -> Field:
    """Brackets along neighbouring rows of one group, with its number, on grey; sorts by that number."""
    return Field("near_tie_group", whole=partial(_column, palette, own_code))


def _column(palette: Palette, own_code: str | None, units: Sequence[Row], language: str) -> Column:
    groups = [unit["near_tie_group"] if is_bracketed(unit) else None for unit in units]
    shown = [
        "" if group is None else say(language, "ranking_cell_near", group=group, bracket=_bracket(before, after, group))
        for before, after, group in zip([None, *groups[:-1]], [*groups[1:], None], groups, strict=True)
    ]
    return Column(
        "near_tie_group",
        say(language, "ranking_column_near"),
        shown,
        [unit["near_tie_group"] for unit in units],
        "number",
        catalogue().column("near_tie_group").helps[language],
        fills=[
            (_ground(group, unit["unit_code"] == own_code, palette), palette.text)
            for unit, group in zip(units, groups, strict=True)
        ],
    )


def _ground(group: int | None, is_own: bool, palette: Palette) -> str:
    if group is not None:
        return palette.grid
    return palette.row if is_own else palette.paper


def _bracket(before: int | None, after: int | None, group: int) -> str:
    """The piece of the bracket that a row of `group` shows between its neighbours."""
    return {(False, True): "┐", (True, True): "│", (True, False): "┘"}.get((before == group, after == group), " ")
