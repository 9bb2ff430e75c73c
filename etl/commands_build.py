"""``python -m etl build | diff | publish | rollback | status | history | verify``: builds, and which is current."""

import argparse
import dataclasses
from collections.abc import Callable
from contextlib import ExitStack

from etl import building, commands_lake
from etl.building import os_user
from etl.deliveries import deliveries
from etl.errors import CopyDiffers, EtlError
from etl.folders import Folders
from etl.report import SHOWN_ROWS, Report, print_problems, print_rows
from etl.uploads.release_list import all_publications
from etl.verify import Finding, verify
from text.errors import finding, sentence, why
from warehouse import builds, paths
from warehouse.errors import BuildFailed, DamagedBuild, LakeFailed, OtherSchema, WarehouseError


def build(arguments: argparse.Namespace, report: Report) -> int:
    """Build all raw files and the active loads and make the result current; on a server that only follows a publisher,
    take over what that one has published.
    """

    def report_fault(fault: WarehouseError) -> None:
        words = why(report.language, type(fault).__name__, vars(fault))
        report.facts["instead_of"] = {"error": type(fault).__name__, "message": words}
        report.warn("built_anew", why=words)

    def report_copy(copy: CopyDiffers) -> None:
        report.warn("as_it_is", text=sentence(report.language, type(copy).__name__, vars(copy)))

    if _is_reader():  # what `python run.py` begins with there
        return commands_lake.sync(arguments, report)
    directory = paths.warehouse_dir()
    like = builds.stamp(directory, arguments.loads_of) if arguments.loads_of else None
    outcome = building.build(
        directory,
        loads=like.loads if like else None,
        withdrawn=like.withdrawn if like else None,
        who=os_user(),
        note=arguments.note,
        to_readers=arguments.tell,
        publish=not arguments.no_publish,
        force=arguments.force,
        keep_roll_back=arguments.keep_rollback,
        wait_seconds=arguments.wait,
        progress=report.progress,
        on_fault=report_fault,
        on_copy=report_copy,
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
    report.changes(outcome.changes)
    for name, rows in stamp.reviews.items():
        report.say("reviews", name=name, count=len(rows))
        print_rows(report, rows)
    report.say("published" if outcome.is_published else "candidate", build_id=stamp.build_id)
    if outcome.is_published:
        _keep_package(stamp.build_id, report)
    return 0


def _is_reader() -> bool:
    """Whether this server only follows a publisher elsewhere. Raises LakeFailed for wrong settings."""
    try:
        building.require_publisher()
    except LakeFailed as refused:
        if refused.reason != "reader":
            raise
        return True
    return False


def _keep_package(build_id: str, report: Report) -> None:
    """Make the data package of a build that was published, which outlives it; the publication stands without it too."""
    from exports import package

    try:
        package.make(paths.warehouse_dir(), build_id)
    except WarehouseError as fault:
        report.warn("as_it_is", text=sentence(report.language, type(fault).__name__, vars(fault)))


def diff(arguments: argparse.Namespace, report: Report) -> int:
    """Show what changes from build A to build B, mart by mart."""
    from warehouse.compare import compare

    directory = paths.warehouse_dir()
    for build_id in (arguments.a, arguments.b):
        builds.stamp(directory, build_id)
    differences = compare(arguments.a, arguments.b, directory, paths.SQL_DIR)
    report.facts["differences"] = differences.to_dicts()
    for (mart,), rows in differences.group_by("mart", maintain_order=True):
        counts = {change: rows.filter(rows["change"] == change).height for change in ("added", "changed", "removed")}
        report.say("differences", mart=mart, **counts)
        for row in rows.head(SHOWN_ROWS).iter_rows(named=True):
            detail = f" {row['columns']}: {row['before']} → {row['after']}" if row["change"] == "changed" else ""
            report.line(f"  {report.word(row['change'])} {row['key']}{detail}")
        if rows.height > SHOWN_ROWS:
            report.line("  " + report.word("more", count=rows.height - SHOWN_ROWS))
    if differences.is_empty():
        report.say("no_difference")
    return 0


def make_current(arguments: argparse.Namespace, report: Report) -> int:
    """Publish a kept build, or go back to an older one; its loads and withdrawals come with it."""
    folders = Folders()
    move = building.make_current if arguments.command == "publish" else building.roll_back
    with builds.builder_lock(folders.warehouse, arguments.wait):
        fault = building.fault_of_current(folders.warehouse)
        stamp = move(folders, arguments.build_id, os_user(), arguments.note, to_readers=arguments.tell)
    if fault:
        report.say("as_it_is", text=why(report.language, type(fault).__name__, vars(fault)))
    report.facts |= dataclasses.asdict(stamp)
    report.say("made_current", build_id=stamp.build_id)
    _keep_package(stamp.build_id, report)
    return 0


def status(_: argparse.Namespace, report: Report) -> int:
    """Say which build is current, whether inputs have changed since, and which builds are kept."""
    folders = Folders()
    if fault := building.fault_of_current(folders.warehouse):
        raise fault
    stamp = builds.current(folders.warehouse)
    try:
        same = building.inputs(folders, deliveries.active(folders.warehouse, folders.loaded)) == stamp.inputs_hash
    except EtlError as missing:
        same = False
        report.warn("as_it_is", text=sentence(report.language, type(missing).__name__, vars(missing)))
    kept = builds.kept(folders.warehouse)
    faults = {build_id: builds.fault_of(folders.warehouse, build_id) for build_id in kept}
    others = [build_id for build_id, fault in faults.items() if isinstance(fault, OtherSchema)]
    damaged = [build_id for build_id, fault in faults.items() if isinstance(fault, DamagedBuild)]
    report.facts |= {
        "current": dataclasses.asdict(stamp),
        "inputs_changed": not same,
        "kept": kept,
        "of_other_schema": others,
        "damaged": damaged,
    }
    report.say(
        "current",
        build_id=stamp.build_id,
        built_at=stamp.built_at,
        commit=stamp.commit or "—",
        releases=len(stamp.releases),
    )
    report.say("inputs_same" if same else "inputs_changed")
    commands_lake.say_status(report)
    report.say("kept")
    for build_id in kept:
        mark = " *" if build_id == stamp.build_id else ""
        if build_id in others:
            mark = f" ({report.word('of_other_schema')})"
        elif build_id in damaged:
            mark = f" ({report.word('damaged')})"
        report.line(f"  {build_id}{mark}")
    return 0


def history(_: argparse.Namespace, report: Report) -> int:
    """List every publication, the newest first: when, who, what, and the note."""
    shown = all_publications(Folders())
    report.facts["publications"] = [dataclasses.asdict(each) for each in shown]
    for each in shown:
        when = each.when.isoformat(sep=" ", timespec="minutes") if each.when else "—"
        mark = "*" if each.is_current else " " if each.is_kept else "×"
        report.line(f"{mark} {each.build_id}  {when}  {each.who or '—'}  {each.note}".rstrip())
        report.changes(each.changes)
    return 0


def check_all(arguments: argparse.Namespace, report: Report) -> int:
    """Check builds, loads, publications and the audit log against each other, and say what to do."""
    folders = Folders()
    findings: list[Finding] = []
    with ExitStack() as held:
        try:
            held.enter_context(builds.builder_lock(folders.warehouse, arguments.wait, only_reads=True))
        except BuildFailed:
            findings.append(Finding("without_lock", str(folders.warehouse / builds.LOCK), is_fault=False))
        found = verify(folders)
    findings += found.findings
    shown = [
        dataclasses.asdict(each)
        | {"message": finding(report.language, each.code, each.subject, each.detail)}
        for each in findings
    ]
    report.facts |= {"findings": shown, "checked": found.counts}
    for each in shown:
        mark = report.word("fault" if each["is_fault"] else "notice")
        report.line(f"{mark} {each['message']}")
    faults = sum(each["is_fault"] for each in shown)
    report.say("verified", faults=faults, notices=len(shown) - faults, **found.counts)
    return 1 if faults else 0


def add_verbs(add: Callable[..., argparse.ArgumentParser], waiting: argparse.ArgumentParser) -> None:
    """Declare the verbs; `add` takes a name, what runs it and what it is for, `waiting` has the option to wait."""
    building = add("build", build, "Build all raw files and publish the result.", waiting)
    building.add_argument("--note", default="", help="a note kept with the build")
    building.add_argument("--tell", default="", help="words that everybody reads on the page of changes")
    building.add_argument(
        "--loads-of", metavar="BUILD_ID", help="use the loads and withdrawals of this build, not of the current one"
    )
    building.add_argument("--no-publish", action="store_true", help="keep the build as a candidate only")
    building.add_argument("--force", action="store_true", help="build even if nothing has changed")
    building.add_argument("--keep-rollback", action="store_true", help="do not publish again what was rolled back")
    comparing = add("diff", diff, "Show what differs between two kept builds.")
    comparing.add_argument("a", metavar="A")
    comparing.add_argument("b", metavar="B")
    publishing = add("publish", make_current, "Make a kept build the current one.", waiting)
    publishing.add_argument("build_id")
    going_back = add("rollback", make_current, "Go back to the build before, or to the one named.", waiting)
    going_back.add_argument("build_id", nargs="?")
    for verb in (publishing, going_back):
        verb.add_argument("--note", default="", help="a note kept with the publication")
        verb.add_argument("--tell", default="", help="words that everybody reads on the page of changes")
    add("status", status, "Say which build is current and which are kept.")
    add("history", history, "List the publications, who made them and what they changed.")
    add("verify", check_all, "Check builds, loads and logs against each other and say what to do.", waiting)
