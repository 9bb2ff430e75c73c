"""What stands before Streamlit's own addresses: uploads need a role, its inner figures are nobody's business."""

from collections.abc import Callable, Mapping
from urllib.parse import urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from access import refusals
from access.flood import log
from access.roles import ADMIN, ANALYST, Visitor

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
