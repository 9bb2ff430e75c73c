"""Parts that contracts of figures share: which edition, unit and indicator a row is about, and where it was read."""

from etl.contracts.codebook import Codebook
from etl.contracts.contracts import Columns, Part, texts
from etl.contracts.fields import Fields, ReleaseFields
from etl.contracts.placing import place_edition, place_indicator, place_source, place_unit


def _edition(fields: ReleaseFields, codebook: Codebook, _: Columns) -> Columns:
    edition = place_edition(fields, codebook)
    return {name: edition and getattr(edition, name) for name in ("edition_code", "framework_code")}


def _unit(fields: Fields, codebook: Codebook, edition: Columns) -> Columns:
    edition_code = edition["edition_code"]
    unit_code = place_unit(fields, codebook, codebook.system_of(edition_code)) if edition_code else None
    return {"unit_code": unit_code, "unit_name_printed": fields.text("unit_name")}


def _indicator(fields: Fields, codebook: Codebook, edition: Columns) -> Columns:
    framework_code = edition["framework_code"]
    return {"indicator_code": place_indicator(fields, codebook, framework_code) if framework_code else None}


def _source(fields: ReleaseFields, codebook: Codebook, _: Columns) -> Columns:
    return {"source_address": place_source(fields, codebook)}


EDITION = Part(("edition_code", "index_code", "period_code", "year", "cohort_code", "framework_code"), _edition)
UNIT = Part(("unit_name", "unit_code"), _unit, (EDITION,))
INDICATOR = Part(("indicator_key", "indicator_code", "indicator_name"), _indicator, (EDITION,))
PROVENANCE = (Part(("source_address",), _source), *texts("section", "note"))
