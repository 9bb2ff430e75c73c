"""Audit: every load, publication, roll back and refused attempt, for admins."""

import streamlit as st

from text.catalogue import counted, say
from ui import access, frame, notes, tables
from ui.audit import audit_log
from ui.choices import declared
from ui.choices.choice import Options
from ui.choices.pickers import Pickers
from ui.choices.url import ALL
from warehouse import audit, paths

PAGE = "audit"


def main(language: str) -> None:
    """Draw the page in one language."""
    access.require("admin")
    before = audit_log.asked_place()
    action, typed = _pick(language)
    found = audit_log.page(before, action, typed, language)
    counts = audit.refused(paths.loaded_dir())
    if not (found.events or counts or before is not None or action or typed):
        st.info(say(language, "audit_nothing"))
        return
    if found.events:
        _show(found, language)
    elif found.older is None:
        st.info(say(language, "audit_no_match"))
    audit_log.offer_older(found, before, language)
    audit_log.offer_files(action, typed, language)
    if counts:
        _show_refused(counts, language)


def _show(found: audit.Page, language: str) -> None:
    st.header(notes.literal(counted(language, "audit_count", len(found.events))), anchor=False)
    alt = say(language, "audit_alt", count=len(found.events))
    tables.show(audit_log.LOG, found.events, language, alt=alt, key="audit")


def _show_refused(counts: list[audit.Count], language: str) -> None:
    st.header(say(language, "audit_refused_title"), anchor=False)
    notes.quiet(say(language, "audit_refused_help"))
    shown = counts[: audit_log.SHOWN]
    alt = say(language, "audit_refused_alt", count=len(shown))
    in_order = tables.show(audit_log.REFUSED, shown, language, alt=alt, key="audit_refused")
    audit_log.offer_refused(in_order, counts, language)


def _pick(language: str) -> tuple[str | None, str]:
    """Draw the pickers: the action chosen (None: all) and the text. An action that is none of ours is told."""
    grid = Pickers(language)
    labels = {ALL: say(language, "audit_all_actions")}
    labels |= {action: audit_log.action_name(action, language) for action in audit_log.ACTIONS}
    action = grid.offer(declared.AUDIT_ACTION, Options(labels, ALL))
    typed = grid.search(declared.AUDIT_SEARCH)
    return (None if action == ALL else action), typed


frame.inside(main)
