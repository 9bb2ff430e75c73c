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
    selection, unknowns = _pick_selection(*begun)
    for unknown in unknowns:
        refuse(unknown, language)
    return begun[1], selection


def pick_whole(build_id: str, language: str) -> tuple[Ranking, dict | None] | None:
    """As `pick`, for a page that always shows the whole cohort: the ranking and the own unit (None if none)."""
    begun = _begin(build_id, language)
    if begun is None:
        return None
    pickers, ranking = begun
    unit, unknown = offer_unit(pickers, ranking.edition, ranking.units)
    if unknown:
        refuse(unknown, language)
    return ranking, unit


def _begin(build_id: str, language: str) -> tuple[Pickers, Ranking] | None:
    editions = data.fetch(edition_queries.editions, build_id)
    if editions.is_empty():
        st.info(say(language, "no_editions"))
        return None
    pickers = Pickers(language)
    try:
        return pickers, _pick_ranking(pickers, build_id, editions)
    except UnknownChoice as unknown:
        refuse(unknown, language)
        return None


def refuse(unknown: UnknownChoice, language: str) -> None:
    """Say what the address asks for in vain, and what to do."""
    quoted = {name: notes.short(str(text)) for name, text in unknown.quoted.items()}
    st.warning(notes.literal(say(language, unknown.key, **quoted)))


def _pick_ranking(pickers: Pickers, build_id: str, editions: pl.DataFrame) -> Ranking:
    language = pickers.language
    edition, previous = offer_edition(pickers, editions)
    keys = (edition["index_code"], edition["year"], edition["cohort_code"])
    measures = {
        row["indicator_code"]: row
        for row in data.fetch(edition_queries.measures, build_id, *keys).iter_rows(named=True)
    }
    labels = {code: measure_label(row, language) for code, row in measures.items()}
    find = partial(choices.asked_measure, links.asked_among(measures, "measure"), measures, edition["year"])
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
    index = pickers.offer("index", indexes, partial(choices.asked_index, links.asked_among(indexes, "index"), indexes))

    rows = editions.filter(pl.col("index_code") == index).to_dicts()
    by_code = {choices.edition_code(row): row for row in rows}
    labels = {
        code: say(language, "edition", year=row["year"], cohort=named(row, "cohort_name", language))
        for code, row in by_code.items()
    }
    edition = by_code[pickers.offer("edition", labels, partial(_find_edition, rows, indexes[index]))]
    return edition, by_code.get(f"{edition['previous_year']}.{edition['previous_cohort_code']}")


def _find_edition(rows: list[dict], index_name: str) -> str:
    """The code of the edition asked for; year and cohort that are only remembered give way where none fits them."""
    try:
        return choices.asked_edition(links.asked("year"), links.asked("cohort"), rows, index_name)
    except UnknownChoice:
        return choices.asked_edition(links.linked("year"), links.linked("cohort"), rows, index_name)


def edition_codes(edition: dict) -> dict[str, str]:
    """The choices that an edition stands for, as the address writes them."""
    return {
        "index": edition["index_code"],
        "year": str(edition["year"]),
        "cohort": edition["cohort_code"],
    }


def _pick_selection(pickers: Pickers, ranking: Ranking) -> tuple[Selection, list[UnknownChoice]]:
    """Region, own unit and text. An unknown region or unit stays in the address until another is chosen."""
    language, unknowns, region = pickers.language, [], links.ALL
    regions = {
        row["region_code"]: row for row in sorted(ranking.units, key=lambda row: row["unit_code"]) if row["region_code"]
    }

    labels = {links.ALL: say(language, "all_regions")}
    labels |= {code: named(row, "region_name", language) for code, row in regions.items()}
    try:
        asked = links.asked_among(regions, "region")
        region = pickers.offer("region", labels, partial(choices.asked_region, asked, regions))
        links.keep(region=region)
    except UnknownChoice as unknown:
        unknowns.append(unknown)

    unit, fault = offer_unit(pickers, ranking.edition, ranking.units)
    unknowns += [fault] if fault else []
    typed = pickers.search()
    links.keep(q=typed)
    return Selection(regions.get(region), typed, unit), unknowns


def offer_unit(pickers: Pickers, edition: dict, rows: list[dict]) -> tuple[dict | None, UnknownChoice | None]:
    """Draw the picker of the own unit among `rows`: its row (None if nobody chose), and a fault of the address."""
    units = {row["unit_code"]: row for row in sorted(rows, key=lambda row: row["unit_code"])}
    labels = {links.NONE: say(pickers.language, "no_unit")}
    labels |= {code: named(row, "unit_name", pickers.language) for code, row in units.items()}
    return own_unit(edition, units, pickers.language, partial(pickers.offer, "unit", labels))


def own_unit(
    edition: dict,
    units: dict[str, dict],
    language: str,
    offer: Callable[[Callable[[], str]], str] = lambda find: find(),
) -> tuple[dict | None, UnknownChoice | None]:
    """The row of the own unit in `units` (None if nobody chose one), and a fault of the address.

    `offer` may draw a picker of what it is told to find. An unknown code stays in the address until another unit is
    chosen; a unit that is remembered and not in this cohort is forgotten.
    """
    linked, carried = links.linked("unit"), links.remembered("unit_name")
    find = partial(choices.asked_unit, linked, carried, units, named(edition, "cohort_name", language))
    code, fault = links.NONE, None
    try:
        code = offer(find)
    except UnknownChoice as unknown:
        if linked is not None:
            return None, unknown
        fault = unknown
    unit = units.get(code)
    links.keep(unit=code)
    links.remember(unit_name=unit["unit_name_vi"] if unit else None)
    return unit, fault
