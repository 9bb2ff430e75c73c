"""The tables of the components page as files: exact points, codes, certainty of reasons, section and source."""

from collections.abc import Callable, Sequence

from text.catalogue import named, say
from ui.components import words
from ui.components.choices import ComponentList, status_of
from ui.downloads import Cell, Sheet

_MAIN_FIELDS = {
    "components_field_value": "value",
    "components_column_main_score": "score",
    "components_column_main_max": "max_score",
    "components_column_lost": "lost_score",
    "components_column_assessed": "assessed_count",
    "components_status_full": "full_count",
    "components_status_partial": "partial_count",
    "components_status_zero": "zero_count",
    "components_status_not_assessed": "not_assessed_count",
    "components_status_unknown": "unknown_count",
}


def components(listed: ComponentList, language: str) -> Callable[[Sequence[dict]], Sheet]:
    """What turns components of `listed` into a sheet, one row each, in the order given."""
    reasons = {row["reason_code"]: named(row, "reason_name", language) for row in listed.reasons}
    fields: dict[str, Callable[[dict], Cell]] = {
        **_unit_fields(listed, language),
        "components_column_code": lambda row: row["indicator_code"],
        "components_column_name": lambda row: named(row, "indicator_name", language),
        "components_field_main_code": lambda row: row["main_code"],
        "components_column_main": lambda row: named(row, "main_name", language),
        "components_column_status": lambda row: words.status_name(status_of(row), language),
        "components_field_stated": lambda row: _stated(row, language),
        "components_column_score": lambda row: row["score"],
        "components_column_max": lambda row: row["max_score"],
        "components_field_upper": lambda row: row["max_score_upper"],
        "components_column_reason": lambda row: "; ".join(reasons[code] for code in row["reason_codes"] or ()) or None,
        "components_field_certainty": lambda row: _certainty(row, language),
        "components_field_reason_text": lambda row: row["reason_text"],
        "components_column_agency": lambda row: row["lead_agency_shown"],
        "components_field_section": lambda row: row["section"],
        "components_field_address": lambda row: row["source_address"],
        "components_field_release": lambda row: row["release_code"],
    }
    return _maker("components_sheet", fields, language)


def mains(listed: ComponentList, language: str) -> Callable[[Sequence[dict]], Sheet]:
    """What turns main indicators of `listed` into a sheet, one row each."""
    fields: dict[str, Callable[[dict], Cell]] = {
        **_unit_fields(listed, language),
        "components_field_main_code": lambda row: row["indicator_code"],
        "components_column_main": lambda row: named(row, "indicator_name", language),
    }
    fields |= {key: (lambda row, name=name: row[name]) for key, name in _MAIN_FIELDS.items()}
    fields["field_max_basis"] = lambda row: _basis(row, language)
    return _maker("components_sheet_mains", fields, language)


def by_column(
    columns: Sequence[str], statuses: dict[tuple[str, str], str], language: str
) -> Callable[[Sequence[dict]], Sheet]:
    """What turns components into a sheet with one column of statuses per year and unit."""

    def make(rows: Sequence[dict]) -> Sheet:
        titles = [say(language, "components_column_code"), say(language, "components_column_name"), *columns]
        cells = [
            [row["indicator_code"], named(row, "indicator_name", language)]
            + [words.status_name(statuses.get((at, row["indicator_code"]), "unknown"), language) for at in columns]
            for row in rows
        ]
        return Sheet(say(language, "components_sheet_heat"), titles, cells)

    return make


def _unit_fields(listed: ComponentList, language: str) -> dict[str, Callable[[dict], Cell]]:
    unit, year = listed.unit, listed.edition["year"]
    return {
        "field_unit_code": lambda _: unit["unit_code"],
        "column_unit": lambda _: named(unit, "unit_name", language),
        "components_field_year": lambda _: year,
    }


def _maker(name: str, fields: dict[str, Callable[[dict], Cell]], language: str) -> Callable[[Sequence[dict]], Sheet]:
    def make(rows: Sequence[dict]) -> Sheet:
        titles = [say(language, title) for title in fields]
        return Sheet(say(language, name), titles, [[field(row) for field in fields.values()] for row in rows])

    return make


def _basis(row: dict, language: str) -> str | None:
    return say(language, f"word_{row['max_score_basis']}") if row["max_score_basis"] else None


def _stated(row: dict, language: str) -> str | None:
    return words.status_name(row["stated_status"], language) if row["stated_status"] else None


def _certainty(row: dict, language: str) -> str | None:
    if not row["reason_codes"]:
        return None
    return say(language, f"components_word_{'certain' if row['is_reason_certain'] else 'shared'}")
