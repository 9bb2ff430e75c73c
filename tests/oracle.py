"""The method a second time, in plain Python and written from the published description of the index, not from sql/.

Exact fractions throughout. Tests hold the warehouse against this; nothing in the program uses it.
"""

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

MAXIMA = {
    "dti_2021": {"1": 100, "2": 100, "3": 100, "4": 100, "5": 100, "6": 200, "7": 150, "8": 150},
    "dti_2024": {"1": 50, "2": 50, "3": 140, "4": 100, "5": 100, "6": 200, "7": 150, "8": 150},
}
COMMON = ("1", "2", "3", "4", "5")
OWN = {"P1": "6", "P2": "7", "P3": "8"}


def rounded(number: Fraction, decimals: int = 4) -> Decimal:
    """Half-up at ``decimals`` places."""
    scaled = number * 10**decimals
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return Decimal(whole).scaleb(-decimals)


def index(framework: str, mains: Mapping[str, Decimal]) -> Decimal | None:
    """The index out of all main values; None while one is missing."""
    maxima = MAXIMA[framework]
    if maxima.keys() - mains.keys():
        return None
    points = sum(Fraction(mains[code]) * maximum for code, maximum in maxima.items())
    return rounded(points / sum(maxima.values()))


def pillar(framework: str, code: str, index_value: Decimal, activities: Mapping[str, Decimal]) -> Decimal:
    """A pillar out of the index and the three activity values."""
    maxima = MAXIMA[framework]
    points = {main: Fraction(activities[main]) * maxima[main] for main in OWN.values()}
    common = Fraction(index_value) * sum(maxima.values()) - sum(points.values())
    own = OWN[code]
    return rounded((common + points[own]) / (sum(maxima[main] for main in COMMON) + maxima[own]))


def pillar_of_mains(framework: str, code: str, mains: Mapping[str, Decimal]) -> Decimal:
    """A pillar out of its main indicators."""
    maxima = MAXIMA[framework]
    parts = (*COMMON, OWN[code])
    return rounded(sum(Fraction(mains[part]) * maxima[part] for part in parts) / sum(maxima[part] for part in parts))


def mean(values: list[Decimal]) -> Decimal:
    """The plain mean."""
    return rounded(sum(map(Fraction, values)) / len(values))


def competition_ranks(values: Mapping[str, Decimal]) -> dict[str, int]:
    """Standard competition ranking of values at four decimals: one more than the number that are better."""
    four = {unit: Decimal(value).quantize(Decimal("0.0001"), ROUND_HALF_UP) for unit, value in values.items()}
    return {unit: 1 + sum(other > value for other in four.values()) for unit, value in four.items()}


def near_tie_groups(values: Mapping[str, Decimal], width: Decimal = Decimal("0.002")) -> dict[str, int]:
    """Groups from the top: each opens at a unit and takes those within ``width`` below it."""
    groups: dict[str, int] = {}
    opening, number = None, 0
    for unit, value in sorted(values.items(), key=lambda pair: pair[1], reverse=True):
        if opening is None or value < opening - width:
            opening, number = value, number + 1
        groups[unit] = number
    return groups


def status(is_scored: bool, score: Decimal | None, maximum: Decimal | None, stated: str | None) -> str | None:
    """full, partial, zero, not_assessed, or what a document states."""
    if not is_scored:
        return "not_assessed"
    if score is None or not maximum:
        return stated
    tolerance = Decimal("1e-9")
    if score >= maximum - tolerance:
        return "full"
    return "zero" if score <= tolerance else "partial"
