"""The environment .venv: made, filled with the exact pins, and known to be complete by its stamp."""

import errno
import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from launch.children import ROOT, running
from launch.sentences import CannotGoOn, say, sentences

VENV = ROOT / ".venv"
# what a server needs, and besides it one of a lake that servers share
RUNTIME_PINS = ("requirements.txt", *(("requirements-lake.txt",) if os.environ.get("DTI_LAKE") else ()))
TEST_PINS = ("requirements.txt", "requirements-dev.txt")
NEEDED_MEGABYTES = 1200  # the packages themselves and their archives while they are unpacked
FULL_DISK = (errno.ENOSPC, errno.EDQUOT)
NOT_PERMITTED = (errno.EACCES, errno.EPERM, errno.EROFS)

# What the output of venv or pip contains -> the reason it stands for. The first match wins: a pip that cannot
# reach its index ends with "No matching distribution found" as well.
SIGNS = (
    ("not_permitted", ("Permission denied", "Read-only file system", "Access is denied")),
    ("disk_full", ("No space left on device", "Disk quota exceeded", "not enough space on the disk")),
    ("no_venv", ("ensurepip is not available", "No module named ensurepip", "No module named venv")),
    ("index_unreachable", ("connection broken by", "Max retries exceeded", "Read timed out")),
    ("index_unreachable", ("ProxyError", "CERTIFICATE_VERIFY_FAILED", "HTTP error")),
    ("no_ready_build", ("No matching distribution found", "Could not find a version")),
)


def venv_python() -> Path:
    """The Python of the environment."""
    return VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def pin_hashes(names: tuple[str, ...]) -> dict[str, str]:
    """SHA-256 of each requirements file, by its name."""
    return {name: hashlib.sha256((ROOT / name).read_bytes()).hexdigest() for name in names}


def pinned_packages(names: tuple[str, ...]) -> set[str]:
    """Names of all packages that these requirements files pin for any machine."""
    lines = [line for name in names for line in (ROOT / name).read_text(encoding="utf-8").splitlines()]
    return {line.split("==")[0] for line in lines if "==" in line and not line.startswith("#")}


def stamp() -> Path:
    """File written last by an installation: an environment without it is half made."""
    return VENV / "installed-pins.json"


def interpreter() -> str:
    """The Python underneath the environment; an upgrade of the system's Python changes it."""
    return os.path.realpath(venv_python())


def installed_pins() -> dict[str, str] | None:
    """Hashes of the pins it holds; None when it is missing, half made, or made for another Python."""
    try:
        record = json.loads(stamp().read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    usable = venv_python().exists() and record["interpreter"] == interpreter()
    return record["pins"] if usable else None


def disk_full() -> CannotGoOn:
    """The refusal that names how much is free and how much is needed."""
    free = shutil.disk_usage(ROOT).free // 1_000_000
    return CannotGoOn("disk_full", place=ROOT, free=free, needed=NEEDED_MEGABYTES)


def failure(output: str) -> CannotGoOn:
    """The refusal that explains the output of a failed venv or pip."""
    reasons = (reason for reason, signs in SIGNS if any(sign in output for sign in signs))
    reason = next(reasons, "install_failed")
    if reason == "disk_full":
        return disk_full()
    return CannotGoOn(reason, python="{}.{}".format(*sys.version_info[:2]), detail=ROOT)


def run_installer(command: list[str]) -> None:
    """Run venv or pip, naming each package as it comes; raises CannotGoOn with the cause when it fails."""
    lines = []
    with running(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", errors="replace"
    ) as child:
        assert child.stdout is not None  # noqa: S101  a pipe was asked for
        for line in child.stdout:
            lines.append(line)
            if line.startswith("Collecting "):
                say("  " + line.split()[1])
        code = child.wait()
    if code:
        say("".join(lines[-15:]), sys.stderr)
        raise failure("".join(lines))


def make_venv() -> None:
    """An empty environment in place of whatever is there."""
    if not (importlib.util.find_spec("venv") and importlib.util.find_spec("ensurepip")):
        raise CannotGoOn("no_venv")
    if shutil.disk_usage(ROOT).free < NEEDED_MEGABYTES * 1_000_000:
        raise disk_full()
    say(sentences("preparing"))
    run_installer([sys.executable, "-m", "venv", "--clear", str(VENV)])


def install(names: tuple[str, ...]) -> None:
    """Bring the environment to these pins; no work at all when its stamp says that it holds them."""
    wanted, present = pin_hashes(names), installed_pins()
    if present is not None and wanted.items() <= present.items():
        return
    if present is None:
        make_venv()
    else:
        stamp().unlink()  # an interruption from here on leaves it half made, to be replaced at the next start
    say(sentences("installing", count=len(pinned_packages(names))))
    files = [part for name in names for part in ("-r", name)]
    options = ["--only-binary", ":all:", "--disable-pip-version-check", "--no-input", "--progress-bar", "off"]
    run_installer([str(venv_python()), "-m", "pip", "install", *options, *files])
    unfinished = stamp().with_suffix(".new")
    unfinished.write_text(json.dumps({"interpreter": interpreter(), "pins": wanted}), encoding="utf-8")
    unfinished.replace(stamp())
