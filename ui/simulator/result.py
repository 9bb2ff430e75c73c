"""What comes of a simulation: rank and value, also under others who move, whom the unit passes; the step function."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from planning.movement import Movement
from planning.ranks import Step
from planning.simulation import Level
from text import formats
from text.answer import measure_label
from ui import export_menu, notes, picture, sources, tables
from ui.charts.steps import MovedLine, Stair, step_function
from ui.simulator import sentences
from ui.simulator.worked import Worked, moves_of
from ui.table_description import Field, Table

_MOST_NAMES = 12

# Points as they are, however many decimals: what they add up to is a rank or is not.
POINTS = Field(
    "points",
    title="simulator_column_points",
    format="points",
    shown=lambda row, language: formats.points(row["points"], language),
    decimals=lambda row: None,
)
CODES = ("unit_code", "period_code", "cohort_code")
_STEPS: list[Field | str] = [
    POINTS,
    Field("value", title="simulator_column_value"),
    Field("rank", title="simulator_column_rank", shown=lambda row, language: row["rank_words"], format="rank"),
    Field("met", title="simulator_column_met", format="text"),
]
STEPS = Table("simulator_sheet_steps", screen=_STEPS, file=[*_STEPS, *CODES], keeps_first=True)


def show_result(worked: Worked) -> None:
    """Draw what came of the points that are added."""
    visit, outcome = worked.visit, worked.outcome
    language, size = visit.language, worked.standings.cohort_size
    moved = worked.asked.scenario.movement
    place = worked.place(outcome.steps, moved)
    st.metric(
        notes.literal(visit.say("simulator_rank", moves=sentences.moves(moved, language))),
        notes.literal(sentences.rank(place, size)),
    )
    applied = outcome.applied.total
    notes.quiet(
        visit.say(
            "simulator_value", value=formats.value(outcome.value, language),
            points=sentences.signed_points(applied, language),
            total=formats.points(worked.standings.total, language),
        )
    )  # fmt: skip
    notes.show([*_suppositions(worked), *_who(worked), *_clips(worked)])
    notes.quiet(visit.say("simulator_not_official"))


def _suppositions(worked: Worked) -> list[str]:
    """The rank with the others standing still and at each observed rate, but for the one shown above."""
    told = []
    for name, moves in _movements(worked).items():
        if moves != worked.asked.scenario.movement:
            rank = sentences.rank(worked.place(worked.outcome.steps, moves), worked.standings.cohort_size)
            told.append(worked.visit.say("simulator_supposed", name=name, rank=rank))
    return told


def _movements(worked: Worked) -> dict[str, Movement]:
    rates = {sentences.rate_name(rate, worked.visit.language): moves_of(rate) for rate in worked.rates}
    return {worked.visit.say("simulator_others_still"): Movement(), **rates}


def _who(worked: Worked) -> list[str]:
    """Whom the unit passes and who passes it, by name, with the others as the scenario moves them."""
    visit = worked.visit
    passed, passing = worked.passed_and_passing
    level = worked.place(worked.outcome.steps, worked.asked.scenario.movement).level_with
    told = []
    for word, units in (("passed", passed), ("passing", passing), ("level", level)):
        if units and (word != "level" or worked.is_edited):
            listed = sentences.names(units[:_MOST_NAMES], visit.language)
            more = visit.say("simulator_more", count=len(units) - _MOST_NAMES) if len(units) > _MOST_NAMES else ""
            told.append(visit.say(f"simulator_{word}", count=len(units), names=listed + more))
    return told


def _clips(worked: Worked) -> list[str]:
    language = worked.visit.language
    return [
        worked.visit.say(
            "simulator_clipped", code=clip.code, asked=formats.points(clip.asked, language),
            applied=formats.points(clip.applied, language), by=formats.points(abs(clip.by), language),
        )
        for clip in worked.outcome.applied.clips
    ]  # fmt: skip


def show_bar(worked: Worked) -> None:
    """Draw the result in one line, which stays at the foot of a narrow window."""
    language = worked.visit.language
    place = worked.place(worked.outcome.steps, worked.asked.scenario.movement)
    with st.container(key="simulator_bar"):
        st.markdown(
            notes.bold(
                worked.visit.say(
                    "simulator_bar", rank=sentences.rank(place, worked.standings.cohort_size),
                    value=formats.value(worked.outcome.value, language),
                    points=sentences.signed_points(worked.outcome.applied.total, language),
                )
            )
        )  # fmt: skip


def show_chart(worked: Worked) -> None:
    """Draw the step function with the own point, the ranks aimed at, and thin lines for others who move."""
    visit, language = worked.visit, worked.visit.language
    reading = visit.say("simulator_chart_reading")
    heading = sentences.target(worked, language)
    told = [*_caveats(worked), sources.foot(worked.cited, visit.build_id, language)]
    words = visit.words(visit.say("simulator_chart_title", unit=visit.named(visit.unit or {})), told, heading, reading)
    stairs = [_stair(worked, step) for step in worked.steps(Movement())]
    if len(stairs) == 1:  # nobody is above
        return
    lines = [
        MovedLine([_stair(worked, step) for step in worked.steps(moves_of(rate))], sentences.rate_name(rate, language))
        for rate in worked.rates
    ]
    place = worked.place(worked.outcome.steps, worked.asked.scenario.movement)
    own = Stair(
        worked.outcome.applied.total, place.at_least, sentences.rank(place, worked.standings.cohort_size)
    )
    figure = step_function(stairs, lines, own, worked.target, words, visit.palette)
    picture.draw(figure, visit.say("simulator_chart_alt", title=words.title, steps=len(stairs) - 1), "simulator_steps")


def _stair(worked: Worked, step: Step) -> Stair:
    row = _step_row(worked, step)
    language = worked.visit.language
    words = worked.visit.say(
        "simulator_step", points=formats.points(step.points, language), rank=row["rank_words"],
        level=sentences.level_with(step.met, language),
    )  # fmt: skip
    return Stair(step.points, step.place.at_least, words)


def _step_row(worked: Worked, step: Step) -> dict:
    held, language = worked.standings, worked.visit.language
    return worked.codes | {
        "points": step.points,
        "value": held.value_of(step.steps),
        "rank": step.place.rank,
        "rank_words": sentences.rank(step.place, held.cohort_size),
        "cohort_size": held.cohort_size,
        "value_decimals": 4,
        "met": sentences.names(step.met, language),
    }


def show_steps(worked: Worked) -> None:
    """Draw the step function as a list, with its files."""
    visit = worked.visit
    rows = [_step_row(worked, step) for step in worked.steps(worked.asked.scenario.movement)[1:]]
    if not rows:
        return
    title = visit.say("simulator_steps_title") + sentences.if_moved(worked)
    line = export_menu.title_line(title)
    in_order = tables.show(STEPS, rows, visit.language, alt=title, key="simulator_steps_table")
    offer(worked, STEPS, in_order, title, "simulator_file_steps", line)


def offer(worked: Worked, table: Table, rows: list[dict], title: str, stem: str, place: DeltaGenerator) -> None:
    """Draw the menu of a table's files, which say what they rest on and what they are not."""
    visit = worked.visit
    about = export_menu.Caption(visit.edition, f"{visit.named(visit.unit or {})}: {title}")
    facts = export_menu.facts(about, None, visit.build_id, worked.cited, _caveats(worked), visit.language)
    name = visit.file_stem(visit.say(stem), visit.named(visit.unit or {}))
    export_menu.offer(table, rows, rows, facts, name, visit.language, f"export_{stem}", place=place)


def _caveats(worked: Worked) -> list[str]:
    """What the result is not, and what it takes for granted."""
    return [worked.visit.say("simulator_not_official"), *sentences.told(worked, worked.visit.language)]


def show_levels(worked: Worked) -> None:
    """Draw pillars and main indicators before and after, with their files, once something is edited."""
    visit = worked.visit
    if not worked.is_edited:
        return
    rows = [_level_row(level, worked) for level in worked.outcome.levels]
    title = visit.say("simulator_levels_title")
    line = export_menu.title_line(title)
    in_order = tables.show(LEVELS, rows, visit.language, alt=title, key="simulator_levels")
    offer(worked, LEVELS, in_order, title, "simulator_file_levels", line)


def _level_row(level: Level, worked: Worked) -> dict:
    size = worked.standings.cohort_size
    names = {"indicator_name_vi": level.name_vi, "indicator_name_en": level.name_en, "indicator_code": level.code}
    return worked.codes | {
        "indicator_code": level.code,
        "indicator": measure_label(names | {"indicator_level": level.level}, worked.visit.language),
        "value": level.value,
        "value_decimals": 4,
        "value_after": level.value_after,
        "rank_before": formats.rank(level.rank, size),
        "rank_after": formats.rank(level.rank_after, size),
    }


_LEVELS: list[Field | str] = [
    Field("indicator", title="simulator_column_level_name", format="text", width=280),
    Field("value", title="simulator_column_before"),
    Field("value_after", title="simulator_column_after", format="value",
          shown=lambda row, language: formats.value(row["value_after"], language)),
    Field("rank_before", title="simulator_column_rank_before", format="text"),
    Field("rank_after", title="simulator_column_rank_after", format="text"),
]  # fmt: skip
LEVELS = Table("simulator_sheet_levels", screen=_LEVELS, file=[*_LEVELS, "indicator_code", *CODES], keeps_first=True)
