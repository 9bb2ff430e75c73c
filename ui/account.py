"""Signing in and out, beside the title of every page, and below it how to get the right to load."""

import time

import streamlit as st

from access import key, roles
from text.catalogue import say
from ui import access, login, notes


def control(language: str) -> None:
    """The buttons to sign in or out; nothing for readers of a server that has no login."""
    if login.is_on() and not st.user.is_logged_in:
        for provider in login.providers():
            words = "access_sign_in" if provider is None else "access_sign_in_with"
            st.button(
                say(language, words, provider=provider),
                icon=":material/login:",
                key=f"sign_in_{provider}",
                on_click=st.login,
                args=(provider,),
            )
    elif login.is_on() or access.visitor().may(roles.ANALYST):
        st.button(say(language, "access_sign_out"), icon=":material/logout:", key="sign_out", on_click=access.leave)


def note(language: str) -> None:
    """Which role this visitor has and as whom, or how one gets to load."""
    visitor = access.visitor()
    role = say(language, f"access_role_{visitor.role}")
    if login.is_on():
        if st.user.is_logged_in:
            notes.quiet(say(language, "access_signed_in", role=role, who=notes.plain(visitor.who)))
            if not roles.is_fresh(st.user.to_dict(), time.time()):
                notes.quiet(say(language, "access_login_old"))
    elif visitor.may(roles.ANALYST):
        notes.quiet(say(language, "access_signed_in_by_key", role=role))
    else:
        notes.quiet(say(language, "access_how_key" if key.gate().has_key else "access_how_nobody"))
