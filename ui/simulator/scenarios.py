"""Scenarios kept under a name: compared in a table with its files, taken along as a file and opened again."""

from dataclasses import replace
from functools import partial
from pathlib import Path

import streamlit as st

from access.roles import VIEWER
from planning.errors import PlanningError
from planning.movement import Movement
from text import formats
from ui import export_menu, file_button, notes, tables
from ui.simulator import choices, sentences
from ui.simulator.choices import MOST_KEPT, Scenario
from ui.simulator.result import CODES, POINTS, offer
from ui.simulator.worked import Worked, moves_of
from ui.table_description import Field, Table

_NAME_WIDTH = 220
_OPENED = "simulator_file"
_component = st.components.v2.component(
    "scenario_file",
    css=Path(__file__).with_name("scenario_file.css").read_text(encoding="utf-8"),
    js=Path(__file__).with_name("scenario_file.js").read_text(encoding="utf-8"),
)


def compare(worked: Worked) -> None:
    """Draw the field to keep what is on screen, the table of what is kept, and its files."""
    visit, kept = worked.visit, worked.asked.kept
    title = visit.say("simulator_scenarios_title")
    line = export_menu.title_line(title)
    rows = [_row(worked, visit.say("simulator_published"), Scenario())]
    rows += [_row(worked, visit.say("simulator_on_screen"), worked.asked.scenario)] if worked.is_edited else []
    rows += [_row(worked, each.name, each) for each in kept]
    table = _table(worked)
    in_order = tables.show(
        table, rows, visit.language, alt=title, key="simulator_scenarios", is_own=lambda row: row["is_on_screen"]
    )
    offer(worked, table, in_order, title, "simulator_file_scenarios", line)
    _keep(worked)
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        for each in kept:
            _acts(worked, each)
    _files(worked)


def to_chapter(worked: Worked) -> None:
    """Draw the way to the chapter of a plan with what is on screen: the rank aimed at and the scenario."""
    visit, scenario = worked.visit, worked.asked.scenario
    best, worst = worked.target or (0, 0)
    asked = {
        "add": choices.points_written(scenario.added),
        "gain": ",".join(scenario.gained),
        "others": scenario.moves,
        "to": "" if not best else f"{best}" if best == worst else f"{best}-{worst}",
    }
    address = {"lang": visit.language, "edition": visit.edition_code, "unit": visit.unit_param(visit.unit or {})}
    st.page_link(
        "pages/documents.py", label=notes.literal(visit.say("simulator_to_chapter")), icon=":material/description:",
        query_params=address | {name: code for name, code in asked.items() if code},
    )  # fmt: skip


def _acts(worked: Worked, kept: Scenario) -> None:
    """Buttons that show a kept scenario and that forget it."""
    visit = worked.visit
    st.button(
        notes.literal(visit.say("simulator_show", name=kept.name)),
        key=f"simulator_show_{kept.name}", on_click=partial(choices.show, kept), type="tertiary",
    )  # fmt: skip
    st.button(
        visit.say("simulator_forget"), icon=":material/close:",
        help=notes.literal(visit.say("simulator_forget_help", name=kept.name)),
        key=f"simulator_forget_{kept.name}",
        on_click=partial(choices.forget, kept.name, worked.asked.kept), type="tertiary",
    )  # fmt: skip


def _keep(worked: Worked) -> None:
    visit, kept = worked.visit, worked.asked.kept
    usual = choices.free_name(lambda count: visit.say("simulator_name_hint", count=count), kept)

    def keep() -> None:
        name = st.session_state["simulator_name"].strip() or usual
        now = replace(worked.asked.scenario, added=choices.typed(worked.fields))
        choices.keep(name, now, kept)

    with (
        st.form("simulator_keep", border=False, clear_on_submit=True),
        st.container(horizontal=True, vertical_alignment="bottom"),
    ):
        st.text_input(
            visit.say("simulator_name"),
            key="simulator_name",
            max_chars=choices.LONGEST_NAME,
            placeholder=usual,
            width=_NAME_WIDTH,
        )
        is_full = len(kept) >= MOST_KEPT
        st.form_submit_button(visit.say("simulator_keep"), type="primary", on_click=keep, disabled=is_full)
    notes.quiet(visit.say("simulator_keep_full" if is_full else "simulator_keep_told", most=MOST_KEPT))


def _row(worked: Worked, name: str, scenario: Scenario) -> dict:
    """A scenario as a row: what it adds, and the rank with the others as it moves them, still, and at each rate."""
    held, language = worked.standings, worked.visit.language
    outcome = worked.outcome_of(scenario)
    place = worked.place(outcome.steps, scenario.movement)
    still = worked.place(outcome.steps, Movement())
    parts = [
        worked.visit.say("simulator_added", code=code, points=sentences.signed_points(amount, language))
        for code, amount in outcome.applied.points.items()
        if amount
    ]
    if scenario.gained:
        parts.append(worked.visit.say("simulator_gained", codes=formats.listed(scenario.gained, language)))
    added = formats.phrases(parts, language)
    moved = {
        f"rank_{at}": sentences.rank(worked.place(outcome.steps, moves_of(rate)), held.cohort_size)
        for at, rate in enumerate(worked.rates)
    }
    return worked.codes | {
        "name": name,
        "added": added or formats.MISSING,
        "points": outcome.applied.total,
        "value": outcome.value,
        "value_decimals": 4,
        "rank_still": sentences.rank(still, held.cohort_size),
        "moves": sentences.moves(scenario.movement, language),
        "rank_chosen": sentences.rank(place, held.cohort_size),
        "is_on_screen": scenario == worked.asked.scenario,
        **moved,
    }


def _table(worked: Worked) -> Table:
    rates = [
        Field(f"rank_{at}", title=partial(sentences.rate_name, rate), format="text")
        for at, rate in enumerate(worked.rates)
    ]
    screen: list[Field | str] = [
        Field("name", title="simulator_column_scenario", format="text", width=160),
        Field("added", title="simulator_column_added", format="text", width=220),
        POINTS,
        Field("value", title="simulator_column_value"),
        Field("rank_still", title="simulator_column_still", format="text"),
        *rates,
        Field("moves", title="simulator_column_moves", format="text", width=180),
        Field("rank_chosen", title="simulator_column_chosen", format="text"),
    ]
    return Table("simulator_sheet_scenarios", screen=screen, file=[*screen, *CODES], keeps_first=True)


def _files(worked: Worked) -> None:
    """Draw the button that gives the scenarios as a file, and the one that opens such a file in this browser."""
    visit, kept = worked.visit, worked.asked.kept
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        if kept:
            name = visit.file_stem(visit.say("simulator_file_scenarios"), visit.named(visit.unit or {}))
            file_button.draw(
                visit.say("simulator_save"),
                partial(choices.file_of, worked.standings, kept),
                "application/json",
                VIEWER,
                file_name=f"{name}.json",
                key="simulator_save",
                icon=":material/save:",
            )
        _component(
            data={"label": visit.say("simulator_open"), "largest": choices.LARGEST_FILE},
            key=_OPENED,
            on_opened_change=lambda: _open(worked),
            height="content",
        )
    told = st.session_state.pop("simulator_opened", None)
    if told:
        st.info(notes.literal(told))


def _open(worked: Worked) -> None:
    """Callback: the scenarios of a file are kept beside those there were, or it is told why they cannot be."""
    content = st.session_state[_OPENED].opened
    if not isinstance(content, str):
        return
    try:
        found = choices.opened(content, worked.standings)
    except PlanningError as refused:
        st.session_state["simulator_opened"] = sentences.refusal(refused, worked.visit)
        return
    new = {each.name for each in found.kept}
    together = [*found.kept, *(each for each in worked.asked.kept if each.name not in new)]
    choices.keep_all(together)
    word = "simulator_opened_other_build" if found.is_of_other_build else "simulator_opened"
    told = worked.visit.say(word, count=len(found.kept))
    if len(together) > MOST_KEPT:
        told = f"{told} {worked.visit.say('simulator_opened_first', most=MOST_KEPT)}"
    st.session_state["simulator_opened"] = told
