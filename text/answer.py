"""The sentence that answers "where do we stand", the line below it, and how its figures came about.

What limits it stands in `text.caveats`.

Rows are dictionaries with the columns of `mart.unit_ranking`, `mart.editions` and
`mart.cohort_summary`; nothing is computed here except the choice of words.
"""

from collections.abc import Sequence

from text import formats
from text.catalogue import counted, named, say
from text.periods import Period, period


def measure_name(measure: dict, language: str) -> str:
    """The indicator with its level, because a pillar and a main indicator can share a name."""
    return say(
        language, f"level_{measure['indicator_level']}", name=named(measure, "indicator_name", language)
    )


def measure_label(measure: dict, language: str) -> str:
    """The indicator as pickers and column heads list it: main indicators by their number."""
    name = named(measure, "indicator_name", language)
    return f"{measure['indicator_code']}. {name}" if measure["indicator_level"] == "main" else name


def with_value(row: dict, language: str) -> str:
    """A unit and its value: `Tuyên Quang 0,5320`."""
    return (
        f"{named(row, 'unit_name', language)} {formats.value(row['value'], language, row['value_decimals'])}"
    )


def cell_value(row: dict, language: str) -> str:
    """The value of a cell: `0,9000`, with a dagger where it is inferred (`caveats.inferred` says what that means)."""
    cell = formats.value(row["value"], language, row["value_decimals"])
    return say(language, "cell_inferred", cell=cell) if row["value_basis"] == "inferred" else cell


def answer(row: dict, edition: dict, measure: dict, summary: dict, language: str) -> str:
    """`Năm 2022, Tuyên Quang xếp 48/63, tăng 10 bậc so với 2021`, a page's title; without a rank the value and why.

    Where two cohorts cannot be compared, the change against the restated year is said, and that it is one.
    """
    return say(
        language,
        "answer",
        year=period(row, language),
        measure=_measure_phrase(edition, measure, language),
        unit=named(row, "unit_name", language),
        position=_position(row, summary, language),
    )


def _measure_phrase(edition: dict, measure: dict, language: str) -> str:
    """`xét ICT Index, `; the index of the first index family needs no name, every other measure has one."""
    if edition["index_code"] == "dti" and measure["indicator_level"] == "index":
        return ""
    about = measure_name(measure, language)
    if measure["indicator_level"] == "index":
        about = named(edition, "short_name", language)
    return say(language, "answer_measure", measure=about)


_LEAST_FOR_FIFTHS = 10  # of a smaller cohort a fifth is a unit or none


def lead(row: dict, gap: dict | None, language: str) -> str:
    """`Giá trị 0,5320, tăng 0,2471 · thấp hơn trung bình 63 đơn vị 0,0467 · phần năm thứ tư`, of a commune also the
    place in its province; empty where the title says all there is.

    `gap` is the row of `warehouse.queries.overview.gaps` against the mean of the cohort.
    """
    place = place_in_parent(row, language)
    if row["value"] is None or row["rank"] is None:
        return place[:1].upper() + place[1:]
    parts = [valued(row, _change(row, language), language)]
    if place:
        parts.append(place)
    if gap and gap["gap"] is not None:
        key = "gap_above" if gap["gap"] > 0 else "gap_below" if gap["gap"] < 0 else "gap_none"
        amount = formats.value(abs(gap["gap"]), language, gap["gap_decimals"])
        parts.append(say(language, key, amount=amount, units=counted(language, "units", row["cohort_size"])))
    if row["rank_fifth"] is not None and row["cohort_size"] >= _LEAST_FOR_FIFTHS:
        parts.append(say(language, f"fifth_{row['rank_fifth']}"))
    text = " · ".join(parts)
    return text[0].upper() + text[1:]


def answer_of_all(rows: list[dict], edition: dict, measure: dict, summary: dict, language: str) -> str:
    """`Năm 2024, Hà Nội dẫn đầu 34 đơn vị`, or how many ranks are known where not even the first one is."""
    size = edition["cohort_size"]
    first = [named(row, "unit_name", language) for row in rows if row["rank"] == 1]
    about = {"year": period(rows[0], language), "measure": _measure_phrase(edition, measure, language)}
    if not first:
        return say(language, "answer_ranks_known", known=formats.rank(summary["rank_count"], size), **about)
    if size == summary["rank_count"]:
        leads = say(language, "leads", units=counted(language, "units", size))
    else:
        leads = say(language, "leads_known", known=formats.rank(summary["rank_count"], size))
    return say(language, "answer", unit=formats.listed(first, language), position=leads, **about)


def place_in_parent(row: dict, language: str) -> str:
    """`thứ 35 trong 97 đơn vị của Tuyên Quang`, which is no rank; empty where there is no such place."""
    if row.get("place_in_parent") is None:
        return ""
    units, parent = counted(language, "units", row["parent_unit_count"]), named(row, "parent_name", language)
    return say(language, "place_in_parent", place=row["place_in_parent"], units=units, parent=parent)


def answer_within(rows: Sequence[dict], parent: dict, edition: dict, measure: dict, language: str) -> str:
    """`Năm 2025, Xã A đứng đầu 97 đơn vị của Tuyên Quang, hạng 12/3321 cả nhóm`, of the units of a cohort that lie in
    one other; that their order is not known where it is not.
    """
    about = {"year": period(rows[0], language), "measure": _measure_phrase(edition, measure, language)}
    about |= {"units": counted(language, "units", len(rows)), "parent": named(parent, "parent_name", language)}
    first = [row for row in rows if row["place_in_parent"] == 1]
    if not first:
        return say(language, "answer_within_unknown", **about)
    rank = formats.rank(first[0]["rank"], first[0]["cohort_size"]) if first[0]["rank"] else ""
    names = formats.listed((named(row, "unit_name", language) for row in first), language)
    told = say(language, "answer_within_rank", rank=rank) if rank else ""
    return say(language, "answer_within", unit=names, rank=told, **about)


def _position(row: dict, summary: dict, language: str) -> str:
    ranked = _ranked(row, language) if row["rank"] is not None else None
    if ranked and row["value"] is not None:
        return ranked
    if ranked:
        return say(language, "ranked_no_value", ranked=ranked)
    if row["value"] is not None:
        reason = say(
            language,
            f"reason_{row['rank_reason']}",
            count=summary["value_count"],
            size=row["cohort_size"],
        )
        return say(language, "valued_no_rank", valued=valued(row, _change(row, language), language), reason=reason)
    return say(language, "no_figure")


def _ranked(row: dict, language: str) -> str:
    others = (row["tie_count"] or 1) - 1
    key = "tie_known" if row["rank_series"] == "published_partial" else "tie"
    return say(
        language,
        "ranked",
        rank=formats.rank(row["rank"], row["cohort_size"]),
        tie=say(language, key, others=counted(language, "others", others)) if others else "",
        places=_places(row, language),
    )


def rank_cell(row: dict, language: str) -> str:
    """`22/34`, or `= 1/34` where the rank is shared; of a row with `rank`, `cohort_size` and `tie_count`."""
    place = formats.rank(row["rank"], row["cohort_size"])
    return say(language, "cell_tie", rank=place) if (row["tie_count"] or 1) > 1 else place


def is_restated_change(row: dict) -> bool:
    """Whether the change that is said of a unit is against the restated year, because there is no other."""
    return row["places_gained"] is None and row["restated_places_gained"] is not None


def _places(row: dict, language: str) -> str:
    is_restated = is_restated_change(row)
    gained = row["restated_places_gained" if is_restated else "places_gained"]
    if gained is None:
        return ""
    key = "places_up" if gained > 0 else "places_down" if gained < 0 else "places_same"
    return say(
        language,
        key,
        places=counted(language, "places", abs(gained)),
        since=Period(row["previous_period_code"], language, is_restated),
        basis="" if is_restated else as_published(row["places_gained_basis"], language),
    )


def valued(row: dict, change: str, language: str) -> str:
    """`giá trị 0,5320`, or `đạt 89,03/100 điểm` of an index that is shown in points, and its change."""
    value = formats.value(row["value"], language, row["value_decimals"])
    if row["scale_max"] == 1:
        return say(language, "valued", value=value, change=change)
    maximum = formats.points(row["scale_max"], language)
    return say(language, "valued_points", value=value, maximum=maximum, change=change)


def _change(row: dict, language: str) -> str:
    is_restated = is_restated_change(row)
    moved = row["restated_value_change" if is_restated else "value_change"]
    if moved is None:
        return ""
    key = "value_up" if moved > 0 else "value_down" if moved < 0 else "value_same"
    return say(
        language,
        key,
        amount=formats.value(abs(moved), language, None if is_restated else row["value_change_decimals"]),
        basis="" if is_restated else as_published(row["value_change_basis"], language),
    )


def as_published(basis: str | None, language: str) -> str:
    """What is said behind a change that is quoted from a document: `, theo công bố`; nothing behind our own."""
    return say(language, "basis_published") if basis == "published" else ""


def bases_told(row: dict, language: str) -> list[str]:
    """What the words of `provenance` mean, one sentence each; an inferred value is told there already."""
    found = (row["rank_basis"], row["value_basis"])
    return [say(language, f"basis_told_{basis}") for basis in ("published", "computed") if basis in found]


def provenance(row: dict, language: str) -> str:
    """`Hạng: công bố · Giá trị: tính lại (từ điểm các chỉ số chính)`, the mark on the answer."""
    marks = []
    if row["rank_basis"]:
        marks.append(say(language, f"basis_rank_{row['rank_basis']}"))
    if row["value_basis"]:
        mark = say(language, f"basis_value_{row['value_basis']}")
        if row["value_basis"] == "computed" and row["value_rule"]:
            mark = say(language, "rule_basis", basis=mark, rule=say(language, f"rule_{row['value_rule']}"))
        marks.append(mark)
    return " · ".join(marks)
