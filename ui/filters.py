"""The pickers of a page, mirrors of its address; a sentence where it asks for what the data lack."""

from collections.abc import Callable
from functools import partial

import polars as pl
import streamlit as st

from text.answer import measure_label
from text.catalogue import named, say
from ui import choices, data, links, notes
from ui.choices import Ranking, Selection, UnknownChoice
from ui.pickers import Pickers
from warehouse.queries import editions as edition_queries
from warehouse.queries import ranking as ranking_queries


def pick(build_id: str, language: str) -> tuple[Ranking, Selection] | None:
    """Draw all pickers of a ranking; None, after a sentence, when index, edition or measure is not there."""
    begun = _begin(build_id, language)
    if begun is None:
        return None
    pickers, ranking, has_moved = begun
    selection, unknowns = _pick_selection(pickers, ranking, has_moved)
    for unknown in unknowns:
        refuse(unknown, language)
    return ranking, selection


def pick_whole(build_id: str, language: str) -> tuple[Ranking, dict | None] | None:
    """As `pick`, for a page that always shows the whole cohort: the ranking and the own unit (None if none)."""
    begun = _begin(build_id, language)
    if begun is None:
        return None
    pickers, ranking, has_moved = begun
    unit, unknown = offer_unit(pickers, ranking.edition, ranking.units, has_moved)
    if unknown:
        refuse(unknown, language)
    return ranking, unit


def _begin(build_id: str, language: str) -> tuple[Pickers, Ranking, bool] | None:
    editions = data.fetch(edition_queries.editions, build_id)
    if editions.is_empty():
        st.info(say(language, "no_editions"))
        return None
    pickers, has_moved = Pickers(language), links.has_moved()
    try:
        return pickers, _pick_ranking(pickers, build_id, editions, has_moved), has_moved
    except UnknownChoice as unknown:
        refuse(unknown, language)
        return None


def refuse(unknown: UnknownChoice, language: str) -> None:
    """Say what the address asks for in vain, and what to do."""
    quoted = {name: notes.plain(str(text)) for name, text in unknown.quoted.items()}
    st.warning(say(language, unknown.key, **quoted))


def _pick_ranking(pickers: Pickers, build_id: str, editions: pl.DataFrame, has_moved: bool) -> Ranking:
    language = pickers.language
    edition, previous = offer_edition(pickers, editions)
    keys = (edition["index_code"], edition["year"], edition["cohort_code"])
    measures = {
        row["indicator_code"]: row
        for row in data.fetch(edition_queries.measures, build_id, *keys).iter_rows(named=True)
    }
    labels = {code: measure_label(row, language) for code, row in measures.items()}
    find = partial(choices.asked_measure, links.asked("measure"), measures, edition["year"], has_moved)
    measure = pickers.offer("measure", labels, find)

    links.keep(**edition_codes(edition), measure=measure)
    units = data.fetch(ranking_queries.unit_ranking, build_id, *keys, measure).to_dicts()
    return Ranking(edition, previous, measures[measure], units)


def offer_edition(pickers: Pickers, editions: pl.DataFrame) -> tuple[dict, dict | None]:
    """Draw the pickers of index and edition: the edition chosen, and the one its changes are measured against.

    Raises UnknownChoice for an index or edition that is not there.
    """
    language = pickers.language
    indexes = {row["index_code"]: named(row, "short_name", language) for row in editions.iter_rows(named=True)}
    index = pickers.offer("index", indexes, partial(choices.asked_index, links.asked("index"), indexes))

    rows = editions.filter(pl.col("index_code") == index).to_dicts()
    by_code = {choices.edition_code(row): row for row in rows}
    labels = {
        code: say(language, "edition", year=row["year"], cohort=named(row, "cohort_name", language))
        for code, row in by_code.items()
    }
    find = partial(choices.asked_edition, links.asked("year"), links.asked("cohort"), rows, indexes[index])
    edition = by_code[pickers.offer("edition", labels, find)]
    return edition, by_code.get(f"{edition['previous_year']}.{edition['previous_cohort_code']}")


def edition_codes(edition: dict) -> dict[str, str]:
    """The choices that an edition stands for, as the address writes them."""
    return {
        "index": edition["index_code"],
        "year": str(edition["year"]),
        "cohort": edition["cohort_code"],
    }


def _pick_selection(pickers: Pickers, ranking: Ranking, has_moved: bool) -> tuple[Selection, list[UnknownChoice]]:
    """Region, own unit and text. An unknown region or unit stays in the address until another is chosen."""
    language, unknowns = pickers.language, []
    regions = {
        row["region_code"]: row for row in sorted(ranking.units, key=lambda row: row["unit_code"]) if row["region_code"]
    }

    labels = {links.ALL: say(language, "all_regions")}
    labels |= {code: named(row, "region_name", language) for code, row in regions.items()}
    asked_region = links.asked("region")
    try:
        asked_region = pickers.offer("region", labels, partial(choices.asked_region, asked_region, regions, has_moved))
    except UnknownChoice as unknown:
        unknowns.append(unknown)

    unit, unknown = offer_unit(pickers, ranking.edition, ranking.units, has_moved)
    unknowns += [unknown] if unknown else []
    typed = pickers.search()
    links.keep(region=asked_region, q=typed)
    return Selection(regions.get(asked_region), typed, unit), unknowns


def offer_unit(
    pickers: Pickers, edition: dict, rows: list[dict], has_moved: bool
) -> tuple[dict | None, UnknownChoice | None]:
    """Draw the picker of the own unit among `rows`: its row (None if nobody chose), and a fault of the address."""
    units = {row["unit_code"]: row for row in sorted(rows, key=lambda row: row["unit_code"])}
    labels = {links.NONE: say(pickers.language, "no_unit")}
    labels |= {code: named(row, "unit_name", pickers.language) for code, row in units.items()}
    return own_unit(edition, units, has_moved, pickers.language, partial(pickers.offer, "unit", labels))


def own_unit(
    edition: dict,
    units: dict[str, dict],
    has_moved: bool,
    language: str,
    offer: Callable[[Callable[[], str]], str] = lambda find: find(),
) -> tuple[dict | None, UnknownChoice | None]:
    """The row of the own unit in `units` (None if nobody chose one), and a fault of the address.

    `offer` may draw a picker of what it is told to find. An unknown code stays in the address until another unit is
    chosen.
    """
    asked, fault = links.asked("unit"), None
    carried = links.remembered("unit_name") if has_moved else None
    cohort_name = named(edition, "cohort_name", language)
    try:
        asked = offer(partial(choices.asked_unit, asked, units, cohort_name, carried))
    except UnknownChoice as unknown:
        fault = unknown
        asked = links.NONE if carried else asked
    unit = units.get(asked)
    links.keep(unit=asked)
    links.remember(unit_name=unit["unit_name_vi"] if unit else None)
    return unit, fault
