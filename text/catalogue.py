"""The words of the interface, one catalogue per language with the same keys."""

from collections import ChainMap
from types import MappingProxyType

from text import en, vi
from text.words import (
    access,
    appraisal,
    audit,
    builds,
    comparison,
    components,
    load,
    overview,
    plans,
    profile,
    reconciliation,
    time_series,
)

LANGUAGES = ("vi", "en")
DEFAULT_LANGUAGE = "vi"
_PAGES = (
    overview, time_series, profile, plans, comparison, components, appraisal, reconciliation, access, audit, load,
    builds,
)  # fmt: skip
CATALOGUES = MappingProxyType(
    {
        "vi": dict(ChainMap(vi.WORDS, *(page.VI for page in _PAGES))),
        "en": dict(ChainMap(en.WORDS, *(page.EN for page in _PAGES))),
    }
)


def say(language: str, key: str, **values: object) -> str:
    """The words for `key` in `language`, its placeholders filled with already formatted values.

    Raises KeyError for a key or placeholder that does not exist: a missing word is a fault of the
    program, never shown to a reader as a key.
    """
    return CATALOGUES[language][key].format(**values)


def named(row: dict, stem: str, language: str) -> str:
    """The name in `language` of a row with `<stem>_vi` and `<stem>_en`; Vietnamese if untranslated."""
    return row[f"{stem}_{language}"] or row[f"{stem}_vi"]
