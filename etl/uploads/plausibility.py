"""Whether what a delivery holds can be what it is said to be: its purpose and the edition that opens; its rows, its
units, the names beside its codes; and what only shows when its files are seen together or against the cohort they
speak of.
"""

import re
from collections.abc import Mapping, Sequence
from itertools import chain, combinations

import polars as pl

from etl.contracts.codebook import Codebook
from etl.deliveries.deliveries import Purpose
from etl.kinds.registry import FIRST_YEAR, NEW_CODE, contracts_by_table, last_year
from etl.periods import edition_code, has_begun, period_row
from etl.problems import Problem
from etl.reading.encodings import FORBIDDEN, character_name
from etl.releases import AUTHORITIES
from etl.uploads.agreement import Files, Frames, figures_of

_OTHER_NAME = "component_name_differs"
_HEADINGS = ("column_not_in_layout", "column_of_other_year", "year_in_title")  # problems that quote what is not read
_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")


def file_problems(file: str, frames: Frames, problems: Sequence[Problem], purpose: Purpose) -> list[Problem]:
    """What is wrong with a file that was read and nothing of it blocks: it holds no row, or no score where scores are
    what it is loaded for, or names that mostly are not those of its codes.

    A year other than that of the delivery, where the file names one, stands in the problem.
    """
    rows = sum(frame.height for frame in frames.values())
    figures = frames.get("figures")
    needed = purpose.declared.needs_one_of
    has_needed = figures is None or not needed or any(figures[name].count() for name in needed)
    if not rows or not has_needed:
        texts = (problem.found for problem in problems if problem.code in _HEADINGS)
        years = [year for year in chain.from_iterable(map(_YEAR.findall, texts)) if year != str(purpose.year)]
        code = "nothing_of_the_year" if years else "no_scores" if rows else "nothing_to_load"
        return [Problem(file, code=code, found=next(iter(years), ""), expected=str(purpose.year))]
    others = [problem for problem in problems if problem.code == _OTHER_NAME]
    if figures is not None and len(others) * 2 > figures.height:
        example = min(others)
        fix = (example.cell, example.found, example.expected)
        found, expected = str(len(others)), str(figures.height)
        return [Problem(file, code="names_shifted", found=found, expected=expected, fix=fix)]
    return []


def surplus_units(files: Files, codebook: Codebook) -> list[Problem]:
    """One problem per edition of which the files of a delivery name more units than it has."""
    figures = figures_of(files)
    if figures.is_empty():
        return []
    problems = []
    counts = figures.group_by("edition_code", maintain_order=True).agg(
        pl.col("unit_code").n_unique(), pl.col("file").first()
    )
    for edition, count, file in counts.rows():
        size = codebook.edition_of[edition].cohort_size
        if size is not None and count > size:
            problems.append(Problem(file, code="units_over_cohort", found=str(count), expected=str(size)))
    return problems


def missing_main_indicators(files: Files, purpose: Purpose, codebook: Codebook) -> list[Problem]:
    """The main indicators that no column of a delivery is of, where most of them are there."""
    figures = figures_of(files)
    level = purpose.declared.covers_level
    if not level or figures.is_empty():
        return []
    there = set(figures["indicator_code"])
    mains = {
        code: indicator.name
        for (framework, code), indicator in codebook.indicators.items()
        if framework == purpose.framework_code and indicator.level == level
    }
    missing = [name for code, name in mains.items() if code not in there]
    if not missing or 2 * len(missing) >= len(mains):
        return []
    found, expected = str(len(mains) - len(missing)), str(len(mains))
    return [Problem(files[0][0], code="mains_missing", found=found, expected=expected, fix=tuple(missing))]


_SHOWN = 3
# of rows about the same unit and indicator only those contradict each other that fill the same of these
_FIGURES = ("value", "score", "first_round_score", "self_score", "rank", "places_gained", "value_change", "status")


def duplicates_across_files(files: Sequence[tuple[str, Frames]], codebook: Codebook) -> list[Problem]:
    """One problem per pair of files that say the same thing of the same unit and indicator. `files`: name, frames.

    The rows are told by the names of units and indicators.
    """
    problems = []
    keys = {table: each.unique_by for table, each in contracts_by_table().items()}
    for (first, frames), (second, others) in combinations(files, 2):
        for table in frames.keys() & others.keys():
            rows = _shared(_named(frames[table], codebook), _named(others[table], codebook), keys[table])
            if rows:
                fix = tuple(" · ".join(str(part) for part in row if part is not None) for row in rows[:_SHOWN])
                problems.append(Problem(second, code="row_in_two_files", found=str(len(rows)), expected=first, fix=fix))
    return problems


def files_of_the_same(files: Sequence[str], code: str) -> list[Problem]:
    """One problem per file that defines a framework, or a system of units, after the first did: its rows would take the
    place of theirs.
    """
    return [Problem(each, code="same_in_two_files", found=code, expected=files[0]) for each in files[1:]]


def _named(frame: pl.DataFrame, codebook: Codebook) -> pl.DataFrame:
    """The frame with names in the place of the codes of units and indicators, as far as its rows have them."""
    editions = list(frame["edition_code"].unique()) if "edition_code" in frame.columns else []
    units = pl.DataFrame(
        [(edition, code, name) for (system, code), name in codebook.unit_names.items()
         for edition in editions if codebook.system_of(edition) == system],
        schema=["edition_code", "unit_code", "name"], orient="row",
    )  # fmt: skip
    indicators = pl.DataFrame(
        [(framework, code, each.name) for (framework, code), each in codebook.indicators.items()],
        schema=["framework_code", "indicator_code", "name"], orient="row",
    )  # fmt: skip
    for names, keys in ((units, ["edition_code", "unit_code"]), (indicators, ["framework_code", "indicator_code"])):
        if set(keys) <= set(frame.columns):
            joined = frame.join(names, on=keys, how="left", maintain_order="left")
            frame = joined.with_columns(pl.coalesce("name", keys[1]).alias(keys[1])).drop("name")
    return frame


def _shared(frame: pl.DataFrame, other: pl.DataFrame, key: Sequence[str]) -> list[tuple]:
    """Keys of the rows that both hold, without the columns that are alike in all of them."""
    figures = [name for name in _FIGURES if name in frame.columns]
    both = frame.join(other, on=list(key), how="inner", nulls_equal=True, suffix="_other")
    if figures:
        filled = [pl.col(name).is_not_null() & pl.col(f"{name}_other").is_not_null() for name in figures]
        both = both.filter(pl.any_horizontal(filled))
    telling = [name for name in key if both[name].n_unique() > 1] or list(key)
    return both.select(telling).unique(maintain_order=True).rows()


def missing_units(
    files: Sequence[tuple[str, Frames]], purpose: Purpose, codebook: Codebook, size: int | None
) -> list[Problem]:
    """Names of the cohort's units that none of the files speaks of, where they should speak of all `size` of them."""
    if not purpose.declared.of_whole_cohort or purpose.unit_code or size is None or not files:
        return []
    tables = [frame for _, frames in files for frame in frames.values() if "unit_code" in frame.columns]
    system = codebook.unit_systems[purpose.cohort_code]
    there = {(system, code) for frame in tables for code in frame["unit_code"]}
    missing = [name for unit, name in codebook.unit_names.items() if unit[0] == system and unit not in there]
    if not missing:
        return []
    name, found = files[0][0], str(size - len(missing))
    return [Problem(name, code="units_missing", found=found, expected=str(size), fix=tuple(missing))]


_SOURCE = ("title", "publisher", "authority")
_SOURCE_TEXTS = {
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
    for field, name in _SOURCE_TEXTS.items():
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
