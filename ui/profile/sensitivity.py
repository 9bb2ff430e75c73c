"""How much the unit's rank hangs on the weights: an interval under weights drawn anew, for whoever asks."""

import streamlit as st

from planning import noise
from planning.errors import NothingToPlan
from planning.noise import Noise
from text import formats
from ui import data, notes
from ui.choices import declared
from ui.choices.pickers import go_to
from ui.profile.view import ProfileView
from ui.simulator.sentences import refusal

_KEY = "profile_noise"


def show(view: ProfileView) -> None:
    """Draw the switch, and once it is on the interval of ranks with what it is not, or why there is none."""
    visit = view.visit
    if view.unit["value"] is None or visit.is_of_one:
        return
    is_on = declared.PROFILE_NOISE.requested == "on"
    st.session_state[_KEY] = is_on
    st.toggle(
        view.say("profile_noise"),
        key=_KEY,
        help=view.say("profile_noise_help"),
        on_change=lambda: go_to(declared.PROFILE_NOISE, "on" if st.session_state[_KEY] else "off"),
    )
    if not is_on:
        return
    keys = (visit.build_id, visit.edition_code, view.unit["unit_code"])
    try:
        found = data.kept(lambda: noise.noise(visit.standings(view.unit["unit_code"])), "noise", *keys)
    except NothingToPlan as nothing:
        notes.quiet(refusal(nothing, visit))
        return
    for line in _told(found, view):
        notes.quiet(line)


def _told(found: Noise, view: ProfileView) -> list[str]:
    size, language = view.unit["cohort_size"], view.language
    ends = dict.fromkeys((str(found.low), formats.rank(found.high, size)))
    interval = formats.rank(found.low, size) if found.low == found.high else "–".join(ends)
    told = [
        view.say(
            "profile_noise_told", rank=formats.rank(found.rank, size), interval=interval,
            spread=formats.percent(found.spread, language, 0), draws=formats.number(found.draws, language, 0),
        )
    ]  # fmt: skip
    if found.is_last_unknown:
        told.append(view.say("profile_noise_block", codes=formats.listed(found.blocks[-1], language)))
    return [*told, view.say("profile_noise_not_official")]
