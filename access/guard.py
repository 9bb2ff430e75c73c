"""What stands before Streamlit's own addresses: uploads, private files, inner figures need a role, hosts must be known.

Streamlit gives what a download button has built to whoever knows its address: which role such a file needs stands in
its type, as a parameter that never reaches a browser."""

import socket
import threading
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from urllib.parse import urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from access import refusals
from access.clients import parse_address
from access.log_limits import log
from access.roles import ADMIN, ANALYST, Visitor
from text.catalogue import LANGUAGES, say

# Below any base path. What is compared is the decoded path that the router sees, never the address as it was written.
UPLOADS = "_stcore/upload_file"
_LONGEST = 200
INNER = {"_stcore/metrics": ADMIN, "_stcore/agent": ADMIN}


class Guard:
    """ASGI middleware. Uploading (PUT, DELETE, all but the browser's question OPTIONS) needs an analyst, else 403;
    metrics and the agents' interface need an administrator, else they are not there. An address with an empty step, or
    with dots for one, is nowhere: Streamlit would answer `//ready` with its start page, and a monitor be told that all
    is well. A websocket is opened to pages of this very address alone: to Streamlit every port of the machine is one
    address, and so it is to cookies.
    """

    def __init__(self, app: ASGIApp, visitor: Callable[[Mapping[str, str]], Visitor]) -> None:
        self._app = app
        self._visitor = visitor

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what the visitor may reach, refuse the rest before any of it is read."""
        if scope["type"] == "http":
            refusal = await self._refusal(scope)
            if refusal is not None:
                await refusal(scope, receive, send)
                return
        if scope["type"] == "websocket" and _is_foreign(scope):
            _tell_refused(HTTPConnection(scope).headers)
            await send({"type": "websocket.close", "code": 1008})
            return
        await self._app(scope, receive, send)

    async def _refusal(self, scope: Scope) -> PlainTextResponse | None:
        path = scope["path"]
        needed = next((role for part, role in INNER.items() if part in path), None)
        if needed and not self._ask(scope).may(needed):
            return PlainTextResponse("Not found", status_code=404)
        if UPLOADS in path and scope["method"] != "OPTIONS":
            visitor = self._ask(scope)
            if not visitor.may(ANALYST):
                await run_in_threadpool(refusals.record, visitor, "upload", "needs_analyst")
                return PlainTextResponse("Forbidden", status_code=403)
        if {"", ".", ".."} & set(path.split("/")[1:-1]):
            return PlainTextResponse("Not found", status_code=404)
        return None

    def _ask(self, scope: Scope) -> Visitor:
        return self._visitor(HTTPConnection(scope).cookies)


def _tell_refused(headers: Mapping[str, str]) -> None:
    """A line of the server's log: all that a reader sees of a refused handshake is a white page."""
    host, origin = (ascii(headers.get(name, ""))[:_LONGEST] for name in ("host", "origin"))
    log.warning(
        "connection refused: host %s, origin %s. A proxy must pass the Host header on as the browser sent it, with its "
        "port; see Behind a proxy in docs/operations.md",
        host,
        origin,
        extra={"apart": f"{host} {origin}"},
    )


def _is_foreign(scope: Scope) -> bool:
    """Whether a page of another address asks; programs that are no browser say nothing of where they are."""
    headers = HTTPConnection(scope).headers
    origin = headers.get("origin")
    return origin is not None and urlsplit(origin).netloc != headers.get("host")


_LONGEST_HOST = 262  # characters: the longest name that there can be, and a port
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
        asked, end = parse_address(name), scope.get("server")
        # The address at which the connection arrived is this machine's own.
        return asked is not None and (asked.is_loopback or bool(end and asked == parse_address(end[0])))


def _hostname(host: str) -> str | None:
    """The name of a Host header without its port, None for what no browser sends."""
    return _read_host(host) if len(host) <= _LONGEST_HOST else None


@lru_cache(maxsize=1000)
def _read_host(host: str) -> str | None:
    try:
        parts = urlsplit(f"//{host}")
        port_is_number = parts.port is None or parts.port >= 0
    except ValueError:
        return None
    is_bare = parts.netloc == host and "@" not in host and port_is_number
    return parts.hostname.lower().rstrip(".") if is_bare and parts.hostname else None


_MARK = "; right="


def mime(kind: str, needed: str) -> str:
    """The type under which a file is kept that needs this role."""
    return f"{kind}{_MARK}{needed}"


class PrivateFiles:
    """ASGI middleware. A file that needs a role goes to whose cookie has it now, and is kept by nobody on the way;
    everybody else gets 403 and is recorded.
    """

    def __init__(self, app: ASGIApp, visitor: Callable[[Mapping[str, str]], Visitor]) -> None:
        self._app = app
        self._visitor = visitor

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on; look at the type of each answer."""
        is_refused = False

        async def look(message: Message) -> None:
            nonlocal is_refused
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                kind, mark, needed = headers.get("content-type", "").partition(_MARK)
                if mark:
                    visitor = self._visitor(HTTPConnection(scope).cookies)
                    # Text types have been given a charset behind the parameter.
                    needed, semicolon, charset = needed.partition(";")
                    if not visitor.may(needed):
                        is_refused = True
                        await run_in_threadpool(refusals.record, visitor, "download", f"needs_{needed}")
                        refusal = PlainTextResponse("Forbidden", 403, {"Cache-Control": "no-store"})
                        await refusal(scope, receive, send)
                    headers["Content-Type"] = kind + semicolon + charset
                    headers["Cache-Control"] = "no-store, private"
            if not is_refused:
                await send(message)

        await self._app(scope, receive, look if scope["type"] == "http" else send)
