"""The text of a file's bytes: UTF-8 or nothing. Another encoding is named, never guessed at and read."""

from itertools import chain

from etl.problems import Problem
from etl.reading.characters import LONGEST
from etl.reading.legacy_text import legacy

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
