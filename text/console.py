"""How every command line of the program begins and ends: letters of all languages, and a reader that has had enough."""

import io
import os
import sys
from collections.abc import Callable
from typing import NoReturn

_PIPE_CLOSED = 141  # as of a program that SIGPIPE ends


def run(main: Callable[[], int]) -> NoReturn:
    """Run a command with UTF-8 on both streams and leave with its exit code; 141, without a word, where the reader of
    the output, such as `head`, has what it wanted.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8")
    try:
        code = main()
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = _PIPE_CLOSED
    sys.exit(code)
