"""What stops the loading altogether, one class per thing a caller can act on."""

from dataclasses import dataclass
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
