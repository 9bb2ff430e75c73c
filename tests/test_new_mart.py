"""A further mart is shown as a table with its files by touching five files, two of which a command writes."""

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests import new_mart

# Run in the copy: a build of the reference tables alone, then the page, its table and its files.
OPENED = """
import io, json, os, sys
from datetime import UTC, datetime
from pathlib import Path
from unittest.mock import patch

from openpyxl import load_workbook
from streamlit.testing.v1 import AppTest

from etl.reference import read_reference
from warehouse import build, builds, paths

directory = Path(os.environ["DTI_WAREHOUSE_DIR"])
frames, _ = read_reference(paths.REFERENCE_DIR)
directory.mkdir()
build.write(directory / "made.building", {f"reference.{name}": frame for name, frame in frames.items()}, paths.SQL_DIR)
build_id = builds.new_build_id("0" * 8)
stamp = builds.Stamp(build_id, datetime.now(UTC).isoformat(timespec="seconds"), None, "0" * 8)
builds.keep(directory, directory / "made.building", stamp)
builds.publish(directory, build_id)



def opened(language):
    files = {}
    page = AppTest.from_file(str(paths.ROOT / "app.py"), default_timeout=60)
    page.switch_page(sys.argv[1])
    page.query_params["lang"] = language
    keep = lambda _, *, data, file_name, **more: files.update({file_name: data})
    with patch("ui.file_button.st.download_button", keep):
        page.run()
    assert not page.exception, page.exception
    [table] = page.dataframe
    columns = json.loads(table.proto.columns)
    workbook = load_workbook(io.BytesIO(files["regions.xlsx"]()))
    return {
        "titles": [columns[name]["label"] for name in table.value],
        "help": columns["region_unit_count"]["help"],
        "rows": table.value.to_dict("split")["data"],
        "csv": files["regions-machine.csv"]().decode(),
        "sheets": workbook.sheetnames,
        "cells": [list(row) for row in workbook.worksheets[0].values],
    }


print(json.dumps({language: opened(language) for language in ("vi", "en")}))
"""


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the program with one more mart, and in `touched` the files that took."""
    return new_mart.copy_to(tmp_path_factory.mktemp("copy"))


def test_a_new_mart_is_a_table_with_its_files_after_five_files_are_touched(copy):
    touched = new_mart.add_to(copy)
    assert touched == {
        "sql/mart/region_sizes.sql", "sql/columns.csv", new_mart.PAGE, "docs/data_dictionary.md", "sql/schema.txt",
    }  # fmt: skip
    assert "## mart.region_sizes" in (copy / "docs" / "data_dictionary.md").read_text(encoding="utf-8")
    titles_by_language = {
        "vi": ["Vùng", "Hệ đơn vị", "Số đơn vị của vùng"],
        "en": ["Region", "Unit system", "Units in the region"],
    }
    for language, shown in opened(copy).items():
        titles = titles_by_language[language]
        assert shown["titles"] == titles
        assert shown["help"] == new_mart.DESCRIBED[1][f"help_{language}"]
        assert sum(size for _, system, size in shown["rows"] if system == "vn63") == 63
        read = list(csv.reader(io.StringIO(shown["csv"])))
        assert [[region, system, float(size)] for region, system, size in read[1:]] == shown["rows"]
        assert shown["cells"] == [titles, *shown["rows"]]
        assert shown["sheets"][0] == new_mart.TITLES[language]


def opened(root: Path) -> dict[str, dict]:
    """What the page of the copy shows and gives, by language."""
    done = subprocess.run(
        [sys.executable, "-c", OPENED, new_mart.PAGE],
        cwd=root,
        env={"DTI_WAREHOUSE_DIR": str(root / "warehouse_of_copy"), "DTI_LOADED_DIR": str(root / "loaded")},
        capture_output=True,
        check=True,
        text=True,
    )
    return json.loads(done.stdout)
