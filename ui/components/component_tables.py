"""The tables of the components page, on screen and in files: the list, main indicators and what they lost, statuses by
year, points by round. Files have exact points, codes, certainty of reasons, section and source.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import partial
from itertools import groupby

from text import components as words
from text import formats
from text.catalogue import LANGUAGES, named, say
from text.folding import reading_order
from ui.charts.main_indicators import most_points
from ui.components.choices import STATUSES, ComponentList, status_of
from ui.table_description import Field, Row, Table, called_as
from ui.tables import Group
from ui.theme import STATUS_COLOURS, STATUS_LETTERS, Palette

_COUNTED = ("full", "partial", "zero", "not_assessed")
_NAME_WIDTH, _AGENCY_WIDTH, _MAIN_WIDTH, _SOURCE_WIDTH, _TASK_WIDTH = 420, 300, 160, 190, 120


def _task_link(row: Row, language: str) -> str | None:
    return words.task_link(row, language) if row["task_link"] else None


_HOLDERS = Field(
    "holder_count",
    title="components_column_holders",
    shown=lambda row, _: f"{row['holder_count']}/{row['other_unit_count']}",
    needs=("other_unit_count",),
)
# One year alone is what the status says already.
_STREAK = Field(
    "zero_period_count",
    title="components_column_streak",
    number=lambda row: row["zero_period_count"] if (row["zero_period_count"] or 0) > 1 else None,
)


def components(listed: ComponentList, palette: Palette) -> Table:
    """Rows of `mart.component_status`; points only where some are known. What the rows of a main indicator share stands
    in its head (`groups`).
    """
    reasons = {
        language: {row["reason_code"]: named(row, "reason_name", language) for row in listed.reasons}
        for language in LANGUAGES
    }
    return Table(
        "components_sheet",
        screen=[
            _letter(palette, status_of),
            *_COMPONENT,
            Field("lead_agency_shown", width=_AGENCY_WIDTH),
            Field("task_link", title="components_column_tasks", shown=words.task_link, width=_TASK_WIDTH),
            _HOLDERS,
            _STREAK,
            Field("score", needs=("score",)),
            Field("max_score", number=_assessed_maximum),
        ],
        file=[
            *_COMPONENT,
            *_MAIN_IN_FILE,
            *_unit(listed),
            _STATUS,
            "stated_status",
            "score",
            Field("max_score", cell=lambda row, _: _assessed_maximum(row)),
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
            Field("task_link", title="components_column_tasks", cell=_task_link),
            "task_count",
            "other_unit_count",
            "holder_count",
            "holder_codes",
            "zero_period_count",
            "since_period_code",
            "section",
            "source_address",
            "release_code",
        ],
        keeps_first="indicator_code",
        narrow=("letter", "indicator_code", "indicator_name", "lead_agency_shown", "task_link", "score", "max_score"),
    )


def groups(listed: ComponentList, rows: Sequence[Row], stakes: Mapping[str, Row]) -> tuple[list[Row], list[Group]]:
    """The rows by main indicator, the one that lost most first, within it by status; and the head over each: what it
    got and lost, what its rows hold together, the reasons they share. `stakes` are of the rows, by main indicator.
    """
    language, names = listed.visit.language, listed.reason_names
    mains = {main["indicator_code"]: main for main in listed.mains}
    lost = {code: -1 if main["lost_score"] is None else main["lost_score"] for code, main in mains.items()}
    order = sorted(
        rows,
        key=lambda row: (
            -lost.get(row["main_code"], -1),
            reading_order(row["main_code"]),
            STATUSES.index(status_of(row)),
            row["indicator_position"],
        ),
    )
    heads = []
    for code, inside in groupby(order, key=lambda row: row["main_code"]):
        found, main = list(inside), mains.get(code)
        side = words.got_and_lost(main, language) if main else ""
        told = words.group_notes(found, stakes.get(code), names, language)
        heads.append(Group(len(found), _main(found[0], language), side, told))
    return order, heads


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


def by_column(
    listed: ComponentList, columns: Sequence[str], statuses: Mapping[tuple[str, str], str], palette: Palette
) -> Table:
    """Rows of `mart.component_status`, one column of statuses per year and unit: `statuses` by column and code. A file
    says which unit and period the rows are chosen from.
    """

    def status(column: str, row: Row) -> str:
        return statuses.get((column, row["indicator_code"]), "unknown")

    of_columns = [
        replace(_letter(palette, partial(status, column)), title=partial(_as_it_is, column), key=column)
        for column in columns
    ]
    screen = [*_COMPONENT, *of_columns]
    file = [*_COMPONENT, *_unit(listed), *of_columns]
    return Table("components_sheet_heat", screen, file, keeps_first=True, narrow=("indicator_code", *columns))


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


def _painted(palette: Palette, status: str, language: str) -> tuple[str, str, str]:
    """The letter of a status, the colour of its ground and its own."""
    ground, colour = STATUS_COLOURS.get(status, palette.grid), STATUS_LETTERS.get(status, palette.text)
    return words.status_letter(status, language), ground, colour


def _letter(palette: Palette, status: Callable[[Row], str]) -> Field:
    """The letters of statuses on their colours; spoken, and in files, by their names."""
    return Field(
        "letter",
        title="components_column_letter",
        shown=lambda row, language: words.status_name(status(row), language),
        format="text",
        fill=lambda row, language: _painted(palette, status(row), language),
    )


def _status(row: Row, language: str) -> str:
    return words.status_name(status_of(row), language)


def _main(row: Row, language: str) -> str:
    return f"{row['main_code']}. {named(row, 'main_name', language)}"


def _assessed_maximum(row: Row) -> Decimal | None:
    return None if row["status"] == "not_assessed" else row["max_score"]


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
    Field("indicator_code", title="components_column_code"),
    Field("indicator_name", title="components_column_name", width=_NAME_WIDTH),
)
_STATUS = Field("status", shown=_status, width=120)
_MAIN = Field("main_name", shown=_main, width=_MAIN_WIDTH)
_MAIN_IN_FILE = ("main_code", "main_name")
