"""Every table of the pages, drawn as a real one: it prints whole, wraps, is spoken as it is painted, and sorts.

The order that a reader sorts by stands in the address, so that a link, and the files of the table, follow it. A row may
lead to another page. On a phone a table keeps the columns that it names as narrow; else its rows stand as cards.
"""

import json
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import streamlit as st

from text.catalogue import DEFAULT_LANGUAGE, say
from text.folding import reading_order
from text.formats import MISSING, number
from ui import data, notes
from ui.choices import url
from ui.choices.declared import SORTING
from ui.table_description import Column, Table

MOST_ROWS = 400  # drawn at once; a table of provinces, communes of one province or components of a unit has fewer
_HERE = Path(__file__)
_COUNT = "tables.count."
_component = st.components.v2.component(
    "table",
    css=_HERE.with_suffix(".css").read_text(encoding="utf-8"),
    js=_HERE.with_suffix(".js").read_text(encoding="utf-8"),
)


@dataclass(frozen=True)
class Group:
    """A head over the next `count` rows: its title, what stands at its end, and what all of them share."""

    count: int
    title: str
    side: str = ""
    notes: Sequence[str] = ()


def show(
    table: Table,
    rows: Sequence[Any],
    language: str,
    *,
    alt: str,
    key: str,
    is_own: Callable[[Any], bool] | None = None,
    leads: Callable[[Any], str | None] | None = None,
    groups: Sequence[Group] = (),
    can_sort: bool = True,
    is_ordered: bool = False,
    seen: Hashable = None,
) -> list[Any]:
    """Draw rows in the order that the reader sorts them by, and return them so; those of groups stay as they come, and
    all where the table is one that nobody `can_sort` or its rows come as asked already (`is_ordered`).

    `alt` names the table for readers who cannot see it, `is_own` tells the reader's own row, which stands at the top
    too, `leads` the address that a row leads to. `seen` is everything that the table depends on besides its
    order: what is drawn is then kept for all who see the same.

    Of more than `MOST_ROWS` rows the first are drawn, and the own one; the reader asks for more, the files have all.
    """

    in_order = list(rows) if groups or is_ordered else ordered(table, rows, language, key)
    count = len(in_order) if groups else st.session_state.get(f"{_COUNT}{key}", MOST_ROWS)
    own = next((at for at, row in enumerate(in_order) if is_own and is_own(row)), None)
    drawn_rows = in_order[:count]
    if own is not None and own >= count:
        drawn_rows, own = [*drawn_rows, in_order[own]], len(drawn_rows)

    def make() -> str:
        return _payload(
            table.columns(drawn_rows, language),
            alt=alt,
            own=own,
            addresses=[leads(row) for row in drawn_rows] if leads else [],
            groups=groups,
            sorted_by=sorted_by(key),
            can_sort=can_sort and not groups and len(rows) > 1,
            explain=say(language, "table_explain"),
            more=[say(language, "table_more"), f"method?lang={language}"],
            official=DEFAULT_LANGUAGE,
        )

    drawn = make() if seen is None else data.kept(make, "table", key, seen, sorted_by(key), count)
    _component(data=drawn, key=key, on_sort_change=lambda: _sort(key))
    if len(in_order) > count:
        _offer_more(key, count, len(in_order), language)
    return in_order


def _offer_more(key: str, count: int, of: int, language: str) -> None:
    """Say how many rows are drawn, and draw as many again if asked."""

    def more() -> None:
        st.session_state[f"{_COUNT}{key}"] = count + MOST_ROWS

    shown = {name: number(amount, language, 0) for name, amount in (("count", count), ("of", of))}
    notes.quiet(say(language, "table_rows_shown", **shown))
    st.button(
        notes.literal(say(language, "table_rows_more", count=min(MOST_ROWS, of - count))), key=f"{key}_more",
        on_click=more, icon=":material/expand_more:",
    )  # fmt: skip


def _payload(
    columns: Sequence[Column], *, addresses: Sequence[str | None], groups: Sequence[Group], **more: Any
) -> str:
    """What the browser draws, as one text: Streamlit would look into anything else twice at every run."""
    return json.dumps(
        {
            "columns": [_column(column) for column in columns],
            "addresses": addresses,
            "groups": [group.__dict__ for group in groups],
            "missing": MISSING,
            **more,
        },
        ensure_ascii=False,
        separators=(",", ":"),
    )


def _column(column: Column) -> dict:
    told: dict[str, Any] = {
        "key": column.key,
        "title": column.title,
        "over": column.over,
        "help": column.help,
        "kind": column.kind,
        "isPinned": column.pinned,
        "isNarrow": column.narrow,
        "isFar": column.far,
        "width": column.width,
        "fallsFirst": column.falls_first,
        "shares": column.shares and [None if share is None else round(share, 4) for share in column.shares],
        "mark": column.mark,
        "fills": column.fills,
        "printed": any(column.as_printed) and [int(is_printed) for is_printed in column.as_printed],
        "signs": [(number > 0) - (number < 0) for number in map(_zero, column.numbers)]
        if column.kind == "change"
        else None,
    }
    if column.spine:
        told |= {"spans": column.spans, "ticks": [(column.spine.at(at), words) for at, words in column.spine.ticks]}
    return {name: part for name, part in told.items() if part} | {"cells": list(column.shown)}


def _zero(number: float | None) -> float:
    return number or 0.0


def ordered(table: Table, rows: Sequence[Any], language: str, key: str) -> list[Any]:
    """The rows in the order that the reader sorts the table of this key by; as they come where there is none.

    What is not known stands last, whichever way. Numbers by size, words as a Vietnamese dictionary has them.
    """
    by, falls = sorted_by(key)
    column = table.column(by, rows, language) if by else None
    if column is None:
        return list(rows)
    keys: list[Any] = [
        None if words == MISSING else number
        for words, number in zip(column.shown, column.numbers or map(reading_order, column.shown), strict=True)
    ]
    known = [at for at, place in enumerate(keys) if place is not None]
    known.sort(key=keys.__getitem__, reverse=falls)
    return [rows[at] for at in [*known, *(at for at, place in enumerate(keys) if place is None)]]


def sorted_by(key: str) -> tuple[str, bool]:
    """The key of the column that the table of this key is sorted by, and whether it falls; empty where by none."""
    table, _, by = (url.query_param(SORTING.name) or "").partition(".")
    column, _, way = by.rpartition(".")
    return (column, way == "down") if table == key else ("", False)


def _sort(key: str) -> None:
    """Callback of the heads: the table is sorted as asked, the others of the page stand as they come."""
    asked = st.session_state[key].sort
    if isinstance(asked, str) and asked:
        url.update({SORTING.name: f"{key}.{asked}"})
    else:
        url.drop(SORTING.name)
