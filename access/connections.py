"""How many connections may be open, and how long one may be without a request: uvicorn itself sets no limit."""

import asyncio
import functools
import logging
import time
from collections import Counter
from collections.abc import Callable
from itertools import chain
from typing import Any

import h11
from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.config import Config
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

from access.clients import Clients
from access.flood import OncePerMinute, log

TOTAL = 4000
HEAD_SECONDS = 20
STALLED_SECONDS = 30
GIVES_WAY_SECONDS = 5
SWEEP_SECONDS = 1
# A connection takes two descriptors, with the file it is sent. They leave alone those of connections accepted at once,
# before one can be closed, and those of figures and pipes.
BACKLOG = 256
OTHER_DESCRIPTORS = 128


def descriptors_for_connections() -> int:
    """How many connections may be open at once, after raising this process's own limit as far as that needs and may."""
    try:
        import resource
    except ImportError:  # Windows has no such limit
        return TOTAL
    wanted = 2 * TOTAL + BACKLOG + OTHER_DESCRIPTORS
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    reachable = wanted if hard == resource.RLIM_INFINITY else min(hard, wanted)
    if soft != resource.RLIM_INFINITY and soft < reachable:
        resource.setrlimit(resource.RLIMIT_NOFILE, (reachable, hard))
        soft = reachable
    given = wanted if soft == resource.RLIM_INFINITY else soft
    return min(TOTAL, max((given - BACKLOG - OTHER_DESCRIPTORS) // 2, given // 8))


class Connections:
    """What is open now. A connection waits as long as it has sent no whole request head, or all it asked is answered.

    Waiting ones give way: the oldest of them is closed for a new connection when all places are taken (those of its
    client first), so that silence, however much of it, keeps nobody out; and none may wait longer than HEAD_SECONDS,
    or take nothing of what is sent to it for STALLED_SECONDS; who does so for GIVES_WAY_SECONDS gives way too.
    """

    def __init__(self, total: int, per_client: int, clients: Clients, clock: Callable[[], float] = time.monotonic):
        self._total, self._per_client = total, per_client
        self._clients = clients
        self._clock = clock
        self._open: dict[asyncio.Transport, str] = {}
        self._of_client: Counter[str] = Counter()
        self._waiting: dict[asyncio.Transport, float] = {}  # since when, the longest first
        self._unsent: dict[asyncio.Transport, tuple[int, float]] = {}  # how many bytes, and since when that many

    def add(self, transport: asyncio.Transport, peer: str) -> None:
        """Take note of a new connection; close another one or this one where there are too many."""
        client = self._clients.of_peer(peer)
        self._open[transport] = client
        if client:
            self._of_client[client] += 1
            if self._of_client[client] > self._per_client:
                self._close_one(transport, client)
                return
        if len(self._open) > self._total:
            self._close_one(transport, "")
            return
        self._waiting[transport] = self._clock()

    def set_waiting(self, transport: asyncio.Transport, is_waiting: bool) -> None:
        """Take note of whether a connection works on a request; what waits already goes on waiting since then."""
        if not is_waiting:
            self._waiting.pop(transport, None)
        elif transport in self._open:
            self._waiting.setdefault(transport, self._clock())

    def remove(self, transport: asyncio.Transport) -> None:
        """Take note of a connection's end."""
        client = self._open.pop(transport, "")
        self._waiting.pop(transport, None)
        self._unsent.pop(transport, None)
        if client:
            self._of_client[client] -= 1
            if not self._of_client[client]:
                del self._of_client[client]

    def sweep(self) -> None:
        """Close what has waited too long, and whose reader does not read."""
        now = self._clock()
        for transport in self._open:
            unsent = transport.get_write_buffer_size()
            if self._unsent.get(transport, (0, now))[0] != unsent:
                self._unsent[transport] = unsent, now
        silent = [each for each, since in self._waiting.items() if now - since >= HEAD_SECONDS]
        stalled = [each for each, (unsent, since) in self._unsent.items() if unsent and now - since >= STALLED_SECONDS]
        for transport in {*silent, *stalled}:
            self._close(transport)
        if silent:
            log.warning("%d connections closed: no whole request within %d seconds", len(silent), HEAD_SECONDS)
        if stalled:
            log.warning("%d connections closed: nothing read for %d seconds", len(stalled), STALLED_SECONDS)

    def _close_one(self, new: asyncio.Transport, client: str) -> None:
        long_ago = self._clock() - GIVES_WAY_SECONDS
        stalled = (each for each, (unsent, since) in self._unsent.items() if unsent and since <= long_ago)
        giving_way = (each for each in chain(self._waiting, stalled) if not client or self._open[each] == client)
        chosen = next(giving_way, new)
        self._close(chosen)
        if chosen is not new:
            self._waiting[new] = self._clock()
        if client:
            log.warning("too many connections from %s (limit %d): one closed", client, self._per_client)
        else:
            log.warning("too many connections (limit %d, see ulimit -n): one closed", self._total)

    def _close(self, transport: asyncio.Transport) -> None:
        self.remove(transport)
        transport.abort()


class _Http(H11Protocol):
    """uvicorn's connection, known to ``Connections``; every scope says at ``state["peer"]`` who is at its other end."""

    def __init__(self, connections: Connections, **of_uvicorn: Any) -> None:
        super().__init__(**of_uvicorn)
        self._known = connections
        self._is_websocket = False

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn's own does
        super().connection_made(transport)
        peer = self.client[0] if self.client else ""
        self.app_state = {**self.app_state, "peer": peer}
        self._known.add(transport, peer)

    def connection_lost(self, exc: Exception | None) -> None:
        super().connection_lost(exc)
        self._known.remove(self.transport)

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        self._say_whether_waiting()

    def on_response_complete(self) -> None:
        super().on_response_complete()
        self._say_whether_waiting()

    def handle_websocket_upgrade(self, event: h11.Request) -> None:
        self._is_websocket = True
        super().handle_websocket_upgrade(event)
        # What the websocket's own reader refuses (a body, too many headers) it leaves open without a word.
        websocket: Any = self.transport.get_protocol()
        if not websocket.handshake_initiated and not self.transport.is_closing():
            self.send_400_response("Invalid handshake of a websocket.\n")

    def _say_whether_waiting(self) -> None:
        is_answering = self.cycle is not None and not self.cycle.response_complete
        self._known.set_waiting(self.transport, not (is_answering or self._is_websocket))


class _WebSocket(WebSocketsSansIOProtocol):
    """uvicorn's websocket, whose connection ``Connections`` knows since it was opened."""

    def __init__(self, connections: Connections, **of_uvicorn: Any) -> None:
        super().__init__(**of_uvicorn)
        self._known = connections

    def connection_lost(self, exc: Exception | None) -> None:
        super().connection_lost(exc)
        self._known.remove(self.transport)


class Limits:
    """ASGI middleware, the outermost: when uvicorn starts the application, and before it listens, it is given limits
    of connections, of what a websocket message may hold, and a log that visitors cannot fill.
    """

    def __init__(self, app: ASGIApp, clients: Clients, per_client: int, message_bytes: int) -> None:
        self._app = app
        self._clients = clients
        self._per_client = per_client
        self._message_bytes = message_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on; at the start of the application set the limits and keep them."""
        if scope["type"] != "lifespan":
            await self._app(scope, receive, send)
            return
        # `streamlit run` leaves no other way to the settings of uvicorn than the object that tells us of the start.
        method: Any = receive
        config: Config = method.__self__.config
        config.lifespan = "on"  # a fault in what follows ends the start
        connections = Connections(descriptors_for_connections(), self._per_client, self._clients)
        # Typed as classes, which uvicorn only ever calls.
        config.http_protocol_class = functools.partial(_Http, connections)  # type: ignore[assignment]
        config.ws_protocol_class = functools.partial(_WebSocket, connections)  # type: ignore[assignment]
        config.ws_max_size = self._message_bytes
        config.backlog = BACKLOG
        if isinstance(config.loaded_app, ProxyHeadersMiddleware):  # believes every proxy of this machine by itself
            config.loaded_app = ProxyHeadersMiddleware(config.loaded_app.app, self._clients.trusted)
        logging.getLogger("uvicorn.error").setLevel(logging.WARNING)  # not a line for each websocket
        asyncio.get_running_loop().set_exception_handler(_tell_fault)
        lines = OncePerMinute()
        lines.install()
        keeping = asyncio.create_task(_keep(connections, lines))
        try:
            await self._app(scope, receive, send)
        finally:
            keeping.cancel()


def _tell_fault(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """Say of connections that cannot be accepted what it takes, which asyncio tells by a trace every second."""
    if str(context.get("message")).startswith("socket.accept()"):
        log.warning(
            "no connection can be accepted: %s; raise the limit of open files (LimitNOFILE of the service, ulimit -n), "
            "see Limits in docs/operations.md",
            context.get("exception"),
        )
    else:
        loop.default_exception_handler(context)


async def _keep(connections: Connections, lines: OncePerMinute) -> None:
    """Close what is late and tell what was counted, for as long as the server runs."""
    while True:
        await asyncio.sleep(SWEEP_SECONDS)
        connections.sweep()
        lines.tell()
