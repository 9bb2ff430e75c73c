"""The audit log: which part of it the page shows, as a table, and the whole of it as a CSV of any length, read and
written a piece at a time.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from decimal import Decimal
from functools import partial
from itertools import islice
from urllib.parse import urlencode

import streamlit as st

from access import audit_file
from access.roles import ADMIN
from exports.delimited import csv_machine, csv_vietnamese
from exports.names import stem
from text import formats
from text.catalogue import DEFAULT_LANGUAGE, LANGUAGES, say
from text.folding import matches, search_key
from ui import export_menu, notes
from ui.choices import url
from ui.choices.declared import AUDIT_BEFORE
from ui.table_description import Field, Table
from warehouse import audit, paths
from warehouse.audit import Count, Event, Page

ACTIONS = (
    "load", "accept", "preview", "publish", "roll_back", "withdraw", "restore", "renew_key", "template",
    "refused", "unreadable",
)  # fmt: skip
WHYS = ("wrong_key", "too_many_attempts", "from_elsewhere", "closed", "needs_analyst", "needs_admin", "more_not_listed")
SHOWN = 200
SECONDS = 1.0  # of looking for events that fit; a page takes two at most
_SHORT_HASH, _SHOWN_HASHES = 12, 3
_LONGEST = 300  # of a damaged line; the file has it whole
_WIDTHS = {"subject": 320, "result": 260, "sha256": 320}
_WRITERS = {"csv_vi": csv_vietnamese, "csv_machine": csv_machine}
_PIECE = 500  # events


def asked_place() -> int | None:
    """The place in the log before which the address asks for events; None for the newest."""
    place = url.query_param(AUDIT_BEFORE.name) or ""
    return int(place) if place.isascii() and place.isdecimal() and len(place) < 16 else None


def page(before: int | None, action: str | None, typed: str, language: str) -> Page:
    """The events to show, as `warehouse.audit.page` gives them."""
    return audit.page(paths.loaded_dir(), SHOWN, SECONDS, before, action, _fits(typed, language))


def offer_older(found: Page, before: int | None, language: str) -> None:
    """Draw the ways to older and back to the newest events, and say so where the search went through a part only."""
    if found.is_cut:
        at = formats.minute(datetime.fromisoformat(found.reached), language) if found.reached else formats.MISSING
        share = formats.percent(Decimal(found.share.numerator) / found.share.denominator, language, 0)
        notes.quiet(say(language, "audit_cut", at=at, share=share))
    with st.container(horizontal=True):
        if found.older is not None:
            st.button(
                say(language, "audit_older"), icon=":material/history:", key="audit_older", on_click=_go,
                args=(found.older,),
            )  # fmt: skip
        if before is not None:
            st.button(
                say(language, "audit_newest"), icon=":material/vertical_align_top:", key="audit_newest", on_click=_go,
                args=(None,),
            )  # fmt: skip


def _go(place: int | None) -> None:
    if place is None:
        url.drop(AUDIT_BEFORE.name)
    else:
        url.update({AUDIT_BEFORE.name: str(place)})


def offer_files(action: str | None, typed: str, language: str) -> None:
    """Draw the menu of files: of the whole log, and of what the filter leaves of it."""
    scopes: dict[str, dict[str, str]] = {"all": {}}
    if action or typed:
        scopes = {"filtered": {"action": action or "", "q": typed}} | scopes
    with st.popover(say(language, "download"), icon=":material/download:"):
        for scope, asked in scopes.items():
            st.markdown(notes.bold(say(language, f"audit_download_{scope}")))
            with st.container(horizontal=True):
                for kind in _WRITERS:
                    address = urlencode({"lang": language, "kind": kind, **asked})
                    st.link_button(say(language, f"download_{kind}"), f"{audit_file.PATH}?{address}")


def offer_refused(shown: list[Count], counts: list[Count], language: str) -> None:
    """Draw the menu of files of the refusals, of those shown and of all."""
    told = [(say(language, "info_title"), say(language, "audit_refused_title"))]
    files = stem(say(language, "audit_refused_file"))
    export_menu.offer(REFUSED, shown, counts, told, files, language, "audit_refused_files", ADMIN)


def pieces(asked: Mapping[str, str]) -> tuple[str, Iterator[bytes]]:
    """Name and content of the file that an address asks for; what it does not say, or says wrong, is left at all."""
    language = asked.get("lang", "")
    language = language if language in LANGUAGES else DEFAULT_LANGUAGE
    kind = asked.get("kind", "")
    kind = kind if kind in _WRITERS else next(iter(_WRITERS))
    name = export_menu.file_name(say(language, "audit_file"), kind, language)
    return name, _written(kind, asked.get("action") or None, asked.get("q", ""), language)


def _written(kind: str, action: str | None, typed: str, language: str) -> Iterator[bytes]:
    write, fits = _WRITERS[kind], _fits(typed, language)
    events = (one for one in audit.events(paths.loaded_dir()) if action in (None, one.action) and fits(one))
    yield write(LOG.sheet(list(islice(events, _PIECE)), language))
    while piece := list(islice(events, _PIECE)):
        yield write(LOG.sheet(piece, language)).partition(b"\r\n")[2]  # the titles are there already


def action_name(action: str, language: str) -> str:
    """An action in words; one that is not ours as it is."""
    return say(language, f"audit_action_{action}") if action in ACTIONS else action


def _fits(typed: str, language: str) -> Callable[[Event], bool]:
    """What says whether the typed text is in an event as it is shown or in a hash; always where none was typed."""
    wanted = search_key(typed)
    return lambda event: not wanted or matches(
        wanted, *(read(event, language) for read in _READ.values()), *event.sha256
    )


def _result(event: Event, language: str) -> str:
    """`accepted`, `failed: <error>` or `refused: <why>`, its first word and the reason in the reader's language."""
    word, colon, detail = event.result.partition(": ")
    if word not in ("accepted", "failed", "refused"):
        return event.result or formats.MISSING
    told = say(language, f"audit_why_{detail}") if detail in WHYS else detail
    return say(language, f"audit_result_{word}") + (f": {told}" if colon else "")


def _hashes(event: Event, _: str) -> str:
    """The first few, shortened, and how many more there are: a publication of all files would fill a screen."""
    shown = [digest[:_SHORT_HASH] for digest in event.sha256[:_SHOWN_HASHES]]
    more = len(event.sha256) - len(shown)
    return " ".join([*shown, *([f"+{more}"] if more else [])]) or formats.MISSING


def _moment(text: str, language: str) -> str:
    return formats.minute(datetime.fromisoformat(text), language)


def _why(count: Count, language: str) -> str:
    return say(language, f"audit_why_{count.why}") if count.why in WHYS else count.why


def _clipped(read: Callable[[Event, str], str], event: Event, language: str) -> str:
    text = read(event, language)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


_READ: dict[str, Callable[[Event, str], str]] = {
    "at": lambda event, language: _moment(event.at, language) if event.at else formats.MISSING,
    "who": lambda event, _: event.who or formats.MISSING,
    "role": lambda event, language: say(language, f"access_role_{event.role}") if event.role else formats.MISSING,
    "action": lambda event, language: action_name(event.action, language),
    "subject": lambda event, _: event.subject or formats.MISSING,
    "result": _result,
    "sha256": _hashes,
}
_EXACT = {"utc": lambda event, _: event.at, "sha256": lambda event, _: " ".join(event.sha256)}


def _titled(name: str, read: Callable, width: int | None = None) -> Field:
    return Field(name, title=f"audit_column_{name}", shown=read, format="text", width=width)


# Events: times are those of Viet Nam; a file has exact times (UTC) and whole hashes too.
LOG = Table(
    "audit_sheet",
    screen=[_titled(name, partial(_clipped, read), _WIDTHS.get(name)) for name, read in _READ.items()],
    file=[_titled(name, (_READ | _EXACT)[name]) for name in ("at", "utc", *list(_READ)[1:])],
)
# Refusals, one row per minute and kind.
REFUSED = Table(
    "audit_refused_sheet",
    screen=[
        _titled("at", lambda count, language: _moment(count.minute, language)),
        _titled("subject", lambda count, _: count.subject),
        _titled("why", _why),
        Field(
            "count",
            title="audit_column_count",
            shown=lambda count, language: formats.number(count.count, language, 0),
            cell=lambda count, _: count.count,
            number=lambda count: count.count,
            format="count",
        ),
    ],
)
