"""Words of the workbooks that analysts fill in, their instructions included: the topic `template` of the default
language and of no other. The file travels between Vietnamese offices, whichever language the page it came from speaks,
and its headings are what the layouts `template_*` read.
"""

from text.catalogue import TEMPLATE

GUIDE: str = TEMPLATE["guide"]
LISTS: str = TEMPLATE["lists"]
PAGE: str = TEMPLATE["page"]

# sheets with rows to fill in, by kind; the names are part of the shape that is read back
SHEETS: dict[str, tuple[str, ...]] = {kind: tuple(names) for kind, names in TEMPLATE["sheets"].items()}
TITLES: dict[str, str] = TEMPLATE["titles"]  # by sheet
SUBJECT: str = TEMPLATE["subject"]
CODE_SUBJECT: str = TEMPLATE["code_subject"]  # of a framework, or of a system of units

# our name of a column: its heading; the layouts and the readers of frameworks and units go by these texts
_COLUMNS: dict[str, dict[str, str]] = TEMPLATE["columns"]
WIDE, STATUSES, TARGETS, TASKS = (_COLUMNS[name] for name in ("wide", "statuses", "targets", "tasks"))
FRAMEWORKS, INDEXES, INDICATORS = (_COLUMNS[name] for name in ("frameworks", "indexes", "indicators"))
PILLAR_MAINS, INDICATOR_LINKS = _COLUMNS["pillar_mains"], _COLUMNS["indicator_links"]
INDICATOR_KEYS = _COLUMNS["indicator_keys"]
UNITS, COHORTS, SUCCESSIONS = (_COLUMNS[name] for name in ("units", "cohorts", "successions"))
ALIASES, PERIODS = _COLUMNS["aliases"], _COLUMNS["periods"]

# what a drop-down shows for each of our codes, by column; units stand at the levels that frameworks are for
CHOICES: dict[str, dict[str, str]] = {**TEMPLATE["choices"], "unit_level": TEMPLATE["choices"]["entity_level"]}
HINTS: dict[str, str] = TEMPLATE["hints"]  # one line under the title, for columns whose heading does not say enough
SHEET_HINTS: dict[str, dict[str, str]] = TEMPLATE["sheet_hints"]  # the same, by sheet, where it asks otherwise
WITH_MAXIMUM: str = TEMPLATE["with_maximum"]
WITHOUT_MAXIMUM: str = TEMPLATE["without_maximum"]
NOT_SCORED: str = TEMPLATE["not_scored"]

# what a spreadsheet says when a cell is refused, and before one is filled
REFUSED_TITLE: str = TEMPLATE["refused_title"]
REFUSED: dict[str, str] = TEMPLATE["refused"]
SUGGESTED_TITLE: str = TEMPLATE["suggested_title"]
SUGGESTED: str = TEMPLATE["suggested"]

# the sheet of instructions
TITLE: str = TEMPLATE["title"]
FACTS: dict[str, str] = TEMPLATE["facts"]
EVERY_UNIT: str = TEMPLATE["every_unit"]
HEADINGS: dict[str, str] = TEMPLATE["headings"]
FILL: dict[str, str] = TEMPLATE["fill"]  # what is to be filled in, by kind; `{sheets}` are the sheets to fill in
# the text under each heading, one for all kinds of template or one for each
PARTS: dict[str, str | dict[str, str]] = {"fill": FILL, **TEMPLATE["parts"]}
