"""What Vietnamese looks like: whether a word can be a syllable of it."""

import re
import unicodedata
from functools import lru_cache

_TONES = "\u0300\u0301\u0303\u0309\u0323"  # grave, acute, tilde, hook, dot below
_INITIALS = "ngh ng nh ch gh gi kh ph qu th tr b c d đ g h k l m n p r s t v x"
_FREE = "a e ê i o ô ơ u ư y oa oe uê uy"  # with a final or without
_CLOSED = "ă â iê yê oă oo uâ uô uyê ươ"  # only before a final
_OPEN = (  # never before a final; the tone stands on the first letter, of three on the middle one
    "ai ao au ay âu ây eo êu ia iu oi ôi ơi ua ui ưa ưi ưu "
    "iêu oai oao oay oeo uây uôi uya uyu ươi ươu yêu"
)
_FINALS = "ch ng nh c k m n p t"  # k: Đắk Lắk
_ONLY_HERE = re.compile("[ăđơưĂĐƠƯ\u1ea0-\u1ef9]")


def _one_of(forms: str) -> str:
    return "|".join(forms.split())


_SYLLABLE = re.compile(
    rf"(?:{_one_of(_INITIALS)})?(?:(?:{_one_of(_FREE)})(?:{_one_of(_FINALS)})?|"
    rf"(?:{_one_of(_CLOSED)})(?:{_one_of(_FINALS)})|(?P<open>{_one_of(_OPEN)}))|t?huơ"
)


@lru_cache(maxsize=4096)
def is_syllable(word: str) -> bool:
    """True if the word could be one Vietnamese syllable: its letters, and at most one tone in its place."""
    bare, tones = "", []
    for letter in unicodedata.normalize("NFC", word.casefold()):
        parts = unicodedata.normalize("NFD", letter)
        tones += [len(bare)] * sum(part in _TONES for part in parts)
        bare += unicodedata.normalize("NFC", "".join(part for part in parts if part not in _TONES))
    match = _SYLLABLE.fullmatch(bare)
    if match is None or len(tones) > 1:
        return False
    vowels = match["open"]
    return not (vowels and tones) or tones[0] - match.start("open") == len(vowels) - 2


def has_own_letter(text: str) -> bool:
    """True if the text has a letter that only Vietnamese in Unicode has: ă, đ, ơ, ư or one with two marks."""
    return _ONLY_HERE.search(unicodedata.normalize("NFC", text)) is not None
