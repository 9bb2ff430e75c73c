"""Sentences about components: how many have which status, what is doubtful, what the appraisal took off."""

from collections.abc import Sequence
from decimal import Decimal

from text import formats, plans
from text.answer import measure_label
from text.catalogue import counted, named, say
from text.periods import Period

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


def got_and_lost(main: dict, language: str) -> str:
    """`được 5,88/150 · mất 144,12` of a row of `mart.main_status`; empty where its points are not known."""
    if not main["is_scored"] or main["lost_score"] is None:
        return ""
    got = out_of(main["score"], main["max_score"], language)
    return say(language, "components_got_and_lost", got=got, lost=points(main["lost_score"], language))


def held(stakes: Sequence[dict], language: str) -> str:
    """`giữ đúng 60,00 điểm`, `giữ từ 143,33 đến dưới 715,15 điểm`: what components lost together; empty where that is
    not known. `stakes` are rows of `warehouse.queries.components.stakes`.
    """
    if not stakes or any(row["at_most"] is None or row["at_least"] is None for row in stakes):
        return ""
    least, most = (sum(row[end] for row in stakes) for end in ("at_least", "at_most"))
    key = "exactly" if least == most else "between" if least else "less"
    return say(language, f"components_hold_{key}", least=points(least, language), most=points(most, language))


def group_notes(rows: Sequence[dict], stakes: dict | None, names: dict[str, str], language: str) -> list[str]:
    """What the components of one main indicator in a list share: the points they hold, and their reasons, by status and
    codes where these differ. `names` are those of reasons.
    """
    notes, holding = [], ""
    amount = held([stakes], language) if stakes else ""
    if stakes and amount:
        count = count_of(stakes["listed_count"], language)
        holding = say(language, "components_group_holds", components=count, held=amount)
    lists: dict[tuple, list[dict]] = {}
    for row in rows:
        if row["reason_codes"]:
            lists.setdefault((row["status"], tuple(row["reason_codes"]), row["is_reason_certain"]), []).append(row)
    for (_, codes, is_certain), found in lists.items():
        kind = "certain" if is_certain else "shared" if len(codes) > 1 else "some"
        reasons = formats.phrases([names[code] for code in codes], language)
        said = say(language, f"components_group_reason_{kind}", reasons=reasons)
        if len(found) < len(rows):
            of = formats.listed([row["indicator_code"] for row in found], language)
            said = say(language, "components_group_of", codes=of, said=said)
        notes.append(said)
    if len(notes) == 1:
        return [" ".join(filter(None, [holding, *notes]))]
    return [holding, *notes] if holding else notes


def facts(row: dict, reasons: dict[str, str], language: str) -> list[str]:
    """What is known of one component, a row of `mart.component_status`: status, points, reasons, agency, main indicator
    and section. `reasons` are the names of reasons by code.
    """
    got, bound = out_of(row["score"], row["max_score"], language), None
    if row["max_score"] is None and row["max_score_upper"] is not None:
        bound = say(language, "components_one_bound", score=points(row["max_score_upper"], language))
    told = {
        "components_one_status": status_name(row["status"] or "unknown", language),
        "components_one_points": None if row["status"] == "not_assessed" or got == formats.MISSING else got,
        "components_one_most": bound,
        "components_pick_agency": row["lead_agency_shown"],
        "components_one_main": f"{row['main_code']}. {named(row, 'main_name', language)}",
        "components_column_source": row["section"],
    }
    known = {key: said for key, said in told.items() if said}
    named_so = [say(language, "components_fact", name=say(language, key), said=said) for key, said in known.items()]
    return named_so + group_notes([row], None, reasons, language)


def task_link(row: dict, language: str) -> str:
    """What plans say must be done about a component: `2 việc`, `chưa có việc`; a dash where nothing was lost or no plan
    is loaded.
    """
    link = row["task_link"]
    if link in (None, "no_plan") or row["status"] not in ("zero", "partial"):
        return formats.MISSING
    return plans.task_link(row, language)


def beside(row: dict, holders: Sequence[str], tasks: Sequence[dict], language: str) -> list[str]:
    """What stands beside the facts of a component that lost points: how long it has scored zero, which other units hold
    its points, and the tasks of the plan about it with what they are to be shown by.
    """
    told = []
    if (row["zero_period_count"] or 0) > 1:
        since = Period(row["since_period_code"], language)
        told.append(say(language, "components_one_streak", count=row["zero_period_count"], since=since))
    if row["other_unit_count"]:
        names = formats.listed(holders, language) or formats.MISSING
        counts = {"count": row["holder_count"], "all": row["other_unit_count"]}
        told.append(say(language, "components_one_holders", names=names, **counts))
    if task_link(row, language) != formats.MISSING:
        told.append(say(language, "components_one_tasks", told=task_link(row, language)))
    for task in tasks:
        parts = {
            "components_one_lead": task["lead_agencies_shown"],
            "components_one_coordinating": task["coordinating_agencies_shown"],
            "components_one_due": task["due_text"],
            "components_one_evidence": task["evidence"],
        }
        about = [say(language, key, said=said) for key, said in parts.items() if said]
        told.append(formats.phrases([task["action"], *about], language))
    return told


def shown_sum(rows: Sequence[dict], stakes: Sequence[dict], language: str) -> str:
    """The line over what a filter leaves: `64 chỉ số thành phần, giữ từ 143,33 đến dưới 715,15 điểm`."""
    count = count_of(len(rows), language)
    amount = held(stakes, language)
    return say(language, "components_sum", components=count, held=amount) if amount else count


def answer(names: dict[str, object], counts: dict, language: str) -> str:
    """`Tuyên Quang 2021: 14 đạt tối đa, 17 chưa tối đa, 64 không đạt điểm trên 95, 3 không đánh giá`

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
