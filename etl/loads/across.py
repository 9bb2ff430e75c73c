"""What only shows when the files of one load are seen together, or against the cohort they speak of."""

from collections.abc import Mapping, Sequence
from itertools import combinations

import polars as pl

from etl.contracts.codebook import Codebook
from etl.contracts.contracts import SAYS_ONCE
from etl.loads.purpose import OF_A_WHOLE_COHORT, Purpose
from etl.problems import Problem

Frames = Mapping[str, pl.DataFrame]
_SHOWN = 3
# of rows about the same unit and indicator only those contradict each other that fill the same of these
_FIGURES = ("value", "score", "first_round_score", "self_score", "rank", "places_gained", "value_change", "status")


def repeated_across(files: Sequence[tuple[str, Frames]], codebook: Codebook) -> list[Problem]:
    """One problem per pair of files that say the same thing of the same unit and indicator. `files`: name, frames.

    The rows are told by the names of units and indicators.
    """
    problems = []
    for (first, frames), (second, others) in combinations(files, 2):
        for table in frames.keys() & others.keys():
            rows = _shared(_named(frames[table], codebook), _named(others[table], codebook), SAYS_ONCE[table])
            if rows:
                fix = tuple(" · ".join(str(part) for part in row if part is not None) for row in rows[:_SHOWN])
                problems.append(Problem(second, code="row_in_two_files", found=str(len(rows)), expected=first, fix=fix))
    return problems


def framework_again(files: Sequence[str], framework_code: str) -> list[Problem]:
    """One problem per file that defines the framework after the first did: its rows would take the place of theirs."""
    return [Problem(each, code="framework_in_two_files", found=framework_code, expected=files[0]) for each in files[1:]]


def _named(frame: pl.DataFrame, codebook: Codebook) -> pl.DataFrame:
    """The frame with names in the place of the codes of units and indicators."""
    if not {"unit_code", "cohort_code", "framework_code", "indicator_code"} <= set(frame.columns):
        return frame
    units = pl.DataFrame(
        [(cohort, code, name) for (system, code), name in codebook.unit_names.items()
         for cohort, its_system in codebook.unit_systems.items() if its_system == system],
        schema=["cohort_code", "unit_code", "unit_name"], orient="row",
    )  # fmt: skip
    indicators = pl.DataFrame(
        [(framework, code, each.name) for (framework, code), each in codebook.indicators.items()],
        schema=["framework_code", "indicator_code", "indicator_name"], orient="row",
    )  # fmt: skip
    joined = frame.join(units, on=["cohort_code", "unit_code"], how="left", maintain_order="left")
    joined = joined.join(indicators, on=["framework_code", "indicator_code"], how="left", maintain_order="left")
    return joined.with_columns(
        unit_code=pl.coalesce("unit_name", "unit_code"), indicator_code=pl.coalesce("indicator_name", "indicator_code")
    )


def _shared(frame: pl.DataFrame, other: pl.DataFrame, key: Sequence[str]) -> list[tuple]:
    """Keys of the rows that both hold, without the columns that are alike in all of them."""
    figures = [name for name in _FIGURES if name in frame.columns]
    both = frame.join(other, on=list(key), how="inner", nulls_equal=True, suffix="_other")
    if figures:
        filled = [pl.col(name).is_not_null() & pl.col(f"{name}_other").is_not_null() for name in figures]
        both = both.filter(pl.any_horizontal(filled))
    telling = [name for name in key if both[name].n_unique() > 1] or list(key)
    return both.select(telling).unique(maintain_order=True).rows()


def units_missing(
    files: Sequence[tuple[str, Frames]], purpose: Purpose, codebook: Codebook, size: int | None
) -> list[Problem]:
    """Names of the cohort's units that none of the files speaks of, where they should speak of all `size` of them."""
    if purpose.kind not in OF_A_WHOLE_COHORT or purpose.unit_code or size is None or not files:
        return []
    tables = [frame for _, frames in files for frame in frames.values() if "unit_code" in frame.columns]
    system = codebook.unit_systems[purpose.cohort_code]
    there = {(system, code) for frame in tables for code in frame["unit_code"]}
    missing = [name for unit, name in codebook.unit_names.items() if unit[0] == system and unit not in there]
    if not missing:
        return []
    name, found = files[0][0], str(size - len(missing))
    return [Problem(name, code="units_missing", found=found, expected=str(size), fix=tuple(missing))]
