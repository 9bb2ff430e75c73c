"""Headers that tell a browser what these pages may load and who may frame them."""

import base64
import hashlib
import re

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

# Streamlit styles through attributes, draws into blob: and data: pictures, and starts workers from blob: addresses.
_POLICY = (
    "default-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "media-src 'self' data: blob:",
    "font-src 'self' data:",
    "connect-src 'self'",
    "worker-src 'self' blob:",
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
    "frame-ancestors 'self'",
)


def policy(index_html: str) -> str:
    """The Content-Security-Policy of a page: scripts of our own host, and those that ``index_html`` has inline.

    Scripts of components are given to the browser as blob: addresses.
    """
    inline = re.findall(r"<script>(.*?)</script>", index_html, re.DOTALL)
    hashes = [base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() for script in inline]
    scripts = " ".join(["script-src 'self' blob:", *(f"'sha256-{known}'" for known in hashes)])
    return "; ".join((*_POLICY, scripts))


# of an address that holds a secret: what the browser fetches after it must not name it, not even here
NO_REFERRER = {"Referrer-Policy": "no-referrer"}


class SecurityHeaders:
    """ASGI middleware that adds the headers to every answer over HTTP."""

    def __init__(self, app: ASGIApp, policy: str) -> None:
        self._app = app
        self._headers = {
            "Content-Security-Policy": policy,
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "same-origin",
            "X-Frame-Options": "SAMEORIGIN",
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on; answers get the headers."""

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                given = MutableHeaders(scope=message)
                stricter = given.get("referrer-policy") == NO_REFERRER["Referrer-Policy"]
                given.update(self._headers | (NO_REFERRER if stricter else {}))
            await send(message)

        await self._app(scope, receive, send_with_headers if scope["type"] == "http" else send)
