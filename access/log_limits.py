"""Lines of the server's log that visitors cause: each kind at most once a minute, with how often it happened, and each
one line, whatever text of theirs it carries.
"""

import logging
import re
import threading
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass

from text.files import readable

WINDOW_SECONDS = 60
KIND_LIMIT = 200
APART_LIMIT = 10
LINE_LETTERS = 500
TRACE_LETTERS = 8000
TRACE_MARK = "    | "  # no line of the log begins like this
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

log = logging.getLogger("dashboard.visitors")
_FORMAT = logging.Formatter()


def place_of(fault: BaseException) -> str:
    """Which fault it is: its class and the line that raised it, if one did, whatever it says."""
    passed = [f" {frame.f_code.co_filename}:{line}" for frame, line in traceback.walk_tb(fault.__traceback__)]
    return f" {type(fault).__name__}{passed[-1] if passed else ''}"


def one_line(text: str) -> str:
    """The text as one line of at most LINE_LETTERS: no end of a line, no control character, no sign of direction."""
    line = readable(" ".join(text[: LINE_LETTERS + 1].split()))
    return line if len(text) <= LINE_LETTERS else line[: LINE_LETTERS - 1] + "…"


def plain(record: logging.LogRecord) -> bool:
    """A filter for loggers: every line passes, as `one_line`, with traces that no line of the log can be taken for."""
    record.msg, record.args = one_line(_said(record)), None
    if record.exc_info and record.exc_info[0]:
        record.exc_text = _indented(_FORMAT.formatException(record.exc_info))
    if record.stack_info:
        record.stack_info = _indented(record.stack_info)
    return True


def _said(record: logging.LogRecord) -> str:
    try:
        return record.getMessage()
    except (TypeError, ValueError):  # a wording that does not fit what it is filled with
        return str(record.msg)


def _indented(trace: str) -> str:
    """A trace with each line marked as one, cut in the middle: its start says where, its end what."""
    lines = "\n".join(f"{TRACE_MARK}{readable(line[:LINE_LETTERS])}" for line in trace.splitlines())
    if len(lines) <= TRACE_LETTERS:
        return lines
    start, end = lines[: TRACE_LETTERS * 3 // 4], lines[-TRACE_LETTERS // 4 :]
    whole, _, last = start.rpartition("\n")
    if not last.startswith(TRACE_MARK):  # the cut fell into a mark
        start = whole
    return f"{start}…\n{TRACE_MARK}…{end}"


@dataclass
class _Kind:
    """What was told last of one kind of line, when, and how many like it were left out since."""

    logged_at: float
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
        self._lock = threading.Lock()
        self._kinds: dict[tuple[str, str, str], _Kind] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether the line is written."""
        wording = str(record.msg) if record.args else re.sub(r"\d+", "0", str(record.msg))
        fault = place_of(record.exc_info[1]) if record.exc_info and record.exc_info[1] else ""
        same = record.name, wording.strip().split("\n")[0][:80] + fault
        key = *same, str(getattr(record, "apart", ""))
        last = logging.LogRecord(
            record.name, record.levelno, record.pathname, record.lineno, one_line(_said(record)), None, None
        )
        with self._lock:
            if key not in self._kinds and sum(kind[:2] == same for kind in self._kinds) >= APART_LIMIT:
                key = *same, ""
            if key not in self._kinds and len(self._kinds) >= KIND_LIMIT:
                key = "", "", ""
            kind = self._kinds.get(key)
            if kind is None:
                self._kinds[key] = _Kind(self._clock(), last)
                return True
            kind.left_out += 1
            kind.last = last
            return False

    def flush(self) -> None:
        """Write what was left out of minutes that are over; to be called every second or so."""
        now = self._clock()
        with self._lock:
            over = {key: kind for key, kind in self._kinds.items() if now - kind.logged_at >= WINDOW_SECONDS}
            for key, kind in over.items():
                if kind.left_out:
                    self._kinds[key] = _Kind(now, kind.last)
                else:
                    del self._kinds[key]
        for kind in over.values():
            if kind.left_out:
                kind.last.msg += f" ({kind.left_out} more like this within {WINDOW_SECONDS} seconds)"
                logging.getLogger(kind.last.name).callHandlers(kind.last)  # past this very filter

    def install(self) -> None:
        """Put the filter before all that visitors can make the libraries say, and before ``log``; and `plain` behind it
        and before everything else that is said. Loggers made later need it again.
        """
        for name, logger in list(logging.root.manager.loggerDict.items()):
            if isinstance(logger, logging.Logger):
                if name.startswith((*_SPOKEN_BY, log.name)):
                    logger.addFilter(self)
                logger.addFilter(plain)
        logging.root.addFilter(plain)
