"""A kind of file that only tests know: the share of citizens who are satisfied with their province, all invented.

What stands here would be a module of `etl/kinds/`: what one row may say, and the sheet of the template.
"""

from collections.abc import Sequence

from etl.contracts.codebook import Codebook
from etl.contracts.contracts import Columns, Contract, Part
from etl.contracts.fields import Fields
from etl.contracts.row_keys import EDITION, PROVENANCE, UNIT
from etl.kinds.template import Form
from etl.kinds.workbook import Between, TemplateSheet, list_sheet

HEADINGS = {"unit_code": "Mã đơn vị", "unit_name": "Tên đơn vị", "share": "Tỷ lệ hài lòng"}


def _share(fields: Fields, _: Codebook, __: Columns) -> Columns:
    share = fields.number("share", 4)
    if share is not None and not 0 <= share.value <= 1:
        fields.report("value_out_of_range", "share", expected="0..1")
    return {"share": share and share.value}


def satisfaction(form: Form, titles: Sequence[str], _: object = None) -> list[TemplateSheet]:
    """One row per unit."""
    rows = [(unit["unit_code"], unit["unit_name_vi"]) for unit in form.units]
    given = ("unit_code", "unit_name")
    return [list_sheet("Hài lòng", titles[0], HEADINGS, {"share": Between("share", 0, 1)}, given, rows)]


CONTRACTS = {
    "satisfaction": Contract(
        parts=(EDITION, UNIT, Part(("share",), _share), *PROVENANCE),
        unique_by=("edition_code", "unit_code", "source_address"),
        one_of=("share",),
    )
}
TEMPLATES = {"satisfaction": satisfaction}
