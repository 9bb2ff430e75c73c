"""Templates of the real reference tables, filled as an analyst would and read back on the road every file takes."""

import dataclasses
import io
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

import polars as pl
from openpyxl import Workbook, load_workbook

from etl.fingerprint import file_sha256
from etl.kinds.template import write_template
from etl.problems import Problem
from etl.releases import Release, find_releases
from etl.staging import Rules, read_frames, read_rules
from warehouse.paths import LAYOUTS_DIR, RAW_DIR, REFERENCE_DIR, SQL_DIR

HEADING_ROW = 3


@cache
def rules() -> Rules:
    found, problems = read_rules(REFERENCE_DIR, LAYOUTS_DIR, SQL_DIR)
    assert problems == []
    return found


@cache
def shipped(release_code: str) -> tuple[Release, dict[str, pl.DataFrame]]:
    releases, _ = find_releases(RAW_DIR, rules().layouts)
    [release] = [each for each in releases if each.release_code == release_code]
    return release, read_frames(release, rules())[0]


def template(
    kind: str, framework_code: str, period_code: str, cohort_code: str, unit_code: str | None = None
) -> Workbook:
    """A new template, opened."""
    content = write_template(kind, framework_code, period_code, cohort_code, rules().reference, unit_code)
    return load_workbook(io.BytesIO(content))


def rows_of(book: Workbook, sheet: str) -> list[dict[str, object]]:
    """The rows below the headings, by heading."""
    headings = [cell.value for cell in book[sheet][HEADING_ROW]]
    rows = book[sheet].iter_rows(min_row=HEADING_ROW + 1, values_only=True)
    return [dict(zip(headings, row, strict=True)) for row in rows]


def fill(book: Workbook, sheet: str, rows: Sequence[Mapping[str, object]]) -> None:
    """Write rows by heading, from the first one below the headings; None leaves a cell as it is."""
    columns = {cell.value: cell.column for cell in book[sheet][HEADING_ROW]}
    for number, row in enumerate(rows, start=HEADING_ROW + 1):
        for heading, value in row.items():
            if value is not None:
                book[sheet].cell(number, columns[heading]).value = value


def fill_units(book: Workbook, sheet: str, values: Mapping[tuple[str, str], object]) -> None:
    """Write values by unit code and heading into a sheet with one row per unit."""
    columns = {cell.value: cell.column for cell in book[sheet][HEADING_ROW]}
    numbers = {row[0].value: row[0].row for row in book[sheet].iter_rows(min_row=HEADING_ROW + 1)}
    for (unit_code, heading), value in values.items():
        book[sheet].cell(numbers[unit_code], columns[heading]).value = value


def read_back(
    book: Workbook, layout: str, like: Release, folder: Path, against: Rules | None = None, **constants: str
) -> tuple[dict[str, pl.DataFrame], list[Problem]]:
    """The staging frames of a filled template, loaded with the provenance of a shipped release."""
    path = folder / "filled.xlsx"
    book.save(path)
    release = dataclasses.replace(
        like,
        release_code=f"{like.period_code}/filled",
        path=path,
        sha256=file_sha256(path),
        layout=layout,
        authority="plan",
        constants=constants,
    )
    return read_frames(release, against or rules())
