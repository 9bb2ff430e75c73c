"""One file of a draft checked as a build would read it, under a name of our own making and beside its description."""

import hashlib
import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path, PurePath
from unicodedata import normalize

import polars as pl

from etl.cache import Cache
from etl.deliveries.deliveries import Purpose
from etl.kinds.workbook import MARK_SHEET, read_mark
from etl.problems import Problem
from etl.reading.sheets import Sheet
from etl.reading.workbooks import Progress
from etl.releases import DOCUMENT, Release, read_release
from etl.shapes.layouts import Layout
from etl.shapes.number_style import PERCENT, SCALE
from etl.shapes.recognition import Shape, recognise
from etl.staging import Rules, frames_of, layouts_for
from etl.uploads.agreement import place, points_against_parts, unit_name
from etl.uploads.plausibility import file_problems
from text.catalogue import DEFAULT_LANGUAGE, topic

_MARKED = ("year", "cohort_code")  # what a template says besides that its figures are for
_SHOWN_LETTERS = 120  # of the headings seen


@dataclass(frozen=True)
class FileResult:
    """What a file holds: staging frames, or rows of reference tables if its kind brings those; none where it is
    refused.

    `path` is where it lies in the draft and `layout` what it is read in, both only where that could be told.
    """

    frames: Mapping[str, pl.DataFrame]
    problems: list[Problem]
    shape: Shape | None = None
    path: Path | None = None
    layout: str | None = None


@dataclass(frozen=True)
class ReceivedFile:
    """A file as it came into the draft, under its given name, with its cells and what reading them has found.

    `scale` is what a person said its figures are, one of `etl.shapes.number_style.SCALES`.
    """

    path: Path
    name: str
    sha256: str
    sheets: Sequence[Sheet]
    problems: Sequence[Problem]
    scale: str | None = None


def check_figures(
    given: ReceivedFile, purpose: Purpose, rules: Rules, mapped: str | None, cache: Cache, progress: Progress
) -> FileResult:
    """A file of figures, in a known shape or else in the layout `mapped`; kept for the build to come if it is sound.

    `progress` hears of rows judged.
    """
    shape = _shape(given.sheets, purpose, layouts_for(rules, purpose.framework_code), mapped)
    layout = shape.layout or mapped
    if layout is None:
        return FileResult({}, [_unknown_shape(given.name, shape)], shape)
    system = rules.codebook.unit_systems[purpose.cohort_code]
    constants = constants_of(purpose, rules.codebook.index_of[purpose.framework_code], system, given.scale)
    path = _put_in_place(given, purpose, layout, constants)
    release, problems = read_release(path, path.with_suffix(".json"), purpose.period_code, rules.layouts)
    if release is None or problems:
        return FileResult({}, problems, shape, path, layout)
    frames, problems = frames_of(given.sheets, release, rules, progress)
    problems = [*problems, *_other_unit(given, shape, purpose, rules)]
    frames, problems = scale_settled(frames, problems, given.sheets, release, rules)
    if not any(problem.blocks for problem in problems):
        problems = [*problems, *file_problems(release.file, frames, problems, purpose)]
    if any(problem.blocks for problem in problems):
        frames = {}
    if frames and not any(problem.blocks for problem in given.problems):
        cache.put(release, frames, [*given.problems, *problems])
    return FileResult(frames, problems, shape, path, layout)


def _other_unit(given: ReceivedFile, shape: Shape, purpose: Purpose, rules: Rules) -> list[Problem]:
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


def check_reference_rows(given: ReceivedFile, purpose: Purpose, rules: Rules) -> FileResult:
    """A file of a framework or of units: a document whose rows go to the reference tables."""
    path = _put_in_place(given, purpose, DOCUMENT, {})
    tables, problems = purpose.declared.read_rows(given.sheets, given.name, purpose.code, rules.reference)
    return FileResult(tables, problems, None, path, DOCUMENT)


def _shape(sheets: Sequence[Sheet], purpose: Purpose, layouts: Mapping[str, Layout], mapped: str | None) -> Shape:
    """The known shape of a file; columns mapped for this very file come before those that once were for another."""
    if mapped:
        shape = recognise(sheets, {mapped: layouts[mapped]}, purpose.kind, purpose.year)
        if shape.layout:
            return shape
    return recognise(sheets, layouts, purpose.kind, purpose.year)


def _put_in_place(given: ReceivedFile, purpose: Purpose, layout: str, constants: Mapping[str, str]) -> Path:
    """The file under the name it is loaded by, with its description beside it."""
    stem = release_stem(purpose, given.sha256, layout, constants)
    path = given.path.replace(given.path.with_name(stem + given.path.suffix))
    description = sidecar_of(purpose, given.name, given.sha256, layout, constants)
    path.with_suffix(".json").write_bytes(description)
    return path


def _unknown_shape(file: str, shape: Shape) -> Problem:
    seen = shape.seen
    place = (seen.sheet, seen.last) if seen else ("", 0)
    found = " | ".join(each.heading for each in shape.columns)
    if len(found) > _SHOWN_LETTERS:
        found = f"{found[:_SHOWN_LETTERS]}…"
    return Problem(file, *place, code="shape_unknown", found=found, fix=tuple(shape.lacks or ("figures",)))


def other_purpose(sheets: Sequence[Sheet], file: str, purpose: Purpose) -> list[Problem]:
    """One problem if the workbook is a template made for something else than it is loaded for.

    What goes to the reference tables belongs to no year and no cohort. A template of one unit may be loaded for its
    whole cohort.
    """
    mark = read_mark(sheets)
    if mark is None:
        return []
    names = ["kind", purpose.declared.code_column, *(() if purpose.declared.brings_reference else _MARKED)]
    if purpose.unit_code and mark.get("unit_code"):
        names.append("unit_code")
    found = " · ".join(mark.get(name, "") for name in names)
    expected = " · ".join(str(purpose.fields.get(name, "")) for name in names)
    if found == expected:
        return []
    return [Problem(file, MARK_SHEET, code="template_other_purpose", found=found, expected=expected)]


Frames = dict[str, pl.DataFrame]
_NEARLY_ALL = 0.9  # of the totals: where so few agree with the sum of their points, these are no points
_READ_AS_POINTS, _OVER_MAXIMUM = "read_as_points", "score_over_maximum"


def scale_settled(
    frames: Frames, problems: list[Problem], sheets: Sequence[Sheet], release: Release, rules: Rules
) -> tuple[Frames, list[Problem]]:
    """Frames and problems of a file, with the doubt in place of them where its figures may as well be per cents.

    That is where nobody has said what they are, none is above 100, not all maxima are 100, and the points do not add up
    to their totals (`looks_like_percent`) or there are no totals (`percent_or_points`).
    """
    if SCALE in release.constants or not any(problem.code == _READ_AS_POINTS for problem in problems):
        return frames, problems
    shares = _read(sheets, release, rules, PERCENT).get("figures")
    if shares is None or not _have_other_maxima(shares, rules):
        return frames, problems
    held = points_against_parts(_as_points(shares), rules.reference)
    is_over = any(problem.code == _OVER_MAXIMUM for problem in problems)
    if held.height and held["is_near"].sum() > (1 - _NEARLY_ALL) * held.height:
        return frames, problems
    doubt = _no_points(held, release, rules) if held.height else _either(shares, release, rules)
    causes = {_READ_AS_POINTS, *([_OVER_MAXIMUM] if is_over else [])}
    return {}, [doubt, *(problem for problem in problems if problem.code not in causes)]


def _read(sheets: Sequence[Sheet], release: Release, rules: Rules, scale: str) -> Frames:
    """The frames of the file if its figures are on this scale; none if they cannot be."""
    return frames_of(sheets, replace(release, constants={**release.constants, SCALE: scale}), rules)[0]


def _as_points(shares: pl.DataFrame) -> pl.DataFrame:
    """The same figures were they points."""
    return shares.with_columns(
        score=pl.col("value") * 100, score_decimals=pl.col("value_decimals") - 2, value=pl.lit(None, pl.Decimal(12, 6))
    )


def _with_maxima(figures: pl.DataFrame, rules: Rules) -> pl.DataFrame:
    maxima = rules.reference["indicators"].select("framework_code", "indicator_code", known_max="max_score")
    return figures.join(maxima, on=["framework_code", "indicator_code"], maintain_order="left")


def _have_other_maxima(shares: pl.DataFrame, rules: Rules) -> bool:
    """Whether points out of their maxima would be other values than per cents for any of the figures."""
    hundred = pl.col("known_max") != 100
    return _with_maxima(shares, rules).filter(pl.col("value").is_not_null() & hundred).height > 0


def _no_points(held: pl.DataFrame, release: Release, rules: Rules) -> Problem:
    """The first total that its points do not add up to, with both readings of its row."""
    row = held.filter(~pl.col("is_near")).row(0, named=True)
    weighted = Decimal(row["weighted"]) / Decimal(row["max"])
    numbers = (row["printed"], row["sum"], weighted)
    fix = (unit_name(row, rules.codebook), *(_short(number) for number in numbers))
    return Problem(release.file, *place(row), "looks_like_percent", fix[1], fix=fix)


def _either(shares: pl.DataFrame, release: Release, rules: Rules) -> Problem:
    """The first figure whose maximum is not 100, with both readings of it."""
    known = _with_maxima(shares, rules).filter(pl.col("value").is_not_null() & (pl.col("known_max") != 100))
    row = known.row(0, named=True)
    printed = Decimal(row["value"]) * 100
    name = rules.codebook.indicators[row["framework_code"], row["indicator_code"]].name
    as_points = round(printed / Decimal(row["known_max"]), 4)
    numbers = (printed, as_points, Decimal(row["value"]))
    fix = (unit_name(row, rules.codebook), name, *(_short(number) for number in numbers))
    return Problem(release.file, *place(row), "percent_or_points", _short(printed), fix=fix)


def _short(number: object) -> str:
    return f"{round(Decimal(str(number)), 4).normalize():f}"


_LONGEST_NAME = 120
_HEX_DIGITS = 8


def shown_name(name: str) -> str:
    """The given name of a file as it is shown and kept: without folders and what no screen shows, not endless."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    plain = "".join(letter for letter in last if unicodedata.category(letter)[0] != "C")
    # cut first: to compose a long pile of marks takes its square
    return unicodedata.normalize("NFC", plain[-4 * _LONGEST_NAME :]).strip()[-_LONGEST_NAME:] or "?"


def extension(name: str) -> str:
    """The extension a given name ends with, lower-case with its dot; empty where that is no plain one."""
    suffix = PurePath(shown_name(name)).suffix.lower()
    return suffix if re.fullmatch(r"\.[a-z0-9]{1,5}", suffix) else ""


def release_stem(purpose: Purpose, sha256: str, layout: str, fixed: Mapping[str, str]) -> str:
    """The name we give a file: what it is loaded for, and eight digits that follow from its bytes, from its source and
    from how it is read, so that the same file read in another way is another release.
    """
    origin = json.dumps([purpose.fields, sha256, layout, fixed], sort_keys=True, default=str).encode()
    digits = hashlib.sha256(origin).hexdigest()[:_HEX_DIGITS]
    parts = (purpose.kind, purpose.code, purpose.cohort_code, purpose.unit_code, digits)
    return "_".join(part for part in parts if part)


def constants_of(purpose: Purpose, index_code: str, unit_system: str, scale: str | None = None) -> dict[str, str]:
    """The columns that the purpose gives to every row of its files, and the scale a person said their figures have."""
    said = {SCALE: scale} if scale else {}
    return _columns(purpose, index_code, unit_system) | said


def _columns(purpose: Purpose, index_code: str, unit_system: str) -> dict[str, str]:
    known = {
        "index_code": index_code,
        "framework_code": purpose.framework_code,
        "year": purpose.period_code,
        "cohort_code": purpose.cohort_code,
    }
    unit = {"unit_code": purpose.unit_code} if purpose.unit_code else {}
    if unit and not purpose.declared.of_edition:  # a cohort tells the system of its units
        unit["unit_system"] = unit_system
    given = {name: known[name] for name in purpose.declared.given}
    if not purpose.period_code.isdigit() and "year" in given:
        given["period_code"] = given.pop("year")
    return given | unit


def sidecar_of(purpose: Purpose, name: str, sha256: str, layout: str, fixed: Mapping[str, str]) -> bytes:
    """The description of a file's origin, in the shape of those in data/raw; `fixed` are its constants."""
    source = asdict(purpose.source)
    source["licence"] = purpose.source.licence or topic(DEFAULT_LANGUAGE, "command")["licence"]
    fields = {
        **source,
        "original_file": shown_name(name),
        "retrieved_on": datetime.now(UTC).date(),
        "sha256": sha256,
        "layout": layout,
        "transcription_notes": [],
    }
    if layout != DOCUMENT:
        fields["constants"] = dict(fixed)
    return json.dumps(fields, ensure_ascii=False, indent=1, default=str).encode()


def reference_csv(rows: pl.DataFrame) -> bytes:
    """Rows of a reference table as the file of a delivery."""
    return rows.write_csv(date_format="%Y-%m-%d").encode()
