"""The words of the interface: `text/languages` has one file per language, all with the same keys.

A file is TOML, because a translator opens it in any editor, sees one sentence a line under the name of its topic, and
needs to know nothing else of the program. It is read once, when a process starts (a hundredth of a second a file).
Topics below `words` share their keys, by which pages say them; every other topic (`problems`, `errors`, `command` …)
has its own, because they are codes that something else gives: those of a problem, of an error.
"""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from string import Formatter
from types import MappingProxyType
from typing import Any

FOLDER = Path(__file__).parent / "languages"
DEFAULT_LANGUAGE = "vi"
_WORDS = "words"

Topics = Mapping[str, Mapping[str, str]]


class LanguageFault(ValueError):
    """A file of a language that cannot be used; the message names the file and the key."""


def read(folder: Path) -> dict[str, Topics]:
    """The topics of every language that has a file in `folder`, the default one first, the others by code.

    Raises LanguageFault for a file that cannot be read, lacks a key or a placeholder of the default language, or has
    one that this has not.
    """
    files = sorted(folder.glob("*.toml"), key=lambda file: (file.stem != DEFAULT_LANGUAGE, file.stem))
    languages = {file.stem: _topics(file) for file in files}
    if DEFAULT_LANGUAGE not in languages:
        raise LanguageFault(f"{folder}: there is no {DEFAULT_LANGUAGE}.toml, the language that others are held against")
    for file in files[1:]:
        _hold_against(languages[DEFAULT_LANGUAGE], languages[file.stem], file)
    return languages


def _topics(file: Path) -> Topics:
    try:
        content: dict[str, Any] = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as fault:
        raise LanguageFault(f"{file}: cannot be read: {fault}") from fault
    shared: dict[str, str] = {}
    for topic, texts in content.pop(_WORDS, {}).items():
        if again := shared.keys() & texts.keys():
            raise LanguageFault(f"{file}: {_WORDS}.{topic}.{min(again)} stands in another topic already")
        shared |= texts
    topics = {_WORDS: shared, **content}
    for topic, texts in topics.items():
        if wrong := [key for key, text in texts.items() if not isinstance(text, str) or not text.strip()]:
            raise LanguageFault(f"{file}: {topic}.{wrong[0]} is no text")
    return MappingProxyType({topic: MappingProxyType(texts) for topic, texts in topics.items()})


def _hold_against(model: Topics, topics: Topics, file: Path) -> None:
    """Raises LanguageFault where a language does not have the keys and placeholders of `model`."""
    for topic in (*model, *topics):
        wanted, found = model.get(topic, {}), topics.get(topic, {})
        if missing := wanted.keys() - found.keys():
            raise LanguageFault(f"{file}: {topic}.{min(missing)} is missing")
        if unknown := found.keys() - wanted.keys():
            raise LanguageFault(f"{file}: {topic}.{min(unknown)} is no key of {DEFAULT_LANGUAGE}.toml")
        for key in wanted:
            if (fields := placeholders(wanted[key])) != placeholders(found[key]):
                raise LanguageFault(f"{file}: {topic}.{key} needs the placeholders {sorted(fields)} and no others")


def placeholders(text: str) -> set[str]:
    """What is filled in: `{"unit", "year"}`."""
    return {name for _, name, _, _ in Formatter().parse(text) if name}


try:
    _LANGUAGES = read(FOLDER)
except LanguageFault as fault:  # nothing can be said, so nothing starts
    raise SystemExit(str(fault)) from fault
LANGUAGES = tuple(_LANGUAGES)
CATALOGUES = MappingProxyType({language: topics[_WORDS] for language, topics in _LANGUAGES.items()})


def say(language: str, key: str, **values: object) -> str:
    """The words for `key` in `language`, its placeholders filled with already formatted values.

    Raises KeyError for a key or placeholder that does not exist: a missing word is a fault of the
    program, never shown to a reader as a key.
    """
    return CATALOGUES[language][key].format(**values)


def topic(language: str, name: str) -> Mapping[str, str]:
    """The unfilled texts of a topic by its codes: `problems`, `errors`, `command` … Raises KeyError for no topic."""
    return _LANGUAGES[language][name]


def named(row: dict, stem: str, language: str) -> str:
    """The name in `language` of a row with `<stem>_vi` and `<stem>_en`; Vietnamese if untranslated."""
    return row[f"{stem}_{language}"] or row[f"{stem}_vi"]
