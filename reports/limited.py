"""What opens a stranger's document or template runs in another process, within limits of memory and time:
`python -m reports.limited`.

The parent hands its request over as a pickle, which only it writes; the answer is read as plain bytes, whatever became
of the process: `document`, `text` or an error by its fields.
"""

import contextlib
import json
import pickle
import subprocess
import sys
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from reports.content import Content
from reports.errors import OfficeTemplateRefused, ReportError, ReportRefused

SECONDS, MEMORY_BYTES = 10, 600 * 2**20  # of address space; an interpreter with its libraries takes half of it
_LARGEST_ANSWER = 60 * 2**20
_ERRORS = {each.__name__: each for each in (ReportRefused, OfficeTemplateRefused)}


@dataclass(frozen=True)
class Request:
    """What is to be done with a file: one of the classes below."""

    file: bytes


@dataclass(frozen=True)
class Check(Request):
    """A template of documents of a kind is to be judged."""

    kind: str


@dataclass(frozen=True)
class Render(Request):
    """A content is to be written by a template, as of a time."""

    content: Content
    made_at: datetime


@dataclass(frozen=True)
class Read(Request):
    """What an issued document says of itself is asked."""


@dataclass(frozen=True)
class Update(Request):
    """What has changed is to be marked in an issued document."""

    content: Content
    at: datetime
    before: Content | None


@dataclass(frozen=True)
class Answer:
    """A document, and facts about it."""

    document: bytes
    facts: dict


def ask(request: Request) -> Answer:
    """What the other process answers. Raises ReportRefused and OfficeTemplateRefused, where it dies too."""
    command = [sys.executable, "-E", "-s", "-m", "reports.limited"]
    root = Path(__file__).parents[1]
    try:
        done = subprocess.run(
            command, input=pickle.dumps(request), capture_output=True, timeout=SECONDS + 5, cwd=root, check=False
        )
    except subprocess.TimeoutExpired as late:
        raise _died(request, "slow") from late
    head, _, document = done.stdout.partition(b"\n")
    if done.returncode or len(done.stdout) > _LARGEST_ANSWER:
        raise _died(request, "slow" if done.returncode < 0 and b"XCPU" in done.stderr else "broken")
    try:
        facts = json.loads(head)
    except ValueError as fault:
        raise _died(request, "broken") from fault
    if error := facts.pop("error", None):
        raise _ERRORS[error](**facts)
    return Answer(document, facts)


def _died(request: Request, why: str) -> ReportError:
    return OfficeTemplateRefused(why, str(SECONDS)) if _is_of_template(request) else ReportRefused("unreadable", "")


def _is_of_template(request: Request) -> bool:
    return isinstance(request, Check | Render)


def main() -> None:
    """Do what standard input asks for and answer on standard output."""
    _limit()
    request: Request = pickle.loads(sys.stdin.buffer.read())  # noqa: S301 - the parent wrote it
    try:
        document, facts = _done(request)
    except ReportError as refused:
        document, facts = b"", {"error": type(refused).__name__, **asdict(refused)}  # type: ignore[call-overload]
    except BaseException:  # noqa: BLE001 - whatever a hostile file brings about; a library's own words help nobody
        is_template = _is_of_template(request)
        name, reason = ("OfficeTemplateRefused", "broken") if is_template else ("ReportRefused", "unreadable")
        document, facts = b"", {"error": name, "reason": reason, "found": ""}
    sys.stdout.buffer.write(json.dumps(facts).encode() + b"\n" + document)


def _done(request: Request) -> tuple[bytes, dict]:
    from reports import second_run, template_check, word

    match request:
        case Check():
            left_out = template_check.check(request.file, request.kind)
            word.render(template_check.sample(request.kind), request.file, datetime(2000, 1, 1, tzinfo=UTC))
            return b"", {"left_out": left_out}
        case Render():
            template_check.check(request.file, request.content.kind)
            return word.render(request.content, request.file, request.made_at), {}
        case Update():
            _require_readable(request.file)
            document, outcome = second_run.update(request.file, request.content, request.at, request.before)
            return document, asdict(outcome)
        case _:
            _require_readable(request.file)
            return b"", asdict(second_run.issued(request.file))


def _require_readable(document: bytes) -> None:
    from reports import template_check

    try:
        template_check.read(document)
    except OfficeTemplateRefused as refused:
        if refused.reason in ("inflates", "too_large"):
            raise ReportRefused("too_large", refused.found, [refused.place]) from refused
        raise ReportRefused("unreadable", "") from refused


def _limit() -> None:
    try:
        import resource
    except ImportError:  # Windows: the parent's time limit remains
        return
    for kind, size in (
        (resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES)),
        (resource.RLIMIT_CPU, (SECONDS, SECONDS + 1)),
        (resource.RLIMIT_CORE, (0, 0)),
    ):
        with contextlib.suppress(ValueError, OSError):  # macOS knows no limit of memory
            resource.setrlimit(kind, size)


if __name__ == "__main__":
    from reports.limited import main as run  # by its own name, which the pickle says

    run()
