"""The command line of documents in Word: ``python -m reports chapter | profile | update | template …``.

    python -m reports chapter --index dti --year 2021 --cohort vn63 --unit 08 -o FILE
    python -m reports profile --edition dti.2022.vn63 --unit 22 -o FILE
    python -m reports update ISSUED.docx -o FILE [--edition CODE]
    python -m reports template save|check|keep FILE [--kind chapter]
    python -m reports template back|own|list [--kind chapter]

`chapter` takes a target too: `--rank 40` (or `40-44`), `--add 8=31.8`, `--set 8=0.9`, `--gain 8.1`, `--others gap:7`,
as `python -m planning` does. `update` marks in an issued document what has changed since, and lists what it found.

Exit codes: 0 done; 1 refused, or the data have not what it takes; 2 wrong use.
"""

import argparse
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict
from itertools import pairwise
from pathlib import Path
from typing import Any, NoReturn

from planning.errors import PlanningError
from reports import documents, templates
from reports.built_in_template import KINDS
from reports.errors import ReportError, ReportRefused
from reports.target import Aim
from text import console
from text.catalogue import DEFAULT_LANGUAGE, LANGUAGES, say
from text.errors import sentence
from warehouse.errors import WarehouseError
from warehouse.queries.editions import Wanted


class _Parser(argparse.ArgumentParser):
    """A parser that leaves it to `main` to say what is wrong."""

    def error(self, message: str) -> NoReturn:
        raise ReportRefused("usage", message, [self.prog])


def parser() -> argparse.ArgumentParser:
    """The commands and their options."""
    common = _Parser(add_help=False, allow_abbrev=False)
    common.add_argument("--language", choices=sorted(LANGUAGES), default=DEFAULT_LANGUAGE)
    edition = _Parser(add_help=False, allow_abbrev=False)
    edition.add_argument("--edition", help="code of the edition: dti.2022.vn63")
    edition.add_argument("--index", help="code of the index: dti")
    edition.add_argument("--year")
    edition.add_argument("--cohort", help="code of the cohort: vn63")
    output = _Parser(add_help=False, allow_abbrev=False)
    output.add_argument("-o", "--output", type=Path, required=True, help="the .docx to write")
    top = _Parser(
        prog="python -m reports", description="Documents in Word.", epilog=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter, allow_abbrev=False,
    )  # fmt: skip
    verbs = top.add_subparsers(dest="command", required=True)

    def add(name: str, run: Callable, about: str, *parents: _Parser) -> argparse.ArgumentParser:
        verb = verbs.add_parser(name, help=about, description=about, parents=[common, *parents], allow_abbrev=False)
        verb.set_defaults(run=run)
        return verb

    for kind, about in (("chapter", "the analysis chapter of a plan"), ("profile", "a unit on one page")):
        verb = add(kind, _make, about, edition, output)
        verb.add_argument("--unit", required=True, help="code of the unit: 08, or vn63.08")
        if kind == "chapter":
            verb.add_argument("--rank", help="a rank to aim at: 40, or 40-44")
            verb.add_argument("--others", default="still", help="still, gap:7 (percent), points:10, last")
            for name, shape in (("--add", "CODE=POINTS"), ("--set", "CODE=VALUE"), ("--gain", "COMPONENT")):
                verb.add_argument(name, nargs="+", action="extend", default=[], metavar=shape)
    verb = add("update", _update, "mark in an issued document what has changed since", edition, output)
    verb.add_argument("issued", type=Path, help="the issued .docx")
    verb = add("template", _template, "templates of an office: save the one in use, check, keep, go back, list")
    actions = verb.add_subparsers(dest="action", required=True)
    for action in ("save", "check", "keep", "back", "own", "list"):
        one = actions.add_parser(action, allow_abbrev=False)
        one.add_argument("--kind", choices=KINDS, default=KINDS[0])
        one.add_argument("--language", choices=sorted(LANGUAGES), default=DEFAULT_LANGUAGE)
        if action in ("save", "check", "keep"):
            one.add_argument("file", type=Path, metavar="FILE")
    return top


def _wanted(arguments: argparse.Namespace) -> Wanted:
    return Wanted(arguments.edition, arguments.index, arguments.year, arguments.cohort)


def _make(arguments: argparse.Namespace) -> list[str]:
    asked = vars(arguments)
    aim = Aim(**{name: asked[name] for name in ("rank", "others", "add", "set", "gain") if name in asked})
    made = documents.made(arguments.command, _wanted(arguments), arguments.unit, arguments.language, aim)
    _write(arguments.output, made)
    return [say(arguments.language, "report_written", path=arguments.output, size=len(made) // 1024)]


def _update(arguments: argparse.Namespace) -> list[str]:
    document, outcome = documents.updated(_read(arguments.issued), _wanted(arguments))
    _write(arguments.output, document)
    return documents.lines(outcome, arguments.language)


def _template(arguments: argparse.Namespace) -> list[str]:
    kind, language, action = arguments.kind, arguments.language, arguments.action
    if action == "list":
        return templates.lines(kind, language) or [say(language, "report_template_none")]
    if action in ("back", "own"):
        kept = (templates.go_back if action == "back" else templates.use_own)(kind, language)
        return (
            [say(language, "report_template_kept", name=kept.path.name)]
            if kept
            else [say(language, "report_template_none")]
        )
    if action == "save":
        template, _ = templates.current(kind, language)
        _write(arguments.file, template)
        return [say(language, "report_written", path=arguments.file, size=len(template) // 1024)]
    if action == "check":
        left_out = templates.require_usable(_read(arguments.file), kind)
        return [say(language, "report_template_usable"), *_left_out(left_out, language)]
    new = templates.keep(_read(arguments.file), kind, language)
    return [say(language, "report_template_kept", name=new.path.name), *_left_out(new.left_out, language)]


def _left_out(names: Sequence[str], language: str) -> list[str]:
    return [templates.told_left_out(names, language)] if names else []


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as fault:
        raise ReportRefused("file", str(path)) from fault


def _write(path: Path, content: bytes) -> None:
    try:
        path.write_bytes(content)
    except OSError as fault:
        raise ReportRefused("file", str(path)) from fault


def main(words: list[str] | None = None) -> int:
    """Run one command, print what it did, and return its exit code."""
    words = sys.argv[1:] if words is None else words
    language = next((word for mark, word in pairwise(words) if mark == "--language"), "")
    try:
        arguments = parser().parse_args(words)
        print("\n".join(arguments.run(arguments)))
    except (ReportError, PlanningError, WarehouseError) as error:
        fields: dict[str, Any] = asdict(error)  # type: ignore[call-overload]
        told = sentence(language if language in LANGUAGES else DEFAULT_LANGUAGE, type(error).__name__, fields)
        print(told, file=sys.stderr)
        return 2 if isinstance(error, ReportRefused) and error.reason == "usage" else 1
    return 0


if __name__ == "__main__":
    console.run(main)
