"""Numbers as documents print them: separators are declared by the layout, never guessed from a cell."""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

_MINUS = "-\u2212"  # hyphen-minus and the real minus; an en dash means "nothing here", not "minus"
_SPACES = " \u00a0\u2007\u2009\u202f"
_BLANK = _SPACES + "\t\r\n\u200b\ufeff"

_LETTER_O = re.compile(r"(?<=[\d.,])[Oo]|[Oo](?=[\d.,])")  # a slip for a nought
_AROUND = re.compile(r"^\D+|\D+$")  # words and marks before and behind the digits
_LOOSE = re.compile(r"(?P<whole>\d+(?:[., ]+\d{3})*?)(?:[., ]+(?P<fraction>\d+))?")


@dataclass(frozen=True)
class Number:
    """An exact number and how many decimals were printed: `0.3300` is 0.33 printed with four."""

    value: Decimal
    decimals: int


@dataclass(frozen=True)
class Separators:
    """What a file uses between whole and fraction, and between thousands (empty: nothing)."""

    decimal: str = "."
    thousands: str = ""


def hundredth(number: Number) -> Number:
    """The share a per cent is: 80.02 is 0.8002, with two printed decimals more."""
    return Number(number.value.scaleb(-2), number.decimals + 2)


def stripped(text: str) -> str:
    """The text without spaces of any kind at its ends, no-break and zero-width ones included."""
    return text.strip(_BLANK)


def parse_number(text: str, separators: Separators) -> Number | None:
    """The number a cell holds, or None if it does not read as one under these separators.

    A percentage is divided by hundred, with two printed decimals more: `80,02%` is 0.8002 with four.
    """
    body = stripped(text)
    is_percent = body.endswith("%")
    body = stripped(body.removesuffix("%"))
    sign = ""
    if body[:1] in ("+", *_MINUS):
        sign = "" if body[0] == "+" else "-"
        body = stripped(body[1:])
    match = _pattern(separators).fullmatch(body)
    if match is None:
        return None
    whole, fraction = match["whole"], match["fraction"] or ""
    digits = re.sub(r"\D", "", whole)
    decimals = len(fraction) + 2 * is_percent
    value = Decimal(f"{sign}{digits}{fraction}").scaleb(-decimals)
    return Number(value, decimals)


def rewritten(text: str, separators: Separators) -> str | None:
    """What a person most probably meant by a text that does not read as a number, written with these separators.

    The digits of the cell stay; the last separator among them is the decimal one, and words around them go. None where
    there is too little to tell.
    """
    printed = _LETTER_O.sub("0", stripped(text))
    start = re.search(r"\d", printed)
    match = _LOOSE.fullmatch(_AROUND.sub("", printed))
    if match is None or start is None:
        return None
    sign = "-" if printed[: start.start()].endswith(tuple(_MINUS)) else ""
    whole = re.sub(r"\D", "", match["whole"])
    number = f"{whole}{separators.decimal}{match['fraction']}" if match["fraction"] else whole
    return f"{sign}{number}{'%' if printed.endswith('%') else ''}"


def parse_plain(text: str) -> Number | None:
    """The number of a cell the workbook itself stores as one: dot, no grouping, exponents allowed."""
    if not re.fullmatch(r"-?\d+(\.\d+)?(e[+-]?\d+)?", text, re.IGNORECASE):
        return None
    value = Decimal(text)
    return Number(value, max(0, -int(value.as_tuple().exponent)))


def parse_fraction(text: str, separators: Separators) -> tuple[Number, Number] | None:
    """Both sides of `72,33/150` (points of a maximum) or `58/63` (place among so many), or None."""
    left, slash, right = text.partition("/")
    first, second = parse_number(left, separators), parse_number(right, separators)
    return (first, second) if slash and first and second else None


@cache
def _pattern(separators: Separators) -> re.Pattern[str]:
    plain = r"\d+"
    if separators.thousands:
        group = f"[{_SPACES}]" if separators.thousands in _SPACES else re.escape(separators.thousands)
        plain = rf"[1-9]\d{{0,2}}(?:{group}\d{{3}})+|\d+"  # no thousands begin with 0: 0.234 is no 234
    return re.compile(rf"(?P<whole>{plain})(?:{re.escape(separators.decimal)}(?P<fraction>\d+))?", re.ASCII)
