"""The unit of systemd and the Dockerfile: what they say fits this project and each other, and, where there is systemd,
docker or podman, these find nothing wrong with them.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
import yaml

import run
from tests.serving import free_port
from warehouse import paths
from warehouse.lake.settings import configured
from warehouse.paths import ROOT

PLACE = "/srv/dti"
WRITTEN = {".venv", "data/warehouse", "data/loaded"}
UNIT = (ROOT / "deploy" / "dti.service").read_text(encoding="utf-8")
DOCKERFILE = (ROOT / "deploy" / "Dockerfile").read_text(encoding="utf-8")
# Each instruction with what follows it, continued lines joined.
STEPS = [
    tuple(line.split(maxsplit=1))
    for line in re.sub(r"\\\n\s*", "", DOCKERFILE).splitlines()
    if line and not line.startswith("#")
]
BUILD_SECONDS = 1800


def settings(name: str) -> list[str]:
    """The values of a setting of the unit."""
    return re.findall(rf"^{name}=(.*)$", UNIT, re.M)


def step(name: str) -> str:
    """What follows the one instruction of this name."""
    [found] = [rest for instruction, rest in STEPS if instruction == name]
    return found


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd-analyze is not installed on this machine")
def test_systemd_finds_nothing_wrong_with_the_unit(tmp_path):
    unit = tmp_path / "dti.service"
    unit.write_text(UNIT.replace("/usr/bin/python3", sys.executable), encoding="utf-8")
    done = subprocess.run(["systemd-analyze", "verify", unit], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_the_service_may_write_what_the_program_writes_and_nothing_else():
    [writable] = settings("ReadWritePaths")
    assert {path.removeprefix("-") for path in writable.split()} == {f"{PLACE}/{folder}" for folder in WRITTEN}
    assert settings("ProtectSystem") == ["strict"]
    assert settings("User") == ["dti"]
    assert settings("ExecStart") == [f"/usr/bin/python3 {PLACE}/{run.__name__}.py"]


def test_a_stopped_service_has_longer_than_its_children_need():
    from launch.children import SECONDS_AFTER_TERMINATION

    assert settings("KillMode") == ["mixed"]
    assert int(settings("TimeoutStopSec")[0]) > SECONDS_AFTER_TERMINATION


def test_every_instruction_is_one_that_docker_knows_and_what_is_run_is_no_shell_s_guess():
    known = {"FROM", "ARG", "WORKDIR", "COPY", "RUN", "USER", "ENV", "VOLUME", "EXPOSE", "HEALTHCHECK", "ENTRYPOINT"}
    assert {instruction for instruction, _ in STEPS} == known
    assert json.loads(step("ENTRYPOINT")) == ["python", "run.py", "--host", "0.0.0.0"]
    assert json.loads(step("HEALTHCHECK").partition("CMD ")[2])[:2] == ["python", "-c"]


def test_the_image_stands_on_a_version_of_python_that_is_named_and_new_enough():
    version = re.fullmatch(r"docker\.io/library/python:(\d+)\.(\d+)-slim-\w+", step("FROM"))
    assert run.refusal((*map(int, version.groups()), 0)) is None


def test_the_program_in_the_image_belongs_to_root_and_runs_as_somebody_else():
    order = [instruction for instruction, _ in STEPS]
    assert step("USER") == "dti"
    assert order.index("COPY") < order.index("USER") < len(order) - 1 - order[::-1].index("RUN")
    made = next(rest for instruction, rest in STEPS if instruction == "RUN" and "install -d" in rest)
    assert set(made.partition("-g dti ")[2].split()) == WRITTEN
    assert set(json.loads(step("VOLUME"))) == {f"{PLACE}/{folder}" for folder in WRITTEN - {".venv"}}


def test_no_secret_and_nothing_that_was_loaded_gets_into_the_image():
    ignored = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    assert {".git", ".venv", "data/warehouse", "data/loaded", ".streamlit/secrets.toml"} <= set(ignored)


@pytest.mark.parametrize(("base", "status"), [("", 200), ("", 503), ("/dti", 200)])
def test_the_container_is_healthy_where_ready_says_so_below_the_base_path(base, status):
    class Ready(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(status if self.path == f"{base}/ready" else 404)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with HTTPServer(("127.0.0.1", 0), Ready) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        _, option, code = json.loads(step("HEALTHCHECK").partition("CMD ")[2])
        command = [sys.executable, option, code.replace(step("EXPOSE"), str(server.server_port))]
        environment = os.environ | {"STREAMLIT_SERVER_BASE_URL_PATH": base}
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=False)
        server.shutdown()
    assert (done.returncode == 0) == (status == 200)


def _fails(*command: str) -> bool:
    return subprocess.run(command, capture_output=True, timeout=300, check=False).returncode != 0


@pytest.fixture(params=["docker", "podman"])
def engine(request: pytest.FixtureRequest) -> Iterator[str]:
    """A container engine of this machine that works and has, or can fetch, the image below ours."""
    if not shutil.which(request.param):
        pytest.skip(f"{request.param} is not installed on this machine")
    base = step("FROM")
    if _fails(request.param, "info"):
        pytest.skip(f"{request.param} does not run on this machine")
    if _fails(request.param, "image", "inspect", base) and _fails(request.param, "pull", base):
        pytest.skip(f"{request.param} cannot fetch {base} on this machine")
    yield request.param
    subprocess.run([request.param, "rm", "--force", "--volumes", "dti-of-a-test"], capture_output=True, check=False)
    subprocess.run([request.param, "rmi", "dti:of-a-test"], capture_output=True, check=False)


def test_the_image_is_built_serves_and_stops(engine):
    def do(*arguments: str) -> str:
        done = subprocess.run(
            [engine, *arguments], cwd=ROOT, capture_output=True, text=True, timeout=BUILD_SECONDS, check=False
        )
        assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
        return done.stdout

    port = free_port()
    do("build", "--file", "deploy/Dockerfile", "--tag", "dti:of-a-test", ".")
    do("run", "--detach", "--name", "dti-of-a-test", "--publish", f"127.0.0.1:{port}:8501", "dti:of-a-test")
    deadline = time.monotonic() + 180
    while True:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/ready", timeout=30) as answer:
                assert json.loads(answer.read())["loading"] == "key"
            break
        except OSError:
            assert time.monotonic() < deadline, do("logs", "dti-of-a-test")
            time.sleep(0.5)
    assert "/start?key=" in do("logs", "dti-of-a-test")
    do("stop", "dti-of-a-test")
    assert do("inspect", "--format", "{{.State.ExitCode}}", "dti-of-a-test").strip() == "0"


def test_the_servers_of_the_compose_file_are_told_what_the_program_reads(monkeypatch):
    compose = yaml.safe_load((ROOT / "deploy" / "compose.yaml").read_text(encoding="utf-8"))
    services = compose["services"]
    roles = {}
    for name in ("publisher", "reader1", "reader2"):
        said = services[name]["environment"]
        for variable, value in said.items():
            monkeypatch.setenv(variable, value)
        lake = configured()
        assert lake and lake.publisher == paths.lake()["publisher"] != ""
        mounted = [volume.split(":")[1:] for volume in services[name]["volumes"]]
        assert [lake.files, *(["ro"] if lake.role == "reader" else [])] in mounted
        roles[name] = lake.role
    assert roles == {"publisher": "publisher", "reader1": "reader", "reader2": "reader"}
    proxy = (ROOT / "deploy" / "compose-nginx.conf").read_text(encoding="utf-8")
    assert re.findall(r"server (\w+):8501", proxy) == ["reader1", "reader2"]
    assert services["postgres"]["networks"] == ["catalogue"] and compose["networks"]["catalogue"] == {"internal": True}
