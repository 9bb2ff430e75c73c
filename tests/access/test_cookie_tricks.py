"""No forged cookie gives a right, whatever was done to a true one; and the true one does, so that this can fail."""

import time

import pytest
from starlette.requests import HTTPConnection
from streamlit import config
from streamlit.runtime.secrets import secrets_singleton
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

from access import key, logins
from access.key import Gate
from access.roles import ADMIN, VIEWER
from ui import login

from . import cookie_tricks
from .conftest import KEY, ROLES, SECRET, auth

ORIGIN = "http://127.0.0.1:8501"


def _role(header):
    """The role of a request with this header Cookie, as the server reads it."""
    asking = HTTPConnection({"type": "http", "headers": [(b"cookie", header.encode("utf-8"))]})
    return login.visitor_of(asking.cookies).role


def _claims(**further):
    said = {"origin": ORIGIN, "is_logged_in": True, "provider": "default", "iss": "synthetic"}
    said |= {"sub": "binh", "aud": ["dashboard"], "iat": int(time.time())}
    return said | {"email": "binh@example.vn", "email_verified": True} | further


@pytest.fixture
def with_login(tmp_path):
    """This process has a login, whose cookies SECRET signs."""
    before, file = config.get_option("secrets.files"), tmp_path / "secrets.toml"
    file.write_text(auth(8501, "http://localhost:1") + ROLES, encoding="utf-8")
    config.set_option("secrets.files", [str(file)])
    secrets_singleton._reset()
    login._held = login.Secrets()
    login._files.cache_clear()
    yield
    config.set_option("secrets.files", before)
    secrets_singleton._reset()
    login._held = login.Secrets()
    login._files.cache_clear()


def test_no_forged_cookie_of_the_key_gives_a_right(monkeypatch):
    gate = Gate(KEY)
    monkeypatch.setattr(key, "gate", lambda: gate)
    token = gate.open(KEY, "here")
    forged = cookie_tricks.of_the_key(gate.cookie_name, token, KEY)
    assert _role(f"{gate.cookie_name}={token}") == ADMIN
    assert [what for what, header in forged if _role(header) != VIEWER] == []
    assert len(forged) >= 255
    gate.close({gate.cookie_name: token})
    assert _role(f"{gate.cookie_name}={token}") == VIEWER


def test_no_forged_cookie_of_a_login_gives_a_right(with_login):
    forged = cookie_tricks.of_a_login(SECRET, _claims())
    assert _role(f"{USER_COOKIE_NAME}={cookie_tricks.signed(SECRET, _claims())}") == ADMIN
    assert [what for what, header in forged if _role(header) != VIEWER] == []
    assert len(forged) >= 255


def test_a_login_that_was_signed_out_does_not_come_back_in_other_letters(with_login, folders):
    value = cookie_tricks.signed(SECRET, _claims())
    otherwise = cookie_tricks.written_otherwise(value)
    read = [_role(f"{USER_COOKIE_NAME}={each}") for each in otherwise]
    assert read.count(ADMIN) >= 5, "these are the same login"
    login.end({USER_COOKIE_NAME: value})
    assert (folders / logins.FILE).exists()
    assert {_role(f"{USER_COOKIE_NAME}={each}") for each in (value, *otherwise)} == {VIEWER}
    forged = cookie_tricks.of_a_login(SECRET, _claims(iat=int(time.time()) - 1, sub="dung", email="chi@example.vn"))
    assert {_role(header) for _, header in forged} == {VIEWER}
