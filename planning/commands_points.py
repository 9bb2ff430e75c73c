"""The commands about points: `reach`, `stakes`, `peers`, `noise`."""

import argparse
from decimal import Decimal
from pathlib import Path
from typing import Any

from planning import edits, movement, noise, peers, ranks, reach, simulation, stakes
from planning.answers import Answer, Asked, asked
from planning.commands import need_line
from planning.errors import PlanningRefused
from planning.numbers import for_machines, number
from planning.sets import Part
from planning.stakes import Bounds, Filters
from text import formats
from text.catalogue import named

_MOST_DRAWS = 1_000_000


def reach_rank(arguments: argparse.Namespace) -> Answer:
    """The fewest parts that reach a rank, and those of least effort."""
    told = asked(arguments)
    held = told.standings
    target = ranks.parsed(arguments.rank, held.cohort_size)[1] if arguments.rank else None
    moved = movement.read(held.build_id, held, movement.parsed(arguments.others))
    weights = None if arguments.weights is None else reach.weights(_content(arguments.weights))
    found = reach.reach(held, target, arguments.cap, arguments.level, weights, moved.others)
    facts = told.facts() | {
        "target": found.need.target,
        "points": None if found.need.points is None else for_machines(found.need.points),
        "at_least": for_machines(found.need.at_least),
        "at_most": for_machines(found.need.at_most),
        "kind": found.need.kind,
        "level": found.level,
        "cap": found.cap,
        "is_enough": found.is_enough,
        "reachable": for_machines(found.reachable),
        "unknown_lost": None if found.unknown_lost is None else for_machines(found.unknown_lost),
        "headrooms": [_part(told, found, part) for part in found.headrooms],
        "size": None,
        "sets": None,
        "best_fewer": None,
        "chosen": [],
        "total_chosen": None,
        "apply": {},
        "value": None,
        "rank": None,
        "passed": [],
        "level_with": [],
        "least": None,
    }
    lines = [told.stands(), need_line(told, found.need)]
    if found.fewest is None:
        lines.append(
            told.say("not_enough", reachable=told.points(found.reachable), points=told.points(found.need.at_most))
        )
    else:
        chosen = found.fewest
        facts |= {
            "size": len(chosen.parts),
            "sets": chosen.sets,
            "best_fewer": None if chosen.best_fewer is None else for_machines(chosen.best_fewer),
            "chosen": [_part(told, found, part) for part in chosen.parts],
            "total_chosen": for_machines(chosen.total),
            "apply": {code: for_machines(points) for code, points in found.points.items()},
        } | _after(told, found, moved.movement)
        names = ", ".join(f"{part.code} ({told.points(part.points)})" for part in chosen.parts)
        if chosen.parts:
            sets = "–" if chosen.sets is None else told.points(Decimal(chosen.sets))
            lines.append(told.say("fewest", count=len(chosen.parts), names=names, sets=sets))
        if len(chosen.parts) > 1:
            points = told.points(chosen.best_fewer or Decimal(0))
            lines.append(told.say("best_fewer", count=len(chosen.parts) - 1, points=points))
        if not chosen.parts:
            lines.append(told.say("there", target=found.need.target, rank=told.place(ranks.place(held))))
    if found.unknown_lost:
        lines.append(told.say("unknown_lost", points=told.points(found.unknown_lost)))
    if found.least is not None:
        facts["least"] = {
            "effort": for_machines(found.least.effort),
            "points": {part.code: for_machines(points) for part, points in found.least.points},
        }
        names = ", ".join(f"{part.code} (+{told.points(points)})" for part, points in found.least.points)
        lines.append(told.say("least", effort=told.points(found.least.effort), names=names or "–"))
    return Answer(facts | told.others_facts(moved), lines + told.close(moved))


def _after(told: Asked, found: reach.Reach, moved: movement.Movement) -> dict[str, Any]:
    """Value and rank with the fewest set applied."""
    held = told.standings
    added = edits.Edits(found.points)
    if found.level == reach.COMPONENTS:
        added = reach.with_components(held, edits.Edits(), list(found.points))
    outcome = simulation.simulate(held, added, moved)
    return {
        "value": for_machines(outcome.value),
        "rank": outcome.place.rank,
        "passed": told.units(outcome.passed),
        "level_with": told.units(outcome.place.level_with),
    }


def _part(told: Asked, found: reach.Reach, part: Part) -> dict[str, Any]:
    return {"code": part.code, "name": _named(told, *found.names[part.code]), "points": for_machines(part.points)}


def _content(path: str) -> str:
    """The text of a file of weights. Raises PlanningRefused (`file`)."""
    try:
        return Path(path).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as fault:
        raise PlanningRefused("file", path) from fault


def at_stake(arguments: argparse.Namespace) -> Answer:
    """What the components that filters leave lost together."""
    told = asked(arguments)
    filters = Filters(
        tuple(arguments.status or stakes.STATUSES), arguments.main, arguments.reason, arguments.agency,
        arguments.component,
    )  # fmt: skip
    found = stakes.stakes(told.standings, stakes.listed(told.standings, filters))
    facts = told.facts() | _bounds(found) | {
        "count": found.count,
        "components": list(found.codes),
        "mains": [{"code": main.code, "count": main.count} | _bounds(main) for main in found.mains],
        "value": None if found.steps is None else for_machines(told.standings.value_of(found.steps)),
        "rank": found.place.rank if found.place else None,
        "rank_at_least": found.place.at_least if found.place else None,
        "rank_at_most": found.place.at_most if found.place else None,
        "level_with": told.units(found.place.level_with) if found.place else [],
    }  # fmt: skip
    lines = [told.stands()]
    for main in found.mains:
        lines.append(told.say("stake_main", code=main.code, count=main.count, points=_said(told, main)))
    lines.append(told.say("stake_all", count=found.count, points=_said(told, found)))
    if found.steps is not None and found.place:
        lines.append(told.say(
            "after", points=_said(told, found), total=told.points(told.standings.total),
            value=told.value(found.steps), rank=told.place(found.place), level=told.level(found.place.level_with),
        ))  # fmt: skip
    return Answer(facts, lines + told.close())


def _bounds(bounds: Bounds) -> dict[str, Any]:
    least, most = bounds.at_least, bounds.at_most
    return {
        "points": for_machines(least) if bounds.kind == ranks.EXACT and least is not None else None,
        "at_least": None if least is None else for_machines(least),
        "at_most": None if most is None else for_machines(most),
        "kind": bounds.kind,
    }


def _said(told: Asked, bounds: Bounds) -> str:
    if bounds.at_least is None or bounds.at_most is None:
        return told.say("stake_unknown")
    key = {ranks.EXACT: "stake_exact", ranks.BETWEEN: "stake_between"}[bounds.kind]
    return told.say(key, at_least=told.points(bounds.at_least), at_most=told.points(bounds.at_most))


def easy_wins(arguments: argparse.Namespace) -> Answer:
    """What most peers already reach, by main indicator or by component."""
    told = asked(arguments)
    if arguments.level == reach.COMPONENTS:
        return _component_wins(told)
    group, share = peers.group(told.standings, arguments.group), number(arguments.share)
    found = peers.easy_wins(told.standings, group, share)
    facts = told.facts() | {
        "group": arguments.group,
        "share": for_machines(share),
        "peers": told.units(group),
        "wins": [],
        "points": None,
        "value": None,
        "rank": None,
    }
    lines = [told.stands(), told.say("peers", count=len(group), names=told.names(group) or "–")]
    if found is None:
        return Answer(facts, [*lines, told.say("too_few_peers", count=peers.FEWEST), *told.close()])
    facts |= {
        "wins": [_win(told, win) for win in found.wins],
        "points": for_machines(found.total),
        "value": for_machines(told.standings.value_of(found.steps)),
        "rank": found.place.rank,
    }
    lines += [
        told.say(
            "win", code=win.code, name=_named(told, win.name_vi, win.name_en), higher=win.higher_count,
            count=win.peer_count, own=formats.value(win.own, told.language),
            level=formats.value(win.level, told.language), points=told.points(win.points),
        )
        for win in found.wins if win.points
    ]  # fmt: skip
    lines.append(told.say(
        "after", points=told.signed(found.total), total=told.points(told.standings.total),
        value=told.value(found.steps), rank=told.place(found.place), level=told.level(found.place.level_with),
    ))  # fmt: skip
    return Answer(facts, lines + told.close())


def _win(told: Asked, win: peers.Win) -> dict[str, Any]:
    return {
        "code": win.code,
        "name": _named(told, win.name_vi, win.name_en),
        "own": for_machines(win.own),
        "peer_count": win.peer_count,
        "higher_count": win.higher_count,
        "level": _number(win.level),
        "points": _number(win.points),
        "half_level": _number(win.half_level),
        "half_points": _number(win.half_points),
    }


def _component_wins(told: Asked) -> Answer:
    found = peers.component_wins(told.standings)
    wins = [
        {
            "code": win.code,
            "name": _named(told, win.name_vi, win.name_en),
            "main": win.main_code,
            "status": win.status,
            "is_for_documents": win.is_for_documents,
            "points": _number(win.lost),
            "peer_count": win.peer_count,
            "holder_count": win.holder_count,
            "holders": list(win.holders),
            "share": for_machines(win.share),
            "expected": _number(win.expected),
        }
        for win in found
    ]
    lines = [
        told.say("component_win", code=win.code, name=_named(told, win.name_vi, win.name_en), holders=win.holder_count,
                 count=win.peer_count)
        for win in found
    ]  # fmt: skip
    return Answer(
        told.facts() | {"level": reach.COMPONENTS, "wins": wins},
        [told.stands(), *(lines or [told.say("no_component_peers")]), *told.close()],
    )


def under_noise(arguments: argparse.Namespace) -> Answer:
    """The interval of ranks under drawn weights."""
    told = asked(arguments)
    draws, seed = (_whole(text, least) for text, least in ((arguments.draws, 1), (arguments.seed, 0)))
    found = noise.noise(told.standings, draws, seed)
    facts = told.facts() | {
        "at_least": found.low,
        "at_most": found.high,
        "kind": ranks.EXACT if found.low == found.high else ranks.BETWEEN,
        "draws": found.draws,
        "seed": found.seed,
        "spread": for_machines(found.spread),
        "blocks": [list(block) for block in found.blocks],
        "is_last_unknown": found.is_last_unknown,
    }
    spread = formats.percent(found.spread, told.language, 0)
    place = told.place(ranks.Place(found.low, found.high, ()))
    lines = [told.stands(), told.say("noise", rank=place, spread=spread, draws=formats.number(draws, told.language, 0))]
    if found.is_last_unknown:
        lines.append(told.say("noise_block", codes=", ".join(found.blocks[-1])))
    return Answer(facts, lines + told.close())


def _whole(text: str, least: int) -> int:
    amount = number(text)
    if amount != int(amount) or not least <= amount <= _MOST_DRAWS:
        raise PlanningRefused("whole", text, [str(least), str(_MOST_DRAWS)])
    return int(amount)


def _number(amount: Decimal | None) -> int | float | None:
    return None if amount is None else for_machines(amount)


def _named(told: Asked, vietnamese: str, english: str | None) -> str:
    return named({"name_vi": vietnamese, "name_en": english}, "name", told.language)
