"""The template of a framework: filled with what the reference knows of it, or blank for one that is new."""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

import polars as pl

from etl.templates.template_cells import Filling
from etl.templates.template_rules import Between, Choice, Rule
from etl.templates.template_sheets import Column, Table
from text.template import (
    CHOICES,
    FRAMEWORK_HINTS,
    FRAMEWORK_SUBJECT,
    FRAMEWORKS,
    HINTS,
    INDEXES,
    INDICATOR_KEYS,
    INDICATOR_LINKS,
    INDICATORS,
    PILLAR_MAINS,
    SHEETS,
    TITLES,
)

HEADINGS = dict(
    zip(
        SHEETS["framework"],
        (FRAMEWORKS, INDEXES, INDICATORS, PILLAR_MAINS, INDICATOR_LINKS, INDICATOR_KEYS),
        strict=True,
    )
)
HIGHEST = "highest"  # the one direction that ranks know
MOST_DECIMALS = 4  # of values; points have no more in any document
FRAMEWORK_CODE = re.compile(r"[a-z][a-z0-9_]{2,40}")  # part of file names
_BLANK = dict(zip(SHEETS["framework"], (0, 0, 150, 40, 60, 20), strict=True))
_CODES = {"framework_code", "index_code", "indicator_code", "pillar_code", "main_code", "key_set", "indicator_key"}
_CODES |= {"from_framework_code", "from_indicator_code", "to_indicator_code"}
_WIDTHS = {"indicator_name_vi": 60, "indicator_name_en": 40, "source": 40, "note": 40, "source_address": 40}
_WIDTHS |= {"index_name_vi": 48, "index_name_en": 40}
_WIDTHS |= {"decision": 30, "value_rule": 36, "max_score_basis": 16, "framework_code": 24}
_FORMATS = {"total_max_score": "General", "max_score": "General", "weight": "General"}
_FORMATS |= {"shown_decimals": "0", "issued_on": "dd/mm/yyyy"}
_DAY = Between("day", 36526, 73415, "date")  # 01/01/2000 to 31/12/2100 as a spreadsheet counts days


def framework(framework_code: str, reference: Mapping[str, pl.DataFrame]) -> list[Table]:
    """Its six sheets. A code the reference does not know gets one row of its own and blank sheets."""
    rows = _rows(framework_code, reference)
    rules = _rules(reference)
    return [_table(name, framework_code, rows[name], rules) for name in SHEETS["framework"]]


def _rows(code: str, reference: Mapping[str, pl.DataFrame]) -> dict[str, list[dict[str, object]]]:
    own = pl.col("framework_code") == code
    frameworks = reference["frameworks"].filter(own)
    found = (
        frameworks,
        reference["indexes"].filter(pl.col("index_code").is_in(frameworks["index_code"].implode())),
        reference["indicators"].filter(own).sort("position"),
        reference["pillar_mains"].filter(own),
        reference["indicator_links"].filter(pl.col("to_framework_code") == code),
        reference["indicator_keys"].filter(own),
    )
    rows = {name: frame.to_dicts() for name, frame in zip(SHEETS["framework"], found, strict=True)}
    [first, second, *_] = rows
    rows[first] = rows[first] or [{"framework_code": code}]
    rows[second] = [{"direction": HIGHEST, **row} for row in rows[second]] or [{}]
    return rows


def _rules(reference: Mapping[str, pl.DataFrame]) -> dict[str, Rule]:
    indexes, frameworks = reference["indexes"].sort("position"), reference["frameworks"]
    headings = {name: heading for table in HEADINGS.values() for name, heading in table.items()}
    names = {name for table in HEADINGS.values() for name in table} & CHOICES.keys()
    return {
        **{name: Choice(headings[name], tuple(CHOICES[name].values())) for name in names},
        "index_code": Choice(
            headings["index_code"], tuple(indexes["index_code"]), tuple(indexes["index_name_vi"]), is_open=True
        ),
        "from_framework_code": Choice(
            headings["from_framework_code"], tuple(frameworks["framework_code"]), tuple(frameworks["decision"])
        ),
        "total_max_score": Between("maximum", 0),
        "max_score": Between("maximum", 0),
        "weight": Between("weight", 0, 1),
        "shown_decimals": Between("decimals", 0, MOST_DECIMALS, "whole"),
        "issued_on": _DAY,
    }


def _table(name: str, code: str, rows: Sequence[Mapping[str, Any]], rules: Mapping[str, Rule]) -> Table:
    headings = HEADINGS[name]
    columns = [
        Column(
            heading,
            FRAMEWORK_HINTS.get(name, {}).get(column) or HINTS.get(column, ""),
            _WIDTHS.get(column, 16),
            rules.get(column),
            _FORMATS.get(column, "@"),
            is_code=column in _CODES,
        )
        for column, heading in headings.items()
    ]
    filled = [tuple(_shown(column, row.get(column)) for column in headings) for row in rows]
    title = FRAMEWORK_SUBJECT.format(title=TITLES[name], framework=code)
    return Table(name, title, columns, filled, _BLANK[name], frozen=1)


def _shown(column: str, filling: Filling) -> Filling:
    """A reference value as the cell shows it: our word for a code, a plain number, text."""
    if column in CHOICES and filling is not None:
        return CHOICES[column][str(filling).lower()]
    return filling.normalize() if isinstance(filling, Decimal) else filling
