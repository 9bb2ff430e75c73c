"""Every choice that an address can hold, in one table: whose it is, what it is a part of, how it is refused.

Options and default come from the data; a page gives them where it draws the picker.
"""

from ui.choices.choice import Choice

LANGUAGE = Choice("lang", "unknown_lang", label="language")

EDITION = Choice("edition", "unknown_edition_code", parts_of=("index",), is_needed=True, is_forgotten=True)
# How links named an edition before it had a code of its own; of these, the index has a picker still.
INDEX = Choice("index", "unknown_index", parts_of=("edition",), is_needed=True)
YEAR = Choice("year", parts_of=("index", "edition"))
COHORT = Choice("cohort", parts_of=("index", "edition"))
NAMES_OF_AN_EDITION = (EDITION, INDEX, YEAR, COHORT)

_OF_AN_EDITION = ("index", "edition")
_OF_A_UNIT = (*_OF_AN_EDITION, "unit")
MEASURE = Choice("measure", "unknown_measure", parts_of=_OF_AN_EDITION, is_needed=True)
REGION = Choice("region", "unknown_region", parts_of=_OF_AN_EDITION)
UNIT = Choice("unit", "unknown_unit", parts_of=_OF_AN_EDITION, left="unit_left")
# The unit that those shown lie in: the province of communes, `vn34.08`.
WITHIN = Choice("within", "unknown_within", parts_of=_OF_A_UNIT)
SEARCH = Choice("q")
PEERS = Choice("peers", parts_of=_OF_AN_EDITION)  # the own group of units, `01.04.22`
# `ranking.value.down`: the table of the page that is sorted, by which column, which way; read by `ui.tables` alone.
SORTING = Choice("sort", parts_of=_OF_AN_EDITION)

RANKING_VIEW = Choice("view", "ranking_unknown_view", "ranking")
RANKING_WITH = Choice(
    "with", "series_unknown_with", "ranking", _OF_AN_EDITION, words="", label="series_pick_with", is_needed=True
)
RANKING_UNITS = Choice("units", "series_unknown_units", "ranking", _OF_AN_EDITION, left="series_units_left")

PROFILE_PART = Choice("part", "profile_unknown_part", "profile")
PROFILE_AGAINST = Choice(
    "against", "profile_unknown_against", "profile", _OF_AN_EDITION, left="profile_against_left", words=""
)
PROFILE_NOISE = Choice("noise", page="profile")
PLAN_SCOPE = Choice("scope", "profile_unknown_scope", "profile", _OF_A_UNIT)
PLAN_AGENCY = Choice("agency", "profile_unknown_agency", "profile", _OF_A_UNIT)

COMPARISON_MODE = Choice("mode", "comparison_unknown_mode", "comparison")
COMPARISON_WITH = Choice("with", "comparison_unknown_with", parts_of=_OF_AN_EDITION, is_needed=True)
COMPARISON_UNITS = Choice(
    "units", "comparison_unknown_units", "comparison", _OF_AN_EDITION, left="comparison_units_left"
)

COMPONENT_MAIN = Choice("main", "components_unknown_main", "components", _OF_A_UNIT)
# Each view begins with a status of its own: the list with the zeros, the heat map with all.
COMPONENT_STATUS = Choice(
    "status", "components_unknown_status", "components", (*_OF_A_UNIT, "view"), is_forgotten=True
)
COMPONENT_REASON = Choice("reason", "components_unknown_reason", "components", _OF_A_UNIT)
COMPONENT_AGENCY = Choice("agency", "components_unknown_agency", "components", _OF_A_UNIT)
COMPONENT_SEARCH = Choice("q", page="components")
COMPONENT = Choice("component", "components_unknown_component", "components", _OF_A_UNIT, is_forgotten=True)
COMPONENT_VIEW = Choice("view", "components_unknown_view", "components")

SIMULATOR_ADD = Choice("add", page="simulator", parts_of=_OF_A_UNIT)
SIMULATOR_GAIN = Choice("gain", page="simulator", parts_of=_OF_A_UNIT)
SIMULATOR_OTHERS = Choice("others", page="simulator", parts_of=_OF_A_UNIT)
SIMULATOR_TARGET = Choice("to", page="simulator", parts_of=_OF_A_UNIT)
SIMULATOR_CAP = Choice("cap", "simulator_unknown_cap", "simulator")
SIMULATOR_GROUP = Choice("group", "simulator_unknown_group", "simulator")
SIMULATOR_SHARE = Choice("share", "simulator_unknown_share", "simulator")
SIMULATOR_KEPT = Choice("kept", page="simulator", parts_of=_OF_A_UNIT)

TARGET_STATE = Choice("state", "targets_unknown_state", "targets")
TARGET_SCOPE = Choice("scope", "targets_unknown_scope", "targets", _OF_A_UNIT)
TARGET_YEAR = Choice("due", "targets_unknown_due", "targets", _OF_A_UNIT)
TARGET_SEARCH = Choice("q", page="targets")

TASK_STATE = Choice("state", "tasks_unknown_state", "tasks")
TASK_SCOPE = Choice("scope", "tasks_unknown_scope", "tasks", _OF_A_UNIT)
TASK_AGENCY = Choice("agency", "tasks_unknown_agency", "tasks", _OF_A_UNIT)
TASK_MAIN = Choice("main", "tasks_unknown_main", "tasks", _OF_A_UNIT)
TASK_SEARCH = Choice("q", page="tasks")
TASK_VIEW = Choice("view", "tasks_unknown_view", "tasks")

DOCUMENT_TARGET = Choice("to", page="documents", parts_of=_OF_A_UNIT)
DOCUMENT_ADD = Choice("add", page="documents", parts_of=_OF_A_UNIT)
DOCUMENT_GAIN = Choice("gain", page="documents", parts_of=_OF_A_UNIT)
DOCUMENT_OTHERS = Choice("others", page="documents", parts_of=_OF_A_UNIT)

METHOD_RESTATED = Choice("restated", "method_unknown_restated", "method", _OF_AN_EDITION, is_forgotten=True)

DICTIONARY_TABLE = Choice("table", "dictionary_unknown_table", "dictionary")
DICTIONARY_SEARCH = Choice("q", page="dictionary")

CHECK_EDITION = Choice("edition", "reconciliation_unknown_edition", "reconciliation")
CHECK_VERDICT = Choice("verdict", "reconciliation_unknown_verdict", "reconciliation")
CHECK_FIGURE = Choice("figure", "reconciliation_unknown_figure", "reconciliation")
CHECK_SEARCH = Choice("q", page="reconciliation")

_OF_A_TABLE = ("table",)
DATA_AS_OF = Choice("as_of", "data_unknown_as_of", "data", is_needed=True)
DATA_TABLE = Choice("table", "data_unknown_table", "data", is_needed=True)
DATA_EDITION = Choice("edition", "data_unknown_filter", "data", _OF_A_TABLE)
DATA_UNIT = Choice("unit", "data_unknown_filter", "data", _OF_A_TABLE)
DATA_INDICATOR = Choice("indicator", "data_unknown_filter", "data", _OF_A_TABLE)
DATA_STATUS = Choice("status", "data_unknown_filter", "data", _OF_A_TABLE)
DATA_REGION = Choice("region", "data_unknown_filter", "data", _OF_A_TABLE)
DATA_LEVEL = Choice("level", "data_unknown_filter", "data", _OF_A_TABLE)
DATA_COLUMNS = Choice("columns", page="data", parts_of=_OF_A_TABLE, is_forgotten=True)
# Another table has other columns; the heads of a table write and read it as on any page.
DATA_SORTING = Choice("sort", "data_unknown_sort", "data", _OF_A_TABLE, is_forgotten=True)
# The number of the first row shown; another filter begins at the first one again.
DATA_AT = Choice(
    "at", "data_unknown_at", "data", (*_OF_A_TABLE, "edition", "unit", "indicator", "status", "region", "level"),
    is_forgotten=True,
)  # fmt: skip

LOAD_KIND = Choice("kind", "load_unknown_choice", "load", is_needed=True)
LOAD_FRAMEWORK = Choice("framework", "load_unknown_choice", "load", ("kind",), is_needed=True)
LOAD_SYSTEM = Choice("for_system", "load_unknown_choice", "load", ("kind",), is_needed=True)
LOAD_YEAR = Choice("for_year", "load_unknown_choice", "load", ("framework",), is_needed=True)
LOAD_COHORT = Choice("for_cohort", "load_unknown_choice", "load", ("framework",), is_needed=True)
LOAD_UNIT = Choice("for_unit", "load_unknown_choice", "load", ("framework", "for_cohort"), is_needed=True)

HISTORY_PART = Choice("part", "builds_unknown_part", "history")
HISTORY_FROM = Choice("from", "builds_unknown_choice", "history", words="builds", is_needed=True)
HISTORY_TO = Choice("to", "builds_unknown_choice", "history", words="builds", is_needed=True)
HISTORY_MART = Choice("mart", "builds_unknown_choice", "history", words="builds", is_needed=True)
HISTORY_BACK_TO = Choice("back_to", "builds_unknown_choice", "history", words="builds", is_needed=True)
HISTORY_RELEASE = Choice("release", "builds_unknown_choice", "history", words="builds", is_needed=True)

AUDIT_ACTION = Choice("action", "audit_unknown_action", "audit")
AUDIT_SEARCH = Choice("q", page="audit")
AUDIT_BEFORE = Choice("before", page="audit", parts_of=("action", "q"))

DECLARED = [choice for choice in list(globals().values()) if isinstance(choice, Choice)]


def parts_of(choice: Choice) -> list[Choice]:
    """What leaves the address once another code of a choice is chosen."""
    return [
        part
        for part in DECLARED
        if choice.name in part.parts_of and (not choice.page or part.page == choice.page)
    ]
