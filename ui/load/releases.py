"""How releases are called where people load and take back: by the title of their document and a date, never by code."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import PurePath

from etl.problems import Problem
from etl.uploads import loading
from etl.uploads.loading import ReleaseEntry
from text import formats
from text.catalogue import say
from ui import data
from ui.load import words
from warehouse.queries import loading as queries

_NAMED = 5  # of one kind of change; a program that comes with new data changes dozens
_LONGEST_TITLE = 160
_QUOTING = ("loaded_earlier", "loaded_elsewhere", "release_repeated")  # problems that say codes of releases
_BETWEEN_CODES = ", "


def names(language: str, candidate: str | None = None) -> dict[str, str]:
    """`“Kết quả DTI 2025”, nạp 22/11/2026 10:05` by code, of all releases there are and of those of a candidate build.

    Where two would be called the same, the names of their files tell them apart. Raises LoadMissing.
    """
    return _of_candidate(candidate, language) | of(loading.releases(), language)


def of(entries: Sequence[ReleaseEntry], language: str) -> dict[str, str]:
    """As `names`, of these entries alone."""
    called = {entry.release_code: _entry(entry, language) for entry in entries}
    times = Counter(called.values())
    files = {entry.release_code: PurePath(entry.original_file).name for entry in entries}
    return {code: f"{name} ({files[code]})" if times[name] > 1 else name for code, name in called.items()}


def listed(codes: Iterable[str], known: Mapping[str, str]) -> str:
    """These releases one after the other; one that nothing is known of any more by its code."""
    return "; ".join(known.get(code, code) for code in codes)


def changes(changed: Mapping[str, Sequence[str]], known: Mapping[str, str], language: str) -> str:
    """`thêm “Kết quả DTI 2025”; bỏ “Kết quả DTI 2024”, nạp 22/11/2026 10:05`."""
    told = []
    for change in words.CHANGES:
        codes = changed.get(change, ())
        if not codes:
            continue
        shown = listed(codes[:_NAMED], known)
        if len(codes) > _NAMED:
            shown = say(language, "release_more", names=shown, count=len(codes) - _NAMED)
        told.append(say(language, f"release_{change}", names=shown))
    return formats.phrases(told, language) or say(language, "load_releases_none")


def by_name(problems: Iterable[Problem], language: str) -> list[Problem]:
    """The problems, with the names of releases in place of their codes."""
    given = list(problems)
    if not any(problem.code in _QUOTING for problem in given):
        return given
    known = names(language)
    return [
        replace(problem, found=listed(problem.found.split(_BETWEEN_CODES), known))
        if problem.code in _QUOTING
        else problem
        for problem in given
    ]


def _entry(entry: ReleaseEntry, language: str) -> str:
    if entry.when:
        return say(language, "release_loaded", title=_title(entry.title), when=formats.minute(entry.when, language))
    return _dated(entry.title, entry.issued_on, language)


def _of_candidate(build_id: str | None, language: str) -> dict[str, str]:
    """By the documents' own dates: what a candidate adds has not been loaded yet."""
    rows = data.fetch(queries.provenance, build_id).iter_rows(named=True) if build_id else ()
    return {row["release_code"]: _dated(row["title"], row["published_on"], language) for row in rows}


def _dated(title: str, issued_on: date | None, language: str) -> str:
    key = "release_dated" if issued_on else "release_undated"
    return say(language, key, title=_title(title), when=formats.day(issued_on, language))


def _title(title: str) -> str:
    return title if len(title) <= _LONGEST_TITLE else f"{title[:_LONGEST_TITLE]}…"
