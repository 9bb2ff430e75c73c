"""Short lists of units: who leads, who is last, who moved most."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from text import caveats, formats
from ui import notes
from ui.overview import Overview
from warehouse.queries import overview as queries

SHORT = 5
_WIDTH = 250


def standings(view: Overview) -> None:
    """Draw the leaders and the last ones; all units where they are few; the best ranks known where some are not."""
    ranked = [unit for unit in view.ranking.units if unit["rank"] is not None]
    if not ranked:
        notes.quiet(view.say("overview_no_ranks"))
        return
    if not view.is_ranked_whole:
        _list(view, st.container(gap="small"), "overview_leaders_known", _standing_rows(view, ranked[:SHORT]))
        size = formats.rank(len(ranked), view.edition["cohort_size"])
        notes.quiet(view.say("overview_lasts_unknown", known=size))
        return
    if len(ranked) <= 2 * SHORT:
        _list(view, st.container(gap="small"), "overview_all_units", _standing_rows(view, ranked))
        return
    grid = st.grid(2, min_column_width=_WIDTH)
    _list(view, grid.container(gap="small"), "overview_leaders", _standing_rows(view, ranked[:SHORT]))
    _list(view, grid.container(gap="small"), "overview_lasts", _standing_rows(view, ranked[-SHORT:]))


def movers(view: Overview) -> None:
    """Draw who rose and who fell most, with the caveat of the comparison; across cohorts only the restated moves."""
    rows = view.fetch(queries.movers, SHORT)
    if not rows:
        first = view.edition["previous_year"] is None
        notes.quiet(view.say("overview_no_moves_first" if first else "overview_no_moves"))
        return
    restated = rows[0]["places_moved_basis"] == "restated"
    kind = "_restated" if restated else ""
    grid = st.grid(2, min_column_width=_WIDTH)
    for key, is_gain in ((f"overview_up{kind}", True), (f"overview_down{kind}", False)):
        moved = [row for row in rows if row["is_gain"] == is_gain]
        if moved:
            _list(view, grid.container(gap="small"), key, _moved_rows(view, moved))
    notes.show(_caveats(view, rows[0], restated))


def _caveats(view: Overview, row: dict, restated: bool) -> list[str]:
    told = caveats.crossing(row, view.edition, view.ranking.previous, view.language)
    if restated:
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
        rows[view.say("column_value")] = [
            formats.value(unit["value"], view.language, unit["value_decimals"]) for unit in units
        ]
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
    name = notes.plain(view.named(unit))
    return f"**{name}**" if unit["unit_code"] == view.own_code else name


def _list(view: Overview, place: st.delta_generator.DeltaGenerator, key: str, rows: dict[str, list[str]]) -> None:
    title = view.say(key)
    count = len(next(iter(rows.values())))
    place.markdown(f"**{title}**")
    place.table(
        pd.DataFrame(rows),
        border="horizontal",
        hide_index=True,
        alt=view.say("overview_table_alt", title=view.ranking.title(view.language), list=title, count=count),
    )
