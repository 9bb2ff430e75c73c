"""The tables of the reconciliation page, on screen and in files."""

from functools import partial

from text import formats, profile
from text.answer import measure_label
from text.catalogue import named, say
from text.citations import cited
from ui.reconciliation.choices import VERDICTS, edition_name, verdict_name
from ui.table_description import Field, Row, Table

_COUNTED = ("check", *VERDICTS, "unexplained")
_MEASURED = ("value", "value_change", "mean", "score")


def _unit(row: Row, language: str) -> str:
    return named(row, "unit_name", language) if row["unit_code"] else say(language, "reconciliation_cohort")


def _known_reason(row: Row, language: str) -> str | None:
    return named(row, "known_reason", language)


def _reason(row: Row, language: str) -> str:
    if row["verdict"] != "different":
        return formats.MISSING
    return _known_reason(row, language) or say(language, "reconciliation_unexplained")


def _expected(row: Row, language: str) -> str:
    return formats.number(row["expected"], language, _decimals(row))


def _difference(row: Row, language: str) -> str:
    return formats.change(row["difference"], language, _decimals(row))


def _decimals(row: Row) -> int:
    return formats.VALUE_DECIMALS if row["figure"] in _MEASURED else 0


def _count(name: str, language: str) -> str:
    return verdict_name(name, language) if name in VERDICTS else say(language, f"reconciliation_column_{name}")


_EDITION = Field("edition", title="reconciliation_column_edition", shown=edition_name, format="text", width=190)
_INDICATOR = Field("indicator_name", shown=measure_label, cell=measure_label, width=200)
_VERDICT = Field("verdict", shown=profile.verdict, cell=profile.verdict, width=130)
_EDITION_CODES = ("index_code", "period_code", "cohort_code")
_EXPECTED = Field("expected", shown=_expected, decimals=_decimals)
_DIFFERENCE = Field("difference", shown=_difference, decimals=_decimals)
_AGAINST = Field("checked_against", width=160)
_SOURCE = Field("source", title="reconciliation_column_source", shown=cited, format="text", width=200)

# Rows of `warehouse.queries.reconciliation.checks`: what is printed, what it is held against, and what came of it.
CHECKS = Table(
    "reconciliation_sheet",
    screen=[
        _VERDICT,
        _EDITION,
        Field("unit_name", shown=_unit, width=130),
        _INDICATOR,
        "figure",
        "printed",
        _AGAINST,
        _EXPECTED,
        _DIFFERENCE,
        Field("known_reason", title="reconciliation_column_reason", shown=_reason, width=420),
        _SOURCE,
    ],
    file=[
        _VERDICT,
        _EDITION,
        *_EDITION_CODES,
        "unit_code",
        Field("unit_name", cell=_unit),
        Field("indicator_code", title="reconciliation_column_code"),
        _INDICATOR,
        "figure",
        "printed",
        _AGAINST,
        _EXPECTED,
        _DIFFERENCE,
        "cohort_size",
        Field("known_reason", title="reconciliation_column_reason", cell=_known_reason),
        _SOURCE,
        "source_address",
        "release_code",
        "row_number",
    ],
    keeps_first=True,
)

_COUNTED_EDITION = Field("edition", title="reconciliation_column_edition", shown=edition_name, format="text")
_COUNTS = [Field(f"{name}_count", title=partial(_count, name), format="count") for name in _COUNTED]
# Rows of `warehouse.queries.reconciliation.by_edition`: how many printed figures of an edition got which verdict.
COUNTS = Table(
    "reconciliation_sheet_counts",
    screen=[_COUNTED_EDITION, *_COUNTS],
    file=[_COUNTED_EDITION, *_EDITION_CODES, *_COUNTS],
    keeps_first=True,
)
