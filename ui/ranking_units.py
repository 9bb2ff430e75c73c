"""Which lines of a chart have names and colours: the own unit, those chosen, and the leaders."""

from collections.abc import Collection, Sequence

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from text.catalogue import named, say
from ui import chosen_units, links, notes
from ui.charts_lines import MOST_NAMED
from ui.ranking_views import PAGE, Reading

LEADERS = 3


def offer(reading: Reading, units: Sequence[dict], leaders: Sequence[str], place: DeltaGenerator) -> list[str]:
    """Draw the picker of further units to colour in `place`; the codes of all coloured ones, most important first.

    `units` are those shown, `leaders` their codes in the order of the ranking. A code of the address that is not in the
    cohort is quoted.
    """
    own = reading.own_code
    names = {unit["unit_code"]: named(unit, "unit_name", reading.language) for unit in units}
    asked = chosen_units.asked(links.asked_on(PAGE, chosen_units.NAME))
    chosen = _known(asked, names, reading)
    chosen_units.offer(
        place,
        "history_units",
        names,
        chosen,
        reading.language,
        others=sorted((code for code in names if code not in (*chosen, own)), key=names.get),
        width=240,
        is_full=len(chosen) + (own in names) >= MOST_NAMED,
    )
    links.keep_on(PAGE, **{chosen_units.NAME: chosen_units.written(asked)})
    first = [own] if own in names else []
    return list(dict.fromkeys([*first, *chosen, *list(leaders)[:LEADERS]]))


def _known(asked: Sequence[str], names: Collection[str], reading: Reading) -> list[str]:
    """The codes that are units of the cohort; others are quoted. One that the filter hides stays in the address."""
    cohort = {unit["unit_code"] for unit in reading.ranking.units}
    strangers = [code for code in asked if code not in cohort and code not in names]
    if strangers:
        quoted = notes.plain(", ".join(strangers))
        name = named(reading.ranking.edition, "cohort_name", reading.language)
        st.warning(say(reading.language, "history_unknown_units", asked=quoted, cohort=name))
    return [code for code in asked if code in names and code != reading.own_code]
