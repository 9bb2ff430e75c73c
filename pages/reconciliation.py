"""Reconciliation: every printed figure beside what it was held against, and what came of it."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from exports.names import stem
from text.catalogue import counted, say
from ui import answer_head, export_menu, frame, notes, tables
from ui.reconciliation.checks import CHECKS, COUNTS, CheckFilter, pick
from ui.table_description import Table
from ui.visit import Visit
from warehouse.queries import data_quality as queries


def main(language: str) -> None:
    """Draw the page in one language."""
    visit = Visit.now(language)
    rows = visit.fetch_of(queries.checks)
    editions = visit.fetch_of(queries.by_edition)
    if not rows:
        st.info(visit.say("reconciliation_nothing"))
        return
    title, *reasons = _answer(editions, language)
    told = [visit.say("reconciliation_method")]
    short = counted(language, "reconciliation_count", sum(row["check_count"] for row in editions))
    answer_head.show(answer_head.Head(title, " ".join(reasons), "", [], told, [], short), language)
    chosen = pick(rows, editions, visit)
    _show_checks(rows, chosen, visit)
    _show_counts(editions, visit)


def _answer(editions: list[dict], language: str) -> list[str]:
    """How many printed figures were held against something, and what came of it; whether differences have reasons."""
    totals = {
        name: sum(row[f"{name}_count"] for row in editions)
        for name in ("check", "exact", "equal_at_printed_precision", "within_rounding_of_parts", "different")
    }
    unexplained = sum(row["unexplained_count"] for row in editions)
    told = say(language, "reconciliation_answer", **totals)
    if not totals["different"]:
        return [told]
    rest = "reconciliation_some_unexplained" if unexplained else "reconciliation_all_explained"
    return [told, say(language, rest, count=unexplained)]


def _show_checks(rows: list[dict], chosen: CheckFilter, visit: Visit) -> None:
    shown, words = chosen.shown(rows), chosen.words(visit.language)
    if not shown:
        st.info(notes.literal(visit.say("reconciliation_no_match", filters=notes.short(words))))
        return
    title = counted(visit.language, "reconciliation_count", len(shown)) + (f" · {words}" if words else "")
    notes.quiet(title)

    in_order = tables.show(
        CHECKS,
        shown,
        visit.language,
        alt=visit.say("reconciliation_alt", title=title),
        key="reconciliation",
        seen=visit.seen(*chosen.codes),
    )
    _offer(CHECKS, in_order, rows, words, "file", visit)


def _show_counts(editions: list[dict], visit: Visit) -> None:
    title = visit.say("reconciliation_counts_title")
    line = export_menu.title_line(title)
    in_order = tables.show(
        COUNTS,
        editions,
        visit.language,
        alt=visit.say("reconciliation_counts_alt", title=title, count=len(editions)),
        key="reconciliation_counts",
        seen=visit.seen(),
    )
    _offer(COUNTS, in_order, editions, "", "file_counts", visit, line)


def _offer(
    table: Table,
    shown: list[dict],
    rows: list[dict],
    filters: str,
    kind: str,
    visit: Visit,
    place: DeltaGenerator | None = None,
) -> None:
    facts = [
        (visit.say("info_title"), visit.say("reconciliation_title")),
        (visit.say("info_filters"), filters or visit.say("filter_all")),
        (visit.say("info_build"), visit.build_id),
        (visit.say("info_caveat"), visit.say("reconciliation_method")),
    ]
    files = stem(visit.say(f"reconciliation_{kind}"))
    export_menu.offer(table, shown, rows, facts, files, visit.language, f"export_{kind}", place=place)


frame.inside(main)
