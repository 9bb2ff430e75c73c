"""What can keep the warehouse from answering, one class per thing a caller can act on.

The sentences people read are in ``text``; these carry the facts.
"""

import errno
from dataclasses import dataclass, field


class WarehouseError(Exception):
    """Any of the errors below."""


@dataclass
class NoBuild(WarehouseError):
    """There is no build in this warehouse folder yet."""

    directory: str


@dataclass
class PointerLost(WarehouseError):
    """Builds are kept, and ``CURRENT`` does not say which is the current one: ``reason`` is ``nothing`` where it is
    missing, empty or cannot be read, ``gone`` where it names a build that is not kept.
    """

    named: str
    reason: str


@dataclass
class UnknownBuild(WarehouseError):
    """A build was asked for that is not there; ``known`` lists those that are, newest first."""

    build_id: str
    known: list[str] = field(default_factory=list)


@dataclass
class NothingToRollBackTo(WarehouseError):
    """No build older than the current one can be gone back to.

    ``reason`` is ``none`` where none is kept, ``other_schema`` where all that are kept, ``passed``, have another
    schema, ``damaged`` where they are damaged or have.
    """

    current: str
    reason: str = "none"
    passed: list[str] = field(default_factory=list)


@dataclass
class BuilderBusy(WarehouseError):
    """Another process is building or publishing in the same warehouse folder."""

    directory: str
    waited_seconds: float


@dataclass
class ChecksFailed(WarehouseError):
    """The candidate broke blocking checks; ``rows`` maps each check's name to its guilty rows."""

    rows: dict[str, list[dict]]


@dataclass
class BuildFailed(WarehouseError):
    """The build could not be written; ``reason`` is ``no_space``, ``not_permitted`` or ``engine``."""

    reason: str
    detail: str


def reason_of(fault: Exception) -> str:
    """Why the engine or the system refused to write, as ``BuildFailed.reason`` names it."""
    words = str(fault).lower()
    code = getattr(fault, "errno", None)
    if code in (errno.ENOSPC, errno.EDQUOT) or "no space left" in words:
        return "no_space"
    if code in (errno.EACCES, errno.EPERM, errno.EROFS) or "permission denied" in words:
        return "not_permitted"
    return "engine"


@dataclass
class SqlFileFault(WarehouseError):
    """A file under ``sql/`` breaks the rules of the house (one object, named as the file, no reference upward)."""

    file: str
    fault: str


@dataclass
class PackageFailed(WarehouseError):
    """The data package of a build could not be kept; the build itself is what it was."""

    build_id: str
    detail: str


@dataclass
class DamagedBuild(WarehouseError):
    """A build's file is not the one that was written, cannot be opened or does not answer, or its stamp is broken.

    ``fault`` says which: ``stamp`` (does not read), ``stamp_changed``, ``size``, ``bytes`` or ``answer``; ``detail`` is
    for the log.
    """

    build_id: str
    detail: str
    fault: str = "answer"


@dataclass
class OtherSchema(WarehouseError):
    """A build whose marts have other columns than those this version of the program reads: it is never served.

    ``schema`` is empty where an earlier version of the program did not note it.
    """

    build_id: str
    schema: str
    expected: str


@dataclass
class AuditFailed(WarehouseError):
    """An act could not be recorded and was therefore not done; ``reason`` as in ``BuildFailed``."""

    reason: str
    detail: str


@dataclass
class LakeFailed(WarehouseError):
    """The lake that several servers share did not do what was asked; what is served here is what it was.

    ``reason`` is ``settings`` (said wrongly), ``extensions`` (missing, or of another version than the engine),
    ``catalog`` or ``files`` (cannot be reached, or refuses), ``empty`` (nothing was published), ``busy`` (another
    publisher is at work), ``conflict`` (another one was first), ``engine`` (made by another version of the engine),
    ``schema`` (made by another version of the program), ``changed`` (a table is not what was published), ``gone`` (a
    build is not kept there any more), ``time`` (no sign of life), ``died`` or ``reader`` (only the publisher may).
    ``detail`` says what of it: a table, a build, or the words of the engine.
    """

    reason: str
    detail: str = ""
