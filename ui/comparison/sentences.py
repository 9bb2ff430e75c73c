"""The sentences of a comparison: its answer, what to know before reading it, and what could not be compared."""

from collections.abc import Collection

from text import formats
from text.answer import as_published, measure_label, valued
from text.catalogue import counted, named, say
from text.caveats import bases as told_bases
from text.caveats import decision, inferred, unlike_precision
from text.periods import Period, period
from ui.charts import comparison
from ui.comparison.comparison_table import Comparison


def answer(compared: Comparison, language: str) -> str:
    """Who is best on how many common indicators, or where the one unit stood in both years."""
    if compared.unit:
        return _years_answer(compared, named(compared.unit, "unit_name", language), language)
    year = period(compared.visit.edition, language)
    if not compared.sides:
        return say(language, "comparison_nobody", year=year)
    if len(compared.sides) == 1:
        return say(language, "comparison_alone", year=year, unit=compared.sides[0])
    if not compared.common:
        return say(language, "comparison_nothing", year=year, units=formats.listed(compared.sides, language))
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
        bests=formats.listed(bests, language) or say(language, "comparison_equal"),
    )


def farthest(compared: Comparison, language: str) -> str:
    """`Hà Nội hơn Tuyên Quang nhiều nhất ở 8. Hoạt động xã hội số (+0,3212)`: the largest difference to the first unit;
    empty where there is none.
    """
    gaps = [
        (abs(cell["difference"]), side, line, cell)
        for line in compared.common
        for side, cell in zip(compared.sides, line.cells, strict=True)
        if cell["difference"]
    ]
    if not gaps:
        return ""
    _, side, line, cell = max(gaps, key=lambda gap: gap[0])
    return say(
        language,
        "comparison_farthest" if cell["difference"] > 0 else "comparison_farthest_below",
        side=side,
        first=compared.sides[0],
        indicator=measure_label(line.indicator, language),
        gap=formats.change(cell["difference"], language, cell["difference_decimals"]),
    )


def _years_answer(compared: Comparison, unit: str, language: str) -> str:
    if not compared.lines:
        return say(language, "comparison_nothing_years", unit=unit, years=formats.listed(compared.sides, language))
    line = (compared.common or compared.lines)[0]
    about = "" if line.indicator["indicator_level"] == "index" else f" · {measure_label(line.indicator, language)}"
    standings = [
        say(language, "comparison_standing", year=period(row, language), position=_position(cell, language))
        for row, cell in zip(compared.years, line.cells, strict=True)
    ]
    changes = _changes(line.cells[-1], language)
    key = "comparison_changes_restated" if compared.is_restated else "comparison_changes"
    return say(
        language,
        "comparison_answer_years",
        unit=unit + about,
        standings=formats.phrases(standings, language),
        changes=say(language, key, changes=formats.listed(changes, language)) if changes else "",
    )


def _position(cell: dict, language: str) -> str:
    parts = []
    if cell["rank"] is not None:
        parts.append(say(language, "comparison_ranked", rank=formats.rank(cell["rank"], cell["cohort_size"])))
    if cell["value"] is not None:
        parts.append(valued(cell, "", language))
    return formats.listed(parts, language) or say(language, "comparison_no_figure")


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


def caveats(compared: Comparison, cohorts: dict[str, str], overlapping: Collection[str], language: str) -> list[str]:
    """What holds for the whole comparison: frameworks, cohorts, restated figures, overlap of pillars.

    `cohorts` are the names of cohorts by code, `overlapping` the codes of pillars that share main indicators.
    """
    told = _years_caveats(compared, cohorts, language) if compared.unit else []
    if sum(line.indicator["indicator_code"] in overlapping for line in compared.common) > 1:
        told.append(say(language, "comparison_pillars"))
    return told


def remarks(compared: Comparison, language: str) -> list[str]:
    """What single lines need said: movements that go apart, differences of unlike precision."""
    told = _odd_movements(compared, language) if compared.unit else []
    differing = [cell for line in compared.common for cell in line.cells if cell["difference"] is not None]
    return told + unlike_precision(differing, "difference_decimals", language)


def _years_caveats(compared: Comparison, cohorts: dict[str, str], language: str) -> list[str]:
    earlier, later = compared.years
    told = []
    before = Period(earlier["period_code"], language)
    years = {"year": Period(later["period_code"], language), "previous_year": before}
    source, cohort = cohorts[earlier["source_cohort_code"]], cohorts[later["edition_cohort_code"]]
    if earlier["is_restated"] or earlier["edition_cohort_code"] != later["edition_cohort_code"]:
        told.append(say(language, "caveat_cohort", **years, previous_cohort=source, cohort=cohort))
    if earlier["is_restated"]:
        told.append(say(language, "comparison_restated", year=before, size=later["cohort_size"]))
    if earlier["framework_code"] != later["framework_code"]:
        told.append(
            say(
                language,
                "caveat_framework",
                **years,
                decision=decision(later["decision"], language),
                previous_decision=decision(earlier["decision"], language),
            )
        )
    return told


def _odd_movements(compared: Comparison, language: str) -> list[str]:
    """The indicators whose value and rank moved against each other, by name."""
    told = []
    for key, kind in (("comparison_up_down", "is_score_up_rank_down"), ("comparison_down_up", "is_score_down_rank_up")):
        names = [measure_label(line.indicator, language) for line in compared.common if line.cells[-1][kind]]
        if names:
            told.append(say(language, key, indicators=formats.listed(names, language)))
    return told


def absences(compared: Comparison, language: str) -> list[str]:
    """What was chosen and has no figure, and the indicators that are left out because a side lacks them."""
    told = []
    if compared.missing:
        key = "comparison_missing_years" if compared.unit else "missing_units"
        told.append(say(language, key, count=len(compared.missing), units=formats.listed(compared.missing, language)))
    left_out = [measure_label(line.indicator, language) for line in compared.lines if not line.is_common]
    if left_out:
        indicators = formats.listed(left_out, language)
        told.append(say(language, "comparison_left_out", count=len(left_out), indicators=indicators))
    return told


def bases(compared: Comparison, language: str) -> list[str]:
    """Whether the values are published, computed or inferred, or how many of each."""
    found = [cell["value_basis"] for line in compared.common for cell in line.cells if cell["value"] is not None]
    told = told_bases(found, lambda kind, **counts: say(language, f"comparison_bases_{kind}", **counts), language)
    return told + inferred(found, language)


def undrawn(compared: Comparison, language: str) -> list[str]:
    """The common lines that the chart cannot show, by name."""
    drawn, by_value = comparison.drawn(compared.common)
    kind = say(language, "comparison_kind_value" if by_value else "comparison_kind_rank")
    names = [measure_label(line.indicator, language) for line in compared.common if line not in drawn]
    return [say(language, "comparison_undrawn", kind=kind, indicators=formats.listed(names, language))] if names else []
