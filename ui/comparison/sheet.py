"""The comparison as a file: one row per indicator, of each side its figures with their basis and source."""

from collections.abc import Sequence

from text.answer import measure_name
from text.catalogue import say
from ui.comparison.lines import Comparison, Line
from ui.downloads import Cell, Sheet

# Titles of the columns of each side, by key of the catalogue, and the columns of the query they show.
_FIELDS = {
    "column_value": "value",
    "field_value_basis": "value_basis",
    "column_rank": "rank",
    "field_cohort_size": "cohort_size",
    "field_rank_basis": "rank_basis",
    "field_value_source": "value_source_address",
    "field_rank_source": "rank_source_address",
}
_CHANGES = {
    "column_change": "difference",
    "field_places": "places_gained",
    "field_comparability": "comparability",
}
_CODED = ("value_basis", "rank_basis", "comparability")


def sheet(compared: Comparison, lines: Sequence[Line]) -> Sheet:
    """The lines, common or not, in the order of the framework's tree."""
    language = compared.language
    fields = [
        (place, side, title, field)
        for place, side in enumerate(compared.sides)
        for title, field in _fields_of(compared, place).items()
        if any(line.cells[place].get(field) is not None for line in lines)
    ]
    titles = [
        say(language, "comparison_field_code"),
        say(language, "comparison_column_indicator"),
        say(language, "comparison_field_common"),
    ]
    titles += [
        say(language, "comparison_field_of_side", side=side, field=say(language, title)) for _, side, title, _ in fields
    ]
    rows = [
        [
            line.indicator["indicator_code"],
            measure_name(line.indicator, language),
            say(language, "comparison_yes" if line.is_common else "comparison_no"),
            *(_cell(line.cells[place], field, language) for place, _, _, field in fields),
        ]
        for line in lines
    ]
    return Sheet(say(language, "comparison_sheet"), titles, rows)


def _fields_of(compared: Comparison, place: int) -> dict[str, str]:
    if place == 0:
        return _FIELDS
    return _FIELDS | (_CHANGES if compared.unit else {"comparison_field_difference": "difference"})


def _cell(cell: dict, field: str, language: str) -> Cell:
    found = cell.get(field)
    return say(language, f"word_{found}") if field in _CODED and found else found
