"""Tables of the components page: the list, the main indicators with what they lost, statuses by year and unit."""

from collections.abc import Sequence
from decimal import Decimal

from text import formats
from text.catalogue import named, say
from ui.charts.points import most_points
from ui.components import words
from ui.components.choices import status_of
from ui.tables import Column
from ui.theme import STATUS_COLOURS, STATUS_LETTERS, Palette

_COUNTED = ("full", "partial", "zero", "not_assessed")


def components(rows: Sequence[dict], reasons: dict[str, str], palette: Palette, language: str) -> list[Column]:
    """One row per component, in the order given; points only where some are known."""
    statuses = [status_of(row) for row in rows]
    maxima = [_first(row["max_score"], row["max_score_upper"]) for row in rows]
    scores = [row["score"] for row in rows]
    columns = [
        _text("code", [row["indicator_code"] for row in rows], language, 62, pinned=True),
        _text("name", [named(row, "indicator_name", language) for row in rows], language, 440),
        _letters(statuses, palette, language),
        _text("status", [words.status_name(status, language) for status in statuses], language, 120),
        Column(
            "max",
            say(language, "components_column_max"),
            [words.maximum(row, language) for row in rows],
            [
                None if row["status"] == "not_assessed" else _float(maximum)
                for row, maximum in zip(rows, maxima, strict=True)
            ],
            "number",
            say(language, "components_column_max_help"),
        ),
        _text("reason", [words.reason(row, reasons, language) for row in rows], language, 300),
        _text("agency", [row["lead_agency_shown"] or formats.MISSING for row in rows], language, 190),
        _text("main", [f"{row['main_code']}. {named(row, 'main_name', language)}" for row in rows], language, 160),
        _text("source", [row["section"] or row["source_address"] or formats.MISSING for row in rows], language, 190),
    ]
    if any(score is not None for score in scores):
        columns.insert(4, _points("score", "components_column_score", scores, language))
    return columns


def mains(rows: Sequence[dict], language: str) -> list[Column]:
    """One row per main indicator: points lost of its maximum, points, and components by status where loaded."""
    names = [words.main_label(row, language) for row in rows]
    columns = [
        Column("main", say(language, "components_column_main"), names, pinned=True),
        _points("lost", "components_column_lost", [row["lost_score"] for row in rows], language),
        _points("score", "components_column_main_score", [row["score"] for row in rows], language),
        Column(
            "max",
            say(language, "components_column_main_max"),
            [most_points(row, language) if row["is_scored"] else formats.MISSING for row in rows],
            [_float(row["max_score"]) if row["is_scored"] else None for row in rows],
            "number",
        ),
    ]
    if all(row["full_count"] is None for row in rows):
        return columns
    return columns + [_count(status, words.status_letter(status, language), rows, language) for status in _COUNTED]


def by_column(
    rows: Sequence[dict], columns: Sequence[str], statuses: dict[tuple[str, str], str], language: str
) -> list[Column]:
    """One row per component, one column per year and unit: `statuses` by column and code, a dash where unknown."""
    codes = [row["indicator_code"] for row in rows]
    return [
        _text("code", codes, language, 62, pinned=True),
        _text("name", [named(row, "indicator_name", language) for row in rows], language, 440),
        *(
            Column(at, at, [words.status_cell(statuses.get((at, code), "unknown"), language) for code in codes])
            for at in columns
        ),
    ]


def _text(key: str, cells: list[str], language: str, width: int, pinned: bool = False) -> Column:
    return Column(key, say(language, f"components_column_{key}"), cells, pinned=pinned, width=width)


def _letters(statuses: list[str], palette: Palette, language: str) -> Column:
    """The letters of statuses on their colours."""
    colours = {status: (STATUS_COLOURS[status], STATUS_LETTERS[status]) for status in STATUS_COLOURS}
    fills = [colours.get(status, (palette.grid, palette.text)) for status in statuses]
    letters = [words.status_letter(status, language) for status in statuses]
    return Column("letter", say(language, "components_column_letter"), letters, fills=fills)


def _points(key: str, title: str, scores: list[Decimal | None], language: str) -> Column:
    shown = [words.points(score, language) for score in scores]
    return Column(key, say(language, title), shown, [_float(score) for score in scores], "number")


def _count(status: str, title: str, rows: Sequence[dict], language: str) -> Column:
    counts = [row[f"{status}_count"] for row in rows]
    shown = [formats.MISSING if count is None else str(count) for count in counts]
    return Column(status, title, shown, counts, "number", words.status_name(status, language))


def _first(amount: Decimal | None, other: Decimal | None) -> Decimal | None:
    return other if amount is None else amount


def _float(amount: Decimal | None) -> float | None:
    return None if amount is None else float(amount)
