"""The files under ``sql/``: what each creates, what it reads, and the order that follows from that.

Folder = schema = layer, file = object. The order is derived from the references in the text, never written by hand.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

from warehouse.errors import SqlFileFault

LAYERS = ("reference", "staging", "rule", "core", "mart")
CHECKS = "checks"
_REFERENCE = re.compile(rf"\b({'|'.join(LAYERS)})\.(\w+)")
_CREATES = re.compile(r"\bcreate (table|view|macro) (\w+)\.(\w+)")


@dataclass(frozen=True)
class SqlFile:
    """One SQL file: what a build runs of it, what it creates and reads, and what its header says.

    A view whose header says `Materialised: … ms`, what it costs to make, is kept as a table by a build.
    """

    path: Path
    layer: str
    name: str
    kind: str
    text: str
    description: str
    header: dict[str, str]
    reads: frozenset[str]

    @property
    def full_name(self) -> str:
        """Schema and object, as queries name it."""
        return f"{self.layer}.{self.name}"

    @property
    def grain(self) -> tuple[str, ...]:
        """Columns that name a row of this object; empty for macros."""
        return tuple(column.rstrip("?") for column in self._grain_columns)

    @property
    def known_grain(self) -> tuple[str, ...]:
        """Those columns of the grain that are never null: all that the header does not mark with a ``?``."""
        return tuple(column for column in self._grain_columns if not column.endswith("?"))

    @property
    def _grain_columns(self) -> list[str]:
        return [column.strip() for column in self.header.get("Grain", "").split(",") if column.strip()]


def references(text: str) -> set[tuple[str, str]]:
    """The (layer, object) that a text of SQL, or code with such text in it, names."""
    return set(_REFERENCE.findall(text))


def _split_header(text: str) -> tuple[str, dict[str, str]]:
    """The comment lines on top: sentences of description, then ``Key: value`` lines."""
    sentences, header = [], {}
    for line in text.splitlines():
        if not line.startswith("--"):
            break
        words = line[2:].strip()
        key, colon, value = words.partition(": ")
        if colon and key in ("Grain", "Pairs", "Method", "Severity", "Materialised"):
            header[key] = value.strip()
        else:
            sentences.append(words)
    return " ".join(sentences), header


def read(path: Path) -> SqlFile:
    """One parsed file of ``sql/``. Raises SqlFileFault where file and object do not match."""
    text = path.read_text(encoding="utf-8")
    layer, name = path.parent.name, path.stem
    description, header = _split_header(text)
    body = "\n".join(line.partition("--")[0] for line in text.splitlines())
    creates = _CREATES.findall(body)
    if layer == CHECKS:
        if creates or header.get("Severity") not in ("blocks", "review"):
            raise SqlFileFault(str(path), "a check creates nothing and says 'Severity: blocks' or 'review'")
        kind = "check"
    else:
        if [creation[1:] for creation in creates] != [(layer, name)]:
            raise SqlFileFault(str(path), f"must create {layer}.{name} and nothing else")
        kind = creates[0][0]
        if "Materialised" in header:
            if kind != "view":
                raise SqlFileFault(str(path), "only a view is materialised")
            kind, text = "table", text.replace("create view", "create table", 1)
    reads = frozenset(f"{schema}.{table}" for schema, table in references(body)) - {f"{layer}.{name}"}
    for other in reads:
        if layer in LAYERS and LAYERS.index(other.split(".")[0]) > LAYERS.index(layer):
            raise SqlFileFault(str(path), f"reads {other}, a higher layer")
    return SqlFile(path, layer, name, kind, text, description, header, reads)


@lru_cache(maxsize=4)
def ordered(sql_dir: Path) -> tuple[SqlFile, ...]:
    """Every object of the five layers, each after all it reads.

    Raises SqlFileFault for a reference to an object that no file makes, or a circle.
    """
    files = {
        file.full_name: file
        for layer in LAYERS
        for file in map(read, sorted((sql_dir / layer).glob("*.sql")))
    }
    for file in files.values():
        for missing in file.reads - files.keys():
            raise SqlFileFault(str(file.path), f"reads {missing}, which no file creates")
    graph = TopologicalSorter({name: sorted(file.reads) for name, file in files.items()})
    try:
        return tuple(files[name] for name in graph.static_order())
    except CycleError as circle:
        raise SqlFileFault(str(sql_dir), f"objects read each other in a circle: {circle.args[1]}") from circle


def checks(sql_dir: Path) -> tuple[SqlFile, ...]:
    """Every check, in the order of their names."""
    return tuple(read(path) for path in sorted((sql_dir / CHECKS).glob("*.sql")))
