"""The hidden sheet by which a filled template says what it was made for."""

from collections.abc import Sequence

from etl.loads.purpose import FRAMEWORK, Purpose
from etl.problems import Problem
from etl.reading.sheets import Sheet
from etl.values.numbers import stripped

MARK_SHEET = "_dti"
VERSION = "1"
_FIELDS = ("kind", "framework_code", "year", "cohort_code")


def read_mark(sheets: Sequence[Sheet]) -> dict[str, str] | None:
    """What the template was made for: kind, framework_code, year, cohort_code, unit_code. None: it is no template."""
    mark = next((sheet for sheet in sheets if sheet.name == MARK_SHEET), None)
    if mark is None:
        return None
    pairs = [(*map(stripped, row[:2]), "", "") for row in mark.rows]
    return {name: text for name, text, *_ in pairs if name}


def other_purpose(sheets: Sequence[Sheet], file: str, purpose: Purpose) -> list[Problem]:
    """One problem if the workbook is a template made for something else than it is loaded for.

    A framework belongs to no year and no cohort. A template of one unit may be loaded for its whole cohort.
    """
    mark = read_mark(sheets)
    if mark is None:
        return []
    names = list(_FIELDS[:2] if purpose.kind == FRAMEWORK else _FIELDS)
    if purpose.unit_code and mark.get("unit_code"):
        names.append("unit_code")
    found = " · ".join(mark.get(name, "") for name in names)
    expected = " · ".join(str(getattr(purpose, name)) for name in names)
    if found == expected:
        return []
    return [Problem(file, MARK_SHEET, code="template_other_purpose", found=found, expected=expected)]
