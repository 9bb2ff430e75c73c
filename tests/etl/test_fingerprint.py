import subprocess
import sys
from pathlib import Path

from etl import fingerprint
from etl.fingerprint import inputs_hash
from text import catalogue
from warehouse.paths import ROOT


def tree(root: Path) -> Path:
    (root / "a").mkdir()
    (root / "a" / "one.csv").write_text("1")
    return root


def test_a_changed_byte_name_or_place_changes_the_hash(tmp_path):
    root = tree(tmp_path)
    seen = {inputs_hash([root])}
    (root / "a" / "one.csv").write_text("2")
    seen.add(inputs_hash([root]))
    (root / "a" / "one.csv").rename(root / "a" / "two.csv")
    seen.add(inputs_hash([root]))
    (root / "a" / "two.csv").rename(root / "two.csv")
    seen.add(inputs_hash([root]))
    (root / "three.csv").write_text("")
    seen.add(inputs_hash([root]))
    assert len(seen) == 5


def test_leftovers_and_the_order_of_roots_do_not_matter(tmp_path):
    root = tree(tmp_path)
    before = inputs_hash([root / "a", root])
    (root / ".DS_Store").write_text("x")
    (root / "a" / "~$one.xlsx").write_text("x")
    (root / "__pycache__").mkdir()
    (root / "__pycache__" / "m.cpython-311.pyc").write_text("x")
    assert inputs_hash([root, root / "a"]) == before


def test_a_missing_root_counts_as_empty(tmp_path):
    assert inputs_hash([tmp_path / "nowhere"]) == inputs_hash([])


def test_hashing_needs_no_heavy_import():
    check = (
        "import sys, etl.__main__, etl.fingerprint, etl.releases, etl.problems;"
        "sys.exit(bool({'polars', 'python_calamine', 'openpyxl', 'duckdb'} & sys.modules.keys()))"
    )
    assert subprocess.run([sys.executable, "-c", check], cwd=ROOT, check=False).returncode == 0


def test_the_commit_of_a_checkout_that_belongs_to_another_user_is_told(tmp_path, monkeypatch):
    def git(*words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(["git", *words], cwd=tmp_path, capture_output=True, text=True, check=False)

    for name, value in {"GLOBAL": str(tmp_path / "none"), "NOSYSTEM": "1"}.items():
        monkeypatch.setenv(f"GIT_CONFIG_{name}", value)
    git("init")
    git("-c", "user.name=A", "-c", "user.email=a@example.vn", "commit", "--allow-empty", "-m", "synthetic")
    written = git("rev-parse", "HEAD").stdout
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    assert "dubious ownership" in git("describe", "--always").stderr, "the drill has to meet git's refusal"
    monkeypatch.setattr(fingerprint, "ROOT", tmp_path)
    assert fingerprint.commit() == written[:12]


def test_a_build_depends_on_the_words_that_files_are_read_by_and_on_no_others(monkeypatch):
    before = fingerprint.words_hash()
    words = {**catalogue.CATALOGUES, "vi": {**catalogue.CATALOGUES["vi"], "ranking_title": "Hạng"}}
    monkeypatch.setattr(catalogue, "CATALOGUES", words)
    assert fingerprint.words_hash() == before
    choices = {**catalogue.TEMPLATE["choices"], "scale": {"points": "Số điểm"}}
    monkeypatch.setattr(fingerprint, "TEMPLATE", {**catalogue.TEMPLATE, "choices": choices})
    assert fingerprint.words_hash() != before
    monkeypatch.undo()
    monkeypatch.setattr(fingerprint, "topic", lambda language, name: {"year": f"{language} {{year}}"})
    assert fingerprint.words_hash() != before
