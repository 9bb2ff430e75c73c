"""Blank workbooks for analysts to fill in, one per framework, year, cohort and kind of figures."""

import io
from collections.abc import Mapping

import polars as pl
from openpyxl import Workbook

from etl.errors import TemplateRefused
from etl.loads.purpose import COMPONENTS, FRAMEWORK, MAIN_VALUES, OF_AN_EDITION, STATUSES, TARGETS, TASKS
from etl.templates.template_form import Form, read_form
from etl.templates.template_framework import FRAMEWORK_CODE, framework
from etl.templates.template_guide import add_guide, add_lists, add_mark
from etl.templates.template_lists import statuses, targets, tasks
from etl.templates.template_rules import Rules
from etl.templates.template_sheets import Table, add_table
from etl.templates.template_wide import components, main_values
from text.template import SHEETS, SUBJECT, TITLES
from text.template_guide import EVERY_UNIT, FACTS, TITLE

_OF_COMPONENTS = (COMPONENTS, STATUSES)
_POINTS = "main_points"  # how the words of a template for main values go where the index is in points


def write_template(
    kind: str,
    framework_code: str,
    year: int,
    cohort_code: str,
    reference: Mapping[str, pl.DataFrame],
    unit_code: str | None = None,
) -> bytes:
    """The .xlsx for one kind of `etl.loads.purpose.KINDS`: all units of the cohort, or the one named.

    The reference may not know the year yet, and for kind `framework` not the framework either. Raises TemplateRefused.
    """
    mark = {"kind": kind, "framework_code": framework_code, "year": str(year), "cohort_code": cohort_code}
    words = kind
    if kind == FRAMEWORK:
        tables = framework(_code(framework_code), reference)
        facts = {FACTS["framework"]: framework_code}
    else:
        form = _form(kind, framework_code, year, cohort_code, unit_code, reference)
        words = _POINTS if kind == MAIN_VALUES and form.is_in_points else kind
        tables, facts = _tables(kind, words, form, reference), _facts(form)
    return _workbook(words, tables, facts, {**mark, "unit_code": unit_code or ""})


def refuse_template(
    kind: str,
    framework_code: str,
    year: int,
    cohort_code: str,
    reference: Mapping[str, pl.DataFrame],
    unit_code: str | None = None,
) -> None:
    """Raise TemplateRefused where `write_template` would, without making the workbook."""
    if kind == FRAMEWORK:
        _code(framework_code)
    else:
        _form(kind, framework_code, year, cohort_code, unit_code, reference)


def file_name(kind: str, framework_code: str, year: int, cohort_code: str, unit_code: str | None = None) -> str:
    """How a template's file is called: `dti_2024-2025-vn34-main_values.xlsx`."""
    parts = (framework_code, kind) if kind == FRAMEWORK else (framework_code, year, cohort_code, unit_code, kind)
    return "-".join(str(part) for part in parts if part) + ".xlsx"


def _code(framework_code: str) -> str:
    if not FRAMEWORK_CODE.fullmatch(framework_code):
        raise TemplateRefused("framework_code_unfit", framework_code, ("dti_2024",))
    return framework_code


def _form(
    kind: str,
    framework_code: str,
    year: int,
    cohort_code: str,
    unit_code: str | None,
    reference: Mapping[str, pl.DataFrame],
) -> Form:
    form = read_form(framework_code, year, cohort_code, unit_code, reference)
    if kind in OF_AN_EDITION and form.edition_framework not in (None, framework_code):
        raise TemplateRefused("other_framework", framework_code, (form.edition_framework,))
    if kind in _OF_COMPONENTS and not form.of_levels("component"):
        raise TemplateRefused("without_components", framework_code, (FRAMEWORK,))
    return form


def _tables(kind: str, words: str, form: Form, reference: Mapping[str, pl.DataFrame]) -> list[Table]:
    titles = [
        SUBJECT.format(
            title=TITLES[name],
            index=form.index_name,
            year=form.year,
            cohort=form.cohort_name,
            decision=form.framework["decision"],
        )
        for name in SHEETS[words]
    ]
    if kind == STATUSES:
        return statuses(form, titles, reference)
    return {MAIN_VALUES: main_values, COMPONENTS: components, TARGETS: targets, TASKS: tasks}[kind](form, titles)


def _facts(form: Form) -> dict[str, str]:
    units = form.units
    return {
        FACTS["framework"]: f"{form.framework['framework_code']} · {form.framework['decision']}",
        FACTS["index"]: form.index_name,
        FACTS["year"]: str(form.year),
        FACTS["cohort"]: f"{form.cohort_code} · {form.cohort_name}",
        FACTS["unit"]: units[0]["unit_name_vi"] if form.unit_code else EVERY_UNIT.format(count=len(units)),
    }


def _workbook(words: str, tables: list[Table], facts: Mapping[str, str], mark: Mapping[str, str]) -> bytes:
    book = Workbook()
    book.remove(book.active)
    title = TITLE.format(title=TITLES[SHEETS[words][0]])
    book.properties.creator, book.properties.title = None, title
    rules = Rules()
    for table in tables:
        add_table(book, table, rules)
    add_guide(book, words, title, facts, [table.name for table in tables])
    add_lists(book, rules)
    add_mark(book, mark)
    book.security.lockStructure = True
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()
