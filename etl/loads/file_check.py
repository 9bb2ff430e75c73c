"""One file of a draft judged as a build would judge it; its description is written beside it on the way."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from etl.cache import Cache
from etl.loads import load_parts
from etl.loads.purpose import Purpose
from etl.problems import Problem
from etl.reading.sheets import Sheet
from etl.reading.workbooks import Progress
from etl.rules import Rules, frames_of
from etl.shapes.shapes import Shape, recognise
from etl.sidecars import DOCUMENT, read_release
from etl.templates.framework_load import framework_tables

_SHOWN_HEADERS = 12


@dataclass(frozen=True)
class Judged:
    """What a file holds: staging frames, or rows of reference tables if it is a framework; none where it is refused."""

    frames: Mapping[str, pl.DataFrame]
    problems: list[Problem]
    shape: Shape | None = None


@dataclass(frozen=True)
class Given:
    """A file in its place in the draft, under its given name, with its cells and what reading them has found."""

    path: Path
    name: str
    sha256: str
    sheets: Sequence[Sheet]
    problems: Sequence[Problem]


def judge_figures(
    given: Given, purpose: Purpose, rules: Rules, mapped: str | None, cache: Cache, progress: Progress
) -> Judged:
    """A file of figures, in a known shape or else in the layout `mapped`; kept for the build to come if it is sound.

    `progress` hears of rows judged.
    """
    shape = recognise(given.sheets, rules.layouts, purpose.kind, purpose.year)
    layout = shape.layout or mapped
    if layout is None:
        return Judged({}, [_unknown_shape(f"{purpose.year}/{given.path.name}", shape)], shape)
    system = rules.codebook.unit_systems[purpose.cohort_code]
    constants = load_parts.constants(purpose, rules.codebook.index_of[purpose.framework_code], system)
    sidecar = given.path.with_suffix(".json")
    sidecar.write_bytes(load_parts.sidecar(purpose, given.name, given.sha256, layout, constants))
    release, problems = read_release(given.path, sidecar, purpose.year, rules.layouts)
    if release is None or problems:
        return Judged({}, problems, shape)
    frames, problems = frames_of(given.sheets, release, rules, progress)
    if frames and not any(problem.blocks for problem in given.problems):
        cache.put(release, frames, [*given.problems, *problems])
    return Judged(frames, problems, shape)


def judge_framework(given: Given, purpose: Purpose, rules: Rules) -> Judged:
    """A framework's file: a document whose rows go to the reference tables."""
    description = load_parts.sidecar(purpose, given.name, given.sha256, DOCUMENT, {})
    given.path.with_suffix(".json").write_bytes(description)
    file = f"{purpose.year}/{given.path.name}"
    return Judged(*framework_tables(given.sheets, file, purpose, rules.reference))


def _unknown_shape(file: str, shape: Shape) -> Problem:
    seen = shape.seen
    texts = " | ".join(list(seen.texts.values())[:_SHOWN_HEADERS]) if seen else ""
    lacks = tuple(" | ".join(texts) for texts in (shape.lacks or {}).values())
    place = (seen.sheet, seen.row) if seen else ("", 0)
    return Problem(file, *place, code="shape_unknown", found=texts, expected=shape.nearest or "", fix=lacks)
