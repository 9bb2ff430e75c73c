"""Blank workbooks for analysts to fill in, one per framework, year, cohort and kind of figures, or per framework or
system of units where rows of reference tables are filled in.

What a template is made for is looked up in the reference tables, which need not know the period yet.
"""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl
from openpyxl import Workbook

from etl.errors import TemplateRefused
from etl.kinds.registry import FIRST_YEAR, FRAMEWORK, KINDS, NEW_CODE, Kind, last_year
from etl.kinds.workbook import CellRules, TemplateSheet, add_guide, add_lists, add_mark, add_table
from etl.periods import has_begun
from text.catalogue import DEFAULT_LANGUAGE
from text.periods import Period, parts
from text.template import EVERY_UNIT, FACTS, SHEETS, SUBJECT, TITLE, TITLES

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Form:
    """`units` in the order of their codes; `indicators` in that of the framework, all levels.

    `scale` and `shown_decimals` are those of the index: `share` for values 0..1, `points` for points of the maxima.
    `edition_framework` is the framework the reference says this edition used, None where it knows of no such edition.
    """

    framework: Row
    index_name: str
    scale: str
    shown_decimals: int
    period_code: str
    cohort_code: str
    cohort_name: str
    unit_system: str
    cohort_size: int
    units: Sequence[Row]
    indicators: Sequence[Row]
    unit_code: str | None
    edition_framework: str | None

    @property
    def is_in_points(self) -> bool:
        """Whether figures of the index are points of its maxima, not values 0..1."""
        return self.scale == "points"

    def of_levels(self, *levels: str) -> list[Row]:
        """The indicators of these levels."""
        return [row for row in self.indicators if row["indicator_level"] in levels]


def read_form(
    framework_code: str,
    period_code: str,
    cohort_code: str,
    unit_code: str | None,
    reference: Mapping[str, pl.DataFrame],
) -> Form:
    """The form of an edition, which the reference may not know yet. Raises TemplateRefused for an unknown code."""
    framework = _one(reference["frameworks"], "framework_code", framework_code, "framework_unknown")
    cohort = _one(reference["cohorts"], "cohort_code", cohort_code, "cohort_unknown")
    system = cohort["unit_system"]
    units = reference["units"].filter(pl.col("unit_system") == system).sort("unit_code")
    known = _edition(framework["index_code"], period_code, cohort_code, reference["editions"])
    size = known.get("cohort_size") or units.height
    if unit_code:
        units = pl.DataFrame([_one(units, "unit_code", unit_code, "unit_unknown")])
    [index] = reference["indexes"].filter(pl.col("index_code") == framework["index_code"]).to_dicts()
    tree = reference["indicators"].filter(pl.col("framework_code") == framework_code).sort("position")
    return Form(
        framework=framework,
        index_name=index["index_name_vi"],
        scale=index["scale"],
        shown_decimals=index["shown_decimals"],
        period_code=period_code,
        cohort_code=cohort_code,
        cohort_name=cohort["cohort_name_vi"],
        unit_system=system,
        cohort_size=size,
        units=units.to_dicts(),
        indicators=tree.to_dicts(),
        unit_code=unit_code,
        edition_framework=known.get("framework_code"),
    )


def _one(frame: pl.DataFrame, column: str, code: str, refusal: str) -> Row:
    rows = frame.filter(pl.col(column) == code).to_dicts()
    if not rows:
        raise TemplateRefused(refusal, code, tuple(sorted(frame[column])))
    return rows[0]


def _edition(index_code: str, period_code: str, cohort_code: str, editions: pl.DataFrame) -> Row:
    """The row of an edition the reference knows, else an empty one."""
    year = parts(period_code).year
    if year < FIRST_YEAR:
        raise TemplateRefused("year_too_early", period_code, (str(FIRST_YEAR),))
    if not has_begun(period_code):
        raise TemplateRefused("year_too_late", period_code, (str(last_year()),))
    key = {"index_code": index_code, "period_code": period_code, "cohort_code": cohort_code}
    return next(editions.filter(**key).iter_rows(named=True), {})


def write_template(
    kind: str,
    code: str,
    period_code: str,
    cohort_code: str,
    reference: Mapping[str, pl.DataFrame],
    unit_code: str | None = None,
) -> bytes:
    """The .xlsx for one kind of `etl.kinds.registry.KINDS`: all units of the cohort, or the one named.

    `code` is that of the kind's `code_column`. The reference may not know the period yet, nor the framework or the
    system of units whose rows are filled in. Raises TemplateRefused.
    """
    declared, words = KINDS[kind], kind
    mark = {"kind": kind, declared.code_column: code, "year": period_code, "cohort_code": cohort_code}
    if declared.brings_reference:
        tables = declared.template(_new_code(declared, code), reference)
        facts = {FACTS[kind]: code}
    else:
        form = _form(declared, code, period_code, cohort_code, unit_code, reference)
        words = (form.is_in_points and declared.words_in_points) or kind
        tables, facts = declared.template(form, _titles(words, form), reference), _facts(form)
    return _workbook(words, tables, facts, {**mark, "unit_code": unit_code or ""})


def refuse_template(
    kind: str,
    code: str,
    period_code: str,
    cohort_code: str,
    reference: Mapping[str, pl.DataFrame],
    unit_code: str | None = None,
) -> None:
    """Raise TemplateRefused where `write_template` would, without making the workbook."""
    if KINDS[kind].brings_reference:
        _new_code(KINDS[kind], code)
    else:
        _form(KINDS[kind], code, period_code, cohort_code, unit_code, reference)


def _new_code(kind: Kind, code: str) -> str:
    if not NEW_CODE.fullmatch(code):
        raise TemplateRefused("code_unfit", code, (kind.code_example,))
    return code


def _form(
    kind: Kind,
    framework_code: str,
    period_code: str,
    cohort_code: str,
    unit_code: str | None,
    reference: Mapping[str, pl.DataFrame],
) -> Form:
    form = read_form(framework_code, period_code, cohort_code, unit_code, reference)
    if kind.of_edition and form.edition_framework not in (None, framework_code):
        raise TemplateRefused("other_framework", framework_code, (form.edition_framework,))
    if kind.needs_components and not form.of_levels("component"):
        raise TemplateRefused("without_components", framework_code, (FRAMEWORK,))
    return form


def _titles(words: str, form: Form) -> list[str]:
    return [
        SUBJECT.format(
            title=TITLES[name],
            index=form.index_name,
            period=Period(form.period_code, DEFAULT_LANGUAGE),
            cohort=form.cohort_name,
            decision=form.framework["decision"],
        )
        for name in SHEETS[words]
    ]


def _facts(form: Form) -> dict[str, str]:
    units = form.units
    return {
        FACTS["framework"]: f"{form.framework['framework_code']} · {form.framework['decision']}",
        FACTS["index"]: form.index_name,
        FACTS["year"]: str(Period(form.period_code, DEFAULT_LANGUAGE)),
        FACTS["cohort"]: f"{form.cohort_code} · {form.cohort_name}",
        FACTS["unit"]: units[0]["unit_name_vi"] if form.unit_code else EVERY_UNIT.format(count=len(units)),
    }


def _workbook(words: str, tables: list[TemplateSheet], facts: Mapping[str, str], mark: Mapping[str, str]) -> bytes:
    book = Workbook()
    book.remove(book.active)
    title = TITLE.format(title=TITLES[SHEETS[words][0]])
    book.properties.creator, book.properties.title = None, title
    rules = CellRules()
    for table in tables:
        add_table(book, table, rules)
    add_guide(book, words, title, facts, [table.name for table in tables])
    add_lists(book, rules)
    add_mark(book, mark)
    book.security.lockStructure = True
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()
