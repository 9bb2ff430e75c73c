"""Changes: when new figures were published, from which documents, and how many figures and ranks became others."""

import streamlit as st

from exports.names import stem
from text import changes as sentences
from ui import answer_head, export_menu, frame, tables
from ui.table_description import Field, Table
from ui.visit import Visit
from warehouse import paths, publications
from warehouse.queries import coverage as queries

_COUNTS = ("added", "changed", "removed", "ranks")
_TABLE = Table(
    "changes_sheet",
    [
        Field("when", title="changes_column_when", format="text", width=130),
        Field("documents", title="changes_column_documents", help=lambda _: "", format="text", width=460),
        *(Field(name, title=f"changes_column_{name}", help=lambda _: "", format="count") for name in _COUNTS),
    ],
    [
        Field("build_id", title="changes_column_build", format="code"),
        Field("when", title="changes_column_when", format="text"),
        Field("documents", title="changes_column_documents", format="text"),
        *(Field(name, title=f"changes_column_{name}", format="count") for name in _COUNTS),
    ],
)


def main(language: str) -> None:
    """Draw the page in one language."""
    visit = Visit.now(language)
    known = {row["release_code"]: row["release_title"] for row in visit.fetch_of(queries.sources)}
    found = publications.for_readers(paths.warehouse_dir(), known)
    short = visit.say("changes_title")
    title = sentences.answer(found, language)
    answer_head.show(answer_head.Head(title, visit.say("changes_lead"), "", [], [], [], short), language)
    if not found:
        st.info(visit.say("changes_nothing"))
        return
    rows = [sentences.row(change, language) for change in found]
    line = export_menu.title_line(visit.say("changes_list_title", count=len(rows)))
    in_order = tables.show(
        _TABLE, rows, language, alt=visit.say("changes_alt", count=len(rows)), key="changes", can_sort=False
    )
    facts = [(visit.say("info_title"), short), (visit.say("info_build"), visit.build_id)]
    export_menu.offer(
        _TABLE, in_order, rows, facts, stem(visit.say("changes_file")), language, "changes_files", place=line
    )


frame.inside(main)
