"""Texts no cell of a table should hold: too long ones, old encodings, characters that are no part of a text, and
footnote marks written as raised letters."""

from collections.abc import Iterable
from dataclasses import replace
from itertools import chain

from etl.problems import Problem
from etl.reading.characters import FORBIDDEN, LONGEST, MARKS, character_name, piled_marks
from etl.reading.legacy_text import legacy
from etl.reading.sheets import Sheet
from etl.reading.superscripts import without_raised_letters

SHOWN = 100  # a table written in an old encoding throughout need not be quoted cell by cell


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


def without_raised_marks(sheet: Sheet) -> Sheet:
    """The sheet with marks that are raised letters (Hà Nội¹) taken from its texts; they are among its `marks` then."""
    texts = set(chain.from_iterable(sheet.rows))
    changed = {text: clean for text in texts if not text.isascii() and (clean := without_raised_letters(text))[1]}
    if not changed:
        return sheet
    rows, marks = list(sheet.rows), dict(sheet.marks)
    for number, row in enumerate(sheet.rows, start=1):
        if changed.keys().isdisjoint(row):
            continue
        for column, text in enumerate(row, start=1):
            if text in changed:
                marks[number, column] = " ".join(filter(None, [marks.get((number, column)), changed[text][1]]))
        rows[number - 1] = tuple(changed[text][0] if text in changed else text for text in row)
    return replace(sheet, rows=tuple(rows), marks=marks)


def _faults(texts: set[str]) -> dict[str, dict]:
    """The fields of a problem for each text that has one."""
    faults: dict[str, dict] = {
        text: {"code": "cell_too_long", "found": str(len(text)), "expected": str(LONGEST)}
        for text in texts
        if len(text) > LONGEST
    }
    unusual = [text for text in texts - faults.keys() if not (text.isascii() and text.isprintable())]
    piles = {text: count for text in unusual if (count := piled_marks(text))}
    faults |= {
        text: {"code": "marks_piled", "found": str(count), "expected": str(MARKS)} for text, count in piles.items()
    }
    faults |= {
        text: {"code": "character_forbidden", "found": character_name(match[0])}
        for text in unusual
        if (match := FORBIDDEN.search(text))
    }
    if old := legacy(text for text in unusual if text not in piles):
        faults |= {
            text: {"code": "text_legacy", "found": text[:80], "expected": says[:80], "fix": (old.encoding,)}
            for text, says in old.texts.items()
        }
    return faults
