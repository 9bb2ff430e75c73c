"""Codes that problems quote, called as the reference tables call what they stand for: nobody reads `dti_2021`."""

import re
from collections.abc import Mapping
from dataclasses import replace

import polars as pl

from etl.loads.uploads import Checked
from etl.problems import Problem

# problems that list the codes a file or an option may hold: there the codes themselves are what is needed
LISTING_CODES = frozenset(
    {"framework_unknown", "cohort_unknown", "index_unknown", "indicator_key_unknown", "code_unfit"}
)
# problems whose `found` is ours, not a text of the file
FOUND_IS_OURS = frozenset({"edition_unknown", "edition_unclear", "template_other_purpose", "framework_in_two_files"})


def in_words(checked: Checked, reference: Mapping[str, pl.DataFrame]) -> Checked:
    """The same, its problems without codes of frameworks, cohorts, indexes and systems of units, in the names of the
    reference tables (Vietnamese, as all names of units and indicators are)."""
    names = _names(reference, checked.purpose.cohort_code)
    if not names:
        return checked
    codes = re.compile(rf"(?<![\w-])({'|'.join(sorted(map(re.escape, names), key=len, reverse=True))})(?![\w-])")

    def spoken(problem: Problem) -> Problem:
        if problem.code in LISTING_CODES:
            return problem

        def said(text: str) -> str:
            return codes.sub(lambda match: names[match[1]], text)

        found = said(problem.found) if problem.code in FOUND_IS_OURS else problem.found
        return replace(problem, found=found, expected=said(problem.expected), fix=tuple(map(said, problem.fix)))

    verdicts = tuple(replace(each, problems=tuple(map(spoken, each.problems))) for each in checked.verdicts)
    return replace(checked, verdicts=verdicts, problems=tuple(sorted(map(spoken, checked.problems))))


def _names(reference: Mapping[str, pl.DataFrame], cohort_code: str) -> dict[str, str]:
    """Names by code. A system of units is called by the cohort loaded for, or by its first."""
    frameworks = reference["frameworks"].select("framework_code", "decision").drop_nulls()
    cohorts = reference["cohorts"].select("cohort_code", "cohort_name_vi", "unit_system")
    indexes = reference["indexes"].select("index_code", "short_name_vi")
    first = cohorts.unique("unit_system", keep="first", maintain_order=True)
    ours = cohorts.filter(pl.col("cohort_code") == cohort_code)
    systems = [row for rows in (first, ours) for row in rows.select("unit_system", "cohort_name_vi").rows()]
    of_cohorts = cohorts.select("cohort_code", "cohort_name_vi").rows()
    return {**dict(systems), **dict(of_cohorts), **dict(frameworks.rows()), **dict(indexes.rows())}
