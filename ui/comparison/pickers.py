"""The pickers of the comparison page, and what its address asks to be compared."""

import streamlit as st

from text.catalogue import named, say
from ui import chosen_units, data, filters, links, notes, switch
from ui.choices import UnknownChoice
from ui.comparison import lines, years
from ui.comparison.lines import Comparison, lines_of
from ui.pickers import Pickers
from warehouse.queries import comparison as queries
from warehouse.queries import editions as edition_queries
from warehouse.queries import ranking as ranking_queries

PAGE = "comparison"
INDEX = "index"


def pick(build_id: str, language: str) -> Comparison | None:
    """Draw all pickers; None, after a sentence, when what is asked for is not there or too much."""
    editions = data.fetch(edition_queries.editions, build_id)
    if editions.is_empty():
        st.info(say(language, "no_editions"))
        return None
    mode_place, pickers = st.container(), Pickers(language)
    try:
        edition, _ = filters.offer_edition(pickers, editions)
        links.keep(**filters.edition_codes(edition))
        rows = data.fetch(ranking_queries.unit_ranking, build_id, *_keys(edition), INDEX).to_dicts()
        units = {row["unit_code"]: row for row in rows}
        usual = lines.UNITS if len(units) > 1 else lines.YEARS
        labels = {code: say(language, f"comparison_mode_{code}") for code in lines.MODES}
        unknown = "comparison_unknown_mode"
        mode = switch.offer(PAGE, "mode", labels, unknown, language, default=usual, place=mode_place)
        if mode == lines.YEARS:
            return years.pick(pickers, build_id, editions.to_dicts(), edition, units)
        return _pick_units(build_id, edition, units, language)
    except UnknownChoice as unknown:
        filters.refuse(unknown, language)
        return None


def _keys(edition: dict) -> tuple[str, int, str]:
    return edition["index_code"], edition["year"], edition["cohort_code"]


def _pick_units(build_id: str, edition: dict, units: dict[str, dict], language: str) -> Comparison | None:
    own, unknown = filters.own_unit(edition, units, language)
    codes = _offer_units(units, edition, own, language)
    if unknown and unknown.key == "unknown_unit":
        filters.refuse(UnknownChoice("comparison_unknown_units", asked=unknown.quoted["asked"]), language)
    if len(codes) > lines.MOST_UNITS:
        st.warning(notes.literal(say(language, "comparison_too_many", count=len(codes), most=lines.MOST_UNITS)))
        return None
    if not codes:
        st.info(notes.literal(say(language, "comparison_none_chosen", most=lines.MOST_UNITS)))
        return None
    rows = data.fetch(queries.units, build_id, *_keys(edition), ".".join(codes)).to_dicts()
    measures = data.fetch(edition_queries.measures, build_id, *_keys(edition)).to_dicts()
    known = {row["unit_code"] for row in rows}
    names = {code: named(units[code], "unit_name", language) for code in codes}
    return Comparison(
        edition,
        ".".join(codes),
        [name for code, name in names.items() if code in known],
        [name for code, name in names.items() if code not in known],
        lines_of(rows, measures, edition),
        None,
        [],
        language,
    )


def _offer_units(units: dict[str, dict], edition: dict, own: dict | None, language: str) -> list[str]:
    """Draw the picker of units and return the codes chosen; those that are not in the cohort are told.

    Raises UnknownChoice where none of them is.
    """
    first = lines.first_units(units, own["unit_code"] if own else None)
    asked = chosen_units.asked(PAGE, units) or chosen_units.Asked(first, [], [])
    codes = asked.codes
    labels = {code: named(unit, "unit_name", language) for code, unit in units.items()}
    chosen_units.offer(
        st.container(gap="small"),
        "comparison_units",
        labels,
        codes,
        language,
        others=sorted(code for code in labels if code not in codes),
        help=say(language, "comparison_units_help", most=lines.MOST_UNITS),
    )
    chosen_units.keep(PAGE, asked, units)
    if asked.strangers:
        unknown = UnknownChoice("comparison_unknown_units", asked=", ".join(asked.strangers))
        if not codes:
            raise unknown
        filters.refuse(unknown, language)
    if asked.left:
        cohort = named(edition, "cohort_name", language)
        st.warning(notes.literal(say(language, "comparison_units_left", units=", ".join(asked.left), cohort=cohort)))
    return codes
