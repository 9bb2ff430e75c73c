"""What is configured of the lake, and how a process that works with it is told."""

import stat
import tomllib
from dataclasses import dataclass
from pathlib import Path

from warehouse import paths
from warehouse.errors import LakeFailed

PUBLISHER, READER = "publisher", "reader"
# what a secret of the store may say; anything else is a slip of the pen
_SECRET_KEYS = frozenset({"key_id", "secret", "session_token", "region", "endpoint", "url_style", "use_ssl"})


@dataclass(frozen=True)
class Lake:
    """A lake: how PostgreSQL is reached (libpq's words), the folder or ``s3://`` address of its files, what this server
    is to it, the file of the store's secrets, and where people find the publisher.
    """

    catalog: str
    files: str
    role: str
    secrets: str = ""
    publisher: str = ""


def configured() -> Lake | None:
    """The lake this server belongs to, None where it stands alone. Raises LakeFailed (``settings``)."""
    said = paths.lake()
    if not said["catalog"]:
        if left := [name for name in ("files", "role") if said[name]]:
            raise LakeFailed("settings", f"DTI_LAKE_{left[0].upper()}: DTI_LAKE?")
        return None
    lake = Lake(**said)
    if lake.role not in (PUBLISHER, READER):
        raise LakeFailed("settings", f"DTI_LAKE_ROLE: {lake.role or '–'} ({PUBLISHER}, {READER})")
    is_store = lake.files.startswith("s3://")
    if lake.files.endswith("/") or not (is_store or Path(lake.files).is_absolute()):
        raise LakeFailed("settings", f"DTI_LAKE_FILES: {lake.files or '–'}")
    if "password" in lake.catalog.lower() or _has_password(lake.catalog):
        raise LakeFailed("settings", "DTI_LAKE: password (PGPASSFILE)")
    return lake


def is_reader() -> bool:
    """Whether this server only follows what a publisher elsewhere makes. Raises LakeFailed (``settings``)."""
    lake = configured()
    return lake is not None and lake.role == READER


def _has_password(catalog: str) -> bool:
    """Whether an address like postgresql://name:password@host holds a password."""
    _, is_address, rest = catalog.partition("://")
    user, at, _ = rest.partition("@")
    return bool(is_address and at and user.partition(":")[2])


def secrets(lake: Lake) -> dict[str, str]:
    """What opens the store, from its file; empty where none is named. Raises LakeFailed (``settings``) for a file that
    others may read, that is no TOML, or that says something else.
    """
    if not lake.secrets:
        return {}
    path = Path(lake.secrets)
    try:
        if path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
            raise LakeFailed("settings", f"DTI_LAKE_SECRETS: {path.name}: chmod 600")
        found = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as fault:
        raise LakeFailed("settings", f"DTI_LAKE_SECRETS: {path.name}: {type(fault).__name__}") from fault
    if strangers := sorted(found.keys() - _SECRET_KEYS):
        raise LakeFailed("settings", f"DTI_LAKE_SECRETS: {strangers[0]}")
    return {name: str(value).lower() if isinstance(value, bool) else str(value) for name, value in found.items()}
