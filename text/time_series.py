"""Sentences about several years: what breaks a row of years, what is partial, who lacks a figure.

Rows are dictionaries with the columns of `warehouse.queries.time_series`.
"""

from collections.abc import Collection, Sequence

from text import formats
from text.catalogue import named, say, topic
from text.caveats import framework_change, inferred
from text.periods import Period, between, period


def both_periods(row: dict, language: str) -> tuple[Period, Period]:
    """The earlier and the later period of a row of two."""
    return period(row, language, "earlier"), period(row, language, "later")


def axis_lines(row: dict, language: str) -> list[str]:
    """`2022`; below it `quy đổi`, `tạm thời`, or `28/63` where only some units have a rank."""
    lines = [str(_plain(row, language))]
    lines += [topic(language, "periods")[mark] for mark in ("restated", "provisional") if row[f"is_{mark}"]]
    if row["is_partial"] and row["cohort_size"] and not row["is_restated"]:
        lines.append(formats.rank(row["rank_count"], row["cohort_size"]))
    return lines


def break_words(year: dict, language: str) -> str:
    """Why the row of years breaks before this one, in a few words."""
    return " · ".join(_reason(reason, year, language) for reason in year["break_reasons"])


def _reason(reason: str, year: dict, language: str) -> str:
    if reason != "years_missing":
        return say(language, f"series_break_{reason}")
    missing = between(year["before_period_code"], year["period_code"])
    first, last = (Period(code, language) for code in (missing[0], missing[-1]))
    if len(missing) == 1:
        return say(language, "series_break_year_missing", first=first)
    return say(language, "series_break_years_missing", first=first, last=last)


def _plain(row: dict, language: str) -> Period:
    """The period of a row, without a word on whether it is restated."""
    return Period(row["period_code"], language)


def years_notes(years: Sequence[dict], language: str) -> list[str]:
    """What to know before reading ranks along the years: breaks with their decisions, partial and restated years."""
    notes = [
        framework_change(
            _plain(year, language),
            period(year, language, "before"),
            year["decision"],
            year["before_decision"],
            language,
        )
        for year in years[1:]
        if "framework_changed" in year["break_reasons"]
    ]
    notes += [
        say(
            language,
            "series_cohort_break",
            year=_plain(year, language),
            previous_year=period(year, language, "before"),
        )
        for year in years[1:]
        if "cohort_changed" in year["break_reasons"]
    ]
    partial = [
        say(
            language,
            "series_partial_year" if year["cohort_size"] else "series_partial_year_unknown",
            year=_plain(year, language),
            count=formats.rank(year["rank_count"], year["cohort_size"]),
        )
        for year in years
        if year["is_partial"]
    ]
    if partial:
        notes.append(say(language, "series_partial", years=formats.listed(partial, language)))
    restated = [str(_plain(year, language)) for year in years if year["is_restated"]]
    if restated:
        named_years = formats.listed(restated, language)
        notes.append(say(language, "series_restated_note", years=named_years, size=years[-1]["cohort_size"]))
    return notes


def pair_notes(pair: Sequence[dict], language: str) -> list[str]:
    """The same for two years, the earlier one first, whether or not others stand between them."""
    earlier, later = pair
    has_changed = earlier["framework_code"] != later["framework_code"]
    before = {"before_period_code": earlier["period_code"], "before_decision": earlier["decision"]}
    return years_notes([earlier, {**later, **before, "break_reasons": ["framework_changed"] * has_changed}], language)


def values_notes(pair: Sequence[dict], bases: Collection[str | None], language: str) -> list[str]:
    """What to know before reading the values of two years: another framework, restated and inferred values."""
    ranked = [{**year, "is_partial": False, "is_restated": False} for year in pair]
    notes = pair_notes(ranked, language)
    restated = [str(_plain(year, language)) for year in pair if year["is_restated"]]
    if restated:
        notes.append(say(language, "series_restated_values", years=formats.listed(restated, language)))
    return notes + inferred(bases, language)


def left_out(years: Sequence[dict], language: str) -> list[str]:
    """The years that cannot be drawn because no unit has a rank in them."""
    without = [str(_plain(year, language)) for year in years if not year["rank_count"]]
    return [say(language, "series_left_out", years=formats.listed(without, language))] if without else []


def lacking(rows: Sequence[dict], figure: str, language: str) -> list[str]:
    """The units without `figure` ("rank" or "value") in one of two years, by name; a sentence per year."""
    notes = []
    for side in ("earlier", "later"):
        names = [named(row, "unit_name", language) for row in rows if row[f"{side}_{figure}"] is None]
        if names:
            of = period(rows[0], language, side)
            units = formats.listed(names, language)
            notes.append(say(language, f"series_lacking_{figure}", year=of, count=len(names), units=units))
    return notes


def places_moved(gained: int | None, language: str) -> str:
    """`▲ tăng 10`, as in tables; a dash where it is not known."""
    if gained is None:
        return formats.MISSING
    key = "cell_places_up" if gained > 0 else "cell_places_down" if gained < 0 else "cell_places_same"
    return say(language, key, count=abs(gained))
