"""Workbooks (.xlsx, .xls, .ods), read by another process under limits; see `etl.workbook_child`."""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

import etl
from etl import workbook_limits as limits
from etl.problems import Problem
from etl.sheets import Sheet


def read_workbook(path: Path, file: str) -> tuple[list[Sheet], list[Problem]]:
    """Every sheet with its cells as text, or the one problem that forbids reading the workbook."""
    with tempfile.TemporaryDirectory() as folder:
        answer = Path(folder) / "answer.json"
        command = [sys.executable, "-m", "etl.workbook_child", str(path.resolve()), str(answer)]
        try:
            # the child's own words go nowhere: a parser's backtrace helps no user
            ended = subprocess.run(
                command,
                timeout=limits.SECONDS + 5,
                cwd=Path(etl.__file__).parents[1],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return [], [Problem(file, code="workbook_slow", expected=str(limits.SECONDS))]
        if ended.returncode or not answer.is_file():
            return [], [Problem(file, code="workbook_crashed", found=str(ended.returncode))]
        outcome = json.loads(answer.read_text(encoding="utf-8"))
    if problem := outcome.get("problem"):
        return [], [Problem(file, **problem)]
    return [_sheet(each) for each in outcome["sheets"]], []


def _sheet(answer: dict) -> Sheet:
    rows = tuple(tuple(row) for row in answer["rows"])
    return Sheet(answer["name"], rows, frozenset((row, column) for row, column in answer["numeric"]))
