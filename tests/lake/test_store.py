"""The files of a lake in an S3 store instead of a folder."""

import os
import urllib.request

import pytest

from tests.lake.conftest import Site, give_build
from warehouse.errors import LakeFailed


@pytest.fixture
def store(monkeypatch, tmp_path):
    """An S3 store of the test's own with one bucket, and the file of secrets that opens it; its port."""
    try:
        from moto.server import ThreadedMotoServer
    except ImportError:
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)("no S3 store as a package for this machine")
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    _, port = server.get_host_and_port()
    urllib.request.urlopen(urllib.request.Request(f"http://127.0.0.1:{port}/lake", method="PUT"), timeout=10)
    secrets = tmp_path / "secrets.toml"
    secrets.write_text(
        f'key_id = "key"\nsecret = "word"\nregion = "us-east-1"\nendpoint = "127.0.0.1:{port}"\n'
        'url_style = "path"\nuse_ssl = false\n'
    )
    secrets.chmod(0o600)
    monkeypatch.setenv("DTI_LAKE_SECRETS", str(secrets))
    yield server
    server.stop()


def test_a_store_does_what_a_folder_does_and_its_absence_is_told(postgres, warehouse, tmp_path, monkeypatch, store):
    site = Site(postgres, postgres.database(), "s3://lake/dti", tmp_path, monkeypatch)
    publisher, reader = site.server("publisher"), site.server("reader")
    build_id = give_build(warehouse, publisher)
    assert publisher.publish(build_id)["n"] == 1
    assert reader.sync()["build_id"] == build_id == reader.current
    late = site.server("reader")
    store.stop()
    with pytest.raises(LakeFailed) as told:
        late.sync()
    assert (told.value.reason, late.current) == ("files", "")
