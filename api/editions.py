"""Which editions a question names: by a code, or by index, year and cohort, as much of these as it says."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from api.problems import Problem
from warehouse.memory_cache import MemoryCache
from warehouse.queries import editions
from warehouse.queries.editions import Wanted

_PARTS = {"index": "index_code", "year": "year", "cohort": "cohort_code"}  # by parameter
_kept = MemoryCache(1024**2)


def asked(build_id: str, values: Mapping[str, Any]) -> list[dict]:
    """The published editions that fit what is asked, none where it names no edition. Raises Problem where none fits, or
    where the code and the parts contradict each other.
    """
    return _fitting(build_id, values, _published(build_id))


def asked_of_series(build_id: str, values: Mapping[str, Any]) -> list[dict]:
    """The same of the editions in the series of cohorts, restated ones too; the cohort is that of a series."""
    return _fitting(build_id, values, _in_series(build_id))


def one(build_id: str, values: Mapping[str, Any]) -> dict:
    """The published edition that fits and that pages show first, of all where none is named. Raises Problem."""
    found = editions.find(asked(build_id, values) or _published(build_id), _wanted(values))
    if found is None:  # nothing is published at all
        raise Problem("unknown", "code", parameter="edition", found="")
    return found


def _published(build_id: str) -> list[dict]:
    return _kept.get(build_id, lambda: editions.editions(build_id).to_dicts())


def _in_series(build_id: str) -> list[dict]:
    return _kept.get(("series", build_id), lambda: editions.of_series(build_id).to_dicts())


def _wanted(values: Mapping[str, Any]) -> Wanted:
    year = values["year"]
    return Wanted(values["edition"], values["index"], None if year is None else str(year), values["cohort"])


def _fitting(build_id: str, values: Mapping[str, Any], known: Sequence[dict]) -> list[dict]:
    wanted = _wanted(values)
    if wanted == Wanted():
        return []
    found = [row for row in known if wanted.fits(row)]
    if not found:
        raise _unknown(build_id, values, known)
    if wanted.edition_code and not any(replace(wanted, edition_code=None).fits(row) for row in found):
        names = ", ".join(_given(values))  # else they would be dropped without a word
        raise Problem("unknown", "contradicts", parameter=names, found=wanted.edition_code)
    return found


def _given(values: Mapping[str, Any]) -> dict[str, str]:
    """The parts that are said, by their parameters."""
    return {name: str(values[name]) for name in _PARTS if values[name] is not None}


def _unknown(build_id: str, values: Mapping[str, Any], known: Sequence[dict]) -> Problem:
    """What is wrong with a name that no edition has: its code, a part that none has, or the parts together."""
    if code := values["edition"]:
        codes = list(dict.fromkeys(row["edition_code"] for row in known))
        reason = "restated" if any(row["edition_code"] == code for row in _in_series(build_id)) else "code"
        return Problem("unknown", reason, codes, parameter="edition", found=code)
    given, rows = _given(values), list(known)
    for name, part in given.items():
        fitting = [row for row in rows if str(row[_PARTS[name]]) == part]
        if not fitting and all(str(row[_PARTS[name]]) != part for row in known):
            there = sorted({str(row[_PARTS[name]]) for row in rows if row[_PARTS[name]] is not None})
            return Problem("unknown", "code", there, parameter=name, found=part)
        if not fitting:
            break
        rows = fitting
    codes = list(dict.fromkeys(row["edition_code"] for row in rows))
    told = " ".join(f"{name}={part}" for name, part in given.items())
    return Problem("unknown", "together", codes, parameter=", ".join(given), found=told)
