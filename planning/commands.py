"""The commands about ranks: `need`, `steps`, `simulate`."""

import argparse
from decimal import Decimal
from typing import Any

from planning import edits, movement, ranks, reach, simulation
from planning.answers import Answer, Asked, asked
from planning.movement import Moved, Movement
from planning.numbers import for_machines
from planning.ranks import Need
from text import formats


def need(arguments: argparse.Namespace) -> Answer:
    """Points for the next place, for a rank or for a range."""
    told = asked(arguments)
    held = told.standings
    moved = movement.read(held.build_id, held, movement.parsed(arguments.others))
    lines = [told.stands()]
    if arguments.rank is None:
        found = ranks.need(held, None, moved.others)
        facts = _need_facts(told, found, moved)
        is_first = found.target == 1 and found.at_most == 0
        lines.append(told.say("first") if is_first else need_line(told, found))
    else:
        best, worst = ranks.parsed(arguments.rank, held.cohort_size)
        of_range = ranks.need_of_range(held, best, worst, moved.others)
        facts = _need_facts(told, of_range.enter, moved)
        lines.append(need_line(told, of_range.enter))
        if best != worst:
            lines.append(need_line(told, of_range.better))
            facts |= {
                "range": [best, worst],
                "is_met": of_range.is_met,
                "distance": of_range.distance,
                "better": _need_facts(told, of_range.better, moved),
            }
    return Answer(told.facts() | facts | told.others_facts(moved), lines + told.close(moved))


def _need_facts(told: Asked, found: Need, moved: Moved) -> dict[str, Any]:
    held = told.standings
    return {
        "target": found.target,
        "points": None if found.points is None else for_machines(found.points),
        "at_least": for_machines(found.at_least),
        "at_most": for_machines(found.at_most),
        "kind": found.kind,
        "value": for_machines(held.value_of(found.steps)),
        "rank": found.place.rank,
        "rank_at_least": found.place.at_least,
        "rank_at_most": found.place.at_most,
        "passed": told.units(ranks.passed(held, found.steps, moved.others)),
        "level_with": told.units(found.place.level_with),
    }


def need_line(told: Asked, found: Need) -> str:
    """What a rank takes, exactly or from and to."""
    held = told.standings
    if found.at_most == 0:
        return told.say("there", target=found.target, rank=told.place(found.place))
    key = "need" if found.points is not None else "need_between"
    return told.say(
        key,
        target=found.target,
        points=told.points(found.at_most),
        at_least=told.points(found.at_least),
        at_most=told.points(found.at_most),
        total=told.points(held.total),
        value=told.value(found.steps),
        rank=told.place(found.place),
        level=told.level(found.place.level_with),
    )


def steps(arguments: argparse.Namespace) -> Answer:
    """The step function."""
    told = asked(arguments)
    held = told.standings
    moved = movement.read(held.build_id, held, movement.parsed(arguments.others))
    found = ranks.steps(held, moved.others)
    lines = [
        told.say(
            "step", points=told.points(step.points), value=told.value(step.steps), rank=told.place(step.place),
            level=told.level(step.met),
        )
        for step in found
    ]  # fmt: skip
    listed = [
        {"points": for_machines(step.points), "value": for_machines(held.value_of(step.steps))}
        | told.place_facts(step.place)
        for step in found
    ]
    facts = told.facts() | told.others_facts(moved) | {"steps": listed}
    return Answer(facts, [told.stands(), *lines, *told.close(moved)])


def simulate(arguments: argparse.Namespace) -> Answer:
    """Value and rank after edits."""
    told = asked(arguments)
    held = told.standings
    asked_for = edits.parsed(arguments.add, arguments.set)
    if arguments.gain:
        asked_for = reach.with_components(held, asked_for, arguments.gain)
    outcome = simulation.simulate(held, asked_for, movement.parsed(arguments.others))
    lines = [
        told.stands(),
        told.say(
            "after", points=told.signed(outcome.applied.total), total=told.points(held.total),
            value=told.value(outcome.steps), rank=told.place(outcome.place), level=told.level(outcome.place.level_with),
        ),
    ]  # fmt: skip
    for key, units in (("passed", outcome.passed), ("passing", outcome.passing)):
        if units:
            lines.append(told.say(key, count=len(units), names=told.names(units)))
    lines += [
        told.say("clipped", code=clip.code, asked=told.signed(clip.asked), applied=told.signed(clip.applied))
        for clip in outcome.applied.clips
    ]
    facts = told.facts() | {
        "points": for_machines(outcome.applied.total),
        "value": for_machines(outcome.value),
        **told.place_facts(outcome.place),
        "places": outcome.places,
        "passed": told.units(outcome.passed),
        "passing": told.units(outcome.passing),
        "clipped": [
            {
                "code": clip.code,
                "asked": for_machines(clip.asked),
                "applied": for_machines(clip.applied),
                "by": for_machines(clip.by),
            }
            for clip in outcome.applied.clips
        ],
        "pillars": _levels(told, outcome, "pillar"),
        "mains": _levels(told, outcome, "main"),
    }
    beside = _beside(told, outcome)
    for each in beside:
        place = formats.rank(each["rank"], held.cohort_size)
        lines.append(told.say("beside", amount=each["percent"], rank=place, before=each["before"], later=each["later"]))
    facts["beside"] = beside
    return Answer(facts | told.others_facts(outcome.moved), lines + told.close(outcome.moved))


def _beside(told: Asked, outcome: simulation.Outcome) -> list[dict[str, Any]]:
    """The rank that the value after would have with the others moved at the rates that were observed."""
    held = told.standings
    found = []
    for each in movement.beside(movement.observed(held.build_id, held.edition_code)):
        moved = movement.read(held.build_id, held, Movement(movement.GAP, Decimal(each.percent)))
        place = ranks.place(held, outcome.steps, moved.others)
        found.append(
            {"percent": each.percent, "before": each.before, "later": each.later, "is_comparable": each.is_comparable}
            | told.place_facts(place)
        )
    return found


def _levels(told: Asked, outcome: simulation.Outcome, level: str) -> list[dict[str, Any]]:
    return [
        {
            "code": each.code,
            **told.name_facts(each),
            "points": for_machines(outcome.applied.points.get(each.code, Decimal(0))) if level == "main" else None,
            "value_before": None if each.value is None else for_machines(each.value),
            "value": None if each.value_after is None else for_machines(each.value_after),
            "rank_before": each.rank,
            "rank": each.rank_after,
        }
        for each in outcome.levels
        if each.level == level
    ]
