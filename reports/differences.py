"""What a second run finds: figures that are not as they were issued, and how the document says so."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from reports import addresses
from reports.content import PREFIX, Content, address_hash
from text.catalogue import say


@dataclass(frozen=True)
class Difference:
    """A figure of the issued document that is not as the data are now; `address` is within edition and unit."""

    address: str
    found: str
    now: str


@dataclass
class Outcome:
    """What a second run found, in the order of the document.

    `changed` are marked in the document, as is what was `struck` or `added`: lines and codes of lists of components,
    rows and cells of the annex; `by_hand` were changed by a person and left; `in_charts` are pictures to be made anew;
    `gone_from_data` have no figure any more; `deleted` are not in the document any more (addresses, or what stands for
    one that the data have no longer); `new` are figures that a document issued now would have beside.
    `same` counts the figures that are as issued. `about` names unit, index and period of the document, `names` what
    addresses name by a code, each in every language.
    """

    changed: list[Difference] = field(default_factory=list)
    struck: list[Difference] = field(default_factory=list)
    added: list[Difference] = field(default_factory=list)
    by_hand: list[Difference] = field(default_factory=list)
    in_charts: list[Difference] = field(default_factory=list)
    gone_from_data: list[Difference] = field(default_factory=list)
    deleted: list[str] = field(default_factory=list)
    new: list[Difference] = field(default_factory=list)
    same: int = 0
    about: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


def hashed(unit: str, address: str) -> str:
    """The twelve letters that stand for a figure of a unit."""
    return address_hash(unit, address).removeprefix(PREFIX)


def commented(kind: str, difference: Difference, content: Content) -> str:
    """What a comment in the document says of a difference."""
    where = f"{content.edition_code}/{content.unit}/{difference.address}"
    what = addresses.told(difference.address, content.names, content.language)
    return say(
        content.language,
        f"report_comment_{kind}",
        address=f"{what}; {where}",
        old=difference.found or "…",
        new=difference.now or "…",
        build=content.build_id,
    )
