"""A layout written as the text of its file: how columns an analyst has mapped become a shape that is known later."""

import hashlib
import json
from collections.abc import Mapping, Sequence

from etl.errors import MappingNotUsable
from etl.shapes.column_meanings import IGNORED, ColumnReading
from etl.shapes.layouts import Layout

_MAPPED = "mapped_"
_FIELDS = ("value", "score", "rank", "max_score", "self_score")


def is_mapped(name: str) -> bool:
    """True for the name of a layout that an analyst has mapped."""
    return name.startswith(_MAPPED)


def mappable(layout: Layout) -> tuple[str, ...]:
    """What a column may be said to be: our columns of the layout, figures of its indicators, or not read.

    A figure is an indicator's key and a field, such as `dti:rank`.
    """
    names = [*layout.columns, *layout.optional]
    if layout.words and layout.wide:
        names += [f"{key}:{field}" for key in layout.words.indicators() for field in _FIELDS]
    return (*dict.fromkeys(names), IGNORED)


def mapped_layout(layout: Layout, columns: Mapping[str, str], readings: Sequence[ColumnReading]) -> tuple[str, str]:
    """Name and text of the layout of a file whose columns, by letter, are what a person said; else as `layout`.

    What is kept are the columns' headings, of which `readings` tell: the next file of the same headings is read so
    too, wherever they stand. The name follows from the content, so that the same mapping twice is one layout. Raises
    MappingNotUsable for a column the file or a meaning the layout does not have, and for one meaning given twice.
    """
    allowed = mappable(layout)
    by_letter = {each.letter: each for each in readings}
    unknown = sorted({*(columns.keys() - by_letter.keys()), *(set(columns.values()) - set(allowed))})
    given = [meaning for meaning in columns.values() if meaning != IGNORED]
    repeated = sorted({meaning for meaning in given if given.count(meaning) > 1})
    if unknown or repeated or not columns:
        raise MappingNotUsable(layout.name, tuple(unknown), tuple(repeated))
    said = {by_letter[letter]: meaning for letter, meaning in columns.items()}
    content = dict(layout.content)
    if layout.vocabulary:
        content["accepted"] = {**content.get("accepted", {}), **{each.key: name for each, name in said.items()}}
    else:
        texts = {name: each.heading for each, name in said.items() if name != IGNORED}
        for block in ("columns", "optional"):
            if block in content:
                content[block] = _replaced(content[block], texts)
        ignored = [text for text in content.get("ignored", ()) if text not in texts.values()]
        content["ignored"] = ignored + [each.heading for each, name in said.items() if name == IGNORED]
    text = toml_text(content)
    return f"{_MAPPED}{hashlib.sha256(text.encode()).hexdigest()[:8]}", text


def _replaced(block: Mapping[str, str | list[str]], columns: Mapping[str, str]) -> dict[str, list[str]]:
    """The block with the given texts alone for the columns that have one, and taken from every other."""
    taken = set(columns.values())
    kept = {
        name: [text for text in ([texts] if isinstance(texts, str) else texts) if text not in taken]
        for name, texts in block.items()
    }
    return {name: [columns[name]] if name in columns else texts for name, texts in kept.items()}


def toml_text(content: Mapping) -> str:
    """A TOML document of texts, numbers, truths, lists and tables; what `tomllib` reads back as it was."""
    return "\n".join(_table(content, ())).strip() + "\n"


def _table(content: Mapping, path: tuple[str, ...]) -> list[str]:
    lines = [f"[{'.'.join(map(_key, path))}]"] if path else []
    lines += [f"{_key(name)} = {_value(value)}" for name, value in content.items() if not isinstance(value, Mapping)]
    for name, value in content.items():
        if isinstance(value, Mapping):
            lines += ["", *_table(value, (*path, name))]
    return lines


def _key(name: str) -> str:
    return name if name.isascii() and name.replace("_", "").isalnum() else _value(name)


def _value(value: object) -> str:
    if isinstance(value, Mapping):
        inner = ", ".join(f"{_key(name)} = {_value(each)}" for name, each in value.items())
        return "{ " + inner + " }" if inner else "{}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_value, value)) + "]"
    # a JSON string is a TOML one, but for the delete character, which TOML wants escaped
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
