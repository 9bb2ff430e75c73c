"""What a publication would change, from a real candidate: in one sentence, by year, by rank."""


import polars as pl
import streamlit as st

from access.roles import ANALYST
from etl.uploads.loading import Preview
from exports.names import stem
from text import formats
from text.catalogue import counted, say
from text.time_series import places_moved
from ui import data, export_menu, notes, tables
from ui.load import releases, words
from ui.load.reviews import FIGURE, Names
from ui.table_description import Field, Row, Table
from warehouse.effect import Effect

SHOWN_MOVES = 300
_LONGEST = 4000


def _gained(row: Row) -> int:
    return row["rank_before"] - row["rank_after"]


_, _MEASURE, _EDITION = FIGURE
# Rows of `Effect.editions`, each with the `names` of the candidate.
_EDITIONS = Table(
    "load_editions_sheet",
    screen=[_EDITION, *(Field(change, title=f"load_column_{change}", format="count") for change in words.CHANGES)],
)
# Rows of `Effect.rank_moves`, each with the `names` of the candidate.
_UNIT = Field("unit_name", title="load_column_unit")
_FIGURES = (
    _EDITION,
    Field("rank_before", title="load_column_rank_before", format="count"),
    Field("rank_after", title="load_column_rank_after", format="count"),
    Field(
        "places_gained",
        title="load_column_places",
        shown=lambda row, language: places_moved(_gained(row), language),
        cell=lambda row, _: _gained(row),
        number=_gained,
    ),
)
_MOVES = Table(
    "load_moves_sheet",
    screen=[_UNIT, _MEASURE, *_FIGURES],
    file=["unit_code", _UNIT, "indicator_code", _MEASURE, *_FIGURES, "index_code", "year", "cohort_code"],
    keeps_first=True,
)


def show(preview: Preview, language: str, key: str) -> None:
    """Draw the effect of a candidate; `key` tells the tables of several pages apart."""
    effect = preview.effect
    if effect is None:
        st.markdown(say(language, "load_effect_first"))
    else:
        st.markdown(notes.bold(sentence(effect, language)))
        if effect.derived.height:
            notes.quiet(origin(effect, language))
        for mark in untouched(effect, language):
            notes.quiet(mark)
        names = Names(preview.build_id, language)
        _editions(effect, names, f"{key}_editions")
        _moves(effect, names, f"{key}_moves")
    files(preview, language)


def files(preview: Preview, language: str) -> None:
    """Say which files come and go with a candidate."""
    if preview.load_id and not any(preview.changes.values()):  # a file of reference tables is no release of figures
        notes.quiet(say(language, "load_effect_reference"))
        return
    told = releases.changes(preview.changes, releases.names(language, preview.build_id), language)
    notes.quiet(say(language, "load_effect_files", changes=notes.short(told, _LONGEST)))


def sentence(effect: Effect, language: str) -> str:
    """`63 số liệu thêm, 0 sửa, 0 bỏ; 12 hạng thay đổi.`"""
    if effect.is_nothing:
        return say(language, "load_effect_nothing")
    sums = {change: effect.editions[change].sum() for change in words.CHANGES}
    moved = counted(language, "load_moves", effect.rank_moves.height)
    return say(language, "load_effect", **{name: formats.number(int(n), language, 0) for name, n in sums.items()},
               moves=moved)  # fmt: skip


def origin(effect: Effect, language: str) -> str:
    """`306 số trong tệp, 102 số tính thêm: trụ cột 102.`, of the figures that come."""
    derived = effect.derived.to_dicts()
    count = sum(level["count"] for level in derived)
    names = [say(language, f"load_level_{level['indicator_level']}") for level in derived]
    numbers = [formats.number(level["count"], language, 0) for level in derived]
    levels = formats.listed((f"{name} {number}" for name, number in zip(names, numbers, strict=True)), language)
    stated = int(effect.editions["added"].sum()) - count
    counts = {"stated": formats.number(stated, language, 0), "derived": formats.number(count, language, 0)}
    return say(language, "load_origin", **counts, levels=levels)


def untouched(effect: Effect, language: str) -> list[str]:
    """`Không đổi trước 2025.`, or the years that stay where a year before the newest changes too."""
    touched = effect.editions.filter("is_touched")
    if touched.is_empty():
        return []
    first = touched["year"].min()
    earlier = effect.editions.filter(pl.col("year") < first)
    told = [say(language, "load_untouched_before", year=first)] if earlier.height else []
    later = effect.editions.filter((pl.col("year") >= first) & ~pl.col("is_touched"))
    if later.height:
        told.append(say(language, "load_untouched_others", count=later.height))
    return told


def _editions(effect: Effect, names: Names, key: str) -> None:
    touched = effect.editions.filter("is_touched")
    rows = touched.filter(pl.sum_horizontal(words.CHANGES) > 0).to_dicts()
    if touched.height > len(rows):
        notes.quiet(say(names.language, "load_editions_derived", count=touched.height - len(rows)))
    if not rows:
        return
    language = names.language
    named = [row | {"names": names} for row in rows]
    alt = say(language, "load_editions_alt", count=len(rows))
    in_order = tables.show(_EDITIONS, named, language, alt=alt, key=key)
    title = _EDITIONS.heading(language)
    told = [(say(language, "info_title"), title), (say(language, "info_build"), names.build_id)]
    files = stem(say(language, "load_editions_file"), names.build_id)
    export_menu.offer(_EDITIONS, in_order, named, told, files, language, f"{key}_files", ANALYST)


def _moves(effect: Effect, names: Names, key: str) -> None:
    language = names.language
    named = data.with_names(effect.rank_moves, names.build_id).to_dicts()
    everything = [row | {"names": names} for row in named]
    rows = everything[:SHOWN_MOVES]
    if not rows:
        return
    with st.expander(notes.literal(say(language, "load_moves_title", count=effect.rank_moves.height))):
        alt = say(language, "load_moves_alt", count=len(rows))
        in_order = tables.show(_MOVES, rows, language, alt=alt, key=key)
        if effect.rank_moves.height > len(rows):
            notes.quiet(say(language, "load_moves_more", shown=len(rows), count=effect.rank_moves.height))
        title = say(language, "load_moves_title", count=len(everything))
        told = [(say(language, "info_title"), title), (say(language, "info_build"), names.build_id)]
        files = stem(say(language, "load_moves_file"), names.build_id)
        export_menu.offer(_MOVES, in_order, everything, told, files, language, f"{key}_files", ANALYST)
