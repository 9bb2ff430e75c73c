"""What a person has to look at before a candidate is published: what its checks point at that was not there before.

It stands open, the largest first, and is ticked by whoever publishes.
"""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cached_property

import streamlit as st

from access.roles import ANALYST
from etl.uploads.loading import Preview
from exports.names import stem
from text import formats
from text.answer import measure_name
from text.catalogue import CATALOGUES, named, say
from text.periods import Period
from ui import data, export_menu, notes, tables
from ui.load import words
from ui.table_description import Field, Table
from warehouse.queries import loading as queries

DIFFERENT = "difference_not_explained"
SHOWN_ROWS = 300
_WITH_REASON = "known_difference_without_figure"


class Names:
    """The names in one language of what the rows of a build have codes for."""

    def __init__(self, build_id: str, language: str):
        self.build_id, self.language = build_id, language
        cohorts, frameworks = (data.fetch(ask, build_id).to_dicts() for ask in (queries.cohorts, queries.frameworks))
        self._cohorts = {row["cohort_code"]: row for row in cohorts}
        self._indexes = {row["index_code"]: named(row, "short_name", language) for row in frameworks}
        self._editions = {row["edition_code"]: row for row in data.fetch(queries.years, build_id).to_dicts()}

    def edition(self, row: dict) -> str:
        """`DTI cấp tỉnh 2024 · 34 tỉnh, thành phố`; its code where the candidate has none of it."""
        edition = self._editions.get(row["edition_code"])
        if edition is None:
            return row["edition_code"]
        cohort = named(self._cohorts[edition["cohort_code"]], "cohort_name", self.language)
        return f"{self._indexes[edition['index_code']]} {Period(edition['period_code'], self.language)} · {cohort}"

    def measure(self, row: dict) -> str:
        """The name of an indicator, its code where the candidate has none for it."""
        edition = self._editions.get(row["edition_code"])
        key = (edition["index_code"] if edition else "", row["indicator_code"])
        return self._measures.get(key, row["indicator_code"])

    def unit(self, row: dict) -> str:
        """The name of a unit; of a figure of a whole cohort, that it is one."""
        if row["unit_code"] is None:
            return say(self.language, "reconciliation_cohort")
        edition = self._editions.get(row["edition_code"])
        system = self._cohorts[edition["cohort_code"]]["unit_system"] if edition else ""
        units = data.fetch(queries.units, self.build_id, system).iter_rows(named=True)
        return next(
            (named(unit, "unit_name", self.language) for unit in units if unit["unit_code"] == row["unit_code"]),
            row["unit_code"],
        )

    @cached_property
    def _measures(self) -> dict[tuple[str, str], str]:
        rows = data.fetch(queries.indicators, self.build_id).to_dicts()
        return {(row["index_code"], row["indicator_code"]): measure_name(row, self.language) for row in rows}


def ask(preview: Preview, language: str, key: str) -> bool:
    """Draw what is to be looked at and the tick; whether it is ticked. True where there is nothing."""
    if not preview.reviews:
        return True
    names, count = Names(preview.build_id, language), sum(map(len, preview.reviews.values()))
    for name, rows in sorted(preview.reviews.items(), key=lambda item: (item[0] != DIFFERENT, -len(item[1]))):
        show(name, rows, names, f"{key}_review_{name}")
    label = say(language, "load_reviewed", count=formats.number(count, language, 0))
    return st.checkbox(notes.literal(label), key=f"{key}_reviewed_{preview.build_id}")


def show(check: str, rows: Sequence[dict], names: Names, key: str) -> None:
    """Draw the rows that one check points at, the largest difference first."""
    language = names.language
    ordered = sorted(rows, key=_size, reverse=True) if check == DIFFERENT else list(rows)
    everything = [row | {"names": names} for row in ordered]
    title = say(language, "load_review", name=words.check_name(check, language), count=len(rows))
    line = export_menu.title_line(notes.short(title, SHOWN_ROWS))
    table = Table("load_review_sheet", [*FIGURE, *(_COMPARED if check == DIFFERENT else [_told(check)])])
    in_order = tables.show(table, everything[:SHOWN_ROWS], language, alt=title, key=key)
    if len(rows) > SHOWN_ROWS:
        notes.quiet(say(language, "load_review_more", count=len(rows) - SHOWN_ROWS))
    facts = [(say(language, "info_title"), title), (say(language, "info_build"), names.build_id)]
    files = stem(say(language, "load_review_file"), check, names.build_id)
    export_menu.offer(table, in_order, everything, facts, files, language, f"{key}_files", ANALYST, line)


def _told(check: str) -> Field:
    """What a check without two figures points at, in a sentence; facts as they are where there is none for it."""

    def told(row: dict, language: str) -> str:
        key = f"load_facts_{check}"
        if key not in CATALOGUES[language]:
            return words.facts({name: value for name, value in row.items() if name != "names"})
        values = {name: _word(name, value, language) for name, value in row.items() if name != "names"}
        reason = named(row, "reason", language) if check == _WITH_REASON else ""
        return say(language, key, **values | {"reason": reason})

    return Field("found", title="load_column_found", shown=told, format="text", width=360)


def _word(name: str, value: object, language: str) -> str:
    if name.endswith("_status"):
        return say(language, f"components_status_{value}")
    if value is None:
        return formats.MISSING
    return str(value)


def _size(row: dict) -> Decimal:
    """The difference as a share of the larger figure, so that ranks and values stand in one order."""
    printed, expected = Decimal(row["printed"]), Decimal(row["expected"])
    return abs(printed - expected) / (max(abs(printed), abs(expected)) or 1)


def _digits(row: dict) -> int:
    """Decimals that neither figure loses anything by."""
    exponents = [int(Decimal(row[name]).normalize().as_tuple().exponent) for name in ("printed", "expected")]
    return max(0, *(-exponent for exponent in exponents))


def _number(name: str) -> Field:
    """A figure with the decimals that neither of the two loses anything by."""
    return Field(
        name,
        shown=lambda row, language: formats.number(_amount(row, name), language, _digits(row)),
        cell=lambda row, _: _amount(row, name),
        number=lambda row: _amount(row, name),
        decimals=_digits,
        format="number",
    )


def _amount(row: dict, name: str) -> Decimal:
    return Decimal(row["printed"]) - Decimal(row["expected"]) if name == "difference" else Decimal(row[name])


def _signed(row: dict, language: str) -> str:
    shown = formats.number(_amount(row, "difference"), language, _digits(row))
    return f"+{shown}" if _amount(row, "difference") > 0 else shown


# Rows of the checks of a candidate, each with its `names`: which figure is meant, and two figures that differ.
FIGURE = (
    Field("unit_name", title="load_column_unit", shown=lambda row, _: row["names"].unit(row)),
    Field("indicator_name", title="load_column_indicator", shown=lambda row, _: row["names"].measure(row), width=200),
    Field(
        "edition",
        title="load_column_edition",
        shown=lambda row, _: row["names"].edition(row),
        format="text",
        width=200,
    ),
)
_COMPARED = ("figure", _number("printed"), "checked_against", _number("expected"),
             replace(_number("difference"), shown=_signed))  # fmt: skip
