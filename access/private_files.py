"""Files that only a role may fetch. Streamlit gives what a download button has built to whoever knows its address.

Which role that is stands in the type of the file, as a parameter that never reaches a browser.
"""

from collections.abc import Callable, Mapping

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from access import refusals
from access.roles import Visitor

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
