"""How many connections may be open, and how long one may be without a request: uvicorn itself sets no limit."""

import asyncio
import functools
import logging
import time
from collections import Counter
from collections.abc import Callable

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
SWEEP_SECONDS = 1
# Descriptors that connections leave alone: those accepted at once before one can be closed, and files, figures, pipes.
BACKLOG = 256
OTHER_DESCRIPTORS = 128


def descriptors_for_connections() -> int:
    """How many connections may be open at once, after raising this process's own limit as far as that needs and may."""
    try:
        import resource
    except ImportError:  # Windows has no such limit
        return TOTAL
    wanted = TOTAL + BACKLOG + OTHER_DESCRIPTORS
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    reachable = wanted if hard == resource.RLIM_INFINITY else min(hard, wanted)
    if soft != resource.RLIM_INFINITY and soft < reachable:
        resource.setrlimit(resource.RLIMIT_NOFILE, (reachable, hard))
        soft = reachable
    given = wanted if soft == resource.RLIM_INFINITY else soft
    return min(TOTAL, max(given - BACKLOG - OTHER_DESCRIPTORS, given // 4))


class Connections:
    """What is open now. A connection waits as long as it has sent no whole request head, or all it asked is answered.

    Waiting ones give way: the oldest of them is closed for a new connection when all places are taken (those of its
    client first), so that silence, however much of it, keeps nobody out; and none may wait longer than HEAD_SECONDS.
    """

    def __init__(self, total: int, per_client: int, clients: Clients, clock: Callable[[], float] = time.monotonic):
        self._total, self._per_client = total, per_client
        self._clients = clients
        self._clock = clock
        self._open: dict[asyncio.Transport, str] = {}
        self._of_client: Counter[str] = Counter()
        self._waiting: dict[asyncio.Transport, float] = {}  # since when, the longest first

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
        if client:
            self._of_client[client] -= 1
            if not self._of_client[client]:
                del self._of_client[client]

    def sweep(self) -> None:
        """Close what has waited too long, and what was told to close but has a reader who does not read."""
        for transport in self._open:
            if transport.is_closing():
                self.set_waiting(transport, True)
        oldest = self._clock() - HEAD_SECONDS
        late = [transport for transport, since in self._waiting.items() if since <= oldest]
        for transport in late:
            self._close(transport)
        if late:
            log.warning("%d connections closed: no whole request within %d seconds", len(late), HEAD_SECONDS)

    def _close_one(self, new: asyncio.Transport, client: str) -> None:
        giving_way = (waiting for waiting in self._waiting if not client or self._open[waiting] == client)
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

    def __init__(self, connections: Connections, **of_uvicorn: object) -> None:
        super().__init__(**of_uvicorn)
        self._known = connections
        self._is_websocket = False

    def connection_made(self, transport: asyncio.Transport) -> None:
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

    def _say_whether_waiting(self) -> None:
        is_answering = self.cycle is not None and not self.cycle.response_complete
        self._known.set_waiting(self.transport, not (is_answering or self._is_websocket))


class _WebSocket(WebSocketsSansIOProtocol):
    """uvicorn's websocket, whose connection ``Connections`` knows since it was opened."""

    def __init__(self, connections: Connections, **of_uvicorn: object) -> None:
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
        config: Config = receive.__self__.config
        config.lifespan = "on"  # a fault in what follows ends the start
        connections = Connections(descriptors_for_connections(), self._per_client, self._clients)
        config.http_protocol_class = functools.partial(_Http, connections)
        config.ws_protocol_class = functools.partial(_WebSocket, connections)
        config.ws_max_size = self._message_bytes
        config.backlog = BACKLOG
        if isinstance(config.loaded_app, ProxyHeadersMiddleware):  # believes every proxy of this machine by itself
            config.loaded_app = ProxyHeadersMiddleware(config.loaded_app.app, self._clients.trusted)
        logging.getLogger("uvicorn.error").setLevel(logging.WARNING)  # not a line for each websocket
        lines = OncePerMinute()
        lines.install()
        keeping = asyncio.create_task(_keep(connections, lines))
        try:
            await self._app(scope, receive, send)
        finally:
            keeping.cancel()


async def _keep(connections: Connections, lines: OncePerMinute) -> None:
    """Close what is late and tell what was counted, for as long as the server runs."""
    while True:
        await asyncio.sleep(SWEEP_SECONDS)
        connections.sweep()
        lines.tell()
