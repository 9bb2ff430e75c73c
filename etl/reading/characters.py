"""What no cell of a table should hold: characters, piles of marks, and more letters than any text of a table has."""

import re
import unicodedata

from text.files import UNPRINTABLE

LONGEST = 4000  # letters; what is longer is a document pasted into a cell
MARKS = 10  # one after the other; no script puts as many on one letter
# what no file of ours can hold either, and the character that stands for a lost letter
FORBIDDEN = re.compile(f"[{UNPRINTABLE}\N{REPLACEMENT CHARACTER}]")
_MAY_BE_MARKS = re.compile(rf"[^\x00-\x7f\w\s]{{{MARKS + 1},}}")


def piled_marks(text: str) -> int:
    """How many combining marks are piled up, 0 where they are not too many.

    Putting a pile in order, as comparing names does, takes time with the square of its height.
    """
    counts = (sum(unicodedata.category(each)[0] == "M" for each in run) for run in _MAY_BE_MARKS.findall(text))
    return next((count for count in counts if count > MARKS), 0)


def character_name(character: str) -> str:
    """How a character nobody sees is told: its number, and its name where it has one."""
    return f"U+{ord(character):04X} {unicodedata.name(character, '')}".strip()
