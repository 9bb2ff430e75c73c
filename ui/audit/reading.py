"""Which part of the audit log a page shows: the newest events, and older ones when they are asked for."""

from datetime import datetime
from decimal import Decimal

import streamlit as st

from text import formats
from text.catalogue import say
from ui import notes
from ui.audit import table
from ui.choices import address
from ui.choices.declared import AUDIT_BEFORE
from warehouse import audit, paths
from warehouse.audit import Page

SHOWN = 200
SECONDS = 1.0  # of looking for events that fit; a page takes two at most


def asked_place() -> int | None:
    """The place in the log before which the address asks for events; None for the newest."""
    place = address.linked(AUDIT_BEFORE.name) or ""
    return int(place) if place.isascii() and place.isdecimal() and len(place) < 16 else None


def page(before: int | None, action: str | None, typed: str, language: str) -> Page:
    """The events to show, as `warehouse.audit.page` gives them."""
    return audit.page(paths.loaded_dir(), SHOWN, SECONDS, before, action, table.fits(typed, language))


def offer_older(found: Page, before: int | None, language: str) -> None:
    """Draw the ways to older and back to the newest events, and say so where the search went through a part only."""
    if found.is_cut:
        at = formats.minute(datetime.fromisoformat(found.reached), language) if found.reached else formats.MISSING
        share = formats.percent(Decimal(found.share.numerator) / found.share.denominator, language, 0)
        notes.quiet(say(language, "audit_cut", at=at, share=share))
    with st.container(horizontal=True):
        if found.older is not None:
            st.button(
                say(language, "audit_older"), icon=":material/history:", key="audit_older", on_click=_go,
                args=(found.older,),
            )  # fmt: skip
        if before is not None:
            st.button(
                say(language, "audit_newest"), icon=":material/vertical_align_top:", key="audit_newest", on_click=_go,
                args=(None,),
            )  # fmt: skip


def _go(place: int | None) -> None:
    if place is None:
        address.leave(AUDIT_BEFORE.name)
    else:
        address.put({AUDIT_BEFORE.name: str(place)})
