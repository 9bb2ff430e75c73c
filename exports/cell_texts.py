"""Texts of a column as a file may hold them. The rules are those of `text.files`; here they meet many rows at once."""

from collections.abc import Callable

import polars as pl

from text import files

# Texts that no rule is about: they begin with a letter or a digit, hold nothing that cannot be read, and are short.
_BEGINS_ODDLY = r"^[^\p{Latin}0-9]"
_ODD = rf"[{files.UNPRINTABLE.replace(chr(92) + 'ud800-' + chr(92) + 'udfff', '')}]|_x"


def changed(texts: pl.Series, rule: Callable[[str], str]) -> pl.Series:
    """The texts as a rule of `text.files` writes them, which is asked once for each text that it may be about."""
    odd = texts.filter(is_odd(texts)).unique()
    if odd.is_empty():
        return texts
    written = pl.Series([rule(text) for text in odd], dtype=pl.String)
    return texts.replace(odd, written)


def like_formulas(texts: pl.Series) -> pl.Series:
    """Which of the texts a spreadsheet may run."""
    odd = texts.filter(is_odd(texts)).unique()
    run = [text for text in odd if files.is_like_formula(text)]
    return texts.is_in(run).fill_null(False)


def is_odd(texts: pl.Series) -> pl.Series:
    """Which of the texts a rule may be about."""
    odd = texts.str.contains(_BEGINS_ODDLY) | texts.str.contains(_ODD) | (texts.str.len_bytes() > files.LONGEST)
    return odd.fill_null(False)
