"""What a reader must know before comparing, and what could not be compared."""

from collections.abc import Collection

from text.answer import measure_label
from text.catalogue import say
from text.caveats import bases as told_bases
from text.caveats import decision, inferred, unlike_precision
from ui.charts import comparison
from ui.comparison.lines import Comparison


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
    years = {"year": later["year"], "previous_year": earlier["year"]}
    source, cohort = cohorts[earlier["source_cohort_code"]], cohorts[later["edition_cohort_code"]]
    if earlier["is_restated"] or earlier["edition_cohort_code"] != later["edition_cohort_code"]:
        told.append(say(language, "caveat_cohort", **years, previous_cohort=source, cohort=cohort))
    if earlier["is_restated"]:
        told.append(say(language, "comparison_restated", year=earlier["year"], size=later["cohort_size"]))
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
            told.append(say(language, key, indicators=", ".join(names)))
    return told


def absences(compared: Comparison, language: str) -> list[str]:
    """What was chosen and has no figure, and the indicators that are left out because a side lacks them."""
    told = []
    if compared.missing:
        key = "comparison_missing_years" if compared.unit else "missing_units"
        told.append(say(language, key, count=len(compared.missing), units=", ".join(compared.missing)))
    left_out = [measure_label(line.indicator, language) for line in compared.lines if not line.is_common]
    if left_out:
        told.append(say(language, "comparison_left_out", count=len(left_out), indicators=", ".join(left_out)))
    return told


def bases(compared: Comparison, language: str) -> list[str]:
    """Whether the values are published, computed or inferred, or how many of each."""
    found = [cell["value_basis"] for line in compared.common for cell in line.cells if cell["value"] is not None]
    told = told_bases(found, lambda kind, **counts: say(language, f"comparison_bases_{kind}", **counts))
    return told + inferred(found, language)


def undrawn(compared: Comparison, language: str) -> list[str]:
    """The common lines that the chart cannot show, by name."""
    drawn, by_value = comparison.drawn(compared.common)
    kind = say(language, "comparison_kind_value" if by_value else "comparison_kind_rank")
    names = [measure_label(line.indicator, language) for line in compared.common if line not in drawn]
    return [say(language, "comparison_undrawn", kind=kind, indicators=", ".join(names))] if names else []
