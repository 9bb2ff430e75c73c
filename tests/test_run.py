"""The two commands: what they refuse, in which words, and that a finished installation costs nothing."""

import ast
import json
import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

import run
from launch import children, commands, environment, sentences, server

ROOT = Path(run.__file__).parent
NO_INDEX = """
Collecting altair==6.3.0
WARNING: Retrying (Retry(total=0)) after connection broken by 'NewConnectionError(...)': /simple/altair/
ERROR: Could not find a version that satisfies the requirement altair==6.3.0 (from versions: none)
ERROR: No matching distribution found for altair==6.3.0
"""
FULL_DISK = "ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device"
NO_WHEEL = "ERROR: No matching distribution found for duckdb==1.5.5"


@pytest.fixture
def project(tmp_path, monkeypatch):
    """An empty project with requirements, and the installer's command lines instead of an installer."""
    commands_run = []

    def install_nothing(command):
        commands_run.append(command)
        environment.venv_python().parent.mkdir(parents=True, exist_ok=True)
        environment.venv_python().touch()

    (tmp_path / "requirements.txt").write_text("duckdb==1.5.5\n    # via -r requirements.in\npolars==2.1.0\n")
    (tmp_path / "requirements-dev.txt").write_text("polars==2.1.0\npytest==9.2.0\n")
    monkeypatch.setattr(environment, "ROOT", tmp_path)
    monkeypatch.setattr(environment, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(environment, "NEEDED_MEGABYTES", 0)
    monkeypatch.setattr(environment, "run_installer", install_nothing)
    return tmp_path, commands_run


def test_run_can_be_read_by_python_3_6():
    ast.parse((ROOT / "run.py").read_text(encoding="utf-8"), feature_version=(3, 6))


@pytest.mark.parametrize("version", [(3, 6, 15), (3, 10, 13), (2, 7, 18)])
def test_a_python_that_is_too_old_is_named_in_both_languages(version):
    vietnamese, english, _ = run.refusal(version).split("\n")
    found = ".".join(map(str, version))
    assert vietnamese.startswith(f"Cần Python 3.11 trở lên; máy đang chạy Python {found}.")
    assert english.startswith(f"Python 3.11 or newer is needed; this is Python {found}.")


@pytest.mark.parametrize("version", [(3, 11, 0), (3, 14, 2), (4, 0, 0)])
def test_a_new_python_is_welcome(version):
    assert run.refusal(version) is None


def test_vietnamese_letters_do_not_break_a_console_without_them(capfd):
    with open(os.dup(1), "w", encoding="ascii") as console:
        sentences.say("Đã dừng.", console)
    assert capfd.readouterr().out == "?? d?ng.\n"


def test_the_dashboard_listens_on_this_machine_only_unless_told_otherwise():
    chosen = commands.start_arguments([])
    assert (chosen.host, chosen.port) == ("127.0.0.1", 8501)
    chosen = commands.start_arguments(["--port", "9000", "--host", "::1"])
    assert (chosen.host, chosen.port) == ("::1", 9000)


@pytest.mark.parametrize("arguments", [["--port", "0"], ["--port", "65536"], ["--port", "x"], ["tests"]])
def test_arguments_that_make_no_sense_are_refused(arguments, capsys):
    with pytest.raises(SystemExit) as ended:
        commands.start_arguments(arguments)
    assert ended.value.code == 2
    assert "run.py: error:" in capsys.readouterr().err


def test_prepare_installs_and_builds_and_serves_nothing(monkeypatch, capsys):
    done = []
    monkeypatch.setattr(commands, "install", done.append)
    monkeypatch.setattr(commands, "build", lambda: done.append("built") or True)
    monkeypatch.setattr(commands, "serve", lambda *_: done.append("served"))
    monkeypatch.setattr(commands, "pass_on_termination", lambda: None)
    assert commands.run(["prepare", "--port", "8501"]) == 2
    assert done == []
    assert commands.run(["prepare"]) == 0
    assert done == [("requirements.txt",), "built"]
    assert "Ready to be started." in capsys.readouterr().out


@pytest.mark.parametrize(
    ("ends", "told", "code"),
    [
        ([1, 0], "the dashboard uses the one before", 0),
        ([1, 1], "the current one is damaged or cannot be used", 1),
        ([0], "", 0),
    ],
)
def test_where_building_fails_what_is_said_of_the_build_before_is_true(
    monkeypatch, tmp_path, capsys, ends, told, code
):
    (tmp_path / "a.duckdb").write_bytes(b"")
    monkeypatch.setenv("DTI_WAREHOUSE_DIR", str(tmp_path))
    monkeypatch.setattr(commands, "install", lambda *_: None)
    monkeypatch.setattr(commands, "exit_code", lambda *_, **__: ends.pop(0))
    monkeypatch.setattr(commands, "pass_on_termination", lambda: None)
    assert commands.run(["prepare"]) == code
    said = capsys.readouterr()
    assert told in said.err and ("Ready to be started." in said.out) is (code == 0)


def test_the_arguments_after_test_go_to_pytest_last_so_that_they_win(monkeypatch):
    installed, ran = [], []
    monkeypatch.setattr(commands, "install", installed.append)
    monkeypatch.setattr(commands, "exit_code", lambda command: ran.append(command) or 5)
    monkeypatch.setattr(commands, "pass_on_termination", lambda: None)
    assert commands.run(["test", "-k", "ranks", "--maxfail=1"]) == 5
    assert installed == [("requirements.txt", "requirements-dev.txt")]
    [command] = ran
    assert command[-len(commands.SHARED_OUT) - 3 :] == [*commands.SHARED_OUT, "-k", "ranks", "--maxfail=1"]
    assert "pytest" in command


def test_the_word_quick_after_test_asks_for_the_quick_ones_and_for_whatever_follows_of_them(monkeypatch):
    ran = []
    monkeypatch.setattr(commands, "install", lambda *_: None)
    monkeypatch.setattr(commands, "exit_code", lambda command: ran.append(command) or 0)
    monkeypatch.setattr(commands, "pass_on_termination", lambda: None)
    assert commands.run(["test", "quick", "-x"]) == 0
    assert ran[0][-3:] == ["-m", "quick", "-x"]


def test_a_second_start_runs_no_installer(project):
    _, ran = project
    environment.install(environment.RUNTIME_PINS)
    assert [command[2] for command in ran] == ["venv", "pip"]
    environment.install(environment.RUNTIME_PINS)
    assert len(ran) == 2


def test_the_pins_of_tests_are_added_once_and_serve_the_dashboard_too(project):
    _, ran = project
    environment.install(environment.RUNTIME_PINS)
    environment.install(environment.TEST_PINS)
    assert ran[2][-4:] == ["-r", "requirements.txt", "-r", "requirements-dev.txt"]
    environment.install(environment.TEST_PINS)
    environment.install(environment.RUNTIME_PINS)
    assert [command[2] for command in ran] == ["venv", "pip", "pip"]


def test_changed_pins_are_installed_into_the_same_environment(project):
    root, ran = project
    environment.install(environment.RUNTIME_PINS)
    (root / "requirements.txt").write_text("duckdb==1.5.6\n")
    environment.install(environment.RUNTIME_PINS)
    assert [command[2] for command in ran] == ["venv", "pip", "pip"]


def test_an_interrupted_installation_is_made_anew(project, monkeypatch):
    _, ran = project
    install_nothing = environment.run_installer

    def interrupted(command):
        install_nothing(command)
        if "pip" in command:
            raise KeyboardInterrupt

    monkeypatch.setattr(environment, "run_installer", interrupted)
    with pytest.raises(KeyboardInterrupt):
        environment.install(environment.RUNTIME_PINS)
    monkeypatch.setattr(environment, "run_installer", install_nothing)
    environment.install(environment.RUNTIME_PINS)
    assert [command[2] for command in ran] == ["venv", "pip", "venv", "pip"]
    assert "--clear" in ran[2]


@pytest.mark.parametrize("damage", ["python is gone", "another python", "stamp is cut off"])
def test_an_environment_that_cannot_be_trusted_is_made_anew(project, damage):
    _, ran = project
    environment.install(environment.RUNTIME_PINS)
    if damage == "python is gone":
        environment.venv_python().unlink()
    elif damage == "another python":
        record = json.loads(environment.stamp().read_text())
        environment.stamp().write_text(json.dumps({**record, "interpreter": "/usr/bin/python3.9"}))
    else:
        environment.stamp().write_text('{"interpreter": "/usr')
    environment.install(environment.RUNTIME_PINS)
    assert [command[2] for command in ran] == ["venv", "pip", "venv", "pip"]


def test_pins_are_counted_once(project):
    assert environment.pinned_packages(environment.TEST_PINS) == {"duckdb", "polars", "pytest"}


@pytest.mark.parametrize(
    ("output", "reason"),
    [
        (NO_INDEX, "index_unreachable"),
        (FULL_DISK, "disk_full"),
        (NO_WHEEL, "no_ready_build"),
        ("ensurepip is not available. On Debian/Ubuntu systems, you need to install python3-venv", "no_venv"),
        ("something else", "install_failed"),
    ],
)
def test_a_failed_installation_is_explained(output, reason):
    refusal = environment.failure(output)
    assert refusal.reason == reason
    assert "{" not in sentences.sentences(refusal.reason, **refusal.fields)


def test_the_output_of_a_failed_installer_is_shown_and_explained(capsys):
    script = f"import sys; print('Collecting duckdb==1.5.5 (from x)'); print({FULL_DISK!r}); sys.exit(1)"
    with pytest.raises(sentences.CannotGoOn, match="disk_full"):
        environment.run_installer([sys.executable, "-c", script])
    shown = capsys.readouterr()
    assert shown.out == "  duckdb==1.5.5\n"
    assert FULL_DISK in shown.err


def test_too_little_space_is_told_before_anything_is_made(project, monkeypatch):
    _, ran = project
    monkeypatch.setattr(environment, "NEEDED_MEGABYTES", 10**9)
    with pytest.raises(sentences.CannotGoOn, match="disk_full"):
        environment.install(environment.RUNTIME_PINS)
    assert ran == []


def test_a_python_without_venv_is_told_what_to_install(project, monkeypatch):
    monkeypatch.setattr(environment.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(sentences.CannotGoOn, match="no_venv"):
        environment.install(environment.RUNTIME_PINS)


def test_a_disk_that_fills_up_while_we_write_ends_with_a_sentence(monkeypatch, capsys):
    def no_space(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(commands, "install", no_space)
    monkeypatch.setattr(commands, "pass_on_termination", lambda: None)
    assert commands.run(["test"]) == 1
    assert "Ổ đĩa đã đầy" in capsys.readouterr().err


def test_a_taken_port_is_named_with_another_one_to_try(monkeypatch, capsys):
    monkeypatch.setattr(commands, "pass_on_termination", lambda: None)
    with socket.socket() as other_program:
        other_program.bind(("127.0.0.1", 0))
        other_program.listen()
        port = other_program.getsockname()[1]
        assert commands.run(["--port", str(port)]) == 1
    vietnamese, english, _ = capsys.readouterr().err.split("\n")
    assert vietnamese.startswith(f"Cổng {port} trên 127.0.0.1 đang được chương trình khác dùng.")
    assert english.startswith(f"Port {port} on 127.0.0.1 is in use by another program.")


def test_a_free_port_is_fine():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server.require_port("127.0.0.1", port)


def test_a_server_that_ends_before_it_serves_is_reported(monkeypatch):
    monkeypatch.setattr(server, "server_command", lambda *_: [sys.executable, "-c", "raise SystemExit(7)"])
    with pytest.raises(sentences.CannotGoOn) as refused:
        server.serve("127.0.0.1", 1)
    assert refused.value.fields == {"code": 7}


ANSWERING = """
import json, pathlib, sys, threading
from http.server import BaseHTTPRequestHandler, HTTPServer

class Page(BaseHTTPRequestHandler):
    def do_GET(self):
        is_below = self.path.startswith(sys.argv[4] + "/")
        self.send_response(200 if is_below else 404)
        self.end_headers()
        if self.path == sys.argv[4] + "/ready":
            self.wfile.write(json.dumps({"loading": sys.argv[2]}).encode())
            threading.Thread(target=page.shutdown).start()

    def log_message(self, *_):
        pass

page = HTTPServer(("127.0.0.1", int(sys.argv[1])), Page)
pathlib.Path(sys.argv[3]).write_text(sys.stdin.readline().strip())
page.serve_forever()
"""


@pytest.fixture
def started(tmp_path, monkeypatch, capfd):
    """Start a server that asks this of loaders, until it ends: what was printed, the key it got, its address."""
    monkeypatch.delenv("DTI_PUBLIC_ADDRESS", raising=False)
    monkeypatch.delenv("STREAMLIT_SERVER_BASE_URL_PATH", raising=False)

    def start(needs, base=""):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        command = [sys.executable, "-c", ANSWERING, str(port), needs, str(tmp_path / "key"), base]
        monkeypatch.setattr(server, "server_command", lambda *_: command)
        assert server.serve("127.0.0.1", port) == 0
        return capfd.readouterr().out, (tmp_path / "key").read_text(), f"http://127.0.0.1:{port}"

    return start


def test_the_address_of_readers_is_printed_last_and_alone_after_the_link_with_the_key_and_its_warning(
    started, monkeypatch
):
    monkeypatch.setenv("DTI_LOADING_KEY_FILE", "of an older key")
    told, key, address = started("key")
    assert len(key) == 43
    warning_vi, warning_en, _, link, _, ready_vi, ready_en, _, last = told.splitlines()
    assert "đừng đưa cho người khác" in warning_vi
    assert "give it to nobody else" in warning_en
    assert link.strip() == f"{address}/start?key={key}"
    assert ("sẵn sàng" in ready_vi, "ready" in ready_en) == (True, True)
    assert last.strip() == f"{address}/"
    assert told.count(key) == 1
    assert started("key")[1] != key


def test_behind_a_proxy_both_are_the_public_address(started, monkeypatch):
    monkeypatch.setenv("DTI_PUBLIC_ADDRESS", "https://dti.example.vn/")
    told, key, _ = started("key")
    assert [line.strip() for line in told.splitlines() if "://" in line] == [
        f"https://dti.example.vn/start?key={key}",
        "https://dti.example.vn/",
    ]


@pytest.mark.parametrize("written", ["dti", "/dti", "/dti/", " dti/ "])
@pytest.mark.parametrize("public", ["", "https://example.vn", "https://example.vn/dti/"])
def test_a_base_path_is_in_both_and_in_what_is_asked_of_the_server(started, monkeypatch, written, public):
    monkeypatch.setenv("STREAMLIT_SERVER_BASE_URL_PATH", written)
    monkeypatch.setenv("DTI_PUBLIC_ADDRESS", public)
    told, key, address = started("key", "/dti")
    place = "https://example.vn" if public else address
    assert [line.strip() for line in told.splitlines() if "://" in line] == [
        f"{place}/dti/start?key={key}",
        f"{place}/dti/",
    ]


def test_the_server_is_told_the_base_path_that_was_printed(tmp_path, monkeypatch):
    monkeypatch.setenv("STREAMLIT_SERVER_BASE_URL_PATH", "/dti/")
    assert "--server.baseUrlPath=/dti" in server.server_command("127.0.0.1", 8501)
    monkeypatch.delenv("STREAMLIT_SERVER_BASE_URL_PATH")
    assert "--server.baseUrlPath=" in server.server_command("127.0.0.1", 8501)
    (tmp_path / ".streamlit").mkdir()
    (tmp_path / ".streamlit" / "config.toml").write_text('[server]\nbaseUrlPath = "of/a/file"\n')
    monkeypatch.setattr(server, "ROOT", tmp_path)
    assert "--server.baseUrlPath=/of/a/file" in server.server_command("127.0.0.1", 8501)


def test_a_server_that_goes_on_without_a_page_is_ended_and_named_with_its_answer(started, monkeypatch):
    monkeypatch.setattr(server, "SECONDS_WITHOUT_PAGE", 0.2)
    monkeypatch.setenv("STREAMLIT_SERVER_BASE_URL_PATH", "nowhere")
    with pytest.raises(sentences.CannotGoOn) as refused:
        started("key", "/dti")
    assert refused.value.reason == "no_page"
    assert refused.value.fields["status"] == 404
    assert refused.value.fields["address"].endswith("/nowhere")


@pytest.mark.parametrize("needs", ["login", "nobody"])
def test_no_link_is_printed_where_the_key_opens_nothing(started, needs):
    told, key, address = started(needs)
    assert key not in told
    assert [line.strip() for line in told.splitlines() if "://" in line] == [f"{address}/"]


@pytest.mark.parametrize("handed_on", [{}, {"env": {"PYTHONPATH": "other"}}])
def test_a_child_runs_no_code_that_the_environment_of_its_starter_points_to(tmp_path, monkeypatch, capfd, handed_on):
    (tmp_path / "warehouse.py").write_text("raise SystemExit(9)\n")
    (tmp_path / "json.py").write_text("raise SystemExit(9)\n")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.setenv("PYTHONSAFEPATH", "1")
    monkeypatch.setenv("DTI_OF_A_TEST", "kept")
    handed_on = {name: os.environ | variables for name, variables in handed_on.items()}
    script = "import json, os, warehouse.paths; print(os.environ['DTI_OF_A_TEST'], 'PYTHONPATH' in os.environ)"
    with children.running([sys.executable, "-c", script], **handed_on) as child:
        assert child.wait() == 0
    assert capfd.readouterr().out.split() == ["kept", "False"]


def test_the_key_is_not_on_the_command_line():
    assert not [part for part in server.server_command("127.0.0.1", 8501) if "key" in part.lower()]


@pytest.mark.parametrize("host", ["0.0.0.0", "127.0.0.1"])
def test_a_server_opened_to_a_network_accepts_no_more_names_than_another(host):
    assert not [part for part in server.server_command(host, 8501) if "allowedHosts" in part]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGTERM to pass on")
def test_a_termination_ends_the_child_too():
    script = (
        "import sys; from launch import children\n"
        "children.pass_on_termination()\n"
        "sleeper = 'import os, time; print(os.getpid(), flush=True); time.sleep(60)'\n"
        "try: children.exit_code([sys.executable, '-c', sleeper])\n"
        "except children.Terminated: sys.exit(9)\n"
    )
    parent = subprocess.Popen([sys.executable, "-c", script], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    child = int(parent.stdout.readline())
    parent.send_signal(signal.SIGTERM)
    assert parent.wait(children.SECONDS_AFTER_TERMINATION + 5) == 9
    with pytest.raises(ProcessLookupError):
        os.kill(child, 0)


def test_a_finished_installation_runs_neither_venv_nor_pip_again(project, monkeypatch):
    environment.install(environment.RUNTIME_PINS)
    ran = []
    monkeypatch.setattr(environment, "run_installer", ran.append)
    environment.install(environment.RUNTIME_PINS)
    assert ran == []


@pytest.mark.parametrize(("ci", "outcome"), [("true", "1 error"), ("", "1 skipped")])
def test_a_missing_browser_fails_in_ci_and_is_a_skip_with_its_reason_elsewhere(tmp_path, ci, outcome):
    fixture = (ROOT / "tests" / "conftest.py").read_text(encoding="utf-8")
    nowhere = "\nCHROMIUM_NAMES = CHROMIUM_PLACES = ()\n"
    (tmp_path / "conftest.py").write_text(fixture + nowhere, encoding="utf-8")
    (tmp_path / "test_page.py").write_text("def test_page(chromium): pass\n")
    (tmp_path / "pytest.ini").write_text("[pytest]\nmarkers = browser\n")
    command = [sys.executable, "-m", "pytest", "-ra", str(tmp_path)]
    done = subprocess.run(command, env={**os.environ, "CI": ci}, capture_output=True, text=True, check=False)
    assert outcome in done.stdout
    assert "no Chromium, Chrome or Edge found" in done.stdout


def test_the_requirements_pin_every_package_exactly_and_name_no_host():
    for name in environment.TEST_PINS:
        lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
        packages = [line for line in lines if line and not line.lstrip().startswith("#")]
        assert packages
        assert all("==" in line.split(";")[0] for line in packages)
        assert not [line for line in lines if "://" in line]
