"""Who published what and when, and the way back to an earlier build."""

from functools import partial

import streamlit as st

from etl.uploads import loading
from etl.uploads.loading import Published
from text import formats
from text.catalogue import say
from ui import access, account, notes, tables
from ui.choices import pickers
from ui.choices.choice import Options
from ui.choices.declared import HISTORY_BACK_TO
from ui.history import difference, words
from ui.load import effect, flow
from ui.load import words as load_words
from ui.load.flow import Act
from ui.table_description import Table
from ui.theme import palette
from warehouse.builds import Stamp
from warehouse.errors import DamagedBuild

_ACT = "builds.roll_back"
_LONGEST_NOTE = 400
_LONGEST_ACT = 200
_ONE_LINE = 44
_LOG = Table(
    None,
    screen=[
        words.column("when", lambda one, language: load_words.moment(one.when, language)),
        words.column("who", lambda one, language: words.person(one.who, language) or formats.MISSING, 190),
        words.column("note", lambda one, _: one.note or formats.MISSING, 340),
        words.column("what", lambda one, language: load_words.release_changes(one.changes, language)),
        words.column("state", words.state),
        words.column("build", lambda one, _: one.build_id),
    ],
)


def show(stamp: Stamp, language: str) -> None:
    """Draw the log of publications and the form that rolls back."""
    publications = loading.publications()
    st.header(notes.literal(_answer(publications, language)), anchor=False)
    if publications:
        alt = say(language, "builds_log_alt", count=len(publications))
        columns, lines = _LOG.columns(publications, language), _lines(publications)
        own = next((place for place, one in enumerate(publications) if one.is_current), None)
        tables.show(columns, palette(st.context.theme.type), alt=alt, key="builds_log", own_row=own, lines=lines)
    st.header(say(language, "builds_back_title"), anchor=False)
    act = st.session_state.setdefault(_ACT, Act())
    if act.published:
        st.success(
            notes.literal(say(language, "builds_back_done", build_id=act.published.build_id)), icon=":material/undo:"
        )
        act = st.session_state[_ACT] = Act()
    former = {code: one for code, one in words.kept(publications).items() if code != stamp.build_id}
    if not former:
        notes.quiet(say(language, "builds_back_none"))
        return
    labels = {code: words.label(one, language) for code, one in former.items()}
    chosen = pickers.offer(HISTORY_BACK_TO, Options(labels, next(iter(labels))), language)
    if chosen:
        _offer_roll_back(stamp, chosen, act, language)


def _lines(publications: list[Published]) -> int:
    """Lines that the longest note needs."""
    return 1 if max(len(one.note) for one in publications) <= _ONE_LINE else 3


def _answer(publications: list[Published], language: str) -> str:
    last = next((one for one in publications if one.is_current), None)
    if last is None:
        return say(language, "builds_log_none")
    act = words.act_line(last.when, last.who, language)
    return say(language, "builds_answer", act=notes.short(act, _LONGEST_ACT))


def _offer_roll_back(stamp: Stamp, build_id: str, act: Act, language: str) -> None:
    """What going back to a build changes, then the confirmation with a note."""
    try:
        st.markdown(notes.literal(effect.sentence(difference.between(stamp.build_id, build_id), language)))
    except DamagedBuild as damage:  # one of the two does not answer: the way back stays open
        st.warning(notes.literal(say(language, "builds_back_unknown", build_id=damage.build_id)))
    if not account.ask_name(language, "builds_back_name"):
        return
    with st.form("builds_back", border=False, enter_to_submit=False):
        note = st.text_input(say(language, "load_note"), max_chars=_LONGEST_NOTE, key="builds_back_note")
        is_sure = st.checkbox(
            notes.literal(say(language, "builds_back_sure", build_id=build_id)), key="builds_back_sure"
        )
        is_asked = st.form_submit_button(say(language, "builds_back"), icon=":material/undo:", key="builds_back_button")
    if is_asked and not (is_sure and note.strip()):
        st.warning(say(language, "builds_back_missing"))
    elif is_asked:
        do = partial(loading.roll_back, build_id, access.who(), note.strip(), role=access.role())
        act.published = flow.attempt(act, language, do)
        if act.published:
            HISTORY_BACK_TO.leave()
            st.rerun()
        st.error(notes.literal(act.refused))
