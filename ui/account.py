"""Signing in and out, beside the title of every page, and below it how to get the right to load."""

import time

import streamlit as st

from access import key, roles, sign_in
from access.key import LONGEST_NAME
from text.catalogue import say
from ui import access, lake, login, notes
from ui.choices import url
from warehouse.errors import AuditFailed

_LONGEST_LABEL = 24
_NEW_LINK = "account.new_link"
_FAILED = "account.failed"


def control(language: str) -> None:
    """The buttons to sign in or out; nothing for readers of a server that has no login."""
    if login.is_on() and not access.claims().get("is_logged_in"):
        for provider in login.providers():
            words = "access_sign_in" if provider is None else "access_sign_in_with"
            st.button(
                notes.literal(say(language, words, provider=provider)),
                icon=":material/login:",
                key=f"sign_in_{provider}",
                on_click=st.login,
                args=(provider,),
            )
    elif login.is_on():
        _leave(language)
    elif access.visitor().may(roles.ANALYST):
        label = notes.short(access.name(), _LONGEST_LABEL) or say(language, "access_nameless")
        with st.popover(notes.literal(label), icon=":material/person:", key="account"):
            name_form(language, "account_name")
            _renew_key(language)
            _leave(language)


def failure(language: str, page: str) -> None:
    """Say why signing in did not succeed, on the page that one came back to, as long as one stays there."""
    reason = url.pop_query_param(sign_in.FAILED)
    if reason in sign_in.REASONS:
        st.session_state[_FAILED] = reason, page
    reason, told_on = st.session_state.get(_FAILED, ("", page))
    if told_on != page:
        del st.session_state[_FAILED]
    elif reason and login.is_on() and not access.claims().get("is_logged_in"):
        st.warning(say(language, f"access_sign_in_{reason}"), icon=":material/no_accounts:")


def name_form(language: str, key: str) -> None:
    """Draw the field for the name that a key holder's acts go under, and the button that takes it down."""
    with st.form(key, border=False):
        offered = st.text_input(
            say(language, "access_name"), access.name(), max_chars=LONGEST_NAME, key=f"{key}_field",
            placeholder=say(language, "access_name_hint"), autocomplete="name",
        )  # fmt: skip
        is_given = st.form_submit_button(say(language, "access_name_keep"), key=f"{key}_keep")
    if is_given and access.rename(offered):
        st.rerun()
    elif is_given:
        st.warning(say(language, "access_name_missing"))


def ask_name(language: str, key: str) -> bool:
    """Ask a holder of the key once for their name, before anything is done in it; whether an act may be offered."""
    if not access.visitor().is_unnamed:
        return True
    notes.quiet(say(language, "access_name_why"))
    name_form(language, key)
    return False


def _renew_key(language: str) -> None:
    """Draw the button that replaces the loading key, and the new link for as long as this window stays."""
    if access.visitor().is_unnamed:
        return
    if st.button(
        say(language, "access_new_key"),
        icon=":material/key:",
        key="new_key",
        help=say(language, "access_new_key_help"),
    ):
        try:
            st.session_state[_NEW_LINK] = access.renew_key()
        except AuditFailed:
            st.error(say(language, "access_new_key_failed"))
    if _NEW_LINK in st.session_state:
        st.code(st.session_state[_NEW_LINK], language=None, wrap_lines=True)
        notes.quiet(say(language, "access_new_link"))


def _leave(language: str) -> None:
    st.button(say(language, "access_sign_out"), icon=":material/logout:", key="sign_out", on_click=access.log_out)


def note(language: str) -> None:
    """Which role this visitor has and as whom, or how one gets to load."""
    visitor = access.visitor()
    role = say(language, f"access_role_{visitor.role}")
    if login.faults():
        notes.quiet(say(language, "access_secrets_unreadable"))
    elif login.is_on():
        if access.claims().get("is_logged_in"):
            notes.quiet(say(language, "access_signed_in", role=role, who=notes.short(visitor.who)))
            if not roles.is_fresh(access.claims(), time.time()):
                notes.quiet(say(language, "access_login_old"))
    elif visitor.may(roles.ANALYST):
        name = notes.short(access.name()) or say(language, "access_nameless")
        notes.quiet(say(language, "access_signed_in_by_key", role=role, name=name))
    elif not lake.note_of_reader(language):
        notes.quiet(notes.Markup(say(language, "access_how_key" if key.gate().has_key else "access_how_nobody")))
