"""History of the data: publications, what differs between two builds, and the files they were made of."""

import streamlit as st

from text.catalogue import say
from ui import access, builds_difference, builds_publications, builds_releases, data, frame, links
from ui.builds_words import PAGE
from ui.choices import UnknownChoice
from ui.filters import refuse

PARTS = {
    "publications": builds_publications.show,
    "difference": builds_difference.show,
    "releases": builds_releases.show,
}


def main(language: str) -> None:
    """Draw the chosen part."""
    access.require("analyst")
    stamp = data.current_build()
    PARTS[_offer_part(language)](stamp, language)


def _offer_part(language: str) -> str:
    asked = links.asked_on(PAGE, "part") or next(iter(PARTS))
    part = asked if asked in PARTS else next(iter(PARTS))
    if part != asked:
        refuse(UnknownChoice("builds_unknown_part", asked=asked), language)
    key = "builds_part"
    st.session_state[key] = part
    st.segmented_control(
        say(language, "builds_pick_part"),
        PARTS,
        format_func=lambda code: say(language, f"builds_part_{code}"),
        key=key,
        required=True,
        label_visibility="collapsed",
        on_change=links.choose,
        args=("part", key),
    )
    links.keep_on(PAGE, part=asked)
    return part


frame.inside(main)
