"""What a visitor may ask of the server at once, and what a page may send over its websocket."""

from collections import Counter
from collections.abc import Callable

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from access.clients import Clients
from access.flood import log
from text.catalogue import LANGUAGES, say

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


class Sessions:
    """ASGI middleware. At most ``total`` websockets, and of one client, where its address is its own, at most
    ``per_client`` requests and websockets at once; else 503. ``kind`` names what a message asks for, empty where it
    cannot be read: a message that is no reader's is dropped, one that cannot be read closes the websocket.
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
            await _no_room(scope, receive, send)
            return
        if client and self._of_client[client] >= self._per_client:
            log.warning("refused: %d requests of %s at once (DTI_MAX_PER_CLIENT)", self._per_client, client)
            await _no_room(scope, receive, send)
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

        async def receive_readable() -> Message:
            while True:
                message = await receive()
                if message["type"] != "websocket.receive":
                    return message
                kind = self._kind(message.get("bytes") or b"")
                if kind in READERS_MESSAGES:
                    return message
                if not kind:
                    log.warning("a websocket was closed: it sent what is no message of a page")
                    await send({"type": "websocket.close", "code": 1002})
                    return {"type": "websocket.disconnect", "code": 1002}
                log.warning("a message for developers was dropped: %s", kind)

        return receive_readable


async def _no_room(scope: Scope, receive: Receive, send: Send) -> None:
    told = "\n".join(say(language, "server_full") for language in LANGUAGES)
    await PlainTextResponse(told + "\n", status_code=503, headers={"Retry-After": "30"})(scope, receive, send)
