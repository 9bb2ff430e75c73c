"""Vietnamese text in the encodings of before Unicode, recognised by what it becomes: words that are syllables.

Nothing is converted for the user: a problem shows how the text reads, and the file is to be converted and sent again.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import chain

from etl.reading.characters import piled_marks
from etl.reading.vietnamese import has_own_letter, is_syllable

_SURE = 0.7  # the share of unreadable words that must become syllables; names of firms and abbreviations do not
_EVIDENCE = 3  # letters of such words: a single Hµ may be a unit of measure
_SPACES = re.compile(r"[ \t\r\n]+")
_LETTER = re.compile("[A-Za-z]")
_PUNCTUATION = re.compile(r"[\d!-/:-@\[-`{-~\u2010-\u2026]")
_WORDS = re.compile(" +")

# TCVN 5712 VN3, one byte a letter, as Windows-1252 shows it; capitals with a tone are in a font of their own
_TCVN3 = (
    "àµ ả¶ ã· á¸ ạ¹ ă¨ ằ» ẳ¼ ẵ½ ắ¾ ặÆ â© ầÇ ẩÈ ẫÉ ấÊ ậË đ® èÌ ẻÎ ẽÏ éÐ ẹÑ êª ềÒ ểÓ ễÔ ếÕ ệÖ ì× ỉØ ĩÜ íÝ ịÞ "
    "òß ỏá õâ óã ọä ô« ồå ổæ ỗç ốè ộé ơ¬ ờê ởë ỡì ớí ợî ùï ủñ ũò úó ụô ư\xad ừõ ửö ữ÷ ứø ựù ỳú ỷû ỹü ýý ỵþ "
    "Ă¡ Â¢ Ê£ Ô¤ Ơ¥ Ư¦ Đ§"
)
# VNI: mostly the vowel and then a letter for its mark, as Windows-1252 shows them
_VNI = (
    "áaù àaø ảaû ãaõ ạaï ăaê ắaé ằaè ẳaú ẵaü ặaë âaâ ấaá ầaà ẩaå ẫaã ậaä éeù èeø ẻeû ẽeõ ẹeï êeâ ếeá ềeà ểeå ễeã ệeä "
    "íí ìì ỉæ ĩó ịò óoù òoø ỏoû õoõ ọoï ôoâ ốoá ồoà ổoå ỗoã ộoä ơô ớôù ờôø ởôû ỡôõ ợôï úuù ùuø ủuû ũuõ ụuï "
    "ưö ứöù ừöø ửöû ữöõ ựöï ýyù ỳyø ỷyû ỹyõ ỵî đñ"
)


@dataclass(frozen=True)
class Legacy:
    """An old encoding by name, and the texts written in it with what they say in Unicode."""

    encoding: str
    texts: Mapping[str, str]


def legacy(texts: Iterable[str]) -> Legacy | None:
    """The old encoding that some of these texts are written in, or None: they read as they stand, or as nothing known.

    Texts of one table are judged together: what a short one could be in several encodings, the others decide.
    """
    doubtful = {text: odd for text in texts if (odd := _odd_tokens(text))}
    tokens = set(chain.from_iterable(doubtful.values()))
    name = ""
    best: set[str] = set()
    could_be: set[str] = set()
    for encoding, convert in _CONVERSIONS.items():
        converted = {token: says for token in tokens if (says := convert(token)) and says != token}
        could_be |= converted.keys()
        read = {token for token, says in converted.items() if _reads(says)}
        if sum(map(len, read)) > sum(map(len, best)):
            name, best = encoding, read
    if not best or len(best) < _SURE * len(could_be) or sum(map(len, best)) < _EVIDENCE:
        return None
    convert = _CONVERSIONS[name]
    return Legacy(name, {text: convert(text) or text for text, odd in doubtful.items() if best & odd})


def _odd_tokens(text: str) -> set[str]:
    """Parts between spaces that could be Vietnamese in an old encoding: with letters, and unreadable as they stand."""
    if text.isascii() or has_own_letter(text):
        return set()
    parts = _SPACES.split(text)
    return {part for part in parts if not part.isascii() and _LETTER.search(part) and not _reads(part)}


def _reads(token: str) -> bool:
    """True if every word of the token is a syllable, punctuation around it aside."""
    found = _WORDS.split(_PUNCTUATION.sub(" ", token))
    return any(len(word) > 1 for word in found) and all(is_syllable(word) for word in found if word)


def _replacing(letters: Mapping[str, str]) -> Callable[[str], str]:
    """Replaces the written forms a table knows by their letters, longest first."""
    pattern = re.compile("|".join(map(re.escape, sorted(letters, key=len, reverse=True))))
    return lambda text: pattern.sub(lambda match: letters[match[0]], text)


def _bytes(text: str) -> bytes:
    """The bytes that Windows-1252 shows as this text; those it does not know stand for themselves.

    Raises UnicodeEncodeError for a text no bytes look like.
    """
    return b"".join(letter.encode("cp1252", "ignore") or letter.encode("latin-1") for letter in text)


def _rereading(encoding: str) -> Callable[[str], str | None]:
    """Reads the text's bytes again by another encoding; None if they are none of it."""

    def convert(text: str) -> str | None:
        try:
            says = _bytes(text).decode(encoding)
        except (UnicodeEncodeError, UnicodeDecodeError):
            return None
        return None if piled_marks(says) else unicodedata.normalize("NFC", says)

    return convert


_SMALL = {pair[1:]: pair[0] for pair in _VNI.split()}
_CONVERSIONS: Mapping[str, Callable[[str], str | None]] = {
    "TCVN3 (.VnTime)": _replacing({pair[1:]: pair[0] for pair in _TCVN3.split()}),
    "VNI (VNI-Times)": _replacing(
        {form(written): form(letter) for form in (str.upper, str.capitalize, str) for written, letter in _SMALL.items()}
    ),
    "Windows-1258": _rereading("cp1258"),
    "UTF-8 → Windows-1252": _rereading("utf-8"),  # right bytes, read by the wrong table
}
