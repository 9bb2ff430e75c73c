"""Columns that a person has to say something of, or may correct: one line each, set to what they most probably are."""

from collections.abc import Sequence

import streamlit as st

from etl.loads.loading import Checked, ColumnMapping, FileVerdict
from etl.shapes.columns import ColumnReading
from text import columns as column_words
from text.catalogue import say
from ui import notes
from ui.load.flow import Flow
from ui.load.purpose import FIELD_WIDTH


def offer(flow: Flow, checked: Checked, language: str) -> None:
    """Draw the pickers of the first file with a column that is open; none where every column is certain."""
    unsure = next((verdict for verdict in checked.verdicts if verdict.shape and verdict.shape.is_open), None)
    if unsure is None:
        return
    st.markdown(f"**{say(language, 'load_seen_title', file=notes.plain(unsure.name))}**")
    if not unsure.shape.columns:
        st.markdown(say(language, "load_seen_nothing"))
        return
    _pick(flow, unsure, language)


def _pick(flow: Flow, verdict: FileVerdict, language: str) -> None:
    """One picker for each column that is not read for certain; read again when asked."""
    shape = verdict.shape
    unsure = [each for each in shape.columns if each.is_open or each.meaning is None]
    with st.form("load_map", border=False, enter_to_submit=False):
        st.markdown(say(language, "load_map_help"))
        grid = st.grid("auto", min_column_width=FIELD_WIDTH)
        chosen = {
            each.letter: grid.selectbox(
                _label(each, language),
                list(shape.meanings),
                index=shape.meanings.index(each.proposal) if each.proposal in shape.meanings else None,
                format_func=lambda meaning: column_words.meaning(language, meaning),
                placeholder=say(language, "load_map_none"),
                key=f"load_map_{each.letter}",
            )
            for each in unsure
        }
        apply = say(language, "load_map_apply")
        is_asked = st.form_submit_button(apply, icon=":material/sync_alt:", key="load_map_apply")
    if not is_asked:
        return
    said = {letter: meaning for letter, meaning in chosen.items() if meaning is not None}
    kept = flow.mapping.columns if flow.mapping else {}
    if not said:
        st.warning(say(language, "load_map_empty"))
    elif repeated := _repeated([*said.values()]):
        words = ", ".join(column_words.meaning(language, each) for each in repeated)
        st.warning(say(language, "load_map_twice", headers=words))
    else:
        flow.mapping = ColumnMapping(shape.nearest, {**kept, **said})
        st.rerun()


def _label(column: ColumnReading, language: str) -> str:
    samples = " · ".join(filter(None, column.samples))
    heading = say(language, "load_map_option", letter=column.letter, header=notes.plain(column.heading))
    return f"{heading} ({notes.plain(samples)})" if samples else heading


def _repeated(given: Sequence[str]) -> list[str]:
    return sorted({each for each in given if each != "ignored" and given.count(each) > 1})
