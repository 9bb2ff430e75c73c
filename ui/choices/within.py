"""Which units of a cohort are shown where they lie in others: the communes of one province, by default the reader's, or
all of them.
"""

from dataclasses import replace

import polars as pl
import streamlit as st

from text.catalogue import counted
from text.folding import reading_order
from ui import data, notes
from ui.choices import own_unit
from ui.choices.choice import Options
from ui.choices.context_line import ContextPickers
from ui.choices.declared import WITHIN
from ui.choices.pickers import go_to
from ui.choices.url import ALL
from ui.visit import Visit, parent_param
from warehouse.queries import units as queries


def pick(visit: Visit, pickers: ContextPickers, *, is_of_unit: bool = False) -> Visit:
    """Draw the picker where the units of the cohort lie in several others, once the own unit is known.

    A page that `is_of_unit` offers only those beside its unit, or all.
    """
    parents = _parents(visit)
    if len(parents) < 2:
        WITHIN.leave()
        return visit
    usual = _usual(visit, parents)
    offered = [usual] if is_of_unit and visit.unit and usual else list(parents)
    labels = {ALL: visit.say("within_all", units=_all_units(visit))}
    labels |= {code: visit.named(parents[code], "parent_name") for code in offered}
    names = {code: parents[code]["parent_name_vi"] for code in offered}
    code = pickers.offer(WITHIN, Options(labels, usual or ALL, names))
    return replace(visit, parent=parents.get(code))


def offer_other(visit: Visit) -> None:
    """Draw the button that shows all units instead of those of one province, or those of the reader's one again."""
    if visit.parent:
        label, code = visit.say("within_show_all", units=_all_units(visit)), ALL
    else:
        parents = _parents(visit)
        code = _usual(visit, parents) if len(parents) > 1 else ""
        if not code:
            return
        label = visit.say("within_show_one", parent=visit.named(parents[code], "parent_name"))
    st.button(notes.literal(label), key="within_other", type="tertiary", on_click=go_to, args=(WITHIN, code))


def _parents(visit: Visit) -> dict[str, dict]:
    """The units that those of the cohort lie in, by code in the order of their names: a row of one in each."""
    found = {parent_param(row): row for row in visit.units if row["parent_unit_code"]}
    return dict(sorted(found.items(), key=lambda pair: reading_order(visit.named(pair[1], "parent_name"))))


def _usual(visit: Visit, parents: dict[str, dict]) -> str:
    """The one that the unit looked at lies in, else the reader's own province; empty where there is none of both."""
    if visit.unit and (code := parent_param(visit.unit)) in parents:
        return code
    own = own_unit.own()
    wanted = own and (own.parent_vi or own.name_vi)
    for code, row in parents.items():
        if wanted and wanted in _names(visit, row):
            return code
    return ""


def _names(visit: Visit, row: dict) -> set[str]:
    """The Vietnamese names of the unit that one lies in, and of those that became part of it."""
    spelled = data.fetch(queries.spellings, visit.build_id, row["parent_unit_system"])
    of_it = spelled.filter(pl.col("unit_code") == row["parent_unit_code"])
    return {row["parent_name_vi"], *of_it["predecessor_name_vi"].drop_nulls()}


def _all_units(visit: Visit) -> str:
    return counted(visit.language, "units", len(visit.units))
