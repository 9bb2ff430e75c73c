"""The pickers of the components page: which unit of which edition, then which of its components."""

from functools import partial

from text.catalogue import named, say
from ui import data, filters, links, switch
from ui.choices import UnknownChoice
from ui.components.choices import (
    ComponentFilter,
    ComponentList,
    asked_condition,
    status_of,
    unit_keys,
)
from ui.components.words import main_label, status_cell
from ui.links import ALL, NONE
from ui.pickers import Pickers
from ui.search import code_of
from warehouse.queries import components as queries

PAGE = "components"
STATUSES = ("zero", "partial", "full", "unknown", "not_assessed")
VIEWS = ("list", "heat", "appraisal")


def listed(build_id: str, edition: dict, unit: dict) -> ComponentList:
    """Everything known about the components of a unit; where none is loaded, only its main indicators."""
    keys = unit_keys(edition, unit)
    mains = data.fetch(queries.mains, build_id, *keys).to_dicts()
    counts = next(data.fetch(queries.counts, build_id, *keys).iter_rows(named=True), None)
    if counts is None:
        return ComponentList(edition, unit, [], mains, None, [])
    statuses = data.fetch(queries.statuses, build_id, *keys).to_dicts()
    return ComponentList(
        edition, unit, statuses, mains, counts, data.fetch(queries.reasons, build_id, *keys).to_dicts()
    )


def asked_view() -> str:
    """The view that the page is asked for, before its pickers are drawn; `list` also for one that does not exist."""
    asked = links.asked_among(VIEWS, "view", PAGE)
    return asked if asked in VIEWS else VIEWS[0]


def pick_filter(build_id: str, components: ComponentList, language: str) -> tuple[ComponentFilter, str]:
    """Draw the pickers of the list, and give the filter and the view (of `VIEWS`) they stand for.

    A code that is not there is told, lets everything through, and stays in the address until another is chosen.
    """
    pickers = Pickers(language, PAGE)
    mains = {main["indicator_code"]: main for main in components.mains}
    reasons = {reason["reason_code"]: reason for reason in components.reasons}
    names = data.fetch(queries.agencies, build_id, *components.keys)["agency_name"].to_list()
    agencies = {code_of(name): name for name in names} | {NONE: NONE}
    present = {status_of(row) for row in components.rows}
    chosen = {
        name: _offer(pickers, name, labels)
        for name, labels in {
            "main": {code: main_label(main, language) for code, main in mains.items()},
            "status": {code: status_cell(code, language) for code in STATUSES if code in present or code != "unknown"},
            "reason": {code: _reason_option(reason, language) for code, reason in reasons.items()},
            "agency": agencies | {NONE: say(language, "components_no_agency")},
        }.items()
    }
    typed = pickers.search()
    links.keep_on(PAGE, q=typed)
    status = None if chosen["status"] == ALL else chosen["status"]
    picked = ComponentFilter(
        mains.get(chosen["main"]), status, reasons.get(chosen["reason"]), agencies.get(chosen["agency"]), typed
    )
    views = {code: say(language, f"components_view_{code}") for code in VIEWS}
    return picked, switch.offer(PAGE, "view", views, "components_unknown_view", language)


def _offer(pickers: Pickers, name: str, labels: dict[str, str]) -> str:
    everything = {"main": "mains", "status": "statuses", "reason": "reasons", "agency": "agencies"}[name]
    labels = {ALL: say(pickers.language, f"components_all_{everything}")} | labels
    asked = links.asked_among(labels, name)
    try:
        code = pickers.offer(name, labels, partial(asked_condition, name, asked, labels))
    except UnknownChoice as unknown:
        filters.refuse(unknown, pickers.language)
        return ALL
    links.keep(**{name: code})
    return code


def _reason_option(reason: dict, language: str) -> str:
    name = named(reason, "reason_name", language)
    return say(language, "components_reason_option", reason=name, count=reason["component_count"])
