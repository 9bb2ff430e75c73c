"""Sentences about several years: what breaks a row of years, what is partial, who lacks a figure.

Rows are dictionaries with the columns of `warehouse.queries.time_series`.
"""

from collections.abc import Sequence

from text import formats
from text.catalogue import named, say
from text.caveats import framework_change


def year_name(year: int, is_restated: bool, language: str) -> str:
    """`2023`, or `2023 (quy đổi)`."""
    return say(language, "series_year_restated", year=year) if is_restated else str(year)


def both_years(row: dict, language: str) -> tuple[str, str]:
    """The names of the earlier and the later year of a row of two years."""
    return (
        year_name(row["earlier_year"], row["is_earlier_restated"], language),
        year_name(row["later_year"], row["is_later_restated"], language),
    )


def year_lines(year: dict, language: str) -> list[str]:
    """`2022`; below it `quy đổi` for a restated year, or `28/63` where only some units have a rank."""
    if year["is_restated"]:
        return [str(year["year"]), say(language, "series_restated")]
    if year["is_partial"] and year["cohort_size"]:
        return [str(year["year"]), formats.rank(year["rank_count"], year["cohort_size"])]
    return [str(year["year"])]


def break_words(year: dict, language: str) -> str:
    """Why the row of years breaks before this one, in a few words."""
    return " · ".join(_reason(reason, year, language) for reason in year["break_reasons"])


def _reason(reason: str, year: dict, language: str) -> str:
    if reason != "years_missing":
        return say(language, f"series_break_{reason}")
    first, last = year["before_year"] + 1, year["year"] - 1
    key = "series_break_year_missing" if first == last else "series_break_years_missing"
    return say(language, key, first=first, last=last)


def years_notes(years: Sequence[dict], language: str) -> list[str]:
    """What to know before reading ranks along the years: breaks with their decisions, partial and restated years."""
    notes = [
        framework_change(year["year"], year["before_year"], year["decision"], year["before_decision"], language)
        for year in years[1:]
        if "framework_changed" in year["break_reasons"]
    ]
    notes += [
        say(language, "series_cohort_break", year=year["year"], previous_year=year["before_year"])
        for year in years[1:]
        if "cohort_changed" in year["break_reasons"]
    ]
    partial = [
        say(
            language,
            "series_partial_year" if year["cohort_size"] else "series_partial_year_unknown",
            year=year["year"],
            count=formats.rank(year["rank_count"], year["cohort_size"]),
        )
        for year in years
        if year["is_partial"]
    ]
    if partial:
        notes.append(say(language, "series_partial", years=", ".join(partial)))
    restated = [str(year["year"]) for year in years if year["is_restated"]]
    if restated:
        notes.append(say(language, "series_restated_note", years=", ".join(restated), size=years[-1]["cohort_size"]))
    return notes


def pair_notes(pair: Sequence[dict], language: str) -> list[str]:
    """The same for two years, the earlier one first, whether or not others stand between them."""
    earlier, later = pair
    has_changed = earlier["framework_code"] != later["framework_code"]
    before = {"before_year": earlier["year"], "before_decision": earlier["decision"]}
    return years_notes([earlier, {**later, **before, "break_reasons": ["framework_changed"] * has_changed}], language)


def left_out(years: Sequence[dict], language: str) -> list[str]:
    """The years that cannot be drawn because no unit has a rank in them."""
    without = [str(year["year"]) for year in years if not year["rank_count"]]
    return [say(language, "series_left_out", years=", ".join(without))] if without else []


def lacking(rows: Sequence[dict], figure: str, language: str) -> list[str]:
    """The units without `figure` ("rank" or "value") in one of two years, by name; a sentence per year."""
    notes = []
    for side in ("earlier", "later"):
        names = [named(row, "unit_name", language) for row in rows if row[f"{side}_{figure}"] is None]
        if names:
            year = year_name(rows[0][f"{side}_year"], rows[0][f"is_{side}_restated"], language)
            notes.append(
                say(language, f"series_lacking_{figure}", year=year, count=len(names), units=", ".join(names))
            )
    return notes


def places_moved(gained: int | None, language: str) -> str:
    """`▲ tăng 10`, as in tables; a dash where it is not known."""
    if gained is None:
        return formats.MISSING
    key = "cell_places_up" if gained > 0 else "cell_places_down" if gained < 0 else "cell_places_same"
    return say(language, key, count=abs(gained))
