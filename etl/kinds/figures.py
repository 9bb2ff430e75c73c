"""Published figures: what one row may say about a unit or a cohort, and the templates of main values and of components,
with one row per unit and one column per indicator.
"""

from collections.abc import Sequence
from decimal import Decimal

from etl.contracts.codebook import Codebook
from etl.contracts.contracts import Columns, Contract, Part, texts
from etl.contracts.fields import Fields
from etl.contracts.row_keys import EDITION, INDICATOR, PROVENANCE, UNIT
from etl.kinds.template import Form, Row
from etl.kinds.workbook import Between, Column, TemplateSheet
from etl.values.numbers import Number
from text.template import HINTS, NOT_SCORED, SHEETS, WIDE, WITH_MAXIMUM, WITHOUT_MAXIMUM

VALUE_SCALE, SCORE_SCALE = 6, 4


def _value(fields: Fields, _: Codebook, __: Columns) -> Columns:
    """Values lie in 0..1 for every index loaded here (score / maximum score)."""
    value = fields.number("value", VALUE_SCALE)
    if value is not None and not 0 <= value.value <= 1:
        fields.report("value_out_of_range", "value", expected="0..1")
    return {"value": value and value.value, "value_decimals": value and value.decimals}


def _cohort_value(fields: Fields, codebook: Codebook, known: Columns) -> Columns:
    """The only thing a cohort's row is there to say."""
    if not fields.text("value"):
        fields.report("value_missing", "value")
    return _value(fields, codebook, known)


def _change(fields: Fields, _: Codebook, __: Columns) -> Columns:
    change = fields.number("value_change", VALUE_SCALE)
    return {"value_change": change and change.value, "value_change_decimals": change and change.decimals}


def _places_gained(fields: Fields, _: Codebook, __: Columns) -> Columns:
    return {"places_gained": fields.integer("places_gained")}


def _scores(fields: Fields, codebook: Codebook, row_key: Columns) -> Columns:
    """Appraised points, those of a first round and those the unit gave itself: under one maximum, each for itself."""
    score, printed_max = fields.pair("score", SCORE_SCALE)
    first_round_score = fields.number("first_round_score", SCORE_SCALE)
    self_score = fields.number("self_score", SCORE_SCALE)
    given_max = fields.number("max_score", SCORE_SCALE)
    if printed_max and given_max and printed_max.value != given_max.value:
        fields.report("fraction_differs", "score", expected=given_max.value)
    max_score = given_max or printed_max
    known = codebook.indicators.get((row_key["framework_code"], row_key["indicator_code"]))
    known_max = known.max_score if known else None
    if max_score and known_max is not None and max_score.value != known_max:
        fields.report("maximum_differs", "max_score", found=max_score.value, expected=_short(known_max))
    limit = max_score.value if max_score else known_max
    _check_score(fields, "score", score, limit)
    _check_score(fields, "first_round_score", first_round_score, limit)
    _check_score(fields, "self_score", self_score, limit)
    return {
        "score": score and score.value,
        "score_decimals": score and score.decimals,
        "first_round_score": first_round_score and first_round_score.value,
        "self_score": self_score and self_score.value,
        "max_score": max_score and max_score.value,
    }


def _check_score(fields: Fields, name: str, score: Number | None, limit: Decimal | None) -> None:
    if score and score.value < 0:
        fields.report("score_negative", name)
    if score and limit is not None and score.value > limit:
        fields.report("score_over_maximum", name, expected=_short(limit))


def _rank(fields: Fields, codebook: Codebook, edition: Columns) -> Columns:
    place, printed_of = fields.pair("rank", SCORE_SCALE)
    rank, slash_of = fields.whole("rank", place), fields.whole("rank", printed_of)
    given_of = fields.integer("rank_of")
    if slash_of is not None and given_of is not None and slash_of != given_of:
        fields.report("fraction_differs", "rank", expected=given_of)
    rank_of = given_of if given_of is not None else slash_of
    known = codebook.edition_of.get(edition["edition_code"])
    size = known.cohort_size if known else None
    if rank_of is not None and size is not None and rank_of != size:
        fields.report("rank_of_differs", "rank_of", found=rank_of, expected=size)
    limit = rank_of if rank_of is not None else size
    if rank is not None and (rank < 1 or (limit is not None and rank > limit)):
        fields.report("rank_out_of_range", "rank", expected=f"1..{limit or ''}")
    return {"rank": rank, "rank_of": rank_of}


def _statistic(fields: Fields, _: Codebook, __: Columns) -> Columns:
    return {"statistic": fields.choice("statistic", ("mean",))}


def _short(number: Decimal) -> str:
    return f"{number.normalize():f}"


# one row of staging.figures: what a document prints about one unit and indicator
FIGURE = Contract(
    parts=(
        EDITION,
        UNIT,
        INDICATOR,
        Part(("value",), _value),
        Part(("score", "first_round_score", "self_score", "max_score"), _scores, (EDITION, INDICATOR)),
        Part(("rank", "rank_of"), _rank, (EDITION,)),
        Part(("places_gained",), _places_gained),
        Part(("value_change",), _change),
        *texts("reason_text"),
        *PROVENANCE,
    ),
    unique_by=("edition_code", "unit_code", "indicator_code", "source_address"),
    # a document may keep points that are no result yet apart: those of a first round, those a unit gave itself
    duplicates_fill=(
        ("value", "score", "rank", "places_gained", "value_change"),
        ("first_round_score",),
        ("self_score",),
    ),
    one_of=("value", "score", "first_round_score", "self_score", "rank", "places_gained", "value_change"),
)

# one row of staging.cohort_figures: what a document prints about a whole cohort
COHORT_FIGURE = Contract(
    parts=(EDITION, INDICATOR, Part(("statistic",), _statistic), Part(("value",), _cohort_value), *PROVENANCE),
    unique_by=("edition_code", "indicator_code", "statistic", "source_address"),
)


_SHARE = Between("share", 0, 1)
_VALUE_FORMAT, _SCORE_FORMAT = "0.0000", "General"


def main_values(form: Form, titles: Sequence[str], _: object = None) -> list[TemplateSheet]:
    """The index, then pillars and main indicators in the framework's order, with the rank in the index; their points
    where that is the scale of the index, else their values.

    Groups take part where a framework has no pillars, as in the ICT Index: a document prints one or the other.
    """
    inner = ("pillar", "main") if form.of_levels("pillar") else ("group", "main")
    rank = Column(WIDE["rank"], HINTS["rank"], 12, Between("rank", 1, form.cohort_size, "whole"), "0")
    scored = [row for row in form.of_levels("index", *inner) if row["is_scored"]]
    if form.is_in_points:
        columns = [_points(row, 12, f"{0:.{form.shown_decimals}f}") for row in scored]
    else:
        columns = [
            Column(row["indicator_code"], row["indicator_name_vi"], 12, _SHARE, _VALUE_FORMAT) for row in scored
        ]
    [name] = SHEETS["main_points" if form.is_in_points else "main_values"]
    return [_table(name, titles[0], form, [rank, *columns], fits_page=len(columns) <= 14)]


def components(form: Form, titles: Sequence[str], _: object = None) -> list[TemplateSheet]:
    """A sheet each for the points of the appraisal, those a unit gives itself and those of a first round."""
    columns = [_points(row) for row in form.of_levels("component")]
    names = SHEETS["components"]
    return [_table(name, title, form, columns, False) for name, title in zip(names, titles, strict=True)]


def _points(row: Row, width: int = 18, shown: str = _SCORE_FORMAT) -> Column:
    name, maximum = row["indicator_name_vi"], row["max_score"]
    if not row["is_scored"]:
        return Column(row["indicator_code"], NOT_SCORED.format(name=name), width, format=shown, is_closed=True)
    if maximum is None:
        rule, caption = Between("open_points", 0), WITHOUT_MAXIMUM.format(name=name)
    else:
        rule, caption = Between("points", 0, maximum), WITH_MAXIMUM.format(name=name, maximum=_printed(maximum))
    return Column(row["indicator_code"], caption, width, rule, shown)


def _table(name: str, title: str, form: Form, columns: list[Column], fits_page: bool) -> TemplateSheet:
    units = [Column(WIDE["unit_code"], width=8, is_code=True), Column(WIDE["unit_name"], width=24, is_code=True)]
    rows = [(row["unit_code"], row["unit_name_vi"], *(None for _ in columns)) for row in form.units]
    return TemplateSheet(name, title, [*units, *columns], rows, frozen=2, fits_page=fits_page)


def _printed(number: Decimal) -> str:
    return f"{number.normalize():f}".replace(".", ",")


CONTRACTS = {"figures": FIGURE, "cohort_figures": COHORT_FIGURE}
TEMPLATES = {"main_values": main_values, "components": components}
