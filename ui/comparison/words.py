"""The sentences of a comparison: its answer, and what to do where there is none."""

from text import formats
from text.answer import as_published, counted, measure_label, valued
from text.catalogue import named, say
from ui.comparison.lines import Comparison


def answer(compared: Comparison, language: str) -> str:
    """Who is best on how many common indicators, or where the one unit stood in both years."""
    if compared.unit:
        return _years_answer(compared, named(compared.unit, "unit_name", language), language)
    year = compared.visit.edition["year"]
    if not compared.sides:
        return say(language, "comparison_nobody", year=year)
    if len(compared.sides) == 1:
        return say(language, "comparison_alone", year=year, unit=compared.sides[0])
    if not compared.common:
        return say(language, "comparison_nothing", year=year, units=", ".join(compared.sides))
    cells = compared.common[0].cells
    bests = [
        say(language, "comparison_best", unit=side, count=cell["best_count"])
        for side, cell in sorted(
            zip(compared.sides, cells, strict=True), key=lambda pair: pair[1]["best_count"], reverse=True
        )
        if cell["best_count"]
    ]
    return say(
        language,
        "comparison_answer",
        year=year,
        lines=counted(language, "comparison_lines", len(compared.common)),
        units=len(compared.sides),
        bests=", ".join(bests) or say(language, "comparison_equal"),
    )


def _years_answer(compared: Comparison, unit: str, language: str) -> str:
    if not compared.lines:
        return say(language, "comparison_nothing_years", unit=unit, years=", ".join(compared.sides))
    line = (compared.common or compared.lines)[0]
    about = "" if line.indicator["indicator_level"] == "index" else f" · {measure_label(line.indicator, language)}"
    standings = [
        say(language, "comparison_standing", year=side, position=_position(cell, language))
        for side, cell in zip(compared.sides, line.cells, strict=True)
    ]
    changes = _changes(line.cells[-1], language)
    key = "comparison_changes_restated" if compared.is_restated else "comparison_changes"
    return say(
        language,
        "comparison_answer_years",
        unit=unit + about,
        standings="; ".join(standings),
        changes=say(language, key, changes=", ".join(changes)) if changes else "",
    )


def _position(cell: dict, language: str) -> str:
    parts = []
    if cell["rank"] is not None:
        parts.append(say(language, "comparison_ranked", rank=formats.rank(cell["rank"], cell["cohort_size"])))
    if cell["value"] is not None:
        parts.append(valued(cell, "", language))
    return ", ".join(parts) or say(language, "comparison_no_figure")


def _changes(cell: dict, language: str) -> list[str]:
    words, gained, moved = [], cell["places_gained"], cell["difference"]
    if gained is not None:
        key = "places_gained_words" if gained > 0 else "places_lost_words" if gained < 0 else "places_kept_words"
        places = say(language, key, places=counted(language, "places", abs(gained)))
        words.append(places + as_published(cell["places_gained_basis"], language))
    if moved is not None:
        key = "value_gained_words" if moved > 0 else "value_lost_words" if moved < 0 else "value_kept_words"
        amount = formats.value(abs(moved), language, cell["difference_decimals"])
        words.append(say(language, key, amount=amount) + as_published(cell["difference_basis"], language))
    return words


def advice(compared: Comparison, language: str) -> str | None:
    """What to choose where there is nothing to compare."""
    if compared.unit:
        return None if compared.common else say(language, "comparison_no_line_years")
    if len(compared.sides) < 2:
        is_alone = compared.visit.edition["cohort_size"] == 1
        return say(language, "comparison_only_unit" if is_alone else "comparison_add")
    return None if compared.common else say(language, "comparison_no_line")


def signs(compared: Comparison, language: str) -> str | None:
    """What the signs in the table of units mean."""
    if compared.unit or len(compared.sides) < 2:
        return None
    cells = [cell for line in compared.common for cell in line.cells]
    has_differences = any(cell["difference"] is not None for cell in cells)
    key = "comparison_signs" if has_differences else "comparison_signs_ranks"
    return say(language, key, first=compared.sides[0])
