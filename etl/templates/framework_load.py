"""A framework loaded by file: its rows, held against all that figures and other frameworks name."""

from collections.abc import Mapping, Sequence

import polars as pl

from etl.declarations import read_declarations
from etl.loads.purpose import Purpose
from etl.problems import Problem
from etl.reading.sheets import Sheet
from etl.reference import laid_over
from etl.reference_checks import inconsistencies
from etl.templates.framework_file import read_framework
from warehouse.paths import SQL_DIR


def framework_tables(
    sheets: Sequence[Sheet], file: str, purpose: Purpose, reference: Mapping[str, pl.DataFrame]
) -> tuple[dict[str, pl.DataFrame], list[Problem]]:
    """The rows a framework's file gives to each reference table; with a blocking problem there are none.

    The file must be of the framework it is loaded for, and the tables must agree with each other once it is in.
    """
    tables, problems = read_framework(sheets, file, reference)
    if not tables:
        return {}, problems
    code = tables["frameworks"]["framework_code"].item()
    if code != purpose.framework_code:
        problems.append(Problem(file, code="framework_differs", found=code, expected=purpose.framework_code))
    declarations = read_declarations(SQL_DIR / "reference")
    whole = {
        name: laid_over(frame, tables[name], declarations[name]) if name in tables else frame
        for name, frame in reference.items()
    }
    problems += inconsistencies(whole, declarations)
    return ({} if any(problem.blocks for problem in problems) else tables), problems
