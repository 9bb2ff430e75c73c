"""What is wrong with a file and what to do about it: the sentence of a problem, by its code."""

import re
from string import Formatter

from text import delivery_columns, formats
from text.catalogue import formats_of, say, topic

LONGEST = 300  # letters of a sentence with everything it quotes
_LONGEST_PLACE = 16
_PLACEHOLDER = re.compile(r"\{([^{}]+)\}")
_FOUND_IS_OURS = frozenset({"constant_differs", "template_other_purpose"})  # they quote our names for columns
# problems that quote numbers of ours, not cells
_WITH_NUMBERS = ("totals_differ", "total_differs", "looks_like_percent", "percent_or_points")
# problems whose expected and proposed texts are meanings of columns
_NAMING_COLUMNS = frozenset({"column_open", "column_two_meanings", "column_unlike", "names_settled", "shape_unknown"})


def describe(
    language: str,
    code: str,
    found: str = "",
    expected: str = "",
    fix: tuple[str, ...] = (),
    count: int = 1,
    places: tuple[str, ...] = (),
) -> str:
    """What to tell a person about a problem: its sentence with what was found, needed and proposed.

    At most `LONGEST` letters: what is too long of the texts of a file is cut. Of `count` problems with the same cause
    it says where the first are. Raises KeyError for a code or language without words.
    """
    found, expected, fix = shown(language, code, found, expected, fix)
    sentence = topic(language, "problems")[code]
    told = _places_told(language, count, places)
    texts = {"found": found, "expected": expected, "fix": formats.listed(fix, language) or "–"}
    asked = [name for _, name, _, _ in Formatter().parse(sentence) if name]
    texts |= {name: _part(fix, name) for name in asked if name.startswith("parts[")}
    lengths = [len(texts[name]) for name in asked]
    room = LONGEST - len(told) - len(sentence) + sum(len(name) + 2 for name in asked)
    most = _most_of_each(lengths, room)
    cut = {name: text if len(text) <= most else f"{text[: most - 1].rstrip(' ,')}…" for name, text in texts.items()}
    return _PLACEHOLDER.sub(lambda match: cut[match[1]], sentence) + told


def shown(
    language: str, code: str, found: str, expected: str, fix: tuple[str, ...] = ()
) -> tuple[str, str, tuple[str, ...]]:
    """What was found, needed and proposed as a person reads it: our names and numbers in words of the language."""
    if code in _NAMING_COLUMNS:
        expected = delivery_columns.meaning(language, expected) if expected else "–"
        fix = tuple(delivery_columns.meaning(language, each) for each in fix)
    expected, *told = (delivery_columns.with_column_names(language, each) for each in (expected, *fix))
    found = delivery_columns.with_column_names(language, found) if code in _FOUND_IS_OURS else found
    if code in _WITH_NUMBERS:
        found, expected, *told = (_as_written(text, language) for text in (found, expected, *told))
    return found, expected, tuple(told)


def _places_told(language: str, count: int, places: tuple[str, ...]) -> str:
    """` (350 chỗ: A2, A3, A4…)`; nothing for a single one."""
    if count < 2:
        return ""
    shown = formats.listed((_clipped(place, _LONGEST_PLACE) for place in places), language)
    more = "…" if count > len(places) else ""
    return " " + say(language, "problem_places", count=count, places=f": {shown}{more}" if shown else "")


def _part(fix: tuple[str, ...], name: str) -> str:
    """One of the texts of `fix` by its placeholder, `parts[0]`; a dash where there are not so many."""
    place = int(name.removeprefix("parts[").removesuffix("]"))
    return fix[place] if place < len(fix) else "–"


def _most_of_each(lengths: list[int], room: int) -> int:
    """How long each text may be at most for all to find room: short ones leave theirs to the long ones."""
    most = max(lengths, default=1)
    while most > 1 and sum(min(length, most) for length in lengths) > room:
        most -= 1
    return most


def _clipped(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"


def _as_written(text: str, language: str) -> str:
    """A number of ours as the language writes it; any other text as it is."""
    is_number = text.replace(".", "", 1).isdecimal()
    return text.replace(".", formats_of(language).decimal_separator) if is_number else text
