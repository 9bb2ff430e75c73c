"""How many pages and connections may be open at once, and what a page may send over its websocket.

The descriptors of this process, which nothing else bounds, are shared out among connections and pages."""

import asyncio
import os
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from access.clients import Clients
from access.log_limits import log
from text.catalogue import LANGUAGES, say

CONNECTIONS = 4000
# A connection takes two descriptors, with the file it is sent. A page has its connection and Streamlit's event loop of
# three, which up to 128 pages that were left keep for two minutes and more.
OF_CONNECTION, OF_LOOP = 2, 3
OF_PAGE = OF_CONNECTION + OF_LOOP
LEFT_PAGES = 128
# What they leave alone: connections accepted at once, before one can be closed; figures, pipes and files of all others.
BACKLOG = 256
OTHERS = 128
MANY = 1 << 30


@dataclass(frozen=True)
class DescriptorBudget:
    """How many connections without a page, and how many pages, may be open at once; how many may be accepted in one
    go; how many descriptors all of them, and what was left of pages, may take together, and this process has.
    """

    connections: int
    pages: int
    backlog: int
    descriptors: int
    given: int


def descriptor_budget(pages: int) -> DescriptorBudget:
    """What there is room for, after raising this process's own limit as far as so many pages need and as it may."""
    wanted = OF_CONNECTION * CONNECTIONS + OF_PAGE * pages + OF_LOOP * LEFT_PAGES + BACKLOG + OTHERS
    try:
        import resource
    except ImportError:  # Windows has no such limit
        return DescriptorBudget(CONNECTIONS, pages, BACKLOG, MANY, MANY)
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    reachable = wanted if hard == resource.RLIM_INFINITY else min(hard, wanted)
    if soft != resource.RLIM_INFINITY and soft < reachable:
        resource.setrlimit(resource.RLIMIT_NOFILE, (reachable, hard))
        soft = reachable
    given = wanted if soft == resource.RLIM_INFINITY else min(soft, wanted)
    backlog = min(BACKLOG, given // 8)
    left = max(given - backlog - OTHERS, given // 4)
    if given < wanted:  # a quarter for connections without a page: without them nobody comes as far as a page
        pages = max(1, min(pages, left * 3 // 4 // OF_PAGE))
    connections = max(1, min(CONNECTIONS, (left - OF_PAGE * pages) // OF_CONNECTION))
    return DescriptorBudget(connections, pages, backlog, given - backlog - OTHERS // 2, given)


def descriptors_in_use() -> int:
    """How many descriptors this process has open; 0 where the system does not say, many where not one more is left."""
    try:
        return len(os.listdir("/dev/fd"))
    except (FileNotFoundError, NotADirectoryError):
        return 0
    except OSError:
        return MANY


# What a page sends on behalf of a reader. All else that Streamlit understands is for developers: clearing the caches of
# all, watching files, telling of the checkout, stopping the server, installing files.
READERS_MESSAGES = {
    "rerun_script",
    "stop_script",
    "app_heartbeat",
    "file_urls_request",
    "deferred_file",
    "dataframe_chunk",
}


# A page asks for itself as soon as its websocket is open.
FIRST_SECONDS = 20
# Messages that one page may send at once, and how many a second from then on: more of them wait for their turn, so that
# a page that asks without end leaves time for the others.
BURST = 30
PER_SECOND = 2


class Sessions:
    """ASGI middleware. At most ``total`` websockets, and of one client, where its address is its own, at most
    ``per_client`` requests and websockets at once; else 503. ``kind`` names what a message asks for, empty where it
    cannot be read: a message that is no reader's is dropped, one that cannot be read closes the websocket, and so does
    to ask for nothing. A page that sends messages without end gets `PER_SECOND` of them answered.
    """

    def __init__(
        self, app: ASGIApp, clients: Clients, total: int, per_client: int, kind: Callable[[bytes], str]
    ) -> None:
        self._app = app
        self._clients = clients
        self._total, self._per_client = total, per_client
        self._kind = kind
        self._websockets = 0
        self._of_client: Counter[str] = Counter()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what there is room for."""
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        is_websocket = scope["type"] == "websocket"
        client = self._clients.of(scope)
        if is_websocket and self._websockets >= self._total:
            log.warning("a session was refused: %d are open (DTI_MAX_SESSIONS)", self._total)
            await reject_session(scope, receive, send)
            return
        if client and self._of_client[client] >= self._per_client:
            log.warning("refused: %d requests of %s at once (DTI_MAX_PER_CLIENT)", self._per_client, client)
            await reject_session(scope, receive, send)
            return
        self._websockets += is_websocket
        self._of_client[client] += 1
        try:
            await self._app(scope, self._readable(receive, send) if is_websocket else receive, send)
        finally:
            self._websockets -= is_websocket
            self._of_client[client] -= 1
            if not self._of_client[client]:
                del self._of_client[client]

    def _readable(self, receive: Receive, send: Send) -> Receive:
        """``receive`` that gives what a reader's page sends, and the end of the websocket at what no page sends."""

        has_asked = False
        turns = _Turns()

        async def end(code: int, why: str) -> Message:
            log.warning("a websocket was closed: %s", why)
            await send({"type": "websocket.close", "code": code})
            return {"type": "websocket.disconnect", "code": code}

        async def receive_readable() -> Message:
            nonlocal has_asked
            while True:
                try:
                    async with asyncio.timeout(None if has_asked else FIRST_SECONDS):
                        message = await receive()
                except TimeoutError:
                    return await end(1008, "it asked for nothing")
                if message["type"] != "websocket.receive":
                    return message
                has_asked = True
                kind = self._kind(message.get("bytes") or b"")
                if not kind:
                    return await end(1002, "it sent what is no message of a page")
                await turns.wait()
                if kind in READERS_MESSAGES:
                    return message
                log.warning("a message for developers was dropped: %s", kind)

        return receive_readable


class _Turns:
    """How many messages of one page may be read now: a token bucket."""

    def __init__(self) -> None:
        self._left, self._at = float(BURST), time.monotonic()

    async def wait(self) -> None:
        """Return when it is the turn of the next message."""
        now = time.monotonic()
        self._left = min(BURST, self._left + (now - self._at) * PER_SECOND) - 1
        self._at = now
        if self._left < 0:
            await asyncio.sleep(-self._left / PER_SECOND)


async def reject_session(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer 503 with the sentence, to a request or to a websocket's handshake."""
    told = "\n".join(say(language, "server_full") for language in LANGUAGES)
    await PlainTextResponse(told + "\n", status_code=503, headers={"Retry-After": "30"})(scope, receive, send)
