"""Tables of the reconciliation page, on screen and as files."""

from collections.abc import Callable, Sequence
from decimal import Decimal

from text import formats, profile
from text.answer import measure_label
from text.catalogue import named, say
from ui import sources
from ui.downloads import Cell, Sheet
from ui.reconciliation.choices import VERDICTS, edition_name, verdict_name
from ui.tables import Column

_MEASURED = ("value", "value_change", "mean", "score")


def checks(rows: Sequence[dict], language: str) -> list[Column]:
    """One row per check, in the order given: what is printed, what it is held against, and what came of it."""
    printed = [_printed(row, language) for row in rows]
    expected = [_amount(row, "expected", language) for row in rows]
    differences = [_difference(row, language) for row in rows]
    against = [say(language, f"profile_checked_{row['checked_against']}") for row in rows]
    return [
        _text("verdict", [profile.verdict(row, language) for row in rows], language, width=130, pinned=True),
        _text("edition", [edition_name(row, language) for row in rows], language, width=190),
        _text("unit", [_unit(row, language) for row in rows], language, width=130),
        _text("indicator", [measure_label(row, language) for row in rows], language, width=200),
        _text("figure", [say(language, f"profile_figure_{row['figure']}") for row in rows], language),
        _number("printed", [row["printed"] for row in rows], printed, language),
        _text("against", against, language, width=160),
        _number("expected", [row["expected"] for row in rows], expected, language),
        _number("difference", [row["difference"] for row in rows], differences, language),
        _text("reason", [_reason(row, language) for row in rows], language, width=420),
        _text("source", [sources.cited(row, language) for row in rows], language, width=200),
    ]


def counts(rows: Sequence[dict], language: str) -> list[Column]:
    """One row per edition: how many of its printed figures got which verdict."""
    columns = [_text("edition", [edition_name(row, language) for row in rows], language, pinned=True)]
    for name in ("check", *VERDICTS, "unexplained"):
        found = [row[f"{name}_count"] for row in rows]
        title = verdict_name(name, language) if name in VERDICTS else say(language, f"reconciliation_column_{name}")
        columns.append(Column(name, title, [str(count) for count in found], found, "number"))
    return columns


def checks_file(language: str) -> Callable[[Sequence[dict]], Sheet]:
    """What turns checks into a sheet: exact figures and codes beside the words."""
    fields: dict[str, Callable[[dict], Cell]] = {
        "reconciliation_column_edition": lambda row: edition_name(row, language),
        "field_unit_code": lambda row: row["unit_code"],
        "column_unit": lambda row: _unit(row, language),
        "reconciliation_column_code": lambda row: row["indicator_code"],
        "reconciliation_column_indicator": lambda row: measure_label(row, language),
        "reconciliation_column_figure": lambda row: say(language, f"profile_figure_{row['figure']}"),
        "reconciliation_column_printed": lambda row: row["printed"],
        "reconciliation_column_against": lambda row: say(language, f"profile_checked_{row['checked_against']}"),
        "reconciliation_column_expected": lambda row: row["expected"],
        "reconciliation_column_difference": lambda row: row["difference"],
        "reconciliation_column_verdict": lambda row: profile.verdict(row, language),
        "reconciliation_column_reason": lambda row: row[f"known_reason_{language}"] or row["known_reason_vi"],
        "reconciliation_column_source": lambda row: sources.cited(row, language),
        "reconciliation_field_address": lambda row: row["source_address"],
        "reconciliation_field_release": lambda row: row["release_code"],
        "reconciliation_field_row": lambda row: row["row_number"],
    }

    def make(rows: Sequence[dict]) -> Sheet:
        cells = [[field(row) for field in fields.values()] for row in rows]
        return Sheet(say(language, "reconciliation_sheet"), [say(language, title) for title in fields], cells)

    return make


def counts_file(language: str) -> Callable[[Sequence[dict]], Sheet]:
    """What turns the counts of editions into a sheet."""

    def make(rows: Sequence[dict]) -> Sheet:
        columns = counts(rows, language)
        cells = [list(row) for row in zip(*(column.numbers or column.shown for column in columns), strict=True)]
        return Sheet(say(language, "reconciliation_sheet_counts"), [column.title for column in columns], cells)

    return make


def _unit(row: dict, language: str) -> str:
    return named(row, "unit_name", language) if row["unit_code"] else say(language, "reconciliation_cohort")


def _reason(row: dict, language: str) -> str:
    if row["verdict"] != "different":
        return formats.MISSING
    reason = row[f"known_reason_{language}"] or row["known_reason_vi"]
    return reason or say(language, "reconciliation_unexplained")


def _printed(row: dict, language: str) -> str:
    return formats.number(row["printed"], language, row["decimals"])


def _amount(row: dict, name: str, language: str) -> str:
    return formats.number(row[name], language, formats.VALUE_DECIMALS if row["figure"] in _MEASURED else 0)


def _difference(row: dict, language: str) -> str:
    shown = _amount(row, "difference", language)
    return f"+{shown}" if row["difference"] and row["difference"] > 0 else shown


def _text(key: str, cells: list[str], language: str, width: int | None = None, pinned: bool = False) -> Column:
    return Column(key, say(language, f"reconciliation_column_{key}"), cells, width=width, pinned=pinned)


def _number(key: str, amounts: Sequence[Decimal | None], shown: list[str], language: str) -> Column:
    numbers = [None if amount is None else float(amount) for amount in amounts]
    return Column(key, say(language, f"reconciliation_column_{key}"), shown, numbers, "number")
