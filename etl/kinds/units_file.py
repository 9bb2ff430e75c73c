"""A system of units as the sheets of its template describe it: its units with their parents, the cohorts they are
ranked in, what became of them, how else they are called; and periods. Rows of the reference tables, or every problem at
once.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import polars as pl

from etl.contracts.fields import Fields
from etl.kinds.reference_sheets import (
    Line,
    Record,
    ReferenceSheet,
    Words,
    as_frames,
    check_repeated,
    choice,
    contradictions,
    left_out,
    read_lines,
    template_sheet,
    truth,
)
from etl.kinds.registry import KINDS, NEW_CODE
from etl.kinds.registry import UNITS as KIND
from etl.kinds.workbook import DAY, Between, Choice, Rule, TemplateSheet
from etl.periods import period_row
from etl.problems import Problem
from etl.reading.sheets import Sheet
from etl.reference import are_apart
from text.folding import folded
from text.periods import is_plain
from text.template import ALIASES, CHOICES, COHORTS, PERIODS, SHEETS, SUCCESSIONS, UNITS

_UNIT_CODE = re.compile(r"[A-Za-z0-9_]{1,60}")  # part of file names and addresses
_ABOVE = {"nation": 0, "province": 1, "ministry": 1, "district": 2, "commune": 3}  # a parent's level is a lower number
_NEW_UNITS = 3600  # rows to fill of a new system: the country has 3,321 communes
_MORE_UNITS = 150
_LAST_TILE = 40
_PERIOD_EXAMPLE = "2025-Q1"
_TILE = ("tile_row", "tile_col")


def _unit(fields: Fields) -> Record:
    return {
        "unit_code": fields.code("unit_code", required=True),
        "unit_name_vi": fields.text("unit_name_vi", required=True),
        "unit_name_en": fields.text("unit_name_en", required=True),
        "unit_kind": choice(fields, "unit_kind"),
        "unit_level": choice(fields, "unit_level"),
        "parent_system": fields.code("parent_system"),
        "parent_code": fields.code("parent_code"),
        "region_code": fields.text("region_code"),
        "valid_from": fields.day("valid_from", is_day_first=True),
        "valid_to": fields.day("valid_to", is_day_first=True),
        **{name: fields.integer(name) for name in _TILE},
    }


def _cohort(fields: Fields) -> Record:
    return {
        "cohort_code": fields.code("cohort_code", required=True),
        "cohort_name_vi": fields.text("cohort_name_vi", required=True),
        "cohort_name_en": fields.text("cohort_name_en", required=True),
        "cohort_family": fields.code("cohort_family", required=True),
        "is_ranked": truth(fields, "is_ranked"),
        "is_whole_system": truth(fields, "is_whole_system"),
    }


def _succession(fields: Fields) -> Record:
    codes = {name: fields.code(name, required=True) for name in ("from_system", "from_code", "to_system", "to_code")}
    if not fields.text("valid_from", required=True):
        return {**codes, "valid_from": None}
    return {**codes, "valid_from": fields.day("valid_from", is_day_first=True)}


def _alias(fields: Fields) -> Record:
    return {"alias": fields.text("alias", required=True), "unit_code": fields.code("unit_code", required=True)}


def _period(fields: Fields) -> Record:
    """What the row says of a period, and of what it leaves empty what its code says."""
    code = fields.code("period_code", required=True)
    given = {
        "period_code": code,
        "starts_on": fields.day("starts_on", is_day_first=True),
        "ends_on": fields.day("ends_on", is_day_first=True),
        "period_name_vi": fields.text("period_name_vi"),
        "period_name_en": fields.text("period_name_en"),
    }
    for name in ("period_name_vi", "period_name_en"):
        if not is_plain(str(given[name] or code)):
            fields.report("period_name_unfit", name)
    try:
        by_code = period_row(code) if code else {}
    except ValueError:
        fields.report("code_unfit", "period_code", expected=_PERIOD_EXAMPLE)
        return given
    return {**given, **by_code, **{name: value for name, value in given.items() if value is not None}}


_UNITS, _COHORTS, _SUCCESSIONS, _ALIASES, _PERIODS = SHEETS[KIND]
TABLES = {
    "units": ReferenceSheet(
        _UNITS, UNITS, _unit, frozenset({"unit_code"}), _MORE_UNITS, ("unit_code",), frozenset(_TILE), False
    ),
    "cohorts": ReferenceSheet(_COHORTS, COHORTS, _cohort, frozenset({"cohort_code"}), 20, ("cohort_code",)),
    "successions": ReferenceSheet(
        _SUCCESSIONS, SUCCESSIONS, _succession, frozenset(), 400, ("from_system", "from_code", "to_system")
    ),
    "aliases": ReferenceSheet(_ALIASES, ALIASES, _alias, frozenset({"alias", "unit_code"}), 150, ("alias",)),
    "periods": ReferenceSheet(_PERIODS, PERIODS, _period, frozenset({"period_code"}), 60, ("period_code",)),
}


def units(unit_system: str, reference: Mapping[str, pl.DataFrame]) -> list[TemplateSheet]:
    """The five sheets of a system of units, with what is known of it; periods are nobody's and come empty."""
    known, rules, words = _known(unit_system, reference), _rules(reference), _words(reference)
    sheets = [
        template_sheet(sheet, unit_system, known[table].to_dicts(), rules, words) for table, sheet in TABLES.items()
    ]
    return sheets if sheets[0].rows else [replace(sheets[0], blank=_NEW_UNITS), *sheets[1:]]


def _known(unit_system: str, reference: Mapping[str, pl.DataFrame]) -> dict[str, pl.DataFrame]:
    """What the reference tables have of a system of units; a succession is of the systems on both its sides."""
    own = {table: reference[table].filter(unit_system=unit_system) for table in ("units", "cohorts", "aliases")}
    is_side = (pl.col("from_system") == unit_system) | (pl.col("to_system") == unit_system)
    return {**own, "successions": reference["successions"].filter(is_side), "periods": reference["periods"].clear()}


def _words(reference: Mapping[str, pl.DataFrame]) -> Words:
    """What cells say for our codes; regions go by their Vietnamese names."""
    regions = reference["regions"].sort("position")
    return {**CHOICES, "region_code": dict(regions.select("region_code", "region_name_vi").rows())}


def _rules(reference: Mapping[str, pl.DataFrame]) -> dict[str, Rule]:
    systems = tuple(reference["units"]["unit_system"].unique(maintain_order=True))
    families = tuple(reference["cohorts"]["cohort_family"].unique(maintain_order=True))
    periods = reference["periods"]
    headings = {name: heading for sheet in TABLES.values() for name, heading in sheet.headings.items()}
    words = _words(reference)
    closed = {
        name: Choice(headings[name], tuple(words[name].values()))
        for name in ("unit_kind", "unit_level", "is_ranked", "is_whole_system", "region_code")
    }
    return {
        **closed,
        **{name: Choice(headings[name], systems, is_open=True) for name in ("parent_system", *_SIDES)},
        "cohort_family": Choice(headings["cohort_family"], families, is_open=True),
        "period_code": Choice(
            headings["period_code"], tuple(periods["period_code"]), tuple(periods["period_name_vi"]), is_open=True
        ),
        **dict.fromkeys(("valid_from", "valid_to", "starts_on", "ends_on"), DAY),
        **dict.fromkeys(_TILE, Between("tile", 0, _LAST_TILE, "whole")),
    }


_SIDES = {"from_system": "from_code", "to_system": "to_code"}


def read_rows(
    sheets: Sequence[Sheet], file: str, unit_system: str, reference: Mapping[str, pl.DataFrame]
) -> tuple[dict[str, pl.DataFrame], list[Problem]]:
    """The rows that a file of a system of units gives to each reference table, as declared; tables without rows are
    left out.

    With a blocking problem there are none. Rows of a known system may change but none may be missing, since figures
    name them. The tables must agree with each other once the file is in.
    """
    lines, problems = read_lines(sheets, file, TABLES, _words(reference))
    known = _known(unit_system, reference)
    there = _all_units(lines["units"], unit_system, reference)
    for line in lines["units"]:
        _check_unit(line, there)
    check_repeated(lines["units"], _TILE, "tile_taken")
    for line in lines["cohorts"]:
        _check_cohort(line, unit_system, there, reference["cohorts"])
    for line in lines["successions"]:
        _check_succession(line, unit_system, there)
    for line in lines["aliases"]:
        if line["unit_code"] and (unit_system, line["unit_code"]) not in there.levels:
            line.fields.report("unit_code_unknown", "unit_code", expected=unit_system)
    for line in lines["periods"]:
        _check_period(line)
    for table, sheet in TABLES.items():
        check_repeated(lines[table], sheet.key)
    _check_names(lines)
    rows = {table: _rows(table, lines[table], unit_system, known) for table in TABLES}
    problems += [problem for found in lines.values() for line in found for problem in line.fields.problems]
    problems += [problem for table in TABLES for problem in left_out(TABLES[table], rows[table], known[table], file)]
    tables = {} if any(problem.blocks for problem in problems) else as_frames(rows)
    problems += contradictions(tables, reference) if tables else []
    return ({} if any(problem.blocks for problem in problems) else tables), sorted(problems)


@dataclass(frozen=True)
class _Units:
    """Every unit there is once the file is in: its level by system and code, and the systems."""

    levels: Mapping[tuple[str, str], str | None]
    systems: frozenset[str]
    regions: tuple[str, ...]


def _all_units(lines: Sequence[Line], unit_system: str, reference: Mapping[str, pl.DataFrame]) -> _Units:
    known = reference["units"].select("unit_system", "unit_code", "unit_level").rows()
    others = {(system, code): level for system, code, level in known if system != unit_system}
    own = {(unit_system, line["unit_code"]): line["unit_level"] for line in lines if line["unit_code"]}
    systems = frozenset(system for system, _ in others | own)
    return _Units(others | own, systems, tuple(reference["regions"]["region_code"]))


def _check_unit(line: Line, there: _Units) -> None:
    fields = line.fields
    if line["unit_code"] and not _UNIT_CODE.fullmatch(line["unit_code"]):
        fields.report("code_unfit", "unit_code", expected="00001")
    fields.choice("region_code", there.regions, required=False)
    _check_order_of_days(line, "valid_from", "valid_to")
    for name, other in (_TILE, _TILE[::-1], ("parent_system", "parent_code"), ("parent_code", "parent_system")):
        if line[name] is None and line[other] is not None and not fields.row.cell(name).text:
            fields.report("value_missing", name)
    for name in _TILE:
        if line[name] is not None and not 0 <= line[name] <= _LAST_TILE:
            fields.report("value_out_of_range", name, expected=f"0..{_LAST_TILE}")
    if line["parent_system"] and line["parent_code"]:
        _check_known(line, "parent_system", "parent_code", there)
        above = there.levels.get((line["parent_system"], line["parent_code"]))
        if above in _ABOVE and line["unit_level"] in _ABOVE and _ABOVE[above] >= _ABOVE[line["unit_level"]]:
            fields.report("parent_not_above", "parent_code", expected=CHOICES["unit_level"][above])


def _check_known(line: Line, system: str, code: str, there: _Units) -> None:
    """Note a system of units that does not exist, or a unit that it does not have."""
    if line[system] not in there.systems:
        line.fields.report("unit_system_unknown", system, fix=sorted(there.systems))
    elif (line[system], line[code]) not in there.levels:
        line.fields.report("unit_code_unknown", code, expected=line[system])


def _check_order_of_days(line: Line, first: str, last: str) -> None:
    if line[first] and line[last] and line[last] < line[first]:
        found, expected = f"{line[last]:%d/%m/%Y}", f"{line[first]:%d/%m/%Y}"
        line.fields.report("days_reversed", last, found=found, expected=expected)


def _check_cohort(line: Line, unit_system: str, there: _Units, cohorts: pl.DataFrame) -> None:
    code, fields = line["cohort_code"], line.fields
    if code is None:
        return
    for name in ("cohort_code", "cohort_family"):
        if line[name] and not NEW_CODE.fullmatch(line[name]):
            fields.report("code_unfit", name, expected=KINDS[KIND].code_example)
    others = cohorts.filter((pl.col("cohort_code") == code) & (pl.col("unit_system") != unit_system))
    for name in others["cohort_name_vi"]:
        fields.report("cohort_of_other_system", "cohort_code", expected=name)
    if unit_system not in there.systems:
        fields.report("cohort_without_units", "cohort_code")


def _check_succession(line: Line, unit_system: str, there: _Units) -> None:
    for system, code in _SIDES.items():
        if line[system] and line[code]:
            _check_known(line, system, code, there)
    sides = [line[system] for system in _SIDES]
    if None not in sides and unit_system not in sides:
        line.fields.report("succession_of_others", "to_system", expected=unit_system)


def _check_period(line: Line) -> None:
    """A period ends within the days that its code means, so that the order of codes is that of the periods."""
    if "position" not in line.record or not (line["starts_on"] and line["ends_on"]):
        return
    by_code = period_row(line["period_code"])
    if not by_code["starts_on"] <= line["ends_on"] <= by_code["ends_on"]:
        expected = f"{by_code['starts_on']:%d/%m/%Y} – {by_code['ends_on']:%d/%m/%Y}"
        line.fields.report("period_ends_outside", "ends_on", found=f"{line['ends_on']:%d/%m/%Y}", expected=expected)
    else:
        _check_order_of_days(line, "starts_on", "ends_on")


def _check_names(lines: Mapping[str, Sequence[Line]]) -> None:
    """Note every spelling by which an earlier row of the file calls another unit, unless each lies in another one:
    figures could not be told apart.
    """
    columns = {"units": ("unit_name_vi", "unit_name_en"), "aliases": ("alias",)}
    codes: dict[str, list[str]] = {}
    spelt = [
        (line, name, folded(line[name]))
        for table, names in columns.items()
        for name in names
        for line in lines[table]
        if line[name] and line["unit_code"]
    ]
    for line, _, spelling in spelt:
        if line["unit_code"] not in (found := codes.setdefault(spelling, [])):
            found.append(line["unit_code"])
    lies_in = {line["unit_code"]: (line["parent_system"], line["parent_code"]) for line in lines["units"]}
    for line, name, spelling in spelt:
        is_told_apart = are_apart([lies_in.get(code, ()) for code in codes[spelling]])
        if line["unit_code"] != codes[spelling][0] and not is_told_apart:
            line.fields.report("name_ambiguous", name, fix=codes[spelling])


def _rows(
    table: str, lines: Sequence[Line], unit_system: str, known: Mapping[str, pl.DataFrame]
) -> list[dict[str, Any]]:
    """The rows of a table. A file without the columns of the tile map leaves a unit where it is on it."""
    own = {} if table in ("successions", "periods") else {"unit_system": unit_system}
    rows = [{**line.record, **own} for line in lines]
    if table == "units" and lines and not set(_TILE) & lines[0].fields.row.reading.columns.keys():
        places = {code: place for code, *place in known["units"].select("unit_code", *_TILE).rows()}
        return [row | dict(zip(_TILE, places.get(row["unit_code"], (None, None)), strict=True)) for row in rows]
    return rows


CONTRACTS: Mapping = {}  # its rows go to reference tables
TEMPLATES = {KIND: units}
