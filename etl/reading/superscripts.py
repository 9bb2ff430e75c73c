"""Footnote marks set as superscripts: they are no part of a number or a name, and glued to one they make another."""

import re
from itertools import groupby
from typing import NamedTuple

_LONGEST = 10  # letters; a longer superscript is no mark
_RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾ᵃᵇᶜᵈ"
_MARK = re.compile(rf"(?<=[\w)\]%.”’\"'])\s?([{_RAISED}](?:[{_RAISED}]|[,;]\s?(?=[{_RAISED}]))*)(?!\w)")
# m², km³, R²; 1,5×10³
_BEFORE_EXPONENT = re.compile(r"(?:(?<![^\W\d_])(?:[kdcm]?m|R)|[x×*·]\s?10)$")
_EXPONENTS = frozenset("23²³")


class Letters(NamedTuple):
    """Letters of a text that look alike."""

    text: str
    is_raised: bool = False
    is_struck: bool = False


class Runs(list[Letters]):
    """A text as letters that look otherwise than those before."""

    @property
    def without_marks(self) -> tuple[str, str]:
        """The text without its footnote marks, and the marks, empty if it has none."""
        text, marks = "", []
        for is_raised, some in groupby(self, key=lambda letters: letters.is_raised):
            part = "".join(letters.text for letters in some)
            mark = part.strip()
            if is_raised and text.strip() and 0 < len(mark) <= _LONGEST and not _is_exponent(text, mark):
                marks.append(mark)
            else:
                text += part
        return text, " ".join(marks)

    @property
    def is_struck(self) -> bool:
        """True if all of it is struck through."""
        seen = [letters.is_struck for letters in self if letters.text.strip()]
        return bool(seen) and all(seen)


def without_raised_letters(text: str) -> tuple[str, str]:
    """The same for a text whose marks are raised letters themselves (Hà Nội¹)."""
    marks = []

    def taken(match: re.Match[str]) -> str:
        if _is_exponent(text[: match.start()], match[1]):
            return match[0]
        marks.append(match[1])
        return ""

    return _MARK.sub(taken, text), " ".join(marks)


def _is_exponent(before: str, mark: str) -> bool:
    found = _BEFORE_EXPONENT.search(before)
    return found is not None and (mark in _EXPONENTS or found[0].endswith("10"))
