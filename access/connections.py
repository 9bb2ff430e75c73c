"""How many connections may be open, and how long one may be without a request: uvicorn itself sets no limit."""

import asyncio
import functools
import logging
import socket
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
from websockets.frames import Frame, Opcode

from access.clients import Clients
from access.log_limits import OncePerMinute, log
from access.sessions import (
    OF_CONNECTION,
    OF_LOOP,
    DescriptorBudget,
    descriptor_budget,
    descriptors_in_use,
    reject_session,
)

HEAD_SECONDS = 20
STALLED_SECONDS = 30
GIVES_WAY_SECONDS = 5
SWEEP_SECONDS = 1
# What a page may send over its websocket. One sends a few messages a second, answers a ping every half minute, and
# browsers cut what is large into pieces of 64 KB and more.
FRAMES, PINGS, FRAMES_SECONDS = 1000, 30, 10
FRAGMENTS = 300  # of one message
BURST_BYTES, BYTES_A_SECOND = 2_000_000, 200_000
PIECE_BYTES = 4096  # so much is read before frames are counted: it holds 680 at most


class _Counted:
    """A connection's transport that knows how many bytes were written to it."""

    def __init__(self, transport: asyncio.Transport) -> None:
        self._transport = transport
        self.written = 0

    def write(self, data: bytes) -> None:
        """Write, and count what will be sent."""
        if not self._transport.is_closing():
            self.written += len(data)
        self._transport.write(data)

    def __getattr__(self, name: str) -> Any:
        """All else is the transport's own."""
        return getattr(self._transport, name)


class Connections:
    """What is open now. A connection waits as long as it has sent no whole request head, or all it asked is answered.

    Waiting ones give way: the oldest of them is closed for a new connection when all places are taken (those of its
    client first), so that silence, however much of it, keeps nobody out; and none may wait longer than HEAD_SECONDS,
    or take nothing of what is sent to it for STALLED_SECONDS; who does so for GIVES_WAY_SECONDS gives way too. Those of
    pages have a share of their own.
    """

    def __init__(
        self,
        budget: DescriptorBudget,
        per_client: int,
        clients: Clients,
        clock: Callable[[], float] = time.monotonic,
    ):
        self._budget, self._per_client = budget, per_client
        self._clients = clients
        self._clock = clock
        self._open: dict[_Counted, str] = {}
        self._pages: set[_Counted] = set()  # those of them that asked for a page, whether it is given or not
        self._beside, self._new_pages = 0, 0  # descriptors of all else a moment ago, and pages given since
        self._of_client: Counter[str] = Counter()
        self._waiting: dict[_Counted, float] = {}  # since when, the longest first
        self._taken: dict[_Counted, tuple[int, float]] = {}  # how many bytes the reader took where more are to be sent

    def add(self, transport: _Counted, peer: str) -> None:
        """Take note of a new connection; close another one or this one where there are too many."""
        client = self._clients.of_peer(peer)
        self._open[transport] = client
        if client:
            self._of_client[client] += 1
            if self._of_client[client] > self._per_client:
                self._close_one(transport, client)
                return
        if len(self._open) - len(self._pages) > self._budget.connections:
            self._close_one(transport, "")
            return
        self._waiting[transport] = self._clock()

    def set_waiting(self, transport: _Counted, is_waiting: bool) -> None:
        """Take note of whether a connection works on a request; what waits already goes on waiting since then."""
        if not is_waiting:
            self._waiting.pop(transport, None)
        elif transport in self._open:
            self._waiting.setdefault(transport, self._clock())

    def set_page(self, transport: _Counted) -> None:
        """Take note that a connection asks for a page."""
        self._pages.add(transport)

    def gives_page(self) -> bool:
        """Whether there is room for the page that was asked for last: a place, and descriptors that neither others nor
        the share of connections without a page need.
        """
        taken = self._beside + OF_LOOP * self._new_pages + OF_CONNECTION * (len(self._pages) + self._budget.connections)
        if len(self._pages) > self._budget.pages or taken + OF_LOOP > self._budget.descriptors:
            log.warning(
                "a page was refused: %d are open, of %d files this process may open (LimitNOFILE of the service, "
                "ulimit -n) not enough are left",
                len(self._pages) - 1,
                self._budget.given,
            )
            return False
        self._new_pages += 1
        return True

    def remove(self, transport: _Counted) -> None:
        """Take note of a connection's end."""
        client = self._open.pop(transport, "")
        self._waiting.pop(transport, None)
        self._pages.discard(transport)
        self._taken.pop(transport, None)
        if client:
            self._of_client[client] -= 1
            if not self._of_client[client]:
                del self._of_client[client]

    def sweep(self) -> None:
        """Close what has waited too long, and whose reader does not read."""
        now = self._clock()
        self._beside, self._new_pages = descriptors_in_use() - len(self._open), 0
        for transport in self._open:
            unsent = transport.get_write_buffer_size()
            taken = transport.written - unsent  # what is still to be sent grows by itself where a page goes on running
            if not unsent:
                self._taken.pop(transport, None)
            elif self._taken.get(transport, (-1, now))[0] != taken:
                self._taken[transport] = taken, now
        silent = [each for each, since in self._waiting.items() if now - since >= HEAD_SECONDS]
        stalled = [each for each, (_, since) in self._taken.items() if now - since >= STALLED_SECONDS]
        for transport in {*silent, *stalled}:
            self._close(transport)
        if silent:
            log.warning("%d connections closed: no whole request within %d seconds", len(silent), HEAD_SECONDS)
        if stalled:
            log.warning("%d connections closed: nothing read for %d seconds", len(stalled), STALLED_SECONDS)

    def _close_one(self, new: _Counted, client: str) -> None:
        long_ago = self._clock() - GIVES_WAY_SECONDS
        stalled = (each for each, (_, since) in self._taken.items() if since <= long_ago)
        giving_way = (
            each
            for each in chain(self._waiting, stalled)
            if (self._open[each] == client if client else each not in self._pages)
        )
        chosen = next(giving_way, new)
        self._close(chosen)
        if chosen is not new:
            self._waiting[new] = self._clock()
        if client:
            log.warning("too many connections from %s (limit %d): one closed", client, self._per_client)
        else:
            log.warning("too many connections (limit %d, see ulimit -n): one closed", self._budget.connections)

    def _close(self, transport: _Counted) -> None:
        self.remove(transport)
        transport.abort()


class _Http(H11Protocol):
    """uvicorn's connection, known to ``Connections``; every scope says at ``state["peer"]`` who is at its other end."""

    transport: Any  # a _Counted, to uvicorn one as any other

    def __init__(self, connections: Connections, **of_uvicorn: Any) -> None:
        super().__init__(**of_uvicorn)
        self._known = connections
        self._is_websocket = False

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn's own does
        counted: Any = _Counted(transport)
        _send_at_once(transport)
        super().connection_made(counted)
        peer = self.client[0] if self.client else ""
        self.app_state = {**self.app_state, "peer": peer}
        self._known.add(counted, peer)

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
        self._known.set_page(self.transport)
        super().handle_websocket_upgrade(event)
        # What the websocket's own reader refuses (a body, too many headers) it leaves open without a word.
        websocket: Any = self.transport.get_protocol()
        if not websocket.handshake_initiated and not self.transport.is_closing():
            self.send_400_response("Invalid handshake of a websocket.\n")

    def _say_whether_waiting(self) -> None:
        is_answering = self.cycle is not None and not self.cycle.response_complete
        self._known.set_waiting(self.transport, not (is_answering or self._is_websocket))


def _send_at_once(transport: asyncio.Transport) -> None:
    """Let small pieces go out without waiting for the receipt of those before. asyncio does so by itself, but not where
    the listening socket was made without naming its protocol, as here: an answer of a head and few bytes then took
    45 ms instead of one on every connection that is used again.
    """
    connected = transport.get_extra_info("socket")
    if connected is not None and connected.family in (socket.AF_INET, socket.AF_INET6):
        connected.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)


class _WebSocket(WebSocketsSansIOProtocol):
    """uvicorn's websocket, whose connection ``Connections`` knows since it was opened. One that sends more frames than
    any page is closed (1008); what it sends beyond its bytes waits unread until they are refilled.
    """

    transport: Any  # a _Counted, to uvicorn one as any other

    def __init__(self, connections: Connections, **of_uvicorn: Any) -> None:
        super().__init__(**of_uvicorn)
        self._known = connections
        self._since = self._filled = time.monotonic()
        self._frames = self._pings = self._fragments = 0
        self._bytes: float = BURST_BYTES

    def connection_lost(self, exc: Exception | None) -> None:
        self._forget()
        super().connection_lost(exc)
        self._known.remove(self.transport)

    def data_received(self, data: bytes) -> None:
        for start in range(0, len(data), PIECE_BYTES):
            if self.close_sent or self.transport.is_closing():
                break
            super().data_received(data[start : start + PIECE_BYTES])

    def handle_events(self) -> None:
        if not self._count([each for each in self.conn.events if isinstance(each, Frame)]):
            super().handle_events()
            return
        log.warning("a websocket was closed: it sent more %s than a page", self._count([]))
        self.conn.events.clear()
        self.conn.data_to_send()  # the answers to its pings
        self.conn.fail(1008)
        if self.conn.close_sent:
            self._forget()
            self.handle_parser_exception()
            self.disconnected = True
        else:  # it did not even wait for the answer to its handshake
            self.transport.abort()

    def handle_ping(self) -> None:
        if self.writable.is_set():
            super().handle_ping()
        else:
            self.conn.data_to_send()  # unsent: who does not read what there is needs no further answers

    async def send(self, message: Any) -> None:
        """Send, or nothing where nobody is there any more: `receive` says so, and a fault would be a trace for each."""
        await self.writable.wait()
        if not self.disconnected:
            await super().send(message)

    async def receive(self) -> Any:
        """The next message, as soon as all before it are paid for; until then nothing is read."""
        self._refill()
        if self._bytes < 0:
            await asyncio.sleep(-self._bytes / BYTES_A_SECOND)
        return await super().receive()

    def _forget(self) -> None:
        """Drop messages whose turn has not come: a page that is gone is not to work through them."""
        while self.handshake_complete and not self.queue.empty():
            self.queue.get_nowait()

    def _refill(self) -> None:
        now = time.monotonic()
        self._bytes = min(BURST_BYTES, self._bytes + (now - self._filled) * BYTES_A_SECOND)
        self._filled = now

    def _count(self, frames: list[Frame]) -> str:
        """Take note of frames; what there are too many of, empty where that is nothing."""
        now = time.monotonic()
        if now - self._since >= FRAMES_SECONDS:
            self._since, self._frames, self._pings = now, 0, 0
        self._refill()
        for frame in frames:
            self._frames += 1
            self._pings += frame.opcode in (Opcode.PING, Opcode.PONG)
            if frame.opcode is Opcode.CONT:
                self._fragments += 1
            elif frame.opcode in (Opcode.TEXT, Opcode.BINARY):
                self._fragments = 0
            self._bytes -= len(frame.data)
        if self._pings > PINGS:
            return "pings"
        if self._fragments > FRAGMENTS:
            return "fragments of a message"
        return "frames" if self._frames > FRAMES else ""


class Limits:
    """ASGI middleware, the outermost: when uvicorn starts the application, and before it listens, it is given limits
    of connections, of what a websocket message may hold, and a log that visitors cannot fill.
    """

    def __init__(self, app: ASGIApp, clients: Clients, sessions: int, per_client: int, message_bytes: int) -> None:
        self._app = app
        self._clients = clients
        self._sessions, self._per_client = sessions, per_client
        self._gives_page: Callable[[], bool] = lambda: True
        self._message_bytes = message_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on; at the start of the application set the limits and keep them."""
        if scope["type"] == "websocket" and not self._gives_page():
            await reject_session(scope, receive, send)
            return
        if scope["type"] != "lifespan":
            await self._app(scope, receive, send)
            return
        # `streamlit run` leaves no other way to the settings of uvicorn than the object that tells us of the start.
        method: Any = receive
        config: Config = method.__self__.config
        config.lifespan = "on"  # a fault in what follows ends the start
        found = descriptor_budget(self._sessions)
        connections = Connections(found, self._per_client, self._clients)
        self._gives_page = connections.gives_page
        if found.pages < self._sessions:
            log.warning(
                "room for %d pages at once, not %d (DTI_MAX_SESSIONS): this process may open %d files; raise "
                "LimitNOFILE of the service (ulimit -n), see Limits in docs/operations.md",
                found.pages,
                self._sessions,
                found.given,
            )
        # Typed as classes, which uvicorn only ever calls.
        config.http_protocol_class = functools.partial(_Http, connections)  # type: ignore[assignment]
        config.ws_protocol_class = functools.partial(_WebSocket, connections)  # type: ignore[assignment]
        config.ws_max_size = self._message_bytes
        config.backlog = found.backlog
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
        lines.install()
        lines.flush()
