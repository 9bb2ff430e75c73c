"""What stops the loading altogether, one class per thing a caller can act on."""

from dataclasses import dataclass, field
from pathlib import Path


class EtlError(Exception):
    """Loading cannot go on."""


@dataclass
class FolderMissing(EtlError):
    """A folder the loading starts from does not exist."""

    path: Path


@dataclass
class DeclarationBroken(EtlError):
    """A table's SQL file does not declare columns, types and grain as `etl.declarations` reads them."""

    path: Path
    detail: str


@dataclass
class FileNotRead(EtlError):
    """A file that was named cannot be read."""

    path: Path
    detail: str


@dataclass
class AlreadyLoaded(EtlError):
    """Every one of the files is already loaded for this purpose, as these releases; there is nothing to do."""

    release_codes: list[str]


@dataclass
class NotAccepted(EtlError):
    """The files have problems that a person has to accept before they can be loaded, and nobody has; all are listed."""

    problems: list


@dataclass
class BaseMoved(EtlError):
    """Another build has become current since the preview was made; what it showed is no longer what would happen."""

    base_id: str | None
    current_id: str


@dataclass
class LoadMissing(EtlError):
    """The folder of a load that the current build was made of is not there, or cannot be read."""

    load_id: str
    directory: str


@dataclass
class UnknownRelease(EtlError):
    """Releases were named that the current build does not have."""

    release_codes: list[str]
    known: list[str] = field(default_factory=list)


@dataclass
class TemplateRefused(EtlError):
    """There is no template for this; `reason` says which code is unknown or what the framework lacks."""

    reason: str
    found: str
    known: tuple[str, ...] = ()


@dataclass
class MappingNotUsable(EtlError):
    """A mapping of columns names columns its layout does not have, gives one text twice, or gives nothing."""

    layout: str
    unknown: tuple[str, ...]
    repeated: tuple[str, ...]


@dataclass
class FileNotWritten(EtlError):
    """A file that was asked for cannot be written where it was asked for."""

    path: Path
    detail: str


@dataclass
class ActiveUnknown(EtlError):
    """Neither the stamp of the current build nor ``active.json``, at `path`, says which loads are active."""

    path: str


@dataclass
class CopyDiffers(EtlError):
    """``active.json`` names other loads or withdrawals than the current build: those there alone, and in it alone."""

    build_id: str
    there_alone: list[str]
    in_it_alone: list[str]
