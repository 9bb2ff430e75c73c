"""How long work tells its watchers how far it is; light, for those who import the engine only when they need it."""

from collections.abc import Callable

Progress = Callable[[str, int, int], None]  # the step, how many are done, how many there are


def silent(step: str, done: int, total: int) -> None:
    """Progress for those who do not watch."""
