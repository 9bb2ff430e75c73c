"""What the simulator says in sentences: what a rank takes, what came of the points, and what none of it is."""

from collections.abc import Iterable
from decimal import Decimal

from planning import movement, ranks
from planning.errors import PlanningError
from planning.movement import Movement, Transition
from planning.ranks import Need, Place
from planning.standings import Main, Pool, Unit
from text import errors, formats
from text.catalogue import named, say
from text.periods import Period
from ui.simulator.worked import Worked
from ui.visit import Visit


def refusal(fault: PlanningError, visit: Visit) -> str:
    """Why something cannot be worked out, with the edition by its name."""
    fields = dict(fault.__dict__)
    if "edition" in fields:
        fields["edition"] = f"{visit.named(visit.edition, 'short_name')} {visit.period(visit.edition)}"
    return errors.sentence(visit.language, type(fault).__name__, fields)


def unit_name(unit: Unit, language: str) -> str:
    """The name of another unit."""
    return named({"unit_name_vi": unit.name_vi, "unit_name_en": unit.name_en}, "unit_name", language)


def main_name(main: Main, language: str) -> str:
    """A main indicator with its code: `8. Hoạt động xã hội số`."""
    names = {"indicator_name_vi": main.name_vi, "indicator_name_en": main.name_en}
    return say(language, "simulator_main", code=main.code, name=named(names, "indicator_name", language))


def names(units: Iterable[Unit], language: str) -> str:
    """Names one after the other."""
    return formats.listed((unit_name(unit, language) for unit in units), language)


def rank(place: Place, size: int | None) -> str:
    """`22/34`, or `54–58/63` where it is not exact."""
    if place.rank is not None:
        return formats.rank(place.rank, size)
    return f"{place.at_least}–{formats.rank(place.at_most, size)}"


def signed_points(amount: Decimal, language: str) -> str:
    """`+9,118`, `−2`."""
    return ("+" if amount > 0 else "") + formats.points(amount, language)


def points_needed(need: Need, language: str) -> str:
    """`9,118`, or `5,8–19,9` where it is not exact."""
    if need.points is not None:
        return formats.points(need.points, language)
    return f"{formats.points(need.at_least, language)}–{formats.points(need.at_most, language)}"


def level_with(units: Iterable[Unit], language: str) -> str:
    """` (ngang Tây Ninh)`, or nothing."""
    told = names(units, language)
    return say(language, "simulator_level_with", names=told) if told else ""


def moves(moved: Movement, language: str) -> str:
    """How the others move, as a supposition: `nếu các đơn vị khác đứng yên`."""
    return say(language, f"simulator_if_{moved.kind}", amount=formats.points(moved.amount, language))


def if_moved(worked: Worked) -> str:
    """How the others move in the scenario, with a space before it; nothing where they stand still."""
    moved = worked.asked.scenario.movement
    return "" if moved.kind == movement.STILL else f" {moves(moved, worked.visit.language)}"


def rate_name(rate: Transition, language: str) -> str:
    """`thu hẹp 7% như 2023→2024`."""
    return say(
        language, "simulator_rate", percent=rate.percent,
        before=Period(rate.before, language), after=Period(rate.later, language),
    )  # fmt: skip


def headline(worked: Worked, language: str) -> str:
    """What the next place takes, until something is edited: then what came of it."""
    unit, size = worked.visit.named(worked.visit.unit or {}), worked.standings.cohort_size
    moved = worked.asked.scenario.movement
    if not worked.is_edited and moved.kind == movement.STILL:
        need = worked.next_place
        if need is None:
            return say(language, "simulator_title_leads", unit=unit, size=size)
        return say(
            language, "simulator_title_need", unit=unit, rank=need.target, points=points_needed(need, language)
        )
    place = worked.place(worked.outcome.steps, moved)
    before = worked.outcome.before
    places = before.rank - place.rank if before.rank is not None and place.rank is not None else None
    change = ""
    if places is not None:
        way = "up" if places > 0 else "down" if places else "none"
        change = say(language, f"simulator_places_{way}", places=abs(places))
    total = worked.outcome.applied.total
    return say(
        language,
        "simulator_title_edited" if worked.is_edited else "simulator_title_moved",
        unit=unit,
        points=signed_points(total, language),
        rank=rank(place, size),
        change=change,
        moves=if_moved(worked),
    )


def target(worked: Worked, language: str) -> str:
    """What the ranks aimed at take: `Vào hạng 40–44 cần 15,8 điểm, tới hạng 40 cần 31,8 điểm (ngang Tây Ninh)`; empty
    where none is aimed at.
    """
    if worked.target is None:
        return ""
    best, worst = worked.target
    ranged = ranks.need_of_range(worked.standings, best, worst, worked.others)
    if ranged.is_met:
        aimed = f"{best}–{worst}" if worst > best else str(best)
        word = "simulator_target_exceeded" if ranged.is_exceeded else "simulator_target_met"
        return say(language, word, ranks=aimed) + if_moved(worked)
    parts = [] if worst == best else [
        say(language, "simulator_target_enter", ranks=f"{best}–{worst}", points=points_needed(ranged.enter, language),
            level=level_with(ranged.enter.place.level_with, language)),
    ]  # fmt: skip
    parts.append(
        say(language, "simulator_target_reach", rank=best, points=points_needed(ranged.better, language),
            level=level_with(ranged.better.place.level_with, language))
    )  # fmt: skip
    told = formats.phrases(parts, language) + if_moved(worked)
    return told[:1].upper() + told[1:]


def lead(worked: Worked, language: str) -> str:
    """Where the unit stands, what the ranks aimed at take, what unknown main indicators hold, and what this is not."""
    held = worked.standings
    parts = [
        say(
            language, "simulator_stands", year=worked.visit.period(worked.visit.edition),
            value=formats.value(held.value_of(held.steps), language),
            rank=rank(worked.outcome.before, held.cohort_size),
            lost=formats.points(worked.lost, language), total=formats.points(held.total, language),
        ),
        say(language, "simulator_not_official"),
    ]  # fmt: skip
    return " ".join(parts)


def told_of_pool(pool: Pool, language: str) -> str:
    """What the main indicators whose points are not known lost together."""
    codes = formats.listed(pool.codes, language)
    return say(
        language, "simulator_pool", count=len(pool.codes), codes=codes, lost=formats.points(pool.lost, language)
    )


def _a_year_later(worked: Worked, language: str) -> list[str]:
    """Which rank the value after would have had a year later, where that year of the same units is known."""
    found = worked.rank_a_year_later
    if found is None:
        return []
    edition, place = found
    value = formats.value(worked.outcome.value, language)
    year, place_words = worked.visit.period(edition), formats.rank(place, edition["cohort_size"])
    return [say(language, "simulator_a_year_later", value=value, year=year, rank=place_words)]


def told(worked: Worked, language: str) -> list[str]:
    """What the numbers rest on, and how such numbers fared."""
    held = worked.standings
    method = "simulator_method" if held.scale_max == 1 else "simulator_method_points"
    notes = [say(language, method, step=formats.points(held.points_of(1), language))]
    notes += _a_year_later(worked, language)
    if worked.rates:
        seen = formats.listed(
            (
                say(
                    language, "simulator_error_of",
                    before=Period(rate.before, language), after=Period(rate.later, language),
                    places=formats.number(rate.places_worse, language, 1),
                )
                for rate in worked.rates
            ),
            language,
        )  # fmt: skip
        notes.append(say(language, "simulator_fared", errors=seen))
    if held.pool:
        notes.append(told_of_pool(held.pool, language))
    if not held.is_complete:
        notes.append(say(language, "simulator_incomplete"))
    return notes
