"""A build of all real data as the current one, and the two doors: the package and its command line in this process."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from planning.__main__ import main
from warehouse import builds


@pytest.fixture
def build_id(warehouse: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The id of a build of all real data, which the command line answers from."""
    monkeypatch.setenv("DTI_WAREHOUSE_DIR", str(warehouse))
    return builds.current_id(warehouse)


@pytest.fixture
def told(build_id: str, capsys: pytest.CaptureFixture) -> Callable[..., dict]:
    """What a command answers to machines: `told("need", "dti.2022.vn63", "08", "--rank", "40")`."""

    def ask(command: str, edition: str, unit: str, *more: str) -> dict:
        assert main([command, "--edition", edition, "--unit", unit, "--json", *more]) == 0, capsys.readouterr().err
        return json.loads(capsys.readouterr().out)

    return ask
