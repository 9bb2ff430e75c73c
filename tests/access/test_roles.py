"""Which role a login has, from the claims of a provider and the mapping of the secrets file."""

import json
import os

import pytest

from access import logins, roles
from warehouse import atomic_files

NOW = 1_800_000_000.0
AN = {"is_logged_in": True, "iss": "https://id", "sub": "7f3a", "iat": NOW - 60}
MAIL = {"email": "an@example.vn", "email_verified": True}
MAPPING = {"analyst": ["an@example.vn", "groups:dti"], "admin": ["sub:9b1c", "binh@example.vn"]}


def _role(claims, mapping=MAPPING, now=NOW):
    return roles.of_login(AN | claims, mapping, now).role


@pytest.mark.parametrize(
    ("claims", "role"),
    [
        ({}, "viewer"),
        (MAIL, "analyst"),
        (MAIL | {"email": "An@EXAMPLE.vn"}, "analyst"),
        (MAIL | {"email_verified": "true"}, "analyst"),
        (MAIL | {"email_verified": False}, "viewer"),
        (MAIL | {"email_verified": "false"}, "viewer"),
        ({"email": "an@example.vn"}, "viewer"),
        (MAIL | {"email": ["an@example.vn"]}, "viewer"),
        (MAIL | {"email": "bi\u212ah@example.vn"}, "viewer"),
        (MAIL | {"email": "chi@example.vn"}, "viewer"),
        ({"groups": ["staff", "dti"]}, "analyst"),
        ({"groups": "dti"}, "analyst"),
        ({"groups": "dti-readers"}, "viewer"),
        ({"groups": None}, "viewer"),
        ({"sub": "9b1c"}, "admin"),
        (MAIL | {"email": "binh@example.vn", "groups": ["dti"]}, "admin"),
        (MAIL | {"is_logged_in": False}, "viewer"),
        (MAIL | {"is_logged_in": "true"}, "viewer"),
    ],
)
def test_the_highest_role_whose_list_names_the_login(claims, role):
    assert _role(claims) == role


def test_an_address_is_only_ever_taken_from_a_verified_one():
    unverified = {"email": "an@example.vn", "email_verified": False}
    assert _role(unverified, {"admin": ["email:an@example.vn"]}) == "viewer"
    assert _role(MAIL, {"admin": ["email:an@example.vn"]}) == "admin"


@pytest.mark.parametrize("entry", ["", " ", "email:", "email: "])
def test_an_entry_left_blank_is_nobody(entry):
    assert _role({"sub": "x"}, {"admin": [entry]}) == "viewer"
    assert _role({"email": "", "email_verified": True}, {"admin": [entry]}) == "viewer"


def test_a_letter_that_folds_to_another_reaches_nobody():
    assert _role(MAIL | {"email": "\u212aim@example.vn"}, {"admin": ["kim@example.vn"]}) == "viewer"


@pytest.mark.parametrize("issued", [NOW - roles.LOGIN_SECONDS, NOW + roles.AHEAD_SECONDS, None, "yesterday"])
def test_an_old_login_and_one_without_a_time_may_only_read(issued):
    visitor = roles.of_login(AN | MAIL | {"iat": issued}, MAPPING, NOW)
    assert (visitor.role, visitor.who) == ("viewer", "an@example.vn")


@pytest.mark.parametrize(
    "mapping",
    [{}, {"analyst": "an@example.vn"}, {"analyst": None}, {"analyst": [None, 7]}, {"owner": ["an@example.vn"]}],
)
def test_a_mapping_that_is_not_one_gives_nobody_a_role(mapping):
    assert _role(MAIL, mapping) == "viewer"


def test_who_is_recorded_is_the_verified_address_else_the_subject():
    assert roles.of_login(AN | MAIL, MAPPING, NOW).who == "an@example.vn"
    assert roles.of_login(AN | MAIL | {"email_verified": False}, MAPPING, NOW).who == "7f3a"
    assert roles.of_login({}, MAPPING, NOW) == roles.Visitor("viewer", "anonymous")


def test_roles_are_ordered():
    ladder = [[roles.Visitor(role).may(needed) for needed in roles.ROLES] for role in roles.ROLES]
    assert ladder == [[True, False, False], [True, True, False], [True, True, True]]


ALONE = {"cookie_secret": "x" * 32, "redirect_uri": "https://dti.vn/oauth2callback"}
PROVIDER = {"client_id": "dti", "client_secret": "s", "server_metadata_url": "https://id.vn/openid"}
AUTH = ALONE | PROVIDER


@pytest.mark.parametrize(
    ("auth", "mapping", "faults"),
    [
        (AUTH, MAPPING, []),
        (AUTH, {}, []),
        (ALONE | {"a": PROVIDER, "b": PROVIDER, "client_kwargs": {"prompt": ""}}, MAPPING, []),
        (AUTH | {"cookie_secret": "x" * 31}, MAPPING, ["short_cookie_secret"]),
        ({}, MAPPING, ["short_cookie_secret", "auth_incomplete"]),
        (ALONE, MAPPING, ["auth_incomplete"]),
        (AUTH | {"redirect_uri": ""}, MAPPING, ["auth_incomplete"]),
        *[({**AUTH, missing: ""}, MAPPING, ["auth_incomplete"]) for missing in PROVIDER],
        (ALONE | {"a": PROVIDER, "b": {"client_id": "dti"}}, MAPPING, ["auth_incomplete"]),
        (AUTH, "an@example.vn", ["roles_unreadable"]),
        (AUTH, {"viewer": ["an@example.vn"]}, ["roles_unreadable"]),
        (AUTH, {"admin": "an@example.vn"}, ["roles_unreadable"]),
        (AUTH, {"admin": ["an"]}, ["roles_unreadable"]),
        (AUTH | {"cookie_secret": "x"}, {"admin": [1]}, ["short_cookie_secret", "roles_unreadable"]),
    ],
)
def test_what_forbids_starting_is_named(auth, mapping, faults):
    assert roles.faults(auth, mapping) == faults


def test_a_login_that_was_signed_out_is_ended_and_no_other():
    logins.end(AN | MAIL, NOW)
    assert logins.is_ended(AN | MAIL)
    assert not logins.is_ended(AN | MAIL | {"iat": NOW - 59})
    assert not logins.is_ended(AN | MAIL | {"sub": "9b1c"})
    logins.end(AN | {"sub": "later"}, NOW + roles.LOGIN_SECONDS)
    assert not logins.is_ended(AN | MAIL)  # too old to count anyway, so it is forgotten


def test_a_login_in_the_same_second_is_another_where_the_provider_repeats_our_nonce():
    logins.end(AN | {"nonce": "first"}, NOW)
    assert logins.is_ended(AN | {"nonce": "first"})
    assert not logins.is_ended(AN | {"nonce": "second"})


def test_a_login_ended_before_the_nonce_counted_stays_ended():
    logins.end(AN, NOW)  # written as it was then: without the nonce
    assert logins.is_ended(AN | {"nonce": "first"})


def _new_start():
    """Forget what a process knows besides its files."""
    logins._unwritten.clear()
    logins._read_last = (None, logins._Ended())


def test_an_ended_login_stays_ended_over_a_new_start_and_leaves_the_list_when_it_would_have_ended(folders):
    logins.end(AN, NOW)
    _new_start()
    assert logins.is_ended(AN)
    kept = (folders / logins.FILE).read_text(encoding="utf-8")
    assert AN["sub"] not in kept
    logins.end(AN | {"sub": "9b1c"}, NOW + 1)
    assert logins.is_ended(AN)
    logins.end(AN | {"iat": NOW + roles.LOGIN_SECONDS}, NOW + roles.LOGIN_SECONDS)
    assert len(json.loads((folders / logins.FILE).read_text(encoding="utf-8"))["ends"]) == 1


@pytest.mark.parametrize("damaged", [b"", b"{", b"null", b'{"ends": 7}', b"\xff\xfe", b"[]"])
def test_after_a_damage_to_the_list_all_logins_before_it_have_ended_and_later_ones_count(folders, damaged):
    logins.end(AN, NOW)
    (folders / logins.FILE).write_bytes(damaged)
    os.utime(folders / logins.FILE, (NOW, NOW))
    _new_start()
    for _ in range(2):
        assert logins.is_ended(AN | {"sub": "anybody"})
        assert not logins.is_ended(AN | {"iat": NOW + 1})
        logins.end({"iat": NOW + 2, "sub": "later"}, NOW + 2)  # the list is whole again and still knows it
    assert logins.is_ended({"iat": NOW + 2, "sub": "later"})


def test_where_the_disk_takes_nothing_the_login_has_ended_all_the_same(folders, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as disk:
        disk.setattr(atomic_files, "write", full)
        logins.end(AN, NOW)
    assert not (folders / logins.FILE).exists()
    assert logins.is_ended(AN)
    logins.end(AN | {"sub": "9b1c"}, NOW)  # the next one is written down together with it
    _new_start()
    assert logins.is_ended(AN)
