"""How the period of an edition is named: a year, half, quarter, month or the day of a snapshot.

A code is `2025`, `2025-H1`, `2025-Q1`, `2025-03` or `2025-03-31`.
"""

import re
from collections.abc import Iterable, Mapping
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date

from text import formats
from text.catalogue import LANGUAGES, topic

_PLAIN = re.compile(r"(?!.*__)\w[\w .,;/()–-]*")
PERIOD_CODE = re.compile(r"(\d{4})(?:-(?:H([12])|Q([1-4])|(0[1-9]|1[0-2])(?:-(\d\d))?))?", re.ASCII)
# how many of a kind a year has, and how the code of one is written
KINDS = {"year": (1, "{year}"), "half": (2, "{year}-H{number}"), "quarter": (4, "{year}-Q{number}"),
         "month": (12, "{year}-{number:02}")}  # fmt: skip


@dataclass(frozen=True)
class Parts:
    """What a code says: the kind, the year, which of its kind in the year, and the day of a snapshot."""

    kind: str
    year: int
    number: int = 1
    day: date | None = None


def parts(code: str) -> Parts:
    """Kind, year, number in the year and day that the code of a period stands for; ValueError for any other text."""
    match = PERIOD_CODE.fullmatch(code)
    if match is None:
        raise ValueError(f"no period: {code!r}")
    year = int(match[1])
    if match[5]:
        return Parts("snapshot", year, day=date(year, int(match[4]), int(match[5])))
    for kind, group in (("month", match[4]), ("quarter", match[3]), ("half", match[2])):
        if group:
            return Parts(kind, year, int(group))
    return Parts("year", year)


def between(before: str, after: str) -> list[str]:
    """The codes of the periods between two of one kind; empty for snapshots, between which nothing is missing."""
    earlier, later = parts(before), parts(after)
    if earlier.kind not in KINDS or earlier.kind != later.kind:
        return []
    count, _ = KINDS[earlier.kind]
    first, last = (each.year * count + each.number - 1 for each in (earlier, later))
    return [_code(earlier.kind, at) for at in range(first + 1, last)]


def later(code: str, last_year: int) -> list[str]:
    """The codes of the periods of its kind that follow one until the end of a year, in their order; none for a
    snapshot.
    """
    of = parts(code)
    return between(code, _code(of.kind, (last_year + 1) * KINDS[of.kind][0])) if of.kind in KINDS else []


def _code(kind: str, at: int) -> str:
    """The code of a period by its number among all of its kind."""
    count, pattern = KINDS[kind]
    return pattern.format(year=at // count, number=at % count + 1)


Names = Mapping[tuple[str, str], str]  # of periods, by code and language
# what the data shown call their periods where that is not what the codes say; each run of a page sets its own
OWN_NAMES: ContextVar[Names] = ContextVar("own names of periods", default={})  # noqa: B039, nobody changes it


def is_plain(name: str) -> bool:
    """Whether a name of a period is letters, digits and marks of punctuation that mean nothing else: it stands in axes,
    titles and sentences, where other signs would be read as links or markup.
    """
    return _PLAIN.fullmatch(name) is not None


def own_names(rows: Iterable[Mapping]) -> Names:
    """The names of rows of `reference.periods` that are others than their codes say, if they are plain."""
    names = {(row["period_code"], code): row.get(f"period_name_{code}") for row in rows for code in LANGUAGES}
    return {key: name for key, name in names.items() if name and is_plain(name) and name != by_code(*key)}


def by_code(code: str, language: str, form: str = "named") -> str:
    """What the code of a period says in a language, within a sentence or, for the empty form, short. Raises ValueError
    for anything else than a code.
    """
    words, of = topic(language, "periods"), parts(code)
    key = of.kind if of.kind in ("year", "month", "snapshot") else f"{of.kind}_{of.number}"
    if of.kind == "year" and not form:
        key = "year_short"
    return words[key].format(
        year=of.year, month=formats.month(of.number, language), day=formats.day(of.day, language)
    )


@dataclass(frozen=True)
class Period:
    """A period in the words of a language, as sentences take it.

    `{period}` is short, as in titles and on axes (`2024`, `quý I/2025`), `{period:named}` stands within a sentence
    (`năm 2024`), `{period:Named}` begins one (`Năm 2024`). One that the data call otherwise (`OWN_NAMES`) goes by that
    name in all of them. A restated or provisional one says so, no period is a dash.
    """

    code: str | None
    language: str
    is_restated: bool = False
    is_provisional: bool = False

    def __str__(self) -> str:
        return format(self, "")

    def __format__(self, form: str) -> str:
        if self.code is None:
            return formats.MISSING
        words = topic(self.language, "periods")
        name = OWN_NAMES.get().get((self.code, self.language)) or by_code(self.code, self.language, form)
        marks = [words[mark] for mark in ("restated", "provisional") if getattr(self, f"is_{mark}")]
        if marks:
            name = words["marked"].format(period=name, marks=", ".join(marks))
        return name[0].upper() + name[1:] if form == "Named" else name


def period(row: Mapping, language: str, which: str = "") -> Period:
    """The period of a row, or another one that it names: `previous`, `before`, `earlier`, `later`.

    Whether it is restated is known of the row's own and of the two sides of a comparison, whether it is provisional of
    the row's own.
    """
    code = row[f"{which}_period_code" if which else "period_code"]
    is_restated = row.get(f"is_{which}_restated" if which else "is_restated", False)
    return Period(code, language, bool(is_restated), not which and bool(row.get("is_provisional")))
