"""One unit's components, which of them are shown, and the pickers that choose them."""

from dataclasses import dataclass

from text import formats
from text.answer import measure_label
from text.catalogue import every_name, named, say
from text.components import main_label, status_cell, status_name
from text.folding import code_of, matches, search_key
from ui.choices import declared, pickers
from ui.choices.choice import Choice, Options, resolve
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


def pick_filter(components: ComponentList) -> tuple[ComponentFilter, str]:
    """Draw the pickers of the list, and give the filter and the view (of `VIEWS`) they stand for.

    A code that is not there is told, lets everything through, and stays in the address until another is chosen.
    """
    visit, language = components.visit, components.visit.language
    grid = pickers.Pickers(language)
    mains = {main["indicator_code"]: main for main in components.mains}
    reasons = {reason["reason_code"]: reason for reason in components.reasons}
    names = [row["agency_name"] for row in visit.fetch(queries.agencies, components.unit["unit_code"])]
    agencies = {code_of(name): name for name in names} | {NONE: NONE}
    present = {status_of(row) for row in components.rows}

    def offer(choice: Choice, everything: str, labels: dict[str, str]) -> str:
        return grid.offer(choice, Options({ALL: visit.say(everything)} | labels, ALL))

    main = offer(
        declared.COMPONENT_MAIN,
        "components_all_mains",
        {code: main_label(row, language) for code, row in mains.items()},
    )
    status = offer(
        declared.COMPONENT_STATUS,
        "components_all_statuses",
        {code: status_cell(code, language) for code in STATUSES if code in present or code != "unknown"},
    )
    reason = offer(
        declared.COMPONENT_REASON,
        "components_all_reasons",
        {code: _reason_option(row, visit) for code, row in reasons.items()},
    )
    agency = offer(
        declared.COMPONENT_AGENCY,
        "components_all_agencies",
        agencies | {NONE: visit.say("components_no_agency")},
    )
    typed = grid.search(declared.COMPONENT_SEARCH)
    picked = ComponentFilter(
        mains.get(main), None if status == ALL else status, reasons.get(reason), agencies.get(agency), typed
    )
    views = {code: visit.say(f"components_view_{code}") for code in VIEWS}
    return picked, pickers.switch(declared.COMPONENT_VIEW, Options(views, VIEWS[0]), language)


def _reason_option(reason: dict, visit: Visit) -> str:
    name = visit.named(reason, "reason_name")
    return visit.say("components_reason_option", reason=name, count=reason["component_count"])
