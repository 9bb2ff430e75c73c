"""Contracts made of parts: a part are the columns that a few cells of a row decide.

Rows repeat each other: 300,000 of them have some hundred units, indicators and ranks. So a part is read once for each
combination of its cells that the file has, and not once a row.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from etl.contracts.codebook import Codebook
from etl.contracts.fields import ReleaseFields

Columns = Mapping[str, Any]


@dataclass(frozen=True, eq=False)
class Part:
    """`read` turns the fields `reads`, and the columns of the parts `after` which it comes, into columns of its own.

    Fields that are not in `reads` cannot be asked for. A problem it reports is reported at every row alike.
    """

    reads: tuple[str, ...]
    read: Callable[[ReleaseFields, Codebook, Columns], Columns]
    after: tuple["Part", ...] = ()


@dataclass(frozen=True)
class Contract:
    """What one row of a staging table may say: its columns, part by part.

    `one_of`: columns of which a row has to fill one. `says_once`: two rows that agree in these say the same thing
    twice, if both fill a column of one group of `sayings`; without groups, always.
    """

    parts: tuple[Part, ...]
    says_once: tuple[str, ...]
    sayings: tuple[tuple[str, ...], ...] = ()
    one_of: tuple[str, ...] = ()


def texts(*names: str) -> tuple[Part, ...]:
    """A part for each text that is kept as it is."""
    return tuple(map(_text, names))


def _text(name: str) -> Part:
    return Part((name,), lambda fields, _, __: {name: fields.text(name)})
