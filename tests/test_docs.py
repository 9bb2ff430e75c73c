"""The documents against what they describe: columns, method, commands, examples."""

import json
import re
import shlex
import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import duckdb
import polars as pl
import pytest

from etl.__main__ import parser
from etl.reference import OFFICIAL_NAMES
from text.catalogue import CATALOGUES, LANGUAGES, column_help, column_meaning
from warehouse import build, builds, columns, dictionary, paths, sql_files
from warehouse.errors import SqlFileFault

DOCS = paths.ROOT / "docs"
ARCHITECTURE = (DOCS / "architecture.md").read_text(encoding="utf-8")
METHODOLOGY = (DOCS / "methodology.md").read_text(encoding="utf-8")
ADDING_A_YEAR = (DOCS / "adding_a_year.md").read_text(encoding="utf-8")
PAGES = sorted(DOCS.rglob("*.md"))
TWINS = sorted(DOCS.glob("*.vi.md"))
TO_DO = [DOCS / "adding_a_year.md", DOCS / "adding_a_year.vi.md", DOCS / "operations.vi.md"]  # have commands to give
OBJECTS = (*sql_files.ordered(paths.SQL_DIR), *sql_files.checks(paths.SQL_DIR))
WITH_METHOD = [file for file in OBJECTS if "Method" in file.header]
MEASURED = {"0..1", "0..1, signed", "points", "points, signed"}
MEASURED |= {"places", "rank", "count", "percent", "as figure", "as target_unit"}
NAMED = {"code", "list of codes", "text", "address", "true/false", "date", "year", "month", "day"}
EXAMPLE = re.compile(r"^(rule\..+?) -- (.+)$", re.MULTILINE)
BLOCKS = re.findall(r"```sql\n(.*?)```", METHODOLOGY, re.DOTALL)
EXAMPLES = [pair for block in BLOCKS for pair in EXAMPLE.findall(block)]


def body(file: sql_files.SqlFile) -> str:
    return "\n".join(line.partition("--")[0] for line in file.text.splitlines())


def anchors(text: str) -> set[str]:
    """Anchors of the headings, as Git hosts make them."""
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


def verbs() -> list[str]:
    return re.search(r"{([\w,-]+)}", parser().format_usage())[1].split(",")


@pytest.fixture(scope="module")
def rules() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        build.create_objects(connection, {}, paths.SQL_DIR)
        yield connection


def test_every_column_of_the_marts_and_every_mart_is_described_and_nothing_else():
    marts = dictionary.mart_columns()
    used = {columns.column_catalogue().column(name).name for held in marts.values() for name, _ in held}
    used |= {columns.column_catalogue().column(f"mart.{mart}").name for mart in marts}
    assert columns.column_catalogue().by_name.keys() - used == set()


def test_descriptions_are_sorted_by_name_complete_and_their_units_known():
    described = columns.column_catalogue().columns
    assert [column.name for column in described] == sorted(column.name for column in described)
    assert [column.name for column in described if not column.meaning_en and column.format.kind != "table"] == []
    assert {column.unit for column in described} <= MEASURED | NAMED | {"table"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_dictionary_tells_every_column_and_mart_in_each_language(language):
    described = columns.column_catalogue().columns
    meanings = {c.name: column_meaning(language, c.name) for c in described if c.format.kind != "table"}
    assert [name for name, count in Counter(meanings.values()).items() if count > 1] == []
    assert [c.name for c in described if c.format.kind == "table" and not column_help(language, c.name)] == []
    if language == "vi":
        letters = re.compile("[ạảãàáăằắẳẵặâầấẩẫậèéẹẻẽêềếểễệđìíĩỉịòóõọỏôốồổỗộơờớởỡợùúũụủưứừửữựỳýỵỷỹ]", re.IGNORECASE)
        assert [name for name, meaning in meanings.items() if not letters.search(meaning)] == []


@pytest.mark.parametrize("language", columns.column_catalogue().languages)
def test_no_two_columns_share_a_title(language):
    titles = Counter(column.titles[language] for column in columns.column_catalogue().columns if column.unit != "table")
    assert [title for title, count in titles.items() if count > 1] == []


def test_no_two_columns_share_a_meaning():
    meanings = Counter(column.meaning_en for column in columns.column_catalogue().columns if column.meaning_en)
    assert [meaning for meaning, count in meanings.items() if count > 1] == []


def test_the_languages_of_the_catalogue_are_those_of_the_interface():
    assert columns.column_catalogue().languages == LANGUAGES


def test_what_a_format_is_written_by_stands_beside_it():
    """Decimals and sizes of cohorts are columns of a mart that has the figure, words of codes are in all catalogues and
    names are of a kind that has translations.
    """
    marts = [{name for name, _ in held} for held in dictionary.mart_columns().values()]
    for column in columns.column_catalogue().columns:
        kind, by = column.format.kind, column.format.by
        if kind == "word":
            for words in CATALOGUES.values():
                assert any(key.startswith(f"{by}_") for key in words), column.name
        elif kind == columns.NAME:
            assert by in OFFICIAL_NAMES, column.name
        elif by:
            assert any({column.name, by} <= mart for mart in marts), column.name


@pytest.mark.parametrize("fault", ["a title", "a format", "a row", "twice"])
def test_a_column_without_title_or_format_or_described_twice_is_a_fault(tmp_path, fault):
    lines = columns.COLUMNS_CSV.read_text(encoding="utf-8").splitlines(keepends=True)
    [row] = [line for line in lines if line.startswith("zero_count,")]
    changed = {
        "a title": row.replace(",Không đạt điểm,", ",,"),
        "a format": row.replace(",count,count,", ",count,,"),
        "a row": "",
        "twice": row + row,
    }
    sql_dir = tmp_path / "sql"
    shutil.copytree(paths.SQL_DIR, sql_dir)
    (sql_dir / "columns.csv").write_text("".join(lines).replace(row, changed[fault]), encoding="utf-8")
    with pytest.raises(SqlFileFault, match="zero_count"):
        dictionary.write_dictionary(sql_dir)


def test_one_name_has_one_kind_of_type_in_all_marts():
    kinds: dict[str, set[str]] = {}
    for held in dictionary.mart_columns().values():
        for name, kind in held:
            kinds.setdefault(name, set()).add(re.sub(r"bigint|integer|decimal.*", "number", kind))
    assert {name: found for name, found in kinds.items() if len(found) > 1} == {}


def test_the_data_dictionary_is_the_one_that_the_sql_gives():
    committed = dictionary.DICTIONARY.read_text(encoding="utf-8")
    assert committed == dictionary.write_dictionary(), "run `python -m warehouse.dictionary`"


def test_the_version_of_the_schema_is_that_of_the_columns_the_marts_have():
    assert builds.own_schema() == dictionary.schema_version(), "run `python -m warehouse.dictionary`"


def test_the_map_names_files_with_the_functions_and_classes_they_have():
    places = ARCHITECTURE.partition("## Where is")[2].partition("\n## ")[0]
    assert [path for path in re.findall(r"`(\w+/[\w/.]+)`", places) if not (paths.ROOT / path).exists()] == []
    named = re.findall(r"`([\w/]+\.py)` \(([^)]*)\)", places)
    assert len(named) > 30
    for path, found in named:
        code = (paths.ROOT / path).read_text(encoding="utf-8")
        for name in re.findall(r"`([\w.]+)`", found):
            assert re.search(rf"\b(def|class) {name.rpartition('.')[2]}\b", code), f"{path} has no {name}"


@pytest.mark.parametrize("file", WITH_METHOD, ids=lambda file: file.full_name)
def test_every_method_line_points_at_a_section(file):
    page, _, anchor = file.header["Method"].partition("#")
    assert anchor in anchors((paths.ROOT / page).read_text(encoding="utf-8"))


def test_every_rule_and_step_says_its_method_and_the_method_names_every_rule():
    silent = {file.full_name for file in OBJECTS if file.layer == "rule" and "Method" not in file.header}
    assert silent == set()
    named = set(re.findall(r"sql/(\w+)/(\w+)\.sql", METHODOLOGY))
    rules_held = {(file.layer, file.name) for file in OBJECTS if file.layer in ("rule", "core")}
    plumbing = {("rule", "power_of_ten"), ("core", "edition_units")}  # nothing of the method is decided there
    assert rules_held - named == plumbing


def test_every_code_in_the_sql_is_explained():
    codes = {
        code
        for file in OBJECTS
        if file.layer in ("rule", "core", "mart")
        for code in re.findall(r"'([a-z_]+)'", body(file))
    }
    codes |= set(pl.read_csv(paths.REFERENCE_DIR / "reasons.csv")["reason_code"])
    assert len(codes) > 50
    assert {code for code in codes if f"`{code}`" not in METHODOLOGY} == set()


@pytest.mark.parametrize(("expression", "result"), EXAMPLES)
def test_the_examples_of_the_method_come_out_as_written(rules, expression, result):
    [(found,)] = rules.execute(f"select cast({expression} as varchar)").fetchall()
    assert ("null" if found is None else found) == result


def test_every_line_of_an_example_block_is_an_example():
    assert len(EXAMPLES) == sum(len(block.strip().splitlines()) for block in BLOCKS) > 30


@pytest.mark.parametrize("verb", verbs())
def test_every_verb_of_the_command_line_is_explained(verb):
    lake = (DOCS / "lake.md").read_text(encoding="utf-8")
    assert f"python -m etl {verb}" in ADDING_A_YEAR + lake


def test_the_sidecar_that_is_shown_is_a_real_one():
    [shown] = re.findall(r"```json\n(.*?)```", ADDING_A_YEAR, re.DOTALL)
    sidecar = json.loads((paths.RAW_DIR / "2024" / "dti_main_indicators.json").read_text(encoding="utf-8"))
    example = json.loads(shown)
    notes = example.pop("transcription_notes"), sidecar.pop("transcription_notes")
    assert example == sidecar
    assert set(notes[0]) <= set(notes[1])


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(DOCS).as_posix())
def test_links_and_paths_lead_somewhere(page):
    text = page.read_text(encoding="utf-8")
    broken = []
    for target, anchor in re.findall(r"\]\(([^)#:]*)(#[^)]*)?\)", text):
        other = (page.parent / target).resolve() if target else page
        if not other.is_file() or (anchor and anchor[1:] not in anchors(other.read_text(encoding="utf-8"))):
            broken.append(target + anchor)
    named = re.findall(r"`((?:sql|data|docs|etl|ui|warehouse|tests)/[\w./]+\.\w+)`", text)
    assert broken == []
    assert [path for path in named if not (paths.ROOT / path).exists()] == []


def english_of(twin: Path) -> Path:
    return twin.with_name(twin.name.replace(".vi.md", ".md"))


def sections(page: Path) -> list[str]:
    return re.split(r"^## ", page.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]


def test_what_analysts_and_leaders_read_is_there_in_vietnamese():
    assert {page.name for page in TWINS} >= {"adding_a_year.vi.md", "methodology.vi.md", "operations.vi.md"}
    readme = (paths.ROOT / "README.vi.md").read_text(encoding="utf-8")
    assert [page.name for page in TWINS if f"](docs/{page.name})" not in readme] == []


@pytest.mark.parametrize("twin", TWINS, ids=lambda page: page.name)
def test_a_page_and_its_vietnamese_one_lead_to_each_other_section_by_section(twin):
    english = english_of(twin)
    assert f"]({twin.name})" in english.read_text(encoding="utf-8")
    assert f"]({english.name})" in twin.read_text(encoding="utf-8")
    if len(sections(twin)) != len(sections(english)):
        assert [part.partition("\n")[0] for part in sections(twin) if f"]({english.name}#" not in part] == []


def test_every_picture_is_listed_with_its_address_and_shown_in_both_readmes():
    page = (DOCS / "pictures" / "README.md").read_text(encoding="utf-8")
    listed = re.findall(r"^\| `(.+?)` \| `/", page, re.MULTILINE)
    assert sorted(listed) == sorted(path.name for path in (DOCS / "pictures").glob("*.png"))
    for readme in ("README.md", "README.vi.md"):
        shown = re.findall(r"docs/pictures/(\w+\.png)", (paths.ROOT / readme).read_text(encoding="utf-8"))
        assert sorted(shown) == sorted(listed)


@pytest.mark.parametrize("page", TO_DO, ids=lambda page: page.name)
def test_every_command_of_a_page_can_be_given(page):
    lines = re.findall(r"^    python -m etl (.*)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    assert lines
    for line in lines:
        parser().parse_args(shlex.split(line))


@pytest.mark.parametrize(
    ("page", "language"),
    [("adding_a_year.md", "en"), ("adding_a_year.vi.md", "vi"), ("operations.vi.md", "vi")],
)
def test_what_stands_in_bold_is_a_word_of_the_pages(page, language):
    text = " ".join((DOCS / page).read_text(encoding="utf-8").split())
    words = {word.casefold() for word in CATALOGUES[language].values() if isinstance(word, str)}
    assert [said for said in re.findall(r"\*\*(.+?)\.?\*\*", text) if said.casefold() not in words] == []


def test_the_method_in_vietnamese_has_no_figure_that_the_method_lacks():
    told = re.sub(r"\]\(.*?\)", "", (DOCS / "methodology.vi.md").read_text(encoding="utf-8"))
    figures = {figure.replace(",", ".") for figure in re.findall(r"\d+(?:,\d+)?", told)}
    known = set(re.findall(r"\d+(?:\.\d+)?", METHODOLOGY))
    assert len(figures) > 40
    assert figures - known == set()


@pytest.mark.parametrize("page", sorted((DOCS / "decisions").glob("*.md")), ids=lambda page: page.stem)
def test_a_decision_says_context_decision_and_consequence(page):
    lines = page.read_text(encoding="utf-8").splitlines()
    assert lines[0].startswith(f"# {page.stem[:4]} ")
    sections = [line.removeprefix("## ") for line in lines if line.startswith("## ")]
    assert sections == ["Context", "Decision", "Consequence"]
    assert len(lines) <= 25
