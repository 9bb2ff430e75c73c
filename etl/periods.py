"""Periods that an edition measures, as their codes say them, and editions as loads of before periods declared them.

A code is `2025` (a year), `2025-H1` (a half), `2025-Q1` (a quarter), `2025-03` (a month) or `2025-03-31` (the day of a
snapshot). It says all that `reference.periods` holds of it.
"""

import csv
import re
from calendar import month_name, monthrange
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

PERIOD_CODE = re.compile(r"(\d{4})(?:-(?:H([12])|Q([1-4])|(0[1-9]|1[0-2])(?:-(\d\d))?))?", re.ASCII)
EDITIONS, YEARS = "editions.csv", "years.csv"  # the second only in loads written before periods were data
# the first four name an edition; the others may be missing
YEARS_COLUMNS = ("index_code", "year", "cohort_code", "framework_code", "cohort_size", "previous_year",
                 "previous_cohort_code", "published_on", "note")  # fmt: skip
_ROMAN = ("I", "II", "III", "IV")


def period(code: str) -> dict[str, Any]:
    """The row of `reference.periods` that a code stands for: kind, first and last day, position, names.

    `position` counts the periods of a kind; a snapshot has none. Raises ValueError for anything else than a code.
    """
    match = PERIOD_CODE.fullmatch(code)
    if match is None:
        raise ValueError(f"no period: {code!r}")
    year = int(match[1])
    if match[5]:
        day = date(year, int(match[4]), int(match[5]))
        vietnamese, english = f"ngày {day.day}/{day.month}/{year}", f"{day.day} {month_name[day.month]} {year}"
        return _row(code, "snapshot", day, day, None, vietnamese, english)
    if match[4]:
        month = int(match[4])
        return _months(code, "month", 1, year, month, f"tháng {month}/{year}", f"{month_name[month]} {year}")
    if match[3]:
        quarter = int(match[3])
        return _months(code, "quarter", 3, year, quarter, f"quý {_ROMAN[quarter - 1]}/{year}", f"Q{quarter} {year}")
    if match[2]:
        half = int(match[2])
        vietnamese = f"6 tháng {('đầu', 'cuối')[half - 1]} năm {year}"
        return _months(code, "half", 6, year, half, vietnamese, f"H{half} {year}")
    return _months(code, "year", 12, year, 1, f"năm {year}", str(year))


def _months(
    code: str, kind: str, length: int, year: int, number: int, vietnamese: str, english: str
) -> dict[str, Any]:
    """The row of the `number`th period of `length` months in a year."""
    last = number * length
    starts_on, ends_on = date(year, last - length + 1, 1), date(year, last, monthrange(year, last)[1])
    return _row(code, kind, starts_on, ends_on, year * (12 // length) + number - 1, vietnamese, english)


def _row(
    code: str, kind: str, starts_on: date, ends_on: date, position: int | None, vietnamese: str, english: str
) -> dict[str, Any]:
    return {
        "period_code": code,
        "period_kind": kind,
        "starts_on": starts_on,
        "ends_on": ends_on,
        "position": position,
        "period_name_vi": vietnamese,
        "period_name_en": english,
    }


def edition_code(index_code: str, period_code: str, cohort_code: str) -> str:
    """How an edition is named: `dti.2022.vn63`."""
    return f"{index_code}.{period_code}.{cohort_code}"


def edition_of_year(row: Mapping[str, str]) -> dict[str, str]:
    """The row of `reference.editions`, as texts, that a row of a load's `years.csv` stands for. Raises
    ValueError for what is no year.
    """
    previous = [row.get(name, "") for name in ("index_code", "previous_year", "previous_cohort_code")]
    period(row["year"])
    return {
        "edition_code": edition_code(row["index_code"], row["year"], row["cohort_code"]),
        "index_code": row["index_code"],
        "period_code": row["year"],
        "cohort_code": row["cohort_code"],
        "framework_code": row["framework_code"],
        "cohort_size": row.get("cohort_size", ""),
        "previous_edition_code": edition_code(*previous) if previous[1] else "",
        "is_provisional": "false",
        "published_on": row.get("published_on", ""),
        "note": row.get("note", ""),
    }


def period_of_year(row: Mapping[str, str]) -> dict[str, str]:
    """The row of `reference.periods`, as texts, that a row of a load's `years.csv` stands for."""
    return {name: "" if value is None else str(value) for name, value in period(row["year"]).items()}


def declared_editions(reference_dir: Path) -> list[dict[str, str]]:
    """The editions that the reference folder of a load declares, as texts, whether it was written before or after
    periods became data. Raises OSError, and KeyError for a file of other columns.
    """
    for name in (EDITIONS, YEARS):
        path = reference_dir / name
        if path.is_file():
            with path.open(encoding="utf-8", newline="") as stream:
                rows = list(csv.DictReader(stream))
            return rows if name == EDITIONS else [edition_of_year(row) for row in rows]
    return []
