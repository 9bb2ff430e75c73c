"""Where things live. The only module that reads environment variables."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SQL_DIR = ROOT / "sql"
RAW_DIR = ROOT / "data" / "raw"
LAYOUTS_DIR = ROOT / "data" / "layouts"
REFERENCE_DIR = ROOT / "data" / "reference"


def warehouse_dir() -> Path:
    """Folder of the builds and the pointer; ``DTI_WAREHOUSE_DIR`` moves it, absolute or from the checkout."""
    return ROOT / (os.environ.get("DTI_WAREHOUSE_DIR") or "data/warehouse")


def parsed_dir(directory: Path) -> Path:
    """Folder of parsed raw files below a warehouse folder; safe to delete at any time."""
    return directory / "parsed"
