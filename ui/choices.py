"""From the codes in an address to rows of the warehouse; a code that is not there is an UnknownChoice."""

from collections.abc import Collection
from dataclasses import dataclass

from text.answer import measure_name
from text.catalogue import named, say
from text.formats import MISSING
from ui.links import ALL, NONE
from ui.search import folded, matches


class UnknownChoice(Exception):
    """The address asks for something the data do not have: the sentence's key and what it quotes."""

    def __init__(self, key: str, **quoted: object):
        super().__init__(key)
        self.key = key
        self.quoted = quoted


@dataclass(frozen=True)
class Ranking:
    """The edition and measure a reader ranks by, and every unit of the cohort, best first.

    `previous` is the edition that changes are measured against, None for the first one.
    """

    edition: dict
    previous: dict | None
    measure: dict
    units: list[dict]

    @property
    def keys(self) -> tuple[str, int, str, str]:
        """Index, year, cohort and indicator codes, as the queries take them."""
        edition = self.edition
        return edition["index_code"], edition["year"], edition["cohort_code"], self.measure["indicator_code"]

    def file_stem(self, kind: str) -> str:
        """How files of this ranking are named: `dti-vn63-2022-xep-hang-index`."""
        index_code, year, cohort_code, indicator_code = self.keys
        return f"{index_code}-{cohort_code}-{year}-{kind}-{indicator_code}"

    def title(self, language: str, filtered: str = "") -> str:
        """The table's name in words: measure, year, cohort, and the filter where there is one."""
        title = say(
            language,
            "chart_title",
            measure=measure_name(self.measure, language),
            cohort=named(self.edition, "cohort_name", language),
            year=self.edition["year"],
        )
        return title[0].upper() + title[1:] + (f" · {filtered}" if filtered else "")


@dataclass(frozen=True)
class Selection:
    """Which units are shown, and which is the reader's own (None if none is chosen)."""

    region: dict | None
    typed: str
    unit: dict | None

    @property
    def codes(self) -> tuple[str, str, str]:
        """Region, own unit and typed text as scalars, to key a cache."""
        return (
            self.region["region_code"] if self.region else ALL,
            self.unit["unit_code"] if self.unit else NONE,
            self.typed,
        )

    def shown(self, units: list[dict]) -> list[dict]:
        """The units that the region and the typed text let through, in the same order."""
        wanted = folded(self.typed)
        return [
            unit
            for unit in units
            if (self.region is None or unit["region_code"] == self.region["region_code"])
            and (not wanted or matches(wanted, unit["unit_name_vi"], unit["unit_name_en"]))
        ]

    def words(self, language: str) -> str:
        """The filter in words, as pictures, files and refusals quote it; empty when everything is shown."""
        parts = []
        if self.region:
            parts.append(say(language, "filter_region", region=named(self.region, "region_name", language)))
        if self.typed.strip():
            parts.append(say(language, "filter_search", text=self.typed.strip()))
        return ", ".join(parts)


def edition_code(edition: dict) -> str:
    """The code of an edition among those of its index: `2024.vn63`."""
    return f"{edition['year']}.{edition['cohort_code']}"


def asked_index(asked: str | None, indexes: Collection[str]) -> str:
    """The code of the index asked for, else of the first one."""
    if asked is None:
        return next(iter(indexes))
    return _known("unknown_index", asked, indexes)


def asked_edition(year: str | None, cohort: str | None, editions: list[dict], index_name: str) -> str:
    """The code of the edition asked for; where year or cohort is left out, of the newest that fits."""
    fitting = [
        edition
        for edition in editions
        if year in (None, str(edition["year"])) and cohort in (None, edition["cohort_code"])
    ]
    if not fitting and cohort is None:
        raise UnknownChoice("unknown_year", year=year, index=index_name)
    if not fitting:
        raise UnknownChoice("unknown_edition", year=year or MISSING, cohort=cohort, index=index_name)
    newest = [edition for edition in fitting if edition["is_latest"]]
    return edition_code((newest or fitting)[0])


def asked_measure(asked: str | None, measures: Collection[str], year: int) -> str:
    """The code of the measure asked for; the first one, the index itself, when nobody chose."""
    if measures and asked is None:
        return next(iter(measures))
    return _known("unknown_measure", asked, measures, year=year)


def asked_region(asked: str | None, regions: Collection[str]) -> str:
    """The code of the region asked for, or `all`."""
    if asked in (None, ALL):
        return ALL
    return _known("unknown_region", asked, regions)


def asked_unit(linked: str | None, carried: str | None, units: dict[str, dict], cohort_name: str) -> str:
    """The code of the own unit that the address gives, else of the one that has the name `carried`, or `none`."""
    if linked is None and carried:
        return carried_unit(carried, units, "unit_left", cohort=cohort_name)
    if linked in (None, NONE):
        return NONE
    return _known("unknown_unit", linked, units, cohort=cohort_name)


def carried_unit(name: str, units: dict[str, dict], left: str, **quoted: object) -> str:
    """The code that a unit known by its Vietnamese name has among `units`; `left` is the key of its being gone."""
    for code, unit in units.items():
        if unit["unit_name_vi"] == name:
            return code
    raise UnknownChoice(left, unit=name, **quoted)


def _known(fault: str, asked: str | None, codes: Collection[str], **quoted: object) -> str:
    if asked is None or asked not in codes:
        raise UnknownChoice(fault, asked=asked or MISSING, **quoted)
    return asked
