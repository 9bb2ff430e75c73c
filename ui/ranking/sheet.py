"""The ranked table as a file: numbers as numbers, with the basis and source of each figure."""

from collections.abc import Sequence

import polars as pl

from text.answer import measure_name
from text.catalogue import named, say
from ui.downloads import Cell, Sheet

Values = dict[tuple[str, str], dict]

# Titles of a file's columns, by key of the catalogue, and the columns of the mart they show.
_FIELDS = {
    "field_unit_code": "unit_code",
    "column_unit": "unit_name",
    "column_region": "region_name",
    "column_rank": "rank",
    "field_cohort_size": "cohort_size",
    "field_rank_basis": "rank_basis",
    "field_places": "places_gained",
    "column_value": "value",
    "field_value_basis": "value_basis",
    "column_change": "value_change",
    "ranking_field_near_group": "near_tie_group",
    "ranking_field_near_count": "near_tie_count",
    "column_places_restated": "restated_places_gained",
    "column_change_restated": "restated_value_change",
    "field_comparability": "comparability",
    "field_value_source": "value_source_address",
    "field_rank_source": "rank_source_address",
}
_CODED = ("rank_basis", "value_basis", "comparability")
_NAMED = ("unit_name", "region_name")


def by_unit(values: pl.DataFrame) -> Values:
    """Values of pillars and main indicators by unit and indicator code."""
    return {(row["unit_code"], row["indicator_code"]): row for row in values.iter_rows(named=True)}


def sheet(units: Sequence[dict], measures: Sequence[dict], values: Values, language: str) -> Sheet:
    """One row per unit: rank, value and changes with their basis, the values of `measures`, the sources."""
    titles = [say(language, key) for key in _FIELDS]
    titles += [measure_name(measure, language) for measure in measures]
    rows = [
        [_field(unit, field, language) for field in _FIELDS.values()]
        + [
            values.get((unit["unit_code"], measure["indicator_code"]), {}).get("value")
            for measure in measures
        ]
        for unit in units
    ]
    return Sheet(say(language, "sheet_rows"), titles, rows)


def _field(unit: dict, field: str, language: str) -> Cell:
    if field in _NAMED:
        return named(unit, field, language)
    if field in _CODED and unit[field]:
        return say(language, f"word_{unit[field]}")
    return unit[field]
