"""Workbooks (.xlsx, .xls, .ods), read by another process under limits; see `etl.reading.workbook_child`."""

import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from threading import Event, Timer

import etl
from etl.problems import Problem
from etl.reading import workbook_limits as limits
from etl.reading.sheets import Sheet
from etl.reading.workbook_protocol import AnswerReader

Progress = Callable[[int, int], None]  # rows done, rows there are
_OUT_OF_TIME = -signal.SIGXCPU if hasattr(signal, "SIGXCPU") else None  # Windows knows no limit of processor time


def silent(done: int, total: int) -> None:
    """Progress that nobody follows."""


def read_workbook(path: Path, file: str, progress: Progress = silent) -> tuple[list[Sheet], list[Problem]]:
    """Every sheet with its cells as text, and what is to be said; with a blocking problem no sheets."""
    # -E: PYTHONPATH of whoever started us must not choose the code that opens a stranger's file
    command = [sys.executable, "-E", "-s", "-m", "etl.reading.workbook_child", str(path.resolve())]
    answer = AnswerReader(file, progress)
    overdue = Event()
    with subprocess.Popen(
        command,
        cwd=Path(etl.__file__).parents[1],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,  # the child's own words: a parser's backtrace helps no user
    ) as child:

        def stop() -> None:
            overdue.set()
            child.kill()

        clock = Timer(limits.SECONDS + 5, stop)
        clock.start()
        try:
            if child.stdout:  # always: a pipe was asked for
                answer.take(child.stdout)
            child.wait()
        finally:
            clock.cancel()
            child.kill()
    if not answer.is_whole:
        if overdue.is_set() or child.returncode == _OUT_OF_TIME:
            return [], [Problem(file, code="workbook_slow", expected=str(limits.SECONDS))]
        return [], [Problem(file, code="workbook_crashed", found=str(child.returncode))]
    is_refused = any(problem.blocks for problem in answer.problems)
    return [] if is_refused else answer.sheets(), answer.problems

