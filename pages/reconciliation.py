"""Reconciliation: every printed figure beside what it was held against, and what came of it."""

from functools import partial

import streamlit as st

from text.answer import counted
from text.catalogue import say
from ui import data, export_menu, frame, notes, tables
from ui.reconciliation import reconciliation_tables
from ui.reconciliation.choices import CheckFilter, pick
from ui.table_description import Table
from ui.theme import palette
from warehouse.queries import reconciliation as queries


def main(language: str) -> None:
    """Draw the page in one language."""
    build_id = data.current_build().build_id
    rows = data.fetch(queries.checks, build_id).to_dicts()
    editions = data.fetch(queries.by_edition, build_id).to_dicts()
    if not rows:
        st.info(say(language, "reconciliation_nothing"))
        return
    st.header(notes.literal(_answer(editions, language)), anchor=False)
    notes.quiet(say(language, "reconciliation_method"))
    chosen = pick(editions, language)
    _show_checks(rows, chosen, build_id, language)
    st.header(say(language, "reconciliation_counts_title"), anchor=False)
    _show_counts(editions, build_id, language)


def _answer(editions: list[dict], language: str) -> str:
    """How many printed figures were held against something, and what came of it."""
    totals = {
        name: sum(row[f"{name}_count"] for row in editions)
        for name in ("check", "exact", "equal_at_printed_precision", "within_rounding_of_parts", "different")
    }
    unexplained = sum(row["unexplained_count"] for row in editions)
    told = say(language, "reconciliation_answer", **totals)
    if not totals["different"]:
        return told
    rest = "reconciliation_some_unexplained" if unexplained else "reconciliation_all_explained"
    return f"{told} {say(language, rest, count=unexplained)}"


def _show_checks(rows: list[dict], chosen: CheckFilter, build_id: str, language: str) -> None:
    shown, words = chosen.shown(rows), chosen.words(language)
    if not shown:
        st.info(notes.literal(say(language, "reconciliation_no_match", filters=notes.short(words))))
        return
    title = counted(language, "reconciliation_count", len(shown)) + (f" · {words}" if words else "")
    notes.quiet(title)
    scheme = st.context.theme.type

    def draw() -> None:
        columns = reconciliation_tables.CHECKS.columns(shown, language)
        alt = say(language, "reconciliation_alt", title=title)
        tables.show(columns, palette(scheme), alt=alt, key="reconciliation", lines=tables.lines_of(columns))

    data.show(draw, "reconciliation", build_id, *chosen.codes, language, scheme)
    _offer(reconciliation_tables.CHECKS, shown, rows, words, "file", build_id, language)


def _show_counts(editions: list[dict], build_id: str, language: str) -> None:
    scheme = st.context.theme.type
    title = say(language, "reconciliation_counts_title")
    draw = partial(
        tables.show,
        reconciliation_tables.COUNTS.columns(editions, language),
        palette(scheme),
        alt=say(language, "reconciliation_counts_alt", title=title, count=len(editions)),
        key="reconciliation_counts",
    )
    data.show(draw, "reconciliation_counts", build_id, language, scheme)
    _offer(reconciliation_tables.COUNTS, editions, editions, "", "file_counts", build_id, language)


def _offer(
    table: Table,
    shown: list[dict],
    rows: list[dict],
    filters: str,
    kind: str,
    build_id: str,
    language: str,
) -> None:
    facts = [
        (say(language, "info_title"), say(language, "reconciliation_title")),
        (say(language, "info_filters"), filters or say(language, "filter_all")),
        (say(language, "info_build"), build_id),
        (say(language, "info_caveat"), say(language, "reconciliation_method")),
    ]
    stem = say(language, f"reconciliation_{kind}")
    export_menu.offer(table, shown, rows, facts, stem, language, f"export_{kind}")


frame.inside(main)
