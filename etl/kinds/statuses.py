"""Statuses of components: what one row may say became of a component, and why.

The template has one row per unit and component.
"""

from collections.abc import Mapping, Sequence

import polars as pl

from etl.contracts.codebook import Codebook
from etl.contracts.contracts import Columns, Contract, Part, texts
from etl.contracts.fields import Fields
from etl.contracts.row_keys import EDITION, INDICATOR, PROVENANCE, UNIT
from etl.kinds.template import Form
from etl.kinds.workbook import Choice, TemplateSheet, list_sheet
from text.template import CHOICES, SHEETS, STATUSES

VALUES = ("full", "partial", "zero", "not_assessed")


def _status(fields: Fields, codebook: Codebook, row_key: Columns) -> Columns:
    status = fields.choice("status", VALUES)
    indicator = codebook.indicators.get((row_key["framework_code"], row_key["indicator_code"]))
    if indicator and status and indicator.is_scored == (status == "not_assessed"):
        fitting = [each for each in VALUES if indicator.is_scored != (each == "not_assessed")]
        fields.report("status_of_unscored", "status", expected=" | ".join(fields.labels("status", fitting)))
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
    unique_by=("edition_code", "unit_code", "indicator_code", "source_address"),
)


def statuses(form: Form, titles: Sequence[str], reference: Mapping[str, pl.DataFrame]) -> list[TemplateSheet]:
    """One row per unit and component, those not assessed too."""
    reasons = reference["reasons"].sort("position")["reason_name_vi"]
    rules = {
        "status": Choice(STATUSES["status"], tuple(CHOICES["status"].values())),
        "reason_codes": Choice(STATUSES["reason_codes"], tuple(reasons), is_open=True),
    }
    given = ("unit_code", "unit_name", "indicator_code", "indicator_name")
    rows = [
        (unit["unit_code"], unit["unit_name_vi"], row["indicator_code"], row["indicator_name_vi"])
        for unit in form.units
        for row in form.of_levels("component")
    ]
    [name] = SHEETS["statuses"]
    return [list_sheet(name, titles[0], STATUSES, rules, given, rows, frozen=len(given))]


CONTRACTS = {"component_statuses": COMPONENT_STATUS}
TEMPLATES = {"statuses": statuses}
