"""The secrets file, changed in every way a file can be while the server runs."""

import os
import shutil
import time

import pytest
from streamlit import config
from streamlit.runtime.secrets import secrets_singleton

from access.roles import VIEWER
from ui import login

from .conftest import ROLES, auth

WITH = auth(8501, "http://localhost:1") + ROLES
WITHOUT = WITH.replace("an@example.vn", "no@example.vn")  # as many bytes


@pytest.fixture
def file(tmp_path):
    """The secrets file of this process, with a login and its roles."""
    before = config.get_option("secrets.files")
    path = tmp_path / "secrets.toml"
    path.write_text(WITH, encoding="utf-8")
    config.set_option("secrets.files", [str(path)])
    secrets_singleton._reset()
    login._held = login.Secrets()
    login._files.cache_clear()
    assert _analysts() == ["an@example.vn", "groups:dti-analysts"]
    yield path
    config.set_option("secrets.files", before)
    secrets_singleton._reset()
    login._held = login.Secrets()
    login._files.cache_clear()


def _analysts():
    return login.current().mapping["analyst"]


def _rewrite(path, _):
    path.write_text(WITHOUT, encoding="utf-8")


def _rewrite_at_the_same_time(path, found):
    path.write_text(WITHOUT, encoding="utf-8")
    os.utime(path, ns=(found.st_atime_ns, found.st_mtime_ns))


def _replace_by_an_older_one(path, found):
    other = path.with_name("other")
    other.write_text(WITHOUT, encoding="utf-8")
    os.utime(other, (1_000_000_000, 1_000_000_000))
    os.replace(other, path)


def _replace_by_one_of_the_same_time_and_size(path, found):
    other = path.with_name("other")
    other.write_text(WITHOUT, encoding="utf-8")
    os.utime(other, ns=(found.st_atime_ns, found.st_mtime_ns))
    os.replace(other, path)


def _away_and_another_back(path, found):
    path.rename(path.with_name("away"))
    login.current()
    path.write_text(WITHOUT, encoding="utf-8")


def _point_elsewhere(path, found):
    other = path.with_name("elsewhere.toml")
    other.write_text(WITHOUT, encoding="utf-8")
    path.unlink()
    path.symlink_to(other)


@pytest.mark.parametrize(
    "change",
    [
        _rewrite,
        _rewrite_at_the_same_time,
        _replace_by_an_older_one,
        _replace_by_one_of_the_same_time_and_size,
        _away_and_another_back,
        _point_elsewhere,
    ],
)
def test_a_changed_file_is_in_force_at_the_next_question(file, change):
    change(file, file.stat())
    assert _analysts() == ["no@example.vn", "groups:dti-analysts"]
    assert secrets_singleton["roles"]["analyst"][0] == "no@example.vn"


def test_another_place_of_the_file_is_in_force_a_second_later(file, monkeypatch):
    other = file.with_name("other.toml")
    other.write_text(WITHOUT, encoding="utf-8")
    config.set_option("secrets.files", [str(other)])
    now = time.monotonic()
    monkeypatch.setattr(login.time, "monotonic", lambda: now + 1)
    assert _analysts() == ["no@example.vn", "groups:dti-analysts"]


def _folder(path):
    path.unlink()
    path.mkdir()
    (path / "x").touch()


@pytest.mark.parametrize(
    "damage",
    [
        lambda path: path.rename(path.with_name("away")),
        lambda path: path.write_text("[auth\n", encoding="utf-8"),
        lambda path: path.write_bytes(b""),
        lambda path: path.write_bytes(WITH.encode()[:20]),
        lambda path: path.write_bytes(b"\xff\xfe\x00"),
        lambda path: path.write_bytes(b"x=" + b"[" * 200_000),
        lambda path: path.write_text("[roles]\nadmin = ['an@example.vn']\n", encoding="utf-8"),
        lambda path: path.write_text('auth = "x"\n', encoding="utf-8"),
        _folder,
    ],
)
def test_while_a_login_is_configured_but_unreadable_nobody_is_more_than_a_reader(file, damage, monkeypatch, caplog):
    claims = {"is_logged_in": True, "email": "an@example.vn", "email_verified": True, "iat": time.time()}
    monkeypatch.setattr(login, "claims", lambda cookies: claims)
    assert login.visitor_of({}).role == "analyst"
    whole = file.with_name("whole")
    shutil.copy(file, whole)
    damage(file)
    for _ in range(2):
        assert login.faults() == (login.UNREADABLE,)
        assert login.is_on(), "no key opens anything meanwhile"
        assert login.visitor_of({}).role == VIEWER
        secrets_singleton.load_if_toml_exists()  # as at every connection: must not raise
    assert len([record for record in caplog.records if "secrets" in record.message]) == 1
    if file.is_dir():
        shutil.rmtree(file)
    os.replace(whole, file)
    assert login.faults() == ()
    assert login.visitor_of({}).role == "analyst"


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (WITH.replace("a secret of a test, long enough to sign with", "short"), "short_cookie_secret"),
        (WITH.replace("admin =", "owner ="), "roles_unreadable"),
    ],
)
def test_what_forbids_starting_gives_nobody_a_role_while_running(file, text, fault):
    file.write_text(text, encoding="utf-8")
    assert login.faults() == (fault,)
    assert login.visitor_of({}).role == VIEWER


def test_a_file_that_comes_while_the_key_is_used_ends_the_key(file):
    file.unlink()
    login._held = login.Secrets()
    assert not login.is_on()
    file.write_text("[auth\n", encoding="utf-8")
    assert login.is_on()
    file.write_text(WITH, encoding="utf-8")
    assert login.is_on()
    assert login.faults() == ()
