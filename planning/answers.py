"""What a command answers: one object for machines, and lines that say the same to people."""

import argparse
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from planning import movement, ranks, standings
from planning.errors import PlanningRefused
from planning.movement import Moved
from planning.numbers import for_machines
from planning.ranks import Place
from planning.simulation import Level
from planning.standings import Standings, Unit
from text import formats
from text.catalogue import named, topic
from warehouse import builds, paths
from warehouse.queries import editions
from warehouse.queries.editions import Wanted


@dataclass(frozen=True)
class Answer:
    """One object for machines, and the lines that say the same to people."""

    facts: dict[str, Any]
    lines: list[str]


@dataclass(frozen=True)
class Asked:
    """The standings that the options name, in the language of the answer; its object has names in every language the
    rows have instead, where `has_every_name`.
    """

    standings: Standings
    language: str
    has_every_name: bool = False

    def say(self, key: str, **values: object) -> str:
        """A line of the answer."""
        return topic(self.language, "planning")[key].format(**values)

    def points(self, amount: Decimal) -> str:
        """Points as the language writes them."""
        return formats.points(amount, self.language)

    def value(self, steps: int) -> str:
        """A value as the index and the language write it."""
        return formats.value(self.standings.value_of(steps), self.language, self.standings.decimals)

    def names(self, units: Iterable[Unit]) -> str:
        """Names one after the other."""
        return formats.listed((self.name(unit) for unit in units), self.language)

    def name(self, unit: Unit) -> str:
        """The name of a unit in the language."""
        return named({"name_vi": unit.name_vi, "name_en": unit.name_en}, "name", self.language)

    def name_facts(self, named_thing: Unit | Level) -> dict[str, str | None]:
        """The name of a unit, a pillar or a main indicator for machines."""
        names = {"name_vi": named_thing.name_vi, "name_en": named_thing.name_en}
        return dict(names) if self.has_every_name else {"name": named(names, "name", self.language)}

    def place(self, place: Place) -> str:
        """`48/63`, or `54–58/63` where it is not exact."""
        if place.rank is not None:
            return formats.rank(place.rank, self.standings.cohort_size)
        return formats.rank(place.at_least, None) + "–" + formats.rank(place.at_most, self.standings.cohort_size)

    def level(self, units: tuple[Unit, ...]) -> str:
        """`, level with Tây Ninh`, or nothing."""
        return self.say("level_with", names=self.names(units)) if units else ""

    def facts(self) -> dict[str, Any]:
        """What every answer says of where it comes from."""
        held = self.standings
        return {
            "build": held.build_id,
            "edition": held.edition_code,
            "unit": held.own.code,
            **self.name_facts(held.own),
            "cohort_size": held.cohort_size,
            "total": for_machines(held.total),
            "value_before": for_machines(held.value_of(held.steps)),
            "rank_before": held.rank,
        }

    def signed(self, amount: Decimal) -> str:
        """Points with their sign."""
        return ("+" if amount > 0 else "") + self.points(amount)

    def place_facts(self, place: Place) -> dict[str, Any]:
        """A place for machines."""
        return {
            "rank": place.rank,
            "at_least": place.at_least,
            "at_most": place.at_most,
            "kind": place.kind,
            "level_with": self.units(place.level_with),
        }

    def others_facts(self, moved: Moved) -> dict[str, Any]:
        """How the others moved, for machines."""
        amount = moved.movement.amount
        return {
            "others": {"kind": moved.movement.kind, "amount": for_machines(amount) if amount else None},
            "without_change": self.units(moved.without_change),
        }

    def units(self, units: Iterable[Unit]) -> list[dict[str, str | None]]:
        """Units for machines."""
        return [{"unit": unit.code, **self.name_facts(unit)} for unit in units]

    def stands(self) -> str:
        """The line that every answer begins with: who stands where."""
        held = self.standings
        place = self.place(ranks.place(held))
        return self.say(
            "stands", name=self.name(held.own), edition=held.edition_code, value=self.value(held.steps), rank=place
        )

    def close(self, moved: Moved | None = None) -> list[str]:
        """The lines that every answer ends with: how the others moved, which build, and what it is not."""
        lines = []
        if moved and moved.movement.kind != movement.STILL:
            key = f"others_{moved.movement.kind}"
            lines.append(self.say(key, amount=self.points(moved.movement.amount)))
            if moved.without_change:
                lines.append(self.say("without_change", names=self.names(moved.without_change)))
        return [*lines, self.say("not_official", build=self.standings.build_id)]


def asked(arguments: argparse.Namespace) -> Asked:
    """The standings of the unit and edition that the options name, in the current build where they name none. Raises
    PlanningRefused (`edition`, `unit`), those of `standings.read`, and those of `builds.current`.
    """
    build_id = arguments.build or builds.current(paths.warehouse_dir()).build_id
    known = editions.editions(build_id).to_dicts()
    parts = Wanted(arguments.edition, arguments.index, arguments.year, arguments.cohort)
    edition = editions.find(known, parts)
    if edition is None:
        named = [arguments.edition, arguments.index, arguments.year, arguments.cohort]
        raise PlanningRefused("edition", " ".join(filter(None, named)), [row["edition_code"] for row in known])
    system, _, code = arguments.unit.strip().rpartition(".")
    if system not in ("", edition["unit_system"]):
        raise PlanningRefused("unit", arguments.unit, [f"{edition['unit_system']}.…"])
    held = standings.read(build_id, edition["edition_code"], code)
    return Asked(held, arguments.language, arguments.has_every_name)
