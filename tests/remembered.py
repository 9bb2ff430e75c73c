"""What tests need not work out again: the rules of folders whose files are the same, wherever these lie."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from copy import copy
from pathlib import Path

import pytest

from etl import staging
from etl.fingerprint import inputs_hash


def _remembering(genuine: Callable, name: Callable[..., str]) -> Callable:
    known: dict[str, tuple] = {}

    def read(*given: object) -> tuple:
        key = name(*given)
        if key not in known:
            known[key] = genuine(*given)
        return tuple(copy(each) for each in known[key])  # callers add problems to the list of problems

    return read


def _reference_files(reference: Path, sql: Path, on_top: Sequence[Path] = ()) -> str:
    folders = [inputs_hash([each]) for each in (reference, sql / "reference", *(one / "reference" for one in on_top))]
    return f"{reference.is_dir()} {folders}"


def _layout_files(folders: Sequence[Path], columns: Mapping[str, object], kinds: Mapping[str, object]) -> str:
    return f"{[inputs_hash([each]) for each in folders]} {columns} {list(kinds)}"


@pytest.fixture(scope="session", autouse=True)
def rules_are_read_once() -> Iterator[None]:
    """Rules are half of the work of checking a small file; folders with the same files have the same rules."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(staging, "read_reference", _remembering(staging.read_reference, _reference_files))
        patch.setattr(staging, "read_layouts", _remembering(staging.read_layouts, _layout_files))
        yield
