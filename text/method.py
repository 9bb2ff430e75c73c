"""The method with the numbers of one unit, in sentences; every number comes from the warehouse or its rules.

Rows are those of `warehouse.queries.method`.
"""

from collections.abc import Sequence

from text import formats
from text.answer import rank_cell
from text.catalogue import named, say
from text.periods import Period, period

MEAN = "predecessors_mean"  # the rule of a unit that others were merged into


def answer(figures: dict, used: dict | None, parts: Sequence[dict], edition: dict, language: str) -> str:
    """Whether the value of a unit can be worked out anew, and what it is then; `parts` are those of the sum `used`."""
    about = {"year": period(edition, language), "unit": named(figures, "unit_name", language)}
    if figures["value"] is None:
        return say(language, "method_answer_no_value", **about)
    about["value"] = formats.value(figures["value"], language, figures["value_decimals"])
    if used is None or not used["is_complete"]:
        known, counts = _known(used, figures)
        return say(language, f"method_answer_{known}", **about, **counts)
    if used["value_rule"] == "same_unit":
        return say(language, "method_answer_same_unit", **about)
    told = quotient(used, parts, language)
    if used["value_rule"] == MEAN:
        about["basis"] = say(language, f"method_basis_{figures['value_basis']}")
        units = formats.listed((named(part, "part_unit_name", language) for part in parts), language)
        return say(language, "method_answer_mean", units=units, quotient=told, **about)
    if figures["scale_max"] != 1:  # the value is the sum of points itself
        points, whole = (formats.points(used[name], language) for name in ("points", "max_points"))
        return say(language, "method_answer_summed", points=points, whole=whole, **about)
    return say(language, "method_answer_worked", quotient=told, **about)


def _known(sum_: dict | None, figures: dict) -> tuple[str, dict[str, object]]:
    """The end of the key of what is known of the parts of a value, and how many."""
    if sum_ is not None:
        return "published_known", {"known": sum_["known_count"], "needed": sum_["needed_count"]}
    if figures["printed_part_count"]:
        return "published_unweighted", {"count": figures["printed_part_count"]}
    return "published", {}


def quotient(sum_: dict, parts: Sequence[dict], language: str) -> str:
    """`284,855 / 1.000 = 0,2849`; a mean of units as `(0,7292 + 0,6432) / 2 = 0,6862`, where their values are exactly
    what they print.
    """
    result = formats.value(sum_["worked_value"], language)
    if sum_["value_rule"] == MEAN and all(
        part["part_value"] * part["part_max_points"] == part["part_points"] for part in parts
    ):
        values = " + ".join(formats.value(part["part_value"], language, _decimals(part)) for part in parts)
        return say(language, "method_quotient_mean", values=values, count=len(parts), value=result)
    return say(
        language,
        "method_quotient",
        points=formats.points(sum_["points"], language),
        whole=formats.points(sum_["max_points"], language),
        value=result,
    )


def _decimals(part: dict) -> int | None:
    """With how many decimals the value of a part is printed; None where it is computed, or printed as points."""
    return part["decimals"] if part["printed_figure"] == "value" else None


def verdict(sum_: dict, figures: dict, language: str) -> str:
    """How a sum stands to the value that is shown, and whether it is the one that counts."""
    if figures["scale_max"] != 1:
        shown = formats.value(figures["value"], language, figures["value_decimals"])
        whole = formats.points(figures["scale_max"], language)
        return say(language, "method_verdict_points", value=shown, whole=whole)
    told = {
        "value": formats.value(figures["value"], language, figures["value_decimals"]),
        "basis": say(language, f"method_basis_{figures['value_basis']}"),
    }
    gap = sum_["worked_value"] - figures["value"]
    key = "method_verdict_equal" if not gap else "method_verdict_apart"
    first = say(language, key, gap=formats.change(gap, language), **told)
    return first if sum_["is_used"] else say(language, "method_verdict_beside", told=first)


def published_only(sum_: dict | None, figures: dict, language: str) -> str:
    """That a value stands as printed, with how many of its parts are known."""
    if figures["value_basis"] == "inferred":
        return say(language, "method_inferred")
    known, counts = _known(sum_, figures)
    return say(language, f"method_only_{known}", **counts)


def amount(row: dict, language: str) -> str:
    """The number of a part as its document prints it; a computed one with a sign."""
    if row.get("printed") is not None:
        return formats.number(row["printed"], language, row["decimals"] or 0)
    if row.get("part_value") is not None:
        return say(language, "method_amount_computed", value=formats.value(row["part_value"], language))
    return formats.MISSING


def place(row: dict, language: str) -> str:
    """Where a number is printed: `Bộ Thông tin và Truyền thông, 922/QĐ-BTTTT; dti_main_indicators.csv, dòng 24`."""
    if row.get("release_code") is None:
        return say(language, "method_place_computed") if row.get("part_value") is not None else formats.MISSING
    document = formats.listed((part for part in (row["publisher"], row["document_number"]) if part), language)
    return say(language, "method_place", document=document, file=row["file_name"], line=row["row_number"])


def steps(row: dict, language: str) -> list[dict]:
    """What is worked out of the value of one indicator: rank, changes, mean, near ties; each with its formula."""
    made = [_rank(row, language), *_changes(row, language), *_mean(row, language), *_near(row, language)]
    return [
        {"name": say(language, f"method_step_{name}", **quoted), "formula": formula, "result": result}
        for name, quoted, formula, result in made
    ]


Step = tuple[str, dict, str, str]


def _rank(row: dict, language: str) -> Step:
    shown = rank_cell(row, language) if row["rank"] is not None else formats.MISSING
    if row["rank"] is None:
        return "rank", {}, say(language, f"method_no_rank_{row['rank_reason']}"), shown
    if row["value"] is None or row["value_count"] != row["cohort_size"]:
        return "rank", {}, say(language, "method_rank_printed"), shown
    value = formats.value(row["value"], language, row["value_decimals"])
    formula = say(language, "method_rank", above=row["above_count"], value=value, rank=row["worked_rank"])
    return "rank", {}, formula, shown


def _changes(row: dict, language: str) -> list[Step]:
    made: list[Step] = []
    for prefix, previous in (("", "previous"), ("restated_", "restated_previous")):
        quoted = {"since": Period(row["previous_period_code"], language, bool(prefix))}
        gained, moved = row[f"{prefix}places_gained"], row[f"{prefix}value_change"]
        if gained is not None and row[f"{previous}_rank"] is not None and row["rank"] is not None:
            formula = say(language, "method_difference", first=row[f"{previous}_rank"], second=row["rank"])
            made.append(("places", quoted, formula, formats.change(gained, language, 0)))
        if moved is not None and row[f"{previous}_value"] is not None:
            decimals = None if prefix else row["value_change_decimals"]
            before = None if prefix else row["previous_value_decimals"]
            formula = say(
                language,
                "method_difference",
                first=formats.value(row["value"], language, row["value_decimals"]),
                second=formats.value(row[f"{previous}_value"], language, before),
            )
            made.append(("change", quoted, formula, formats.change(moved, language, decimals)))
    return made


def _mean(row: dict, language: str) -> list[Step]:
    if row["worked_mean"] is None or row["cohort_size"] == 1:
        return []
    quoted = {
        "sum": formats.points(row["value_sum"], language),
        "count": row["value_count"],
    }
    return [("mean", {}, say(language, "method_mean", **quoted), formats.value(row["worked_mean"], language))]


def _near(row: dict, language: str) -> list[Step]:
    if (row["near_tie_count"] or 1) == 1 or row["near_tie_first_rank"] is None:
        return []
    width = formats.value(row["near_tie_width"], language, 3)
    ranks = {"first": row["near_tie_first_rank"], "last": row["near_tie_last_rank"]}
    return [("near", {}, say(language, "method_near", width=width), say(language, "method_near_ranks", **ranks))]
