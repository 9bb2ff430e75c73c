"""The words of the interface: `text/languages` has one file per language, all with the same keys.

A file is TOML, because a translator opens it in any editor, sees one sentence a line under the name of its topic, and
needs to know nothing else of the program. It is read once, when a process starts (15 ms a file).
Topics below `words` share their keys, by which pages say them; every other topic (`problems`, `errors`, `command` …)
has its own, because they are codes that something else gives: those of a problem, of an error. `formats` says how the
language writes numbers, days and lists and which forms a counted noun has. The default language alone has `template`,
the words of workbooks (`text.template`). Titles, help and meanings of columns stand with the columns in
`sql/columns.csv`, for the languages that it has titles in; a further language gives them in `column_titles`,
`column_help` and `column_meanings`.
`python -m text.catalogue lo` writes the file to be translated.
"""

import csv
import json
import sys
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from string import Formatter
from types import MappingProxyType
from typing import Any

FOLDER = Path(__file__).parent / "languages"
COLUMNS_CSV = Path(__file__).parent.parent / "sql" / "columns.csv"
DEFAULT_LANGUAGE = "vi"
MANY = "many"  # the form that every language has
_WORDS, _FORMATS, _TEMPLATE = "words", "formats", "template"
_TITLES, _HELP, _MEANINGS = "column_titles", "column_help", "column_meanings"
_MODEL = "en"  # what a draft of a further language is a copy of

# Which forms a counted noun has, by the name of the rule that a language states, and which of them a count takes.
PLURALS: Mapping[str, tuple[tuple[str, ...], Callable[[int], str]]] = MappingProxyType(
    {
        "none": ((MANY,), lambda _: MANY),
        "one": (("one", MANY), lambda count: "one" if count == 1 else MANY),
        "zero_one": (("one", MANY), lambda count: "one" if count < 2 else MANY),
        "few": (
            ("one", "few", MANY),
            lambda count: (
                "one"
                if count % 10 == 1 and count % 100 != 11
                else "few"
                if count % 10 in (2, 3, 4) and count % 100 not in (12, 13, 14)
                else MANY
            ),
        ),
    }
)

Texts = Mapping[str, str]


class LanguageFault(ValueError):
    """A file of a language that cannot be used; the message names the file and the key."""


@dataclass(frozen=True)
class Formats:
    """How a language writes what is no sentence: the topic `formats` of its file.

    `name` is what the language calls itself. `day` is filled with `{day}`, `{month}`, `{year}` and `{month_name}`, one
    of `months`, separated by blanks; `percent` with `{number}`. `list_separator` stands between names and figures,
    `phrase_separator` between what has commas of its own. `plural` is one of `PLURALS`.
    """

    name: str
    decimal_separator: str
    thousands_separator: str
    percent: str
    day: str
    months: str
    list_separator: str
    phrase_separator: str
    plural: str


@dataclass(frozen=True)
class Language:
    """What the file of a language holds.

    A counted noun stands among the words once per form: `places.one`, `places.many`. `template` is empty but in the
    default language.
    """

    words: Texts
    topics: Mapping[str, Texts]
    formats: Formats
    template: Mapping[str, Any]


def read(folder: Path, columns_csv: Path = COLUMNS_CSV) -> dict[str, Language]:
    """Every language that has a file in `folder` by its code, the default one first, the others in order of codes.

    Raises LanguageFault for a file that cannot be read, lacks a key, a placeholder or a form of a counted noun, or has
    one that the default language or its own plural rule does not know.
    """
    files = sorted(folder.glob("*.toml"), key=lambda file: (file.stem != DEFAULT_LANGUAGE, file.stem))
    described = _described_columns(columns_csv)
    languages = {file.stem: _language(file, described.get(file.stem, {})) for file in files}
    if DEFAULT_LANGUAGE not in languages:
        raise LanguageFault(f"{folder}: there is no {DEFAULT_LANGUAGE}.toml, which other languages are held against")
    for file in files[1:]:
        _hold_against(languages[DEFAULT_LANGUAGE], languages[file.stem], file)
    return languages


def _described_columns(columns_csv: Path) -> dict[str, dict[str, Texts]]:
    """Titles, help and meanings of columns, as topics, in each language that the file has titles in."""
    with columns_csv.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    codes = [name.removeprefix("title_") for name in rows[0] if name.startswith("title_")]
    return {
        code: {
            _TITLES: {row["name"]: row[f"title_{code}"] for row in rows},
            _HELP: {row["name"]: text for row in rows if (text := row[f"help_{code}"])},
            _MEANINGS: {row["name"]: text for row in rows if (text := row[f"meaning_{code}"])},
        }
        for code in codes
    }


def _language(file: Path, described: dict[str, Texts]) -> Language:
    try:
        content: dict[str, Any] = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as fault:
        raise LanguageFault(f"{file}: cannot be read: {fault}") from fault
    formats, template = _formats(content.pop(_FORMATS, {}), file), content.pop(_TEMPLATE, {})
    words: dict[str, str] = {}
    for topic, texts in content.pop(_WORDS, {}).items():
        for key, text in _with_forms(texts, formats.plural, f"{file}: {_WORDS}.{topic}"):
            if key in words:
                raise LanguageFault(f"{file}: {_WORDS}.{topic}.{key} stands in another topic already")
            words[key] = text
    if again := described.keys() & content.keys():
        raise LanguageFault(f"{file}: {min(again)} stands in sql/columns.csv already")
    content |= described
    for topic, texts in {_WORDS: words, **content}.items():
        for key, text in texts.items():
            if not isinstance(text, str) or not text.strip():
                raise LanguageFault(f"{file}: {topic}.{key} is no text")
    topics = {topic: MappingProxyType(texts) for topic, texts in content.items()}
    return Language(MappingProxyType(words), MappingProxyType(topics), formats, MappingProxyType(template))


def _formats(stated: dict[str, Any], file: Path) -> Formats:
    names = [field.name for field in fields(Formats)]
    for name in {*names, *stated}:
        if name not in stated or name not in names:
            raise LanguageFault(f"{file}: {_FORMATS}.{name} {'is unknown' if name in stated else 'is missing'}")
        if not isinstance(stated[name], str):
            raise LanguageFault(f"{file}: {_FORMATS}.{name} is no text")
    formats = Formats(**stated)
    if formats.plural not in PLURALS:
        raise LanguageFault(f"{file}: {_FORMATS}.plural is “{formats.plural}”, not one of {', '.join(PLURALS)}")
    if len(formats.months.split()) != 12:
        raise LanguageFault(f"{file}: {_FORMATS}.months needs twelve names between blanks")
    filled = {"percent": {"number"}, "day": {"day", "month", "month_name", "year"}}
    for name, known in filled.items():
        if unknown := placeholders(stated[name]) - known:
            raise LanguageFault(f"{file}: {_FORMATS}.{name} does not know the placeholder {min(unknown)}")
    return formats


def _with_forms(texts: dict[str, Any], plural: str, place: str) -> Iterator[tuple[str, str]]:
    """The texts of a topic, those of a counted noun one by one: `places.one`, `places.many`."""
    forms, _ = PLURALS[plural]
    for key, text in texts.items():
        if not isinstance(text, dict):
            yield key, text
            continue
        for form in dict.fromkeys((*forms, *text)):
            if form not in text:
                raise LanguageFault(f"{place}.{key}.{form} is missing: plural “{plural}” has {', '.join(forms)}")
            if form not in forms:
                raise LanguageFault(f"{place}.{key}.{form} is no form: plural “{plural}” has {', '.join(forms)}")
            yield f"{key}.{form}", text[form]


def _hold_against(model: Language, language: Language, file: Path) -> None:
    """Raises LanguageFault where a language does not have the keys and placeholders of `model`."""
    wanted_topics, found_topics = ({_WORDS: each.words, **each.topics} for each in (model, language))
    for topic in dict.fromkeys((*wanted_topics, *found_topics)):
        wanted, found = wanted_topics.get(topic, {}), found_topics.get(topic, {})
        for key in wanted:
            if key not in found:
                raise LanguageFault(f"{file}: {topic}.{key} is missing")
        for key, text in found.items():
            noun, _, form = key.partition(".") if topic == _WORDS else (key, "", "")
            as_wanted = f"{noun}.{MANY}" if form else key
            if as_wanted not in wanted:
                raise LanguageFault(f"{file}: {topic}.{key} is no key of {DEFAULT_LANGUAGE}.toml")
            needed, given = placeholders(wanted[as_wanted]), placeholders(text)
            if needed != given and not (form and needed == given | {"count"}):  # “one place” need not give the number
                raise LanguageFault(f"{file}: {topic}.{key} needs the placeholders {sorted(needed)} and no others")


def placeholders(text: str) -> set[str]:
    """What is filled in: `{"unit", "year"}`."""
    return {name for _, name, _, _ in Formatter().parse(text) if name} if "{" in text else set()


try:
    _LANGUAGES = read(FOLDER)
except LanguageFault as fault:  # nothing can be said, so nothing starts
    raise SystemExit(str(fault)) from fault
LANGUAGES = tuple(_LANGUAGES)
CATALOGUES = MappingProxyType({code: language.words for code, language in _LANGUAGES.items()})
TEMPLATE = _LANGUAGES[DEFAULT_LANGUAGE].template


def say(language: str, key: str, **values: object) -> str:
    """The words for `key` in `language`, its placeholders filled with already formatted values.

    Raises KeyError for a key or placeholder that does not exist: a missing word is a fault of the
    program, never shown to a reader as a key.
    """
    return CATALOGUES[language][key].format(**values)


def counted(language: str, noun: str, count: int) -> str:
    """`1 place` or `3 places`: the counted noun in the form that the language has for this number."""
    _, form_of = PLURALS[formats_of(language).plural]
    return say(language, f"{noun}.{form_of(count)}", count=count)


def topic(language: str, name: str) -> Texts:
    """The unfilled texts of a topic by its codes: `problems`, `errors`, `command` … Raises KeyError for no topic."""
    return _LANGUAGES[language].topics[name]


def formats_of(language: str) -> Formats:
    """How a language writes numbers, days and lists."""
    return _LANGUAGES[language].formats


def column_title(language: str, name: str) -> str:
    """What a column of a mart is called, or a mart (`mart.unit_ranking`). Raises KeyError for one not described."""
    return topic(language, _TITLES)[name]


def column_help(language: str, name: str) -> str | None:
    """What is to be known of a column beside its title; None where the title says enough."""
    return topic(language, _HELP).get(name)


def column_meaning(language: str, name: str) -> str:
    """What a column means in every mart. Raises KeyError for one not described, and for a mart."""
    return topic(language, _MEANINGS)[name]


def named(row: Mapping[str, Any], stem: str, language: str) -> str:
    """The name in `language` of a row with `<stem>_vi` and others; the official, Vietnamese one if untranslated. A unit
    whose name another one bears (`is_name_shared`) says the unit it lies in too.
    """
    name: str = row.get(f"{stem}_{language}") or row[f"{stem}_{DEFAULT_LANGUAGE}"]
    if stem == "unit_name" and row.get("is_name_shared"):
        return say(language, "unit_in_parent", unit=name, parent=named(row, "parent_name", language))
    return name


def every_name(row: Mapping[str, Any], stem: str) -> list[str]:
    """The names of a row in every language that has one, as it may be searched by."""
    return [name for code in LANGUAGES if (name := row.get(f"{stem}_{code}"))]


def draft(model: str = _MODEL) -> str:
    """The file of a further language with everything that is to be translated, still in the language `model`."""
    lines = [(FOLDER / f"{model}.toml").read_text(encoding="utf-8")]
    for name in (_TITLES, _HELP, _MEANINGS):
        lines += [f"[{name}]", *(f"{json.dumps(key)} = {json.dumps(text, ensure_ascii=False)}"
                                 for key, text in topic(model, name).items()), ""]  # fmt: skip
    return "\n".join(lines)


if __name__ == "__main__":
    [code] = sys.argv[1:]
    with (FOLDER / f"{code}.toml").open("x", encoding="utf-8", newline="\n") as file:
        file.write(draft())
