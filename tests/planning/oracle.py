"""The calculation of plans a second time, by plain enumeration over fractions and from the definitions alone.

Values are by unit, the own one among them; nothing in the program uses this.
"""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from tests.oracle import rounded

STEP = Fraction(1, 10_000)


def value_after(published: Decimal, points: Fraction | Decimal, total: Decimal) -> Decimal:
    """Published index + points / S, half up to four decimals, within 0..1."""
    return min(max(rounded(Fraction(published) + Fraction(points) / Fraction(total)), Decimal(0)), Decimal(1))


def closer(value: Decimal, percent: Decimal) -> Decimal:
    """Percent of the distance to 1 closed."""
    return rounded(Fraction(value) + Fraction(percent) / 100 * (1 - Fraction(value)))


def rank(values: Mapping[str, Decimal], own: str, value: Decimal) -> int:
    """1 + the number of other units with a greater value."""
    return 1 + sum(other > value for unit, other in values.items() if unit != own)


def passed(before: Mapping[str, Decimal], after: Mapping[str, Decimal], own: str) -> set[str]:
    """Above before, not above after."""
    others = before.keys() - {own}
    return {unit for unit in others if before[unit] > before[own] and not after[unit] > after[own]}


def passing(before: Mapping[str, Decimal], after: Mapping[str, Decimal], own: str) -> set[str]:
    """Not above before, above after."""
    others = before.keys() - {own}
    return {unit for unit in others if not before[unit] > before[own] and after[unit] > after[own]}


def need(values: Mapping[str, Decimal], own: str, target: int, total: Decimal) -> Fraction:
    """The least whole steps that lead to the rank, tried one after the other from the values there are."""
    tried = sorted({values[own], *(value for value in values.values() if value > values[own])})
    reached = next(value for value in tried if rank(values, own, value) <= target)
    return Fraction(reached - values[own]) * Fraction(total)
