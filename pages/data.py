"""Data tables: any table of the warehouse, as of any build that was published, narrowed, and as files."""

import io
from collections.abc import Callable
from dataclasses import replace

import polars as pl
import streamlit as st

from exports import package
from exports.delimited import csv_machine, csv_vietnamese
from exports.names import stem
from exports.sheet import FrameSheet
from exports.workbook import MOST_ROWS, workbook
from text import formats
from text.catalogue import column_title
from ui import answer_head, data, export_menu, frame, notes, tables
from ui.choices import declared, url
from ui.choices.choice import UnknownChoice, refuse
from ui.data_tables import choices, packages
from ui.data_tables.choices import KEY, ROWS, Chosen, every_field, keys_of
from ui.framed_tables import columns_of, framed
from ui.table_description import Field, Table
from ui.visit import Visit
from warehouse import paths
from warehouse.queries import tables as queries
from warehouse.queries.tables import Asked


def main(language: str) -> None:
    """Draw the page in one language."""
    visit = packages.pick_build(Visit.now(language))
    if visit is None:
        return
    chosen = choices.pick(visit)
    if chosen is not None:
        _show(chosen, visit)


_MOST_KEPT = 4  # columns of a workbook that stay while the others are scrolled: more would leave no room for those
_LONG, _WIDTH = 45, 300  # letters of a text that is broken into lines, and the pixels it gets


def _show(chosen: Chosen, visit: Visit) -> None:
    """Draw the answer, a page of the rows, the ways to the others, and the menu of files."""
    name = column_title(visit.language, f"mart.{chosen.mart.name}")
    every = data.fetch(queries.count, visit.build_id, chosen.mart, Asked())
    count = data.fetch(queries.count, visit.build_id, chosen.mart, replace(chosen.asked, order="", falling=False))
    _head(chosen, name, count, every, visit)
    if not count:
        words = chosen.words(visit.language)
        st.info(notes.literal(visit.say("data_nothing", filters=words) if words else visit.say("data_empty")))
        return
    start = _start(count, visit)
    frame = data.fetch(queries.page, visit.build_id, chosen.mart, chosen.asked, start, ROWS)
    last = start + frame.height
    line = st.container(horizontal=True, vertical_alignment="center")
    with line:
        first, to, of = (_count(each, visit) for each in (start + 1, last, count))
        notes.quiet(visit.say("data_rows", first=first, last=to, count=of))
        _ways(start, count, visit)
    _offer(chosen, name, count, every, visit, line)
    tables.show(
        Table(lambda _: name, [_breaking(field, frame, visit.language) for field in chosen.fields]),
        frame.to_dicts(),
        visit.language,
        alt=visit.say("data_alt", title=name, first=start + 1, last=last),
        key=KEY,
        is_ordered=True,
        seen=(*visit.seen(start), chosen.mart, chosen.asked, tuple(each.name for each in chosen.fields)),
    )


def _breaking(field: Field, frame: pl.DataFrame, language: str) -> Field:
    """The field, its texts broken into lines where one of them is long."""
    own = columns_of(field, frame.columns)
    shown = [each for each in own if each in (field.name, f"{field.name}_{language}")] or own
    texts = [each for each in shown if frame[each].dtype == pl.String]
    is_long = any((frame[each].str.len_chars() > _LONG).any() for each in texts)
    return replace(field, width=_WIDTH) if is_long else field


def _count(amount: int, visit: Visit) -> str:
    return formats.number(amount, visit.language, 0)


def _head(chosen: Chosen, name: str, count: int, every: int, visit: Visit) -> None:
    key = "data_answer" if count == every else "data_answer_part"
    title = visit.say(key, table=name, shown=_count(count, visit), count=_count(every, visit))
    lead = visit.say("data_lead", columns=len(every_field(chosen.mart)))
    told = [*chosen.told, visit.say("data_note_codes")]
    answer_head.show(answer_head.Head(title, lead, "", [], told, [], name), visit.language)


def _start(count: int, visit: Visit) -> int:
    """Where the page of rows begins, as the address says; at the first row where that is none, which is said."""
    choice = declared.DATA_AT
    asked = url.query_param(choice.name)
    if not asked:
        return 0
    start = int(asked) - 1 if asked.isascii() and asked.isdecimal() and len(asked) < 10 else -1
    if not 0 <= start < count:
        refuse(UnknownChoice(choice.unknown, asked=asked, count=_count(count, visit)), visit.language)
        return 0
    return start


def _ways(start: int, count: int, visit: Visit) -> None:
    for key, to, icon, is_there in (
        ("data_earlier", max(start - ROWS, 0), ":material/chevron_left:", start > 0),
        ("data_later", start + ROWS, ":material/chevron_right:", start + ROWS < count),
    ):
        st.button(visit.say(key), key=key, icon=icon, type="tertiary", disabled=not is_there, on_click=_go, args=(to,))


def _go(start: int) -> None:
    if start:
        url.update({declared.DATA_AT.name: str(start + 1)})
    else:
        url.drop(declared.DATA_AT.name)


def _offer(chosen: Chosen, name: str, count: int, every: int, visit: Visit, place: object) -> None:
    makers = {}
    for scope, rows, of in (
        ("shown", count, chosen),
        ("all", every, replace(chosen, asked=replace(chosen.asked, values=()), told=(), edition=None, unit="")),
    ):
        made = _Files(of, name, visit, has_address=scope == "shown" or not chosen.asked.values)
        kinds: dict[str, Callable[[], bytes]] = {"xlsx": made.workbook} if rows <= MOST_ROWS else {}
        kinds |= {"csv_vi": made.csv_vietnamese, "csv_machine": made.csv_machine, "parquet": made.parquet}
        makers[scope] = (rows, kinds)
    of_edition = [chosen.edition["edition_code"]] if chosen.edition else []
    names = {"shown": [*of_edition, *([chosen.unit] if chosen.unit else [])], "all": []}
    stems = {scope: stem(visit.say("data_file"), chosen.mart.name, *of) for scope, of in names.items()}
    export_menu.menu(makers, stems, visit.language, "export_data", place=place)  # type: ignore[arg-type]


class _Files:
    """What makes the files of the rows asked for, each at a click, outside of the run of the page."""

    def __init__(self, chosen: Chosen, name: str, visit: Visit, has_address: bool) -> None:
        self._chosen, self._name, self._visit = chosen, name, visit
        self._made = package.when(paths.warehouse_dir(), visit.build_id)
        where = export_menu.when_and_where(self._made, visit.language, as_of=visit.build_id)
        self._where = where if has_address else where[:1]  # what the address shows is narrowed

    def workbook(self) -> bytes:
        """The rows with what they are."""
        chosen, visit = self._chosen, self._visit
        cited = queries.sources(visit.build_id, chosen.mart, chosen.asked).to_dicts()
        about = export_menu.Caption(chosen.edition, f"{self._name} (mart.{chosen.mart.name})")
        facts = export_menu.facts(about, chosen, visit.build_id, cited, [visit.say("data_caveat")], visit.language)
        if not cited:
            facts.append((visit.say("info_source"), visit.say("data_sources_elsewhere")))
        sheet = self._sheet()
        information = export_menu.information([*facts, *self._where], sheet.height, visit.language)
        return workbook(sheet, information, self._made)

    def csv_vietnamese(self) -> bytes:
        """The rows for Vietnamese Excel."""
        return csv_vietnamese(self._sheet())

    def csv_machine(self) -> bytes:
        """The rows for programs."""
        return csv_machine(self._sheet())

    def parquet(self) -> bytes:
        """The rows as the warehouse holds them: types, names of columns, codes."""
        buffer = io.BytesIO()
        self._frame().write_parquet(buffer)
        return buffer.getvalue()

    def _frame(self) -> pl.DataFrame:
        return queries.rows(self._visit.build_id, self._chosen.mart, self._chosen.asked, self._chosen.columns)

    def _sheet(self) -> FrameSheet:
        frame = data.with_names(self._frame(), self._visit.build_id)
        fields = self._chosen.fields
        names = [field.name for field in fields]
        keys = keys_of(names)
        kept = len(keys) if names[: len(keys)] == keys and len(keys) < len(names) else 0
        return replace(framed(self._name, fields, frame, self._visit.language), kept=min(kept, _MOST_KEPT))


frame.inside(main)
