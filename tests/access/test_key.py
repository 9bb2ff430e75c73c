"""The key of a start and the sessions it opens, with a clock of the test's own."""

import pytest

from access import key
from access.key import Gate, TooManyAttempts, WrongKey
from warehouse import paths

KEY = "K" * 43


class Clock:
    """Seconds that pass when told to."""

    def __init__(self):
        self.now = 0.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def gate(clock):
    return Gate(KEY, clock)


def _shown(gate, token):
    return gate.visitor({gate.cookie_name: token})


def test_the_right_key_makes_an_administrator_whose_cookie_is_not_the_key(gate):
    token = gate.open(KEY, "here")
    assert KEY not in token
    assert _shown(gate, token).role == "admin"
    assert _shown(gate, token).who.startswith("key-")
    assert KEY not in _shown(gate, token).who
    assert token not in _shown(gate, token).who


def test_two_windows_opened_by_the_link_are_told_apart(gate):
    first, second = gate.open(KEY, "here"), gate.open(KEY, "there")
    assert first != second
    assert _shown(gate, first).who != _shown(gate, second).who


@pytest.mark.parametrize("token", ["", KEY, "0" * 64, "é", "x" * 5000])
def test_a_forged_cookie_is_a_reader_s(gate, token):
    gate.open(KEY, "here")
    assert _shown(gate, token) == key.Visitor("viewer", "anonymous")


@pytest.mark.parametrize("offered", ["", KEY[:-1], KEY + "K", KEY.lower(), "é" * 43])
def test_a_wrong_key_opens_nothing(gate, offered):
    with pytest.raises(WrongKey):
        gate.open(offered, "here")


@pytest.mark.parametrize("short", ["", "guess me"])
def test_without_a_key_worth_the_name_nothing_opens(short, clock):
    gate = Gate(short, clock)
    assert not gate.has_key
    with pytest.raises(WrongKey):
        gate.open(short, "here")


def test_the_key_is_compared_in_constant_time(gate, monkeypatch):
    compared = []
    digest = key.hmac.compare_digest
    monkeypatch.setattr(key.hmac, "compare_digest", lambda *pair: compared.append(pair) or digest(*pair))
    with pytest.raises(WrongKey):
        gate.open("K" * 42 + "x", "here")
    assert compared == [(b"K" * 42 + b"x", KEY.encode())]


def _named(gate, token, name):
    return gate.rename({gate.cookie_name: token}, name)


def test_whoever_acts_with_the_key_says_their_name_once_and_it_is_no_right(gate):
    token, other = gate.open(KEY, "here"), gate.open(KEY, "there")
    before = _shown(gate, token)
    assert before.is_unnamed
    assert _named(gate, token, "Nguyễn Văn An")
    shown = _shown(gate, token)
    assert shown.who == f"Nguyễn Văn An ({before.who})"
    assert (shown.role, shown.is_unnamed) == (before.role, False)
    assert gate.name({gate.cookie_name: token}) == "Nguyễn Văn An"
    assert _shown(gate, other).is_unnamed
    assert not _named(gate, "forged", "An")
    assert _shown(gate, "forged") == key.Visitor("viewer", "anonymous")


@pytest.mark.parametrize("offered", ["", "   ", "123", "\u202e\u200b", "…"])
def test_what_has_no_letter_is_no_name(gate, offered):
    token = gate.open(KEY, "here")
    assert not _named(gate, token, offered)
    assert _shown(gate, token).is_unnamed


@pytest.mark.parametrize(
    ("offered", "kept"),
    [
        (" Tr\u1ea7n\n Thị\tB ", "Trần Thị B"),
        ("An\u202e\u200b\x00\x1b[31m", "An[31m"),
        ("A\u0300\u0301\u0302\u0303n", "À\u0301n"),
        ("x" * 500, "x" * 80),
        ("A" + "\u0300" * 500, "À\u0300"),
        ("<b>An</b>", "<b>An</b>"),
    ],
)
def test_a_name_is_kept_as_one_line_of_what_a_screen_shows(offered, kept):
    assert key.clean_name(offered) == kept


def test_a_browser_that_opens_the_link_again_keeps_its_name_until_somebody_leaves(gate, clock):
    first = gate.open(KEY, "here")
    _named(gate, first, "An")
    again = gate.open(KEY, "here", {gate.cookie_name: first})
    assert _shown(gate, again).who.startswith("An (")
    gate.close({gate.cookie_name: again})
    assert _shown(gate, gate.open(KEY, "here", {gate.cookie_name: again})).is_unnamed
    clock.now = 12 * 3600
    assert _shown(gate, gate.open(KEY, "here", {gate.cookie_name: first})).is_unnamed


def test_a_cookie_of_another_key_is_known_for_what_it_is_and_opens_nothing(gate):
    former = Gate("L" * 43).cookie_name
    assert gate.is_former({former: "x"})
    assert not gate.is_former({gate.cookie_name: "x", "other": "y"})
    assert gate.visitor({former: "x"}) == key.Visitor("viewer", "anonymous")


def test_another_start_knows_no_session_of_the_one_before(gate, clock):
    token = gate.open(KEY, "here")
    assert _shown(Gate(KEY, clock), token).role == "viewer"
    assert Gate("L" * 43, clock).cookie_name != gate.cookie_name


def test_leaving_ends_this_session_only(gate):
    mine, other = gate.open(KEY, "here"), gate.open(KEY, "there")
    gate.close({gate.cookie_name: mine})
    assert _shown(gate, mine).role == "viewer"
    assert _shown(gate, other).role == "admin"


def test_a_session_lasts_twelve_hours(gate, clock):
    token = gate.open(KEY, "here")
    clock.now = 12 * 3600 - 1
    assert _shown(gate, token).role == "admin"
    clock.now += 1
    assert _shown(gate, token).role == "viewer"


def test_sessions_do_not_pile_up(gate):
    tokens = [gate.open(KEY, "here") for _ in range(key.SESSION_LIMIT + 1)]
    assert _shown(gate, tokens[0]).role == "viewer"
    assert all(_shown(gate, token).role == "admin" for token in tokens[1:])


def _guess(gate, client, times):
    for _ in range(times):
        with pytest.raises(WrongKey):
            gate.open("guess", client)


def test_one_client_has_few_attempts_and_the_right_key_opens_all_the_same(gate, clock):
    _guess(gate, "there", key.PER_CLIENT)
    with pytest.raises(TooManyAttempts):
        gate.open("guess", "there")
    assert gate.open(KEY, "there")
    _guess(gate, "here", 1)
    clock.now = key.WINDOW_SECONDS
    _guess(gate, "there", 1)


def test_all_clients_together_have_few_attempts_whatever_address_they_give(gate, clock):
    for number in range(key.OF_ALL):
        _guess(gate, f"10.0.0.{number}", 1)
    for client in ("10.0.1.1", "here"):
        with pytest.raises(TooManyAttempts):
            gate.open("guess", client)
        assert gate.open(KEY, client)
    clock.now = key.WINDOW_SECONDS
    _guess(gate, "here", 1)


def test_attempts_that_were_not_looked_at_do_not_lengthen_the_wait(gate, clock):
    _guess(gate, "there", key.PER_CLIENT)
    clock.now = key.WINDOW_SECONDS - 1
    with pytest.raises(TooManyAttempts):
        gate.open("guess", "there")
    clock.now += 1
    _guess(gate, "there", 1)


def test_opening_with_the_right_key_uses_no_attempt(gate):
    for _ in range(key.OF_ALL + 1):
        gate.open(KEY, "here")


def test_the_key_comes_by_a_file_and_stands_in_no_environment(monkeypatch, tmp_path):
    (tmp_path / "key").write_text(f"{KEY}\n", encoding="utf-8")
    monkeypatch.setenv("DTI_LOADING_KEY_FILE", str(tmp_path / "key"))
    key.gate.cache_clear()
    assert key.gate().open(KEY, "here")
    assert paths.take_loading_key() == ""


def test_a_file_of_the_key_that_cannot_be_read_opens_nothing(monkeypatch, tmp_path):
    monkeypatch.setenv("DTI_LOADING_KEY_FILE", str(tmp_path / "no_file"))
    key.gate.cache_clear()
    assert not key.gate().has_key


def test_a_key_in_the_environment_forbids_starting_and_does_not_stay_there(monkeypatch):
    monkeypatch.setenv("DTI_LOADING_KEY", KEY)
    assert key.faults() == ["key_in_environment"]
    assert key.faults() == []


def test_one_person_behind_the_link_is_one_name_however_often_their_browser_opens_it(gate):
    first = gate.open(KEY, "here")
    again = gate.open(KEY, "here", {gate.cookie_name: first})
    assert _shown(gate, first).who == _shown(gate, again).who
    _named(gate, first, "An")
    assert _shown(gate, first).who == _shown(gate, again).who
    _named(gate, again, "Bình")
    assert _shown(gate, first).who == _shown(gate, again).who
    assert _shown(gate, first).who.startswith("Bình (key-")


def test_a_renewed_key_ends_every_session_but_that_of_who_renewed_it(gate, clock):
    mine, other = gate.open(KEY, "here"), gate.open(KEY, "there")
    before = _shown(gate, mine)
    new = gate.renew({gate.cookie_name: mine})
    assert len(new) == len(KEY)
    assert _shown(gate, mine) == before
    assert _shown(gate, other) == key.Visitor("viewer", "anonymous")
    with pytest.raises(WrongKey):
        gate.open(KEY, "here")
    assert _shown(gate, gate.open(new, "there")).role == "admin"
    clock.now = 12 * 3600
    assert _shown(gate, mine).role == "viewer"


def test_nobody_renews_the_key_without_a_session(gate):
    for cookies in ({}, {gate.cookie_name: "forged"}):
        with pytest.raises(WrongKey):
            gate.renew(cookies)
    assert gate.open(KEY, "here")
