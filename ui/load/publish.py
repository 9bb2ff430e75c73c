"""The last steps of a change of the data: preview it, publish it with a note, and where to see it."""

from collections.abc import Callable
from functools import partial

import streamlit as st

from etl.periods import edition_code
from etl.uploads import loading
from etl.uploads.loading import Preview
from text.catalogue import named, say
from text.files import readable
from text.periods import Period
from ui import access, account, notes, resume
from ui.load import check, effect, flow, reviews, words
from ui.load.flow import PublishAttempt
from ui.load.purpose import Chosen
from warehouse.builds import Stamp

LONGEST_NOTE = 400
_LONGEST_ROW = 300
_SHOWN_ROWS = 50


def preview(attempt: PublishAttempt, make: Callable[..., Preview], language: str, key: str, label: str) -> None:
    """Draw the button that makes a candidate, and its effect once it is made.

    `make` takes the progress to call. Refusals are told; where somebody published meanwhile, the button makes it again.
    """
    if attempt.candidate is None:
        if attempt.refused:
            _refuse(attempt, language, key)
        if not account.ask_name(language, f"{key}_name"):
            return
        if st.button(say(language, "load_preview_again" if attempt.is_moved else label), key=f"{key}_preview"):
            with st.status(say(language, "load_previewing"), expanded=True) as status:
                progress = flow.progress(status, language)
                attempt.preview = flow.try_as_analyst(attempt, language, partial(make, progress=progress))
            st.rerun()
        resume.waits(language)
        return
    effect.show(attempt.candidate, language, key)


def show_form(attempt: PublishAttempt, candidate: Preview, language: str, key: str) -> None:
    """Draw the reviews to confirm, the note and the button that publishes; says why where publishing is refused."""
    is_reviewed = reviews.ask(candidate, language, key)
    if not account.ask_name(language, f"{key}_name"):
        return
    with st.form(f"{key}_form", border=False, enter_to_submit=False):
        note = st.text_input(
            say(language, "load_note"),
            max_chars=LONGEST_NOTE,
            key=f"{key}_note",
            placeholder=say(language, "load_note_hint"),
        )
        to_readers = st.text_input(
            say(language, "load_to_readers"),
            max_chars=LONGEST_NOTE,
            key=f"{key}_to_readers",
            placeholder=say(language, "load_to_readers_hint"),
        )
        is_asked = st.form_submit_button(say(language, "load_publish"), key=f"{key}_publish")
    if is_asked and not note.strip():
        st.warning(say(language, "load_note_missing"))
    elif is_asked and not is_reviewed:
        st.warning(say(language, "load_reviewed_missing"))
    elif is_asked:
        told = readable(to_readers.strip())
        do = partial(
            loading.publish, candidate, readable(note.strip()), access.who(), role=access.role(), to_readers=told
        )
        with st.spinner(say(language, "load_publishing")):
            attempt.published = flow.try_as_analyst(attempt, language, do)
        st.rerun()
    elif attempt.refused:
        _refuse(attempt, language, key)
    resume.waits(language)


def _refuse(attempt: PublishAttempt, language: str, key: str) -> None:
    (st.warning if attempt.is_moved else st.error)(notes.literal(attempt.refused))
    if attempt.problems:
        check.draw_problems(attempt.problems, language, f"{key}_refused")
    for name, rows in attempt.rows.items():
        notes.quiet(say(language, "load_review", name=words.check_name(name, language), count=len(rows)))
        notes.show([notes.short(words.facts(row), _LONGEST_ROW) for row in rows[:_SHOWN_ROWS]])


def done(attempt: PublishAttempt, published: Stamp, language: str) -> None:
    """Say which build is current now, and which files came and went."""
    st.success(notes.literal(say(language, "load_done", build_id=published.build_id)), icon=":material/check_circle:")
    if attempt.preview:
        effect.files(attempt.preview, language)


def links_to(chosen: Chosen, language: str) -> None:
    """Say what was loaded, with links to the pages that show it; a framework alone shows on none of them."""
    st.markdown(notes.literal(notes.short(say(language, "load_done_what", what=chosen.words(language)), LONGEST_NOTE)))
    if chosen.cohort is None:
        _link("history", "history", say(language, "load_to_history"), {"lang": language})
        return
    address = {
        "lang": language,
        "edition": edition_code(
            chosen.framework["index_code"], chosen.codes["period_code"], chosen.cohort["cohort_code"]
        ),
    }
    if chosen.unit:
        address["unit"] = chosen.unit["unit_code"]
    names = {"index": named(chosen.framework, "short_name", language), "year": Period(chosen.period_code, language)}
    with st.container(horizontal=True):
        for page, icon in (("ranking", "leaderboard"), ("profile", "account_balance"), ("components", "checklist")):
            label = say(language, f"load_to_{page}", **names)
            _link(page, icon, label, address)
        _link("history", "history", say(language, "load_to_history"), {"lang": language})


def _link(page: str, icon: str, label: str, address: dict[str, str]) -> None:
    st.page_link(f"pages/{page}.py", label=notes.literal(label), icon=f":material/{icon}:", query_params=address)
