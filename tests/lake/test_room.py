"""No room is left for the catalogue, the files or a server's own: each act says so, and works once there is."""

import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

import pytest

from tests.lake.conftest import shared_on
from tests.warehouse.full_disk import mounted
from text.catalogue import LANGUAGES
from text.errors import sentence
from warehouse import builds, publications
from warehouse.errors import BuildFailed, LakeFailed
from warehouse.lake import acts

REASON = "mounting a small disk needs root"
ENDS_WITHIN = 60


@contextmanager
def filled(disk: Path, left: int = 0) -> Iterator[None]:
    """Only so many kilobytes are left on a disk."""
    spare, ballast = disk / "spare", disk / "ballast"
    spare.write_bytes(bytes(left * 1024))
    with suppress(OSError), ballast.open("wb", buffering=0) as file:
        while file.write(bytes(4096)):
            pass
    spare.unlink()
    try:
        yield
    finally:
        ballast.unlink()


def refused(act) -> LakeFailed | BuildFailed:
    """How an act is refused, in a sentence of each language and soon."""
    began = time.monotonic()
    with pytest.raises((LakeFailed, BuildFailed)) as told:
        act()
    assert time.monotonic() - began < ENDS_WITHIN
    for language in LANGUAGES:
        assert sentence(language, type(told.value).__name__, vars(told.value))
    return told.value


def test_without_room_for_the_catalogue_nothing_is_published_and_servers_read_on(
    model, postgres, tmp_path, monkeypatch
):
    with postgres.small_disk(64 * 1024) as disk:
        if disk is None:
            pytest.skip(REASON)
        shared = shared_on(postgres.database(model.database, "-D", "small"), model, postgres, tmp_path, monkeypatch)
        further, late = shared.further(), shared.site.server("reader")
        with filled(disk):  # PostgreSQL lets nobody in whom it did not know before
            assert refused(late.sync).reason == "catalog"
        shared.reader.sync()
        for left in (0, 16):
            with filled(disk, left):
                fault = refused(lambda: shared.publisher.publish(further))
                assert (fault.reason, "No space left" in fault.detail) == ("catalog", True)
                assert len(fault.detail) < 400  # not the pages that PostgreSQL was asked
                assert shared.publisher.current == shared.build_id
                assert len(publications.read(shared.publisher.warehouse)) == 1
                shared.reader.sync()
                assert shared.reader.current == shared.build_id
        shared.publisher.publish(further)
        acts.prune(given_up="0 seconds", orphaned="0 seconds")
        for server in (shared.reader, late):
            server.sync()
            assert server.current == further


def test_without_room_for_the_files_nothing_is_published(model, postgres, tmp_path, monkeypatch):
    with mounted(tmp_path / "files", 64 * 1024) as is_mounted:
        if not is_mounted:
            pytest.skip(REASON)
        shared = shared_on(postgres.database(model.database), model, postgres, tmp_path, monkeypatch)
        further = shared.further()
        with filled(tmp_path / "files", left=200):
            assert refused(lambda: shared.publisher.publish(further)).reason == "files"
            assert shared.publisher.current == shared.build_id
        shared.publisher.publish(further)
        shared.reader.sync()
        assert shared.reader.current == further


def test_without_room_of_its_own_a_server_takes_over_nothing_and_says_that_its_disk_is_full(shared):
    own = shared.site.root / "own"
    with mounted(own, 64 * 1024) as is_mounted:
        if not is_mounted:
            pytest.skip(REASON)
        late = replace(shared.reader, warehouse=own)
        for left in (0, 5000):
            with filled(own, left):
                fault = refused(late.sync)
                assert (type(fault), fault.reason) == (BuildFailed, "no_space"), left
                assert (late.current, builds.leftovers(late.warehouse)) == ("", []), left
        late.sync()
        assert late.current == shared.build_id
