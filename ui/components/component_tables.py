"""The tables of the components page, on screen and in files: the list, main indicators and what they lost, statuses by
year, points by round. Files have exact points, codes, certainty of reasons, section and source.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import partial

from text import components as words
from text import formats
from text.catalogue import LANGUAGES, named, say
from ui.charts.main_indicators import most_points
from ui.components.choices import ComponentList, status_of
from ui.table_description import Field, Row, Table, called_as
from ui.theme import STATUS_COLOURS, STATUS_LETTERS, Palette

_COUNTED = ("full", "partial", "zero", "not_assessed")
_NAME_WIDTH, _CODE_WIDTH, _AGENCY_WIDTH, _MAIN_WIDTH, _SOURCE_WIDTH = 440, 62, 190, 160, 190


def components(listed: ComponentList, palette: Palette) -> Table:
    """Rows of `mart.component_status`; points only where some are known."""
    reasons = {
        language: {row["reason_code"]: named(row, "reason_name", language) for row in listed.reasons}
        for language in LANGUAGES
    }
    return Table(
        "components_sheet",
        screen=[
            *_COMPONENT,
            _letter(palette, status_of),
            _STATUS,
            Field("score", needs=("score",)),
            Field("max_score", help="components_column_max_help", shown=words.maximum, number=_bound),
            Field(
                "reason_codes",
                title="components_column_reason",
                shown=lambda row, language: words.reason(row, reasons[language], language),
                width=300,
            ),
            Field("lead_agency_shown", width=_AGENCY_WIDTH),
            _MAIN,
            Field("section", title="components_column_source", shown=_section_or_address, width=_SOURCE_WIDTH),
        ],
        file=[
            *_COMPONENT,
            *_MAIN_IN_FILE,
            *_unit(listed),
            _STATUS,
            "stated_status",
            "score",
            Field("max_score", cell=lambda row, _: None if row["status"] == "not_assessed" else row["max_score"]),
            "max_score_upper",
            Field(
                "reason_codes",
                title="components_column_reason",
                cell=lambda row, language: (
                    formats.phrases((reasons[language][code] for code in row["reason_codes"] or ()), language) or None
                ),
            ),
            Field("is_reason_certain", title="components_field_certainty", cell=_certainty),
            "reason_text",
            "lead_agency_shown",
            "section",
            "source_address",
            "release_code",
        ],
        keeps_first=True,
    )


def mains(listed: ComponentList) -> Table:
    """Rows of `mart.main_status`: points lost of the maximum, points, and components by status where loaded."""
    score = Field("score", title="components_column_main_score")
    return Table(
        "components_sheet_mains",
        screen=[
            Field("indicator_name", title=called_as("main_name"), shown=words.main_label),
            "lost_score",
            score,
            Field("max_score", shown=_most, number=_scored_maximum),
            *(
                Field(
                    f"{status}_count",
                    title=partial(words.status_letter, status),
                    help=partial(words.status_name, status),
                    needs=("full_count",),
                )
                for status in _COUNTED
            ),
        ],
        file=[
            Field("indicator_code", title=called_as("main_code")),
            Field("indicator_name", title=called_as("main_name")),
            *_unit(listed),
            "value",
            score,
            Field("max_score", cell=lambda row, _: _scored_maximum(row)),
            "lost_score",
            "assessed_count",
            *(f"{status}_count" for status in (*_COUNTED, "unknown")),
            "max_score_basis",
        ],
        keeps_first=True,
    )


def by_column(listed: ComponentList, columns: Sequence[str], statuses: Mapping[tuple[str, str], str]) -> Table:
    """Rows of `mart.component_status`, one column of statuses per year and unit: `statuses` by column and code. A file
    says which unit and period the rows are chosen from.
    """

    def written(column: str, write: Callable[[str, str], str], row: Row, language: str) -> str:
        return write(statuses.get((column, row["indicator_code"]), "unknown"), language)

    of_columns = [
        Field(
            column,
            title=partial(_as_it_is, column),
            shown=partial(written, column, words.status_cell),
            cell=partial(written, column, words.status_name),
            format="text",
        )
        for column in columns
    ]
    screen = [*_COMPONENT, *of_columns]
    return Table("components_sheet_heat", screen, [*_COMPONENT, *_unit(listed), *of_columns], keeps_first=True)


def _as_it_is(column: str, _: str) -> str:
    return column


def appraisals(listed: ComponentList, palette: Palette) -> Table:
    """Rows of `mart.appraisals`: the list a province argues about. On screen a round only where it has points."""
    missing = {language: words.missing_sides(language) for language in LANGUAGES}
    difference = Field("appraisal_difference", title="appraisal_column_appraisal_difference")
    score = Field("score", title="appraisal_column_score")
    return Table(
        "appraisal_sheet",
        screen=[
            _COMPONENT[0],
            difference,
            _COMPONENT[1],
            "self_score",
            Field("first_round_score", needs=("first_round_score",)),
            replace(score, needs=("score",)),
            Field("second_round_difference", needs=("first_round_score", "score")),
            Field("reason_text", title="components_column_reason", shown=words.appraisal_reason, width=340),
            "max_score",
            replace(_letter(palette, lambda row: row["points_status"] or "unknown"), needs=("score",)),
            Field("lead_agency", title=called_as("lead_agency_shown"), width=_AGENCY_WIDTH),
            _MAIN,
            Field("section", title="components_column_source", width=_SOURCE_WIDTH),
        ],
        file=[
            *_COMPONENT,
            *_MAIN_IN_FILE,
            *_unit(listed),
            "max_score",
            "self_score",
            "first_round_score",
            score,
            difference,
            "appraisal_round",
            Field("appraisal_reason", cell=lambda row, language: missing[language].get(row["appraisal_reason"])),
            "first_round_difference",
            "second_round_difference",
            Field("points_status", title=called_as("status")),
            Field("reason_text", title="components_column_reason"),
            "note",
            Field("lead_agency", title=called_as("lead_agency_shown")),
            "section",
            "appraised_source_address",
            "appraised_release_code",
            "self_source_address",
            "self_release_code",
        ],
        keeps_first=True,
    )


def appraisal_totals(listed: ComponentList, rows: Sequence[Row]) -> Table:
    """Rows of `mart.appraisal_totals`, `rows` all of them: main indicators, and the whole unit if it is among them."""
    is_final = rows[0]["appraisal_round"] == "final"
    has_first = is_final and any(row["compared_first_round_score"] is not None for row in rows)
    is_partial = any(row["compared_count"] < row["component_count"] for row in rows)
    main = Field("indicator_name", title=called_as("main_name"), shown=words.total_label)
    difference = Field("appraisal_difference", title="appraisal_column_appraisal_difference")
    own = Field("compared_self_score", title=called_as("self_score"))
    first = Field("compared_first_round_score", title=called_as("first_round_score"))
    appraised = Field("compared_appraised_score", title="appraisal_column_score")
    return Table(
        "appraisal_sheet_totals",
        screen=[
            main,
            difference,
            own,
            *([first] if has_first else []),
            appraised if is_final else replace(appraised, title=called_as("first_round_score")),
            *([Field("compared_count", shown=_compared)] if is_partial else []),
            "reduced_count",
            "raised_count",
        ],
        file=[
            Field("indicator_code", title=called_as("main_code")),
            main,
            *_unit(listed),
            "appraisal_round",
            Field("compared_max_score", title=called_as("max_score")),
            own,
            first,
            appraised,
            difference,
            "component_count",
            "compared_count",
            "reduced_count",
            "reduced_score",
            "raised_count",
            "raised_score",
        ],
        keeps_first=True,
    )


def _unit(listed: ComponentList) -> list[Field]:
    """Which unit and period a row of a file is of."""
    unit, edition = listed.unit, listed.visit.edition
    return [
        Field("unit_code", of=lambda _: unit),
        Field("unit_name", of=lambda _: unit),
        Field("period_code", of=lambda _: edition),
    ]


def _letter(palette: Palette, status: Callable[[Row], str]) -> Field:
    """The letters of statuses on their colours."""
    colours = {known: (STATUS_COLOURS[known], STATUS_LETTERS[known]) for known in STATUS_COLOURS}
    return Field(
        "letter",
        title="components_column_letter",
        shown=lambda row, language: words.status_letter(status(row), language),
        format="text",
        fill=lambda row: colours.get(status(row), (palette.grid, palette.text)),
    )


def _status(row: Row, language: str) -> str:
    return words.status_name(status_of(row), language)


def _main(row: Row, language: str) -> str:
    return f"{row['main_code']}. {named(row, 'main_name', language)}"


def _bound(row: Row) -> float | None:
    """The maximum or its bound, to sort by."""
    if row["status"] == "not_assessed":
        return None
    return row["max_score_upper"] if row["max_score"] is None else row["max_score"]


def _section_or_address(row: Row, _: str) -> str:
    return row["section"] or row["source_address"] or formats.MISSING


def _certainty(row: Row, language: str) -> str | None:
    if not row["reason_codes"]:
        return None
    return say(language, f"components_word_{'certain' if row['is_reason_certain'] else 'shared'}")


def _scored_maximum(row: Row) -> Decimal | None:
    """None for what is not scored: a maximum of nothing is no figure."""
    return row["max_score"] if row["is_scored"] else None


def _most(row: Row, language: str) -> str:
    return most_points(row, language) if row["is_scored"] else formats.MISSING


def _compared(row: Row, _: str) -> str:
    return f"{row['compared_count']}/{row['component_count']}"


_COMPONENT = (
    Field("indicator_code", title="components_column_code", width=_CODE_WIDTH),
    Field("indicator_name", title="components_column_name", width=_NAME_WIDTH),
)
_STATUS = Field("status", shown=_status, width=120)
_MAIN = Field("main_name", shown=_main, width=_MAIN_WIDTH)
_MAIN_IN_FILE = ("main_code", "main_name")
