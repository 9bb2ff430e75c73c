"""What it takes to add a mart, a page, a kind of file, an endpoint or a listing of the API, tried in a copy; and that
each works there.
"""

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests import additions
from tests.etl import satisfied_citizens

# Run in the copy: a build of the reference tables alone, then the table with its files, the page, kind and endpoint.
OPENED = """
import io, json, os, sys
from datetime import UTC, datetime
from pathlib import Path
from unittest.mock import patch

from openpyxl import load_workbook
from starlette.applications import Starlette
from starlette.testclient import TestClient
from streamlit.testing.v1 import AppTest

from access import key, routes
from access.clients import Clients
from access.roles import Visitor
from api.server import Api
from etl.kinds.registry import KINDS, contracts_by_table
from etl.kinds.template import write_template
from etl.reference import read_reference
from text.catalogue import say
from warehouse import build, builds, paths

page_of_mart, page, path, kind, listing = sys.argv[1:]
directory = Path(os.environ["DTI_WAREHOUSE_DIR"])
reference, _ = read_reference(paths.REFERENCE_DIR)
template = load_workbook(io.BytesIO(write_template(kind, "dti_2021", "2021", "vn63", reference)))
directory.mkdir()
frames = {f"reference.{name}": frame for name, frame in reference.items()}
build.write(directory / "made.building", frames, paths.SQL_DIR)
build_id = builds.new_build_id("0" * 8)
stamp = builds.Stamp(build_id, datetime.now(UTC).isoformat(timespec="seconds"), None, "0" * 8)
builds.keep(directory, directory / "made.building", stamp)
builds.publish(directory, build_id)


def opened(name, language):
    files = {}
    page = AppTest.from_file(str(paths.ROOT / "app.py"), default_timeout=60)
    page.switch_page(name)
    page.query_params["lang"] = language
    keep = lambda _, *, data, file_name, **more: files.update({file_name: data})
    with patch("ui.file_button.st.download_button", keep):
        page.run()
    assert not page.exception, page.exception
    return page, files


def drawn(page, key):
    [table] = [part for part in page.get("bidi_component") if part.key == key]
    return json.loads(json.loads(table.proto.json))["columns"]


def table_of_mart(language):
    page, files = opened(page_of_mart, language)
    columns = drawn(page, "regions")
    workbook = load_workbook(io.BytesIO(files["regions.xlsx"]()))
    return {
        "titles": [column["title"] for column in columns],
        "help": next(column["help"] for column in columns if column["key"] == "region_unit_count"),
        "rows": [list(row) for row in zip(*(column["cells"] for column in columns))],
        "csv": files[f"regions_{say(language, 'file_machine')}.csv"]().decode(),
        "sheets": workbook.sheetnames,
        "cells": [list(row) for row in workbook.worksheets[0].values],
    }


def shown_by_page(language):
    shown, _ = opened(f"pages/{page}.py", language)
    return {"title": shown.title[0].value, "rows": len(drawn(shown, "units")[0]["cells"])}


api = Api(None, "", Clients("", False), 0, lambda: False, lambda _: Visitor())
asked = TestClient(api)
asked.app_state["peer"] = ""
listed = asked.get(f"/api/v1/{listing}")
described = asked.get("/api/v1/openapi.json").json()["paths"][f"/{listing}"]["get"]
answered = routes.routes(key.gate(), lambda: False, lambda _: Visitor(), tuple)
answer = TestClient(Starlette(routes=answered)).get(path)
print(json.dumps({
    "table": {language: table_of_mart(language) for language in ("vi", "en")},
    "page": {language: shown_by_page(language) for language in ("vi", "en")},
    "kind": {"sheets": template.sheetnames, "is_table": kind in contracts_by_table()},
    "listing": {"status": listed.status_code, "answer": listed.json(), "title": described["summary"],
                "on_page": f"GET /{listing}" in asked.get("/api/v1/").text},
    "endpoint": {"status": answer.status_code, "editions": [row["edition_code"] for row in answer.json()]},
}))
"""


@pytest.fixture(scope="module")
def touched(tmp_path_factory: pytest.TempPathFactory) -> dict[str, set[str]]:
    """The files that each addition touches in one copy, one after the other; `root` is the copy itself."""
    root = additions.copy_to(tmp_path_factory.mktemp("copy"))
    return {"root": {str(root)}} | {name: additions.touched(root, add) for name, add in additions.ADDITIONS.items()}


@pytest.fixture(scope="module")
def found(touched: dict[str, set[str]]) -> dict[str, dict]:
    """What the program with everything added says of it."""
    [copy] = touched["root"]
    root = Path(copy)
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            OPENED,
            additions.PAGE_OF_MART,
            additions.PAGE,
            additions.PATH,
            satisfied_citizens.CODE,
            additions.LISTING,
        ],
        cwd=root,
        env={"DTI_WAREHOUSE_DIR": str(root / "warehouse_of_copy"), "DTI_LOADED_DIR": str(root / "loaded")},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_a_new_mart_is_a_table_with_its_files_after_five_files_are_touched(touched, found):
    assert touched["a mart, as a table with its files"] == {
        "sql/mart/region_sizes.sql", "sql/columns.csv", additions.PAGE_OF_MART, "docs/data_dictionary.md",
        "sql/schema.txt",
    }  # fmt: skip
    [root] = touched["root"]
    assert "## mart.region_sizes" in Path(root, "docs", "data_dictionary.md").read_text(encoding="utf-8")
    titles_by_language = {
        "vi": ["Vùng", "Hệ đơn vị", "Số đơn vị của vùng"],
        "en": ["Region", "Unit system", "Units in the region"],
    }
    for language, shown in found["table"].items():
        titles = titles_by_language[language]
        assert shown["titles"] == titles
        assert shown["help"] == additions.DESCRIBED[1][f"help_{language}"]
        assert sum(int(size) for _, system, size in shown["rows"] if system == "vn63") == 63
        assert list(csv.reader(io.StringIO(shown["csv"])))[1:] == shown["rows"]
        assert [list(map(str, row)) for row in shown["cells"]] == [titles, *shown["rows"]]
        assert shown["sheets"][0] == additions.TITLES[language]


def test_a_new_page_is_in_the_navigation_after_four_files_are_touched(touched, found):
    assert touched["a page"] == {"pages/units.py", "app.py", "text/languages/vi.toml", "text/languages/en.toml"}
    assert {language: shown["title"] for language, shown in found["page"].items()} == additions.PAGE_TITLES
    assert all(shown["rows"] > 97 for shown in found["page"].values()), "provinces of both cohorts and more"


def test_a_new_kind_of_file_has_its_template_and_table_after_six_files_are_touched(touched, found):
    assert touched["a kind of file to load"] == {
        "etl/kinds/registry.py", "etl/kinds/satisfied_citizens.py", "sql/staging/satisfaction.sql",
        "data/layouts/template_satisfaction.toml", "text/languages/vi.toml", "text/languages/en.toml",
    }  # fmt: skip
    assert satisfied_citizens.SHEET in found["kind"]["sheets"]
    assert found["kind"]["is_table"]


def test_a_new_endpoint_is_answered_after_one_file_is_touched(touched, found):
    assert touched["an endpoint"] == {"access/routes.py"}
    assert found["endpoint"]["status"] == 200
    assert "dti.2022.vn63" in found["endpoint"]["editions"]


def test_a_new_listing_of_the_api_is_answered_and_described_after_two_files_are_touched(touched, found):
    assert touched["a listing of the API"] == {"warehouse/queries/listings.py", "api/endpoints.py"}
    assert found["listing"]["status"] == 200
    assert found["listing"]["answer"]["rows"] == []
    assert found["listing"]["title"] == "Số thành phần theo tình trạng"
    assert found["listing"]["on_page"]
