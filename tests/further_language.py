"""A language that nobody speaks, added to a copy of the program by files alone: every letter that can bear one has a
mark, so that no word of it is a word of another language.
"""

import csv
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import polars as pl

from etl.reference import OFFICIAL_NAMES
from text.catalogue import FOLDER, column_title
from warehouse import paths
from warehouse.columns import column_catalogue

CODE, NAME = "lo", "Màrkéd"
_FORMATS = {
    "name": f'"{NAME}"',
    "decimal_separator": '"·"',
    "day": '"{year}·{month}·{day}"',
    "list_separator": '" ‖ "',
    "phrase_separator": '" ¦ "',
}
_MARKS = str.maketrans("aeiouyAEIOUY", "àéîöûÿÀÉÎÖÛŸ")


def add_language(root: Path) -> None:
    """Add the language as its guide says: the file of its words and rows of names."""
    subprocess.run([sys.executable, "-m", "text.catalogue", CODE], cwd=root, check=True)
    file = root / FOLDER.relative_to(paths.ROOT) / f"{CODE}.toml"
    topic, lines = "", []
    for line in file.read_text(encoding="utf-8").splitlines():
        topic = line if line.startswith("[") else topic
        key, equals, text = line.partition(" = ")
        if equals and topic == "[formats]":
            text = _FORMATS.get(key, text)
        lines.append(f"{key}{equals}{marked(text)}" if equals and topic != "[formats]" else f"{key}{equals}{text}")
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    with (root / "data" / "reference" / "names.csv").open("a", encoding="utf-8", newline="") as names:
        csv.writer(names, lineterminator="\n").writerows(
            (kind, official, CODE, f"«{number}»") for number, (kind, official) in enumerate(official_names(), start=1)
        )


def marked(text: str) -> str:
    """The text with its marks; what is filled in, commands and tags stay."""
    shown, opened = "", 0
    for letter in text:
        opened += (letter in "{<") - (letter in "}>")
        shown += letter if opened else letter.translate(_MARKS)
    return shown


def official_names() -> list[tuple[str, str]]:
    """Every kind and name that can be translated."""
    found = {}
    for kind, (table, column) in OFFICIAL_NAMES.items():
        rows = pl.read_csv(paths.REFERENCE_DIR / f"{table}.csv", infer_schema=False)
        found |= {(kind, name): None for name in rows[column]}
    return list(found)


def words_of(language: str) -> set[str]:
    """What a language says, as it stands between what is filled in; no word that may be a code, such as `ranking`."""
    content = tomllib.loads((FOLDER / f"{language}.toml").read_text(encoding="utf-8"))
    said = [text for texts in content["words"].values() for text in texts.values() if isinstance(text, str)]
    said += [column_title(language, column.name) for column in column_catalogue().columns]
    parts = {part.strip(" .,:;()“”·†—*") for text in said for part in re.split(r"\{[^}]*\}|<[^>]*>|`[^`]*`", text)}
    return {
        part
        for part in parts
        if len(re.findall(r"[^\W\d_]", part)) > 3 and not re.fullmatch(r"[a-z-]+", part)
    }
