"""Load data: what figures, the files with all their problems, what would change, and the publication."""

from collections.abc import Iterable, Sequence
from functools import partial

import streamlit as st

from etl.shapes.column_meanings import IGNORED, ColumnReading
from etl.shapes.recognition import Shape
from etl.uploads import loading
from etl.uploads.loading import Checked, ColumnMapping
from text import delivery_columns as column_words
from text import formats
from text.catalogue import CATALOGUES, say
from ui import access, frame, lake, notes
from ui.load import check, publish, purpose, releases
from ui.load import flow as load_flow
from ui.load.flow import Flow, heading
from ui.load.purpose import FIELD_WIDTH, Chosen
from ui.visit import Visit

_LONGEST = 4000


def main(language: str) -> None:
    """Draw the steps that can be taken now, and name those to come."""
    access.admit("analyst")
    if lake.is_read_only(language):
        return
    visit, flow = Visit.now(language), load_flow.current()
    if flow.attempt.published and flow.chosen:
        check.forget_files()
        publish.done(flow.attempt, flow.attempt.published, language)
        publish.links_to(flow.chosen, language)
        st.button(say(language, "load_another"), icon=":material/add:", on_click=flow.begin_anew)
        return
    heading(1, say(language, "load_step_what"))
    chosen = purpose.pick(visit)
    if chosen is None:
        return
    purpose.offer_template(visit, chosen)
    checked = _files(flow, chosen, language)
    ready = checked if checked and checked.is_sound and not checked.is_known else None
    heading(3, say(language, "load_step_effect"), is_open=ready is not None)
    if ready:
        flow.chosen = chosen
        _effect(flow, ready, language)
    candidate = flow.attempt.candidate if ready else None
    heading(4, say(language, "load_step_publish"), is_open=candidate is not None)
    if candidate:
        publish.show_form(flow.attempt, candidate, language, "load")


def _files(flow: Flow, chosen: Chosen, language: str) -> Checked | None:
    source = purpose.ask_source(language, flow.turn)
    heading(2, say(language, "load_step_files"))
    uploads = check.ask_files(language, flow.turn)
    if uploads and source is None:
        notes.quiet(say(language, "load_source_first"))
    if not uploads or source is None:
        return None
    checked = check.check(flow, uploads, chosen.purpose(source), language)
    if checked:
        check.show(checked, uploads, language)
        _offer_mapping(flow, checked, language)
    return checked


def _effect(flow: Flow, checked: Checked, language: str) -> None:
    if told := check.told_rows(checked, language):
        notes.quiet(told)
    replaces: Sequence[str] = ()
    if checked.earlier:
        words = say(language, "load_replaces", releases=_named(checked.earlier, language))
        is_replaced = st.checkbox(notes.literal(words), value=True, key="load_replaces", on_change=flow.drop)
        replaces = checked.earlier if is_replaced else ()
    if checked.restores:
        notes.quiet(say(language, "load_restores", releases=_named(checked.restores, language)))
    is_accepted = False
    if checked.needs_acceptance:
        count = len(checked.acceptances)
        is_accepted = st.checkbox(
            notes.literal(say(language, "load_accept", count=count)),
            key="load_accept",
            help=say(language, "load_accept_help"),
            on_change=flow.drop,
        )
    make = partial(loading.preview, checked, access.who(), role=access.role(), replaces=replaces, accepted=is_accepted)
    publish.preview(flow.attempt, make, language, "load", "load_preview")


def _named(codes: Sequence[str], language: str) -> str:
    return notes.short(releases.listed(codes, releases.names(language)), _LONGEST)


_MOST_PICKERS = 60  # a form of more is slower to read than the file is to mend
_LONGEST_LABEL = 160


def _offer_mapping(flow: Flow, checked: Checked, language: str) -> None:
    """Draw what is open of the files: their scale, the columns of the first that has any; folded, what all were read
    as, to be corrected.
    """
    _offer_scale(flow, checked, language)
    shaped = [(verdict.name, verdict.shape) for verdict in checked.verdicts if verdict.shape]
    unsure = next(((name, shape) for name, shape in shaped if shape.is_open), None)
    if unsure:
        _ask(flow, *unsure, language)
    _say_kept(flow, shaped, language)
    if len(checked.verdicts) == 1:  # of several files, columns can be said only of those that leave some open
        for _, shape in shaped:
            _offer_all(flow, shape, language)


def _offer_scale(flow: Flow, checked: Checked, language: str) -> None:
    if checked.scales:
        st.markdown(notes.bold(say(language, "load_scale_ask")))
        with st.container(horizontal=True):
            for scale in checked.scales:
                label = say(language, f"load_scale_{scale}")
                st.button(notes.literal(label), key=f"load_scale_{scale}", on_click=flow.say_scale, args=(scale,))
    elif flow.scale:
        with st.container(horizontal=True, vertical_alignment="center"):
            notes.quiet(say(language, "load_scale_said", scale=say(language, f"load_scale_{flow.scale}")))
            again = say(language, "load_scale_again")
            st.button(
                notes.literal(again), key="load_scale_again", type="tertiary", on_click=flow.say_scale, args=(None,)
            )


def _ask(flow: Flow, name: str, shape: Shape, language: str) -> None:
    """One picker for each column of the file `name` that is open, set to what it most probably is."""
    if not shape.columns:
        st.markdown(notes.literal(say(language, "load_seen_nothing", file=notes.short(name))))
        return
    is_known = shape.layout is not None
    unsure = [each for each in shape.columns if each.is_open or not (is_known or each.meaning)]
    st.markdown(notes.bold(say(language, "load_seen_title", file=notes.short(name), count=len(unsure))))
    with st.form("load_map", border=False, enter_to_submit=False):
        st.markdown(say(language, "load_map_help"))
        proposals = {each.letter: each.proposal for each in unsure}
        chosen = _pickers(unsure, shape, proposals, "load_map", language, is_asked=True)
        is_given = st.form_submit_button(
            say(language, "load_map_apply"), icon=":material/sync_alt:", key="load_map_apply"
        )
    if is_given:
        _apply(flow, shape, {letter: meaning for letter, meaning in chosen.items() if meaning}, language)


def _say_kept(flow: Flow, shaped: Iterable[tuple[str, Shape]], language: str) -> None:
    """Say where columns are read as a person once said, now or for an earlier file of the same headings."""
    for name, shape in shaped:
        if shape.was_accepted:
            key = "load_map_kept" if flow.mapping else "load_map_used"
            notes.quiet(say(language, key, file=notes.short(name)))


def _offer_all(flow: Flow, shape: Shape, language: str) -> None:
    """Every column with what it is read as, folded; what is wrong can be set right."""
    columns = shape.columns
    if not columns or len(columns) > _MOST_PICKERS or not shape.meanings:
        return
    with (
        st.expander(notes.literal(say(language, "load_map_all", count=len(columns)))),
        st.form("load_map_all", border=False, enter_to_submit=False),
    ):
        read_as = {each.letter: each.meaning for each in columns}
        chosen = _pickers(columns, shape, read_as, "load_map_all", language)
        is_given = st.form_submit_button(
            say(language, "load_map_apply"), icon=":material/sync_alt:", key="load_map_all_apply"
        )
    if is_given:
        changed = {letter: meaning for letter, meaning in chosen.items() if meaning and meaning != read_as[letter]}
        _apply(flow, shape, changed, language)


def _pickers(
    columns: Sequence[ColumnReading],
    shape: Shape,
    preset: dict[str, str | None],
    key: str,
    language: str,
    *,
    is_asked: bool = False,
) -> dict[str, str | None]:
    """One line for each column: its letter, heading, first cells, and what it is; what is chosen by letter."""
    meanings = shape.meanings
    grid = st.grid("auto", min_column_width=FIELD_WIDTH)
    return {
        each.letter: grid.selectbox(
            notes.literal(_label(each, language)),
            meanings,
            index=meanings.index(preset[each.letter]) if preset[each.letter] in meanings else None,
            format_func=lambda meaning: column_words.meaning(language, meaning, shape.names),
            placeholder=say(language, "load_map_none") if is_asked else _unread(each, language),
            key=f"{key}_{each.letter}",
        )
        for each in columns
    }


def _apply(flow: Flow, shape: Shape, said: dict[str, str], language: str) -> None:
    """Read the file again with what was said of its columns; a sentence where nothing was, or two columns are one."""
    kept = dict(flow.mapping.columns) if flow.mapping else {}
    read_as = {each.letter: each.meaning for each in shape.columns if each.is_read}
    repeated = _repeated((read_as | kept | said).values())
    if not said:
        st.warning(say(language, "load_map_empty"))
    elif repeated:
        words = formats.listed((column_words.meaning(language, each, shape.names) for each in repeated), language)
        st.warning(notes.literal(say(language, "load_map_twice", headers=words)))
    else:
        flow.mapping = ColumnMapping(shape.nearest or "", kept | said)
        st.rerun()


def _label(column: ColumnReading, language: str) -> str:
    samples = " · ".join(filter(None, column.samples))
    heading = say(language, "load_map_option", letter=column.letter, header=notes.short(column.heading, _LONGEST_LABEL))
    return f"{heading} ({notes.short(samples)})" if samples else heading


def _unread(column: ColumnReading, language: str) -> str:
    """What stands in the picker of a column that is not read: why."""
    if column.is_open:
        return say(language, "load_map_none")
    key = f"load_unread_{column.why}"
    return say(language, key if key in CATALOGUES[language] else "load_unread_unknown")


def _repeated(given: Iterable[str | None]) -> list[str]:
    meanings = list(given)
    return sorted({each for each in meanings if each not in (None, IGNORED) and meanings.count(each) > 1})


frame.inside(main)
