"""What most pages let a reader choose first: index and edition, measure, and the own unit."""

from collections.abc import Mapping
from dataclasses import replace

import streamlit as st

from text.answer import measure_label
from text.catalogue import LANGUAGES, counted, named, say
from text.formats import MISSING
from text.periods import period
from ui import answer_head, notes
from ui.choices import declared, own_unit, unit, url
from ui.choices.choice import Found, Options, UnknownChoice, keep_found, refuse
from ui.choices.context_line import ContextPickers
from ui.visit import INDEX, Visit
from warehouse.queries import editions as edition_queries
from warehouse.queries import ranking as ranking_queries
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
    found = unit.find(visit)
    unit.draw_box(visit, found, pickers.box)
    unit.tell(visit, found)
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
    return UnknownChoice(
        "unknown_edition", year=wanted.year or MISSING, cohort=wanted.cohort_code, index=index_name
    )


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
