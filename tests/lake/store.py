"""An S3 store from a package, in this process, and the file of secrets that opens it; used by tests and benchmarks."""

import logging
import os
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

BUCKET = "s3://lake"


@contextmanager
def started() -> Iterator[int]:
    """A running store with one bucket, which goes with the block; its port on this machine. Without its package a skip
    with its reason, in CI a failure.
    """
    try:
        from moto.server import ThreadedMotoServer
    except ImportError:
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)("no S3 store as a package for this machine")
    logging.getLogger("werkzeug").setLevel(logging.WARNING)  # not a line for every request
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    try:
        _, port = server.get_host_and_port()
        made = urllib.request.Request(f"http://127.0.0.1:{port}/{BUCKET.removeprefix('s3://')}", method="PUT")
        urllib.request.urlopen(made, timeout=10)
        yield int(port)
    finally:
        server.stop()


def write_secrets(path: Path, port: int) -> None:
    """Write the file that opens a store at a port of this machine."""
    path.write_text(
        f'key_id = "key"\nsecret = "word"\nregion = "us-east-1"\nendpoint = "127.0.0.1:{port}"\n'
        'url_style = "path"\nuse_ssl = false\n'
    )
    path.chmod(0o600)
