"""Child processes that never outlive this one, and run no code but ours and that of the environment."""

import os
import signal
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
SECONDS_AFTER_CTRL_C = 2
SECONDS_AFTER_TERMINATION = 5


class Terminated(BaseException):
    """Somebody asked this process to end (SIGTERM)."""


def pass_on_termination() -> None:
    """From here on SIGTERM raises Terminated, so a running child is ended before this process is."""

    def raise_terminated(*_: object) -> None:
        raise Terminated

    signal.signal(signal.SIGTERM, raise_terminated)


def _isolated(variables: Mapping[str, str]) -> dict[str, str]:
    """Environment variables without Python's own: PYTHONPATH of whoever started us would put other code before ours,
    PYTHONSAFEPATH would hide ours.
    """
    return {name: value for name, value in variables.items() if not name.startswith("PYTHON")}


@contextmanager
def running(command: list[str], env: Mapping[str, str] = os.environ, **options: Any) -> Iterator[subprocess.Popen]:
    """A child in the project folder; when the block is left early, the child is ended first."""
    child = subprocess.Popen(command, cwd=ROOT, env=_isolated(env), **options)
    try:
        yield child
    except KeyboardInterrupt:
        # A terminal sends Ctrl-C to the child too: let it finish in its own way (pytest prints its summary).
        with suppress(subprocess.TimeoutExpired):
            child.wait(SECONDS_AFTER_CTRL_C)
        raise
    finally:
        if child.poll() is None:
            child.terminate()
            try:
                child.wait(SECONDS_AFTER_TERMINATION)
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()


def exit_code(command: list[str], **options: Any) -> int:
    """Run a child to its end, its output on our own screen unless `options` of Popen say otherwise."""
    with running(command, **options) as child:
        return child.wait()
