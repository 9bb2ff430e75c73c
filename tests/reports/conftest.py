"""Documents of the real build, each made once for all tests of a file."""

import shutil
from collections.abc import Callable
from functools import cache

import pytest

from reports import documents, facts
from reports.content import Content
from warehouse.queries.editions import Wanted


@pytest.fixture(scope="session")
def real(warehouse):
    """The build of all real data is the current one."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DTI_WAREHOUSE_DIR", str(warehouse))
        yield warehouse


@pytest.fixture(scope="session")
def content(real) -> Callable[..., Content]:
    """What a document of a kind says of a unit in an edition."""

    @cache
    def said(kind: str, edition: str, unit: str, language: str = "vi") -> Content:
        return documents.content(kind, facts.of_words(Wanted(edition), unit), language)

    return said


@pytest.fixture(scope="session")
def document(real) -> Callable[..., bytes]:
    """The document by the program's own template."""

    @cache
    def made(kind: str, edition: str, unit: str, language: str = "vi") -> bytes:
        return documents.made(kind, Wanted(edition), unit, language)

    return made


@pytest.fixture
def soffice():
    """LibreOffice, or a skip with its reason."""
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice is not installed on this machine")
