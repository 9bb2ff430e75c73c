"""Tables of the components page: the list, main indicators and what they lost, statuses by year, points by round."""

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


def appraisals(rows: Sequence[dict], palette: Palette, language: str) -> list[Column]:
    """One row of `mart.appraisals` per component, in the order given; a round only where it has points."""
    has_first = any(row["first_round_score"] is not None for row in rows)
    has_final = any(row["score"] is not None for row in rows)
    columns = [
        _text("code", [row["indicator_code"] for row in rows], language, 62, pinned=True),
        _difference("appraisal_difference", rows, language),
        _text("name", [named(row, "indicator_name", language) for row in rows], language, 440),
        _points("self_score", "appraisal_column_self_score", [row["self_score"] for row in rows], language),
    ]
    if has_first:
        scores = [row["first_round_score"] for row in rows]
        columns.append(_points("first_round_score", "appraisal_column_first_round_score", scores, language))
    if has_final:
        columns.append(_points("score", "appraisal_column_score", [row["score"] for row in rows], language))
    if has_first and has_final:
        columns.append(_difference("second_round_difference", rows, language))
    columns.append(_text("reason", [words.appraisal_reason(row, language) for row in rows], language, 340))
    columns.append(_points("max", "components_column_max", [row["max_score"] for row in rows], language))
    if has_final:
        columns.append(_letters([row["points_status"] or "unknown" for row in rows], palette, language))
    return [
        *columns,
        _text("agency", [row["lead_agency"] or formats.MISSING for row in rows], language, 190),
        _text("main", [f"{row['main_code']}. {named(row, 'main_name', language)}" for row in rows], language, 160),
        _text("source", [row["section"] or formats.MISSING for row in rows], language, 190),
    ]


def appraisal_totals(rows: Sequence[dict], language: str) -> list[Column]:
    """One row of `mart.appraisal_totals` per main indicator, and the unit's own where it is among them."""
    names = [words.total_label(row, language) for row in rows]
    is_final = rows[0]["appraisal_round"] == "final"
    scores = {"compared_self_score": "self_score"}
    if is_final and any(row["compared_first_round_score"] is not None for row in rows):
        scores["compared_first_round_score"] = "first_round_score"
    scores["compared_appraised_score"] = "score" if is_final else "first_round_score"
    columns = [
        Column("main", say(language, "components_column_main"), names, pinned=True),
        _difference("appraisal_difference", rows, language),
        *(
            _points(name, f"appraisal_column_{title}", [row[name] for row in rows], language)
            for name, title in scores.items()
        ),
    ]
    if any(row["compared_count"] < row["component_count"] for row in rows):
        shown = [f"{row['compared_count']}/{row['component_count']}" for row in rows]
        counts = [row["compared_count"] for row in rows]
        title, told = (say(language, f"appraisal_column_compared{ending}") for ending in ("", "_help"))
        columns.append(Column("compared", title, shown, counts, "number", told))
    for name in ("reduced_count", "raised_count"):
        counts = [row[name] for row in rows]
        title = say(language, f"appraisal_column_{name}")
        shown = [formats.MISSING if count is None else str(count) for count in counts]
        columns.append(Column(name, title, shown, counts, "number"))
    return columns


def _difference(name: str, rows: Sequence[dict], language: str) -> Column:
    """Signed points."""
    shown = [words.signed_points(row[name], language) for row in rows]
    numbers = [_float(row[name]) for row in rows]
    title = f"appraisal_column_{name}"
    return Column(name, say(language, title), shown, numbers, "number", say(language, f"{title}_help"))


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
