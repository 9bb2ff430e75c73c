"""Sentences about one unit: why its rank changed, what was refused and why, verdicts on figures.

Rows are dictionaries with the columns of the marts that each function names.
"""

from text import formats
from text.answer import is_restated_change, measure_label
from text.catalogue import counted, named, say
from text.caveats import decision, unlike_precision
from text.periods import period


def places(count: int, language: str) -> str:
    """`tăng 10 bậc`, `giảm 14 bậc` or `giữ nguyên hạng`."""
    key = "places_gained_words" if count > 0 else "places_lost_words" if count < 0 else "places_kept_words"
    return say(language, key, places=counted(language, "places", abs(count)))


def rank_change(row: dict, unit: dict, language: str) -> str:
    """Own effort and the others' movement in one sentence; `row` of `mart.rank_change_split`, `unit` of the ranking."""
    own, others, gained = (row[f"{kind}places_gained"] for kind in ("own_", "others_", ""))
    return say(
        language,
        "profile_split",
        unit=named(unit, "unit_name", language),
        value=formats.value(unit["value"], language, unit["value_decimals"]),
        own=_moved("profile_split_own", own, language, before=row["previous_rank"], alone=row["rank_alone"]),
        others=_moved("profile_split_others", others, language),
        together=_moved("profile_split_together", gained, language),
        rank=formats.rank(row["rank"], unit["cohort_size"]),
    )


def _moved(stem: str, count: int, language: str, **values: object) -> str:
    way = "up" if count > 0 else "down" if count < 0 else "same"
    return say(language, f"{stem}_{way}", places=counted(language, "places", abs(count)), **values)


_MOST_NAMED = 2


def moved_most(unit: dict, rows: list[dict], language: str) -> str:
    """Which main indicators the change of rank shows in: those that moved most the way of the index, then the one that
    moved most the other way; empty where no main indicator has two ranks to compare.

    `unit` and `rows` (the indicators of one framework) are of `mart.unit_ranking`. Where some main indicators have no
    two ranks, it counts those that have instead of giving a cause.
    """
    prefix = "restated_" if is_restated_change(unit) else ""
    mains = [row for row in rows if row["indicator_level"] == "main"]
    known = [row for row in mains if row[f"{prefix}places_gained"] is not None]
    if not known:
        return ""
    gained = unit[f"{prefix}places_gained"] or 0
    by_places = sorted(known, key=lambda row: row[f"{prefix}places_gained"])
    moved = {
        "down": [row for row in by_places if row[f"{prefix}places_gained"] < 0][:_MOST_NAMED],
        "up": [row for row in reversed(by_places) if row[f"{prefix}places_gained"] > 0][:_MOST_NAMED],
    }
    usual = ("up", "down") if gained > 0 else ("down", "up")
    ways = [way for way in usual if moved[way]]  # the way of the index first
    if not ways:
        return say(language, "profile_moved_none", count=len(known))
    names = {way: _with_ranks(moved[way][: 1 if place else None], prefix, language) for place, way in enumerate(ways)}
    is_cause = gained and ways[0] == usual[0]
    key = "profile_moved_some" if len(known) < len(mains) else "profile_moved" if is_cause else "profile_moved_mains"
    places_told = counted(language, "places", abs(gained))
    counts = {"known": len(known), "size": len(mains)}
    told = say(language, f"{key}_{ways[0]}", names=names[ways[0]], places=places_told, **counts)
    for way in ways[1:]:
        told = say(language, f"profile_moved_but_{way}", first=told, names=names[way])
    return told


def _with_ranks(rows: list[dict], prefix: str, language: str) -> str:
    return formats.listed(
        (
            say(
                language,
                "profile_moved_name",
                name=measure_label(row, language),
                before=row[f"{prefix}previous_rank"],
                rank=row["rank"],
            )
            for row in rows
        ),
        language,
    )


def held_against(rows: list[dict], mark: str, language: str) -> str:
    """In how many main indicators a unit is below what it is held against, and in which most; empty where none has a
    mark. `rows` have the columns of `warehouse.queries.profile.standing`.
    """
    known = [row for row in rows if row["indicator_level"] == "main" and row["against_gap"] is not None]
    if not known:
        return ""
    below = [row for row in known if row["against_gap"] < 0]
    if not below:
        return say(language, "profile_none_below", mark=mark, count=len(known))
    worst = min(below, key=lambda row: row["against_gap"] / row["scale_max"])
    return say(
        language,
        "profile_below",
        mark=mark,
        count=len(below),
        size=len(known),
        name=measure_label(worst, language),
        gap=formats.change(worst["against_gap"], language, worst["against_gap_decimals"]),
    )


def why_not_explained(unit: dict, edition: dict, language: str, is_split: bool, has_steps: bool) -> list[str]:
    """Why the change of rank is not split, and that of the value not taken apart; once where it is the same reason."""
    reason = _why_not_comparable(unit, edition, language)
    if reason and not is_split and not has_steps:
        return [say(language, "profile_not_explained", reason=reason)]
    told = []
    if not is_split:
        key = "profile_why_against_values" if unit["ranks_against_values"] else "profile_why_incomplete"
        told.append(say(language, "profile_no_split", reason=reason or say(language, key)))
    if not has_steps:
        if reason is None and (unit["value"] is None or unit["previous_value"] is None):
            reason = say(language, "profile_why_no_values", unit=named(unit, "unit_name", language))
        told.append(say(language, "profile_no_waterfall", reason=reason or say(language, "profile_why_no_weights")))
    return told


def _why_not_comparable(unit: dict, edition: dict, language: str) -> str | None:
    """`unit` is a row of `mart.unit_ranking`; None where the two years are comparable."""
    kind = unit["comparability"]
    if kind == "comparable":
        return None
    if kind in ("no_previous", "change_missing"):
        return say(language, f"profile_why_{unit['change_missing_reason'] or 'first_edition'}")
    return say(
        language,
        f"profile_why_{kind}",
        year=period(unit, language),
        previous_year=period(unit, language, "previous"),
        decision=decision(edition["decision"], language),
        previous_decision=decision(edition["previous_decision"], language),
    )


def odd_movements(rows: list[dict], language: str) -> list[str]:
    """Indicators below the index whose score rose while the rank fell, or the reverse; a sentence each."""
    return [
        say(
            language,
            "profile_up_down" if row["is_score_up_rank_down"] else "profile_down_up",
            name=measure_label(row, language),
            previous_value=formats.value(row["previous_value"], language, row["previous_value_decimals"]),
            value=formats.value(row["value"], language, row["value_decimals"]),
            previous_rank=row["previous_rank"],
            rank=row["rank"],
        )
        for row in rows
        if row["indicator_level"] != "index" and (row["is_score_up_rank_down"] or row["is_score_down_rank_up"])
    ]


def stray_rank(row: dict, language: str) -> list[str]:
    """The rank a source prints for the unit where it is not the one shown; `row` of `mart.unit_ranking`."""
    if row["published_rank"] is None or row["rank"] is None or row["published_rank"] == row["rank"]:
        return []
    shown = {"printed": row["published_rank"], "rank": formats.rank(row["rank"], row["cohort_size"])}
    return [say(language, "profile_stray_rank", **shown)]


def unknown_marks(rows: list[dict], language: str) -> list[str]:
    """The main indicators without a value to hold the unit against, and how many units are known; one sentence."""
    unknown = [row for row in rows if row["against_value"] is None]
    if not unknown:
        return []
    if unknown[0]["against_size"] is None:
        names = [measure_label(row, language) for row in unknown]
        return [say(language, "profile_unknown_other", names=formats.listed(names, language))]
    if len(unknown) == len(rows):
        return [say(language, "profile_unknown_all")]
    names = [
        say(
            language,
            "profile_known_of",
            name=measure_label(row, language),
            count=row["against_count"],
            size=row["against_size"],
        )
        for row in unknown
    ]
    return [say(language, "profile_unknown_marks", names=formats.listed(names, language))]


def coarse_gaps(rows: list[dict], language: str) -> list[str]:
    """That some differences are given at the coarser of two printed precisions; one sentence, or none."""
    return unlike_precision([row for row in rows if row["against_gap"] is not None], "against_gap_decimals", language)


def verdict(row: dict, language: str) -> str:
    """What a printed figure turned out to be; `row` of `mart.reconciliation`."""
    word = say(language, f"profile_verdict_{row['verdict']}")
    if row["printed_by"] is None:
        return word
    return say(language, "profile_verdict_by", verdict=word, how=say(language, f"profile_printed_{row['printed_by']}"))


def difference(row: dict, name: str, language: str) -> str:
    """A printed figure that differs: the reason where it is known, else what it was held against."""
    told = {"name": name, "figure": say(language, f"profile_figure_{row['figure']}")}
    reason = named(row, "known_reason", language)
    if reason:
        return say(language, "profile_difference_known", reason=reason, **told)
    decimals = formats.VALUE_DECIMALS if row["figure"] in ("value", "value_change", "score") else 0
    return say(
        language,
        "profile_difference",
        publisher=row["publisher"],
        printed=formats.number(row["printed"], language, row["decimals"]),
        expected=formats.number(row["expected"], language, decimals),
        checked=say(language, f"profile_checked_{row['checked_against']}"),
        **told,
    )
