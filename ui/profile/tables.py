"""The tables of the profile, on screen and in files: the twins of its charts."""

from collections.abc import Callable, Sequence

from text import formats
from text.answer import cell_value, measure_label
from text.catalogue import named, say
from ui.charts.points import most_points, points
from ui.charts.waterfall import signed, step_name
from ui.downloads import Sheet
from ui.tables import Column

_MEDIAN = "median_value"
_SPREAD = ("min_value", "lower_quartile_value", "median_value", "upper_quartile_value", "max_value")
_EXACT_DECIMALS = 6


def standing(rows: Sequence[dict], language: str) -> list[Column]:
    """Indicators of a unit beside what they are held against, and the spread of the cohort where all of it is known."""
    columns = [
        _text("name", "profile_indicator", rows, lambda row: measure_label(row, language), language, pinned=True),
        _number("value", "column_value", rows, lambda row: _value(row, language), language),
        _number(
            "against_value",
            "profile_mark",
            rows,
            lambda row: formats.value(row["against_value"], language, row["against_decimals"]),
            language,
        ),
        _number(
            "against_gap",
            "profile_gap",
            rows,
            lambda row: formats.change(row["against_gap"], language, row["against_gap_decimals"]),
            language,
        ),
        _number("rank", "column_rank", rows, lambda row: formats.rank(row["rank"], row["cohort_size"]), language),
    ]
    if any(row["min_value"] is not None for row in rows):
        columns += [_number(mark, f"profile_{mark}", rows, _spread(mark, language), language) for mark in _SPREAD]
    return columns


def steps(rows: Sequence[dict], language: str) -> list[Column]:
    """The steps of a change of value, exact."""
    return [
        _text("name", "profile_step", rows, lambda row: step_name(row, language), language),
        _number(
            "contribution",
            "profile_contribution",
            rows,
            lambda row: signed(row["contribution"], language, _EXACT_DECIMALS),
            language,
        ),
    ]


def lost(rows: Sequence[dict], language: str) -> list[Column]:
    """Points lost, reached and to be had, per main indicator."""
    columns = [
        _text("name", "profile_indicator", rows, lambda row: _main_label(row, language), language, pinned=True),
        _number("lost_score", "profile_lost", rows, lambda row: points(row["lost_score"], language), language),
        _number("max_score", "profile_most", rows, lambda row: most_points(row, language), language),
        _number("score", "profile_score", rows, lambda row: points(row["score"], language), language),
        _number("value", "column_value", rows, lambda row: _share(row, language), language),
    ]
    if any(row["full_count"] is not None for row in rows):
        columns += [
            _number(f"{status}_count", f"profile_{status}", rows, _count(f"{status}_count"), language)
            for status in ("full", "partial", "zero")
        ]
    return columns


def lost_with_basis(rows: Sequence[dict], language: str) -> list[Column]:
    """The same for a file, whose numbers cannot have a star: whether each maximum is published or derived."""
    bases = [say(language, f"word_{row['max_score_basis']}") for row in rows]
    return [*lost(rows, language), Column("basis", say(language, "field_max_basis"), bases)]


def predecessors(rows: Sequence[dict], language: str) -> list[Column]:
    """The units that one was merged from, with their own rank and value."""
    return [
        _text("unit", "column_unit", rows, lambda row: named(row, "predecessor_name", language), language),
        _number(
            "rank",
            "column_rank",
            rows,
            lambda row: formats.rank(row["rank"], row["predecessor_cohort_size"]),
            language,
        ),
        _number("value", "column_value", rows, _plain("value", language), language),
    ]


def sheet(rows: Sequence[dict], columns: Callable[[Sequence[dict], str], list[Column]], language: str) -> Sheet:
    """A table for a file: text as it reads, numbers as they are in the warehouse."""
    shown = columns(rows, language)
    cells = [
        [column.shown[at] if column.kind == "text" else row[column.key] for column in shown]
        for at, row in enumerate(rows)
    ]
    return Sheet(say(language, "profile_sheet"), [column.title for column in shown], cells)


def _text(
    key: str, title: str, rows: Sequence[dict], read: Callable[[dict], str], language: str, pinned: bool = False
) -> Column:
    return Column(key, say(language, title), [read(row) for row in rows], pinned=pinned)


def _number(key: str, title: str, rows: Sequence[dict], read: Callable[[dict], str], language: str) -> Column:
    numbers = [None if row[key] is None else float(row[key]) for row in rows]
    return Column(key, say(language, title), [read(row) for row in rows], numbers, "number")


def _spread(column: str, language: str) -> Callable[[dict], str]:
    """A figure of the cohort on the scale of the row; the median may have one decimal more."""
    written = formats.middle if column == _MEDIAN else formats.value
    return lambda row: written(row[column], language, None if row["scale_max"] == 1 else row["value_decimals"])


def _plain(column: str, language: str) -> Callable[[dict], str]:
    return lambda row: formats.value(row[column], language)


def _count(column: str) -> Callable[[dict], str]:
    return lambda row: formats.MISSING if row[column] is None else str(row[column])


def _value(row: dict, language: str) -> str:
    return cell_value(row, language)


def _share(row: dict, language: str) -> str:
    """The value of a main indicator as its points out of its maximum."""
    return cell_value(row | {"value_decimals": None}, language)


def _main_label(row: dict, language: str) -> str:
    return measure_label(row | {"indicator_level": "main"}, language)
