"""A file of unknown shape: what was seen in it, the nearest known shape, and which column stands for which field."""

from collections.abc import Mapping

import streamlit as st

from etl.loads.loading import Checked, ColumnMapping
from etl.shapes.shapes import Seen, Shape
from text.catalogue import say
from ui import notes, tables
from ui.load import words
from ui.load.flow import Flow
from ui.load.purpose import FIELD_WIDTH
from ui.tables import Column
from ui.theme import palette

_LONGEST = 200


def offer(flow: Flow, checked: Checked, language: str) -> None:
    """Draw, for the first file of unknown shape, what was seen and the pickers that map its columns."""
    unknown = next((verdict for verdict in checked.verdicts if verdict.shape and not verdict.layout), None)
    if unknown is None:
        return
    shape = unknown.shape
    st.markdown(f"**{say(language, 'load_seen_title', file=notes.plain(unknown.name))}**")
    if shape.seen is None:
        st.markdown(say(language, "load_seen_nothing"))
        return
    where = {"sheet": notes.plain(shape.seen.sheet or unknown.name), "row": shape.seen.row}
    notes.quiet(say(language, "load_seen_where", **where))
    _draw_seen(shape.seen, language)
    if shape.nearest is None:
        st.markdown(say(language, "load_seen_none"))
        return
    missing = ", ".join(f"“{notes.plain(texts[0])}”" for texts in shape.lacks.values())
    nearest = notes.plain(words.layout(shape.nearest, language))
    st.markdown(say(language, "load_seen_nearest", layout=nearest, missing=missing))
    _pick_columns(flow, shape, language)


def _draw_seen(seen: Seen, language: str) -> None:
    cells = {
        "letter": list(seen.texts),
        "header": list(seen.texts.values()),
        "samples": [" · ".join(filter(None, seen.samples.get(letter, ()))) for letter in seen.texts],
    }
    columns = [Column(name, say(language, f"load_column_{name}"), shown) for name, shown in cells.items()]
    tables.show(columns, palette(st.context.theme.type), alt=say(language, "load_seen_alt"), key="load_seen")


def _pick_columns(flow: Flow, shape: Shape, language: str) -> None:
    """One picker for each field that is missing, set to the text that is most like it; read again when asked."""
    letters = {text: letter for letter, text in shape.seen.texts.items()}
    with st.form("load_map", border=False, enter_to_submit=False):
        st.markdown(say(language, "load_map_help"))
        grid = st.grid("auto", min_column_width=FIELD_WIDTH)
        chosen = {
            name: grid.selectbox(
                texts[0],
                list(letters),
                index=_place(shape.proposals.get(name), letters),
                format_func=lambda text: say(language, "load_map_option", letter=letters[text], header=text),
                placeholder=say(language, "load_map_none"),
                key=f"load_map_{name}",
            )
            for name, texts in shape.lacks.items()
        }
        apply = say(language, "load_map_apply")
        is_asked = st.form_submit_button(apply, icon=":material/sync_alt:", key="load_map_apply")
    if not is_asked:
        return
    columns = {name: text for name, text in chosen.items() if text is not None}
    repeated = _repeated(columns)
    if not columns:
        st.warning(say(language, "load_map_empty"))
    elif repeated:
        st.warning(say(language, "load_map_twice", headers=notes.plain(", ".join(repeated), _LONGEST)))
    else:
        flow.mapping = ColumnMapping(shape.nearest, columns)
        st.rerun()


def _place(text: str | None, letters: Mapping[str, str]) -> int | None:
    return list(letters).index(text) if text in letters else None


def _repeated(columns: Mapping[str, str]) -> list[str]:
    given = list(columns.values())
    return sorted({text for text in given if given.count(text) > 1})
