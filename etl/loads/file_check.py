"""One file of a draft judged as a build would judge it; its description is written beside it on the way."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from unicodedata import normalize

import polars as pl

from etl.cache import Cache
from etl.loads import load_parts
from etl.loads.plausible import judged
from etl.loads.purpose import Purpose
from etl.loads.scale_doubt import scale_settled
from etl.problems import Problem
from etl.reading.sheets import Sheet
from etl.reading.workbooks import Progress
from etl.rules import Rules, frames_of, layouts_for
from etl.shapes.layouts import Layout
from etl.shapes.recognition import Shape, recognise
from etl.sidecars import DOCUMENT, read_release
from etl.templates.framework_load import framework_tables

_SHOWN_LETTERS = 120  # of the headings seen


@dataclass(frozen=True)
class Judged:
    """What a file holds: staging frames, or rows of reference tables if it is a framework; none where it is refused.

    `path` is where it lies in the draft and `layout` what it is read in, both only where that could be told.
    """

    frames: Mapping[str, pl.DataFrame]
    problems: list[Problem]
    shape: Shape | None = None
    path: Path | None = None
    layout: str | None = None


@dataclass(frozen=True)
class Given:
    """A file as it came into the draft, under its given name, with its cells and what reading them has found.

    `scale` is what a person said its figures are, one of `etl.shapes.number_style.SCALES`.
    """

    path: Path
    name: str
    sha256: str
    sheets: Sequence[Sheet]
    problems: Sequence[Problem]
    scale: str | None = None


def judge_figures(
    given: Given, purpose: Purpose, rules: Rules, mapped: str | None, cache: Cache, progress: Progress
) -> Judged:
    """A file of figures, in a known shape or else in the layout `mapped`; kept for the build to come if it is sound.

    `progress` hears of rows judged.
    """
    shape = _shape(given.sheets, purpose, layouts_for(rules, purpose.framework_code), mapped)
    layout = shape.layout or mapped
    if layout is None:
        return Judged({}, [_unknown_shape(given.name, shape)], shape)
    system = rules.codebook.unit_systems[purpose.cohort_code]
    constants = load_parts.constants(purpose, rules.codebook.index_of[purpose.framework_code], system, given.scale)
    path = _placed(given, purpose, layout, constants)
    release, problems = read_release(path, path.with_suffix(".json"), purpose.year, rules.layouts)
    if release is None or problems:
        return Judged({}, problems, shape, path, layout)
    frames, problems = frames_of(given.sheets, release, rules, progress)
    problems = [*problems, *_other_unit(given, shape, purpose, rules)]
    frames, problems = scale_settled(frames, problems, given.sheets, release, rules)
    if not any(problem.blocks for problem in problems):
        problems = [*problems, *judged(release.file, frames, problems, purpose)]
    if any(problem.blocks for problem in problems):
        frames = {}
    if frames and not any(problem.blocks for problem in given.problems):
        cache.put(release, frames, [*given.problems, *problems])
    return Judged(frames, problems, shape, path, layout)


def _other_unit(given: Given, shape: Shape, purpose: Purpose, rules: Rules) -> list[Problem]:
    """A title above the table of one unit that names another one, and not the one it is loaded for."""
    if not purpose.unit_code or not shape.places:
        return []
    system = rules.codebook.unit_systems[purpose.cohort_code]
    own = rules.codebook.unit_names[system, purpose.unit_code]
    names = [name for (each, _), name in rules.codebook.unit_names.items() if each == system]
    pattern = re.compile(rf"(?:tỉnh|thành phố|tp\.?)\s+({'|'.join(map(re.escape, names))})\b", re.IGNORECASE)
    first = shape.places[0]
    rows = next(sheet.rows for sheet in given.sheets if sheet.name == first.sheet)[: first.header_first - 1]
    titles = [
        (normalize("NFC", text), row, column)
        for row, texts in enumerate(rows, start=1)
        for column, text in enumerate(texts, start=1)
    ]
    named = [(text, row, column) for text, row, column in titles if pattern.search(text)]
    if not named or any(own.casefold() in text.casefold() for text, _, _ in named):
        return []
    [(text, row, column), *_] = named
    return [Problem(given.name, first.sheet, row, column, "title_names_other_unit", text, own)]


def judge_framework(given: Given, purpose: Purpose, rules: Rules) -> Judged:
    """A framework's file: a document whose rows go to the reference tables."""
    path = _placed(given, purpose, DOCUMENT, {})
    tables, problems = framework_tables(given.sheets, given.name, purpose, rules.reference)
    return Judged(tables, problems, None, path, DOCUMENT)


def _shape(sheets: Sequence[Sheet], purpose: Purpose, layouts: Mapping[str, Layout], mapped: str | None) -> Shape:
    """The known shape of a file; columns mapped for this very file come before those that once were for another."""
    if mapped:
        shape = recognise(sheets, {mapped: layouts[mapped]}, purpose.kind, purpose.year)
        if shape.layout:
            return shape
    return recognise(sheets, layouts, purpose.kind, purpose.year)


def _placed(given: Given, purpose: Purpose, layout: str, constants: Mapping[str, str]) -> Path:
    """The file under the name it is loaded by, with its description beside it."""
    stem = load_parts.stem(purpose, given.sha256, layout, constants)
    path = given.path.replace(given.path.with_name(stem + given.path.suffix))
    description = load_parts.sidecar(purpose, given.name, given.sha256, layout, constants)
    path.with_suffix(".json").write_bytes(description)
    return path


def _unknown_shape(file: str, shape: Shape) -> Problem:
    seen = shape.seen
    place = (seen.sheet, seen.last) if seen else ("", 0)
    found = " | ".join(each.heading for each in shape.columns)
    if len(found) > _SHOWN_LETTERS:
        found = f"{found[:_SHOWN_LETTERS]}…"
    return Problem(file, *place, code="shape_unknown", found=found, fix=tuple(shape.lacks or ("figures",)))
