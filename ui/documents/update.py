"""The part of the page that takes an issued document and gives it back with what has changed marked in it."""

import hashlib

import streamlit as st

from access.roles import ANALYST
from reports import documents
from reports.errors import ReportError
from reports.second_run import Outcome
from text.errors import sentence
from ui import access, file_button, notes, uploader
from ui.documents.making import DOCX
from ui.visit import Visit
from warehouse.queries.editions import Wanted

_DONE = "documents.updated"
_LONGEST = 4000
_OPEN = 12  # lines that need no fold


def show(visit: Visit) -> None:
    """Draw the field for the issued document, and what was found in it; only analysts may hand files in."""
    st.header(visit.say("documents_update"), anchor=False)
    notes.quiet(visit.say("documents_update_help"))
    if not access.visitor().may(ANALYST):
        notes.quiet(notes.Markup(visit.say("documents_update_role")))  # it names the command as one
        return
    label = visit.say("documents_update_file")
    file = st.file_uploader(notes.literal(label), type=("docx",), key="documents_issued")
    uploader.speak("documents_issued", label, visit.language)
    if file is None:
        return
    issued = file.getvalue()
    is_for_shown = st.checkbox(
        notes.literal(visit.say("documents_update_edition", edition=visit.title())), key="documents_update_edition"
    )
    asked = (hashlib.sha256(issued).hexdigest(), visit.build_id, visit.edition_code if is_for_shown else "")
    st.button(
        visit.say("documents_update_do"), type="primary", key="documents_update_do",
        on_click=_update, args=(issued, asked),
    )  # fmt: skip
    done = st.session_state.get(_DONE)
    if done and done[0] == asked:
        _show_outcome(visit, file.name, done[1])


def _update(issued: bytes, asked: tuple[str, str, str]) -> None:
    """Callback: what the second run gave, or why it was refused, stands for the run that follows."""
    access.require(ANALYST)
    st.session_state[_DONE] = asked, _updated(issued, asked[2])


def _updated(issued: bytes, edition_code: str) -> tuple[bytes, Outcome] | ReportError:
    try:
        return documents.updated(issued, Wanted(edition_code) if edition_code else None)
    except ReportError as refused:
        return refused


def _show_outcome(visit: Visit, name: str, done: tuple[bytes, Outcome] | ReportError) -> None:
    if isinstance(done, ReportError):
        told = sentence(visit.language, type(done).__name__, vars(done))
        st.error(notes.literal(notes.short(told, _LONGEST)), icon=":material/error:")
        return
    document, outcome = done
    parts = documents.sections(outcome, visit.language)
    first = next((part for part in parts if part.lines), None)
    for place, part in enumerate(parts):
        if not part.lines:
            notes.quiet(part.title)
            continue
        is_open = part is first or len(part.lines) <= _OPEN
        with st.expander(notes.literal(part.title), expanded=is_open, key=f"documents_found_{place}"):
            notes.show([notes.short(line, _LONGEST) for line in part.lines])
    stem = name.removesuffix(".docx")
    file_button.draw(
        visit.say("documents_update_take"), lambda: document, DOCX, ANALYST,
        file_name=f"{stem}_{visit.say('documents_file_updated')}.docx", key="documents_updated",
        icon=":material/download:",
    )  # fmt: skip
