"""Which lines of a chart have names and colours: the own unit, those chosen, and the leaders."""

from collections.abc import Collection, Sequence

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from text.catalogue import named, say
from ui import links, notes
from ui.charts_lines import MOST_NAMED
from ui.ranking_views import PAGE, Reading

LEADERS = 3
_KEY = "pick_colour"


def offer(reading: Reading, units: Sequence[dict], leaders: Sequence[str], place: DeltaGenerator) -> list[str]:
    """Draw the picker of further units to colour in `place`; the codes of all coloured ones, most important first.

    `units` are those shown, `leaders` their codes in the order of the ranking. A code of the address that is not in the
    cohort is quoted.
    """
    language, own = reading.language, reading.own_code
    names = {unit["unit_code"]: named(unit, "unit_name", language) for unit in units}
    asked = [code for code in (links.asked_on(PAGE, "units") or links.NONE).split(".") if code != links.NONE]
    chosen = _known(asked, names, reading)
    st.session_state[_KEY] = None
    rest = sorted((code for code in names if code not in (*chosen, own)), key=names.get)
    place.selectbox(
        say(language, "history_pick_units"),
        rest,
        index=None,
        format_func=lambda code: names.get(code, code),
        key=_KEY,
        placeholder=say(language, "history_pick_units_hint"),
        filter_mode="contains",
        width=240,
        disabled=len(chosen) + (own in names) >= MOST_NAMED,
        on_change=_add,
        args=(chosen,),
    )
    if chosen:
        pressed = f"{_KEY}ed.{'.'.join(chosen)}"
        place.pills(
            say(language, "history_chosen_units"),
            chosen,
            selection_mode="multi",
            default=chosen,
            format_func=lambda code: names.get(code, code),
            key=pressed,
            help=say(language, "history_chosen_units_help"),
            width="content",
            on_change=_keep,
            args=(pressed,),
        )
    links.keep_on(PAGE, units=".".join(asked) or links.NONE)
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


def _add(chosen: Sequence[str]) -> None:
    """Callback of the picker: one more unit goes into the address."""
    if st.session_state[_KEY]:
        st.query_params["units"] = ".".join([*chosen, st.session_state[_KEY]])


def _keep(key: str) -> None:
    """Callback of the chosen ones: those still pressed stay in the address."""
    st.query_params["units"] = ".".join(st.session_state[key]) or links.NONE
