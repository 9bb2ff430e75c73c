"""The command line: ``python -m etl template | check | load | build | publish | rollback | …``.

Exit codes: 0 done, 1 refused (problems, failed checks, an unknown build), 2 wrong use, 3 busy or cannot write.
``--json`` prints one JSON document on standard output for machines; progress goes to standard error.
"""

import argparse
import json
import sys
from collections.abc import Callable

from etl import commands_build, commands_load, commands_template
from etl.errors import EtlError
from etl.report import Report, print_problems, print_rows
from text.command import WORDS
from text.errors import sentence
from warehouse.errors import AuditFailed, BuilderBusy, BuildFailed, ChecksFailed, WarehouseError


def parser() -> argparse.ArgumentParser:
    """The verbs and their options."""
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--json", action="store_true", help="print JSON for machines")
    common.add_argument(
        "--lang", choices=sorted(WORDS), default="vi", help="language of the messages (default: vi)"
    )
    waiting = argparse.ArgumentParser(add_help=False)
    waiting.add_argument("--wait", type=float, default=0, metavar="SECONDS", help="wait for another builder")
    top = argparse.ArgumentParser(prog="python -m etl", description="Load DTI data and keep its builds.")
    verbs = top.add_subparsers(dest="command", required=True)

    def add(
        name: str, run: Callable, about: str, *parents: argparse.ArgumentParser
    ) -> argparse.ArgumentParser:
        verb = verbs.add_parser(name, help=about, description=about, parents=[common, *parents])
        verb.set_defaults(run=run)
        return verb

    commands_load.add_verbs(add)
    commands_build.add_verbs(add, waiting)
    commands_template.add_verb(add)
    return top


def main(words: list[str] | None = None) -> int:
    """Run one command and return its exit code."""
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
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8")
    sys.exit(main())
