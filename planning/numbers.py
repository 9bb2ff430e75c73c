"""Numbers as they are written in commands, addresses and files, and as machines are given them."""

import re
from decimal import Decimal

from planning.errors import PlanningRefused

MOST_DECIMALS = 8  # of points: a value has four, a maximum at most four
PATTERN = rf"[+-]?[0-9]{{1,9}}(\.[0-9]{{1,{MOST_DECIMALS}}})?"  # of what can be used
_NUMBER = re.compile(r"[+-]?[0-9]{1,9}(\.[0-9]+)?")


def number(text: str) -> Decimal:
    """A number with a decimal point. Raises PlanningRefused: `number` for anything else, a comma, a percent sign and
    an exponent too; `decimals` for more than eight.
    """
    written = text.strip().replace("\N{MINUS SIGN}", "-")
    if not _NUMBER.fullmatch(written):
        raise PlanningRefused("number", text.strip())
    if len(written.partition(".")[2]) > MOST_DECIMALS:
        raise PlanningRefused("decimals", text.strip())
    return Decimal(written)


def for_machines(amount: Decimal) -> int | float:
    """A number that JSON prints exactly as the decimal is: 31.8, 60. Exact up to fifteen digits, which no figure here
    has.
    """
    return int(amount) if amount == amount.to_integral_value() else float(amount)


def plain(amount: Decimal) -> Decimal:
    """The same number without needless zeros, and without an exponent: 9.118, 60."""
    written = amount.normalize()
    return written.quantize(Decimal(1)) if written == written.to_integral_value() else written
