"""What a reader must know before comparing: sentences from the reasons the warehouse gives."""

from collections.abc import Callable, Iterable, Sequence

from text import formats
from text.catalogue import counted, named, say
from text.periods import Period, period


def decision(number: str | None, language: str) -> str:
    """The decision that fixed a framework, named in the language; its own number, or a report's name, as it is."""
    if not number:
        return say(language, "decision_unknown")
    named_number = number.removeprefix("Quyết định ")
    is_decision = named_number != number or number[0].isdigit()
    return say(language, "decision", number=named_number) if is_decision else number


def comparison(row: dict, edition: dict, previous: dict | None, language: str) -> list[str]:
    """The caveats on the change of one unit: framework, cohort, restated year, what is missing, precision, odd moves.

    `previous` is the edition the change is measured against.
    """
    if row["change_missing_reason"] in (
        "first_edition",
        "gap_before",
        "indicator_not_continued",
        "figure_missing",
        "previous_missing",
    ):
        return [_missing(row["change_missing_reason"], row, language)]
    notes = crossing(row, edition, previous, language)
    if "cohort_changed" in (row["comparability_reasons"] or []):
        notes += _restated(row, language)
    return notes + one_missing(row, language) + coarser_precision(row, language) + _odd_movement(row, language)


def crossing(row: dict, edition: dict, previous: dict | None, language: str) -> list[str]:
    """What lies between an edition and the one before it, the same for every unit: another cohort, another framework.

    `row` is of any unit with a change.
    """
    notes = []
    if previous and "cohort_changed" in (row["comparability_reasons"] or []):
        notes.append(
            say(
                language,
                "caveat_cohort",
                previous_year=period(row, language, "previous"),
                previous_cohort=named(previous, "cohort_name", language),
                cohort=named(edition, "cohort_name", language),
            )
        )
    if "framework_changed" in (row["comparability_reasons"] or []):
        notes.append(
            framework_change(
                period(row, language),
                period(row, language, "previous"),
                edition["decision"],
                edition["previous_decision"],
                language,
            )
        )
    return notes


def framework_change(
    now: Period, before: Period, decision_number: str | None, previous_number: str | None, language: str
) -> str:
    """`So với năm 2020 chỉ để tham khảo: năm 2021 chấm theo …`, with both decisions."""
    return say(
        language,
        "caveat_framework",
        year=now,
        previous_year=before,
        decision=decision(decision_number, language),
        previous_decision=decision(previous_number, language),
    )


def one_missing(row: dict, language: str) -> list[str]:
    """Why there is a change of value and none of rank, or the reverse; nothing of an index that ranks nobody."""
    reasons = [row["value_change_reason"]]
    if row["rank_reason"] != "not_ranked":
        reasons.insert(0, row["places_gained_reason"])
    return [
        _missing(reason, row, language)
        for reason in reasons
        if reason in ("rank_missing", "previous_rank_missing", "value_missing", "previous_value_missing")
    ]


def _missing(reason: str, row: dict, language: str) -> str:
    return say(
        language,
        f"caveat_{reason}",
        year=period(row, language),
        previous_year=period(row, language, "previous"),
        unit=named(row, "unit_name", language),
    )


def _restated(row: dict, language: str) -> list[str]:
    if row["restated_previous_value"] is None:
        return []
    return [
        say(
            language,
            "caveat_restated_kept" if row["restated_previous_basis"] == "published" else "caveat_restated",
            previous_year=period(row, language, "previous"),
            size=row["cohort_size"],
            unit=named(row, "unit_name", language),
            previous_rank=formats.rank(row["restated_previous_rank"], row["cohort_size"]),
            previous_value=formats.value(row["restated_previous_value"], language),
            changes=_restated_changes(row, language),
        )
    ]


def _restated_changes(row: dict, language: str) -> str:
    words = []
    gained, moved = row["restated_places_gained"], row["restated_value_change"]
    if gained is not None:
        key = (
            "places_gained_words"
            if gained > 0
            else "places_lost_words"
            if gained < 0
            else "places_kept_words"
        )
        words.append(say(language, key, places=counted(language, "places", abs(gained))))
    if moved is not None:
        key = "value_gained_words" if moved > 0 else "value_lost_words" if moved < 0 else "value_kept_words"
        words.append(say(language, key, amount=formats.value(abs(moved), language)))
    return formats.listed(words, language) or formats.MISSING


def coarser_precision(row: dict, language: str) -> list[str]:
    """That a change is given with the decimals of the less precise of its two values."""
    decimals = row["value_change_decimals"]
    if row["value_change"] is None or row["scale_max"] != 1 or decimals is None or decimals >= formats.VALUE_DECIMALS:
        return []
    return [say(language, "caveat_precision", decimals=decimals)]


def unlike_precision(rows: Iterable[dict], decimals: str, language: str) -> list[str]:
    """That differences of values printed with unlike decimals are given at the fewer ones, named by column `decimals`.

    Points have the decimals of their index and do not count.
    """
    known = [row[decimals] for row in rows if row["scale_max"] == 1 and row[decimals] is not None]
    if any(count < formats.VALUE_DECIMALS for count in known):
        return [say(language, "comparison_precision")]
    return []


def _odd_movement(row: dict, language: str) -> list[str]:
    """Score up and rank down, or the reverse: the named case, in one sentence; nothing is explained by a rank that
    contradicts its value."""
    if row["ranks_against_values"]:
        return [say(language, "caveat_ranks_against_values")]
    key = (
        "caveat_up_down"
        if row["is_score_up_rank_down"]
        else "caveat_down_up"
        if row["is_score_down_rank_up"]
        else None
    )
    if key is None:
        return []
    return [
        say(
            language,
            key,
            change=formats.value(abs(row["value_change"]), language, row["value_change_decimals"]),
            places=counted(language, "places", abs(row["places_gained"])),
        )
    ]


def series(rows: list[dict], summary: dict, language: str) -> list[str]:
    """How the ranks and values of a ranking came about; one sentence each. `rows` is the whole cohort."""
    kind = rows[0]["rank_series"]
    ranked = "not_ranked" if rows[0]["rank_reason"] == "not_ranked" else kind
    notes = [
        say(
            language,
            f"series_{ranked}",
            count=summary["rank_count"] if kind == "published_partial" else summary["value_count"],
            size=rows[0]["cohort_size"] or formats.MISSING,
        )
    ]
    found = [row["value_basis"] for row in rows if row["value"] is not None]
    notes += bases(found, lambda kind, **counts: say(language, f"values_{kind}", **counts), language)
    return notes + inferred(found, language)


def bases(found: Sequence[str], told: Callable[..., str], language: str) -> list[str]:
    """Whether values are published, computed or inferred, or how many of each, from their bases.

    `told` says a basis with its count, `part_<basis>` of a list with `count`, and `mixed` with the `parts` of it.
    """
    counts = {basis: found.count(basis) for basis in ("published", "computed", "inferred") if basis in found}
    if len(counts) < 2:
        return [told(basis, **{basis: count}) for basis, count in counts.items()]
    parts = formats.listed((told(f"part_{basis}", count=count) for basis, count in counts.items()), language)
    return [told("mixed", parts=parts)]


def inferred(found: Iterable[str | None], language: str) -> list[str]:
    """What the dagger beside a value means; nothing where no basis in `found` is inferred."""
    return [say(language, "inferred_note")] if "inferred" in found else []


def means(summary: dict, language: str) -> list[str]:
    """The mean of the cohort as we take it, and as its source prints it."""
    notes = []
    if summary["mean_value"] is not None and summary["value_count"] > 1:
        mean = formats.value(summary["mean_value"], language, summary["shown_decimals"])
        notes.append(say(language, "mean_note", mean=mean))
    if summary["published_mean_value"] is not None:
        notes.append(
            say(
                language,
                "mean_published",
                mean=formats.value(summary["published_mean_value"], language, summary["shown_decimals"]),
            )
        )
    return notes


_MOST_NEAR, _MOST_MISSING = 30, 63  # units named; a sentence with the names of hundreds is read by nobody


def near_ties(near: list[dict], row: dict, language: str) -> list[str]:
    """The units so close to `row` that their order says little, from rows of `mart.near_units`."""
    if not near:
        return []
    nearest = sorted(near, key=lambda other: abs(other["value"] - row["value"]))[:_MOST_NEAR]
    told = near if len(near) <= _MOST_NEAR else [other for other in near if other in nearest]
    close = [
        f"{named(other, 'near_unit_name', language)} {formats.value(other['value'], language, other['value_decimals'])}"
        for other in told
    ]
    if len(near) > len(told):
        close.append(counted(language, "others", len(near) - len(told)))
    return [
        say(
            language,
            "caveat_near_tie",
            unit=named(row, "unit_name", language),
            width=formats.points(near[0]["near_tie_width"], language),
            units=" · ".join(close),
        )
    ]


def missing_units(rows: list[dict], language: str) -> list[str]:
    """The units of the cohort without value and rank, by name."""
    names = [
        named(row, "unit_name", language) for row in rows if row["value"] is None and row["rank"] is None
    ]
    told = names if len(names) <= _MOST_MISSING else names[:_MOST_MISSING]
    if len(names) > len(told):
        told.append(counted(language, "others", len(names) - len(told)))
    return [say(language, "missing_units", count=len(names), units=formats.listed(told, language))] if names else []
