"""Every file of the table of bad inputs on the road of a load: what the user is told, and that nothing changes."""

import hashlib
import re
import string
from dataclasses import replace
from pathlib import Path

import pytest

from etl.declarations import read_declarations
from etl.kinds.registry import KINDS
from etl.problems import BLOCKS, SEVERITIES
from etl.uploads import loading
from etl.uploads.draft import FOUND_IS_OURS, LISTING_CODES
from tests.etl.bad_files import VALUES, good_xlsx
from tests.etl.bad_inputs import BAD_INPUTS, BadInput
from tests.etl.bad_inputs_page import PAGE, page, problem_of, sentence
from tests.etl.installation import PURPOSE, Installation, table
from text.catalogue import topic
from text.delivery_columns import with_column_names
from warehouse import paths
from warehouse.connection import close_all

OF_PROGRAMMERS = re.compile(
    r"traceback|exception|\w+error\b|0x[0-9a-f]|\bNone\b|site-packages|\.py\b|[{}]", re.IGNORECASE
)
TRICKS = (
    "../../../etc/passwd.csv",
    "..\\..\\Windows\\win.csv",
    "/etc/cron.d/bảng.csv",
    "C:\\bảng.csv",
    "a\0b.csv",
    "bảng\n\r\t.csv",
    "CON.csv",
    "NUL.csv",
    "bảng\u202evsc.csv",
    "\u200b\ufeffbảng.csv",
    "x" * 5000 + ".csv",
    "a" + "\u0301\u0327" * 100_000 + ".csv",
    "%2e%2e%2fbảng.csv",
    "$(reboot).csv",
    "..csv",
)


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> Installation:
    made = Installation(tmp_path_factory.mktemp("site")).lay_out()
    made.build()
    yield made
    close_all()


@pytest.fixture(scope="module")
def checks(site) -> dict[str, tuple[loading.Checked, bool, set[str]]]:
    """What checking each file finds, whether anything of the installation is another afterwards, and the names of the
    files, which are made anew whenever they are asked for.
    """
    found = {}
    for bad in BAD_INPUTS:
        before, uploads = everything(site), bad.uploads
        checked = loading.check(uploads, bad.purpose, folders=site.folders)
        found[bad.what] = checked, everything(site) != before, {upload.name for upload in uploads}
    return found


def everything(site: Installation) -> str:
    """One hash over every file of the installation, the parsed files apart: they are no more than a memory."""
    root = site.folders.loaded.parent
    total = hashlib.sha256()
    for path in sorted(each for each in root.rglob("*") if each.is_file() and "parsed" not in each.parts):
        total.update(path.relative_to(root).as_posix().encode() + hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def named(cases: tuple[BadInput, ...]) -> list[str]:
    return [f"{case.code}: {case.what}" for case in cases]


def test_the_table_is_long_and_names_each_fault_once():
    assert len(BAD_INPUTS) >= 60
    assert len({bad.what for bad in BAD_INPUTS}) == len(BAD_INPUTS)


@pytest.mark.parametrize("bad", BAD_INPUTS, ids=named(BAD_INPUTS))
def test_a_bad_file_is_named_at_its_place_and_changes_nothing(checks, bad):
    checked, has_changed, _ = checks[bad.what]
    problem = problem_of(bad, checked)
    assert bad.found in problem.found
    assert problem.severity == bad.severity == SEVERITIES[bad.code]
    assert checked.is_sound == (bad.severity != BLOCKS)
    assert bool(checked.content) == checked.is_sound
    assert not has_changed


@pytest.mark.parametrize("bad", BAD_INPUTS, ids=named(BAD_INPUTS))
@pytest.mark.parametrize("language", ["vi", "en"])
def test_its_sentence_quotes_what_was_found_and_speaks_of_no_program(checks, bad, language):
    problem = problem_of(bad, checks[bad.what][0])
    said = sentence(language, problem)
    asked = {name for _, name, _, _ in string.Formatter().parse(topic(language, "problems")[bad.code]) if name}
    quoted = {"found": problem.found, "expected": with_column_names(language, problem.expected)}
    assert all(quoted[name][:40] in said for name in asked & quoted.keys())
    assert all(quoted[name] for name in asked & quoted.keys())
    assert len(said) > 15
    assert not OF_PROGRAMMERS.search(said), said


def test_no_sentence_names_a_column_a_kind_or_an_edition_as_the_program_does(checks):
    names = {column for table in read_declarations(paths.SQL_DIR / "staging").values() for column in table.columns}
    ours = {name for name in names if "_" in name} | {name for name in KINDS if "_" in name}
    ours |= {path.stem for path in paths.LAYOUTS_DIR.glob("*.toml") if "_" in path.stem} | {"dti_2021", "vn63", "vn34"}
    code_name = re.compile(rf"(?<![\w])({'|'.join(sorted(ours, key=len, reverse=True))})(?![\w])")
    for bad in BAD_INPUTS:
        for problem in checks[bad.what][0].problems:
            if problem.code not in LISTING_CODES:
                told = replace(problem, found="" if problem.code not in FOUND_IS_OURS else problem.found)
                for language in ("vi", "en"):
                    assert not code_name.search(sentence(language, told)), sentence(language, told)


def test_all_other_problems_of_these_files_have_words_and_places(checks):
    for checked, _, names in checks.values():
        for problem in checked.problems:
            assert problem.file in names | {""}
            assert not OF_PROGRAMMERS.search(sentence("vi", problem)), problem


def test_the_page_of_bad_inputs_is_current(checks):
    problems = [problem_of(bad, checks[bad.what][0]) for bad in BAD_INPUTS]
    assert PAGE.read_text(encoding="utf-8") == page(problems), "python -m tests.etl.bad_inputs_page"


@pytest.mark.parametrize("name", TRICKS, ids=range(len(TRICKS)))
def test_a_given_name_is_only_ever_shown(site, name, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    before = everything(site)
    checked = loading.check([loading.Upload(name, table(*VALUES))], PURPOSE, folders=site.folders)
    [verdict] = checked.verdicts
    assert checked.is_sound
    assert verdict.name.isprintable()
    assert len(verdict.name) <= 120
    assert not set("/\\") & set(verdict.name)
    assert all(re.fullmatch(r"raw/2021/[a-z0-9_]+\.(csv|json)", path) for path in checked.content)
    assert everything(site) == before
    assert list(tmp_path.iterdir()) == []


def test_the_good_table_that_all_of_them_start_from_is_accepted_in_both_forms(site):
    for upload in (loading.Upload("bảng.csv", table(*VALUES)), loading.Upload("bảng.xlsx", good_xlsx())):
        checked = loading.check([upload], PURPOSE, folders=site.folders)
        assert checked.problems == ()
        assert [verdict.row_count for verdict in checked.verdicts] == [len(VALUES)]


def test_no_file_is_left_of_a_check(site, tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    loading.check([loading.Upload("bảng.xlsx", good_xlsx())], PURPOSE, folders=site.folders)
    assert list(Path(tmp_path).iterdir()) == []
