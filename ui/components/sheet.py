"""The tables of the components page as files: exact points, codes, certainty of reasons, section and source."""

from collections.abc import Callable, Sequence
from operator import itemgetter

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

_TOTAL_FIELDS = {
    "components_column_max": "compared_max_score",
    "appraisal_column_self_score": "compared_self_score",
    "appraisal_column_first_round_score": "compared_first_round_score",
    "appraisal_column_appraised_score": "compared_appraised_score",
    "appraisal_column_appraisal_difference": "appraisal_difference",
    "appraisal_field_points": "component_count",
    "appraisal_column_compared": "compared_count",
    "appraisal_column_reduced_count": "reduced_count",
    "appraisal_field_reduced": "reduced_score",
    "appraisal_column_raised_count": "raised_count",
    "appraisal_field_raised": "raised_score",
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
        "components_field_stated": lambda row: _status(row["stated_status"], language),
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
    fields |= {key: itemgetter(name) for key, name in _MAIN_FIELDS.items()}
    fields["field_max_basis"] = lambda row: _basis(row, language)
    return _maker("components_sheet_mains", fields, language)


def appraisals(listed: ComponentList, language: str) -> Callable[[Sequence[dict]], Sheet]:
    """What turns rows of `mart.appraisals` into a sheet: the list a province argues about, with exact points."""
    missing = words.missing_sides(language)
    rounds = _rounds(language)
    fields: dict[str, Callable[[dict], Cell]] = {
        **_unit_fields(listed, language),
        "components_column_code": lambda row: row["indicator_code"],
        "components_column_name": lambda row: named(row, "indicator_name", language),
        "components_field_main_code": lambda row: row["main_code"],
        "components_column_main": lambda row: named(row, "main_name", language),
        "components_column_max": lambda row: row["max_score"],
        "appraisal_column_self_score": lambda row: row["self_score"],
        "appraisal_column_first_round_score": lambda row: row["first_round_score"],
        "appraisal_column_score": lambda row: row["score"],
        "appraisal_column_appraisal_difference": lambda row: row["appraisal_difference"],
        "appraisal_field_round": lambda row: rounds.get(row["appraisal_round"]),
        "appraisal_field_missing": lambda row: missing.get(row["appraisal_reason"]),
        "appraisal_field_first_difference": lambda row: row["first_round_difference"],
        "appraisal_column_second_round_difference": lambda row: row["second_round_difference"],
        "components_column_status": lambda row: _status(row["points_status"], language),
        "components_column_reason": lambda row: row["reason_text"],
        "appraisal_field_note": lambda row: row["note"],
        "components_column_agency": lambda row: row["lead_agency"],
        "components_field_section": lambda row: row["section"],
        "appraisal_field_appraised_address": lambda row: row["appraised_source_address"],
        "appraisal_field_appraised_release": lambda row: row["appraised_release_code"],
        "appraisal_field_self_address": lambda row: row["self_source_address"],
        "appraisal_field_self_release": lambda row: row["self_release_code"],
    }
    return _maker("appraisal_sheet", fields, language)


def appraisal_totals(listed: ComponentList, language: str) -> Callable[[Sequence[dict]], Sheet]:
    """What turns rows of `mart.appraisal_totals` into a sheet, the unit's own among them."""
    rounds = _rounds(language)
    fields: dict[str, Callable[[dict], Cell]] = {
        **_unit_fields(listed, language),
        "components_field_main_code": lambda row: row["indicator_code"],
        "components_column_main": lambda row: words.total_label(row, language),
        "appraisal_field_round": lambda row: rounds.get(row["appraisal_round"]),
    }
    fields |= {key: itemgetter(name) for key, name in _TOTAL_FIELDS.items()}
    return _maker("appraisal_sheet_totals", fields, language)


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


def _rounds(language: str) -> dict[str, str]:
    return {code: say(language, f"appraisal_word_{code}") for code in ("final", "first")}


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


def _status(status: str | None, language: str) -> str | None:
    return words.status_name(status, language) if status else None


def _certainty(row: dict, language: str) -> str | None:
    if not row["reason_codes"]:
        return None
    return say(language, f"components_word_{'certain' if row['is_reason_certain'] else 'shared'}")
