"""How often a secret may be guessed: wrong attempts of the last minute, per client and of all together."""

import time
from collections import deque
from collections.abc import Callable

WINDOW_SECONDS = 60
PER_CLIENT = 5
OF_ALL = 30


class Attempts:
    """Wrong attempts within the window. Never more entries than ``OF_ALL``, whoever asks how often.

    The count of all is what holds: a client's address may be a proxy's, or one that a proxy was told. The count per
    client keeps one forgetful visitor from using up everybody's attempts.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._wrong: deque[tuple[float, str]] = deque(maxlen=OF_ALL)

    def are_used_up(self, client: str) -> bool:
        """Whether this client has guessed wrong as often as it may for now."""
        start = self._clock() - WINDOW_SECONDS
        while self._wrong and self._wrong[0][0] <= start:
            self._wrong.popleft()
        return len(self._wrong) >= OF_ALL or sum(past == client for _, past in self._wrong) >= PER_CLIENT

    def count_wrong(self, client: str) -> None:
        """Take note of a wrong attempt."""
        self._wrong.append((self._clock(), client))
