"""The server of the dashboard: a free port, the process, and the address once the page really answers."""

import errno
import os
import socket
import time
from http.client import HTTPConnection, HTTPException

from launch.children import Terminated, running
from launch.environment import venv_python
from launch.sentences import CannotGoOn, say, sentences

LOOPBACK = ("127.0.0.1", "localhost", "::1")


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


def answers(host: str, port: int) -> bool:
    """Whether the page is served there."""
    connection = HTTPConnection(own_name(host), port, timeout=5)
    try:
        connection.request("GET", "/")
        return connection.getresponse().status == 200
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()


def server_command(host: str, port: int) -> list[str]:
    """The command line of the server; everything else it needs is in .streamlit/config.toml."""
    command = [str(venv_python()), "-X", "utf8", "-m", "streamlit", "run", "serve.py"]
    command += [f"--server.address={host}", f"--server.port={port}"]
    if host not in LOOPBACK:  # opened to a network on purpose: its visitors use names that are not known here
        command.append("--server.allowedHosts=*")
    return command


def serve(host: str, port: int) -> int:
    """Start the server, print its address once it answers, stay until it ends; its exit code (stopped: 0)."""
    name = own_name(host)
    address = f"http://[{name}]:{port}" if ":" in name else f"http://{name}:{port}"
    try:
        with running(server_command(host, port)) as server:
            while server.poll() is None and not answers(host, port):
                time.sleep(0.05)
            if server.poll() is not None:
                raise CannotGoOn("server_ended", code=server.returncode)
            say(sentences("served", address=address))
            return server.wait()
    except (KeyboardInterrupt, Terminated):
        say(sentences("stopped"))
        return 0
