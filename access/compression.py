"""The programs that a page loads, compressed once for all who ask.

Streamlit gives them as they lie on the disk, three times as many bytes, and leaves it to a proxy to compress them; an
office server has none. They never change while a server runs, so each is compressed at the first request for it and
kept. Other answers are Streamlit's own business; files that readers save are stored as they were made."""

import gzip
import re
from collections.abc import Collection, Sequence
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_CONDITIONS = ("if-none-match", "if-modified-since", "range")
_LEVEL = 6  # beyond it a file of Plotly takes a third longer and is a quarter of a percent smaller


def programs(folder: Path, base: str) -> set[str]:
    """The paths, below the base path of the server, at which Streamlit gives the scripts and styles in its `folder`."""
    prefix = f"/{base.strip('/')}".rstrip("/")
    found = (file for kind in ("js", "css") for file in folder.glob(f"static/{kind}/*.{kind}"))
    return {f"{prefix}/{file.relative_to(folder).as_posix()}" for file in found}


class Compression:
    """ASGI middleware that gives what lies at the paths `programs` compressed to whoever takes it so."""

    def __init__(self, app: ASGIApp, programs: Collection[str]) -> None:
        self._app = app
        self._programs = programs
        self._kept: dict[str, tuple[Sequence[tuple[bytes, bytes]], bytes]] = {}  # by path

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on but whole programs; what is asked for in part, or only if changed, stays as it is."""
        if scope["type"] != "http" or scope["method"] != "GET" or scope["path"] not in self._programs:
            await self._app(scope, receive, send)
            return
        asked = Headers(scope=scope)
        if not takes_gzip(asked.get("accept-encoding", "")) or any(name in asked for name in _CONDITIONS):
            await self._app(scope, receive, _varying(send))
            return
        if scope["path"] not in self._kept:
            begun, body = await self._whole(scope, receive)
            if begun["status"] != 200:
                await send(begun)
                await send({"type": "http.response.body", "body": body})
                return
            body = await run_in_threadpool(gzip.compress, body, _LEVEL, mtime=0)
            headers = MutableHeaders(raw=list(begun["headers"]))
            headers["content-encoding"] = "gzip"
            headers["content-length"] = str(len(body))
            headers.add_vary_header("Accept-Encoding")
            del headers["accept-ranges"]
            if "etag" in headers:  # the same file in other bytes
                headers["etag"] = f"W/{headers['etag']}"
            self._kept[scope["path"]] = headers.raw, body
        raw, body = self._kept[scope["path"]]
        await send({"type": "http.response.start", "status": 200, "headers": list(raw)})
        await send({"type": "http.response.body", "body": body})

    async def _whole(self, scope: Scope, receive: Receive) -> tuple[Message, bytes]:
        begun: Message = {}
        parts: list[bytes] = []

        async def keep(message: Message) -> None:
            nonlocal begun
            if message["type"] == "http.response.start":
                begun = message
            else:
                parts.append(message.get("body", b""))

        await self._app(scope, receive, keep)
        return begun, b"".join(parts)


def takes_gzip(accepted: str) -> bool:
    """Whether an Accept-Encoding takes gzip, by its own name."""
    for offer in accepted.lower().split(","):
        name, _, quality = offer.partition(";")
        if name.strip() == "gzip":
            return not re.fullmatch(r"\s*q=0(?:\.0*)?\s*", quality)
    return False


def _varying(send: Send) -> Send:
    """Answers that would be others if the browser took other encodings."""

    async def send_varying(message: Message) -> None:
        if message["type"] == "http.response.start":
            MutableHeaders(scope=message).add_vary_header("Accept-Encoding")
        await send(message)

    return send_varying
