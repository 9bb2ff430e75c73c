"""Files of a build in which every name would like to be a formula: nothing runs, all is read, no figure is another."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from tests import exported, hostile

YEAR = {"lang": "vi", "index": "dti", "year": "2022", "cohort": "vn63"}
VISITS = [
    ("overview", {}),
    ("ranking", {"unit": "08"}),
    ("ranking", {"view": "two_years", "lang": "en"}),
    ("profile", {"unit": "08", "year": "2021", "part": "points"}),
    ("comparison", {"units": "01.08"}),
    ("components", {"unit": "08", "year": "2021"}),
    ("simulator", {"unit": "08", "year": "2022", "add": "8:31.8"}),
]


@pytest.fixture(scope="module")
def hostile_build(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Folder of a build in which every name ends with a hostile text."""
    directory = tmp_path_factory.mktemp("hostile")
    hostile.build(directory)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DTI_WAREHOUSE_DIR", str(directory))
        yield directory


@pytest.mark.parametrize(("name", "choices"), VISITS, ids=[f"{name}-{'-'.join(of)}" for name, of in VISITS])
def test_the_files_of_a_hostile_build_hold_what_the_page_holds_and_nothing_that_runs(hostile_build, name, choices):
    files = exported.offered(name, YEAR | choices)
    assert any(exported.made_of(build) for _, build in files)
    for file, build in files:
        cells, found = exported.faults(file, build(), exported.made_of(build))
        assert found == []
        assert cells > 0


def test_the_reader_of_files_finds_what_runs_what_is_unreadable_and_what_is_another_figure():
    made = [["a"], ["=1"], [0.5]]
    for content in (b"a\r\n=1\r\n0.5\r\n", b"a\r\n'=1\r\n0.4\r\n", b"a\r\n'=1\x01\r\n0.5\r\n", b"a\r\n'=1\r\n"):
        assert exported.faults("x-machine.csv", content, made)[1]
    assert exported.faults("x-machine.csv", b"a\r\n'=1\r\n0.5\r\n", made) == (3, [])
    codes = [["a"], ["08"], [Decimal("0E-8")]]
    assert exported.faults("x.csv", '\ufeffa\r\n"=""08"""\r\n0,00000000\r\n'.encode(), codes) == (3, [])
    for code in ("08", '"=""08""&A1"', '"=""A1"""'):
        assert exported.faults("x.csv", f"\ufeffa\r\n{code}\r\n0,00000000\r\n".encode(), codes)[1]
