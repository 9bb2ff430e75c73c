"""Contract of component statuses: what a document says became of each component, and why."""

from etl.contracts.codebook import Codebook
from etl.contracts.fields import Fields
from etl.contracts.parts import Columns, Contract, Part, texts
from etl.contracts.placed import EDITION, INDICATOR, PROVENANCE, UNIT

STATUSES = ("full", "partial", "zero", "not_assessed")


def _status(fields: Fields, codebook: Codebook, placed: Columns) -> Columns:
    status = fields.choice("status", STATUSES)
    indicator = codebook.indicators.get((placed["framework_code"], placed["indicator_code"]))
    if indicator and status and indicator.is_scored == (status == "not_assessed"):
        fitting = [each for each in STATUSES if indicator.is_scored != (each == "not_assessed")]
        fields.report("status_of_unscored", "status", expected=" | ".join(fields.written("status", fitting)))
    return {"status": status}


def _reasons(fields: Fields, codebook: Codebook, _: Columns) -> Columns:
    """Several reasons of one list stay together, joined by `|`."""
    reasons = fields.text("reason_codes")
    for reason in reasons.split("|") if reasons else ():
        if reason not in codebook.reasons:
            fields.report("choice_unknown", "reason_codes", found=reason, fix=sorted(codebook.reasons))
    return {"reason_codes": reasons}


# one row of staging.component_statuses
COMPONENT_STATUS = Contract(
    parts=(
        EDITION,
        UNIT,
        INDICATOR,
        Part(("status",), _status, (EDITION, INDICATOR)),
        Part(("reason_codes",), _reasons),
        *texts("reason_text"),
        *PROVENANCE,
    ),
    says_once=(
        "framework_code",
        "index_code",
        "year",
        "cohort_code",
        "unit_code",
        "indicator_code",
        "source_address",
    ),
)
