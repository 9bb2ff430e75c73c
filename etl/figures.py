"""Contracts of published figures: what one row may say about a unit or a cohort."""

from decimal import Decimal

from etl.codebook import Codebook, Edition
from etl.fields import Fields
from etl.numbers import Number
from etl.placing import place_edition, place_indicator, place_source, place_unit

VALUE_SCALE, SCORE_SCALE = 6, 4


def figure(fields: Fields, codebook: Codebook) -> dict[str, object]:
    """One row of staging.figures. Values lie in 0..1 for every index loaded here (score / maximum score)."""
    edition = place_edition(fields, codebook)
    unit_code = indicator_code = None
    if edition:
        unit_code = place_unit(fields, codebook, codebook.unit_systems[edition.cohort_code])
        indicator_code = place_indicator(fields, codebook, edition.framework_code)
    value = _share(fields, "value")
    change = fields.number("value_change", VALUE_SCALE)
    score, max_score = _score(fields, codebook, edition, indicator_code)
    rank, rank_of = _rank(fields, edition)
    places_gained = fields.integer("places_gained")
    if all(each is None for each in (value, score, rank, places_gained, change)) and not fields.is_refused:
        fields.report("row_without_figure", "value")
    return {
        **edition_codes(edition),
        "unit_code": unit_code,
        "unit_name_printed": fields.text("unit_name"),
        "indicator_code": indicator_code,
        "value": value and value.value,
        "value_decimals": value and value.decimals,
        "score": score and score.value,
        "score_decimals": score and score.decimals,
        "max_score": max_score and max_score.value,
        "rank": rank,
        "rank_of": rank_of,
        "places_gained": places_gained,
        "value_change": change and change.value,
        "value_change_decimals": change and change.decimals,
        **provenance(fields, codebook),
    }


def cohort_figure(fields: Fields, codebook: Codebook) -> dict[str, object]:
    """One row of staging.cohort_figures: what a document prints about a whole cohort."""
    edition = place_edition(fields, codebook)
    value = _share(fields, "value")
    if value is None and not fields.text("value"):
        fields.report("value_missing", "value", expected="value")
    return {
        **edition_codes(edition),
        "indicator_code": place_indicator(fields, codebook, edition.framework_code) if edition else None,
        "statistic": fields.choice("statistic", ("mean",)),
        "value": value and value.value,
        "value_decimals": value and value.decimals,
        **provenance(fields, codebook),
    }


def edition_codes(edition: Edition | None) -> dict[str, object]:
    """The columns that name an edition, empty where it could not be placed."""
    return {
        "framework_code": edition and edition.framework_code,
        "index_code": edition and edition.index_code,
        "year": edition and edition.year,
        "cohort_code": edition and edition.cohort_code,
    }


def provenance(fields: Fields, codebook: Codebook) -> dict[str, object]:
    """Where in which document the row was read."""
    return {
        "source_address": place_source(fields, codebook),
        "section": fields.text("section"),
        "note": fields.text("note"),
    }


def _share(fields: Fields, name: str) -> Number | None:
    number = fields.number(name, VALUE_SCALE)
    if number is not None and not 0 <= number.value <= 1:
        fields.report("value_out_of_range", name, expected="0..1")
    return number


def _score(
    fields: Fields, codebook: Codebook, edition: Edition | None, indicator_code: str | None
) -> tuple[Number | None, Number | None]:
    score, printed_max = fields.pair("score", SCORE_SCALE)
    given_max = fields.number("max_score", SCORE_SCALE)
    if printed_max and given_max and printed_max.value != given_max.value:
        fields.report("fraction_differs", "score", expected=given_max.value)
    max_score = given_max or printed_max
    known = (
        codebook.indicators.get((edition.framework_code, indicator_code))
        if edition and indicator_code
        else None
    )
    known_max = known.max_score if known else None
    if max_score and known_max is not None and max_score.value != known_max:
        fields.report("maximum_differs", "max_score", found=max_score.value, expected=_short(known_max))
    if score and score.value < 0:
        fields.report("score_negative", "score")
    limit = max_score.value if max_score else known_max
    if score and limit is not None and score.value > limit:
        fields.report("score_over_maximum", "score", expected=_short(limit))
    return score, max_score


def _rank(fields: Fields, edition: Edition | None) -> tuple[int | None, int | None]:
    place, printed_of = fields.pair("rank", SCORE_SCALE)
    rank, slash_of = fields.whole("rank", place), fields.whole("rank", printed_of)
    given_of = fields.integer("rank_of")
    if slash_of is not None and given_of is not None and slash_of != given_of:
        fields.report("fraction_differs", "rank", expected=given_of)
    rank_of = given_of if given_of is not None else slash_of
    size = edition.cohort_size if edition else None
    if rank_of is not None and size is not None and rank_of != size:
        fields.report("rank_of_differs", "rank_of", found=rank_of, expected=size)
    limit = rank_of if rank_of is not None else size
    if rank is not None and (rank < 1 or (limit is not None and rank > limit)):
        fields.report("rank_out_of_range", "rank", expected=f"1..{limit or ''}")
    return rank, rank_of


def _short(number: Decimal) -> str:
    return f"{number.normalize():f}"
