"""Texts of a column as a file may hold them. The rules are those of `text.files`; here they meet many rows at once."""

from collections.abc import Callable

import polars as pl

from text import files

# Texts that no rule is about: they begin with a letter or a digit, hold nothing that cannot be read, and are short.
_ODD = rf"^[^\p{{Latin}}0-9]|[{files.UNPRINTABLE.replace(chr(92) + 'ud800-' + chr(92) + 'udfff', '')}]|_x"


def changed(texts: pl.Series, rule: Callable[[str], str]) -> pl.Series:
    """The texts as a rule of `text.files` writes them, which is asked once for each text that it may be about."""
    return _changed(texts, _odd(texts), rule)


def for_workbook(texts: pl.Series) -> tuple[pl.Series, pl.Series]:
    """The texts as a workbook has to say them, and which of them a spreadsheet may run."""
    odd = _odd(texts)
    runs = texts.is_in([text for text in odd if files.is_like_formula(text)]) if len(odd) else texts.is_in([])
    return _changed(texts, odd, files.workbook_text), runs.fill_null(False)


def _changed(texts: pl.Series, odd: pl.Series, rule: Callable[[str], str]) -> pl.Series:
    if odd.is_empty():
        return texts
    return texts.replace(odd, pl.Series([rule(text) for text in odd], dtype=pl.String))


def _odd(texts: pl.Series) -> pl.Series:
    """The texts that a rule may be about, each once."""
    is_odd = texts.str.contains(_ODD) | (texts.str.len_bytes() > files.LONGEST)
    return texts.filter(is_odd).unique()
