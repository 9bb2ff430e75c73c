"""Simulator: what more points of a published year would be worth, and what a better rank would take."""

from decimal import Decimal
from functools import partial

import streamlit as st

from planning import movement, reach
from planning.errors import NothingToPlan
from planning.standings import INDEX, Main
from text import formats
from ui import answer_head, frame, notes
from ui.choices import context, declared, url
from ui.simulator import advice, choices, result, scenarios, sentences, worked
from ui.simulator.worked import Worked
from ui.visit import Visit


def main(language: str) -> None:
    """Draw the page in one language."""
    begun = context.begin(Visit.now(language))
    if begun is None:
        return
    visit = context.pick_unit(*begun)
    context.settle(visit, begun[1])
    if visit.unit is None:
        _answer_nothing(visit, visit.say("simulator_unit_title"))
        st.info(visit.say("simulator_choose_unit"))
        return
    try:
        shown = worked.of(visit, visit.unit)
    except NothingToPlan as nothing:
        _answer_nothing(visit, visit.say("simulator_nothing_title", unit=visit.named(visit.unit)))
        st.info(notes.literal(sentences.refusal(nothing, visit)))
        return
    for fault in shown.asked.faults:
        st.warning(notes.literal(sentences.refusal(fault, shown.visit)))
    _show(shown, language)


def _answer_nothing(visit: Visit, title: str) -> None:
    answer_head.show(answer_head.Head(title, "", "", [], [], [], title), visit.language)


def _show(shown: Worked, language: str) -> None:
    visit = shown.visit
    title, lead = sentences.headline(shown, language), sentences.lead(shown, language)
    index, year = visit.named(visit.edition, "short_name"), visit.period(visit.edition)
    short = visit.say("browser_title", unit=visit.named(visit.unit or {}), index=index, year=year)
    told = sentences.told(shown, language)
    answer_head.show(answer_head.Head(title, lead, "", [], told, shown.cited, short), language)
    result.show_bar(shown)
    left, right = st.columns([2, 1], gap="large")
    with right, st.container(key="simulator_result"):
        result.show_result(shown)
        show_target(shown)
        advice.show_reach(shown)
        show_movement(shown)
    with left:
        result.show_chart(shown)
        show_mains(shown)
        show_components(shown)
    scenarios.compare(shown)
    scenarios.to_chapter(shown)
    result.show_levels(shown)
    advice.show_easy_wins(shown)
    advice.show_component_wins(shown)
    result.show_steps(shown)


_FIELD_WIDTH = 132
_MOST_PERCENT = 50
_MOVES = (movement.STILL, movement.GAP, movement.POINTS, movement.LAST)


def show_mains(worked: Worked) -> None:
    """Draw a row per main indicator with the field for the points that it gains, the unknown ones last; one field for
    the whole index where it has none, or where the address adds points to none of them.
    """
    visit, held = worked.visit, worked.standings
    st.header(visit.say("simulator_mains_heading"), anchor=False)
    notes.quiet(visit.say("simulator_mains_reading", total=formats.points(held.total, visit.language)))
    choices.fill(worked.asked.scenario.added, worked.fields, visit.language)
    for words in choices.not_numbers(worked.fields):
        st.warning(notes.literal(visit.say("simulator_no_number", typed=notes.short(words))))
    with st.container(key="simulator_mains", gap=None):
        if INDEX in worked.fields:
            _row(worked, INDEX, visit.say("simulator_whole_index"), "")
        for main in held.mains:
            if main.lost is not None:
                _row(worked, main.code, sentences.main_name(main, visit.language), _known(worked, main, main.lost))
        if held.pool:
            notes.quiet(sentences.told_of_pool(held.pool, visit.language))
        for main in held.mains:
            if not main.is_known and main.maximum is not None:
                told = visit.say("simulator_unknown_main", total=formats.points(main.maximum, visit.language))
                _row(worked, main.code, sentences.main_name(main, visit.language), told)


def show_components(worked: Worked) -> None:
    """Draw the choice of components of which all points are gained, where it is known how many each lost."""
    visit, rows = worked.visit, {row["indicator_code"]: row for row in worked.lost_components}
    if not rows:
        return
    key = "simulator_gain"
    st.session_state[key] = [code for code in worked.asked.scenario.gained if code in rows]
    st.multiselect(
        visit.say("simulator_pick_gain"), list(rows), key=key, placeholder=visit.say("simulator_pick_gain_hint"),
        format_func=lambda code: visit.say(
            "simulator_gain_option", code=code, name=visit.named(rows[code], "indicator_name"),
            points=formats.points(rows[code]["lost_score"], visit.language),
        ),
        on_change=lambda: choices.gain(st.session_state[key]),
    )  # fmt: skip


def _known(worked: Worked, main: Main, lost: Decimal) -> str:
    """What is known of a main indicator: its value, what it lost, the best of the cohort."""
    language, value, maximum = worked.visit.language, main.value or Decimal(0), main.maximum or Decimal(0)
    best = ""
    if main.best is not None and main.best > value:
        more = formats.points(reach.headroom(main, reach.BEST) or Decimal(0), language)
        best = worked.visit.say("simulator_best", value=formats.value(main.best, language), points=more)
    return worked.visit.say(
        "simulator_known_main", value=formats.value(main.value, language),
        lost=formats.points(lost, language), total=formats.points(maximum, language), best=best,
    )  # fmt: skip


def _row(worked: Worked, code: str, name: str, about: str) -> None:
    with st.container(
        horizontal=True, vertical_alignment="center", gap="small", key=f"simulator_row_{code}", wrap=False
    ):
        with st.container(gap=None):
            st.markdown(notes.literal(name))
            if about:
                notes.quiet(about)
        st.text_input(
            notes.literal(worked.visit.say("simulator_add", name=name)),
            key=choices.field_key(code),
            placeholder="0",
            width=_FIELD_WIDTH,
            label_visibility="collapsed",
            on_change=choices.add_typed,
            args=(worked.fields,),
        )


def show_target(worked: Worked) -> None:
    """Draw the field for the ranks aimed at."""
    key, size = "simulator_to", worked.standings.cohort_size
    st.session_state[key] = url.query_param(declared.SIMULATOR_TARGET.name) or ""
    st.text_input(
        worked.visit.say("simulator_pick_to"),
        key=key,
        placeholder=worked.visit.say("simulator_pick_to_hint", size=size),
        on_change=lambda: choices.aim(st.session_state[key].strip().replace("–", "-")),
        width=_FIELD_WIDTH,
    )


def show_movement(worked: Worked) -> None:
    """Draw how the others move: standing still, closing their distance, by points, by their own last change."""
    visit, moved = worked.visit, worked.asked.scenario.movement
    key = "simulator_others"
    st.session_state[key] = moved.kind
    offered = [kind for kind in _MOVES if kind != movement.LAST or worked.has_last_change]
    st.segmented_control(
        visit.say("simulator_pick_others"),
        offered,
        format_func=lambda kind: visit.say(f"simulator_others_{kind}"),
        key=key,
        required=True,
        on_change=lambda: choices.move(_first(worked, st.session_state[key])),
    )
    if moved.kind == movement.GAP:
        _percent(worked)
    elif moved.kind == movement.POINTS:
        _amount(worked)
    elif moved.kind == movement.LAST:
        lacking = worked.moved(moved).without_change
        if lacking:
            notes.quiet(visit.say("simulator_without_change", names=sentences.names(lacking, visit.language)))


def _first(worked: Worked, kind: str) -> str:
    """What a way to move begins with: the latest observed rate, or ten points."""
    if kind == movement.GAP:
        return f"{kind}:{worked.rates[0].percent if worked.rates else 10}"
    return f"{kind}:10" if kind == movement.POINTS else kind


def _percent(worked: Worked) -> None:
    visit, key = worked.visit, "simulator_percent"
    amount = worked.asked.scenario.movement.amount
    st.session_state[key] = float(amount)
    st.slider(
        visit.say("simulator_percent"),
        0.0,
        max(float(amount), float(_MOST_PERCENT)),
        step=1.0 if amount == int(amount) else 0.0001,
        format="%g%%",
        key=key,
        on_change=lambda: choices.move(f"{movement.GAP}:{choices.number_of(key).normalize():f}"),
    )
    with st.container(horizontal=True, gap="small"):
        for rate in worked.rates:
            st.button(
                notes.literal(sentences.rate_name(rate, visit.language)),
                type="tertiary",
                key=f"simulator_rate_{rate.later}",
                on_click=partial(choices.move, f"{movement.GAP}:{rate.percent}"),
            )


def _amount(worked: Worked) -> None:
    visit, key = worked.visit, "simulator_points"
    st.session_state[key] = float(worked.asked.scenario.movement.amount)
    st.number_input(
        notes.literal(visit.say("simulator_points", total=formats.points(worked.standings.total, visit.language))),
        step=1.0,
        format="%g",
        key=key,
        width=_FIELD_WIDTH,
        on_change=lambda: choices.move(f"{movement.POINTS}:{choices.number_of(key).normalize():f}"),
    )


frame.inside(main)
