"""Checks of printed figures: the pickers that choose which are shown, their table and that of the counts."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

import streamlit as st

from text import formats, profile
from text.answer import measure_label
from text.catalogue import every_name, named, say
from text.citations import cited
from text.folding import matches, search_key
from ui import notes
from ui.choices import context, declared, pickers
from ui.choices.choice import Options, resolve
from ui.choices.url import ALL
from ui.table_description import Field, Row, Table
from ui.visit import Visit

VERDICTS = ("different", "within_rounding_of_parts", "equal_at_printed_precision", "exact")
_SEARCH_WIDTH = 200


@dataclass(frozen=True)
class CheckFilter:
    """Which checks are shown: codes of an edition (`dti.2022.vn63`), a verdict and a kind of figure, or `all`; text.

    `labels` are the names of all codes.
    """

    edition: str
    verdict: str
    figure: str
    typed: str
    labels: dict[str, str]

    @property
    def codes(self) -> tuple[str, str, str, str]:
        """The choices as scalars, to key a cache."""
        return self.edition, self.verdict, self.figure, self.typed

    def shown(self, rows: Sequence[dict]) -> list[dict]:
        """The checks that pass every condition, in the same order; text is looked for in unit and indicator."""
        wanted = search_key(self.typed)
        return [
            row
            for row in rows
            if self.edition in (ALL, row["edition_code"])
            and self.verdict in (ALL, row["verdict"])
            and self.figure in (ALL, row["figure"])
            and (not wanted or matches(wanted, *_texts(row)))
        ]

    def words(self, language: str) -> str:
        """The filter in words; empty when everything is shown."""
        parts = [self.labels[code] for code in (self.edition, self.verdict, self.figure) if code != ALL]
        if self.typed.strip():
            parts.append(say(language, "filter_search", text=self.typed.strip()))
        return formats.listed(parts, language)


def edition_name(row: dict, language: str) -> str:
    """An edition in words, among those of all indexes: index, year and cohort."""
    return f"{named(row, 'short_name', language)} · {context.edition_name(row, language)}"


def verdict_name(code: str, language: str) -> str:
    """What a printed figure turned out to be."""
    return say(language, f"profile_verdict_{code}")


def pick(rows: Sequence[dict], editions: Sequence[dict], visit: Visit) -> CheckFilter:
    """Draw the line of tools over all checks and give the filter it stands for.

    The verdict stands open, at first that of the figures that differ; the other conditions behind one button. A code
    that is not there is told and stays in the address until another is chosen.
    """
    figures = dict.fromkeys(row["figure"] for row in rows)
    names = {
        declared.CHECK_EDITION: {row["edition_code"]: edition_name(row, visit.language) for row in editions},
        declared.CHECK_FIGURE: {code: visit.say(f"profile_figure_{code}") for code in figures},
    }
    labels = {code: verdict_name(code, visit.language) for code in VERDICTS}
    options = {}
    for choice, of_choice in names.items():
        options[choice] = Options({ALL: visit.say(f"reconciliation_all_{choice.name}")} | of_choice, ALL)
        labels |= of_choice
    edition, figure = (resolve(choice, options[choice]).code or ALL for choice in names)
    chosen = CheckFilter(edition, ALL, figure, declared.CHECK_SEARCH.requested or "", labels)

    tools = st.container(horizontal=True, vertical_alignment="center", gap="small", key="tools")
    verdict = pickers.switch(declared.CHECK_VERDICT, _verdicts(rows, chosen, visit), visit.language, tools)
    asked = sum(code != ALL for code in (edition, figure))
    label = visit.say("components_filters_set" if asked else "components_filters", count=asked)
    place = tools.popover(notes.literal(label), icon=":material/filter_list:", key="reconciliation_filters")
    for choice in names:
        pickers.offer(choice, options[choice], visit.language, place)
    pickers.search(declared.CHECK_SEARCH, visit.language, tools, width=_SEARCH_WIDTH, is_labelled=False)
    return replace(chosen, verdict=verdict)


def _verdicts(rows: Sequence[dict], chosen: CheckFilter, visit: Visit) -> Options:
    """The verdicts, each with the number of checks it would leave under the other conditions."""
    counts = Counter(row["verdict"] for row in chosen.shown(rows))
    there = {row["verdict"] for row in rows}
    first = next(code for code in VERDICTS if code in there)
    tabs = {
        code: visit.say("components_option", name=verdict_name(code, visit.language), count=counts[code])
        for code in VERDICTS
        if code in there
    }
    return Options({**tabs, ALL: visit.say("components_tab_all", count=counts.total())}, first)


def _texts(row: dict) -> list[str]:
    return [row["indicator_code"], *every_name(row, "unit_name"), *every_name(row, "indicator_name")]


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

# Rows of `warehouse.queries.data_quality.checks`: what is printed, what it is held against, and what came of it.
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
# Rows of `warehouse.queries.data_quality.by_edition`: how many printed figures of an edition got which verdict.
COUNTS = Table(
    "reconciliation_sheet_counts",
    screen=[_COUNTED_EDITION, *_COUNTS],
    file=[_COUNTED_EDITION, *_EDITION_CODES, *_COUNTS],
    keeps_first=True,
)
