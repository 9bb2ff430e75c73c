"""The files of a lake in an S3 store instead of a folder."""

from functools import partial

import pytest

from tests.lake.broken_store import way
from tests.lake.conftest import A_VALUE, Site, changed_build, give_build
from tests.lake.store import started, write_secrets
from warehouse import builds
from warehouse.errors import LakeFailed


@pytest.fixture
def store(monkeypatch, tmp_path):
    """An S3 store of the test's own, and the file of secrets that opens it; the way there."""
    secrets = tmp_path / "secrets.toml"
    monkeypatch.setenv("DTI_LAKE_SECRETS", str(secrets))
    with started() as port, way(port) as made:
        write_secrets(secrets, made.port)
        yield made


def test_a_store_does_what_a_folder_does_and_its_faults_are_told(postgres, warehouse, tmp_path, monkeypatch, store):
    site = Site(postgres, postgres.database(), "s3://lake/dti", tmp_path, monkeypatch)
    publisher, reader = site.server("publisher"), site.server("reader")
    first = give_build(warehouse, publisher)
    assert publisher.publish(first)["n"] == 1
    assert reader.sync()["build_id"] == first == reader.current

    further = changed_build(publisher, first, A_VALUE.format(value="0.2222"))
    late = site.server("reader")
    publish = partial(publisher.publish, further)
    both = (late.sync, publish)
    for fault, spared, tried in (
        ("refused", 0, both), ("refused", 20, (late.sync,)), ("cut", 0, both), ("cut", 20, (late.sync,)),
        ("full", 0, (publish,)), ("full", 2, (publish,)),
    ):  # fmt: skip
        for act in tried:
            store.spoil(fault, spared)
            with pytest.raises(LakeFailed) as told:
                act()
            assert told.value.reason == "files", (fault, spared)
            assert (publisher.current, late.current) == (first, ""), (fault, spared)
    store.spoil("")
    publisher.publish(further)
    for server in (reader, late):
        server.sync()
        assert builds.require_whole(server.warehouse, further).build_id == server.current
