"""Names in the form in which they are compared: one for files, where letters count, and one for people who type.

A file that says “Hoà Bình” means Hòa Bình, but one that says “Dak Lak” is asked about; whoever types `dak lak` into a
box of a page finds Đắk Lắk.
"""

import re
import unicodedata
from functools import lru_cache

_TONES = "\u0300\u0301\u0303\u0309\u0323"  # grave, acute, tilde, hook, dot below: the five tone marks
_PREFIX = re.compile(r"(?:tỉnh|thành phố|t\.\s?p|tp)(?:\.\s*|\s+)(?=\S)")
# hoà and hòa, uỷ and ủy, khoẻ and khỏe: both placements are written; the second vowel closes the syllable
_LATE_TONE = re.compile(
    rf"(o)([ae])([{_TONES}])(?![\w\u0300-\u036f])|(u)(y)([{_TONES}])(?![\w\u0300-\u036f])"
)
_SEPARATORS = re.compile(r"[\s\-\u2010-\u2015\u2212,.]+")
_DIGITS = re.compile(r"([0-9]+)")
_REMEMBERED_LETTERS = 200  # of names that come again and again; with 4,096 of them some megabytes at most
_PREFIXES_TYPED = re.compile(r"(?:tinh|thanh pho|t ?p) (?=\S)")


def folded(name: str) -> str:
    """The form in which two spellings of one name are equal: Unicode form, case, tone placement, kinds of
    dashes and spaces, and the prefixes Tỉnh, Thành phố, TP. do not matter. Letters do: đ is not d. The Icelandic ð,
    which looks like đ in capitals and is on more keyboards, is đ."""
    text = unicodedata.normalize("NFC", name).casefold().replace("ð", "đ")
    text = _PREFIX.sub("", " ".join(text.split()), count=1) if _PREFIX.match(text.strip()) else text
    text = _LATE_TONE.sub(_early_tone, unicodedata.normalize("NFD", text))
    return _SEPARATORS.sub(" ", unicodedata.normalize("NFC", text)).strip()


def _early_tone(match: re.Match[str]) -> str:
    first, second, tone = (part for part in match.groups() if part)
    return first + tone + second


def search_key(text: str) -> str:
    """Lower case without accents, đ as d, spaces and dashes of any kind as one space."""
    bare = "".join(
        letter for letter in unicodedata.normalize("NFD", text.casefold()) if not unicodedata.combining(letter)
    )
    words = "".join(letter if letter.isalnum() else " " for letter in bare.replace("đ", "d").replace("ð", "d"))
    return " ".join(words.split())


def unit_key(name: str) -> str:
    """The search key of the name of a unit, as `ui/unit_box.js` makes it of what is typed: without Tỉnh, TP. and their
    like in front.
    """
    key = search_key(name)
    return _PREFIXES_TYPED.sub("", key, count=1) if _PREFIXES_TYPED.match(key) else key


_ALPHABET = {letter: place for place, letter in enumerate("aăâbcdđeêfghijklmnoôơpqrstuưvwxyz")}
_TONE_ORDER = {tone: place for place, tone in enumerate("\u0300\u0309\u0303\u0301\u0323", start=1)}


def reading_order(text: str) -> tuple:
    """A key that sorts texts as a Vietnamese dictionary has them (đ after d, ă and â after a, tones last), numbers
    within them by their size: 1.2 before 1.10.
    """
    parts = [(1, int(part), "") if part.isdigit() else (2, 0, part) for part in _DIGITS.split(text.casefold()) if part]
    return tuple((kind, number, *_letters(words)) for kind, number, words in parts)


@lru_cache(maxsize=4096)
def _letters(words: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The letters by the alphabet, other signs before them, and the tones of each."""
    letters, tones = [], []
    for letter in unicodedata.normalize("NFC", words):
        bare = unicodedata.normalize("NFD", letter)
        tone = next((mark for mark in bare if mark in _TONE_ORDER), "")
        plain = unicodedata.normalize("NFC", bare.replace(tone, "") if tone else bare)
        letters.append(_ALPHABET[plain] + 0x110000 if plain in _ALPHABET else ord(plain[0]))
        tones.append(_TONE_ORDER.get(tone, 0))
    return tuple(letters), tuple(tones)


def code_of(name: str) -> str:
    """The code of a name in an address: `so_tai_chinh`."""
    return search_key(name).replace(" ", "_")


def matches(wanted: str, *names: str | None) -> bool:
    """Whether the search key of one of the names contains `wanted`, a search key itself."""
    return any(
        wanted in (_remembered_key(name) if len(name) <= _REMEMBERED_LETTERS else search_key(name))
        for name in names
        if name
    )


def begins(wanted: str, *texts: str | None) -> bool:
    """Whether a word of one of the texts begins with `wanted`, a search key itself: “hạng” is not found in “tháng”."""
    return any(f" {wanted}" in f" {search_key(text)}" for text in texts if text)


_remembered_key = lru_cache(maxsize=4096)(search_key)
