"""The tables of what plans promise, each a list of columns over rows of one mart of plans."""

from collections.abc import Callable, Sequence

from text import formats, plans
from text.catalogue import say
from ui.tables import Column

_MEASURE_WIDTH, _PRINTED_WIDTH = 300, 460
_ACTION_WIDTH, _AGENCY_WIDTH, _DUE_WIDTH = 460, 240, 220


def targets(rows: Sequence[dict], language: str) -> list[Column]:
    """What is to be reached, by when, how far it is met, and the document that says so."""
    columns = [
        _column("measure", "profile_target", rows, _text("measure"), language, _MEASURE_WIDTH),
        _column("asked", "profile_asked", rows, lambda row: plans.target(row, language), language),
        _column("due", "profile_due", rows, lambda row: plans.deadline(row, language), language, _DUE_WIDTH),
        _column("progress", "profile_progress", rows, lambda row: plans.progress(row, language), language),
        *_printed(rows, language),
    ]
    if any(row["baseline"] is not None for row in rows):
        start = _column("baseline", "profile_baseline", rows, lambda row: plans.baseline(row, language), language)
        columns.insert(2, start)
    return _placed(columns, rows, language)


def tasks(rows: Sequence[dict], language: str) -> list[Column]:
    """What is to be done, by whom, by when, and the document that says so."""
    columns = [
        _column("action", "profile_task", rows, _text("action"), language, _ACTION_WIDTH),
        _column("lead", "profile_lead", rows, _text("lead_agencies_shown"), language, _AGENCY_WIDTH),
        _column("beside", "profile_beside", rows, _text("coordinating_agencies_shown"), language, _AGENCY_WIDTH),
        _column("due", "profile_due", rows, lambda row: plans.deadline(row, language), language, _DUE_WIDTH),
        _column("indicator", "profile_main_code", rows, _text("indicator_code"), language),
    ]
    return _placed(columns, rows, language)


def duties(rows: Sequence[dict], language: str) -> list[Column]:
    """How often and by when who reports to whom, and the document that says so."""
    columns = [
        _column("duty", "profile_duty", rows, lambda row: plans.duty(row, language), language),
        _column("reporter", "profile_reporter", rows, _text("reporter_shown"), language, _AGENCY_WIDTH),
        _column("receiver", "profile_receiver", rows, _text("receiver_shown"), language, _AGENCY_WIDTH),
        _column("printed", "profile_printed", rows, _text("printed_text"), language, _PRINTED_WIDTH),
    ]
    return _placed(columns, rows, language)


def baselines(rows: Sequence[dict], language: str) -> list[Column]:
    """The state that a plan starts from, and the document that says so."""
    columns = [
        _column("measure", "profile_state", rows, _text("measure"), language, _MEASURE_WIDTH),
        _column("asked", "profile_asked", rows, lambda row: plans.state(row, language), language),
        *_printed(rows, language),
    ]
    return _placed(columns, rows, language)


def _printed(rows: Sequence[dict], language: str) -> list[Column]:
    return [
        _column("printed", "profile_printed", rows, _text("printed_text"), language, _PRINTED_WIDTH),
        _column("indicator", "profile_main_code", rows, _text("indicator_code"), language),
    ]


def _placed(columns: list[Column], rows: Sequence[dict], language: str) -> list[Column]:
    """The columns with the scope, first where plans of several stand together, and the document: number or title."""
    scope = _column("scope", "profile_scope", rows, lambda row: plans.scope(row, language), language)
    source = _column(
        "source", "profile_source", rows, lambda row: row["document_number"] or row["release_title"], language
    )
    is_mixed = len(set(scope.shown)) > 1
    return [scope, *columns, source] if is_mixed else [*columns, scope, source]


def _text(name: str) -> Callable[[dict], str]:
    return lambda row: row[name] or formats.MISSING


def _column(
    key: str, title: str, rows: Sequence[dict], read: Callable[[dict], str], language: str, width: int | None = None
) -> Column:
    return Column(key, say(language, title), [read(row) for row in rows], width=width)
