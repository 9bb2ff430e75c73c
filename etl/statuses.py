"""Contract of component statuses: what a document says became of each component, and why."""

from etl.codebook import Codebook
from etl.fields import Fields
from etl.figures import edition_codes, provenance
from etl.placing import place_edition, place_indicator, place_unit

STATUSES = ("full", "partial", "zero", "not_assessed")


def component_status(fields: Fields, codebook: Codebook) -> dict[str, object]:
    """One row of staging.component_statuses; several reasons of one list stay together, joined by `|`."""
    edition = place_edition(fields, codebook)
    unit_code = indicator_code = None
    if edition:
        unit_code = place_unit(fields, codebook, codebook.unit_systems[edition.cohort_code])
        indicator_code = place_indicator(fields, codebook, edition.framework_code)
    status = fields.choice("status", STATUSES)
    reasons = fields.text("reason_codes")
    for reason in reasons.split("|") if reasons else ():
        if reason not in codebook.reasons:
            fields.report("choice_unknown", "reason_codes", found=reason, fix=sorted(codebook.reasons))
    if edition and indicator_code and status:
        is_scored = codebook.indicators[edition.framework_code, indicator_code].is_scored
        if is_scored == (status == "not_assessed"):
            fields.report(
                "status_of_unscored", "status", expected="full | partial | zero" if is_scored else STATUSES[3]
            )
    return {
        **edition_codes(edition),
        "unit_code": unit_code,
        "unit_name_printed": fields.text("unit_name"),
        "indicator_code": indicator_code,
        "status": status,
        "reason_codes": reasons,
        "reason_text": fields.text("reason_text"),
        **provenance(fields, codebook),
    }
