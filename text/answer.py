"""The one sentence that answers "where do we stand", and how its figures came about; caveats are in `text.caveats`.

Rows are dictionaries with the columns of `mart.unit_ranking`, `mart.editions` and
`mart.cohort_summary`; nothing is computed here except the choice of words.
"""

from text import formats
from text.catalogue import counted, named, say
from text.periods import period


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
    """`Năm 2022, Tuyên Quang xếp 48/63 (tăng 10 bậc), giá trị 0,5320 (tăng 0,2471).`

    The index of the first index family needs no name; every other measure is named in the sentence.
    """
    is_plain = edition["index_code"] == "dti" and measure["indicator_level"] == "index"
    about = measure_name(measure, language)
    if measure["indicator_level"] == "index":
        about = named(edition, "short_name", language)
    return say(
        language,
        "answer",
        year=period(row, language),
        measure="" if is_plain else say(language, "answer_measure", measure=about),
        unit=named(row, "unit_name", language),
        position=_position(row, summary, language),
    )


def _position(row: dict, summary: dict, language: str) -> str:
    ranked = _ranked(row, language) if row["rank"] is not None else None
    valued = _valued(row, language) if row["value"] is not None else None
    if ranked and valued:
        return say(language, "joined", first=ranked, second=valued)
    if ranked:
        return say(language, "ranked_no_value", ranked=ranked)
    if valued:
        reason = say(
            language,
            f"reason_{row['rank_reason']}",
            count=summary["value_count"],
            size=row["cohort_size"],
        )
        return say(language, "valued_no_rank", valued=valued, reason=reason)
    return say(language, "no_figure")


def _ranked(row: dict, language: str) -> str:
    others = (row["tie_count"] or 1) - 1
    return say(
        language,
        "ranked",
        rank=formats.rank(row["rank"], row["cohort_size"]),
        tie=say(language, "tie", others=counted(language, "others", others)) if others else "",
        places=_places(row, language),
    )


def _places(row: dict, language: str) -> str:
    gained = row["places_gained"]
    if gained is None:
        return ""
    key = "places_up" if gained > 0 else "places_down" if gained < 0 else "places_same"
    return say(
        language,
        key,
        places=counted(language, "places", abs(gained)),
        basis=as_published(row["places_gained_basis"], language),
    )


def _valued(row: dict, language: str) -> str:
    return valued(row, _change(row, language), language)


def valued(row: dict, change: str, language: str) -> str:
    """`giá trị 0,5320`, or `đạt 89,03/100 điểm` of an index that is shown in points, and its change."""
    value = formats.value(row["value"], language, row["value_decimals"])
    if row["scale_max"] == 1:
        return say(language, "valued", value=value, change=change)
    maximum = formats.points(row["scale_max"], language)
    return say(language, "valued_points", value=value, maximum=maximum, change=change)


def _change(row: dict, language: str) -> str:
    moved = row["value_change"]
    if moved is None:
        return ""
    key = "value_up" if moved > 0 else "value_down" if moved < 0 else "value_same"
    return say(
        language,
        key,
        amount=formats.value(abs(moved), language, row["value_change_decimals"]),
        basis=as_published(row["value_change_basis"], language),
    )


def as_published(basis: str | None, language: str) -> str:
    """What is said behind a change that is quoted from a document: `, theo công bố`; nothing behind our own."""
    return say(language, "basis_published") if basis == "published" else ""


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
