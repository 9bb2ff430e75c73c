"""Sources: how much of each edition is loaded, and every document that the figures were read from."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from exports.names import stem
from ui import answer_head, export_menu, frame, notes, tables
from ui.coverage import coverage_tables
from ui.table_description import Table
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
    _coverage(visit, covered)
    title = visit.say("coverage_sources_title", count=len(cited))
    line = export_menu.title_line(title)
    in_order = tables.show(
        coverage_tables.SOURCES, cited, visit.language, alt=title, key="coverage_sources", seen=visit.seen()
    )
    _offer(visit, coverage_tables.SOURCES, in_order, cited, "sources", title, line)


def _coverage(visit: Visit, covered: list[dict]) -> None:
    """The editions of the first index, and those of all others folded."""
    title = visit.say("coverage_coverage_title")
    line = export_menu.title_line(title)
    first = covered[0]["index_code"]
    others = [row for row in covered if row["index_code"] != first]

    def draw(rows: list[dict], key: str) -> None:
        ordered, groups = coverage_tables.grouped(rows, visit)
        tables.show(
            coverage_tables.COVERAGE, ordered, visit.language, alt=title, key=key, groups=groups, seen=visit.seen(key)
        )

    draw([row for row in covered if row["index_code"] == first], "coverage_coverage")
    if others:
        count = len({row["edition_code"] for row in others})
        with st.expander(notes.literal(visit.say("coverage_others", count=count)), key="coverage_others"):
            draw(others, "coverage_more")
    _offer(visit, coverage_tables.COVERAGE, covered, covered, "coverage", title, line)


def _offer(
    visit: Visit, table: Table, in_order: list[dict], rows: list[dict], name: str, title: str, line: DeltaGenerator
) -> None:
    facts = [(visit.say("info_title"), title), (visit.say("info_build"), visit.build_id)]
    files = stem(visit.say(f"coverage_{name}_file"))
    export_menu.offer(table, in_order, rows, facts, files, visit.language, f"coverage_{name}_files", place=line)


frame.inside(main)
