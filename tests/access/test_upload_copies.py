"""Copies of files that analysts have handed in: for whom, for how long, how many."""

import asyncio
import os
import time

import pytest

from access import key, upload_copies
from access.roles import ADMIN
from tests.access.conftest import KEY
from ui import login

ID = "0b6f0a8e-3c0f-4b5e-9a55-51f2a3b1c9d0"


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    """Where the copies lie; not made yet."""
    monkeypatch.setenv("DTI_WAREHOUSE_DIR", str(tmp_path))
    return tmp_path / "handed_in"


def _age(folder, seconds):
    for copy in folder.iterdir():
        os.utime(copy, (time.time() - seconds,) * 2)


def test_a_copy_comes_back_with_its_name_and_every_byte_to_its_holder_alone():
    content = b"\n\x00a;b\r\n" * 3
    upload_copies.keep("an", ID, "số liệu\n2025.xlsx", content)
    assert upload_copies.take(["other", "an"], ID) == ("số liệu\n2025.xlsx", content)
    assert upload_copies.take(["binh"], ID) is None
    assert upload_copies.take([], ID) is None
    assert upload_copies.take(["an"], ID[:-1] + "1") is None


def test_only_this_account_reads_copies_and_their_names_tell_neither_holder_nor_file(folder):
    upload_copies.keep("an", ID, "dti.xlsx", b"x")
    [copy] = folder.iterdir()
    assert [place.stat().st_mode & 0o777 for place in (folder, copy)] == [0o700, 0o600]
    assert not any(told in copy.name for told in (ID, "dti", "an-"))


def test_an_id_that_is_a_path_stays_in_the_folder(folder, tmp_path):
    upload_copies.keep("../x", "../../y", "../z.csv", b"x")
    assert len(list(folder.iterdir())) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["handed_in"]
    assert upload_copies.take(["../x"], "../../y") == ("../z.csv", b"x")


def test_a_copy_goes_after_twelve_hours_and_is_not_given_before_it_is_gone(folder):
    upload_copies.keep("an", ID, "a.csv", b"x")
    _age(folder, upload_copies.KEPT_SECONDS - 60)
    upload_copies.sweep()
    assert upload_copies.take(["an"], ID)
    _age(folder, upload_copies.KEPT_SECONDS + 1)
    assert upload_copies.take(["an"], ID) is None
    upload_copies.sweep()
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("seconds", [upload_copies.KEPT_SECONDS + 1, -86400], ids=["old", "from tomorrow"])
def test_a_start_of_the_server_removes_old_copies_and_what_a_kill_left(folder, seconds):
    upload_copies.keep("an", ID, "a.csv", b"x")
    _age(folder, seconds)
    upload_copies.keep("an", "new", "b.csv", b"y")
    (folder / "half.file.building").write_bytes(b"half")

    async def start():
        async with upload_copies.lifespan(None):
            deadline = time.monotonic() + 10
            while len(list(folder.iterdir())) != 1 and time.monotonic() < deadline:
                await asyncio.sleep(0.01)

    asyncio.run(start())
    assert len(list(folder.iterdir())) == 1
    assert upload_copies.take(["an"], "new")


@pytest.mark.parametrize("limit", ["MOST_BYTES", "MOST_FILES"])
def test_the_disk_is_never_filled_and_the_log_says_that_there_was_no_room(folder, monkeypatch, caplog, limit):
    monkeypatch.setattr(upload_copies, "MOST_BYTES", 250 if limit == "MOST_BYTES" else 10**9)
    monkeypatch.setattr(upload_copies, "MOST_FILES", 2 if limit == "MOST_FILES" else 10**9)
    for number in range(5):
        upload_copies.keep("an", str(number), "a.csv", b"x" * 80)
    assert len(list(folder.iterdir())) == 2
    assert sum(copy.stat().st_size for copy in folder.iterdir()) <= 250
    assert upload_copies.take(["an"], "0")
    assert upload_copies.take(["an"], "4") is None
    assert "no room" in caplog.text


def test_a_disk_that_takes_no_copy_is_a_line_of_the_log(folder, caplog):
    folder.write_bytes(b"a file where the folder should be")
    upload_copies.keep("an", ID, "a.csv", b"x")
    assert upload_copies.take(["an"], ID) is None
    upload_copies.drop(["an"], ID)
    assert "no copy" in caplog.text


@pytest.mark.parametrize("damage", [b"", b"{", b'{"name"', b"[]\nx", b"\xff\xfe\nx"])
def test_a_damaged_copy_is_none(folder, damage, caplog):
    upload_copies.keep("an", ID, "a.csv", b"x")
    [copy] = folder.iterdir()
    copy.write_bytes(damage)
    assert upload_copies.take(["an"], ID) is None
    assert "does not read" in caplog.text


def test_copies_are_dropped_one_by_one_or_all_of_a_holder():
    for holder, file_id in (("an", "1"), ("an", "2"), ("an", "3"), ("binh", "1")):
        upload_copies.keep(holder, file_id, "a.csv", b"x")
    upload_copies.drop(["an"], "1")
    assert upload_copies.take(["an"], "1") is None
    assert upload_copies.take(["an"], "2")
    upload_copies.drop_all(["an", "nobody"])
    assert upload_copies.take(["an"], "2") is None
    assert upload_copies.take(["an"], "3") is None
    assert upload_copies.take(["binh"], "1")


def test_a_browser_is_known_again_under_the_next_key_by_the_cookie_of_the_former_one():
    former, current = key.Gate("F" * 43), key.Gate(KEY)
    jar = {former.cookie_name: former.open("F" * 43, "")}
    [handed_over] = former.holders(jar)
    jar[current.cookie_name] = current.open(KEY, "")
    assert current.visitor(jar).role == ADMIN
    assert current.holders(jar)[1:] == [handed_over]
    stranger = {current.cookie_name: current.open(KEY, ""), former.cookie_name: "guessed"}
    assert handed_over not in current.holders(stranger)
    assert current.holders({"other": "x"}) == []


def test_an_account_is_known_again_by_provider_and_subject_however_often_it_signs_in(monkeypatch):
    said = {}
    monkeypatch.setattr(login, "is_on", lambda: True)
    monkeypatch.setattr(login, "claims", lambda cookies: said)
    assert login.holders({}) == []
    said |= {"is_logged_in": True, "iss": "https://id.example", "sub": "an", "iat": 1}
    first = login.holders({})
    assert len(first) == 1
    said |= {"iat": 2}
    assert login.holders({}) == first
    said |= {"sub": "binh"}
    assert login.holders({}) != first
    said |= {"sub": "an", "iss": "https://other.example"}
    assert login.holders({}) != first
    said |= {"is_logged_in": False}
    assert login.holders({}) == []
