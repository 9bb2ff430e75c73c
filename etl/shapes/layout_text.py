"""A layout written as the text of its file: how columns an analyst has mapped become a shape that is known later."""

import hashlib
import json
from collections.abc import Mapping

from etl.errors import MappingNotUsable
from etl.shapes.layouts import Layout

_MAPPED = "mapped_"


def is_mapped(name: str) -> bool:
    """True for the name of a layout that an analyst has mapped."""
    return name.startswith(_MAPPED)


def mappable(layout: Layout) -> dict[str, bool]:
    """Our columns a header text may be given for, and whether a file must have the column.

    Columns of staging come first; in a wide table each indicator follows by the name its headings have.
    """
    names = dict.fromkeys(layout.columns, True) | dict.fromkeys(layout.optional, False)
    return names | dict.fromkeys(layout.wide.headings if layout.wide else (), False)


def mapped_layout(layout: Layout, columns: Mapping[str, str]) -> tuple[str, str]:
    """Name and text of the layout of a file whose header texts stand for our columns as given; else as `layout`.

    A text given for one column means no other any more. The name follows from the content, so that the same mapping
    twice is one layout. Raises MappingNotUsable for a column the layout does not have or a text given twice.
    """
    allowed = mappable(layout)
    unknown = sorted(columns.keys() - allowed.keys())
    given = list(columns.values())
    repeated = sorted({text for text in given if given.count(text) > 1})
    if unknown or repeated or not columns:
        raise MappingNotUsable(layout.name, tuple(unknown), tuple(repeated))
    content = dict(layout.content)
    for block in ("columns", "optional"):
        if block in content:
            content[block] = _replaced(content[block], columns)
    if layout.wide:
        content["wide"] = {**content["wide"], "headings": _replaced(content["wide"].get("headings", {}), columns)}
    if "ignored" in content:
        content["ignored"] = [text for text in content["ignored"] if text not in given]
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
