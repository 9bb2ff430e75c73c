"""Many visitors at once: sessions that change a filter over the server's own websocket, as a browser does."""

import asyncio
import random
import statistics
import time
from collections.abc import Iterator

import psutil
import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.typing import Subprotocol

from benchmarks.measured import Measured
from benchmarks.serving import served

SESSIONS = 50
PAUSE_SECONDS = 5
ROUNDS = 8
UNITS = ("01", "08", "22", "48", "67", "79", "96")
YEARS = ("2022", "2023", "2024")


def _addresses(seed: int) -> Iterator[str]:
    """Query strings of one visitor: another year, measure or unit each time."""
    choices = random.Random(seed)
    while True:
        yield (
            f"lang=vi&index=dti&year={choices.choice(YEARS)}&cohort=vn63&measure={choices.choice(('index', 'P1', '8'))}"
            f"&region=all&unit={choices.choice(UNITS)}&q="
        )


class Visitor:
    """One session on one page."""

    def __init__(self, address: str, page: str, seed: int) -> None:
        """Not yet connected; ``page`` is the last part of the page's address."""
        self._url = address.replace("http", "ws") + "/_stcore/stream"
        self._page, self._queries = page, _addresses(seed)
        self.seconds: list[float] = []

    async def open(self) -> None:
        """Connect and draw the page for the first time."""
        self._socket = await websockets.connect(
            self._url, subprotocols=[Subprotocol("streamlit")], max_size=None, open_timeout=None
        )
        await self._run()

    async def change(self) -> None:
        """Change a filter and note how long the server takes until the page is drawn."""
        began = time.perf_counter()
        await self._run()
        self.seconds.append(time.perf_counter() - began)

    async def close(self) -> None:
        """Leave."""
        await self._socket.close()

    def query(self) -> str:
        """What the address asks for next."""
        return next(self._queries)

    def take(self, answer: ForwardMsg) -> None:
        """Look at what the server says while it draws; raises RuntimeError where that is a fault."""
        if answer.WhichOneof("type") == "delta" and answer.delta.new_element.WhichOneof("type") == "exception":
            raise RuntimeError(answer.delta.new_element.exception.message)

    async def ask(self, message: BackMsg, end: str = "script_finished") -> ForwardMsg:
        """Send a message, take all that is said until it is answered; the answer, a message of the kind ``end``."""
        await self._socket.send(message.SerializeToString())
        while True:
            answer = ForwardMsg()
            answer.ParseFromString(await self._socket.recv())
            kind = answer.WhichOneof("type")
            self.take(answer)
            is_early = kind == "script_finished" and answer.script_finished != ForwardMsg.FINISHED_SUCCESSFULLY
            if kind == end and not is_early:
                return answer

    async def _run(self) -> None:
        message = BackMsg()
        message.rerun_script.query_string = self.query()
        message.rerun_script.page_name = self._page
        await self.ask(message)


async def _visit(address: str, page: str, process: psutil.Process) -> tuple[list[float], list[float], float]:
    """Seconds of changes spread over time, of changes at one instant, and megabytes each session takes."""
    first = Visitor(address, page, 0)
    await first.open()
    before = process.memory_info().rss
    visitors = [Visitor(address, page, seed) for seed in range(1, SESSIONS + 1)]
    for visitor in visitors:
        await visitor.open()
    megabytes = (process.memory_info().rss - before) / SESSIONS / 1e6

    async def walk(visitor: Visitor, place: int) -> None:
        await asyncio.sleep(PAUSE_SECONDS * place / SESSIONS)
        for _ in range(ROUNDS):
            began = time.perf_counter()
            await visitor.change()
            await asyncio.sleep(max(0, PAUSE_SECONDS - (time.perf_counter() - began)))

    await asyncio.gather(*(walk(visitor, place) for place, visitor in enumerate(visitors)))
    spread = [seconds for visitor in visitors for seconds in visitor.seconds]
    for visitor in visitors:
        visitor.seconds.clear()
    await asyncio.gather(*(visitor.change() for visitor in visitors))
    together = [seconds for visitor in visitors for seconds in visitor.seconds]
    for visitor in (first, *visitors):
        await visitor.close()
    return spread, together, megabytes


def p95(seconds: list[float]) -> float:
    """The 95th percentile."""
    return statistics.quantiles(seconds, n=20)[-1]


def measure() -> list[Measured]:
    """The two loads and the memory of a session; the floor is one visitor alone."""
    with served() as (address, process, _):
        server = max([process, *process.children(recursive=True)], key=lambda part: part.memory_info().rss)
        spread, together, megabytes = asyncio.run(_visit(address, "ranking", server))
    alone = [min(spread)]
    return [
        Measured(
            f"{SESSIONS} sessions, a change every {PAUSE_SECONDS} s: p95", [p95(spread)], "s", 0.5, "fastest", alone
        ),
        Measured(f"{SESSIONS} sessions at one instant: p95", [p95(together)], "s", 2.5, "fastest", alone),
        Measured("memory a session", [megabytes], "MB", 5, "bare session", [0.14]),
    ]
