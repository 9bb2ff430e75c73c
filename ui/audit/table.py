"""The audit log as a table, on screen and as a file."""

from collections.abc import Callable, Sequence
from datetime import datetime

from text import formats
from text.catalogue import say
from ui.downloads import Cell, Sheet
from ui.search import folded, matches
from ui.table_description import Column
from warehouse.audit import Count, Event

ACTIONS = (
    "load", "accept", "preview", "publish", "roll_back", "withdraw", "restore", "renew_key", "refused", "unreadable",
)  # fmt: skip
WHYS = ("wrong_key", "too_many_attempts", "from_elsewhere", "closed", "needs_analyst", "needs_admin", "more_not_listed")
_SHORT_HASH, _SHOWN_HASHES = 12, 3
_LONGEST = 300  # of a damaged line; the file has it whole
_KINDS = ("at", "subject", "why")
_FIELDS = ("at", "who", "role", "action", "subject", "result", "sha256")


def fits(typed: str, language: str) -> Callable[[Event], bool]:
    """What says whether the typed text is in an event as it is shown or in a hash; always where none was typed."""
    wanted = folded(typed)
    return lambda event: not wanted or matches(wanted, *_cells(event, language).values(), *event.sha256)


def columns(events: Sequence[Event], language: str) -> list[Column]:
    """One row per event, in the order given; times are those of Viet Nam."""
    cells = [{name: _clipped(text) for name, text in _cells(event, language).items()} for event in events]
    widths = {"subject": 320, "result": 260, "sha256": 320}
    return [
        Column(name, say(language, f"audit_column_{name}"), [row[name] for row in cells], width=widths.get(name))
        for name in _FIELDS
    ]


def refused_columns(counts: Sequence[Count], language: str) -> list[Column]:
    """One row per minute and kind of refusal, in the order given; times are those of Viet Nam."""
    cells = [_refused_cells(count, language) for count in counts]
    return [
        *(Column(name, say(language, f"audit_column_{name}"), [row[name] for row in cells]) for name in _KINDS),
        Column(
            "count",
            say(language, "audit_column_count"),
            [formats.number(count.count, language, 0) for count in counts],
            [count.count for count in counts],
            "number",
        ),
    ]


def file(language: str) -> Callable[[Sequence[Event]], Sheet]:
    """What turns events into a sheet: exact times (UTC) and whole hashes."""

    def make(events: Sequence[Event]) -> Sheet:
        names = ("at", "utc", *_FIELDS[1:])
        exact = [{"utc": event.at, "sha256": " ".join(event.sha256)} for event in events]
        rows: list[list[Cell]] = [
            [(_cells(event, language) | whole)[name] for name in names]
            for event, whole in zip(events, exact, strict=True)
        ]
        return Sheet(say(language, "audit_sheet"), [say(language, f"audit_column_{name}") for name in names], rows)

    return make


def action_name(action: str, language: str) -> str:
    """An action in words; one that is not ours as it is."""
    return say(language, f"audit_action_{action}") if action in ACTIONS else action


def _refused_cells(count: Count, language: str) -> dict[str, str]:
    return {
        "at": formats.minute(datetime.fromisoformat(count.minute), language),
        "subject": count.subject,
        "why": say(language, f"audit_why_{count.why}") if count.why in WHYS else count.why,
    }


def _clipped(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def _cells(event: Event, language: str) -> dict[str, str]:
    return {
        "at": formats.minute(datetime.fromisoformat(event.at), language) if event.at else formats.MISSING,
        "who": event.who or formats.MISSING,
        "role": say(language, f"access_role_{event.role}") if event.role else formats.MISSING,
        "action": action_name(event.action, language),
        "subject": event.subject or formats.MISSING,
        "result": _result(event.result, language),
        "sha256": _hashes(event.sha256),
    }


def _hashes(digests: Sequence[str]) -> str:
    """The first few, shortened, and how many more there are: a publication of all files would fill a screen."""
    shown = [digest[:_SHORT_HASH] for digest in digests[:_SHOWN_HASHES]]
    more = len(digests) - len(shown)
    return " ".join([*shown, *([f"+{more}"] if more else [])]) or formats.MISSING


def _result(result: str, language: str) -> str:
    """`accepted`, `failed: <error>` or `refused: <why>`, its first word and the reason in the reader's language."""
    word, colon, detail = result.partition(": ")
    if word not in ("accepted", "failed", "refused"):
        return result or formats.MISSING
    told = say(language, f"audit_why_{detail}") if detail in WHYS else detail
    return say(language, f"audit_result_{word}") + (f": {told}" if colon else "")
