"""The pickers of pages about one unit: index, edition and unit."""

from typing import NamedTuple

import streamlit as st

from text.catalogue import say
from ui import data, filters, links
from ui.choices import UnknownChoice
from ui.pickers import Pickers
from warehouse.queries import editions as edition_queries
from warehouse.queries import ranking as ranking_queries


class UnitChoice(NamedTuple):
    """The edition with the one before it, its units by the index (best first), and the unit chosen (None if none is).

    `is_refused` when the address asks for a unit that is not there.
    """

    edition: dict
    previous: dict | None
    units: list[dict]
    unit: dict | None
    is_refused: bool
    pickers: Pickers


def pick(build_id: str, language: str) -> UnitChoice | None:
    """Draw the pickers; None, after a sentence, when index or edition is not there."""
    editions = data.fetch(edition_queries.editions, build_id)
    if editions.is_empty():
        st.info(say(language, "no_editions"))
        return None
    pickers = Pickers(language)
    try:
        edition, previous = filters.offer_edition(pickers, editions)
    except UnknownChoice as unknown:
        filters.refuse(unknown, language)
        return None
    links.keep(**filters.edition_codes(edition))
    keys = (edition["index_code"], edition["year"], edition["cohort_code"])
    units = data.fetch(ranking_queries.unit_ranking, build_id, *keys, "index").to_dicts()
    unit, fault = filters.offer_unit(pickers, edition, units)
    if fault:
        filters.refuse(fault, language)
    return UnitChoice(edition, previous, units, unit, fault is not None, pickers)
