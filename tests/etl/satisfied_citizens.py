"""A kind of file that only tests know: the share of citizens who are satisfied with their province, all invented.

A module of `etl/kinds/` would hold what one row may say and the sheet of the template; beside it stands here what its
other files would: its words, its table, its layout.
"""

from collections.abc import Sequence

from etl.contracts.codebook import Codebook
from etl.contracts.contracts import Columns, Contract, Part
from etl.contracts.fields import Fields
from etl.contracts.row_keys import EDITION, PROVENANCE, UNIT
from etl.kinds.template import Form
from etl.kinds.workbook import Between, TemplateSheet, list_sheet

CODE, SHEET = "satisfaction", "Hài lòng"
NAMES = {"vi": "Mức độ hài lòng", "en": "Satisfaction"}
# words of its template, by topic
TEMPLATE: dict[str, dict[str, str | tuple[str, ...]]] = {
    "sheets": {CODE: (SHEET,)},
    "titles": {SHEET: "Mức độ hài lòng của người dân"},
    "fill": {CODE: "Điền ở trang “{sheets}”: mỗi dòng một đơn vị."},
}
TABLE = """-- One row per unit that people were asked about.
-- Grain: release_code, row_number
create table staging.satisfaction (
    release_code varchar not null,
    row_number integer not null,
    edition_code varchar not null,
    framework_code varchar not null,
    unit_code varchar not null,
    unit_name_printed varchar,
    share decimal(12, 4),
    source_address varchar,
    section varchar,
    note varchar
);
"""
LAYOUT = """# Our own template: how many are satisfied.
table = "satisfaction"
kinds = ["satisfaction"]
decimal_separator = ","
ignored_sheets = ["Hướng dẫn", "Danh mục", "_dti"]

[columns]
unit_code = "Mã đơn vị"
unit_name = "Tên đơn vị"
share = "Tỷ lệ hài lòng"

[skip]
silently = true
without_figure = ["share"]
"""
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
    return [list_sheet(SHEET, titles[0], HEADINGS, {"share": Between("share", 0, 1)}, given, rows)]


CONTRACTS = {
    CODE: Contract(
        parts=(EDITION, UNIT, Part(("share",), _share), *PROVENANCE),
        unique_by=("edition_code", "unit_code", "source_address"),
        one_of=("share",),
    )
}
TEMPLATES = {CODE: satisfaction}
