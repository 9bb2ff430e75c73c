"""Sentences about loading: refusals, steps, problems, what came of a file, what a publication changes."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import PurePath

from etl.problems import ACCEPT, BLOCKS, REVIEW, Cause, Problem, causes
from etl.uploads.loading import FileVerdict
from text import formats
from text.catalogue import CATALOGUES, counted, say
from text.errors import sentence
from text.problems import describe, shown

CHANGES = ("added", "changed", "removed")
_STEPS = ("check", "load")
_SHAPES = ("template", "mapped", "ministry_ranking", "index_ranking", "component_scores")
_OWN_WORDS = (
    "AlreadyLoaded",
    "BaseMoved",
    "BuilderBusy",
    "ChecksFailed",
    "LoadRefused",
    "NotAccepted",
    "NothingToRollBackTo",
    "UnknownBuild",
    "UnknownRelease",
)


def refusal(error: Exception, language: str) -> str:
    """What keeps the loader from going on, for a reader of the page: no commands, no folders."""
    name = type(error).__name__
    if name in _OWN_WORDS:
        return say(language, f"load_refused_{name}")
    return sentence(language, name, dict(vars(error)))


def step(name: str, language: str) -> str:
    """What the loader does now; whatever else it names is a table that it builds."""
    return say(language, f"load_at_{name if name in _STEPS else 'build'}")


def check_name(name: str, language: str) -> str:
    """What a reviewing check looks for; the name of one without words as it is."""
    return CATALOGUES[language].get(f"load_check_{name}", name)


def facts(row: Mapping[str, object]) -> str:
    """A row that a check points at: `year 2022, unit_code 08`."""
    return ", ".join(f"{name} {value}" for name, value in row.items() if value is not None)


def layout(name: str | None, language: str) -> str:
    """What shape a file has, in words; a long table of ours with its own name."""
    if name is None:
        return formats.MISSING
    family = next((family for family in _SHAPES if name.startswith(family)), None)
    return say(language, f"load_shape_{family}") if family else say(language, "load_shape_long", name=name)


def severity(problem: Problem, language: str) -> str:
    """`Chặn` or `Xem lại`."""
    return say(language, f"load_severity_{problem.severity}")


def advice(cause: Cause, language: str) -> str:
    """What is wrong and how to mend it, once for all places with the same cause."""
    first = cause.first
    return describe(language, first.code, first.found, first.expected, first.fix, cause.count, cause.places)


def problem_row(cause: Cause, language: str) -> tuple[str, ...]:
    """Problems with the same cause as a row of a list: severity, file, sheet, cell, found, expected, what to do."""
    problem = cause.first
    found, expected, _ = shown(language, problem.code, problem.found, problem.expected)
    return (
        severity(problem, language),
        problem.file,
        problem.sheet,
        problem.cell,
        found,
        expected,
        advice(cause, language),
    )


def problem_counts(problems: Sequence[Problem], language: str) -> str:
    """`2 lỗi phải sửa, 1 điểm cần xem lại.`, of each severity that there is any of."""
    counts = Counter(cause.first.severity for cause in causes(problems))
    names = {BLOCKS: "load_blocks", ACCEPT: "load_accepts", REVIEW: "load_reviews"}
    told = [counted(language, name, counts[severity]) for severity, name in names.items() if counts[severity]]
    return f"{formats.listed(told, language)}."


def verdict(file: FileVerdict, releases: Mapping[str, str], language: str) -> str:
    """What came of one file, in a few words; `releases` are the names of those there are."""
    if file.same_as:
        return say(language, "load_verdict_same", release=releases.get(file.same_as, file.same_as))
    if any(problem.blocks for problem in file.problems):
        return say(language, "load_verdict_blocked")
    if any(problem.needs_acceptance for problem in file.problems):
        return say(language, "load_verdict_accept")
    if file.problems:
        return say(language, "load_verdict_review")
    # what is wrong with its purpose or source stops before any file is read
    is_read = file.shape or file.row_count
    return say(language, "load_verdict_sound" if is_read else "load_verdict_unread")


def amount(file: FileVerdict, language: str) -> str:
    """`306 số trong 34 dòng`, or how many rows there are where each gives one."""
    places = file.shape.places if file.shape else ()
    rows = sum(place.last - place.first + 1 for place in places)
    count = formats.number(file.row_count, language, 0)
    if not file.row_count or rows in (0, file.row_count):
        return counted(language, "load_rows", file.row_count)
    return say(language, "load_amount", count=count, rows=formats.number(rows, language, 0))


def marked_name(name: str, language: str) -> str:
    """How the marked copy of a file is named: `so lieu-danh-dau-loi.xlsx`; no path, no matter what it was called."""
    stem = PurePath(name.replace("\\", "/")).stem.strip(" .") or "file"
    return f"{stem}-{say(language, 'load_marked_file')}.xlsx"


def release_changes(changes: Mapping[str, Sequence[str]], language: str) -> str:
    """`2 tệp thêm, 1 tệp bỏ`; says so where no file comes or goes."""
    parts = [
        say(language, f"load_releases_{change}", count=len(changes.get(change, ())))
        for change in CHANGES
        if changes.get(change)
    ]
    return formats.listed(parts, language) or say(language, "load_releases_none")


def moment(when: datetime | None, language: str) -> str:
    """When something was done, in Viet Nam; a dash where nobody noted it."""
    return formats.minute(when, language) if when else formats.MISSING
