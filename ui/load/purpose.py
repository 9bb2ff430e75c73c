"""The first step of loading: which kind of figures, of which framework, year, cohort and unit."""

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import TypedDict

import streamlit as st

from etl.deliveries.deliveries import Purpose, Source
from etl.kinds.registry import FIRST_YEAR, FRAMEWORK, KINDS
from text.catalogue import named, say
from ui import data, filters, links, notes
from ui.choices import UnknownChoice
from ui.links import NONE
from ui.pickers import Pickers
from warehouse.queries import loading as queries

PAGE = "load"
NEW = "new"
FIELD_WIDTH = 250


class Codes(TypedDict):
    """A choice as the loader names it."""

    kind: str
    framework_code: str
    year: int
    cohort_code: str
    unit_code: str | None


@dataclass(frozen=True)
class Chosen:
    """What is loaded: a framework, or figures of a year and cohort (None for a framework) under one.

    `framework` has only its code where it is a new one; `unit` is None for a whole cohort.
    """

    kind: str
    framework: dict
    year: int | None = None
    cohort: dict | None = None
    unit: dict | None = None

    @property
    def codes(self) -> Codes:
        """The choice as the loader names it; a framework counts for no year and no cohort."""
        return {
            "kind": self.kind,
            "framework_code": self.framework["framework_code"],
            "year": self.year or datetime.now(UTC).year,
            "cohort_code": self.cohort["cohort_code"] if self.cohort else "",
            "unit_code": self.unit["unit_code"] if self.unit else None,
        }

    def words(self, language: str) -> str:
        """`Chỉ số chính, thứ hạng · DTI cấp tỉnh 2025 · 34 tỉnh, thành phố (từ 01/07/2025)`."""
        kind, code = say(language, f"load_kind_{self.kind}"), self.framework["framework_code"]
        if self.cohort is None:
            return f"{kind} · {code}"
        parts = [kind, f"{named(self.framework, 'short_name', language)} {self.year}"]
        parts += [named(self.cohort, "cohort_name", language)]
        parts += [named(self.unit, "unit_name", language)] if self.unit else []
        return " · ".join(parts)

    def purpose(self, source: Source) -> Purpose:
        """As the loader takes it."""
        return Purpose(source=source, **self.codes)


def pick(build_id: str, language: str) -> Chosen | None:
    """Draw the pickers; None, after a sentence, while the address asks for something that is not there."""
    pickers = Pickers(language, PAGE, FIELD_WIDTH)
    frameworks = {row["framework_code"]: row for row in data.fetch(queries.frameworks, build_id).to_dicts()}
    labels = {code: f"{named(row, 'short_name', language)} · {row['decision']}" for code, row in frameworks.items()}
    try:
        kind = _offer(pickers, "kind", {kind: say(language, f"load_kind_{kind}") for kind in KINDS}, next(iter(KINDS)))
        if KINDS[kind].brings_reference:
            code = _offer(pickers, "framework", {NEW: say(language, "load_framework_new")} | labels, NEW)
            return _new_framework(language) if code == NEW else Chosen(kind, frameworks[code])
        framework = frameworks[_offer(pickers, "framework", labels, next(iter(labels)))]
        declared = data.fetch(queries.years, build_id).to_dicts()
        of_index = [row for row in declared if row["index_code"] == framework["index_code"]]
        own = [row for row in of_index if row["framework_code"] == framework["framework_code"]]
        year = _offer_year(pickers, own, of_index)
        of_level = [row for row in declared if row["entity_level"] == framework["entity_level"]]
        of_year = [row["cohort_code"] for row in own if row["year"] == year]
        cohort = _offer_cohort(pickers, build_id, of_year, of_index or of_level)
        unit = _offer_unit(pickers, build_id, kind, cohort) if KINDS[kind].offers_unit else None
    except UnknownChoice as unknown:
        filters.refuse(unknown, language)
        return None
    return Chosen(kind, framework, year, cohort, unit)


def _offer(pickers: Pickers, name: str, labels: dict[str, str], default: str) -> str:
    """Draw one picker and keep its code in the address. Raises UnknownChoice for a code that is not offered."""
    asked = links.asked_among(labels, name, PAGE) or default
    code = pickers.offer(name, labels, partial(_known, pickers.language, name, asked, labels))
    links.keep_on(PAGE, **{name: code})
    return code


def _known(language: str, name: str, asked: str, labels: dict[str, str]) -> str:
    if asked not in labels:
        raise UnknownChoice("load_unknown_choice", asked=asked, picker=say(language, f"load_pick_{name}"))
    return asked


def _new_framework(language: str) -> Chosen | None:
    code = st.text_input(
        say(language, "load_framework_code"),
        key="load_framework_code",
        max_chars=40,
        live=True,
        placeholder="dti_2026",
        persist_state="session",
    )
    notes.quiet(say(language, "load_framework_code_help"))
    return Chosen(FRAMEWORK, {"framework_code": code.strip()}) if code.strip() else None


def _offer_year(pickers: Pickers, own: list[dict], of_index: list[dict]) -> int:
    """The framework's own years, and those after the newest of its index: the next one unless another is chosen.

    An index without any year may begin with every year there can be.
    """
    this_year = datetime.now(UTC).year
    newest = max((row["year"] for row in of_index), default=FIRST_YEAR - 1)
    years, coming = {row["year"] for row in own}, range(newest + 1, this_year + 1)
    labels = {
        str(year): str(year) if year in years else say(pickers.language, "load_year_new", year=year)
        for year in sorted({*years, *coming}, reverse=True)
    }
    default = max(years, default=this_year - 1)
    if of_index and coming:
        default = coming[0]
    return int(_offer(pickers, "for_year", labels, str(default)))


def _offer_cohort(pickers: Pickers, build_id: str, of_year: list[str], of_index: list[dict]) -> dict:
    """The cohorts that an index ranks or could rank: those of the year first, then those of its newest years.

    `of_index` are the editions that tell which: those of the index, or of all of its level where it has none yet.
    """
    cohorts = {row["cohort_code"]: row for row in data.fetch(queries.cohorts, build_id).to_dicts()}
    used = [row["cohort_code"] for row in of_index]
    families = {cohorts[code]["cohort_family"] for code in used}
    family = [code for code, row in cohorts.items() if row["cohort_family"] in families]
    codes = list(dict.fromkeys([*of_year, *used, *family])) or list(cohorts)
    labels = {code: named(cohorts[code], "cohort_name", pickers.language) for code in codes}
    return cohorts[_offer(pickers, "for_cohort", labels, codes[0])]


def _offer_unit(pickers: Pickers, build_id: str, kind: str, cohort: dict) -> dict | None:
    units = {row["unit_code"]: row for row in data.fetch(queries.units, build_id, cohort["unit_system"]).to_dicts()}
    nobody = "load_unit_all" if KINDS[kind].of_whole_cohort else "load_unit_in_file"
    labels = {NONE: say(pickers.language, nobody)}
    labels |= {code: named(row, "unit_name", pickers.language) for code, row in units.items()}
    # A unit chosen for another cohort is the one of the same name: codes were given anew in 2025.
    name = links.remembered("for_unit_name")
    carried = next((code for code, row in units.items() if row["unit_name_vi"] == name), NONE)
    links.remember(**{f"{PAGE}.for_unit": carried})
    unit = units.get(_offer(pickers, "for_unit", labels, NONE))
    links.remember(for_unit_name=unit["unit_name_vi"] if unit else None)
    return unit
