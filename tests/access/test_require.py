"""A right is asked for again in every action: a page that is open keeps nothing that its visitor has lost."""

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from access.roles import Visitor
from ui import access
from warehouse import audit


def _page():
    import streamlit as st

    from ui import access

    def act():
        access.require("analyst")
        st.session_state["acts"] = st.session_state.get("acts", 0) + 1

    st.button("Act", on_click=act)
    access.require("viewer")
    st.markdown(f"acts: {st.session_state.get('acts', 0)}")


@pytest.fixture
def visit(monkeypatch):
    """Be a visitor with this role from now on."""
    return lambda role: monkeypatch.setattr(access, "visitor", lambda: Visitor(role, "an@example.vn"))


def test_an_action_runs_while_the_role_lasts_and_not_after(visit, folders):
    visit("analyst")
    page = AppTest.from_function(_page).run()
    page.button[0].click().run()
    assert page.markdown[-1].value == "acts: 1"
    visit("viewer")
    page.button[0].click().run()
    assert page.session_state["acts"] == 1
    [told] = page.error
    assert told.value == "Việc này cần quyền nạp số liệu; bạn đang có quyền xem. Chưa có gì thay đổi."
    [event] = audit.events(folders)
    assert (event.who, event.role, event.result) == ("an@example.vn", "viewer", "refused: needs_analyst")


def test_a_refusal_is_told_in_the_language_of_the_page(visit):
    visit("viewer")
    page = AppTest.from_function(_page)
    page.query_params["lang"] = "en"
    page.run()
    page.button[0].click().run()
    assert page.error[0].value == "This needs the role analyst; yours is viewer. Nothing was changed."


def test_without_a_login_and_a_key_everybody_is_a_reader():
    page = AppTest.from_function(_page).run()
    page.button[0].click().run()
    assert len(page.error) == 1
    assert "acts" not in page.session_state


@pytest.mark.parametrize(("base", "path"), [("", "/load"), ("dti", "/dti/load"), ("/a/b/", "/a/b/load")])
def test_a_refusal_names_the_page_without_the_path_that_all_pages_lie_below(base, path, visit, folders, monkeypatch):
    visit("viewer")
    given = st.get_option
    monkeypatch.setattr(st, "get_option", lambda name: base if name == "server.baseUrlPath" else given(name))
    monkeypatch.setattr(type(st.context), "url", property(lambda _: f"https://example.vn{path}"))
    page = AppTest.from_function(_page).run()
    page.button[0].click().run()
    [event] = audit.events(folders)
    assert event.subject == "load"
