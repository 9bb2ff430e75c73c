"""Mapped rows to staging frames, or every problem at once. No row is ever dropped: one blocking problem
refuses the whole release."""

from collections.abc import Callable, Iterable, Mapping

import polars as pl

from etl.codebook import Codebook
from etl.declarations import Declaration
from etl.fields import Fields
from etl.figures import cohort_figure, figure
from etl.layouts import Layout
from etl.mapping import MappedRow
from etl.plans import reporting_rule, target, task
from etl.problems import Problem
from etl.sidecars import Release
from etl.statuses import component_status

CONTRACTS: Mapping[str, Callable[[Fields, Codebook], dict[str, object]]] = {
    "figures": figure,
    "cohort_figures": cohort_figure,
    "component_statuses": component_status,
    "targets": target,
    "tasks": task,
    "reporting_rules": reporting_rule,
}

# two rows of a release that agree in these say the same thing twice
_EDITION = ("framework_code", "index_code", "year", "cohort_code")
_SCOPE = ("scope_name", "scope_level")
SAYS_ONCE = {
    "figures": (*_EDITION, "unit_code", "indicator_code", "source_address"),
    "cohort_figures": (*_EDITION, "indicator_code", "statistic", "source_address"),
    "component_statuses": (*_EDITION, "unit_code", "indicator_code", "source_address"),
    "targets": (
        *_SCOPE,
        "index_code",
        "indicator_code",
        "measure",
        "kind",
        "due_year",
        "due_text",
        "printed_text",
    ),
    "tasks": (*_SCOPE, "indicator_code", "action", "lead_agencies", "section"),
    "reporting_rules": (*_SCOPE, "rhythm", "due_rule", "due_on", "reporter", "printed_text"),
}


def contract(
    rows: Iterable[MappedRow],
    layout: Layout,
    release: Release,
    codebook: Codebook,
    declarations: Mapping[str, Declaration],
) -> tuple[dict[str, pl.DataFrame], list[Problem]]:
    """The staging frames of one release, by table, rows in file order; columns and types as declared.

    With a blocking problem the frames are incomplete and not to be used.
    """
    records: dict[str, list[dict[str, object]]] = {}
    firsts: dict[tuple, int] = {}
    problems: list[Problem] = []
    for row in rows:
        fields = Fields(row, layout, release)
        record = CONTRACTS[row.table](fields, codebook)
        for name in declarations[row.table].required & record.keys():
            if record[name] is None and not fields.is_refused:
                fields.report("value_missing", _printed_field(name), expected=name)
        key = (row.table, *(record[name] for name in SAYS_ONCE[row.table]))
        first = firsts.setdefault(key, row.number)
        if first != row.number and not fields.is_refused:
            fields.report("row_repeated", _printed_field("unit_code"), expected=first)
        problems += fields.problems
        if not fields.is_refused:
            place = {"release_code": release.release_code, "row_number": row.number}
            records.setdefault(row.table, []).append({**place, **record})
    frames = {name: pl.DataFrame(found, schema=declarations[name].columns) for name, found in records.items()}
    return frames, problems


def _printed_field(name: str) -> str:
    """The field of the file that a column comes from."""
    return "unit_name" if name == "unit_code" else name
