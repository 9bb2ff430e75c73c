"""The real server on a free port, as tests of pages and of roles start it."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

from warehouse.paths import ROOT

START_SECONDS = 60


def free_port() -> int:
    """A port nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _answers(port: int, base: str) -> bool:
    connection = HTTPConnection("127.0.0.1", port, timeout=2)
    try:
        connection.request("GET", f"{base}/_stcore/health")
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()


@contextmanager
def serving(
    *settings: str, port: int | None = None, key: str = "", script: str = "serve.py", base: str = "", **environment: Any
) -> Iterator[str]:
    """The address of a fresh server, with settings of Streamlit's command line, a loading key and our environment
    variables, below a `base` path as `/dti`; another `script` is served without what `serve.py` puts in front of pages.
    """
    port = port or free_port()
    with started(port, *settings, key=key, script=script, base=base, **environment):
        yield f"http://127.0.0.1:{port}{base}"


@contextmanager
def started(
    port: int,
    *settings: str,
    key: str = "",
    log: Path | None = None,
    descriptors: int = 0,
    script: str = "serve.py",
    base: str = "",
    **environment: Any,
) -> Iterator[subprocess.Popen]:
    """The process of a fresh server that answers at ``port``, as above; what it says goes into ``log``. With
    ``descriptors`` it may not open more of them, whatever it asks for.
    """
    command = [sys.executable, "-m", "streamlit", "run", script, f"--server.port={port}", *settings]
    if base:
        command.append(f"--server.baseUrlPath={base.strip('/')}")
    if descriptors:
        command = ["sh", "-c", f'ulimit -n {descriptors}; exec "$@"', "sh", *command]
    with (log or Path(os.devnull)).open("wb") as said:
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env=os.environ | {"DTI_LOADING_KEY_FILE": "-"} | environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=said,
        )
        assert process.stdin is not None, "a pipe was asked for"
        with process.stdin as pipe:
            pipe.write(f"{key}\n".encode())
        try:
            deadline = time.monotonic() + START_SECONDS
            while not _answers(port, base):
                assert process.poll() is None, "the server ended before it answered"
                assert time.monotonic() < deadline, "the server did not answer"
                time.sleep(0.1)
            yield process
        finally:
            process.terminate()
            process.wait(timeout=20)
