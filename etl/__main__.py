"""The command line: ``python -m etl check | build | diff | publish | rollback | status``.

Exit codes: 0 done, 1 refused (problems, failed checks, an unknown build), 2 wrong use, 3 busy or cannot write.
``--json`` prints one JSON document on standard output for machines; progress goes to standard error.
"""

import argparse
import dataclasses
import json
import sys
from collections.abc import Callable
from pathlib import Path

from etl import publish
from etl.errors import EtlError
from etl.report import SHOWN_ROWS, Report, print_problems, print_rows
from text.command import WORDS
from text.errors import sentence
from warehouse import builds, paths
from warehouse.errors import BuilderBusy, BuildFailed, ChecksFailed, WarehouseError


def check(arguments: argparse.Namespace, report: Report) -> int:
    """Read files as a load would and list all their problems; nothing is built or changed."""
    from etl.check import check_files

    checked = check_files([Path(name) for name in arguments.files], paths.REFERENCE_DIR, paths.LAYOUTS_DIR)
    report.facts["files"] = {path.as_posix(): rows for path, rows in checked.row_counts.items()}
    if checked.problems:
        print_problems(report, checked.problems)
    for path, rows in checked.row_counts.items():
        if not any(problem.blocks for problem in checked.problems):
            report.say("sound", file=path.name, rows=rows)
    return int(any(problem.blocks for problem in checked.problems))


def build(arguments: argparse.Namespace, report: Report) -> int:
    """Build all raw files and make the result current."""
    outcome = publish.build(
        paths.warehouse_dir(),
        note=arguments.note,
        publish=not arguments.no_publish,
        force=arguments.force,
        keep_roll_back=arguments.keep_rollback,
        wait_seconds=arguments.wait,
        progress=report.progress,
    )
    stamp = outcome.stamp
    report.facts |= dataclasses.asdict(stamp) | {
        "is_new": outcome.is_new,
        "is_published": outcome.is_published,
        "changes": outcome.changes,
    }
    if not outcome.is_new:
        report.say("unchanged", build_id=stamp.build_id)
        return 0
    if outcome.problems:
        print_problems(report, outcome.problems)
    for change, codes in outcome.changes.items():
        if codes:
            report.say("releases", change=WORDS[report.language][change], count=len(codes))
    for name, rows in stamp.reviews.items():
        report.say("reviews", name=name, count=len(rows))
        print_rows(report, rows)
    report.say("published" if outcome.is_published else "candidate", build_id=stamp.build_id)
    return 0


def diff(arguments: argparse.Namespace, report: Report) -> int:
    """Show what changes from build A to build B, mart by mart."""
    from warehouse.compare import compare

    directory = paths.warehouse_dir()
    for build_id in (arguments.a, arguments.b):
        builds.stamp(directory, build_id)
    differences = compare(arguments.a, arguments.b, directory, paths.SQL_DIR)
    report.facts["differences"] = differences.to_dicts()
    for (mart,), rows in differences.group_by("mart", maintain_order=True):
        counts = {
            change: rows.filter(rows["change"] == change).height for change in ("added", "changed", "removed")
        }
        report.say("differences", mart=mart, **counts)
        for row in rows.head(SHOWN_ROWS).iter_rows(named=True):
            detail = (
                f" {row['columns']}: {row['before']} → {row['after']}" if row["change"] == "changed" else ""
            )
            report.line(f"  {WORDS[report.language][row['change']]} {row['key']}{detail}")
        if rows.height > SHOWN_ROWS:
            report.line("  " + WORDS[report.language]["more"].format(count=rows.height - SHOWN_ROWS))
    if differences.is_empty():
        report.say("no_difference")
    return 0


def make_current(arguments: argparse.Namespace, report: Report) -> int:
    """Publish a kept build, or go back to an older one."""
    directory = paths.warehouse_dir()
    move = builds.publish if arguments.command == "publish" else builds.roll_back
    with builds.builder_lock(directory, arguments.wait):
        stamp = move(directory, arguments.build_id)
    report.facts |= dataclasses.asdict(stamp)
    report.say("made_current", build_id=stamp.build_id)
    return 0


def status(_: argparse.Namespace, report: Report) -> int:
    """Say which build is current, whether inputs have changed since, and which builds are kept."""
    directory = paths.warehouse_dir()
    stamp = builds.current(directory)
    same = publish.inputs(paths.RAW_DIR, paths.REFERENCE_DIR, paths.LAYOUTS_DIR) == stamp.inputs_hash
    kept = builds.kept(directory)
    report.facts |= {"current": dataclasses.asdict(stamp), "inputs_changed": not same, "kept": kept}
    report.say(
        "current",
        build_id=stamp.build_id,
        built_at=stamp.built_at,
        commit=stamp.commit or "—",
        releases=len(stamp.releases),
    )
    report.say("inputs_same" if same else "inputs_changed")
    report.say("kept")
    for build_id in kept:
        report.line(f"  {build_id}{' *' if build_id == stamp.build_id else ''}")
    return 0


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

    add("check", check, "List every problem of files beside their sidecars; change nothing.").add_argument(
        "files", nargs="+", metavar="FILE"
    )
    building = add("build", build, "Build all raw files and publish the result.", waiting)
    building.add_argument("--note", default="", help="a note kept with the build")
    building.add_argument("--no-publish", action="store_true", help="keep the build as a candidate only")
    building.add_argument("--force", action="store_true", help="build even if nothing has changed")
    building.add_argument("--keep-rollback", action="store_true", help="do not publish again what was rolled back")
    comparing = add("diff", diff, "Show what differs between two kept builds.")
    comparing.add_argument("a", metavar="A")
    comparing.add_argument("b", metavar="B")
    add("publish", make_current, "Make a kept build the current one.", waiting).add_argument("build_id")
    add("rollback", make_current, "Go back to the build before, or to the one named.", waiting).add_argument(
        "build_id", nargs="?"
    )
    add("status", status, "Say which build is current and which are kept.")
    return top


def main(words: list[str] | None = None) -> int:
    """Run one command and return its exit code."""
    arguments = parser().parse_args(words)
    report = Report(arguments.lang, arguments.json)
    try:
        code = arguments.run(arguments, report)
    except (WarehouseError, EtlError) as error:
        code = 3 if isinstance(error, BuilderBusy | BuildFailed) else 1
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
