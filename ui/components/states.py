"""What the components page says where no component is loaded, and where some are."""

import streamlit as st

from text.catalogue import named, say
from ui import data, notes
from ui.components.choices import ComponentList
from ui.components.words import count_of
from warehouse.queries import components as queries

_MOST_LINKS = 12


def without_components(listed: ComponentList, language: str) -> None:
    """Say that only main indicators are loaded for a unit, or nothing at all."""
    key = "components_only_mains" if listed.mains else "components_nothing"
    names = listed.names(language)
    st.info(notes.literal(say(language, key, unit=names["unit"], year=names["year"])))


def offer_loaded(build_id: str, edition: dict, language: str) -> None:
    """Link to the units whose components are loaded, those of this edition first."""
    keys = (edition["index_code"], edition["year"], edition["cohort_code"])
    units = data.fetch(queries.loaded_units, build_id, *keys).to_dicts()
    if not units:
        st.markdown(say(language, "components_loaded_none"))
        return
    st.markdown(say(language, "components_loaded"))
    for unit in units[:_MOST_LINKS]:
        label = say(
            language,
            "components_loaded_unit",
            unit=named(unit, "unit_name", language),
            year=unit["year"],
            index=named(unit, "short_name", language),
            components=count_of(unit["component_count"], language),
        )
        address = {
            "lang": language,
            "index": unit["index_code"],
            "year": str(unit["year"]),
            "cohort": unit["cohort_code"],
            "unit": unit["unit_code"],
        }
        st.page_link("pages/components.py", label=notes.literal(label), query_params=address)
    if len(units) > _MOST_LINKS:
        st.markdown(notes.literal(say(language, "components_loaded_more", count=len(units) - _MOST_LINKS)))
