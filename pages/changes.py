"""Changes: when new figures were published, from which documents, and how many figures and ranks became others."""

import streamlit as st

from exports.names import stem
from text import changes as sentences
from text import formats
from ui import answer_head, export_menu, frame, notes, tables
from ui.table_description import Field, Table
from ui.visit import Visit
from warehouse import paths, publications
from warehouse.queries import data_quality as queries

_COUNTS = ("added", "changed", "removed", "ranks")
_TABLE = Table(
    "changes_sheet",
    [
        Field("when", title="changes_column_when", format="text", width=130),
        Field("to_readers", title="changes_column_to_readers", help=lambda _: "", format="text", width=300),
        Field("documents", title="changes_column_documents", help=lambda _: "", format="text", width=460),
        *(Field(name, title=f"changes_column_{name}", help=lambda _: "", format="count") for name in _COUNTS),
    ],
    [
        Field("build_id", title="changes_column_build", format="code"),
        Field("when", title="changes_column_when", format="text"),
        Field("to_readers", title="changes_column_to_readers", format="text"),
        Field(
            "documents", title="changes_column_documents", format="text", cell=lambda row, _: row["all_documents"]
        ),
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
    for place, change in enumerate(each for each in found if sentences.is_cut(each)):
        _every_document(visit, change, f"changes_of_{place}")


def _every_document(visit: Visit, change: publications.Change, key: str) -> None:
    """Every document of a publication whose row names some, folded."""
    when = formats.minute(change.when, visit.language) if change.when else change.build_id
    with st.expander(notes.literal(visit.say("changes_every_document", when=when)), key=key):
        for head, titles in sentences.lists(change, visit.language):
            st.markdown(notes.bold(head))
            st.markdown(notes.listed(titles))


frame.inside(main)
