"""The commands of run.py: start the dashboard, prepare its start, run the tests."""

import argparse
import sys
from subprocess import DEVNULL

from launch.children import Terminated, exit_code, pass_on_termination
from launch.environment import FULL_DISK, NOT_PERMITTED, RUNTIME_PINS, TEST_PINS, disk_full, install, venv_python
from launch.sentences import CannotGoOn, help_text, say, sentences
from launch.server import require_port, serve

QUICK = "quick"  # the word after `test`, and the marker of tests
# up to four, for a browser and a server of its own may stand behind each; files of a folder follow one another, so that
# these need not be started again
SHARED_OUT = ("-n", "logical", "--maxprocesses", "4", "--dist", "loadfile", "--no-loadscope-reorder")


def port_number(text: str) -> int:
    """A port from 1 to 65535; ValueError for anything else."""
    port = int(text)
    if not 1 <= port <= 65535:
        raise ValueError(text)
    return port


def start_arguments(arguments: list[str]) -> argparse.Namespace:
    """The host and the port asked for; ends the program on anything it does not know."""
    parser = argparse.ArgumentParser(
        prog="run.py",
        description=help_text("help"),
        epilog=f"run.py prepare: {help_text('help_prepare')} run.py test [pytest …]: {help_text('help_test')} "
        f"run.py test quick [pytest …]: {help_text('help_test_quick')}",
    )
    parser.add_argument("--host", default="127.0.0.1", help=f"{help_text('help_host')} (%(default)s)")
    parser.add_argument("--port", default=8501, type=port_number, help=f"{help_text('help_port')} (%(default)s)")
    return parser.parse_args(arguments)


def build() -> bool:
    """Bring the warehouse to the data and rules of this checkout, a fraction of a second where nothing has changed;
    whether readers have a build to use. A server that follows a publisher builds nothing.

    A build somebody rolled back stays rolled back. Where building fails, an earlier build is served if it is whole, and
    either said; raises CannotGoOn where there is none.
    """
    from warehouse.paths import lake, warehouse_dir

    if lake()["catalog"] and lake()["role"] == "reader":
        return True  # the server takes over what is published, and says how far it is
    has_build = any(warehouse_dir().glob("*.duckdb"))
    if not has_build:
        say(sentences("building"))
    etl = [str(venv_python()), "-X", "utf8", "-m", "etl"]
    if not exit_code([*etl, "build", "--keep-rollback", "--wait", "120"]):
        return True
    if not has_build:
        raise CannotGoOn("build_failed")
    is_whole = exit_code([*etl, "status"], stdout=DEVNULL, stderr=DEVNULL) == 0
    say(sentences("earlier_build" if is_whole else "no_whole_build"), sys.stderr)
    return is_whole


def start(arguments: list[str]) -> int:
    """Install what is missing, build what has changed, serve; the server's exit code."""
    chosen = start_arguments(arguments)
    require_port(chosen.host, chosen.port)
    install(RUNTIME_PINS)
    build()
    return serve(chosen.host, chosen.port)


def prepare(arguments: list[str]) -> int:
    """Install what is missing and build what has changed, so that the next start only serves; 1 where readers would
    have no build to use, 2 on wrong use.
    """
    if arguments:
        say(sentences("prepare_alone"), sys.stderr)
        return 2
    install(RUNTIME_PINS)
    if not build():
        return 1
    say(sentences("prepared"))
    return 0


def test(arguments: list[str]) -> int:
    """Install what tests need and run all, or those that pytest's arguments select; pytest's exit code.

    After `quick` only the quick ones run. The files of tests are shared out to the cores: `-n 0` behind `test` runs
    them one after the other.
    """
    install(TEST_PINS)
    if arguments[:1] == [QUICK]:
        arguments = ["-m", QUICK, *arguments[1:]]
    return exit_code([str(venv_python()), "-X", "utf8", "-m", "pytest", *SHARED_OUT, *arguments])


def run(arguments: list[str]) -> int:
    """Exit code of a command line: 1 with its sentences when it cannot go on, 130 when it was interrupted."""
    pass_on_termination()
    try:
        others = {"prepare": prepare, "test": test}
        command = others.get(arguments[0]) if arguments else None
        return command(arguments[1:]) if command else start(arguments)
    except CannotGoOn as refusal:
        say(sentences(refusal.reason, **refusal.fields), sys.stderr)
        return 1
    except OSError as error:
        if error.errno not in (*FULL_DISK, *NOT_PERMITTED):
            raise
        cause = disk_full() if error.errno in FULL_DISK else CannotGoOn("not_permitted", detail=error)
        say(sentences(cause.reason, **cause.fields), sys.stderr)
        return 1
    except (KeyboardInterrupt, Terminated):
        say(sentences("stopped"), sys.stderr)
        return 130
