"""The one HTML document of this server as it is first painted, and the headers that say what it may load.

It says its language and asks not to be translated: a browser's translator replaces the text nodes of a page, Streamlit
then updates the detached ones, and the rank of the province chosen before stays on the screen. Later switches of the
language are told by `ui/page.js`."""

import base64
import hashlib
import re
from collections.abc import Mapping
from urllib.parse import parse_qs

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from text.catalogue import DEFAULT_LANGUAGE, LANGUAGES

_CONDITIONS = (b"if-none-match", b"if-modified-since", b"range")
_OF_THE_FILE = ("etag", "last-modified", "content-encoding", "accept-ranges")


def documents(index_html: str) -> dict[str, bytes]:
    """The document in each language, made of Streamlit's own; raises ValueError where that is not one."""
    found = {}
    for language in LANGUAGES:
        spoken, roots = re.subn(r"<html[^>]*>", f'<html lang="{language}" translate="no">', index_html, count=1)
        spoken, heads = re.subn("<head>", '<head><meta name="google" content="notranslate" />', spoken, count=1)
        if not roots or not heads:
            raise ValueError("Streamlit's index.html has no <html> or no <head>")
        found[language] = spoken.encode()
    return found


class Document:
    """ASGI middleware that answers with our document wherever Streamlit answers with its own."""

    def __init__(self, app: ASGIApp, documents: dict[str, bytes]) -> None:
        self._app = app
        self._documents = documents

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on; a document gets the language that its address names, if it is one of ours."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        if "text/html" in Headers(scope=scope).get("accept", ""):
            # What a browser has kept is compared by the file that we have changed.
            scope = {**scope, "headers": [header for header in scope["headers"] if header[0] not in _CONDITIONS]}
        is_document = False

        async def send_ours(message: Message) -> None:
            nonlocal is_document
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                is_document = message["status"] == 200 and headers.get("content-type", "").startswith("text/html")
                if is_document:
                    for name in _OF_THE_FILE:
                        del headers[name]
                    headers["content-length"] = str(len(self._in_language_of(scope)))
            elif is_document:
                if message.get("more_body"):
                    return
                body = b"" if scope["method"] == "HEAD" else self._in_language_of(scope)
                message = {"type": "http.response.body", "body": body}
            await send(message)

        await self._app(scope, receive, send_ours)

    def _in_language_of(self, scope: Scope) -> bytes:
        asked = parse_qs(scope["query_string"].decode("latin-1")).get("lang", [""])[-1]
        return self._documents.get(asked, self._documents[DEFAULT_LANGUAGE])


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
        usual = {
            "content-security-policy": policy,
            "x-content-type-options": "nosniff",
            "referrer-policy": "same-origin",
            "x-frame-options": "SAMEORIGIN",
        }
        self._usual = _raw(usual)
        [self._no_referrer] = _raw(NO_REFERRER)
        self._stricter = [self._no_referrer if each[0] == self._no_referrer[0] else each for each in self._usual]
        self._names = {name for name, _ in self._usual}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on; answers get the headers."""

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                given = message.get("headers", ())
                ours = self._stricter if self._no_referrer in given else self._usual
                message["headers"] = [*(each for each in given if each[0] not in self._names), *ours]
            await send(message)

        await self._app(scope, receive, send_with_headers if scope["type"] == "http" else send)


def _raw(headers: Mapping[str, str]) -> list[tuple[bytes, bytes]]:
    """Headers as they are sent, as lists of the server hold them."""
    return [(name.lower().encode(), value.encode("latin-1")) for name, value in headers.items()]
