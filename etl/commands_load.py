"""``python -m etl check | load | withdraw | restore | template``: what the page for loading does, without the page."""

import argparse
import re
from collections.abc import Callable, Collection
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from etl.building import os_user
from etl.deliveries import deliveries
from etl.deliveries.deliveries import Purpose, Source
from etl.errors import FileNotRead, FileNotWritten
from etl.folders import Folders
from etl.kinds.registry import KINDS
from etl.periods import edition_code
from etl.releases import AUTHORITIES
from etl.report import Report, print_problems, print_rows
from etl.shapes.column_meanings import IGNORED
from etl.shapes.number_style import SCALES
from etl.shapes.recognition import Shape
from etl.uploads import loading
from text.catalogue import say
from text.periods import parts
from warehouse import paths

if TYPE_CHECKING:
    from warehouse.effect import Effect

_EDITION = re.compile(r"(\w+)\.([\dHQ-]+)\.(\w+)", re.ASCII)
_OF_FIGURES = ("framework", "year", "cohort")  # what a file is of
_NEEDED = (*_OF_FIGURES, "kind", "title", "publisher", "authority")
_OPTIONS = {"framework_code": "framework", "unit_system": "system"}  # that give the code of a kind
NOT_ACCEPTED = 4  # the exit code of files that a person has to accept first
_MORE = ("unit", "system", "number", "issued_on", "address", "section", "scale", "map", "edition")


def check(arguments: argparse.Namespace, report: Report) -> int:
    """Read files as a load would and list all their problems; nothing is built or changed.

    Without a purpose the files lie beside their sidecars.
    """
    lacking = _lacking(arguments)
    if not lacking:
        return _code(_checked(arguments, report), report)
    if len(lacking) < len(_NEEDED) or any(getattr(arguments, name) for name in _MORE):
        return _say_lacking(lacking, report)
    from etl.staging import check_files

    folders = Folders()
    active = deliveries.folders_in_use(folders.loaded, deliveries.active(folders.warehouse, folders.loaded))
    files = [Path(name) for name in arguments.files]
    checked = check_files(files, folders.reference, folders.layouts, folders.sql, active)
    is_refused = any(problem.blocks for problem in checked.problems)
    report.facts["files"] = [{"name": path.as_posix(), "rows": rows} for path, rows in checked.row_counts.items()]
    if checked.problems:
        print_problems(report, checked.problems)
    for path, rows in checked.row_counts.items():
        if not is_refused:
            report.say("sound", file=path.name, rows=rows)
    return int(is_refused)


def load(arguments: argparse.Namespace, report: Report) -> int:
    """Check files, build a candidate with them, say what it changes, and publish it."""
    if lacking := _lacking(arguments):
        return _say_lacking(lacking, report)
    checked = _checked(arguments, report, arguments.replace)
    if (code := _code(checked, report)) and not (code == NOT_ACCEPTED and arguments.accept_review):
        return code
    if checked.is_known:
        codes = ", ".join(verdict.same_as for verdict in checked.verdicts if verdict.same_as)
        report.say("known", release_codes=codes)
        return 0
    shown = loading.preview(
        checked, os_user(), report.progress, replaces=arguments.replace, accepted=arguments.accept_review
    )
    return _published(shown, arguments, report)


def change_releases(arguments: argparse.Namespace, report: Report) -> int:
    """Take releases out of the builds to come, or bring withdrawn ones back, and publish that."""
    change = loading.withdraw if arguments.command == "withdraw" else loading.restore
    return _published(change(arguments.codes, os_user(), report.progress), arguments, report)


def _checked(arguments: argparse.Namespace, report: Report, replaced: Collection[str] = ()) -> loading.Checked:
    """The files checked for the purpose that the options name, and said; `replaced` are releases they stand in for."""
    uploads = [loading.Upload(Path(name).name, _content(Path(name))) for name in arguments.files]
    mapping = loading.ColumnMapping("", dict(arguments.map)) if arguments.map else None
    checked = loading.check(uploads, _purpose(arguments), mapping, report.progress, scale=arguments.scale)
    report.facts |= {
        "files": [
            {"name": each.name, "sha256": each.sha256, "rows": each.row_count}
            | {"layout": each.layout, "same_as": each.same_as, "columns": _columns(each)}
            for each in checked.verdicts
        ],
        "earlier": checked.earlier,
        "restores": checked.restores,
        "scales": checked.scales,
        "reference_rows": {table: list(counts) for table, counts in checked.reference_rows.items()},
    }
    if checked.problems:
        print_problems(report, list(checked.problems))
    for table, (added, changed) in checked.reference_rows.items():
        report.say("reference_rows", table=say(report.language, f"load_table_{table}"), added=added, changed=changed)
    if checked.scales:
        report.say("scales", options=" | ".join(f"--scale {scale}" for scale in checked.scales))
    for verdict in checked.verdicts:
        if verdict.shape and (options := _map_options(verdict.shape)):
            key = "columns_open" if verdict.shape.is_open else "columns_read"
            report.say(key, file=verdict.name, options=" ".join(options))
        if verdict.same_as:
            report.say("same_as", file=verdict.name, release_code=verdict.same_as)
        elif checked.is_sound:
            key = "acceptable" if any(each.needs_acceptance for each in verdict.problems) else "sound"
            report.say(key, file=verdict.name, rows=verdict.row_count)
    if checked.restores:
        report.say("restores", release_codes=", ".join(checked.restores))
    options = [f"--replace {code}" for code in checked.earlier if code not in replaced]
    if options and not checked.is_known:
        report.say("earlier", options=" ".join(options))
    return checked


def _columns(verdict: loading.FileVerdict) -> list[dict[str, Any]]:
    """What each column of a file's first table was taken for."""
    columns = verdict.shape.columns if verdict.shape else ()
    names = ("letter", "heading", "meaning", "why", "proposal")
    return [{name: getattr(each, name) for name in names} for each in columns]


def _map_options(shape: Shape) -> list[str]:
    """The options that say the same of a file's columns, open ones as they are proposed; none for our own shapes."""
    if not (shape.is_open or any(each.key for each in shape.columns if ":" in (each.meaning or ""))):
        return []
    meant = {each.letter: each.meaning or each.proposal or ("?" if each.is_open else "") for each in shape.columns}
    return [f"--map {letter}={meaning}" for letter, meaning in meant.items() if meaning and meaning != IGNORED]


def _code(checked: loading.Checked, report: Report) -> int:
    """The exit code that says what came of the files, which the report tells too."""
    report.facts["needs_acceptance"] = checked.needs_acceptance
    if checked.needs_acceptance:
        report.say("to_accept", count=len(checked.acceptances))
        return NOT_ACCEPTED
    return int(not checked.is_sound)


def _published(shown: loading.Preview, arguments: argparse.Namespace, report: Report) -> int:
    report.facts |= {"build_id": shown.build_id, "load_id": shown.load_id, "changes": dict(shown.changes)}
    report.changes(shown.changes)
    report.facts["derived"] = []
    if shown.effect:
        _say_effect(shown.effect, report)
    for name, rows in shown.reviews.items():
        report.say("reviews", name=name, count=len(rows))
        print_rows(report, rows)
    if arguments.no_publish:
        report.say("candidate", build_id=shown.build_id)
        return 0
    loading.publish(shown, arguments.note, os_user(), to_readers=arguments.tell)
    report.say("published", build_id=shown.build_id)
    return 0


def _say_effect(effect: "Effect", report: Report) -> None:
    for row in effect.marts.iter_rows(named=True):
        report.say("differences", **row)
    derived = effect.derived.to_dicts()
    report.facts["derived"] = derived
    if derived:
        count = sum(level["count"] for level in derived)
        names = [f"{say(report.language, 'load_level_' + each['indicator_level'])} {each['count']}" for each in derived]
        stated = int(effect.editions["added"].sum()) - count
        report.line(say(report.language, "load_origin", stated=stated, derived=count, levels=", ".join(names)))


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as fault:
        raise FileNotRead(path, fault.strerror or str(fault)) from fault


def _lacking(arguments: argparse.Namespace) -> list[str]:
    """The options that a purpose still needs, once the edition has said what it says."""
    if arguments.edition:
        _name_edition(arguments)
    needed = (*_of(arguments.kind), *_NEEDED[len(_OF_FIGURES) :])
    return [name for name in needed if not getattr(arguments, name)]


def _of(kind: str | None) -> tuple[str, ...]:
    """The options that say what a file is of: rows of reference tables are of no year and no cohort."""
    if kind is None or not KINDS[kind].brings_reference:
        return _OF_FIGURES
    return (_OPTIONS[KINDS[kind].code_column],)


def _period_code(arguments: argparse.Namespace) -> str:
    """The period asked for; what belongs to none is kept by the current year."""
    return arguments.year or str(datetime.now(UTC).year)


def _say_lacking(lacking: list[str], report: Report) -> int:
    report.facts["lacking"] = lacking
    report.say("lacking", options=", ".join(f"--{name}" for name in lacking))
    return 2


def _name_edition(arguments: argparse.Namespace) -> None:
    """Fill in period, cohort and, of a known edition, framework, where an option of its own does not say them."""
    from etl.reference import read_reference

    reference, _ = read_reference(paths.REFERENCE_DIR, deliveries=_in_use())
    index_code, period_code, cohort = arguments.edition
    known = reference["editions"].filter(edition_code=edition_code(index_code, period_code, cohort))
    arguments.year, arguments.cohort = arguments.year or period_code, arguments.cohort or cohort
    arguments.framework = arguments.framework or (known["framework_code"].item() if known.height else None)


def _in_use() -> tuple[Path, ...]:
    """The folders of the deliveries that the current build reads."""
    loaded = paths.loaded_dir()
    return deliveries.folders_in_use(loaded, deliveries.active(paths.warehouse_dir(), loaded))


def _edition(text: str) -> tuple[str, str, str]:
    """Index, period and cohort of an edition's code. Raises ArgumentTypeError, which argparse says."""
    match = _EDITION.fullmatch(text)
    if match is None:
        raise argparse.ArgumentTypeError(f"{text!r} is not index, period and cohort, such as dti.2024.vn34")
    return match[1], _period(match[2]), match[3]


def _period(text: str) -> str:
    """The code of a period as it is. Raises ArgumentTypeError, which argparse says."""
    try:
        parts(text)
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"{text!r} is no year (2025), half (2025-H1), quarter (2025-Q1), month (2025-03) or day (2025-03-31)"
        ) from None
    return text


def _purpose(arguments: argparse.Namespace) -> Purpose:
    source = Source(
        arguments.title,
        arguments.publisher,
        arguments.authority,
        arguments.number,
        arguments.issued_on,
        arguments.address,
        arguments.section,
    )
    framework, system = ((name in _of(arguments.kind) and getattr(arguments, name)) or "" for name in
                         ("framework", "system"))
    codes = (framework, _period_code(arguments), arguments.cohort or "")
    return Purpose(*codes, arguments.kind, source, arguments.unit, system)


def _column_meaning(text: str) -> tuple[str, str]:
    """A column's letters and what it means. Raises ValueError, which argparse says."""
    letters, _, meaning = text.partition("=")
    if not (letters.isascii() and letters.isalpha() and meaning):
        raise ValueError(text)
    return letters.upper(), meaning


def _add_edition(verb: argparse.ArgumentParser) -> None:
    verb.add_argument(
        "--edition",
        type=_edition,
        metavar="CODE",
        help="such as dti.2024.vn34: index, period and cohort; its framework is known once it is declared",
    )
    verb.add_argument("--framework", metavar="CODE", help="such as dti_2024")
    verb.add_argument("--system", metavar="CODE", help="of kind `units`: a system of units, such as vn34 or xa_2025")
    verb.add_argument(
        "--year",
        type=_period,
        metavar="PERIOD",
        help="the assessed year (2025), half (2025-H1), quarter (2025-Q1), month (2025-03); it need not be known yet",
    )
    verb.add_argument("--cohort", metavar="CODE", help="such as vn34")


def _add_purpose(verb: argparse.ArgumentParser, is_needed: bool) -> None:
    _add_edition(verb)
    verb.add_argument("--kind", required=is_needed, choices=[*KINDS], help="what the files hold")
    verb.add_argument("--unit", metavar="CODE", help="the one unit they speak of")
    verb.add_argument("--title", required=is_needed, default="", help="title of the document")
    verb.add_argument("--publisher", required=is_needed, default="", help="who published it")
    verb.add_argument("--authority", required=is_needed, choices=AUTHORITIES, default="", help="what it is worth")
    verb.add_argument("--number", help="number of the document")
    verb.add_argument("--issued-on", type=date.fromisoformat, metavar="YYYY-MM-DD", help="day of the document")
    verb.add_argument("--address", help="where it can be read")
    verb.add_argument("--section", help="which part of it")
    verb.add_argument(
        "--map",
        action="append",
        type=_column_meaning,
        default=[],
        metavar="COLUMN=MEANING",
        help="what a column is, where the file leaves it open: B=unit_name, K=dti:value, L=ignored; may be repeated",
    )
    verb.add_argument("--scale", choices=SCALES, help="what the figures are, where the file leaves it open")


def template(arguments: argparse.Namespace, report: Report) -> int:
    """Write the template of one framework, year, cohort and kind, or of one system of units, as the active loads leave
    the reference tables.

    Raises TemplateRefused and FileNotWritten.
    """
    from etl.kinds.template import write_template
    from etl.reference import read_reference

    if arguments.edition:
        _name_edition(arguments)
    if lacking := [name for name in _of(arguments.kind) if not getattr(arguments, name)]:
        return _say_lacking(lacking, report)
    reference, problems = read_reference(paths.REFERENCE_DIR, deliveries=_in_use())
    if problems:
        print_problems(report, problems)
        return 1
    code = getattr(arguments, _OPTIONS[KINDS[arguments.kind].code_column])
    edition = (_period_code(arguments), arguments.cohort or "")
    content = write_template(arguments.kind, code, *edition, reference, arguments.unit)
    path = Path(arguments.output)
    try:
        path.write_bytes(content)
    except OSError as fault:
        raise FileNotWritten(path, fault.strerror or str(fault)) from fault
    report.facts |= {"file": path.as_posix(), "bytes": len(content)}
    report.say("template_written", file=path)
    return 0


def add_verbs(add: Callable[..., argparse.ArgumentParser]) -> None:
    """Declare the verbs; `add` takes a name, what runs it and what it is for."""
    checking = add("check", check, "List every problem of files, bare or beside their sidecars; change nothing.")
    loading = add("load", load, "Load files and publish the build with them.")
    for verb in (checking, loading):
        verb.add_argument("files", nargs="+", metavar="FILE")
        _add_purpose(verb, is_needed=verb is loading)
    loading.add_argument("--replace", action="append", default=[], metavar="RELEASE", help="an earlier release to drop")
    loading.add_argument("--accept-review", action="store_true", help="load files with points to accept (exit code 4)")
    withdrawing = add("withdraw", change_releases, "Take releases out of the data and publish the build without them.")
    restoring = add("restore", change_releases, "Bring withdrawn releases back and publish the build with them.")
    for verb in (withdrawing, restoring):
        verb.add_argument("codes", nargs="+", metavar="RELEASE", help="such as 2024/dti_main_indicators")
    for verb in (loading, withdrawing, restoring):
        verb.add_argument("--note", default="", help="a note kept with the publication")
        verb.add_argument("--tell", default="", help="words that everybody reads on the page of changes")
        verb.add_argument("--no-publish", action="store_true", help="keep the build as a candidate only")


def add_template_verb(add: Callable[..., argparse.ArgumentParser]) -> None:
    """Declare the verb; `add` takes its name, what runs it and what it is for."""
    verb = add("template", template, "Write a blank workbook for figures, a framework or a system of units.")
    _add_edition(verb)
    verb.add_argument("--kind", required=True, choices=[*KINDS], help="what is to be filled in")
    verb.add_argument("--unit", metavar="CODE", help="one unit only")
    verb.add_argument("-o", "--output", required=True, metavar="FILE", help="where to write the .xlsx")
