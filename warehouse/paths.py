"""Where things live. The only module that reads environment variables."""

import os
import sys
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SQL_DIR = ROOT / "sql"
RAW_DIR = ROOT / "data" / "raw"
LAYOUTS_DIR = ROOT / "data" / "layouts"
REFERENCE_DIR = ROOT / "data" / "reference"


def warehouse_dir() -> Path:
    """Folder of the builds and the pointer; ``DTI_WAREHOUSE_DIR`` moves it, absolute or from the checkout."""
    return ROOT / (os.environ.get("DTI_WAREHOUSE_DIR") or "data/warehouse")


def loaded_dir() -> Path:
    """Folder of what analysts have loaded and of the audit log; ``DTI_LOADED_DIR`` moves it, as above."""
    return ROOT / (os.environ.get("DTI_LOADED_DIR") or "data/loaded")


def given_day() -> date | None:
    """The day that pages take for today (``DTI_TODAY``, as 2026-12-01), else None. Raises ValueError if it is none."""
    given = os.environ.get("DTI_TODAY")
    return date.fromisoformat(given) if given else None


def lake() -> dict[str, str]:
    """What is said of the lake that several servers share, each empty where it is not: ``catalog`` (``DTI_LAKE``),
    ``files`` (``DTI_LAKE_FILES``), ``role`` (``DTI_LAKE_ROLE``), ``secrets`` (``DTI_LAKE_SECRETS``), ``publisher``
    (``DTI_LAKE_PUBLISHER``).
    """
    names = {"catalog": "DTI_LAKE"} | {
        each: f"DTI_LAKE_{each.upper()}" for each in ("files", "role", "secrets", "publisher")
    }
    return {each: (os.environ.get(name) or "").strip() for each, name in names.items()}


def wait_briefly_for_postgresql() -> None:
    """Have libpq, in this process, wait only so long for a connection, a lock or an answer, unless told otherwise."""
    options = "-c lock_timeout=10s -c statement_timeout=30s -c idle_in_transaction_session_timeout=300s"
    for name, value in {"PGCONNECT_TIMEOUT": "5", "PGOPTIONS": options}.items():
        os.environ.setdefault(name, value)


def parsed_dir(directory: Path) -> Path:
    """Folder of parsed raw files below a warehouse folder; safe to delete at any time."""
    return directory / "parsed"


def upload_copies_dir(directory: Path) -> Path:
    """Folder, below a warehouse folder, of copies of files that were handed in; safe to delete at any time."""
    return directory / "handed_in"


def take_loading_key() -> str:
    """The key that opens loading where no login is configured; empty where none was given.

    It is the first line of the file that ``DTI_LOADING_KEY_FILE`` names, ``-`` for standard input. Never a variable of
    its own: the environment of a process is read by others and inherited by its children, least of all should one have
    it that reads a stranger's file. Raises OSError where the file cannot be read.
    """
    named = os.environ.pop("DTI_LOADING_KEY_FILE", "")
    if named == "-":
        return sys.stdin.readline().strip()
    return (ROOT / named).read_text(encoding="utf-8").partition("\n")[0].strip() if named else ""


def has_key_in_environment() -> bool:
    """Whether somebody put the key itself into a variable, as was done once (``DTI_LOADING_KEY``)."""
    return bool(os.environ.pop("DTI_LOADING_KEY", ""))


def public_address() -> str:
    """The address by which visitors reach this server through a proxy (``DTI_PUBLIC_ADDRESS``), else empty."""
    return (os.environ.get("DTI_PUBLIC_ADDRESS") or "").rstrip("/")


def trusted_proxies() -> str:
    """Addresses or networks of proxies whose X-Forwarded-For is believed, separated by commas
    (``DTI_TRUSTED_PROXIES``), else empty.
    """
    return os.environ.get("DTI_TRUSTED_PROXIES") or ""


def max_sessions() -> int:
    """How many pages may be open at once (``DTI_MAX_SESSIONS``); ValueError for what is no number above 0."""
    return _number("DTI_MAX_SESSIONS", 500)


def max_per_client() -> int:
    """How many requests and pages of one client may be open at once (``DTI_MAX_PER_CLIENT``); ValueError as above. By
    default a whole office fits behind one address.
    """
    return _number("DTI_MAX_PER_CLIENT", 300)


def api_per_minute() -> int:
    """How many questions a client may ask the API in a minute (``DTI_API_PER_MINUTE``), 0 for any number; ValueError
    for what is no number.
    """
    return _number("DTI_API_PER_MINUTE", 600, least=0)


def _number(name: str, default: int, least: int = 1) -> int:
    found = os.environ.get(name) or str(default)
    if not found.isascii() or not found.isdigit() or int(found) < least:
        raise ValueError(f"{name}: {found}")
    return int(found)
