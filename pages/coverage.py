"""Sources: how much of each edition is loaded, and every document that the figures were read from."""

from collections.abc import Sequence

import streamlit as st

from exports.names import stem
from ui import answer_head, export_menu, frame, tables
from ui.coverage import coverage_tables
from ui.table_description import Table
from ui.tables import Group
from ui.visit import Visit
from warehouse.queries import coverage as queries


def main(language: str) -> None:
    """Draw the page in one language."""
    visit = Visit.now(language)
    covered, cited = visit.fetch_of(queries.coverage), visit.fetch_of(queries.sources)
    title = visit.say(
        "coverage_answer",
        sources=len({(row["publisher"], row["source_address"]) for row in cited}),
        releases=len({row["release_code"] for row in cited}),
        editions=len({row["edition_code"] for row in covered}),
    )
    lead = visit.say("coverage_lead")
    short = visit.say("coverage_title")
    answer_head.show(answer_head.Head(title, lead, "", [], [], [], short), language)
    if not covered:
        st.info(visit.say("coverage_nothing"))
        return
    ordered, groups = coverage_tables.grouped(covered, visit)
    _draw(visit, coverage_tables.COVERAGE, ordered, "coverage", groups)
    _draw(visit, coverage_tables.SOURCES, cited, "sources")


def _draw(visit: Visit, table: Table, rows: list[dict], name: str, groups: Sequence[Group] = ()) -> None:
    title = visit.say(f"coverage_{name}_title", count=len(rows))
    line = export_menu.title_line(title)
    in_order = tables.show(
        table, rows, visit.language, alt=title, key=f"coverage_{name}", groups=groups, seen=visit.seen()
    )
    facts = [(visit.say("info_title"), title), (visit.say("info_build"), visit.build_id)]
    files = stem(visit.say(f"coverage_{name}_file"))
    export_menu.offer(table, in_order, rows, facts, files, visit.language, f"coverage_{name}_files", place=line)


frame.inside(main)
