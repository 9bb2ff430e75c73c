"""Which unit a page is about: that of the address, else the one visited before, else the reader's own.

A code of a unit means something only within a system: seven codes of provinces were given to other ones in 2025. Links
carry both (`vn34.91`); an older link with the bare code is read in the edition it names, and one that names none asks.
A unit that was merged leads to the one it is part of.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

import polars as pl
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from text import formats, nearest
from ui import data, notes
from ui.choices import declared, own_unit, several_units, url
from ui.choices.choice import UnknownChoice
from ui.choices.own_unit import Identity
from ui.choices.pickers import go_to
from ui.visit import Visit
from warehouse.queries import editions as edition_queries
from warehouse.queries import units as queries


@dataclass(frozen=True)
class FoundUnit:
    """The unit in force, a row of the ranking; None where nobody chose one or what is asked for is not there.

    `former` is the unit that was asked for and is part of `row` today, a row of `queries.units`; `meanings` are those
    of a code that could mean several units, each with an edition that ranks it. `home` is the reader's own unit where
    another one is visited.
    """

    row: dict | None
    former: dict | None = None
    fault: UnknownChoice | None = None
    meanings: Sequence[dict] = ()
    home: dict | None = None


def find(visit: Visit) -> FoundUnit:
    """The unit that a page in this edition is about; it is kept for the address and for later pages."""
    search = _Search(visit)
    asked = url.query_param(declared.UNIT.name)
    found = search.by_code(asked) if asked else search.by_memory()
    if found.meanings:
        url.drop(declared.EDITION.name)  # with an edition the link would answer the question by itself
    if found.row:
        kept = found.former or found.row
        declared.UNIT.keep(visit.unit_param(kept), kept["unit_name_vi"])
    own = own_unit.own()
    home = search.by_name(own) if own else None
    return replace(found, home=home.row) if home and home.row != found.row else found


class _Search:
    """The units of an edition by code and by name."""

    def __init__(self, visit: Visit) -> None:
        self.visit, self.system = visit, visit.edition["unit_system"]
        self.by_its_code = {row["unit_code"]: row for row in visit.units}
        self.spelled = data.fetch(queries.spellings, visit.build_id, self.system)

    def by_code(self, asked: str) -> FoundUnit:
        """What the address asks for: `vn34.91`, a bare code as older links have it, or none."""
        if asked == url.NONE:
            return FoundUnit(None)
        system, _, code = asked.strip().lower().rpartition(".")
        means = self._units(unit_code=code)
        if not system and not _names_an_edition() and _are_different(means):
            return FoundUnit(None, meanings=self._in_their_editions(means))
        if system in ("", self.system) and code in self.by_its_code:
            return FoundUnit(self.by_its_code[code])
        for row in means:
            if system not in ("", row["unit_system"]):
                continue
            if row["successor_system"] == self.system:
                return FoundUnit(self.by_its_code.get(row["successor_code"]), former=row)
            if found := self.by_name(Identity(row["unit_level"], row["unit_name_vi"], "")):
                return found
        cohort = self.visit.named(self.visit.edition, "cohort_name")
        known = self.spelled.filter(pl.col("unit_code").is_in(list(self.by_its_code))).to_dicts()
        proposed = nearest.units(asked, known) if not system else []
        rows = (self.by_its_code[row["unit_code"]] for row in proposed)
        names = formats.listed((self.visit.named(row) for row in rows), self.visit.language)
        told = self.visit.say("unknown_unit_nearest", names=names) if names else ""
        return FoundUnit(None, fault=UnknownChoice(declared.UNIT.unknown, asked=asked, cohort=cohort, nearest=told))

    def by_memory(self) -> FoundUnit:
        """The unit visited before in this session, else the own one; one that has left the cohort is told."""
        own, visited = own_unit.own(), declared.UNIT.remembered_name
        system, _, code = (declared.UNIT.remembered or "").rpartition(".")
        known = self.by_its_code.get(code) if system == self.system else None
        if known and known["unit_name_vi"] == visited:  # names of communes repeat
            return FoundUnit(known)
        if visited and (own is None or visited != own.name_vi):
            found = self.by_name(Identity("", visited, ""))
            cohort = self.visit.named(self.visit.edition, "cohort_name")
            left = UnknownChoice(declared.UNIT.left, unit=visited, cohort=cohort)
            return found or FoundUnit(None, fault=left)
        return (own and self.by_name(own)) or FoundUnit(None)

    def by_name(self, wanted: Identity) -> FoundUnit | None:
        """A unit of the edition of this name, or the one that a unit of this name is part of."""
        formers = []
        named_so = (pl.col("unit_name_vi") == wanted.name_vi) | (pl.col("predecessor_name_vi") == wanted.name_vi)
        for spelled in self.spelled.filter(named_so).to_dicts():
            if wanted.level not in ("", spelled["unit_level"]) or spelled["unit_code"] not in self.by_its_code:
                continue
            row = self.by_its_code[spelled["unit_code"]]
            if spelled["predecessor_code"] is None:
                is_same_place = wanted.parent_vi in ("", spelled["parent_name_vi"] or "")
                if row["unit_name_vi"] == wanted.name_vi and is_same_place:
                    return FoundUnit(row)
            elif spelled["predecessor_name_vi"] == wanted.name_vi:
                formers.append((row, spelled))
        if not formers:
            return None
        row, spelled = formers[0]
        [former] = self._units(unit_system=spelled["predecessor_system"], unit_code=spelled["predecessor_code"])
        return FoundUnit(row, former=former)

    def _units(self, **codes: str) -> list[dict]:
        return data.fetch(queries.units, self.visit.build_id).filter(**codes).to_dicts()

    def _in_their_editions(self, means: Sequence[dict]) -> list[dict]:
        return [row | {"edition": edition} for row in means if (edition := newest_edition(self.visit, row))]


def newest_edition(visit: Visit, unit: Mapping) -> dict | None:
    """The newest edition of the index that ranks units of the system of `unit`, else of any index."""
    editions = [row for row in visit.fetch_of(edition_queries.editions) if row["unit_system"] == unit["unit_system"]]
    of_index = [row for row in editions if row["index_code"] == visit.edition["index_code"]]
    return next(iter(of_index or editions), None)


def _names_an_edition() -> bool:
    """Whether the address says in which edition its code of a unit is to be read."""
    names = (declared.EDITION, declared.YEAR, declared.COHORT)
    return any(url.query_param(choice.name) for choice in names)


def _are_different(means: Sequence[Mapping]) -> bool:
    """Whether a code means different places, not one that was renamed."""
    places = {row["unit_name_vi"] for row in means if not row["is_renamed"]}
    return len(places) > 1


def draw_box(visit: Visit, found: FoundUnit, place: DeltaGenerator) -> None:
    """Draw the box of the own unit, and beside it the way back where another unit is visited."""
    code = found.row["unit_code"] if found.row else None
    with place:
        own_unit.draw_box(visit, code, partial(_take, code))
    if found.home:
        place.button(
            notes.literal(visit.say("unit_way_back", unit=visit.named(found.home))),
            icon=":material/arrow_back:",
            key="unit_way_back",
            on_click=_go_home,
            args=(visit.unit_param(found.home),),
        )


def _go_home(address: str) -> None:
    """Callback of the way back: the page is about the own unit again, among those beside it."""
    declared.WITHIN.remember(None)
    go_to(declared.UNIT, address)


def _take(before: str | None, identity: Identity | None, code: str, address: str) -> None:
    """Callback of the box: the own unit is another one, the page is about it, and it is compared instead of the one
    `before`.
    """
    own_unit.choose(identity)
    declared.WITHIN.remember(None)
    several_units.replace(declared.COMPARISON_UNITS, before, code or None)
    if identity:
        go_to(declared.UNIT, address)
    else:
        declared.UNIT.remember(None)
        url.update({}, {declared.UNIT.name})


def tell(visit: Visit, found: FoundUnit) -> None:
    """Say what is to be known of how the unit was found: it is part of another today, or the code has two meanings."""
    if found.meanings:
        names = formats.listed(
            (
                visit.say("unit_of_cohort", unit=visit.named(row), cohort=visit.named(row["edition"], "cohort_name"))
                for row in found.meanings
            ),
            visit.language,
        )
        code = found.meanings[0]["unit_code"]
        st.warning(notes.literal(visit.say("unit_two_meanings", code=code, units=names)))
        for row in found.meanings:
            _link(visit, row, row["edition"])
    if found.former and found.row:
        word = "unit_renamed" if found.former["is_renamed"] else "unit_merged"
        rank = formats.rank(found.row["rank"], found.row["cohort_size"])
        st.info(
            notes.literal(
                visit.say(word, former=visit.named(found.former), unit=visit.named(found.row), rank=rank)
            )
        )
        _link(visit, found.row, visit.edition)
        if edition := newest_edition(visit, found.former):
            _link(visit, found.former, edition)


def _link(visit: Visit, unit: Mapping, edition: Mapping) -> None:
    label = visit.say(
        "unit_link",
        unit=visit.named(dict(unit)),
        year=visit.period(edition),
        cohort=visit.named(dict(edition), "cohort_name"),
    )
    st.page_link(
        "pages/profile.py",
        label=notes.literal(label),
        icon=":material/account_balance:",
        query_params={
            "lang": visit.language,
            "edition": edition["edition_code"],
            "unit": visit.unit_param(unit),
        },
    )
