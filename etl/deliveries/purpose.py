"""What an analyst says of files before loading them: which edition they speak of, what they hold, who printed them."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from etl.kinds.registry import KINDS, Kind


@dataclass(frozen=True)
class Source:
    """The document the files were taken from. `authority` is one of `etl.releases.AUTHORITIES`.

    An empty `licence` stands for public figures, of which only facts are taken.
    """

    title: str
    publisher: str
    authority: str
    document_number: str | None = None
    issued_on: date | None = None
    address: str | None = None
    section: str | None = None
    licence: str = ""


@dataclass(frozen=True)
class Purpose:
    """What files are loaded for: one kind of one edition, of one unit or (`unit_code` None) of the whole cohort."""

    framework_code: str
    year: int
    cohort_code: str
    kind: str
    source: Source
    unit_code: str | None = None

    def __post_init__(self) -> None:
        """Refuse a kind nobody knows. Raises ValueError."""
        if self.kind not in KINDS:
            raise ValueError(f"no such kind: {self.kind!r}")

    @property
    def declared(self) -> Kind:
        """What is declared of its kind."""
        return KINDS[self.kind]

    @property
    def subject(self) -> dict[str, Any]:
        """What two deliveries must share for the same bytes to be the same delivery: all but the source."""
        fields = asdict(self)
        del fields["source"]
        return fields


def read_purpose(fields: Mapping[str, Any]) -> Purpose:
    """A purpose from the JSON of a delivery. Raises KeyError, TypeError and ValueError for anything else."""
    source = dict(fields["source"])
    source["issued_on"] = source["issued_on"] and date.fromisoformat(source["issued_on"])
    return Purpose(**{**fields, "source": Source(**source)})
