"""The audit log as a table, on screen and as a file."""

from collections.abc import Callable, Collection, Sequence
from datetime import datetime

from text import formats
from text.catalogue import say
from ui.downloads import Cell, Sheet
from ui.search import folded, matches
from ui.tables import Column
from warehouse.audit import Event

ACTIONS = (
    "load", "accept", "preview", "publish", "roll_back", "withdraw", "restore", "renew_key", "refused", "unreadable",
)  # fmt: skip
WHYS = ("wrong_key", "too_many_attempts", "from_elsewhere", "closed", "needs_analyst", "needs_admin", "more_not_listed")
_SHORT_HASH = 12
_FIELDS = ("at", "who", "role", "action", "subject", "result", "sha256")


def shown(events: Sequence[Event], action: str | None, typed: str, language: str) -> list[Event]:
    """The events of one action (None: all) with the typed text in what they say or in a hash, in the same order."""
    wanted = folded(typed)
    return [
        event
        for event in events
        if action in (None, event.action)
        and (not wanted or matches(wanted, *_cells(event, language).values(), *event.sha256))
    ]


def actions(events: Collection[Event]) -> list[str]:
    """The actions there are, in the order of their list; others behind."""
    present = {event.action for event in events}
    return [*(action for action in ACTIONS if action in present), *sorted(present - set(ACTIONS))]


def columns(events: Sequence[Event], language: str) -> list[Column]:
    """One row per event, in the order given; times are those of Viet Nam."""
    cells = [_cells(event, language) for event in events]
    widths = {"subject": 320, "result": 260, "sha256": 320}
    return [
        Column(name, say(language, f"audit_column_{name}"), [row[name] for row in cells], width=widths.get(name))
        for name in _FIELDS
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


def _cells(event: Event, language: str) -> dict[str, str]:
    return {
        "at": formats.minute(datetime.fromisoformat(event.at), language) if event.at else formats.MISSING,
        "who": event.who or formats.MISSING,
        "role": say(language, f"access_role_{event.role}") if event.role else formats.MISSING,
        "action": action_name(event.action, language),
        "subject": event.subject or formats.MISSING,
        "result": _result(event.result, language),
        "sha256": " ".join(digest[:_SHORT_HASH] for digest in event.sha256) or formats.MISSING,
    }


def _result(result: str, language: str) -> str:
    """`accepted`, `failed: <error>` or `refused: <why>`, its first word and the reason in the reader's language."""
    word, colon, detail = result.partition(": ")
    if word not in ("accepted", "failed", "refused"):
        return result or formats.MISSING
    told = say(language, f"audit_why_{detail}") if detail in WHYS else detail
    return say(language, f"audit_result_{word}") + (f": {told}" if colon else "")
