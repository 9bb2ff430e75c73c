"""One unit's components, which of them are shown, and the pickers that choose them."""

from collections import Counter
from dataclasses import dataclass, replace

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from text import formats
from text.answer import measure_label
from text.catalogue import every_name, named, say
from text.components import main_label, status_name
from text.folding import code_of, matches, search_key
from ui import notes
from ui.choices import declared, pickers
from ui.choices.choice import Options, resolve
from ui.choices.url import ALL, NONE
from ui.visit import Visit
from warehouse.queries import components as queries

STATUSES = ("zero", "partial", "full", "unknown", "not_assessed")
VIEWS = ("list", "heat", "appraisal")


@dataclass(frozen=True)
class ComponentList:
    """The components of the visit's own unit (`rows`, zero first), its main indicators, counts and reasons.

    `counts` is None and `rows` empty where only main indicators are loaded.
    """

    visit: Visit
    unit: dict
    rows: list[dict]
    mains: list[dict]
    counts: dict | None
    reasons: list[dict]

    @property
    def names(self) -> dict[str, object]:
        """Unit, period and index as titles quote them."""
        visit = self.visit
        return {
            "unit": visit.named(self.unit),
            "year": visit.period(visit.edition),
            "index": visit.named(visit.edition, "short_name"),
        }

    @property
    def reason_names(self) -> dict[str, str]:
        """The names of reasons by code, in the language of the page."""
        return {row["reason_code"]: self.visit.named(row, "reason_name") for row in self.reasons}

    @property
    def title(self) -> str:
        """The list's name in words."""
        return self.visit.say("components_list_title", **self.names)

    def file_stem(self, kind: str) -> str:
        """How files of this unit are named: `chi-so-thanh-phan_dti_2021_vn63_tuyen-quang`."""
        return self.visit.file_stem(kind, self.visit.named(self.unit))


@dataclass(frozen=True)
class ComponentFilter:
    """Which components are shown; None lets all through, the agency `none` those that name no agency."""

    main: dict | None
    status: str | None
    reason: dict | None
    agency: str | None
    typed: str

    @property
    def codes(self) -> tuple[str, ...]:
        """The choices as scalars, to key a cache."""
        return (
            self.main["indicator_code"] if self.main else ALL,
            self.status or ALL,
            self.reason["reason_code"] if self.reason else ALL,
            self.agency or ALL,
            self.typed,
        )

    def shown(self, rows: list[dict]) -> list[dict]:
        """The components that pass every condition, in the same order; a reason matches any of a component's."""
        wanted = search_key(self.typed)
        return [
            row
            for row in rows
            if (self.main is None or row["main_code"] == self.main["indicator_code"])
            and (self.status is None or status_of(row) == self.status)
            and (self.reason is None or self.reason["reason_code"] in (row["reason_codes"] or ()))
            and (self.agency is None or self.agency in (row["agencies"] or (NONE,)))
            and (
                not wanted or matches(wanted, row["indicator_code"], *every_name(row, "indicator_name"))
            )
        ]

    def words(self, language: str) -> str:
        """The filter in words, as pictures, files and refusals quote it; empty when everything is shown."""
        conditions = {
            "main": self.main and measure_label(self.main | {"indicator_level": "main"}, language),
            "status": self.status and status_name(self.status, language),
            "reason": self.reason and named(self.reason, "reason_name", language),
            "agency": say(language, "components_no_agency") if self.agency == NONE else self.agency,
            "text": self.typed.strip(),
        }
        keys = {"text": "components_filter_search"}
        return formats.listed((
            say(language, keys.get(name, f"components_filter_{name}"), **{name: words})
            for name, words in conditions.items()
            if words
        ), language)


def status_of(row: dict) -> str:
    """The status of a component, `unknown` where nothing is known."""
    return row["status"] or "unknown"


def listed(visit: Visit, unit: dict) -> ComponentList:
    """Everything known about the components of a unit; where none is loaded, only its main indicators."""
    code = unit["unit_code"]
    mains = visit.fetch(queries.mains, code)
    counts = next(iter(visit.fetch(queries.counts, code)), None)
    if counts is None:
        return ComponentList(visit, unit, [], mains, None, [])
    return ComponentList(
        visit, unit, visit.fetch(queries.statuses, code), mains, counts, visit.fetch(queries.reasons, code)
    )


def asked_view() -> str:
    """The view that the page is asked for, before its pickers are drawn; `list` also for one that does not exist."""
    return resolve(declared.COMPONENT_VIEW, Options(dict.fromkeys(VIEWS, ""), VIEWS[0])).code or VIEWS[0]


_CONDITIONS = {
    "main": declared.COMPONENT_MAIN,
    "reason": declared.COMPONENT_REASON,
    "agency": declared.COMPONENT_AGENCY,
    "status": declared.COMPONENT_STATUS,
}
_SEARCH_WIDTH = 165


def pick_filter(components: ComponentList) -> tuple[ComponentFilter, str, DeltaGenerator]:
    """Draw the line of tools; give the filter and the view (of `VIEWS`) they stand for, and the line for further tools.

    The status stands open, at first that of the zeros; the other conditions behind one button. Every option says how
    many components it would leave under the other conditions. A code that is not there is told, lets everything
    through, and stays in the address until another is chosen.
    """
    visit = components.visit
    labels = _labels(components)
    chosen = _resolved(components, labels)
    counts = _counts(components, chosen)
    tools = st.container(horizontal=True, vertical_alignment="center", gap="small", key="tools")
    statuses = [code for code in (*STATUSES, ALL) if counts["status"].get(code) or code in ("zero", ALL)]
    tabs = {
        code: visit.say(f"components_tab_{code}", count=counts["status"].get(code, 0))
        for code in statuses
    }
    pickers.switch(declared.COMPONENT_STATUS, Options(tabs, _first_status(components)), visit.language, tools)
    views = {code: visit.say(f"components_view_{code}") for code in VIEWS}
    view = pickers.switch(declared.COMPONENT_VIEW, Options(views, VIEWS[0]), visit.language, tools)
    asked = sum(part is not None for part in (chosen.main, chosen.reason, chosen.agency))
    key = "components_filters_set" if asked else "components_filters"
    place = tools.popover(
        notes.literal(visit.say(key, count=asked)), icon=":material/filter_list:", key="components_filters"
    )
    for name in ("main", "reason", "agency"):
        counted = {
            code: label if code == ALL else _with_count(label, counts[name].get(code, 0), visit)
            for code, label in labels[name].items()
        }
        pickers.offer(_CONDITIONS[name], Options(counted, ALL), visit.language, place)
    if asked or chosen.typed or chosen.status != _status_of_tab(_first_status(components)):
        tools.button(visit.say("components_clear"), type="tertiary", key="components_clear", on_click=_clear)
    pickers.search(declared.COMPONENT_SEARCH, visit.language, tools, width=_SEARCH_WIDTH, is_labelled=False)
    return chosen, view, tools


def _first_status(components: ComponentList) -> str:
    """The status that a view opens with: the list with the zeros, where there are some; the others with all."""
    has_zeros = any(status_of(row) == "zero" for row in components.rows)
    return "zero" if has_zeros and asked_view() == "list" else ALL


def _status_of_tab(code: str) -> str | None:
    return None if code == ALL else code


def _labels(components: ComponentList) -> dict[str, dict[str, str]]:
    """What there is to choose, by condition and code."""
    visit = components.visit
    names = [row["agency_name"] for row in visit.fetch(queries.agencies, components.unit["unit_code"])]
    return {
        "main": {ALL: visit.say("components_all_mains")}
        | {main["indicator_code"]: main_label(main, visit.language) for main in components.mains},
        "reason": {ALL: visit.say("components_all_reasons")}
        | {reason["reason_code"]: visit.named(reason, "reason_name") for reason in components.reasons},
        "agency": {ALL: visit.say("components_all_agencies")}
        | {code_of(name): name for name in names}
        | {NONE: visit.say("components_no_agency")},
        "status": {ALL: ""} | dict.fromkeys(STATUSES, ""),
    }


def _resolved(components: ComponentList, labels: dict[str, dict[str, str]]) -> ComponentFilter:
    """The filter in force, before anything is drawn of it."""
    codes = {
        name: resolve(choice, Options(labels[name], ALL)).code
        for name, choice in _CONDITIONS.items()
        if name != "status"
    }
    status = resolve(declared.COMPONENT_STATUS, Options(labels["status"], _first_status(components)))
    mains = {main["indicator_code"]: main for main in components.mains}
    reasons = {reason["reason_code"]: reason for reason in components.reasons}
    agency = codes["agency"]
    return ComponentFilter(
        mains.get(codes["main"] or ""),
        None if status.fault else _status_of_tab(status.code or ALL),
        reasons.get(codes["reason"] or ""),
        None if agency in (None, ALL) else NONE if agency == NONE else labels["agency"][agency],
        declared.COMPONENT_SEARCH.requested or "",
    )


def _counts(components: ComponentList, chosen: ComponentFilter) -> dict[str, Counter[str]]:
    """How many components each option would leave under the other conditions."""
    counts: dict[str, Counter[str]] = {name: Counter() for name in _CONDITIONS}
    for row in replace(chosen, status=None).shown(components.rows):
        counts["status"].update([status_of(row), ALL])
    for row in replace(chosen, main=None).shown(components.rows):
        counts["main"].update([row["main_code"]])
    for row in replace(chosen, reason=None).shown(components.rows):
        counts["reason"].update(row["reason_codes"] or ())
    for row in replace(chosen, agency=None).shown(components.rows):
        counts["agency"].update(map(code_of, row["agencies"]) if row["agencies"] else (NONE,))
    return counts


def _with_count(label: str, count: int, visit: Visit) -> str:
    return visit.say("components_option", name=label, count=count)


def _clear() -> None:
    """Callback: no condition is chosen any more."""
    for choice in (*_CONDITIONS.values(), declared.COMPONENT_SEARCH):
        choice.drop()
