"""The pickers of one unit in two years, and the comparison they make."""

from functools import partial

import streamlit as st

from text.catalogue import named, say
from ui import data, filters, links, notes
from ui.comparison import lines
from ui.comparison.lines import Comparison, lines_of
from ui.pickers import Pickers
from warehouse.queries import comparison as queries
from warehouse.queries import editions as edition_queries


def pick(
    pickers: Pickers, build_id: str, editions: list[dict], edition: dict, units: dict[str, dict]
) -> Comparison | None:
    """Draw the pickers of the unit and the other year; None, after a sentence, where there is no other year.

    `units` are those of the edition by code, best first. Raises UnknownChoice.
    """
    language = pickers.language
    unit, fault = filters.offer_unit(pickers, edition, list(units.values()))
    years = data.fetch(queries.years, build_id, edition["index_code"], edition["cohort_code"]).to_dicts()
    others = {_code(row, "edition"): row for row in years if row["year"] != edition["year"]}
    if not others:
        st.info(
            notes.literal(
                say(
                    language,
                    "comparison_no_other_year",
                    index=named(edition, "short_name", language),
                    year=edition["year"],
                )
            )
        )
        return None
    cohorts = {row["cohort_code"]: named(row, "cohort_name", language) for row in editions}
    labels = {
        code: say(
            language,
            "history_pick_restated" if row["is_restated"] else "edition",
            year=row["year"],
            cohort=cohorts[row["edition_cohort_code"]],
        )
        for code, row in others.items()
    }
    previous = f"{edition['previous_year']}.{edition['previous_cohort_code']}"
    may_give_way = links.linked("with") is None
    codes = {code: code for code in others} | {_code(row, "source"): code for code, row in others.items()}
    code = pickers.offer("with", labels, partial(lines.asked_year, links.asked("with"), codes, previous, may_give_way))
    links.keep(**{"with": code})
    if fault:
        raise fault
    if unit is None:
        notes.quiet(say(language, "comparison_unchosen"))
        unit = next(iter(units.values()))
    pair = sorted(
        (row for row in years if row["year"] in (edition["year"], others[code]["year"])), key=lambda row: row["year"]
    )
    return _compared_years(build_id, edition, unit, pair, language)


def _code(row: dict, kind: str) -> str:
    """`2023.vn34`, the year by the cohort that it is shown for ("edition") or was published for ("source")."""
    return f"{row['year']}.{row[f'{kind}_cohort_code']}"


def _compared_years(build_id: str, edition: dict, unit: dict, years: list[dict], language: str) -> Comparison:
    index, cohort = edition["index_code"], edition["cohort_code"]
    earlier, later = years
    rows = data.fetch(
        queries.two_years, build_id, index, cohort, earlier["year"], later["year"], unit["unit_code"]
    ).to_dicts()
    measures = data.fetch(edition_queries.measures, build_id, index, later["year"], later["edition_cohort_code"])
    known = {row["year"] for row in rows if row["value"] is not None or row["rank"] is not None}
    names = {
        row["year"]: say(
            language, "comparison_side_restated" if row["is_restated"] else "comparison_side_year", year=row["year"]
        )
        for row in years
    }
    return Comparison(
        edition,
        unit["unit_code"],
        list(names.values()),
        [name for year, name in names.items() if year not in known],
        lines_of(rows, measures.to_dicts(), edition),
        unit,
        years,
        language,
    )
