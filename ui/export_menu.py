"""The menu that offers a table as files, of the rows shown or of all. A file is built when it is clicked."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any, Protocol

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from access.roles import VIEWER
from exports.delimited import csv_machine, csv_vietnamese
from exports.sheet import Sheet
from exports.workbook import workbook
from text import citations, formats
from text.catalogue import named, say
from text.caveats import decision
from text.periods import period
from ui import data, file_button, notes
from ui.choices import url
from ui.table_description import Table

_KINDS = {
    "xlsx": (".xlsx", file_button.XLSX),
    "csv_vi": (".csv", "text/csv"),
    "csv_machine": (".csv", "text/csv"),
    "parquet": (".parquet", file_button.OCTETS),
}


class Filtered(Protocol):
    """Which rows a table shows, as the filter of a page says it."""

    def words(self, language: str) -> str:
        """The filter in words; empty when everything is shown."""


@dataclass(frozen=True)
class Caption:
    """What a file tells of its table: the edition, None where it is of several, and the table's name in words."""

    edition: dict | None
    name: str


def title_line(title: str) -> DeltaGenerator:
    """Draw the title of a table, and give the line that it stands in: the place of the menu, at its end."""
    line = st.container(horizontal=True, vertical_alignment="center")
    line.header(notes.literal(title), anchor=False)
    return line


def offer(
    table: Table,
    shown: Sequence[Any],
    everything: Sequence[Any],
    facts: list[tuple[str, str]],
    stem: str,
    language: str,
    key: str = "export",
    needed: str = VIEWER,
    place: DeltaGenerator | None = None,
) -> None:
    """Draw the menu in its `place`, the line of the table's title, or here below the table or chart. A file has the
    rows given, in the order given. `facts` (item, content) go into each workbook.

    `key` tells the menus of a page with several tables apart; `needed` is the role that its page needs.
    """
    made = data.made_at()
    build_id = next((content for item, content in facts if item == say(language, "info_build")), "")
    stamped = [*facts, *when_and_where(made, language, of_current=build_id)]
    makers = {
        scope: (
            len(rows),
            {
                "xlsx": partial(_workbook, table, rows, stamped, made, language),
                "csv_vi": partial(_file, csv_vietnamese, table, rows, language),
                "csv_machine": partial(_file, csv_machine, table, rows, language),
            },
        )
        for scope, rows in (("shown", shown), ("all", everything))
    }
    menu(makers, dict.fromkeys(makers, stem), language, key, needed, place)


def menu(
    makers: Mapping[str, tuple[int, Mapping[str, Callable[[], bytes]]]],
    stems: Mapping[str, str],
    language: str,
    key: str,
    needed: str = VIEWER,
    place: DeltaGenerator | None = None,
) -> None:
    """Draw the menu of files: of the rows `shown` and of `all`, how many they are and what makes the files of each kind
    (`xlsx`, `csv_vi`, `csv_machine`, `parquet`); `stems` are their names.
    """
    with (place or st).popover(say(language, "download"), icon=":material/download:", type="tertiary"):
        for scope, (count, kinds) in makers.items():
            st.markdown(notes.bold(say(language, f"download_{scope}", count=count)))
            with st.container(horizontal=True):
                for kind, build in kinds.items():
                    file_button.draw(
                        say(language, f"download_{kind}"),
                        build,
                        _KINDS[kind][1],
                        needed,
                        file_name=file_name(stems[scope], kind, language, scope == "shown"),
                        key=f"{key}_{scope}_{kind}",
                    )


def when_and_where(made: datetime, language: str, of_current: str = "", **pinned: str) -> list[tuple[str, str]]:
    """When the data of a file were made, and the address that shows it again, as `url.of_view`. That of a page which
    always shows the current build says so, and the build ``of_current`` has the address of its own data beside it.
    """
    address = url.of_view(**pinned)
    told = [(say(language, "info_time"), formats.minute(made, language))]
    if not address:
        return told
    if pinned:
        return [*told, (say(language, "info_address"), address)]
    told.append((say(language, "info_address_now"), address))
    if of_current and (kept := url.of_page("data", as_of=of_current)):
        told.append((say(language, "info_address_build"), kept))
    return told


def information(facts: Sequence[tuple[str, str]], count: int, language: str) -> Sheet:
    """The sheet that says of what a workbook of so many rows is."""
    titles = [say(language, "info_item"), say(language, "info_content")]
    return Sheet(say(language, "sheet_info"), titles, [*facts, (say(language, "info_rows"), str(count))])


def facts(
    about: Caption, selection: Filtered | None, build_id: str, cited: list[dict], caveats: list[str], language: str
) -> list[tuple[str, str]]:
    """What a reader of the file must know: filters in words, framework if it is one, build, sources, caveats."""
    edition = []
    if about.edition:
        edition = [
            (say(language, "info_edition"), _edition(about.edition, language)),
            (say(language, "info_framework"), decision(about.edition["decision"], language)),
        ]
    return [
        (say(language, "info_title"), about.name),
        (say(language, "info_filters"), (selection and selection.words(language)) or say(language, "filter_all")),
        *edition,
        (say(language, "info_build"), build_id),
        *(
            (
                say(language, "info_source"),
                f"{citations.cited(source, language)} {source['source_address'] or ''}",
            )
            for source in cited
        ),
        *((say(language, "info_caveat"), note) for note in caveats),
    ]


def _edition(edition: dict, language: str) -> str:
    return say(
        language,
        "info_edition_named",
        index=named(edition, "index_name", language),
        period=period(edition, language),
        cohort=named(edition, "cohort_name", language),
        code=edition["edition_code"],
    )


def file_name(stem: str, kind: str, language: str, is_part: bool = False) -> str:
    """The whole name of a file: `xep-hang_dti_2022_vn63_dang-hien.xlsx` where it is the part of the rows shown."""
    marks = [say(language, "file_shown")] if is_part else []
    if kind == "csv_machine":
        marks.append(say(language, "file_machine"))
    return "_".join((stem, *marks)) + _KINDS[kind][0]


def _file(write: Callable[[Sheet], bytes], table: Table, rows: Sequence[Any], language: str) -> bytes:
    return write(table.sheet(rows, language))


def _workbook(
    table: Table, rows: Sequence[Any], facts: list[tuple[str, str]], made: datetime, language: str
) -> bytes:
    return workbook(table.sheet(rows, language), information(facts, len(rows), language), made)
