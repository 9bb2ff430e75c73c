"""What a process keeps of answers, by key and within a number of bytes."""

import pickle
from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, TypeVar

import polars as pl

# Beside the rows: each column has a name, a type and memory of its own (measured: 0.7 to 1.1 KB), an entry its place.
_COLUMN_BYTES, _ENTRY_BYTES = 1024, 1024
_NOTHING: Any = object()
T = TypeVar("T")


class MemoryCache:
    """Values by key, within a number of bytes: the least recently used go first; one too large alone is not kept.

    Python's own locks and dictionaries, because a page asks ten times, and Streamlit's cache takes a fifth of a
    millisecond to find what it has. Frames and stamps never change, so every session may hold the same ones.
    """

    def __init__(self, limit: int) -> None:
        self.limit, self.size = limit, 0
        self._found: OrderedDict[Hashable, tuple[Any, int]] = OrderedDict()
        self._lock = Lock()

    def clear(self) -> None:
        """Let go of everything."""
        with self._lock:
            self._found.clear()
            self.size = 0

    def kept(self, key: Hashable, otherwise: Any = None) -> Any:
        """What is kept for this key, else ``otherwise``."""
        with self._lock:
            if key not in self._found:
                return otherwise
            self._found.move_to_end(key)
            return self._found[key][0]

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """What is kept for this key, else what `make` makes; two who ask at once may both make it."""
        found: T = self.kept(key, _NOTHING)
        if found is not _NOTHING:
            return found
        made = make()
        size = _ENTRY_BYTES + _size(made)
        if size > self.limit:
            return made
        with self._lock:
            self.size += size - self._found.pop(key, (None, 0))[1]
            self._found[key] = made, size
            while self.size > self.limit:
                self.size -= self._found.popitem(last=False)[1][1]
        return made


def _size(made: object) -> int:
    if isinstance(made, pl.DataFrame):
        return int(made.estimated_size()) + _COLUMN_BYTES * made.width
    return len(pickle.dumps(made))
