"""What a chart is headed with: what it finds about a unit. Nothing is computed here except the choice of words.

Rows are dictionaries with the columns of `mart.unit_ranking`, `mart.cohort_spread` and `warehouse.queries`.
"""

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from text import formats
from text.catalogue import named, say
from text.periods import Period, between

_SIDES = ("earlier", "later")
_THEN, _AND = " → ", " · "


def most_moved(steps: Sequence[dict], change: Decimal, language: str) -> str:
    """`Giá trị tăng nhiều nhất nhờ 6. Hoạt động chính quyền số (+0,0412)`: what moved a value most its own way.

    `steps` are rows of `queries.profile.waterfall`, whose contributions sum to `change`. Empty where some main
    indicators are not known apart, or none moved that way.
    """
    if not change or any(row["step_kind"] == "unknown_mains" for row in steps):
        return ""
    way = 1 if change > 0 else -1
    mains = [row for row in steps if row["step_kind"] == "main" and row["contribution"] * way > 0]
    if not mains:
        return ""
    most = max(mains, key=lambda row: row["contribution"] * way)
    amount = formats.change(most["contribution"], language, formats.VALUE_DECIMALS)
    main = f"{most['step_code']}. {named(most, 'indicator_name', language)}"
    return say(language, "heading_most_up" if way > 0 else "heading_most_down", main=main, amount=amount)


class Step(NamedTuple):
    """A figure of one period, as it reads; `is_joined` where it may be held against the one before."""

    period_code: str
    shown: str
    is_joined: bool
    is_restated: bool


def in_cohort(unit: dict, spread: dict, language: str) -> str:
    """`Tuyên Quang ở nửa giữa của 34 đơn vị`: in which part of the cohort the value of a unit lies."""
    if unit["value"] > spread["upper_quartile_value"]:
        part = "upper"
    elif unit["value"] < spread["lower_quartile_value"]:
        part = "lower"
    else:
        part = "middle"
    return say(language, f"heading_{part}", unit=named(unit, "unit_name", language), size=unit["cohort_size"])


def against_region(unit: dict, gap: dict, language: str) -> str:
    """`Tuyên Quang thấp hơn trung bình vùng … 0,0123`; `gap` is the row of `queries.overview.gaps` about the region."""
    way = "above" if gap["gap"] > 0 else "below" if gap["gap"] < 0 else "at"
    return say(
        language,
        f"heading_{way}_region",
        unit=named(unit, "unit_name", language),
        region=named(unit, "region_name", language),
        gap=formats.number(abs(gap["gap"]), language, gap["gap_decimals"]),
    )


def along(key: str, steps: Sequence[Step], language: str, **quoted: str) -> str:
    """`Hạng qua các năm: 44 · 58 → 48 → 38`: figures over the years, an arrow only where two compare.

    `key` is the sentence. Empty where there are fewer than two figures.
    """
    if len(steps) < 2:
        return ""
    shown = steps[0].shown + "".join(f"{_THEN if step.is_joined else _AND}{step.shown}" for step in steps[1:])
    restated = [step.period_code for step in steps if step.is_restated]
    if restated:
        shown = say(language, "heading_restated", figures=shown, periods=_span(restated, language))
    return say(language, key, figures=shown, **quoted)


def _span(codes: Sequence[str], language: str) -> str:
    """`2020–2023`, or the periods one by one where one is missing between them."""
    first, last = Period(codes[0], language), Period(codes[-1], language)
    if len(codes) > 2 and len(between(codes[0], codes[-1])) == len(codes) - 2:
        return f"{first}–{last}"
    return formats.listed((str(Period(code, language)) for code in codes), language)


def ranks(rows: Sequence[dict]) -> list[Step]:
    """The steps of one unit over the years: rows of `queries.time_series.unit_years` with the breaks between them."""
    steps: list[Step] = []
    is_joined = False
    for row in rows:
        if row["rank"] is None:
            is_joined = False
            continue
        is_joined = is_joined and not row["break_reasons"]
        steps.append(Step(row["period_code"], str(row["rank"]), is_joined, row["is_restated"]))
        is_joined = True
    return steps


def two_ranks(row: dict) -> list[Step]:
    """The steps of a row of `queries.time_series.two_years`, by rank; none where a rank is not known."""
    return _two(row, *(None if row[f"{side}_rank"] is None else str(row[f"{side}_rank"]) for side in _SIDES))


def two_values(row: dict, language: str) -> list[Step]:
    """The same by value."""
    known = (row[f"{side}_value"] for side in _SIDES)
    decimals = (row[f"{side}_value_decimals"] for side in _SIDES)
    return _two(
        row,
        *(
            value if value is None else formats.value(value, language, places)
            for value, places in zip(known, decimals, strict=True)
        ),
    )


def _two(row: dict, earlier: str | None, later: str | None) -> list[Step]:
    if earlier is None or later is None:
        return []
    is_joined = row["comparability"] == "comparable"
    return [
        Step(row["earlier_period_code"], earlier, False, row["is_earlier_restated"]),
        Step(row["later_period_code"], later, is_joined, row["is_later_restated"]),
    ]


def beside_neighbours(unit: dict, units: Sequence[dict], language: str) -> str:
    """`Tuyên Quang kém Tây Ninh ngay trên 0,0097, hơn Quảng Ngãi ngay dưới 0,0040`; empty where nobody has another
    value. `units` are those shown that have a value, the unit among them.
    """
    above = min((row for row in units if row["value"] > unit["value"]), key=lambda row: row["value"], default=None)
    below = max((row for row in units if row["value"] < unit["value"]), key=lambda row: row["value"], default=None)
    parts = [
        say(
            language,
            f"heading_next_{way}",
            unit=named(other, "unit_name", language),
            gap=_apart(unit, other, language),
        )
        for way, other in (("above", above), ("below", below))
        if other is not None
    ]
    if not parts:
        return ""
    gaps = formats.listed(parts, language)
    return say(language, "heading_neighbours", unit=named(unit, "unit_name", language), gaps=gaps)


def first_and_last(units: Sequence[dict], language: str) -> str:
    """`Hà Nội hơn Cao Bằng 0,3113`, of units with a value, best first; empty for fewer than two values."""
    first, last = units[0], units[-1]
    if first["value"] == last["value"]:
        return ""
    names = {which: named(row, "unit_name", language) for which, row in (("first", first), ("last", last))}
    return say(language, "heading_ends", gap=_apart(first, last, language), **names)


def _apart(one: dict, other: dict, language: str) -> str:
    """How far two values are apart, with the decimals of the coarser one."""
    known = [row["value_decimals"] for row in (one, other) if row["value_decimals"] is not None]
    decimals = min(known, default=formats.VALUE_DECIMALS)
    return formats.value(abs(one["value"] - other["value"]), language, decimals)


def in_quarters(rows: Sequence[dict], language: str) -> str:
    """`Ở một phần tư dưới tại 3/8 chỉ số chính: 3, 4, 8`, or the upper one where it is in the lower one nowhere; empty
    where in neither. `rows` are main indicators with the quartiles of their cohort.
    """
    known = [row for row in rows if row["value"] is not None and row["lower_quartile_value"] is not None]
    quarters = {
        "lower": [row for row in known if row["value"] < row["lower_quartile_value"]],
        "upper": [row for row in known if row["value"] > row["upper_quartile_value"]],
    }
    for way, found in quarters.items():
        if found:
            codes = formats.listed((row["indicator_code"] for row in found), language)
            return say(language, f"heading_quarter_{way}", count=len(found), size=len(known), codes=codes)
    return ""


def most_reduced(mains: Sequence[dict], language: str) -> str:
    """`Thẩm định giảm nhiều nhất ở 4. Nhân lực số (−12,50 điểm)`; empty where nothing was taken off. `mains` are rows
    of `mart.appraisal_totals`.
    """
    reduced = [main for main in mains if main["appraisal_difference"] is not None and main["appraisal_difference"] < 0]
    if not reduced:
        return ""
    most = min(reduced, key=lambda main: main["appraisal_difference"])
    amount = formats.change(most["appraisal_difference"], language, formats.POINT_DECIMALS)
    main = f"{most['indicator_code']}. {named(most, 'indicator_name', language)}"
    return say(language, "heading_most_reduced", main=main, amount=amount)
