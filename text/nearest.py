"""Which known names are most like one that nobody knows: what a loader proposes, and pages and commands too."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any

from text.folding import folded

PROPOSALS = 3


def nearest(
    name: str, spellings: Collection[str], names_of: Callable[[str], Iterable[str]], count: int = PROPOSALS
) -> tuple[str, ...]:
    """What the folded spellings most like a name stand for, best first, each once."""
    from rapidfuzz import fuzz, process  # only a wrong name needs it

    found: list[str] = []
    for spelling, _, _ in process.extract(folded(name), spellings, scorer=fuzz.WRatio, limit=4 * count):
        found += names_of(spelling)
    return tuple(dict.fromkeys(found))[:count]


def unit_of(name: str, spelled: Iterable[Mapping[str, Any]]) -> str | None:
    """The code of the one unit that is called so; None where none is or several are. `spelled` are rows of
    `mart.unit_names`; a name of a former unit means no unit of today.
    """
    codes = {
        row["unit_code"] for row in spelled if not row["predecessor_code"] and folded(row["spelling"]) == folded(name)
    }
    return codes.pop() if len(codes) == 1 else None


def units(name: str, spelled: Sequence[Mapping[str, Any]], count: int = PROPOSALS) -> list[Mapping[str, Any]]:
    """The units, as rows of `spelled`, whose spellings are most like a name; none for what has no letters."""
    if not any(letter.isalpha() for letter in name):
        return []
    codes: dict[str, list[str]] = {}
    for row in spelled:
        codes.setdefault(folded(row["spelling"]), []).append(row["unit_code"])
    of_code = {row["unit_code"]: row for row in spelled}
    return [of_code[code] for code in nearest(name, codes.keys(), lambda spelling: sorted(codes[spelling]), count)]
