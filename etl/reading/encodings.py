"""The text of a file's bytes: UTF-8 or nothing. Another encoding is named, never guessed at and read.

Vietnamese in the encodings of before Unicode is recognised by what it becomes: words that are syllables.
Nothing is converted for the user: a problem shows how the text reads, and the file is to be converted and sent again.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from etl.problems import Problem
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


_MARKS = {b"\xff\xfe\x00\x00": "UTF-32", b"\x00\x00\xfe\xff": "UTF-32", b"\xff\xfe": "UTF-16", b"\xfe\xff": "UTF-16"}
_TELLING_LINES = 200  # enough to know an encoding by


def decoded(content: bytes, file: str) -> tuple[str, Problem | None]:
    """The text, a byte-order mark left out; or an empty one and the problem that forbids reading the file."""
    name = next((name for mark, name in _MARKS.items() if content.startswith(mark)), "")
    if not name and b"\0" in content:
        # text in two or four bytes a letter is full of them; one alone is a fault of its row
        if content.count(b"\0") < len(content) / 5:
            row = content[: content.index(b"\0")].count(b"\n") + 1
            return "", Problem(file, row=row, code="character_forbidden", found="U+0000")
        name = "UTF-16"
    if name:
        return "", Problem(file, row=1, code="encoding_not_utf8", found=name, expected="UTF-8")
    try:
        return content.decode("utf-8-sig"), None
    except UnicodeDecodeError as error:
        row = content[: error.start].count(b"\n") + 1
        return "", _other(content, file, row)


def _other(content: bytes, file: str, row: int) -> Problem:
    """The problem that names the encoding, with the first words it makes readable where it is an old one of ours."""
    lines = [line[:LONGEST] for line in content.splitlines() if not line.isascii()][:_TELLING_LINES]
    parts = list(chain.from_iterable(_as_shown(line).replace(";", ",").replace("\t", ",").split(",") for line in lines))
    if old := legacy(parts):
        says = next(old.texts[part] for part in parts if part in old.texts)
        return Problem(file, row=row, code="encoding_legacy", found=old.encoding, expected=says.strip(' "')[:80])
    from charset_normalizer import from_bytes  # only a file in another encoding needs it

    best = from_bytes(content).best()
    return Problem(file, row=row, code="encoding_not_utf8", found=best.encoding if best else "?", expected="UTF-8")


def _as_shown(line: bytes) -> str:
    """The bytes as Windows-1252 shows them, which is how texts in old encodings stand in other files too."""
    return "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in line)
