"""Workbooks (.xlsx, .xls, .ods), read by another process under limits; see `etl.reading.workbook_child`.

That process answers in lines of JSON, one object each: `{"problem": {...}}` is something to say about the workbook;
`{"sheet": name, "rows": n, "columns": n}` begins a sheet; `{"texts": [...], "codes": n}` brings its next rows;
`{"metadata": {...}, "of": name}` is what the sheet of that name carries besides texts
(`etl.reading.sheet_metadata`); `{"end": true}` is last.

Most cells repeat others, so a row is a number for each cell, after one for its mask (see `etl.reading.sheets.Places`);
they count the texts of all lines so far, and follow their line as `n` unsigned integers of four bytes.
"""

import datetime
import json
import signal
import subprocess
import sys
from array import array
from collections.abc import Callable, Iterable, Sequence
from itertools import islice
from pathlib import Path
from threading import Event, Timer
from typing import IO, BinaryIO

import etl
from etl.problems import Problem
from etl.reading import workbook_limits as limits
from etl.reading.sheet_metadata import fields_of
from etl.reading.sheets import Places, Sheet

Progress = Callable[[int, int], None]  # rows done, rows there are
_OUT_OF_TIME = -signal.SIGXCPU if hasattr(signal, "SIGXCPU") else None  # Windows knows no limit of processor time
CODE = "I"
_ROWS_AT_ONCE = 1000
_NUMBERS = (float, int)


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


class AnswerWriter:
    """The side of the process that reads the workbook."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._told = 0
        self._texts: list[str] = []
        self._code_of: dict[str, int] = {}
        self._kinds: dict[type, _Codes] = {}
        self._masks: dict[tuple[type, ...], tuple[int, list[_Codes]]] = {}
        self._left: list[int] = []

    def problem(self, problem: dict) -> None:
        """Say something about the workbook: the fields of a problem without its file."""
        self._line({"problem": problem})

    def sheet(self, name: str, rows: int, columns: int, left: int) -> None:
        """Begin a sheet of so many rows and columns, of which `left` ones are empty and not in its rows."""
        self._line({"sheet": name, "rows": rows, "columns": columns})
        self._left = [self._code("")] * left
        self._masks.clear()

    def rows(self, rows: Iterable[Sequence[object]]) -> None:
        """The cells of the sheet, from its first row on."""
        rows = iter(rows)
        while some := list(islice(rows, _ROWS_AT_ONCE)):
            codes = array(CODE)
            for cells in some:
                codes.extend(self._row(cells))
            self._line({"texts": self._texts[self._told :], "codes": len(codes)})
            self._told = len(self._texts)
            self._stream.write(codes.tobytes())

    def metadata(self, name: str, metadata: dict) -> None:
        """What the sheet of this name carries besides texts (see `etl.reading.sheet_metadata`)."""
        self._line({"metadata": metadata, "of": name})

    def end(self) -> None:
        """Say that the answer is whole."""
        self._line({"end": True})
        self._stream.flush()

    def _row(self, cells: Sequence[object]) -> list[int]:
        kinds = tuple(map(type, cells))
        known = self._masks.get(kinds)
        if known is None:
            known = self._masks[kinds] = self._code(self._mask(kinds)), [self._of_kind(kind) for kind in kinds]
        mask, codes = known
        return [mask, *self._left, *[code[cell] for code, cell in zip(codes, cells, strict=True)]]

    def _mask(self, kinds: tuple[type, ...]) -> str:
        return "." * len(self._left) + "".join("n" if kind in _NUMBERS else "." for kind in kinds)

    def _of_kind(self, kind: type) -> "_Codes":
        return self._kinds.setdefault(kind, _Codes(lambda cell: self._code(_text(cell))))

    def _code(self, text: str) -> int:
        code = self._code_of.setdefault(text, len(self._texts))
        if code == len(self._texts):
            self._texts.append(text)
        return code

    def _line(self, line: dict) -> None:
        self._stream.write(json.dumps(line).encode() + b"\n")


class _Codes(dict):
    """The codes of cells of one type: equal cells of different types, such as 1 and True, are not the same text."""

    def __init__(self, code: Callable[[object], int]) -> None:
        self._code = code

    def __missing__(self, cell: object) -> int:
        code = self[cell] = self._code(cell)
        return code


def _text(cell: object) -> str:
    if type(cell) in _NUMBERS:
        return format(cell, ".15g")  # a spreadsheet itself keeps 15 digits; more is binary noise
    if isinstance(cell, datetime.datetime):
        return cell.date().isoformat() if cell.time() == datetime.time() else cell.isoformat(sep=" ")
    return cell.isoformat() if isinstance(cell, datetime.date | datetime.time) else str(cell)


class AnswerReader:
    """The side of the process that asked, taking the answer while it is being given."""

    def __init__(self, file: str, progress: Callable[[int, int], None]) -> None:
        """`file` names the workbook in problems; `progress` hears of rows taken of the sheet, and of all its rows."""
        self.problems: list[Problem] = []
        self.is_whole = False
        self._file, self._progress = file, progress
        self._texts: list[str] = []
        self._sheets: list[tuple[str, list[tuple[str, ...]], list[str]]] = []
        self._metadata: dict[str, dict] = {}

    def take(self, stream: IO[bytes]) -> None:
        """Take an answer up to its end; one that is cut off is not whole."""
        total = columns = 0
        while (line := stream.readline()).endswith(b"\n"):
            match json.loads(line):
                case {"problem": problem}:
                    self.problems.append(Problem(self._file, **problem))
                case {"sheet": name, "rows": total, "columns": columns}:
                    self._sheets.append((name, [], []))
                case {"texts": texts, "codes": count}:
                    self._texts += texts
                    codes = array(CODE)
                    content = stream.read(count * codes.itemsize)
                    if len(content) < count * codes.itemsize:
                        return
                    codes.frombytes(content)
                    self._add(codes, columns)
                    self._progress(len(self._sheets[-1][1]), total)
                case {"metadata": metadata, "of": name}:
                    self._metadata[name] = metadata
                case {"end": True}:
                    self.is_whole = True

    def sheets(self) -> list[Sheet]:
        """The sheets of the answer."""
        return [
            Sheet(name, tuple(rows), Places(masks), **fields)
            for name, rows, masks in self._sheets
            for fields in [fields_of(self._metadata[name], rows)]  # before the rows: marks are taken from them
        ]

    def _add(self, codes: array, columns: int) -> None:
        _, rows, masks = self._sheets[-1]
        cells = map(self._texts.__getitem__, codes)
        for row in zip(*[cells] * (columns + 1), strict=True):
            masks.append(row[0])
            rows.append(row[1:])
