"""One unit's components, and which of them are shown."""

from collections.abc import Collection
from dataclasses import dataclass

from text.answer import measure_label
from text.catalogue import named, say
from ui.choices import UnknownChoice
from ui.components.words import status_name
from ui.links import ALL, NONE
from ui.search import folded, matches


@dataclass(frozen=True)
class ComponentList:
    """The components of a unit in an edition (`rows`, zero first), its main indicators, counts and reasons.

    `counts` is None and `rows` empty where only main indicators are loaded.
    """

    edition: dict
    unit: dict
    rows: list[dict]
    mains: list[dict]
    counts: dict | None
    reasons: list[dict]

    @property
    def keys(self) -> tuple[str, int, str, str]:
        """Index, year, cohort and unit codes, as the queries take them."""
        return unit_keys(self.edition, self.unit)

    def names(self, language: str) -> dict[str, object]:
        """Unit, year and index as titles quote them."""
        return {
            "unit": named(self.unit, "unit_name", language),
            "year": self.edition["year"],
            "index": named(self.edition, "short_name", language),
        }

    def title(self, language: str) -> str:
        """The list's name in words."""
        return say(language, "components_list_title", **self.names(language))

    def file_stem(self, kind: str) -> str:
        """How files of this unit are named: `dti-vn63-2021-tuyen-quang-chi-so-thanh-phan`."""
        index_code, year, cohort_code, _ = self.keys
        unit = folded(self.unit["unit_name_vi"]).replace(" ", "-")
        return f"{index_code}-{cohort_code}-{year}-{unit}-{kind}"


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
        wanted = folded(self.typed)
        return [
            row
            for row in rows
            if (self.main is None or row["main_code"] == self.main["indicator_code"])
            and (self.status is None or status_of(row) == self.status)
            and (self.reason is None or self.reason["reason_code"] in (row["reason_codes"] or ()))
            and (self.agency is None or self.agency in (row["agencies"] or (NONE,)))
            and (
                not wanted or matches(wanted, row["indicator_code"], row["indicator_name_vi"], row["indicator_name_en"])
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
        return ", ".join(
            say(language, keys.get(name, f"components_filter_{name}"), **{name: words})
            for name, words in conditions.items()
            if words
        )


def unit_keys(edition: dict, unit: dict) -> tuple[str, int, str, str]:
    """Codes of a unit in an edition, as the queries take them."""
    return edition["index_code"], edition["year"], edition["cohort_code"], unit["unit_code"]


def status_of(row: dict) -> str:
    """The status of a component, `unknown` where nothing is known."""
    return row["status"] or "unknown"


def asked_condition(name: str, asked: str | None, codes: Collection[str]) -> str:
    """The code asked for one condition of the filter, or `all`. Raises UnknownChoice."""
    if asked in (None, ALL):
        return ALL
    if asked not in codes:
        raise UnknownChoice(f"components_unknown_{name}", asked=asked)
    return asked
