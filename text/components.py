"""Sentences about components: how many have which status, what is doubtful, what the appraisal took off."""

from collections.abc import Sequence
from decimal import Decimal

from text import formats
from text.answer import measure_label
from text.catalogue import counted, named, say

_MOST_NAMED = 3
_MISSING_COUNTS = {
    "no_appraised_score": "no_appraised_count",
    "no_self_score": "no_self_count",
    "not_assessed": "not_assessed_count",
}
_COUNTED = {
    "needs_too_much": ("full", "partial"),
    "leaves_too_little": ("full",),
}


def points(score: Decimal | None, language: str) -> str:
    """Points as documents print them: `144,12`."""
    return formats.number(score, language, formats.POINT_DECIMALS)


def out_of(score: Decimal | None, max_score: Decimal | None, language: str) -> str:
    """`144,12/150`; a dash where either is not known."""
    if score is None or max_score is None:
        return formats.MISSING
    decimals = 0 if max_score == max_score.to_integral_value() else formats.POINT_DECIMALS
    return f"{points(score, language)}/{formats.number(max_score, language, decimals)}"


def main_label(main: dict, language: str) -> str:
    """`8. Hoạt động xã hội số`."""
    return measure_label(main | {"indicator_level": "main"}, language)


def status_name(status: str, language: str) -> str:
    """`Không đạt điểm`."""
    return say(language, f"components_status_{status}")


def status_letter(status: str, language: str) -> str:
    """`0`: what stands on the colour, so that a status reads in grey."""
    return say(language, f"components_letter_{status}")


def status_cell(status: str, language: str) -> str:
    """`0 · Không đạt điểm`."""
    letter, name = status_letter(status, language), status_name(status, language)
    return say(language, "components_status_cell", letter=letter, status=name)


def count_of(count: int, language: str) -> str:
    """`3 chỉ số thành phần`."""
    return counted(language, "components_count", count)


def maximum(row: dict, language: str) -> str:
    """A component's maximum, its bound where it is not known, a dash where it is not assessed."""
    if row["status"] == "not_assessed":
        return formats.MISSING
    if row["max_score"] is None and row["max_score_upper"] is not None:
        return say(language, "components_max_upper", score=points(row["max_score_upper"], language))
    return points(row["max_score"], language)


def reason(row: dict, names: dict[str, str], language: str) -> str:
    """Why a component lost points: the one reason, that it is one of those of a list, or for some of a list."""
    reasons = [names[code] for code in row["reason_codes"] or ()]
    if row["is_reason_certain"] or not reasons:
        return reasons[0] if reasons else formats.MISSING
    stem = "components_reason_shared" if len(reasons) > 1 else "components_reason_some"
    return say(language, stem, reasons=formats.phrases(reasons, language))


def answer(names: dict[str, object], counts: dict, language: str) -> str:
    """`Tuyên Quang 2021: 14 đạt tối đa, 17 chưa tối đa, 64 không đạt điểm trên 95, 3 không đánh giá.`

    The first index family needs no name; every other is named behind the year.
    """
    unknown = counts["unknown_count"]
    is_plain = counts["index_code"] == "dti"
    return say(
        language,
        "components_counts",
        unit=names["unit"],
        year=names["year"],
        index="" if is_plain else say(language, "components_counts_index", name=names["index"]),
        unknown=say(language, "components_counts_unknown", count=unknown) if unknown else "",
        **{status: counts[f"{status}_count"] for status in ("full", "partial", "zero", "assessed", "not_assessed")},
    )


def doubts(mains: Sequence[dict], rows: Sequence[dict], language: str) -> list[str]:
    """The main indicators whose points and statuses hardly fit together: notes to look at, not errors."""
    notes = []
    for main in mains:
        doubt = main["classification_doubt"]
        if doubt is None:
            continue
        codes = [
            row["indicator_code"]
            for row in sorted(rows, key=lambda row: row["indicator_position"])
            if row["main_code"] == main["indicator_code"] and row["status"] in _COUNTED[doubt]
        ]
        bound = main["scoring_max_score_lower" if doubt == "needs_too_much" else "full_max_score_upper"]
        notes.append(
            say(
                language,
                f"components_doubt_{doubt}",
                main=main_label(main, language),
                points=out_of(main["score"], main["max_score"], language),
                components=count_of(len(codes), language),
                codes=formats.listed(codes, language),
                score=points(bound, language),
            )
        )
    return notes


def signed_points(difference: Decimal | None, language: str) -> str:
    """A difference of points: `−3,00`, `+0,50`."""
    return formats.change(difference, language, formats.POINT_DECIMALS)


def total_label(total: dict, language: str) -> str:
    """The main indicator of a row of sums, or that it is of the whole unit."""
    return say(language, "appraisal_whole") if total["indicator_level"] == "index" else main_label(total, language)


def appraisal_reason(row: dict, language: str) -> str:
    """Why a component has no difference, and what its score sheet gives as reason and remark."""
    missing = missing_sides(language).get(row["appraisal_reason"])
    return " · ".join(filter(None, (missing, row["reason_text"], row["note"]))) or formats.MISSING


def missing_sides(language: str) -> dict[str, str]:
    """What each `appraisal_reason` says: `chưa có điểm thẩm định`."""
    return {reason: say(language, f"appraisal_missing_{reason}") for reason in _MISSING_COUNTS}


def appraisal_answer(names: dict[str, object], whole: dict, rows: Sequence[dict], language: str) -> str:
    """`Tuyên Quang 2021: 3 chỉ số thành phần bị giảm khi thẩm định, tổng 5,50 điểm so với tự đánh giá; …`

    `rows` are the components, the most reduced first; where none has both sides it says which one is missing.
    """
    named_index = say(language, "components_counts_index", name=names["index"])
    about = {"unit": names["unit"], "year": names["year"], "index": "" if whole["index_code"] == "dti" else named_index}
    if not whole["compared_count"]:
        components = count_of(whole["component_count"], language)
        return say(language, f"appraisal_answer_{_missing_side(whole)}", components=components, **about)
    raised = ""
    if whole["raised_count"]:
        components = count_of(whole["raised_count"], language)
        raised = say(
            language, "appraisal_answer_raised", components=components, points=points(whole["raised_score"], language)
        )
    about |= {"round": say(language, f"appraisal_round_{whole['appraisal_round']}"), "raised": raised}
    if not whole["reduced_count"]:
        components = count_of(whole["compared_count"], language)
        return say(language, "appraisal_answer_none_reduced", components=components, **about)
    most = [row for row in rows if (row["appraisal_difference"] or 0) < 0][:_MOST_NAMED]
    return say(
        language,
        "appraisal_answer_reduced",
        components=count_of(whole["reduced_count"], language),
        points=points(-whole["reduced_score"], language),
        most=formats.listed((
            f"{row['indicator_code']} ({signed_points(row['appraisal_difference'], language)})" for row in most
        ), language),
        **about,
    )


def appraisal_next_step(whole: dict, language: str) -> str:
    """What to load so that a unit without any difference gets some."""
    return say(language, f"appraisal_next_{_missing_side(whole)}", page=say(language, "load_title"))


def _missing_side(whole: dict) -> str:
    for side, other in (("appraised", "self"), ("self", "appraised")):
        if whole[f"no_{side}_count"] and not whole[f"no_{other}_count"]:
            return f"no_{side}_score"
    return "apart"


def appraisal_caveats(whole: dict, language: str) -> list[str]:
    """What a reader of the differences must know: which round, what is not compared, what is summed."""
    notes = [say(language, "appraisal_first_round")] if whole["appraisal_round"] == "first" else []
    counts = {words: whole[_MISSING_COUNTS[reason]] for reason, words in missing_sides(language).items()}
    if any(counts.values()):
        parts = formats.listed((f"{count} {words}" for words, count in counts.items() if count), language)
        components = count_of(sum(counts.values()), language)
        notes.append(say(language, "appraisal_uncompared", components=components, parts=parts))
    return [*notes, say(language, "appraisal_sums")]


def caveats(rows: Sequence[dict], language: str) -> list[str]:
    """What a reader of the list must know: bounds, shared reasons, disputed statuses, what is not assessed."""
    disputed = [row["indicator_code"] for row in rows if row["is_status_disputed"]]
    notes = [say(language, "components_disputed", codes=formats.listed(disputed, language))] if disputed else []
    if any(row["max_score_upper"] is not None for row in rows):
        notes.append(say(language, "components_bounds"))
    if any(len(row["reason_codes"] or ()) > 1 for row in rows):
        notes.append(say(language, "components_shared_reasons"))
    if any(row["status"] == "not_assessed" for row in rows):
        notes.append(say(language, "components_not_assessed"))
    return notes


def reason_counts(reason: dict, language: str) -> str:
    """How many components of the unit name a reason, and for how many it is certain."""
    return say(
        language,
        "components_reason_counts",
        reason=named(reason, "reason_name", language),
        count=reason["component_count"],
        certain=reason["certain_count"],
        shared=reason["shared_count"],
    )
