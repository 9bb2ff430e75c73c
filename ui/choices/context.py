"""What most pages let a reader choose first: index and edition, measure, and the own unit."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

import polars as pl
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from text import formats, nearest
from text.answer import measure_label
from text.catalogue import LANGUAGES, counted, named, say
from text.formats import MISSING
from text.periods import period
from ui import answer_head, data, notes
from ui.choices import declared, own_unit, several_units, url
from ui.choices.choice import Found, Options, UnknownChoice, keep_found, refuse
from ui.choices.context_line import ContextPickers
from ui.choices.own_unit import Identity
from ui.choices.pickers import go_to
from ui.visit import INDEX, Visit
from warehouse.queries import editions as edition_queries
from warehouse.queries import ranking as ranking_queries
from warehouse.queries import units as queries
from warehouse.queries import units as unit_queries


def begin(visit: Visit, *, by_measure: bool = False) -> tuple[Visit, ContextPickers] | None:
    """Find index and edition, and the measure unless units are ranked by the index itself. The pickers are drawn by
    `settle`, once the page has offered its own.

    None, after the pickers and a sentence, where one of them is not there.
    """
    editions = visit.fetch_of(edition_queries.editions)
    if not editions:
        st.info(visit.say("no_editions"))
        return None
    pickers = ContextPickers(visit.language)
    try:
        visit = _pick_edition(pickers, visit, editions)
        return (_pick_measure(pickers, visit) if by_measure else _by_index(visit)), pickers
    except UnknownChoice as unknown:
        refuse(unknown, visit.language)
        pickers.draw_open()
        return None


def settle(visit: Visit, pickers: ContextPickers) -> None:
    """Draw the pickers, behind a button that names the edition: `DTI cấp tỉnh · 2024 · 34 đơn vị`."""
    edition, size = visit.edition, visit.edition["cohort_size"]
    cohort = counted(visit.language, "units", size) if size else notes.short(visit.named(edition, "cohort_name"), 40)
    answer_head.look_at(visit)
    within = [visit.named(visit.parent, "parent_name")] if visit.parent else []
    pickers.settle(" · ".join((visit.named(edition, "short_name"), str(visit.period(edition)), cohort, *within)))


def pick_unit(visit: Visit, pickers: ContextPickers) -> Visit:
    """Draw the box of the own unit; a sentence where the address asks for one that is not there, or a former one."""
    visit, fault = find_unit(visit, pickers)
    if fault:
        refuse(fault, visit.language)
    return visit


def find_unit(visit: Visit, pickers: ContextPickers) -> tuple[Visit, UnknownChoice | None]:
    """As `pick_unit`, the fault of the address for the caller to tell."""
    found = _find(visit)
    _draw_box(visit, found, pickers.box)
    _tell(visit, found)
    return replace(visit, unit=found.row), found.fault


def _pick_edition(pickers: ContextPickers, visit: Visit, editions: list[dict]) -> Visit:
    by_code = {row["edition_code"]: row for row in editions}
    before = by_code.get(declared.EDITION.remembered or "")
    wanted = edition_queries.Wanted(
        edition_code=url.query_param(declared.EDITION.name),
        index_code=url.query_param(declared.INDEX.name),
        year=url.query_param(declared.YEAR.name),
        cohort_code=url.query_param(declared.COHORT.name),
    )
    own = own_unit.own()
    ranked = visit.fetch_of(unit_queries.ranked_editions, own.level, own.name_vi) if own else []
    edition = edition_queries.find(editions, wanted, before, {row["edition_code"] for row in ranked})

    indexes = {row["index_code"]: visit.named(row, "short_name") for row in editions}
    index = (edition or before or editions[0])["index_code"]
    if edition is None and not wanted.edition_code:
        index = wanted.index_code or index
    if index not in indexes:
        unknown = UnknownChoice(declared.INDEX.unknown, asked=index)
        pickers.draw(declared.INDEX, Options(indexes), Found(None, unknown))
        raise unknown
    pickers.draw(declared.INDEX, Options(indexes), Found(index))

    of_index = [row for row in editions if row["index_code"] == index]
    options = Options({row["edition_code"]: edition_name(row, visit.language) for row in of_index})
    if edition is None:
        unknown = _unknown_edition(wanted, indexes[index])
        pickers.draw(declared.EDITION, options, Found(None, unknown))
        raise unknown
    found = Found(edition["edition_code"])
    pickers.draw(declared.EDITION, options, found)
    keep_found(declared.EDITION, options, found)
    for choice in declared.NAMES_OF_AN_EDITION[1:]:
        url.pop_query_param(choice.name)
    return replace(visit, edition=edition, previous=by_code.get(edition["previous_edition_code"] or ""))


def _unknown_edition(wanted: edition_queries.Wanted, index_name: str) -> UnknownChoice:
    """Which part of what the address asks for there is not."""
    if wanted.edition_code:
        return UnknownChoice(declared.EDITION.unknown, asked=wanted.edition_code)
    if not wanted.cohort_code:
        return UnknownChoice("unknown_year", year=wanted.year, index=index_name)
    return UnknownChoice("unknown_edition", year=wanted.year or MISSING, cohort=wanted.cohort_code, index=index_name)


def edition_name(row: Mapping, language: str) -> str:
    """An edition in words, among those of its index: its period and cohort, and that it is provisional where it is."""
    cohort = named(dict(row), "cohort_name", language)
    return say(language, "edition", year=period(row, language), cohort=cohort)


def _by_index(visit: Visit) -> Visit:
    names = {f"indicator_name_{code}": visit.edition[f"index_name_{code}"] for code in LANGUAGES}
    measure = {"indicator_code": INDEX, "indicator_level": "index"} | names
    return replace(visit, measure=measure, units=visit.fetch(ranking_queries.unit_ranking, INDEX))


def _pick_measure(pickers: ContextPickers, visit: Visit) -> Visit:
    measures = {row["indicator_code"]: row for row in visit.fetch(edition_queries.measures)}
    labels = {code: measure_label(row, visit.language) for code, row in measures.items()}
    options = Options(labels, next(iter(labels), None), quoted={"year": visit.period(visit.edition)})
    code = pickers.offer(declared.MEASURE, options)
    return replace(visit, measure=measures[code], units=visit.fetch(ranking_queries.unit_ranking, code))


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


def _find(visit: Visit) -> FoundUnit:
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


def _draw_box(visit: Visit, found: FoundUnit, place: DeltaGenerator) -> None:
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


def _tell(visit: Visit, found: FoundUnit) -> None:
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
            notes.literal(visit.say(word, former=visit.named(found.former), unit=visit.named(found.row), rank=rank))
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
