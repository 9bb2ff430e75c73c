"""A further language takes a file of words and rows of names, and nothing of another language is left on any page."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from tests import additions, further_language
from tests.further_language import CODE, marked
from text.catalogue import column_title, say
from warehouse import builds

PAGES = (
    "overview?unit=08",
    "ranking?unit=08",
    "ranking?view=years&unit=08",
    "ranking?view=two_years&unit=08",
    "ranking?view=map",
    "profile?unit=08",
    "profile?part=change&unit=08&edition=dti.2022.vn63",
    "profile?part=points&unit=08&edition=dti.2021.vn63",
    "profile?part=targets&unit=08&edition=dti.2021.vn63",
    "profile?part=sources&unit=08&edition=dti.2021.vn63",
    "comparison?unit=08",
    "comparison?mode=years&unit=08",
    "components?unit=08&edition=dti.2021.vn63",
    "components?view=heat&unit=08&edition=dti.2021.vn63",
    "components?view=appraisal&unit=08&edition=dti.2021.vn63",
    "targets?unit=67&edition=ict_index.2017.vn63",
    "tasks?unit=08&edition=dti.2021.vn63&view=main",
    "tasks?unit=08&edition=dti.2021.vn63&view=zeros",
    "documents?unit=08&edition=dti.2021.vn63&to=40",
    "reconciliation?verdict=all",
    "load",
    "history",
    "history?part=releases",
    "audit",
)
# Run in the copy: every text of each page, in the new language, as one line of JSON.
OPENED = """
import io, json, sys
from unittest.mock import patch
from urllib.parse import parse_qsl

import pyarrow as pa
from google.protobuf.json_format import MessageToDict
from streamlit.testing.v1 import AppTest

from access.roles import ADMIN, Visitor
from warehouse import paths

CODES = {"id", "key", "data", "displayValues", "formId", "js", "jsContent", "cssContent", "htmlContent", "urlPathname",
         "kind", "addresses", "fills"}


def texts(value):
    if isinstance(value, dict):
        for name, each in value.items():
            yield from () if name in CODES else texts(each)
    elif isinstance(value, list):
        for each in value:
            yield from texts(each)
    elif isinstance(value, str):
        yield from texts(json.loads(value)) if value.startswith(("{", "[{", '"{')) else [value]


def cells(table):
    for data in (table.data, table.styler.display_values):
        frame = pa.ipc.open_stream(io.BytesIO(data)).read_all().to_pandas() if data else {}
        yield from (str(cell) for column in frame for cell in frame[column])


def shown(block):
    for child in block.children.values():
        yield from texts(MessageToDict(child.proto)) if child.proto is not None else ()
        yield from shown(child) if hasattr(child, "children") else ()
        yield from cells(child.proto.arrow_data) if hasattr(child.proto, "arrow_data") else ()


found = {}
for address in sys.argv[2:]:
    name, _, choices = address.partition("?")
    page = AppTest.from_file(str(paths.ROOT / "app.py"), default_timeout=60)
    page.switch_page(f"pages/{name}.py")
    page.query_params.update({"lang": sys.argv[1], **dict(parse_qsl(choices))})
    with patch("ui.access.visitor", lambda: Visitor(ADMIN, "somebody")):
        page.run()
    assert not page.exception, (address, page.exception)
    found[address] = sorted({text for block in page._tree.children.values() for text in shown(block)})
print(json.dumps(found))
"""


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the program that has the language, and a build of it."""
    root = additions.copy_to(tmp_path_factory.mktemp("copy"), "data/raw", "launch", "run.py", "serve.py")
    touched = additions.touched(root, further_language.add_language)
    assert touched == {f"text/languages/{CODE}.toml", "data/reference/names.csv"}
    built = _run(root, "-m", "etl", "build", "--lang", CODE)
    assert marked("Built and published") in built.stdout
    return root


@pytest.fixture(scope="module")
def pages(copy: Path) -> dict[str, list[str]]:
    """What each page says, text by text."""
    return json.loads(_run(copy, "-c", OPENED, CODE, *PAGES).stdout)


@pytest.fixture(scope="module")
def own(copy: Path, pages: dict[str, list[str]]) -> str:
    """What the pages say themselves, a text a line: without addresses and codes, and without what they quote of the
    data, such as titles of documents, agencies, sentences of plans.
    """
    texts = {re.sub(r"\\(_|[^\w\s])", r"\1", text) for said in pages.values() for text in said}
    told = "\n".join(sorted(text for text in texts if not re.fullmatch(r"[a-z0-9_?=&./-]*|\W*\d[\W\d]*", text)))
    for text in _quoted(copy / "data"):
        told = told.replace(text, "").replace(f"{text[:160]}…", "")  # a list has long titles cut
    return re.sub(r"https?://\S+", "", told)


def _quoted(data: Path) -> list[str]:
    """The texts of the data and their sidecars that are several words and no names, and their parts; the longest first.
    """
    sidecars = [json.loads(file.read_text(encoding="utf-8")) for file in (data / "raw").rglob("*.json")]
    found = {text for sidecar in sidecars for text in sidecar.values() if isinstance(text, str)}
    folder = data / "warehouse"
    with duckdb.connect(str(folder / f"{builds.current_id(folder)}.duckdb"), read_only=True) as build:
        columns = build.execute(
            "select table_schema, table_name, column_name from information_schema.columns "
            "where data_type = 'VARCHAR' and table_schema in ('staging', 'reference')"
        ).fetchall()
        for schema, table, column in columns:
            if not column.endswith(("_vi", "_en")) and table != "names" and column != "alias":
                texts = build.execute(f'select distinct "{column}" from {schema}.{table}').fetchall()
                found |= {text for (text,) in texts if text}
    parts = {part.strip() for text in found for part in re.split(r"[;(]|\n", text)}
    names = {official for kind, official in further_language.official_names() if kind != "indicator"}  # plans name some
    return sorted((text for text in (found | parts) - names if " " in text), key=len, reverse=True)


def test_no_word_of_another_language_is_left_on_any_page(own, pages):
    assert own.count("\n") > 1000, "the pages say a lot"
    assert _found(further_language.words_of("vi") | further_language.words_of("en"), own) == []


def test_whatever_has_a_name_goes_by_its_translation(own, pages):
    names = [official for _, official in further_language.official_names()]
    translated = f"«{names.index('Tuyên Quang') + 1}»"
    for address in ("overview?unit=08", "ranking?unit=08", "comparison?unit=08", "reconciliation?verdict=all"):
        assert any(translated in text for text in pages[address]), address
    assert _found({name for name in names if len(name) > 12}, own) == []


def test_titles_numbers_days_and_lists_are_written_as_the_file_says(own, pages):
    ranking = pages["ranking?unit=08"]
    assert marked(column_title("en", "rank")) in ranking
    assert marked(say("en", "ranking_view_two_years")) in ranking
    assert any(re.fullmatch(r"0·\d{4}", text) for text in ranking)
    assert any(re.search(r"\d{4}·\d{1,2}·\d{1,2}", text) for text in ranking)
    assert "» ‖ «" in own
    kinds = [kind for kind, _ in further_language.official_names()]
    periods = "|".join(str(number) for number, kind in enumerate(kinds, 1) if kind == "period")
    without_periods = re.sub(f"«({periods})»", "", own)  # a title has one behind a comma, which makes no list
    assert re.findall(r".*»[,;] «.*", without_periods) == []
    assert {"English", "Tiếng Việt"} <= set(ranking), "a way to every other language"


def test_nothing_starts_with_a_file_that_lacks_a_word_and_it_is_said_which(copy):
    file = copy / "text" / "languages" / f"{CODE}.toml"
    whole = file.read_text(encoding="utf-8")
    file.write_text(re.sub(r"(?m)^ranking_title = .*\n", "", whole), encoding="utf-8")
    try:
        for started in (("run.py", "--help"), ("serve.py",), ("-m", "etl", "status")):
            refused = _run(copy, *started, is_refused=True)
            assert refused.returncode == 1
            assert refused.stderr.strip().endswith(f"{CODE}.toml: words.ranking_title is missing"), started
    finally:
        file.write_text(whole, encoding="utf-8")


def _run(root: Path, *arguments: str, is_refused: bool = False) -> subprocess.CompletedProcess[str]:
    folders = {"DTI_WAREHOUSE_DIR": str(root / "data" / "warehouse"), "DTI_LOADED_DIR": str(root / "data" / "loaded")}
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=root,
        env=os.environ | folders,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert is_refused or done.returncode == 0, done.stderr
    return done


def _found(words: set[str], texts: str) -> list[tuple[str, str]]:
    """The words that stand among the texts, each with one of those that say it."""
    found = []
    for word in sorted(word for word in words if word in texts):
        if match := re.search(rf"(?m)^.*(?<!\w){re.escape(word)}(?!\w).*$", texts):
            found.append((word, match[0][:200]))
    return found
