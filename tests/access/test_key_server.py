"""A server without a login: reading is open, loading belongs to whoever opened the link with the key."""

import pytest
from websockets.exceptions import InvalidStatus

from text.catalogue import say

from .conftest import KEY
from .window import Window

READERS = {"", "home", "overview", "ranking", "profile", "comparison"}
READERS |= {"components", "simulator", "targets", "tasks", "documents", "data", "method"}
READERS |= {"dictionary", "coverage", "changes", "reconciliation"}
ANALYSTS = {"load", "history"}
ADMINS = {"audit"}
LEAVE = say("vi", "access_sign_out")


def _is_refused(seen):
    """Nothing of a page but the sentence that it needs a role."""
    assert say("vi", "again_by_key") in seen.texts
    assert any(text.startswith("Việc này cần quyền") for text in seen.texts)
    assert seen.buttons.keys() <= {LEAVE, "EN"}


def test_a_reader_sees_no_page_that_needs_a_role(keyed):
    with Window(keyed.browser()) as window:
        seen = window.run()
    assert not seen.pages.keys() & (ANALYSTS | ADMINS)
    assert seen.pages.keys() <= READERS
    assert LEAVE not in seen.buttons
    assert any(say("vi", "access_how_key") in text for text in seen.texts)


@pytest.mark.parametrize("name", sorted(ANALYSTS | ADMINS))
def test_for_a_reader_such_a_page_is_like_any_that_is_not_there(keyed, name):
    with Window(keyed.browser()) as window:
        unknown, asked = window.run("no_such_page"), window.run(name)
    assert unknown.not_found
    assert asked.not_found
    assert (asked.title, asked.buttons.keys()) == (unknown.title, unknown.buttons.keys())


def test_the_key_holder_sees_them_all_and_may_leave(keyed):
    browser = keyed.key_holder()
    with Window(browser) as window, Window(browser) as other:
        assert window.run().pages.keys() >= ANALYSTS | ADMINS
        seen = window.run("audit")
        assert (seen.title, seen.not_found) == (say("vi", "audit_title"), False)
        other.run("load")
        window.run()
        window.press(LEAVE)
        assert not window.run().pages.keys() & (ANALYSTS | ADMINS)
        # what another window has open stays, told so, and nothing can be done there
        seen = other.run("load")
        assert seen.title == say("vi", "load_title")
        assert say("vi", "again_by_key") in seen.texts
        assert other.upload(b"x") == 403
        _is_refused(other.run("history"))
    with Window(browser) as reloaded:
        assert reloaded.run("audit").not_found


def test_forged_state_of_a_page_reaches_nothing(keyed):
    with Window(keyed.key_holder()) as window:
        pages = window.run("load").pages
        holder = window.seen
    with Window(keyed.browser()) as window:
        for name in ANALYSTS | ADMINS:
            seen = window.run(name, script_hash=pages[name])
            assert seen.title != say("vi", f"{name}_title")
        for label, widget in holder.buttons.items():
            window.seen.buttons[label] = widget
            assert window.press(label, "load").title != say("vi", "load_title")
    assert [event["action"] for event in keyed.audit()] == []


def test_an_upload_needs_the_cookie(keyed):
    with Window(keyed.browser()) as reader, Window(keyed.key_holder()) as holder:
        reader.run()
        holder.run("load")
        assert reader.upload(b"x") == 403
        reader.session_id = holder.session_id
        assert reader.upload(b"x") == 403
        assert holder.upload(b"x") == 204
        assert holder.upload(b"x", **{"X-Xsrftoken": "2|0|0|0"}) == 403
    assert ("upload", "needs_analyst") in {(told["subject"], told["why"]) for told in keyed.refused()}


def test_an_upload_of_more_than_the_limit_is_refused(keyed):
    with Window(keyed.key_holder()) as holder:
        holder.run("load")
        assert holder.upload(bytes(21 * 2**20)) == 413


@pytest.mark.parametrize("value", ["", KEY, "0" * 43])
def test_a_forged_cookie_opens_nothing(keyed, value):
    [name] = keyed.key_holder().cookies.keys()
    with Window(keyed.browser(**{name: value})) as window:
        assert window.run("load").not_found
        assert window.upload(b"x") == 403


def test_a_new_start_knows_no_old_cookie_and_no_old_key(open_site, keyed):
    old = keyed.key_holder().cookies
    with open_site(key="L" * 43) as site:
        with Window(site.browser(**old)) as window:
            assert not window.run().pages.keys() & (ANALYSTS | ADMINS)
            assert say("vi", "again_by_key") in window.run("load").texts
            assert window.upload(b"x") == 403
            for name in ("history", "audit"):
                _is_refused(window.run(name))
        assert site.browser().get("/start", params={"key": KEY}).status_code == 403
        assert {"subject": "start", "why": "wrong_key"}.items() <= site.refused()[-1].items()


def test_an_administrator_renews_the_key_and_everybody_else_has_left(open_site):
    with open_site(key=KEY) as site:
        browser, other = site.key_holder(), site.key_holder()
        with Window(browser) as window, Window(other) as beside:
            beside.run()
            label = say("vi", "access_new_key")
            assert label not in window.run().buttons, "in nobody's name nothing is done"
            window.write(say("vi", "access_name"), "Lê An", say("vi", "access_name_keep"))
            window.run()
            window.press(label)
            [link] = [text for text in window.seen.texts if "/start?key=" in text]
            assert beside.upload(b"x") == 403
            assert not beside.run().pages.keys() & (ANALYSTS | ADMINS)
            assert window.upload(b"x") == 204
        assert site.browser().get("/start", params={"key": KEY}).status_code == 403
        assert site.browser().get(link[link.index("/start") :]).status_code == 303
        [event] = [event for event in site.audit() if event["action"] == "renew_key"]
        assert event["who"].startswith("Lê An (key-")
        assert link.rpartition("=")[2] not in (site.loaded / "audit.jsonl").read_text(encoding="utf-8")


def test_without_a_key_nobody_may_load_and_that_is_said(keyless):
    with Window(keyless.key_holder("")) as window:
        seen = window.run("load")
        assert seen.not_found
        assert any(say("vi", "access_how_nobody") in text for text in seen.texts)
        assert window.upload(b"x") == 403
    assert keyless.browser().get("/ready").json()["loading"] == "nobody"


@pytest.mark.parametrize("origin", ["https://elsewhere.example", "http://127.0.0.1:1", "http://localhost:1", "null"])
def test_a_page_of_another_address_cannot_speak_for_the_key_holder(keyed, origin):
    with pytest.raises(InvalidStatus, match="403"):
        Window(keyed.key_holder(), origin=origin)


def test_every_answer_of_the_real_server_carries_the_headers(keyed):
    for path in ("/", "/ranking", "/_stcore/health", "/app/static/fonts/OFL.txt"):
        found = keyed.browser().get(path)
        assert found.status_code == 200
        assert "frame-ancestors 'self'" in found.headers["content-security-policy"]
        assert found.headers["x-content-type-options"] == "nosniff"
    assert keyed.browser().get("/_stcore/metrics").status_code == 404
    assert keyed.key_holder().get("/_stcore/metrics").status_code == 200
    assert keyed.browser().get("/_stcore/agent/openapi.json").status_code == 404


def test_a_reload_keeps_the_role_and_the_address_keeps_no_key(keyed, chromium):
    context = chromium.new_context(viewport={"width": 390, "height": 800}, locale="vi-VN")
    page = context.new_page()
    faults = []
    page.on("console", lambda message: "Content Security Policy" in message.text and faults.append(message.text))
    page.goto(f"{keyed.address}/start?key={KEY}")
    account = page.get_by_role("button", name=say("vi", "access_nameless"))
    account.wait_for()
    assert KEY not in page.url
    assert KEY not in page.evaluate("document.cookie + document.referrer + JSON.stringify(history.state)")
    page.reload()
    account.wait_for()
    assert not page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    account.click()
    page.get_by_role("button", name=LEAVE).click()
    page.get_by_text(say("vi", "access_how_key")).wait_for()
    page.reload()
    page.get_by_text(say("vi", "access_how_key")).wait_for()
    assert account.count() == 0
    assert faults == []
    context.close()
