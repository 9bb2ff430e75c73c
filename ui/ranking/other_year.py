"""The second year of a comparison: the choice in the address, the years on offer, and the one of the same cohort."""

from collections.abc import Mapping
from functools import partial

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from text.catalogue import named, say
from ui import choices, data, links, notes
from ui.choices import UnknownChoice
from ui.ranking.views import PAGE, Reading
from warehouse.queries import editions as edition_queries

_KEY = "pick_with"


def years_on_offer(reading: Reading, years: list[dict]) -> dict[str, dict]:
    """Every other edition of the index by its code: those of the own cohort (published or restated) first.

    `years` are rows of `queries.history.years`. What is given has `year`, `cohort_code`, `is_restated` and the names.
    """
    index_code, year, cohort_code, _ = reading.ranking.keys
    names = {key: reading.ranking.edition[key] for key in ("cohort_name_vi", "cohort_name_en")}
    own = [
        {"year": row["year"], "cohort_code": cohort_code, "is_restated": row["is_restated"], **names}
        for row in reversed(years)
        if row["edition_cohort_code"] == cohort_code and row["year"] != year
    ]
    editions = data.fetch(edition_queries.editions, reading.build_id).to_dicts()
    others = [
        {**edition, "is_restated": False}
        for edition in editions
        if edition["index_code"] == index_code and edition["cohort_code"] != cohort_code
    ]
    return {choices.edition_code(row): row for row in [*own, *others]}


def offer(reading: Reading, on_offer: Mapping[str, dict], place: DeltaGenerator) -> dict | None:
    """Draw the picker of the second year in `place`: the one in force; None, after a sentence, for an unknown one."""
    language = reading.language
    code, fault = None, None
    try:
        code = _asked(reading, on_offer)
    except UnknownChoice as unknown:
        fault = unknown
    st.session_state[_KEY] = code
    place.selectbox(
        say(language, "history_pick_with"),
        list(on_offer),
        index=None if code is None else 0,
        format_func=partial(_label, on_offer, language),
        key=_KEY,
        placeholder=say(language, "pick_placeholder"),
        width=320,
        on_change=links.choose,
        args=("with", _KEY),
    )
    if fault:
        st.warning(notes.literal(say(language, fault.key, asked=notes.short(str(fault.quoted["asked"])))))
    if code is None:
        return None
    links.keep_on(PAGE, **{"with": code})
    return on_offer[code]


def _asked(reading: Reading, on_offer: Mapping[str, dict]) -> str:
    """The code asked for; the year before in the own cohort where nobody chose, or what was chosen gave way."""
    asked = links.asked_among(on_offer, "with", PAGE)
    if asked in (None, choices.edition_code(reading.ranking.edition)):
        before = f"{reading.ranking.edition['previous_year']}.{reading.ranking.keys[2]}"
        return before if before in on_offer else next(iter(on_offer))
    if asked not in on_offer:
        raise UnknownChoice("history_unknown_with", asked=asked)
    return asked


def _label(on_offer: Mapping[str, dict], language: str, code: str) -> str:
    row = on_offer.get(code)
    if row is None:
        return code
    key = "history_pick_restated" if row["is_restated"] else "edition"
    return say(language, key, year=row["year"], cohort=named(row, "cohort_name", language))


def refuse(reading: Reading, other: dict, on_offer: Mapping[str, dict]) -> None:
    """Say why two cohorts are not compared, and offer a year of the own one: the same year if it is there."""
    language, edition = reading.language, reading.ranking.edition
    st.info(
        notes.literal(
            say(
                language,
                "history_refused",
                year=edition["year"],
                cohort=named(edition, "cohort_name", language),
                other_year=other["year"],
                other_cohort=named(other, "cohort_name", language),
            )
        )
    )
    own = {code: row for code, row in on_offer.items() if row["cohort_code"] == edition["cohort_code"]}
    same_year = f"{other['year']}.{edition['cohort_code']}"
    code = same_year if same_year in own else next(iter(own), None)
    if code:
        key = "history_offer_restated" if own[code]["is_restated"] else "history_offer"
        words = say(language, key, year=own[code]["year"], cohort=named(edition, "cohort_name", language))
        st.button(notes.literal(words), key="take_other_year", on_click=_take, args=(code,))


def _take(code: str) -> None:
    """Callback of the offer: its code goes into the address."""
    st.query_params["with"] = code
