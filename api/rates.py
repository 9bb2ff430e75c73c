"""How many questions a client may ask: a token bucket for each."""

import math
import time
from collections import OrderedDict
from collections.abc import Callable

_MOST_CLIENTS = 10_000
NAMELESS = 10  # times as many for all whose address is not known, since one may stand for a whole office


class Rates:
    """At most ``per_minute`` questions of a client, as many of them at once; 0 sets no limit."""

    def __init__(self, per_minute: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._per_minute, self._clock = per_minute, clock
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()  # and since when

    def seconds_to_wait(self, client: str) -> int:
        """Take one question of a client, 0; where it has none left the seconds until it has. The empty client is
        everybody whose address is not known.
        """
        if not self._per_minute:
            return 0
        most = self._per_minute * (1 if client else NAMELESS)
        now = self._clock()
        left, since = self._left.pop(client, (float(most), now))
        left = min(most, left + (now - since) * most / 60)
        seconds = 0 if left >= 1 else math.ceil((1 - left) * 60 / most)
        self._left[client] = (left - 1 if not seconds else left), now
        while len(self._left) > _MOST_CLIENTS:
            self._left.popitem(last=False)
        return seconds
