"""What differs between any two builds that are kept: the effect in a sentence, then row by row in each mart."""

import polars as pl
import streamlit as st

from access.roles import ANALYST
from etl.uploads import loading
from text import formats
from text.catalogue import say
from ui import data, export_menu, notes, tables
from ui.choices import pickers
from ui.choices.choice import Options
from ui.choices.declared import HISTORY_FROM, HISTORY_MART, HISTORY_TO
from ui.history import words as builds_words
from ui.load import effect as load_effect
from ui.load import words as load_words
from ui.table_description import Field, Row, Table
from ui.theme import palette
from warehouse import builds, compare, paths
from warehouse.builds import Stamp
from warehouse.columns import catalogue
from warehouse.effect import Effect, effect

SHOWN_ROWS = 300
_PICKER_WIDTH = 320


def _mart(row: Row, language: str) -> str:
    return catalogue().title_of(f"mart.{row['mart']}", language)


_MARTS = Table(
    None,
    screen=[
        Field("mart", title="builds_column_mart", shown=_mart, format="text"),
        *(Field(change, title=f"load_column_{change}", format="count") for change in load_words.CHANGES),
    ],
    keeps_first=True,
)
_ROWS = [
    Field(name, title=f"builds_column_{name}", format="text", width=width)
    for name, width in (("key", 300), ("change", None), ("columns", 220), ("before", 260), ("after", 260))
]


def show(stamp: Stamp, language: str) -> None:
    """Draw the pickers of two builds and what differs between them."""
    labels = _labels(language)
    if len(labels) < 2:
        st.info(say(language, "builds_one_only"))
        return
    other = next(code for code in labels if code != stamp.build_id)
    grid = st.grid("auto", min_column_width=_PICKER_WIDTH)
    older = pickers.offer(HISTORY_FROM, Options(labels, other), language, grid)
    newer = pickers.offer(HISTORY_TO, Options(labels, stamp.build_id), language, grid)
    if older is None or newer is None:
        return
    if older == newer:
        st.info(say(language, "builds_same"))
        return
    found = between(older, newer)
    st.markdown(notes.bold(load_effect.sentence(found, language)))
    for mark in load_effect.untouched(found, language):
        notes.quiet(mark)
    if not found.is_nothing:
        _marts(found, older, newer, language)


def between(older: str, newer: str) -> Effect:
    """The effect of going from one build to another; found once."""
    return data.fetch(_effect, older, newer)


def _effect(older: str, newer: str) -> Effect:
    return effect(older, newer, paths.warehouse_dir())


def _rows(older: str, newer: str, name: str) -> pl.DataFrame:
    mart = next(mart for mart in compare.marts(paths.SQL_DIR) if mart.name == name)
    return compare.compare_mart(older, newer, mart, paths.warehouse_dir())


def _labels(language: str) -> dict[str, str]:
    """Every kept build that is whole, the newest first, by its last publication; a candidate says that it is one."""
    published = builds_words.kept(loading.publications())
    candidate = say(language, "builds_state_candidate")
    return {
        code: builds_words.label(published[code], language) if code in published else f"{code} · {candidate}"
        for code in builds.kept(paths.warehouse_dir())
        if builds.fault_of(paths.warehouse_dir(), code) is None
    }


def _marts(found: Effect, older: str, newer: str, language: str) -> None:
    rows = found.marts.to_dicts()
    alt = say(language, "builds_marts_alt", count=len(rows))
    tables.show(_MARTS.columns(rows, language), palette(st.context.theme.type), alt=alt, key="builds_marts")
    labels = {row["mart"]: _mart(row, language) for row in rows}
    mart = pickers.offer(HISTORY_MART, Options(labels, next(iter(labels))), language)
    if mart:
        _differences(data.fetch(_rows, older, newer, mart), labels[mart], (older, newer), language)


def _differences(frame: pl.DataFrame, name: str, pair: tuple[str, str], language: str) -> None:
    worded = frame.with_columns(_change_words(language))
    rows = [row | {"key": _key(row["key"])} for row in worded.iter_rows(named=True)]
    shown = rows[:SHOWN_ROWS]
    table = Table(lambda _: name, _ROWS)
    columns = table.columns(shown, language)
    title = say(language, "builds_rows_title", mart=name, older=pair[0], newer=pair[1])
    alt = say(language, "builds_rows_alt", title=title, count=len(shown))
    tables.show(columns, palette(st.context.theme.type), alt=alt, key="builds_rows", lines=tables.lines_of(columns))
    if len(rows) > len(shown):
        notes.quiet(say(language, "builds_rows_more", shown=len(shown), count=len(rows)))
    facts = [(say(language, "info_title"), title)]
    stem = f"{say(language, 'builds_file')}-{pair[0]}-{pair[1]}"
    export_menu.offer(table, shown, rows, facts, stem, language, needed=ANALYST)


def _key(key: str) -> str:
    """The key of a row, with a dash for a part that is empty."""
    return " · ".join(formats.MISSING if part == "None" else part for part in key.split(" · "))


def _change_words(language: str) -> pl.Expr:
    words = {change: say(language, f"builds_change_{change}") for change in load_words.CHANGES}
    return pl.col("change").replace_strict(words)
