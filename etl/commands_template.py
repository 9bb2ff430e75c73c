"""``python -m etl template``: a blank workbook to fill in."""

import argparse
from collections.abc import Callable
from pathlib import Path

from etl.errors import FileNotWritten
from etl.loads import in_force, loads
from etl.loads.purpose import KINDS
from etl.report import Report, print_problems
from warehouse import paths


def template(arguments: argparse.Namespace, report: Report) -> int:
    """Write the template of one framework, year, cohort and kind, as the active loads leave the reference tables.

    Raises TemplateRefused and FileNotWritten.
    """
    from etl.reference import read_reference
    from etl.templates.template import write_template

    loaded = paths.loaded_dir()
    folders = in_force.folders(loaded, loads.active(paths.warehouse_dir(), loaded))
    reference, problems = read_reference(paths.REFERENCE_DIR, loads=folders)
    if problems:
        print_problems(report, problems)
        return 1
    content = write_template(
        arguments.kind, arguments.framework, arguments.year, arguments.cohort, reference, arguments.unit
    )
    path = Path(arguments.output)
    try:
        path.write_bytes(content)
    except OSError as fault:
        raise FileNotWritten(path, fault.strerror or str(fault)) from fault
    report.facts |= {"file": path.as_posix(), "bytes": len(content)}
    report.say("template_written", file=path)
    return 0


def add_verb(add: Callable[..., argparse.ArgumentParser]) -> None:
    """Declare the verb; `add` takes its name, what runs it and what it is for."""
    verb = add("template", template, "Write a blank workbook for one framework, year, cohort and kind of figures.")
    verb.add_argument("--framework", required=True, metavar="CODE", help="such as dti_2024")
    verb.add_argument("--year", required=True, type=int, help="the assessed year; it need not be known yet")
    verb.add_argument("--cohort", required=True, metavar="CODE", help="such as vn34")
    verb.add_argument("--kind", required=True, choices=KINDS, help="what is to be filled in")
    verb.add_argument("--unit", metavar="CODE", help="one unit only")
    verb.add_argument("-o", "--output", required=True, metavar="FILE", help="where to write the .xlsx")
