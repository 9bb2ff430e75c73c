"""Whether what a load holds can be what it is said to be: its rows, its units, the names beside its codes."""

import re
from collections.abc import Sequence
from itertools import chain

import polars as pl

from etl.contracts.codebook import Codebook
from etl.loads.agreement import Files, Frames, figures_of
from etl.loads.purpose import COMPONENTS, MAIN_VALUES, Purpose
from etl.problems import Problem

_OTHER_NAME = "component_name_differs"
_SCORES = ("score", "self_score", "value")
_HEADINGS = ("column_not_in_layout", "column_of_other_year", "year_in_title")  # problems that quote what is not read
_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")


def judged(file: str, frames: Frames, problems: Sequence[Problem], purpose: Purpose) -> list[Problem]:
    """What is wrong with a file that was read and nothing of it blocks: it holds no row, or no score where scores are
    what it is loaded for, or names that mostly are not those of its codes.

    A year other than that of the load, named where the file was not read, is told.
    """
    rows = sum(frame.height for frame in frames.values())
    figures = frames.get("figures")
    has_scores = figures is None or any(figures[name].count() for name in _SCORES if name in figures.columns)
    if not rows or (purpose.kind == COMPONENTS and not has_scores):
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


def beyond_cohort(files: Files, codebook: Codebook) -> list[Problem]:
    """One problem per edition of which the files of a load name more units than it has."""
    figures = figures_of(files)
    if figures.is_empty():
        return []
    problems = []
    counts = figures.group_by("index_code", "year", "cohort_code", maintain_order=True).agg(
        pl.col("unit_code").n_unique(), pl.col("file").first()
    )
    for index_code, year, cohort_code, count, file in counts.rows():
        edition = codebook.editions(index_code, year).get(cohort_code)
        size = edition.cohort_size if edition else None
        if size is not None and count > size:
            problems.append(Problem(file, code="units_over_cohort", found=str(count), expected=str(size)))
    return problems


def mains_missing(files: Files, purpose: Purpose, codebook: Codebook) -> list[Problem]:
    """The main indicators that no column of a load is of, where most of them are there."""
    figures = figures_of(files)
    if purpose.kind != MAIN_VALUES or figures.is_empty():
        return []
    there = set(figures["indicator_code"])
    mains = {
        code: indicator.name
        for (framework, code), indicator in codebook.indicators.items()
        if framework == purpose.framework_code and indicator.level == "main"
    }
    missing = [name for code, name in mains.items() if code not in there]
    if not missing or 2 * len(missing) >= len(mains):
        return []
    found, expected = str(len(mains) - len(missing)), str(len(mains))
    return [Problem(files[0][0], code="mains_missing", found=found, expected=expected, fix=tuple(missing))]
