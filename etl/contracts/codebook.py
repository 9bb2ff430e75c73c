"""The reference tables as look-ups: what a code means and which editions an index has."""

from dataclasses import dataclass, fields
from decimal import Decimal

import polars as pl

from etl.reference import spellings
from text.folding import folded


@dataclass(frozen=True)
class Edition:
    """One index in one period for one cohort. `cohort_size` is None where it is not known."""

    edition_code: str
    index_code: str
    period_code: str
    cohort_code: str
    framework_code: str
    cohort_size: int | None
    is_provisional: bool


@dataclass(frozen=True)
class Indicator:
    """What a contract needs to know of an indicator; `max_score` is None where it is not known."""

    max_score: Decimal | None
    is_scored: bool
    level: str
    name: str


class Codebook:
    """Everything the contracts ask the reference tables."""

    def __init__(self, reference: dict[str, pl.DataFrame]) -> None:
        """Index the frames of `etl.reference.read_reference`."""
        self.names = spellings(reference)
        self.indexes = frozenset(reference["indexes"]["index_code"])
        self.reasons = frozenset(reference["reasons"]["reason_code"])
        self.sources = frozenset(reference["sources"]["source_address"])
        self.unit_names = {
            (system, code): name
            for system, code, name in reference["units"]
            .select("unit_system", "unit_code", "unit_name_vi")
            .rows()
        }
        self.unit_systems = dict(reference["cohorts"].select("cohort_code", "unit_system").rows())
        self.index_of = dict(reference["frameworks"].select("framework_code", "index_code").rows())
        self.indicators = {
            (framework, code): Indicator(max_score, is_scored, level, name)
            for framework, code, max_score, is_scored, level, name in reference["indicators"]
            .select(
                "framework_code", "indicator_code", "max_score", "is_scored", "indicator_level", "indicator_name_vi"
            )
            .rows()
        }
        self._codes_of_names: dict[tuple[str, str], set[str]] = {}
        for (framework, code), indicator in self.indicators.items():
            self._codes_of_names.setdefault((framework, folded(indicator.name or "")), set()).add(code)
        columns = [field.name for field in fields(Edition)]
        self.edition_of = {row[0]: Edition(*row) for row in reference["editions"].select(columns).rows()}
        self._editions: dict[tuple[str, str], dict[str, Edition]] = {}
        for edition in sorted(self.edition_of.values(), key=lambda edition: not edition.is_provisional):
            self._editions.setdefault((edition.index_code, edition.period_code), {})[edition.cohort_code] = edition
        self._keys: dict[str, dict[str, dict[str | None, str]]] = {}
        for key_set, key, code, framework in reference["indicator_keys"].rows():
            self._keys.setdefault(key_set, {}).setdefault(key, {})[framework] = code

    def editions(self, index_code: str, period_code: str) -> dict[str, Edition]:
        """The editions of an index in a period by cohort, the official before a provisional one; empty if the reference
        knows none."""
        return self._editions.get((index_code, period_code), {})

    def periods_of(self, index_code: str) -> tuple[str, ...]:
        """The codes of the periods in which the reference knows an edition of the index."""
        return tuple(sorted(period for index, period in self._editions if index == index_code))

    def system_of(self, edition_code: str) -> str:
        """The unit system whose units an edition ranks. Raises KeyError for an edition nobody declared."""
        return self.unit_systems[self.edition_of[edition_code].cohort_code]

    def code_of_key(self, key_set: str, key: str, framework_code: str) -> str | None:
        """The indicator a file's own key means; a key given for one framework wins over one for all."""
        codes = self._keys.get(key_set, {}).get(key, {})
        return codes.get(framework_code, codes.get(None))

    def keys_of(self, key_set: str) -> tuple[str, ...]:
        """Every key of a key set."""
        return tuple(self._keys.get(key_set, {}))

    def codes_of_name(self, framework_code: str, folded_name: str) -> frozenset[str]:
        """The indicators of a framework that have exactly this name, folded as `etl.reference.folded` does."""
        return frozenset(self._codes_of_names.get((framework_code, folded_name), ()))

    def names_of(self, framework_code: str) -> dict[str, str]:
        """The name of every indicator of a framework by its code."""
        return {code: each.name for (known, code), each in self.indicators.items() if known == framework_code}

    def index_has(self, index_code: str, indicator_code: str) -> bool:
        """True if any framework of the index has the indicator."""
        return any(
            index == index_code and (framework, indicator_code) in self.indicators
            for framework, index in self.index_of.items()
        )
