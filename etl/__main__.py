"""The command line: ``python -m etl template | check | load | build | publish | rollback | …``.

`EXIT_CODES` says what the commands end with. ``--json`` prints one JSON document on standard output for machines, with
`problems` in every case; progress goes to standard error.
"""

import argparse
import json
import sys
from collections.abc import Callable
from typing import NoReturn

from etl import commands_build, commands_lake, commands_load
from etl.errors import EtlError
from etl.report import Report, print_problems, print_rows
from text import console
from text.catalogue import DEFAULT_LANGUAGE, LANGUAGES
from text.errors import sentence
from warehouse.errors import AuditFailed, BuilderBusy, BuildFailed, ChecksFailed, WarehouseError

EXIT_CODES = (
    "Exit codes: 0 done, or sound; 1 refused (problems, failed checks, an unknown build); 2 wrong use; 3 busy or "
    "cannot "
    "write; 4 points that a person has to accept first (load --accept-review); 141 nobody read the output to its end."
)


class _Parser(argparse.ArgumentParser):
    """A parser that tells machines of wrong use too."""

    as_json = False

    def error(self, message: str) -> NoReturn:
        """Say what is wrong and end with exit code 2."""
        if self.as_json:
            print(json.dumps({"error": "Usage", "message": message, "problems": []}, ensure_ascii=False))
        super().error(message)


def parser() -> argparse.ArgumentParser:
    """The verbs and their options."""
    common = _Parser(add_help=False)
    common.add_argument("--json", action="store_true", help="print JSON for machines")
    common.add_argument(
        "--lang", choices=sorted(LANGUAGES), default=DEFAULT_LANGUAGE,
        help=f"language of the messages (default: {DEFAULT_LANGUAGE})",
    )
    waiting = _Parser(add_help=False)
    waiting.add_argument("--wait", type=float, default=0, metavar="SECONDS", help="wait for another builder")
    top = _Parser(prog="python -m etl", description="Load DTI data and keep its builds.", epilog=EXIT_CODES)
    verbs = top.add_subparsers(dest="command", required=True)

    def add(name: str, run: Callable, about: str, *parents: _Parser) -> argparse.ArgumentParser:
        verb = verbs.add_parser(name, help=about, description=about, epilog=EXIT_CODES, parents=[common, *parents])
        verb.set_defaults(run=run)
        return verb

    commands_load.add_verbs(add)
    commands_build.add_verbs(add, waiting)
    commands_lake.add_verbs(add)
    commands_load.add_template_verb(add)
    return top


def main(words: list[str] | None = None) -> int:
    """Run one command and return its exit code."""
    _Parser.as_json = "--json" in (sys.argv[1:] if words is None else words)
    arguments = parser().parse_args(words)
    report = Report(arguments.lang, arguments.json)
    try:
        code = arguments.run(arguments, report)
    except (WarehouseError, EtlError) as error:
        code = 3 if isinstance(error, BuilderBusy | BuildFailed | AuditFailed) else 1
        fields = dict(vars(error))
        problems = fields.pop("problems", [])
        guilty = error.rows if isinstance(error, ChecksFailed) else {}
        message = sentence(arguments.lang, type(error).__name__, fields)
        report.facts |= {"error": type(error).__name__, "message": message, "rows": guilty}
        print(message, file=sys.stderr)
        if problems:
            print_problems(report, problems)
        for name, rows in guilty.items():
            report.say("failed_check", name=name, count=len(rows))
            print_rows(report, rows)
    if arguments.json:
        print(json.dumps(report.facts, ensure_ascii=False, default=str))
    return code


if __name__ == "__main__":
    console.run(main)
