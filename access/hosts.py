"""Names by which this server answers; a page elsewhere that points a name of its own at us is refused."""

import socket
import threading
from collections.abc import Callable, Iterable
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from access.clients import parsed
from access.flood import log
from text.catalogue import LANGUAGES, say

SETTING = "server.allowedHosts (STREAMLIT_SERVER_ALLOWED_HOSTS)"


def own_names() -> set[str]:
    """Names of this machine as it knows them itself; may wait for a name server."""
    name = socket.gethostname().lower()
    short = name.split(".")[0]
    return {name, short, f"{short}.local", socket.getfqdn().lower()}


class KnownHosts:
    """ASGI middleware: requests for other hosts than localhost, this machine's names and addresses, that of the public
    address, and those of ``listed`` (a name, ``*.name``, or ``*`` for any) get 421.
    """

    def __init__(
        self,
        app: ASGIApp,
        public_address: str,
        listed: Iterable[str],
        own_names: Callable[[], set[str]] = own_names,
    ) -> None:
        self._app = app
        self._names = {"localhost"}
        self._ends = set()
        public = urlsplit(public_address).hostname
        for pattern in [*listed, *([public] if public else [])]:
            name = pattern.strip().lower().rstrip(".")
            if name == "*" or name.startswith("*."):
                self._ends.add(name[1:])
            elif name:
                self._names.add(name.strip("[]"))
        # A name server that does not answer must not keep the server from starting.
        threading.Thread(target=lambda: self._names.update(own_names()), daemon=True).start()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what asks for us."""
        if scope["type"] not in ("http", "websocket") or self._knows(scope):
            await self._app(scope, receive, send)
            return
        host = Headers(scope=scope).get("host", "")[:100]
        wording = "refused: nobody here is called %a; to answer to that name, add it to %s"
        log.warning(wording, host, SETTING, extra={"apart": host})
        told = "\n".join(say(language, "host_unknown") for language in LANGUAGES)
        await PlainTextResponse(told + "\n", status_code=421)(scope, receive, send)

    def _knows(self, scope: Scope) -> bool:
        name = _hostname(Headers(scope=scope).get("host", ""))
        if name is None:
            return False
        if name in self._names or any(name.endswith(end) for end in self._ends):
            return True
        asked, end = parsed(name), scope.get("server")
        # The address at which the connection arrived is this machine's own.
        return asked is not None and (asked.is_loopback or bool(end and asked == parsed(end[0])))


def _hostname(host: str) -> str | None:
    """The name of a Host header without its port, None for what no browser sends."""
    try:
        parts = urlsplit(f"//{host}")
        port_is_number = parts.port is None or parts.port >= 0
    except ValueError:
        return None
    is_bare = parts.netloc == host and "@" not in host and port_is_number
    return parts.hostname.lower().rstrip(".") if is_bare and parts.hostname else None
