"""Signing out by the address alone: Streamlit's own `/auth/logout` forgets a cookie, here the login ends too."""

from collections.abc import Callable, Mapping

from starlette.concurrency import run_in_threadpool
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Receive, Scope, Send

LOGOUT = "/auth/logout"


class Leaving:
    """ASGI middleware. Whoever asks for `/auth/logout`, below any base path, has left before the answer is made."""

    def __init__(self, app: ASGIApp, leave: Callable[[Mapping[str, str]], None]) -> None:
        self._app = app
        self._leave = leave

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on."""
        if scope["type"] == "http" and scope["path"].rstrip("/").endswith(LOGOUT):
            await run_in_threadpool(self._leave, HTTPConnection(scope).cookies)
        await self._app(scope, receive, send)
