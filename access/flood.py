"""Lines of the server's log that visitors cause: each kind at most once a minute, with how often it happened."""

import logging
import re
import threading
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass

WINDOW_SECONDS = 60
KIND_LIMIT = 200
APART_LIMIT = 10
# Where the libraries below us speak of what a connection sent. What our pages say, incident codes among it, is apart.
# The last three tell of values that no page would send.
_SPOKEN_BY = (
    "uvicorn",
    "asyncio",
    "websockets",
    "streamlit.web",
    "streamlit.runtime.",
    "streamlit.error_util",
    "streamlit.components",
    "streamlit.elements",
)
_NOT = "streamlit.runtime.scriptrunner"

log = logging.getLogger("dashboard.visitors")


def place_of(fault: BaseException) -> str:
    """Which fault it is: its class and the line that raised it, whatever it says."""
    *_, (frame, line) = traceback.walk_tb(fault.__traceback__)
    return f" {type(fault).__name__} {frame.f_code.co_filename}:{line}"


@dataclass
class _Kind:
    """What was told last of one kind of line, when, and how many like it were left out since."""

    told: float
    last: logging.LogRecord
    left_out: int = 0


class OncePerMinute(logging.Filter):
    """A filter for loggers. The first line of a kind passes, those of the next minute are counted, then one says how
    many there were. Kinds are told apart by logger, wording and the fault that goes with it, never by what the wording
    is filled with, unless the line says so: ten of each wording are told apart by what it gives as `extra` ``apart``.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._clock = clock
        self._guard = threading.Lock()
        self._kinds: dict[tuple[str, str, str], _Kind] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether the line is written."""
        wording = str(record.msg) if record.args else re.sub(r"\d+", "0", str(record.msg))
        fault = place_of(record.exc_info[1]) if record.exc_info and record.exc_info[1] else ""
        same = record.name, wording.strip().split("\n")[0][:80] + fault
        key = *same, str(getattr(record, "apart", ""))
        with self._guard:
            if key not in self._kinds and sum(kind[:2] == same for kind in self._kinds) >= APART_LIMIT:
                key = *same, ""
            if key not in self._kinds and len(self._kinds) >= KIND_LIMIT:
                key = "", "", ""
            kind = self._kinds.get(key)
            if kind is None:
                self._kinds[key] = _Kind(self._clock(), record)
                return True
            kind.left_out += 1
            kind.last = record
            return False

    def tell(self) -> None:
        """Write what was left out of minutes that are over; to be called every second or so."""
        now = self._clock()
        with self._guard:
            over = {key: kind for key, kind in self._kinds.items() if now - kind.told >= WINDOW_SECONDS}
            for key, kind in over.items():
                if kind.left_out:
                    self._kinds[key] = _Kind(now, kind.last)
                else:
                    del self._kinds[key]
        for kind in over.values():
            if kind.left_out:
                last = kind.last
                text = f"{last.getMessage().strip()} ({kind.left_out} more like this within {WINDOW_SECONDS} seconds)"
                told = logging.LogRecord(last.name, last.levelno, last.pathname, last.lineno, text, None, None)
                logging.getLogger(last.name).callHandlers(told)  # past this very filter

    def install(self) -> None:
        """Put the filter before all that visitors can make the libraries say, and before ``log``."""
        for name in list(logging.root.manager.loggerDict):
            if name.startswith(_SPOKEN_BY) and not name.startswith(_NOT):
                logging.getLogger(name).addFilter(self)
        log.addFilter(self)
