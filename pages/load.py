"""Load data: what figures, the files with all their problems, what would change, and the publication."""

from collections.abc import Sequence
from functools import partial

import streamlit as st

from etl.uploads import loading
from etl.uploads.loading import Checked
from text.catalogue import say
from ui import access, frame, lake, notes
from ui.load import check, mapping, publish, purpose, releases
from ui.load import flow as load_flow
from ui.load.flow import Flow, heading
from ui.load.purpose import Chosen
from ui.visit import Visit

_LONGEST = 4000


def main(language: str) -> None:
    """Draw the steps that can be taken now, and name those to come."""
    access.admit("analyst")
    if lake.is_read_only(language):
        return
    visit, flow = Visit.now(language), load_flow.current()
    if flow.attempt.published and flow.chosen:
        check.forget_files()
        publish.done(flow.attempt, flow.attempt.published, language)
        publish.links_to(flow.chosen, language)
        st.button(say(language, "load_another"), icon=":material/add:", on_click=flow.begin_anew)
        return
    heading(1, say(language, "load_step_what"))
    chosen = purpose.pick(visit)
    if chosen is None:
        return
    purpose.offer_template(visit, chosen)
    checked = _files(flow, chosen, language)
    ready = checked if checked and checked.is_sound and not checked.is_known else None
    heading(3, say(language, "load_step_effect"), is_open=ready is not None)
    if ready:
        flow.chosen = chosen
        _effect(flow, ready, language)
    candidate = flow.attempt.candidate if ready else None
    heading(4, say(language, "load_step_publish"), is_open=candidate is not None)
    if candidate:
        publish.show_form(flow.attempt, candidate, language, "load")


def _files(flow: Flow, chosen: Chosen, language: str) -> Checked | None:
    source = purpose.ask_source(language, flow.turn)
    heading(2, say(language, "load_step_files"))
    uploads = check.ask_files(language, flow.turn)
    if uploads and source is None:
        notes.quiet(say(language, "load_source_first"))
    if not uploads or source is None:
        return None
    checked = check.check(flow, uploads, chosen.purpose(source), language)
    if checked:
        check.show(checked, uploads, language)
        mapping.offer(flow, checked, language)
    return checked


def _effect(flow: Flow, checked: Checked, language: str) -> None:
    if told := check.told_rows(checked, language):
        notes.quiet(told)
    replaces: Sequence[str] = ()
    if checked.earlier:
        words = say(language, "load_replaces", releases=_named(checked.earlier, language))
        is_replaced = st.checkbox(notes.literal(words), value=True, key="load_replaces", on_change=flow.drop)
        replaces = checked.earlier if is_replaced else ()
    if checked.restores:
        notes.quiet(say(language, "load_restores", releases=_named(checked.restores, language)))
    is_accepted = False
    if checked.needs_acceptance:
        count = len(checked.acceptances)
        is_accepted = st.checkbox(
            notes.literal(say(language, "load_accept", count=count)),
            key="load_accept",
            help=say(language, "load_accept_help"),
            on_change=flow.drop,
        )
    make = partial(loading.preview, checked, access.who(), role=access.role(), replaces=replaces, accepted=is_accepted)
    publish.preview(flow.attempt, make, language, "load", "load_preview")


def _named(codes: Sequence[str], language: str) -> str:
    return notes.short(releases.listed(codes, releases.names(language)), _LONGEST)


frame.inside(main)
