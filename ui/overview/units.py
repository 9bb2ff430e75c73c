"""Short lists of units: who leads, who is last, who moved most."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from text import caveats, formats
from text.answer import cell_value
from ui import notes
from ui.overview.subject import Overview
from warehouse.queries import overview as queries

SHORT = 5
_WIDTH = 250


def draw(view: Overview) -> None:
    """Draw both kinds of lists, the reader's own unit in bold."""
    standings(view)
    movers(view)


def marked(view: Overview) -> str | None:
    """The code of the reader's own unit where some list has it: for all other readers the lists look the same."""
    lists = [*standing_lists(view).values(), *moved_lists(view).values()]
    return view.own_code if any(unit["unit_code"] == view.own_code for units in lists for unit in units) else None


def standings(view: Overview) -> None:
    """Draw the leaders and the last ones; all units where they are few; the best ranks known where some are not."""
    lists = standing_lists(view)
    if not lists:
        notes.quiet(view.say("overview_no_ranks"))
        return
    grid = st.grid(len(lists), min_column_width=_WIDTH)
    for key, units in lists.items():
        _list(view, grid.container(gap="small"), key, _standing_rows(view, units))
    if not view.is_ranked_whole:
        known = formats.rank(view.summary["rank_count"], view.edition["cohort_size"])
        notes.quiet(view.say("overview_lasts_unknown", known=known))


def movers(view: Overview) -> None:
    """Draw who rose and who fell most, with the caveat of the comparison; across cohorts only the restated moves."""
    lists = moved_lists(view)
    if not lists:
        first = view.edition["previous_year"] is None
        notes.quiet(view.say("overview_no_moves_first" if first else "overview_no_moves"))
        return
    grid = st.grid(2, min_column_width=_WIDTH)
    for key, units in lists.items():
        _list(view, grid.container(gap="small"), key, _moved_rows(view, units))
    notes.show(move_caveats(view))


def standing_lists(view: Overview) -> dict[str, list[dict]]:
    """Units by the key of their list's title; none while nobody has a rank."""
    ranked = [unit for unit in view.ranking.units if unit["rank"] is not None]
    if not ranked:
        return {}
    if not view.is_ranked_whole:
        return {"overview_leaders_known": ranked[:SHORT]}
    if len(ranked) <= 2 * SHORT:
        return {"overview_all_units": ranked}
    return {"overview_leaders": ranked[:SHORT], "overview_lasts": ranked[-SHORT:]}


def moved_lists(view: Overview) -> dict[str, list[dict]]:
    """The same for those who rose and fell most."""
    rows = view.fetch(queries.movers, SHORT)
    kind = "_restated" if rows and rows[0]["places_moved_basis"] == "restated" else ""
    lists = {
        f"overview_{way}{kind}": [row for row in rows if row["is_gain"] == is_gain]
        for way, is_gain in (("up", True), ("down", False))
    }
    return {key: units for key, units in lists.items() if units}


def move_caveats(view: Overview) -> list[str]:
    """What to know about the moves; nothing where there are none."""
    row = next(iter(view.fetch(queries.movers, SHORT)), None)
    if row is None:
        return []
    told = caveats.crossing(row, view.edition, view.ranking.previous, view.language)
    if row["places_moved_basis"] == "restated":
        told.append(view.say("overview_restated_note", year=row["previous_year"], size=view.edition["cohort_size"]))
    [moves] = view.fetch(queries.movements)
    unknown = len(view.ranking.units) - moves["known_count"]
    return told + ([view.say("overview_moves_unknown", count=unknown)] if unknown else [])


def _standing_rows(view: Overview, units: Sequence[dict]) -> dict[str, list[str]]:
    rows = {
        view.say("column_unit"): [_name(view, unit) for unit in units],
        view.say("column_rank"): [formats.rank(unit["rank"], unit["cohort_size"]) for unit in units],
    }
    if any(unit["value"] is not None for unit in units):
        rows[view.say("column_value")] = [cell_value(unit, view.language) for unit in units]
    return rows


def _moved_rows(view: Overview, units: Sequence[dict]) -> dict[str, list[str]]:
    return {
        view.say("column_unit"): [_name(view, unit) for unit in units],
        view.say("column_places"): [_places(view, unit) for unit in units],
        view.say("column_rank"): [formats.rank(unit["rank"], unit["cohort_size"]) for unit in units],
    }


def _places(view: Overview, unit: dict) -> str:
    moved = unit["places_moved"]
    cell = view.say("cell_places_up" if moved > 0 else "cell_places_down", count=abs(moved))
    return view.say("cell_published", cell=cell) if unit["places_moved_basis"] == "published" else cell


def _name(view: Overview, unit: dict) -> str:
    name = view.named(unit)
    return notes.bold(name) if unit["unit_code"] == view.own_code else name


def _list(view: Overview, place: st.delta_generator.DeltaGenerator, key: str, rows: dict[str, list[str]]) -> None:
    title = view.say(key)
    count = len(next(iter(rows.values())))
    place.markdown(notes.bold(title))
    place.table(
        pd.DataFrame({title: list(map(notes.literal, cells)) for title, cells in rows.items()}),
        border="horizontal",
        hide_index=True,
        alt=view.say("overview_table_alt", title=view.ranking.title(view.language), list=title, count=count),
    )
