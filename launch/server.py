"""The server of the dashboard: a free port, the process, the address once the page really answers, the key to load."""

import errno
import json
import os
import secrets
import socket
import subprocess
import time
import tomllib
from contextlib import suppress
from http.client import HTTPConnection, HTTPException

from launch.children import ROOT, Terminated, running
from launch.environment import venv_python
from launch.sentences import CannotGoOn, say, sentences

SECONDS_WITHOUT_PAGE = 20


def require_port(host: str, port: int) -> None:
    """Raises CannotGoOn when no server could listen there."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            if os.name != "nt":  # elsewhere than on Windows this only excuses a server that has just ended
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, port))
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            other = port + 1 if port < 65535 else port - 1
            raise CannotGoOn("port_taken", host=host, port=port, other=other) from error
        raise CannotGoOn("port_refused", host=host, port=port, detail=error.strerror) from error


def own_name(host: str) -> str:
    """The name under which this machine itself reaches a server listening on ``host``."""
    return {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)


def base_path() -> str:
    """The path below which everything is served, as in ``/dti``, of Streamlit's own setting; empty for the root.

    STREAMLIT_SERVER_BASE_URL_PATH, else ``baseUrlPath`` of .streamlit/config.toml.
    """
    configured = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    from_file = configured["server"].get("baseUrlPath", "")
    path = os.environ.get("STREAMLIT_SERVER_BASE_URL_PATH", from_file).strip().strip("/")
    return f"/{path}" if path else ""


def readers_address(host: str, port: int) -> str:
    """The address to hand to readers, base path included: the public one where there is one, else this machine's own.

    No slash at the end. Behind a proxy the base path is part of what visitors see, so a public address has it too.
    """
    from warehouse.paths import public_address

    name = own_name(host)
    address = public_address() or (f"http://[{name}]:{port}" if ":" in name else f"http://{name}:{port}")
    return address.removesuffix(base_path()) + base_path()


def page_status(host: str, port: int) -> int | None:
    """The HTTP status with which the first page is answered there; None where nobody answers."""
    connection = HTTPConnection(own_name(host), port, timeout=5)
    try:
        connection.request("GET", f"{base_path()}/")
        return connection.getresponse().status
    except (OSError, HTTPException):
        return None
    finally:
        connection.close()


def wait_for_page(server: subprocess.Popen, host: str, port: int) -> None:
    """Wait until this server serves the first page, however long it takes to answer at all.

    Raises CannotGoOn when it ends before, or goes on answering that there is no page.
    """
    last_silence = time.monotonic()
    while (status := page_status(host, port)) != 200:
        if server.poll() is not None:
            raise CannotGoOn("server_ended", code=server.returncode)
        if status is None:
            last_silence = time.monotonic()
        elif time.monotonic() - last_silence > SECONDS_WITHOUT_PAGE:
            raise CannotGoOn("no_page", address=readers_address(host, port), status=status)
        time.sleep(0.05)


def server_command(host: str, port: int) -> list[str]:
    """The command line of the server; everything else it needs is in .streamlit/config.toml."""
    command = [str(venv_python()), "-X", "utf8", "-m", "streamlit", "run", "serve.py"]
    # The base path once more: what a file elsewhere on the machine says of it (~/.streamlit) would not be known here.
    return [*command, f"--server.address={host}", f"--server.port={port}", f"--server.baseUrlPath={base_path()}"]


def loading_needs_key(host: str, port: int) -> bool:
    """Whether this server opens loading to whoever has its key, rather than to those who log in or to nobody."""
    connection = HTTPConnection(own_name(host), port, timeout=60)  # the first answer opens the current build
    try:
        connection.request("GET", f"{base_path()}/ready")
        return json.loads(connection.getresponse().read())["loading"] == "key"
    except (OSError, HTTPException):  # it has just ended; that is told as its end
        return False
    finally:
        connection.close()


def serve(host: str, port: int) -> int:
    """Start the server and, once it answers, print the link with the key of this start where loading needs one, then,
    last and alone on its line, the address that may be handed on; stay until it ends; its exit code (stopped: 0).
    """
    address = readers_address(host, port)
    # Through a pipe: a command line can be read by everybody on the machine, an environment by every other service of
    # the same user and by all children.
    key = secrets.token_urlsafe(32)
    environment = os.environ | {"DTI_LOADING_KEY_FILE": "-"}
    try:
        with running(server_command(host, port), env=environment, stdin=subprocess.PIPE) as server:
            assert server.stdin is not None  # noqa: S101  a pipe was asked for
            with suppress(BrokenPipeError), server.stdin as pipe:  # where it has just ended, that is told below
                pipe.write(f"{key}\n".encode())
            wait_for_page(server, host, port)
            if loading_needs_key(host, port):
                say(f"{sentences('loading')}\n\n    {address}/start?key={key}\n")
            say(f"{sentences('served')}\n\n    {address}/")
            return server.wait()
    except (KeyboardInterrupt, Terminated):
        say(sentences("stopped"))
        return 0
