"""What the components page says where no component is loaded, and where some are."""

import streamlit as st

from ui import notes
from ui.components.choices import ComponentList
from ui.components.words import count_of
from ui.visit import Visit
from warehouse.queries import components as queries

_MOST_LINKS = 12


def without_components(listed: ComponentList) -> None:
    """Say that only main indicators are loaded for a unit, or nothing at all."""
    key = "components_only_mains" if listed.mains else "components_nothing"
    names = listed.names
    st.info(notes.literal(listed.visit.say(key, unit=names["unit"], year=names["year"])))


def offer_loaded(visit: Visit) -> None:
    """Link to the units whose components are loaded, those of this edition first."""
    units = visit.fetch(queries.loaded_units)
    if not units:
        st.markdown(visit.say("components_loaded_none"))
        return
    st.markdown(visit.say("components_loaded"))
    for unit in units[:_MOST_LINKS]:
        label = visit.say(
            "components_loaded_unit",
            unit=visit.named(unit),
            year=unit["year"],
            index=visit.named(unit, "short_name"),
            components=count_of(unit["component_count"], visit.language),
        )
        address = {"lang": visit.language, "edition": unit["edition_code"], "unit": unit["unit_code"]}
        st.page_link("pages/components.py", label=notes.literal(label), query_params=address)
    if len(units) > _MOST_LINKS:
        st.markdown(notes.literal(visit.say("components_loaded_more", count=len(units) - _MOST_LINKS)))
