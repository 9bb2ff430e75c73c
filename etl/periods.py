"""Periods that an edition measures, as their codes say them, and editions as loads of before periods declared them.

A code is `2025` (a year), `2025-H1` (a half), `2025-Q1` (a quarter), `2025-03` (a month) or `2025-03-31` (the day of a
snapshot). It says all that `reference.periods` holds of it.
"""

import csv
from calendar import monthrange
from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from text.periods import KINDS, by_code, parts

EDITIONS, YEARS = "editions.csv", "years.csv"  # the second only in loads written before periods were data
# the first four name an edition; the others may be missing
YEARS_COLUMNS = ("index_code", "year", "cohort_code", "framework_code", "cohort_size", "previous_year",
                 "previous_cohort_code", "published_on", "note")  # fmt: skip


def period_row(code: str) -> dict[str, Any]:
    """The row of `reference.periods` that a code stands for: kind, first and last day, position, names.

    `position` counts the periods of a kind; a snapshot has none. Raises ValueError for anything else than a code.
    """
    of = parts(code)
    starts_on = ends_on = of.day
    position = None
    if of.day is None:
        count, _ = KINDS[of.kind]
        months = 12 // count
        last = of.number * months
        starts_on = date(of.year, last - months + 1, 1)
        ends_on = date(of.year, last, monthrange(of.year, last)[1])
        position = of.year * count + of.number - 1
    return {
        "period_code": code,
        "period_kind": of.kind,
        "starts_on": starts_on,
        "ends_on": ends_on,
        "position": position,
        "period_name_vi": by_code(code, "vi"),
        "period_name_en": by_code(code, "en"),
    }


def has_begun(code: str) -> bool:
    """Whether the first day of a period has come (UTC): only then can it have been assessed. Raises ValueError."""
    return period_row(code)["starts_on"] <= datetime.now(UTC).date()


def edition_code(index_code: str, period_code: str, cohort_code: str) -> str:
    """How an edition is named: `dti.2022.vn63`."""
    return f"{index_code}.{period_code}.{cohort_code}"


def edition_of_year(row: Mapping[str, str]) -> dict[str, str]:
    """The row of `reference.editions`, as texts, that a row of a load's `years.csv` stands for. Raises
    ValueError for what is no year.
    """
    previous = [row.get(name, "") for name in ("index_code", "previous_year", "previous_cohort_code")]
    period_row(row["year"])
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
    return {name: "" if value is None else str(value) for name, value in period_row(row["year"]).items()}


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
