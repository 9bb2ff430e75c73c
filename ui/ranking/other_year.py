"""The second year of a comparison: the years on offer, the choice among them, and the one of the same cohort."""

from collections.abc import Mapping

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from ui import notes
from ui.choices import address, pickers
from ui.choices.choice import Options
from ui.choices.declared import RANKING_WITH
from ui.visit import Visit
from warehouse.queries import editions as edition_queries

_WIDTH = 320


def years_on_offer(visit: Visit, years: list[dict]) -> dict[str, dict]:
    """Every other edition of the index by its code: those of the own cohort (published or restated) first.

    `years` are rows of `queries.history.years`. What is given has `year`, `cohort_code`, `is_restated` and the names.
    """
    index_code, year, cohort_code = visit.keys
    names = {key: visit.edition[key] for key in ("cohort_name_vi", "cohort_name_en")}
    own = [
        {**row, "cohort_code": cohort_code, **names}
        for row in reversed(years)
        if row["edition_cohort_code"] == cohort_code and row["year"] != year
    ]
    others = [
        {**edition, "is_restated": False}
        for edition in visit.fetch_of(edition_queries.editions)
        if edition["index_code"] == index_code and edition["cohort_code"] != cohort_code
    ]
    return {row["edition_code"]: row for row in [*own, *others]}


def offer(visit: Visit, on_offer: Mapping[str, dict], place: DeltaGenerator) -> dict | None:
    """Draw the picker of the second year in `place`: the one in force; None, after a sentence, for an unknown one.

    When nobody chose, or the own year was asked for, it is the year before in the own cohort.
    """
    edition = visit.edition
    before = [
        code
        for code, row in on_offer.items()
        if row["year"] == edition["previous_year"] and row["cohort_code"] == edition["cohort_code"]
    ]
    default = next(iter([*before, *on_offer]))
    own = [edition["edition_code"], *edition_queries.short_codes([edition])]
    options = Options(
        {code: _label(row, visit) for code, row in on_offer.items()},
        default,
        aliases=edition_queries.short_codes(on_offer.values()) | dict.fromkeys(own, default),
    )
    code = pickers.offer(RANKING_WITH, options, visit.language, place, _WIDTH)
    return None if code is None else on_offer[code]


def _label(row: Mapping, visit: Visit) -> str:
    key = "history_pick_restated" if row["is_restated"] else "edition"
    return visit.say(key, year=row["year"], cohort=visit.named(dict(row), "cohort_name"))


def refuse_cohort(visit: Visit, other: dict, on_offer: Mapping[str, dict]) -> None:
    """Say why two cohorts are not compared, and offer a year of the own one: the same year if it is there."""
    edition = visit.edition
    cohort = visit.named(edition, "cohort_name")
    st.info(
        notes.literal(
            visit.say(
                "history_refused",
                year=edition["year"],
                cohort=cohort,
                other_year=other["year"],
                other_cohort=visit.named(other, "cohort_name"),
            )
        )
    )
    own = {code: row for code, row in on_offer.items() if row["cohort_code"] == edition["cohort_code"]}
    same_year = [code for code, row in own.items() if row["year"] == other["year"]]
    if code := next(iter([*same_year, *own]), None):
        key = "history_offer_restated" if own[code]["is_restated"] else "history_offer"
        words = visit.say(key, year=own[code]["year"], cohort=cohort)
        taken = {RANKING_WITH.name: code}
        st.button(notes.literal(words), key="take_other_year", on_click=address.put, args=(taken,))
