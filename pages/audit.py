"""Audit: every load, publication, roll back and refused attempt, for admins."""

import streamlit as st

from text.answer import counted
from text.catalogue import say
from ui import access, export_menu, filters, frame, links, tables
from ui.audit import table as audit_table
from ui.choices import UnknownChoice
from ui.links import ALL
from ui.pickers import Pickers
from ui.theme import palette
from warehouse import audit, paths

PAGE = "audit"


def main(language: str) -> None:
    """Draw the page in one language."""
    access.require("admin")
    events = audit.events(paths.loaded_dir())
    if not events:
        st.info(say(language, "audit_nothing"))
        return
    st.header(counted(language, "audit_count", len(events)), anchor=False)
    action, typed = _pick(events, language)
    shown = audit_table.shown(events, action, typed, language)
    if not shown:
        st.info(say(language, "audit_no_match"))
        return
    scheme = palette(st.context.theme.type)
    columns = audit_table.columns(shown, language)
    alt = say(language, "audit_alt", count=len(shown))
    tables.show(columns, scheme, alt=alt, key="audit", lines=tables.lines_of(columns))
    words = ", ".join(part for part in (action and audit_table.action_name(action, language), typed.strip()) if part)
    facts = [
        (say(language, "info_title"), say(language, "audit_title")),
        (say(language, "info_filters"), words or say(language, "filter_all")),
    ]
    export_menu.offer(audit_table.file(language), shown, events, facts, say(language, "audit_file"), language)


def _pick(events: list[audit.Event], language: str) -> tuple[str | None, str]:
    """Draw the pickers: the action chosen (None: all) and the text. An action that never happened is told."""
    pickers = Pickers(language, PAGE)
    labels = {ALL: say(language, "audit_all_actions")}
    labels |= {action: audit_table.action_name(action, language) for action in audit_table.actions(events)}
    asked = links.asked_among(labels, "action", PAGE) or ALL
    action = pickers.offer("action", labels, lambda: asked if asked in labels else ALL)
    typed = pickers.search()
    if asked not in labels:
        filters.refuse(UnknownChoice("audit_unknown_action", asked=asked), language)
    links.keep_on(PAGE, action=asked, q=typed)
    return (None if action == ALL else action), typed


frame.inside(main)
