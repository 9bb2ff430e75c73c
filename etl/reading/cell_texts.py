"""Texts no cell of a table should hold: old encodings, and characters that are no part of a text."""

import re
import unicodedata
from collections.abc import Iterable
from itertools import chain

from etl.problems import Problem
from etl.reading.legacy_text import legacy
from etl.reading.sheets import Sheet

SHOWN = 100  # a table written in an old encoding throughout need not be quoted cell by cell
LONGEST = 4000  # letters; what is longer is a document pasted into a cell
# control characters, the one that stands for a lost letter, and those that turn the direction of reading
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffd-\uffff]")


def text_problems(sheets: Iterable[Sheet], file: str) -> list[Problem]:
    """A problem for each cell with such a text, up to `SHOWN` of a sheet."""
    problems: list[Problem] = []
    for sheet in sheets:
        faults = _faults(set(chain.from_iterable(sheet.rows)))
        places = (
            (row, column, text)
            for row, texts in enumerate(sheet.rows if faults else (), start=1)
            if not faults.keys().isdisjoint(texts)
            for column, text in enumerate(texts, start=1)
            if text in faults
        )
        problems += [
            Problem(file, sheet.name, row, column, **faults[text])
            for _, (row, column, text) in zip(range(SHOWN), places, strict=False)
        ]
    return problems


def _faults(texts: set[str]) -> dict[str, dict]:
    """The fields of a problem for each text that has one."""
    unusual = [text for text in texts if not (text.isascii() and text.isprintable())]
    faults: dict[str, dict] = {
        text: {"code": "character_forbidden", "found": character_name(match[0])}
        for text in unusual
        if (match := _FORBIDDEN.search(text))
    }
    if old := legacy(text for text in unusual if len(text) < LONGEST):
        faults |= {
            text: {"code": "text_legacy", "found": text[:80], "expected": says[:80], "fix": (old.encoding,)}
            for text, says in old.texts.items()
        }
    return faults


def character_name(character: str) -> str:
    """How a character nobody sees is told: its number, and its name where it has one."""
    return f"U+{ord(character):04X} {unicodedata.name(character, '')}".strip()
