"""Two OpenID providers that are not ours, in what goes well and what goes wrong between them and a running server."""

import base64
import json
import time
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from joserfc import jwt
from joserfc.jwk import KeySet, RSAKey
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME
from werkzeug.wrappers import Response

from access.sign_in import FAILED, REASONS
from text.catalogue import LANGUAGES, say

from .providers import CLIENT, Canaille, Mock
from .window import XSRF, Window

ANALYSTS = {"load", "history"}
ADMINS = {"audit"}
SIGN_IN, SIGN_OUT = say("vi", "access_sign_in"), say("vi", "access_sign_out")
HOURS = 3600


@pytest.fixture(scope="module", params=[Mock, Canaille], ids=["oidc-provider-mock", "canaille"])
def site(request, open_login_site):
    """A running server with the login of one of the providers."""
    with open_login_site(request.param) as running:
        yield running


@pytest.fixture
def provider(site):
    """The provider of the server, whole again afterwards."""
    yield site.provider
    site.provider.alter = None
    if site.provider._server is None:
        site.provider.start()


def _seen(browser, asked=""):
    """What a new window of this browser shows, and the status of a file handed in there."""
    with Window(browser) as window:
        return window.run(asked=asked), window.upload(b"x")


def _listed(seen):
    return seen.pages.keys() & (ANALYSTS | ADMINS)


def _is_told(site, browser, answer, reason):
    """Whether the browser is sent to the start page, which says the reason in both languages and offers to sign in."""
    assert answer.status_code == 302
    home = urlsplit(str(answer.url.join(answer.headers["location"])))
    assert (home.netloc, home.path) == (urlsplit(site.address).netloc, "/")
    assert parse_qs(home.query) == {FAILED: [reason]}
    with Window(browser) as window:
        for language in LANGUAGES:
            seen = window.run(asked=f"{home.query}&lang={language}")
            assert say(language, f"access_sign_in_{reason}") in seen.texts
            assert say(language, "access_sign_in") in seen.buttons
            assert _listed(seen) == set()
        return window.upload(b"x") == 403


@pytest.mark.parametrize(
    ("name", "pages"),
    [
        pytest.param("an", ANALYSTS, id="by a verified address"),
        pytest.param("binh", ANALYSTS | ADMINS, id="an admin by a verified address"),
        pytest.param("giang", ANALYSTS, id="by a group, without an address"),
        pytest.param("ha", ANALYSTS | ADMINS, id="by the subject"),
        pytest.param("khanh", ANALYSTS | ADMINS, id="of two roles the higher"),
        pytest.param("minh", ANALYSTS, id="by one of 201 groups"),
        pytest.param("chi", set(), id="no role"),
        pytest.param("dung", set(), id="an analyst's address, not verified"),
        pytest.param("long", set(), id="no address at all"),
    ],
)
def test_a_login_has_the_pages_and_the_uploads_of_its_role(site, name, pages):
    with Window(site.signed_in(name)) as window:
        seen = window.run()
        assert _listed(seen) == pages
        assert SIGN_OUT in seen.buttons
        assert not any(say("vi", f"access_sign_in_{reason}") in seen.texts for reason in REASONS)
        assert window.upload(b"x") == (204 if pages else 403)
        assert window.run("audit").not_found == (not pages & ADMINS)


def test_who_refuses_at_the_provider_is_told_so_in_the_language_they_left(site, provider):
    browser = site.browser()
    at = site.at_provider(browser, Referer=f"{site.address}/profile?lang=en")
    back = provider.deny(at, "an")
    assert "error=access_denied" in back
    answer = browser.get(back)
    assert answer.headers["location"] == "./?lang=en&sign_in=denied"
    assert say("en", "access_sign_in_denied") in _seen(browser, asked="lang=en&sign_in=denied")[0].texts
    again = provider.accept(site.at_provider(browser), "an")
    assert browser.get(again).headers["location"] == "/"
    seen, _ = _seen(browser, asked=f"{FAILED}=denied")
    assert _listed(seen) == ANALYSTS
    assert say("vi", "access_sign_in_denied") not in seen.texts


def test_who_signs_in_on_an_english_page_comes_back_to_an_english_one(site, provider):
    browser = site.browser()
    at = site.at_provider(browser, Referer=f"{site.address}/?lang=en")
    assert browser.get(provider.accept(at, "an")).headers["location"] == "./?lang=en"
    assert _listed(_seen(browser)[0]) == ANALYSTS


def test_a_return_that_this_browser_did_not_ask_for_signs_nobody_in(site, provider):
    browser, other = site.browser(), site.browser()
    back = provider.accept(site.at_provider(browser), "binh")
    assert _is_told(site, other, other.get(back), "invalid")
    wrong = back.replace("state=", "state=x")
    assert _is_told(site, browser, browser.get(wrong), "invalid")
    assert USER_COOKIE_NAME not in {*browser.cookies, *other.cookies}
    assert browser.get(back).headers["location"] == "/", "and the right one still does"


def test_a_return_used_twice_signs_in_once(site, provider):
    browser = site.browser()
    back = provider.accept(site.at_provider(browser), "an")
    before = {name: value for name, value in browser.cookies.items() if name != XSRF}
    browser.get(back)
    assert browser.get(back).headers["location"] == f"./?{FAILED}=invalid"
    seen, upload = _seen(browser, asked=f"{FAILED}=invalid")
    assert (_listed(seen), upload) == (ANALYSTS, 204), "who is signed in stays so"
    assert say("vi", "access_sign_in_invalid") not in seen.texts
    thief = site.browser(**before)  # as somebody with a copy of all that the browser had
    assert _is_told(site, thief, thief.get(back), "invalid")


def test_an_error_of_the_provider_is_a_sentence_and_its_words_are_not_shown(site, provider):
    browser = site.browser()
    told = {"error": "server_error", "error_description": "<b>pay here</b>\nforged line", "state": "x"}
    answer = browser.get(f"/oauth2callback?{urlencode(told)}")
    assert "pay" not in answer.headers["location"]
    assert _is_told(site, browser, answer, "invalid")


def _forger(provider, is_known=True, algorithm="RS256", **changes):
    """Alter the provider so that it gives tokens with other claims; of a key that it shows or of another."""
    addresses = provider.addresses()
    key = RSAKey.generate_key(2048, auto_kid=True)
    paths = {name: urlsplit(addresses[name]).path for name in ("token_endpoint", "jwks_uri")}

    def alter(request, answer):
        if request.path == paths["jwks_uri"] and is_known:
            return Response(json.dumps(KeySet([key]).as_dict()), mimetype="application/json")
        if request.path == paths["token_endpoint"]:
            said = json.loads(answer.data)
            head, claims, _ = said["id_token"].split(".")
            claims = json.loads(base64.urlsafe_b64decode(claims + "==")) | {"at_hash": None} | changes
            claims = {name: value for name, value in claims.items() if value is not None}
            if algorithm == "none":
                head, claims = (
                    base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=").decode()
                    for part in ({"alg": "none"}, claims)
                )
                said["id_token"] = f"{head}.{claims}."
            else:
                said["id_token"] = jwt.encode({"alg": algorithm, "kid": key.kid}, claims, key)
            return Response(json.dumps(said), mimetype="application/json")
        return answer

    provider.alter = alter


def test_a_token_of_another_key_that_the_provider_shows_is_good(site, provider):
    _forger(provider)
    assert _listed(_seen(site.signed_in("an"))[0]) == ANALYSTS  # so it is the changes below that are refused


@pytest.mark.parametrize(
    "wrong",
    [
        pytest.param({"is_known": False}, id="signed by another key"),
        pytest.param({"algorithm": "none"}, id="not signed"),
        pytest.param({"nonce": "of another sign-in"}, id="nonce of another sign-in"),
        pytest.param({"aud": ["another"]}, id="for another client"),
        pytest.param({"aud": "another", "azp": CLIENT}, id="for another client, asked for by this one"),
        pytest.param({"aud": []}, id="for nobody"),
        pytest.param({"iss": "https://elsewhere.example"}, id="of another provider"),
        pytest.param({"exp": 1}, id="expired"),
        pytest.param({"sub": None}, id="of nobody"),
    ],
)
def test_a_token_that_is_not_the_providers_for_us_and_now_signs_nobody_in(site, provider, wrong):
    _forger(provider, **wrong)
    browser = site.browser()
    answer = browser.get(provider.accept(site.at_provider(browser), "binh"))
    assert answer.headers["location"] == f"./?{FAILED}=invalid"
    assert not [name for name in browser.cookies if name.startswith(USER_COOKIE_NAME)]


def test_a_login_older_than_twelve_hours_reads_only_and_is_told_so(site, provider):
    now = int(time.time())
    _forger(provider, iat=now - 12 * HOURS - 60, exp=now + HOURS)
    seen, upload = _seen(site.signed_in("binh"))
    assert (_listed(seen), upload) == (set(), 403)
    assert any(say("vi", "access_login_old") in text for text in seen.texts)
    _forger(provider, iat=now - 12 * HOURS + 600, exp=now + HOURS)
    assert _seen(site.signed_in("binh"))[1] == 204


def test_signing_out_ends_the_login_here_and_at_the_provider(site, provider):
    browser = site.signed_in("binh")
    old = {name: value for name, value in browser.cookies.items() if name.startswith(USER_COOKIE_NAME)}
    answer = browser.get("/auth/logout")
    assert answer.headers["location"].startswith(provider.addresses()["end_session_endpoint"])
    asked = parse_qs(urlsplit(answer.headers["location"]).query)
    assert asked["post_logout_redirect_uri"] == [f"{site.address}/oauth2callback"]
    assert asked["id_token_hint"]
    assert USER_COOKIE_NAME not in browser.cookies
    home = browser.get("/oauth2callback")
    assert home.headers["location"] == "/", "coming back from there is no failed sign-in"
    seen, upload = _seen(site.browser(**old))  # the browser's Back, or a copy of the cookie
    assert (_listed(seen), upload) == (set(), 403)


def test_a_role_taken_away_here_is_gone_at_once_and_one_at_the_provider_by_the_next_sign_in(site, provider):
    first = site.signed_in("an")
    original = site.secrets.read_text(encoding="utf-8")
    with Window(first) as window:
        assert _listed(window.run()) == ANALYSTS
        site.secrets.write_text(original.replace("an@example.vn", "no@example.vn"), encoding="utf-8")
        assert (_listed(window.run()), window.upload(b"x")) == (set(), 403)
        site.secrets.write_text(original, encoding="utf-8")
        assert (_listed(window.run()), window.upload(b"x")) == (ANALYSTS, 204)


def test_an_account_closed_at_the_provider_signs_in_no_more_and_ends_within_the_twelve_hours(site, provider):
    still, leaving = site.signed_in("khanh"), site.browser()
    back = provider.accept(site.at_provider(leaving), "khanh")
    provider.close_account("khanh")
    assert _is_told(site, leaving, leaving.get(back), "invalid")
    assert _seen(still)[1] == 204, "nobody tells us; an entry taken out of [roles] ends it at once"
    anew = site.browser()
    if back := provider.accept(site.at_provider(anew), "khanh"):  # one of the two takes them for somebody new
        anew.get(back)
    assert _seen(anew)[1] == 403


def test_a_provider_that_is_away_is_a_sentence_and_a_line_of_the_log_and_the_pages_stay(site, provider):
    signed_in, browser = site.signed_in("an"), site.browser()
    back = provider.accept(site.at_provider(browser), "an")
    button = site.button(browser)
    provider.stop()
    answer = browser.get(button)
    assert "Authentication error" not in answer.text
    assert answer.headers["location"] == f"../?{FAILED}=away"
    assert _is_told(site, browser, answer, "away")
    assert _is_told(site, browser, browser.get(back), "invalid")
    assert "signing in did not succeed: the provider does not answer" in site.log.read_text(encoding="utf-8")
    assert _seen(signed_in)[1] == 204, "who is signed in does not notice"
    left = signed_in.get("/auth/logout")
    assert left.headers["location"] == "/"
    assert _seen(signed_in)[1] == 403
    provider.start()
    assert _listed(_seen(site.signed_in("an"))[0]) == ANALYSTS


def test_two_logins_of_one_second_are_two_and_signing_out_of_one_leaves_the_other(site, provider):
    _forger(provider, iat=int(time.time()))
    left, other = site.signed_in("an"), site.signed_in("an")
    left.get("/auth/logout")
    assert _seen(left)[1] == 403
    assert _listed(_seen(other)[0]) == ANALYSTS


def test_keys_that_the_provider_renews_end_no_login_and_forbid_none(site, provider):
    before = site.signed_in("an")
    provider.rotate()
    assert _seen(before)[1] == 204
    assert _seen(site.signed_in("an"))[1] == 204


@pytest.mark.parametrize(
    "broken",
    [
        pytest.param(Response("<h1>Bad gateway</h1>", 502, mimetype="text/html"), id="an error page"),
        pytest.param(Response("<h1>Welcome</h1>", 200, mimetype="text/html"), id="a page"),
        pytest.param(Response("[]", mimetype="application/json"), id="a list"),
        pytest.param(Response("{}", mimetype="application/json"), id="nothing"),
        pytest.param(Response(b'{"issuer": "ht', mimetype="application/json"), id="half"),
        pytest.param(Response("", 302, {"Location": "http://localhost:1/"}), id="elsewhere"),
    ],
)
def test_a_broken_discovery_document_is_the_provider_being_away(site, provider, broken):
    browser = site.browser()
    button = site.button(browser)
    provider.alter = lambda request, answer: broken if "well-known" in request.path else answer
    answer = browser.get(button)
    assert (answer.status_code, answer.headers["location"]) == (302, f"../?{FAILED}=away")


def test_signing_in_and_out_in_a_real_browser(site, provider, chromium):
    context = chromium.new_context(viewport={"width": 1366, "height": 900}, locale="vi-VN")
    page = context.new_page()
    faults = []
    page.on("console", lambda message: "Content Security Policy" in message.text and faults.append(message.text))
    menu = page.get_by_test_id("stTopNavSection").filter(has_text=say("vi", "menu_data"))
    links = page.get_by_test_id("stTopNavDropdownLink")
    page.goto(site.address)
    page.get_by_role("button", name=SIGN_IN).click()
    provider.visit(page, "binh")
    page.get_by_role("button", name=SIGN_OUT).wait_for()
    page.reload()
    page.get_by_role("button", name=SIGN_OUT).wait_for()
    menu.click()
    links.filter(has_text=say("vi", "audit_title")).wait_for()
    page.keyboard.press("Escape")
    page.get_by_text("binh@example").wait_for()
    page.get_by_role("button", name=SIGN_OUT).click()
    provider.leave(page)
    page.get_by_role("button", name=SIGN_IN).wait_for()
    menu.click()
    links.filter(has_text=say("vi", "reconciliation_title")).wait_for()
    assert links.filter(has_text=say("vi", "audit_title")).count() == 0
    page.keyboard.press("Escape")
    provider.stop()
    page.get_by_role("button", name=SIGN_IN).click()
    page.get_by_text(say("vi", "access_sign_in_away")).wait_for()
    page.wait_for_url(lambda url: FAILED not in url)
    assert faults == []
    context.close()
