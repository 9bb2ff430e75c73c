"""A server with a login: roles come from a local OpenID provider's claims and the mapping of the secrets file."""

import json
import os
import subprocess
import sys
import time

import pytest
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

from tests.serving import free_port
from text.catalogue import say
from warehouse.paths import ROOT

from .conftest import KEY, ROLES, SECRET, auth
from .window import Window

ANALYSTS = {"load", "history"}
ADMINS = {"audit"}
SIGN_IN = say("vi", "access_sign_in")
SIGN_OUT = say("vi", "access_sign_out")


def _cookie(address: str, secret: str = SECRET, **claims: object) -> dict[str, str]:
    """The cookie of a login as Streamlit writes it at this address, issued now unless the claims say else."""
    known = {"origin": address, "is_logged_in": True, "provider": "default", "aud": "dashboard"}
    known["iat"] = int(time.time())
    return {USER_COOKIE_NAME: create_signed_value(secret, USER_COOKIE_NAME, json.dumps(known | claims)).decode()}


def _listed(seen) -> set[str]:
    return seen.pages.keys() & (ANALYSTS | ADMINS)


def _ticket(browser):
    """What a waiting window of this browser would be given to go on by."""
    return browser.get("/again", headers={"X-Again": "1"}).json()["ticket"]


def test_who_is_not_signed_in_reads_and_the_key_opens_nothing(login_site):
    browser = login_site.key_holder(KEY)
    with Window(browser) as window:
        assert _listed(window.run()) == set()
        assert SIGN_IN in window.seen.buttons
        assert window.upload(b"x") == 403
    assert browser.get("/ready").json()["loading"] == "login"


@pytest.mark.parametrize(
    ("secret", "changes"),
    [
        ("another secret, as long as the one of the server", {}),
        (SECRET, {"origin": "http://elsewhere.example"}),
        (SECRET, {"iat": 1}),
        (SECRET, {"aud": []}),
        (SECRET, {"aud": ["another"]}),
        (SECRET, {"email_verified": False}),
    ],
)
def test_a_forged_or_foreign_or_old_cookie_gives_no_role(login_site, secret, changes):
    claims = {"sub": "binh", "email": "binh@example.vn", "email_verified": True}
    with Window(login_site.browser(**_cookie(login_site.address, **claims))) as window:
        window.run()
        assert window.upload(b"x") == 204  # so it is the change that is refused
    with Window(login_site.browser(**_cookie(login_site.address, secret, **claims | changes))) as window:
        assert _listed(window.run()) == set()
        assert window.upload(b"x") == 403


def test_signing_out_ends_every_window_and_the_cookie_itself(login_site):
    browser = login_site.signed_in("binh")
    assert _ticket(browser)
    with Window(browser) as window, Window(browser) as other:
        window.run()
        other.run("audit")
        assert window.press(SIGN_OUT).redirect == "/auth/logout"
        assert say("vi", "again_by_login") in other.run("audit").texts
        assert any(text.startswith("Việc này cần quyền quản trị") for text in other.seen.texts)
        assert other.upload(b"x") == 403
    assert not _ticket(browser), "no window goes on by a login that was signed out"
    assert not _ticket(login_site.signed_in("chi")), "nor by one without a right"
    with Window(browser) as stolen:  # the cookie is still in this jar: the browser never followed the address
        assert _listed(stolen.run()) == set()
    with Window(login_site.signed_in("giang")) as another:
        assert _listed(another.run()) == ANALYSTS


@pytest.fixture
def secrets_file(login_site):
    """The secrets file of the running server, put back afterwards."""
    original = login_site.secrets.read_text(encoding="utf-8")
    yield login_site.secrets
    login_site.secrets.write_text(original, encoding="utf-8")


def test_a_role_taken_away_in_the_file_is_gone_from_open_windows_whatever_its_time(login_site, secrets_file):
    without = secrets_file.read_text(encoding="utf-8").replace("an@example.vn", "no@example.vn")
    with Window(login_site.signed_in("an")) as window:
        assert _listed(window.run()) == ANALYSTS
        other = secrets_file.with_name("other")
        other.write_text(without, encoding="utf-8")
        os.utime(other, (1_000_000_000, 1_000_000_000))
        os.replace(other, secrets_file)
        assert _listed(window.run()) == set()
        assert window.upload(b"x") == 403


def test_while_the_file_is_away_nobody_is_more_than_a_reader_and_everybody_is_told(login_site, secrets_file):
    browser, away = login_site.signed_in("binh"), secrets_file.with_name("away")
    with Window(browser) as window, Window(login_site.key_holder()) as reader:
        assert _listed(window.run()) == ANALYSTS | ADMINS
        secrets_file.rename(away)
        assert _listed(window.run()) == set()
        assert any(say("vi", "access_secrets_unreadable") in text for text in window.seen.texts)
        assert window.upload(b"x") == 403
        assert SIGN_IN not in reader.run().buttons
        assert browser.get("/ready").json() == {
            "build_id": None, "loading": "nobody", "faults": ["secrets_unreadable"]
        }  # fmt: skip
        assert login_site.browser().get("/start", params={"key": KEY}).status_code == 404
        away.rename(secrets_file)
        assert browser.get("/ready").json()["loading"] == "login"
        assert _listed(window.run()) == ANALYSTS | ADMINS


def test_another_cookie_secret_ends_the_windows_that_are_open(login_site, secrets_file):
    with Window(login_site.signed_in("binh")) as window:
        assert _listed(window.run()) == ANALYSTS | ADMINS
        text = secrets_file.read_text(encoding="utf-8")
        secrets_file.write_text(text.replace(SECRET, SECRET[::-1]), encoding="utf-8")
        assert _listed(window.run()) == set()
        assert window.upload(b"x") == 403


def test_the_address_of_signing_out_alone_ends_the_login(login_site):
    browser = login_site.signed_in("an")
    stolen_cookie = {USER_COOKIE_NAME: browser.cookies[USER_COOKIE_NAME]}
    with Window(browser) as window:
        window.run()
        assert browser.get("/auth/logout").status_code == 302
        assert _listed(window.run()) == set()
    with Window(login_site.browser(**stolen_cookie)) as stolen:
        assert _listed(stolen.run()) == set()
        assert stolen.upload(b"x") == 403


def test_who_signed_out_stays_out_after_a_new_start(open_site, tmp_path):
    port, loaded, file = free_port(), tmp_path / "loaded", tmp_path / "secrets.toml"
    file.write_text(auth(port, "http://127.0.0.1:1") + ROLES, encoding="utf-8")
    left, stayed = (_cookie(f"http://127.0.0.1:{port}", groups=["dti-analysts"], sub=name) for name in ("an", "chi"))
    with open_site(f"--secrets.files={file}", port=port, loaded=loaded) as site, Window(site.browser(**left)) as window:
        window.run()
        assert window.upload(b"x") == 204
        window.press(SIGN_OUT)
        assert window.upload(b"x") == 403
    with open_site(f"--secrets.files={file}", port=port, loaded=loaded) as anew:
        for jar, status in ((left, 403), (stayed, 204)):
            with Window(anew.browser(**jar)) as window:
                window.run()
                assert window.upload(b"x") == status


@pytest.mark.parametrize(
    ("secrets", "fault"),
    [
        (auth(8501, "http://localhost:1", secret="short") + ROLES, "short_cookie_secret"),
        (auth(8501, "http://localhost:1") + "[roles]\nowner = ['an@example.vn']\n", "roles_unreadable"),
        ("[auth\n", "secrets_unreadable"),
    ],
)
def test_the_server_does_not_start_with_unsafe_secrets_and_says_why(tmp_path, secrets, fault):
    file = tmp_path / "secrets.toml"
    file.write_text(secrets, encoding="utf-8")
    command = [sys.executable, "-X", "utf8", "-m", "streamlit", "run", "serve.py", f"--secrets.files={file}"]
    done = subprocess.run([*command, "--server.port=0"], cwd=ROOT, capture_output=True, timeout=120, check=False)
    assert done.returncode == 1
    told = done.stderr.decode("utf-8")
    assert say("vi", f"fault_{fault}") in told
    assert say("en", f"fault_{fault}") in told
    assert "Traceback" not in told
