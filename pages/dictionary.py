"""Dictionary: every table of the warehouse and each of its columns, by any word and without accents."""

from collections.abc import Sequence
from itertools import groupby

import streamlit as st

from exports.names import stem
from text.catalogue import column_help, column_meaning, column_title
from text.folding import begins, reading_order, search_key
from ui import answer_head, export_menu, frame, notes, tables
from ui.choices import declared, pickers
from ui.choices.choice import Options
from ui.choices.url import ALL
from ui.table_description import Field, Row, Table
from ui.tables import Group
from ui.visit import Visit
from warehouse.columns import column_catalogue
from warehouse.queries import tables as queries


def main(language: str) -> None:
    """Draw the page in one language."""
    _show(Visit.now(language))


_FILE: list[Field | str] = [
    Field("mart", title="dictionary_column_mart", format="code"),
    Field("column_code", title="dictionary_column_code", format="code"),
    Field("title", title="dictionary_column_title", format="text"),
    Field("meaning", title="dictionary_column_meaning", format="text"),
    Field("unit", title="dictionary_column_unit", format="text"),
    Field("column_type", title="dictionary_column_type", format="code"),
    Field("is_key", title="dictionary_column_key", format="flag"),
]
_TABLE = Table(
    "dictionary_sheet",
    [
        Field("column_code", title="dictionary_column_code", format="code", width=200),
        Field("title", title="dictionary_column_title", format="text", width=220),
        Field("meaning", title="dictionary_column_meaning", format="text", width=420),
        Field("unit", title="dictionary_column_unit", format="text"),
        Field("column_type", title="dictionary_column_type", format="code", far=True),
    ],
    _FILE,
    keeps_first=True,
)


def _show(visit: Visit) -> None:
    """Draw the head, what narrows the list, and the list."""
    rows = _rows(visit)
    marts = {row["mart"]: column_title(visit.language, f"mart.{row['mart']}") for row in rows}
    title = visit.say("dictionary_answer", tables=len(marts), columns=len({row["column_code"] for row in rows}))
    short = visit.say("dictionary_title")
    answer_head.show(answer_head.Head(title, visit.say("dictionary_lead"), "", [], [], [], short), visit.language)
    labels = {ALL: visit.say("dictionary_all")}
    labels |= dict(sorted(marts.items(), key=lambda item: reading_order(item[1])))
    tools = st.container(horizontal=True, vertical_alignment="bottom", key="tools")
    mart = pickers.offer(declared.DICTIONARY_TABLE, Options(labels, ALL), visit.language, tools)
    pickers.search(declared.DICTIONARY_SEARCH, visit.language, tools, width=280, is_labelled=False)
    typed = declared.DICTIONARY_SEARCH.requested or ""
    shown = _narrowed(rows, mart or ALL, typed, visit.language)
    if not shown:
        st.info(notes.literal(visit.say("dictionary_no_match", typed=notes.short(typed))))
        return
    alt = visit.say("dictionary_alt", count=len(shown))
    in_order = tables.show(
        _TABLE,
        shown,
        visit.language,
        alt=alt,
        key="dictionary",
        groups=_groups(shown, marts, visit),
        seen=visit.seen(mart, typed),
    )
    facts = [(visit.say("info_title"), short), (visit.say("info_build"), visit.build_id)]
    export_menu.offer(
        _TABLE, in_order, rows, facts, stem(visit.say("dictionary_file")), visit.language, "dictionary_files"
    )


def _rows(visit: Visit) -> list[Row]:
    keys = queries.keys()
    described = column_catalogue()
    rows = []
    for row in visit.fetch_of(queries.every_column):
        column = described.column(row["column_code"])
        rows.append(
            row
            | {
                "title": column_title(visit.language, column.name),
                "meaning": column_meaning(visit.language, column.name),
                "unit": visit.say(f"dictionary_unit_{column.unit.translate(_UNITS)}"),
                "is_key": row["column_code"] in keys.get(row["mart"], ()),
            }
        )
    return rows


_UNITS = str.maketrans({" ": "_", ".": "_", ",": "_", "/": "_"})


def _narrowed(rows: Sequence[Row], mart: str, typed: str, language: str) -> list[Row]:
    wanted = search_key(typed)
    return [
        row
        for row in rows
        if mart in (ALL, row["mart"])
        and (
            not wanted
            or begins(
                wanted, row["column_code"], row["title"], row["meaning"], row["mart"],
                column_title(language, f"mart.{row['mart']}"),
            )
        )
    ]  # fmt: skip


def _groups(rows: Sequence[Row], marts: dict[str, str], visit: Visit) -> list[Group]:
    heads, of_mart = [], queries.keys()
    for mart, inside in groupby(rows, key=lambda row: row["mart"]):
        found = list(inside)
        keys = of_mart.get(mart)
        told = [visit.say("dictionary_key", columns=", ".join(keys))] if keys else []
        about = column_help(visit.language, f"mart.{mart}") or ""
        heads.append(Group(len(found), marts[mart], f"mart.{mart}", [about, *told]))
    return heads


frame.inside(main)
