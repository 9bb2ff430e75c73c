"""Whether files can be loaded for a purpose at all, and the edition it opens where there is none yet."""

from collections.abc import Mapping

import polars as pl

from etl.contracts.codebook import Codebook
from etl.deliveries.deliveries import Purpose
from etl.kinds.registry import FIRST_YEAR, NEW_CODE, last_year
from etl.periods import edition_code, has_begun, period_row
from etl.problems import Problem
from etl.reading.encodings import FORBIDDEN, character_name
from etl.releases import AUTHORITIES

_SOURCE = ("title", "publisher", "authority")
_TYPED = {
    "title": "title",
    "publisher": "publisher",
    "document_number": "document_number",
    "address": "source_address",
    "section": "section",
}


def purpose_problems(purpose: Purpose, codebook: Codebook) -> list[Problem]:
    """What is wrong with the purpose itself; such problems name no file.

    Only a period that has begun can have been assessed. One that has an edition for this cohort has its framework.
    """
    problems = []
    if not FIRST_YEAR <= purpose.year <= last_year():
        expected = f"{FIRST_YEAR}..{last_year()}"
        problems.append(Problem("", code="year_out_of_range", found=purpose.period_code, expected=expected))
    elif not has_begun(purpose.period_code):
        problems.append(Problem("", code="period_not_begun", found=purpose.period_code))
    source = purpose.source
    missing = [name for name in _SOURCE if not str(getattr(source, name)).strip()]
    problems += [Problem("", code="source_incomplete", expected=name) for name in missing]
    for field, name in _TYPED.items():
        if match := FORBIDDEN.search(getattr(source, field) or ""):
            problems.append(Problem("", code="source_character", found=character_name(match[0]), expected=name))
    if source.authority.strip() and source.authority not in AUTHORITIES:
        found = source.authority
        problems.append(Problem("", code="choice_unknown", found=found, expected="authority", fix=AUTHORITIES))
    if not purpose.declared.brings_reference:
        return [*problems, *_code_problems(purpose, codebook)]
    if not NEW_CODE.fullmatch(purpose.code):
        expected = purpose.declared.code_example
        problems.append(Problem("", code="code_unfit", found=purpose.code, expected=expected))
    return problems


def new_edition(purpose: Purpose, reference: Mapping[str, pl.DataFrame]) -> dict[str, pl.DataFrame]:
    """Rows by table (`editions`, `periods`) for an edition nobody has declared yet; empty where there is one or none is
    needed.

    It is compared with the newest earlier official edition of the index, of the same cohort before another. Call only
    for a purpose without blocking problems.
    """
    if not purpose.declared.of_edition:
        return {}
    editions, periods, its_period = reference["editions"], reference["periods"], period_row(purpose.period_code)
    frameworks = reference["frameworks"].filter(pl.col("framework_code") == purpose.framework_code)
    index_code = frameworks["index_code"].item()
    of_index = editions.filter(pl.col("index_code") == index_code).join(periods, on="period_code")
    is_own_cohort = pl.col("cohort_code") == purpose.cohort_code
    if not of_index.filter((pl.col("period_code") == its_period["period_code"]) & is_own_cohort).is_empty():
        return {}
    is_before = (pl.col("period_kind") == its_period["period_kind"]) & (pl.col("ends_on") < its_period["starts_on"])
    earlier = of_index.filter(is_before & ~pl.col("is_provisional")).sort(
        pl.col("ends_on"), is_own_cohort, descending=True
    )
    row = {
        "edition_code": edition_code(index_code, its_period["period_code"], purpose.cohort_code),
        "index_code": index_code,
        "period_code": its_period["period_code"],
        "cohort_code": purpose.cohort_code,
        "framework_code": purpose.framework_code,
        "cohort_size": whole_cohort_size(purpose.cohort_code, reference),
        "previous_edition_code": earlier["edition_code"].first(),
        "is_provisional": False,
        "published_on": purpose.source.issued_on,
    }
    rows = {"editions": pl.DataFrame([{**dict.fromkeys(editions.columns), **row}], schema=editions.schema)}
    if periods.filter(period_code=its_period["period_code"]).is_empty():
        rows["periods"] = pl.DataFrame([its_period], schema=periods.schema)
    return rows


def whole_cohort_size(cohort_code: str, reference: Mapping[str, pl.DataFrame]) -> int | None:
    """How many units the cohort has if it is every unit of its system, else None."""
    [cohort] = reference["cohorts"].filter(pl.col("cohort_code") == cohort_code).rows(named=True)
    if not cohort["is_whole_system"]:
        return None
    return reference["units"].filter(pl.col("unit_system") == cohort["unit_system"]).height


def _code_problems(purpose: Purpose, codebook: Codebook) -> list[Problem]:
    index_code = codebook.index_of.get(purpose.framework_code)
    system = codebook.unit_systems.get(purpose.cohort_code)
    problems = []
    if index_code is None:
        known = tuple(sorted(codebook.index_of))
        problems.append(Problem("", code="framework_unknown", found=purpose.framework_code, fix=known))
    if system is None:
        known = tuple(sorted(codebook.unit_systems))
        problems.append(Problem("", code="cohort_unknown", found=purpose.cohort_code, fix=known))
    elif purpose.unit_code and (system, purpose.unit_code) not in codebook.unit_names:
        problems.append(Problem("", code="unit_code_unknown", found=purpose.unit_code, expected=system))
    edition = codebook.editions(index_code, purpose.period_code).get(purpose.cohort_code) if index_code else None
    if edition and purpose.declared.of_edition and edition.framework_code != purpose.framework_code:
        found, expected = purpose.framework_code, edition.framework_code
        problems.append(Problem("", code="framework_differs", found=found, expected=expected))
    return problems
