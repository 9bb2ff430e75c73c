"""The commands of docs/operations.md as they stand there, in an office of the test's own: installed, updated, taken
back, backed up, lost and restored. Figures that are loaded here are synthetic.
"""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb
import polars as pl
import pytest

from launch import environment
from tests.serving import free_port
from warehouse import builds
from warehouse.paths import REFERENCE_DIR, ROOT

SECONDS = 300
LOAD = ["load", "loaded.csv", "--framework", "dti_2024", "--year", "2025", "--cohort", "vn34", "--kind", "main_values"]
LOAD += ["--title", "Synthetic", "--publisher", "Test", "--authority", "ministry"]
# What of a machine the test stands in for: users, systemd, and the packages, whose installation other tests speak of.
STAND_INS = {
    "useradd": "",
    "chown": "",
    "runuser": 'shift 3; exec "$@"',
    "install": 'shift 5; exec mkdir -p "$@"',
    "python3": 'test -e .venv/bin || cp -a "$PREPARED/." .venv/; exec "$REAL_PYTHON" "$@"',
    "systemctl": """
        case "$1" in
            stop) kill "$(cat "$MACHINE/pid")"; while kill -0 "$(cat "$MACHINE/pid")"; do sleep 0.1; done 2>/dev/null;;
            start|enable) nohup python3 run.py --port "$PORT" >"$MACHINE/journal" 2>&1 & echo $! >"$MACHINE/pid";;
        esac""",
}

pytestmark = [
    pytest.mark.skipif(os.name == "nt", reason="the commands are those of a system with systemd"),
    pytest.mark.skipif(not shutil.which("git"), reason="git is not installed on this machine"),
]


def commands(heading: str) -> str:
    """The one block of shell commands below a heading of the document."""
    text = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    [below] = re.findall(rf"^##+ {heading}\n(.*?)(?=^##)", text + "\n## ", re.S | re.M)
    [block] = re.findall(r"```sh\n(.+?)```", below, re.S)
    return block


@dataclass
class Office:
    """A machine with the dashboard on it, and the backup of another."""

    machine: Path
    environment: dict[str, str]
    port: int

    @property
    def place(self) -> Path:
        """Where the program lies."""
        return self.machine / "dti"

    def do(self, heading: str, version: str = "") -> None:
        """Run the commands below this heading, up to the first that fails."""
        script = commands(heading).replace("/srv/dti", str(self.place)).replace("/backup", str(self.machine.parent))
        script = script.replace("/etc/systemd/system", str(self.machine)).replace("VERSION", version)
        script = script.replace("ADDRESS", str(self.machine.parent / "origin"))
        done = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", script],
            cwd=self.machine,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=SECONDS,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout

    def load(self) -> None:
        """Load figures of a year that the project does not have."""
        names = pl.read_csv(REFERENCE_DIR / "units.csv", infer_schema=False).filter(unit_system="vn34")["unit_name_vi"]
        rows = [f"dti_2024,2025,vn34,,{name},dti,{0.9 - at / 1000:.4f},,,," for at, name in enumerate(names)]
        header = "framework,year,system,code,province,component,value,rank,rank_of,source_url,source_note"
        (self.place / "loaded.csv").write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
        command = [".venv/bin/python", "-m", "etl", *LOAD]
        subprocess.run(command, cwd=self.place, env=self.environment, capture_output=True, check=True)
        (self.place / "loaded.csv").unlink()

    def served(self) -> str:
        """The build that the running service answers with."""
        deadline = time.monotonic() + SECONDS
        while True:
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/ready", timeout=30) as answer:
                    return json.loads(answer.read())["build_id"]
            except OSError:
                assert time.monotonic() < deadline, (self.machine / "journal").read_text(encoding="utf-8")
                time.sleep(0.2)

    def figures(self) -> list[tuple]:
        """Every figure of the build that is served."""
        file = builds.database_path(self.place / "data" / "warehouse", self.served())
        with duckdb.connect(file, read_only=True) as opened:
            return opened.sql("select * from mart.unit_ranking order by all").fetchall()

    def close(self) -> None:
        """End the service, where it runs."""
        pid = self.machine / "pid"
        if pid.exists():
            try:
                os.kill(int(pid.read_text()), signal.SIGTERM)
            except ProcessLookupError:
                return


@pytest.fixture(scope="module")
def origin(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with `origin`, this project in two versions: `v2` differs from `v1` in a rule's text."""
    folder = tmp_path_factory.mktemp("office")
    made_anew = shutil.ignore_patterns("__pycache__", ".git", ".venv", ".*_cache", "secrets.toml")

    def left_out(at: str, names: list[str]) -> set[str]:
        return made_anew(at, names) | ({"warehouse", "loaded"} if Path(at) == ROOT / "data" else set())

    shutil.copytree(ROOT, folder / "origin", ignore=left_out)
    rule = next((folder / "origin" / "sql" / "mart").glob("*.sql"))

    def git(*arguments: str) -> None:
        known = ("-c", "user.name=test", "-c", "user.email=test@example.vn", "-c", "commit.gpgsign=false")
        subprocess.run(["git", *known, *arguments], cwd=folder / "origin", check=True, capture_output=True)

    git("init", "-q")
    git("add", "-A")
    git("commit", "-qm", "v1")
    git("tag", "v1")
    rule.write_text(rule.read_text(encoding="utf-8") + "\n-- a remark of the next version\n", encoding="utf-8")
    git("commit", "-qam", "v2")
    git("tag", "v2")
    return folder


@pytest.fixture(scope="module")
def installed_packages(origin: Path) -> Path:
    """An environment as run.py leaves it, of the packages that the tests run with."""
    made = origin / "packages"
    made.mkdir()
    for part in ("bin", "lib", "lib64", "pyvenv.cfg"):
        if (Path(sys.prefix) / part).exists():
            (made / part).symlink_to(Path(sys.prefix) / part)
    pins = environment.pin_hashes(environment.RUNTIME_PINS)
    stamp = {"interpreter": os.path.realpath(sys.executable), "pins": pins}
    (made / environment.stamp().name).write_text(json.dumps(stamp), encoding="utf-8")
    return made


@pytest.fixture
def machine(origin: Path, installed_packages: Path) -> Iterator:
    """Give machines by name, each with nothing on it; their services end with the test."""
    opened = []

    def new(name: str) -> Office:
        folder, port = origin / name, free_port()
        stand_ins = folder / "stand_ins"
        stand_ins.mkdir(parents=True)
        for command, script in STAND_INS.items():
            (stand_ins / command).write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
            (stand_ins / command).chmod(0o755)
        ours = {name: value for name, value in os.environ.items() if not name.startswith(("DTI_", "STREAMLIT_"))}
        paths = {"MACHINE": str(folder), "PREPARED": str(installed_packages), "REAL_PYTHON": sys.executable}
        path = f"{stand_ins}{os.pathsep}{os.environ['PATH']}"
        opened.append(Office(folder, ours | paths | {"PORT": str(port), "PATH": path}, port))
        return opened[-1]

    yield new
    for office in opened:
        office.close()


def test_an_office_is_installed_updated_taken_back_backed_up_lost_and_restored_by_the_commands_of_the_document(machine):
    office = machine("first")
    office.do("As a service", "v1")
    assert (office.machine / "dti.service").read_text(encoding="utf-8").startswith("# The dashboard as a service")
    before = office.figures()
    office.load()
    loaded, figures = office.served(), office.figures()
    assert len(figures) > len(before)

    office.do("Updating and going back", "v2")
    updated = office.served()
    assert updated != loaded
    assert office.figures() == figures
    office.do("Updating and going back", "v1")
    assert office.served() != updated
    assert office.figures() == figures

    office.do("Backup")
    log = (office.place / "data" / "loaded" / "audit.jsonl").read_text(encoding="utf-8")
    office.close()
    shutil.rmtree(office.place)
    restored = machine("second")
    restored.do("Restoring")
    assert restored.figures() == figures
    assert (restored.place / "data" / "loaded" / "audit.jsonl").read_text(encoding="utf-8").startswith(log)
