"""What can be wrong with a file, as values: one code per kind of fault, its words are in `text.problems`."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

BLOCKS = "blocks"
ACCEPT = "accept"
REVIEW = "review"

SEVERITIES = {
    # the release: a file and its sidecar
    "folder_not_a_year": BLOCKS,
    "sidecar_missing": BLOCKS,
    "file_missing": BLOCKS,
    "sidecar_unreadable": BLOCKS,
    "sidecar_field": BLOCKS,
    "sha256_differs": BLOCKS,
    "stem_repeated": BLOCKS,
    "release_repeated": BLOCKS,
    "layout_unknown": BLOCKS,
    "layout_unreadable": BLOCKS,
    # a delivery
    "year_out_of_range": BLOCKS,
    "period_not_begun": BLOCKS,
    "source_incomplete": BLOCKS,
    "source_character": BLOCKS,
    "shape_unknown": BLOCKS,
    "upload_repeated": REVIEW,
    "loaded_elsewhere": REVIEW,
    "loaded_earlier": REVIEW,
    "row_in_two_files": BLOCKS,
    "same_in_two_files": BLOCKS,
    "units_missing": REVIEW,
    "nothing_to_load": BLOCKS,
    "nothing_of_the_year": BLOCKS,
    "no_scores": BLOCKS,
    "names_shifted": BLOCKS,
    "units_over_cohort": BLOCKS,
    "mains_missing": REVIEW,
    "totals_differ": ACCEPT,
    "total_differs": ACCEPT,
    "ranks_against_values": ACCEPT,
    # the bytes
    "extension_unknown": BLOCKS,
    "file_empty": BLOCKS,
    "file_too_large": BLOCKS,
    "too_many_cells": BLOCKS,
    "too_many_rows": BLOCKS,
    "content_not_extension": BLOCKS,
    "encoding_not_utf8": BLOCKS,
    "encoding_legacy": BLOCKS,
    "delimiter_unclear": BLOCKS,
    "csv_broken": BLOCKS,
    "ragged_row": BLOCKS,
    "workbook_encrypted": BLOCKS,
    "workbook_macros": BLOCKS,
    "workbook_links": REVIEW,
    "workbook_inflates": BLOCKS,
    "workbook_unreadable": BLOCKS,
    "workbook_crashed": BLOCKS,
    "workbook_slow": BLOCKS,
    "cell_without_value": BLOCKS,
    "cell_too_long": BLOCKS,
    "marks_piled": BLOCKS,
    "text_legacy": BLOCKS,
    "character_forbidden": BLOCKS,
    # the shape
    "header_missing": BLOCKS,
    "header_repeated": BLOCKS,
    "header_on_two_sheets": BLOCKS,
    "column_not_in_layout": REVIEW,
    "column_open": BLOCKS,
    "column_unclear": BLOCKS,
    "title_says_other": ACCEPT,
    "title_names_other_unit": ACCEPT,
    "column_two_meanings": BLOCKS,
    "column_unlike": BLOCKS,
    "column_of_other_year": REVIEW,
    "column_self_assessed": REVIEW,
    "column_no_result": REVIEW,
    "names_settled": REVIEW,
    "nothing_of_results": BLOCKS,
    "sheet_without_header": REVIEW,
    "sheet_hidden": REVIEW,
    "rows_hidden": REVIEW,
    "columns_hidden": REVIEW,
    "value_merged": BLOCKS,
    "struck_through": REVIEW,
    "values_calculated": REVIEW,
    "marks_taken": REVIEW,
    "mark_unseen": BLOCKS,
    "cells_blank": REVIEW,
    "numbers_without_heading": REVIEW,
    "no_rows": BLOCKS,
    "row_without_table": BLOCKS,
    "template_other_purpose": BLOCKS,
    "constant_differs": BLOCKS,
    "header_again": BLOCKS,
    "table_below": BLOCKS,
    "table_above_not_read": REVIEW,
    "year_in_title": REVIEW,
    "rows_without_figure": REVIEW,
    "rows_left_out": REVIEW,
    "separators_unclear": BLOCKS,
    "read_as_points": REVIEW,
    "looks_like_percent": BLOCKS,
    "percent_or_points": BLOCKS,
    "values_and_points": BLOCKS,
    "code_differs": BLOCKS,
    # one cell
    "value_missing": BLOCKS,
    "number_unreadable": BLOCKS,
    "number_too_precise": REVIEW,
    "number_too_large": BLOCKS,
    "date_unreadable": BLOCKS,
    "code_is_number": BLOCKS,
    "choice_unknown": BLOCKS,
    # what the codes mean
    "unit_unknown": BLOCKS,
    "unit_code_unknown": BLOCKS,
    "unit_code_differs": BLOCKS,
    "index_unknown": BLOCKS,
    "cohort_unknown": BLOCKS,
    "edition_unknown": BLOCKS,
    "edition_unclear": BLOCKS,
    "framework_differs": BLOCKS,
    "framework_unknown": BLOCKS,
    "indicator_key_unknown": BLOCKS,
    "indicator_unknown": BLOCKS,
    "indicator_name_unknown": BLOCKS,
    "main_name_differs": BLOCKS,
    "component_name_differs": REVIEW,
    "name_of_another": BLOCKS,
    "total_row": BLOCKS,
    "year_not_folder": BLOCKS,
    "source_unknown": REVIEW,
    "source_missing": BLOCKS,
    # what a figure may be
    "value_out_of_range": BLOCKS,
    "rank_out_of_range": BLOCKS,
    "rank_of_differs": BLOCKS,
    "fraction_differs": BLOCKS,
    "score_negative": BLOCKS,
    "score_over_maximum": BLOCKS,
    "maximum_differs": REVIEW,
    "row_without_figure": BLOCKS,
    "row_repeated": BLOCKS,
    "row_repeated_hidden": BLOCKS,
    "more_alike": REVIEW,
    "status_of_unscored": REVIEW,
    "limits_differ": BLOCKS,
    "limits_reversed": BLOCKS,
    "day_out_of_range": BLOCKS,
    # the reference tables
    "reference_missing": BLOCKS,
    "reference_columns": BLOCKS,
    "reference_cell": BLOCKS,
    "reference_key_repeated": BLOCKS,
    "reference_points_nowhere": BLOCKS,
    "name_ambiguous": BLOCKS,
    # rows of the reference tables by file
    "sheet_missing": BLOCKS,
    "framework_not_single": BLOCKS,
    "code_unfit": BLOCKS,
    "code_repeated": BLOCKS,
    "code_out_of_order": REVIEW,
    "code_not_under_parent": REVIEW,
    "root_unfit": BLOCKS,
    "level_not_below": BLOCKS,
    "indicator_of_other_level": BLOCKS,
    "maximum_not_positive": BLOCKS,
    "sum_differs": BLOCKS,
    "row_left_out": BLOCKS,
    "index_known": BLOCKS,
    "index_not_of_framework": BLOCKS,
    "direction_not_ranked": BLOCKS,
    "unit_system_unknown": BLOCKS,
    "parent_not_above": BLOCKS,
    "days_reversed": BLOCKS,
    "tile_taken": BLOCKS,
    "cohort_of_other_system": BLOCKS,
    "cohort_without_units": BLOCKS,
    "succession_of_others": BLOCKS,
    "period_ends_outside": BLOCKS,
    "period_name_unfit": BLOCKS,
}


VARIANTS_TOLD = 5  # of one kind of fault in one file; more are told by an example and their number
PLACES_TOLD = 3
_ORDER = (BLOCKS, ACCEPT, REVIEW)
ALIKE_SHOWN = 1_000  # a file wrong throughout need not be quoted row by row


@dataclass(frozen=True, order=True)
class Problem:
    """One fault, with the place where a person can see it. Sorts by file, sheet, row, column.

    `row` and `column` count from 1 as a spreadsheet shows them; 0 means the whole sheet or file.
    `fix` holds what a sentence needs to advise: proposals, the setting to change, a limit.
    """

    file: str
    sheet: str = ""
    row: int = 0
    column: int = 0
    code: str = ""
    found: str = ""
    expected: str = ""
    fix: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a code that has no severity, and so no sentence. Raises ValueError."""
        if self.code not in SEVERITIES:
            raise ValueError(f"no such problem code: {self.code!r}")

    @property
    def severity(self) -> str:
        """`blocks`: the release is refused. `accept`: a person says that it may be loaded all the same, and stands for
        it. `review`: a note."""
        return SEVERITIES[self.code]

    @property
    def blocks(self) -> bool:
        """True if the release is refused for it."""
        return self.severity == BLOCKS

    @property
    def needs_acceptance(self) -> bool:
        """True if the release is only loaded once a person has accepted it."""
        return self.severity == ACCEPT

    @property
    def cell(self) -> str:
        """The place in the sheet: `C7`, the row number alone where no column is meant, or nothing."""
        if not self.row:
            return ""
        return f"{column_letters(self.column)}{self.row}" if self.column else str(self.row)


def shortened(problems: Iterable[Problem]) -> list[Problem]:
    """The problems of one file without repetitions, in order of their places: of each kind the first `ALIKE_SHOWN`,
    and with the last of these how many more there are."""
    alike: dict[str, list[Problem]] = {}
    for problem in sorted(dict.fromkeys(problems), key=lambda each: (each.file, each.sheet, each.row, each.column)):
        alike.setdefault(problem.code, []).append(problem)
    kept = [problem for found in alike.values() for problem in found[:ALIKE_SHOWN]]
    for found in alike.values():
        if more := len(found[ALIKE_SHOWN:]):
            last = found[ALIKE_SHOWN - 1]
            kept.append(replace(last, code="more_alike", found=str(more), expected=str(ALIKE_SHOWN), fix=()))
    return sorted(kept)


@dataclass(frozen=True)
class Cause:
    """Problems of one file with the same cause: the first of them stands for all; `places` are where the first are."""

    first: Problem
    count: int = 1
    places: tuple[str, ...] = ()


def causes(problems: Iterable[Problem]) -> list[Cause]:
    """What a person has to be told, once for each cause: what blocks first, then what is to be accepted, then notes.

    Problems that say the same of different places are one. Where one kind of fault has more than `VARIANTS_TOLD`
    variants in a file (other texts found, other rows meant), the first of them is the example for all.
    """
    kinds: dict[tuple[str, str], dict[tuple, list[Problem]]] = {}
    for problem in sorted(problems):
        variants = kinds.setdefault((problem.file, problem.code), {})
        variants.setdefault((problem.found, problem.expected, problem.fix), []).append(problem)
    groups = []
    for variants in kinds.values():
        if len(variants) > VARIANTS_TOLD:
            groups.append(sorted(each for alike in variants.values() for each in alike))
        else:
            groups += variants.values()
    found = [Cause(group[0], len(group), _places(group)) for group in groups]
    return sorted(found, key=lambda cause: (_ORDER.index(cause.first.severity), cause.first))


def _places(problems: Sequence[Problem]) -> tuple[str, ...]:
    """The first places, each with its sheet where that is not the same for all."""
    is_one_sheet = len({problem.sheet for problem in problems}) == 1
    shown = []
    for problem in problems[:PLACES_TOLD]:
        sheet = "" if is_one_sheet and problem.cell else problem.sheet
        shown.append("!".join(part for part in (sheet, problem.cell) if part))
    return tuple(filter(None, dict.fromkeys(shown)))


def column_letters(column: int) -> str:
    """Spreadsheet letters of a column counted from 1: 1 is A, 27 is AA."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def column_number(letters: str) -> int:
    """The column, counted from 1, that has these spreadsheet letters; 0 for none."""
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - ord("A") + 1
    return number
