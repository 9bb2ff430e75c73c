"""What is said wrongly of a lake is refused in a sentence, before anything is done."""

import os
import subprocess
import sys

import pytest

from tests.serving import free_port
from text.catalogue import LANGUAGES
from text.errors import sentence
from warehouse.errors import LakeFailed
from warehouse.lake.settings import configured, is_reader, secrets
from warehouse.paths import ROOT

SOUND = {"DTI_LAKE": "dbname=lake", "DTI_LAKE_FILES": "/srv/lake", "DTI_LAKE_ROLE": "reader"}


@pytest.fixture(autouse=True)
def clean(monkeypatch):
    for name in [name for name in os.environ if name.startswith("DTI_LAKE")]:
        monkeypatch.delenv(name)


def say(monkeypatch, **said):
    for name, value in (SOUND | said).items():
        monkeypatch.setenv(name, value)


def test_nothing_said_is_no_lake():
    assert (configured(), is_reader()) == (None, False)


def test_a_sound_lake_is_read(monkeypatch):
    say(monkeypatch, DTI_LAKE_FILES="s3://bucket/lake", DTI_LAKE_ROLE="publisher")
    lake = configured()
    assert (lake.catalog, lake.files, lake.role) == ("dbname=lake", "s3://bucket/lake", "publisher")


@pytest.mark.parametrize(
    "said",
    [
        {"DTI_LAKE_ROLE": ""},
        {"DTI_LAKE_ROLE": "writer"},
        {"DTI_LAKE_FILES": ""},
        {"DTI_LAKE_FILES": "relative/folder"},
        {"DTI_LAKE_FILES": "/srv/lake/"},
        {"DTI_LAKE_FILES": "https://bucket"},
        {"DTI_LAKE": ""},
        {"DTI_LAKE": "dbname=lake password=secret"},
        {"DTI_LAKE": "postgresql://me:secret@host/lake"},
    ],
)
def test_what_is_wrong_is_named_and_no_password_repeated(monkeypatch, said):
    say(monkeypatch, **said)
    with pytest.raises(LakeFailed) as told:
        configured()
    [name] = said
    assert told.value.reason == "settings"
    assert name in told.value.detail
    for language in LANGUAGES:
        words = sentence(language, "LakeFailed", vars(told.value))
        assert name in words
        assert "secret" not in words


def test_an_address_without_password_is_sound(monkeypatch):
    say(monkeypatch, DTI_LAKE="postgresql://me@host:5432/lake?sslmode=require")
    assert configured().catalog.endswith("require")


@pytest.fixture
def secret_file(monkeypatch, tmp_path):
    def write(text: str, mode: int = 0o600):
        path = tmp_path / "secrets.toml"
        path.write_text(text)
        path.chmod(mode)
        say(monkeypatch, DTI_LAKE_SECRETS=str(path))
        return configured()

    return write


def test_secrets_of_the_store_come_from_a_file_that_only_this_account_reads(secret_file):
    lake = secret_file('key_id = "a"\nsecret = "b\'c"\nuse_ssl = false\n')
    assert secrets(lake) == {"key_id": "a", "secret": "b'c", "use_ssl": "false"}


@pytest.mark.parametrize(
    ("text", "mode"),
    [('key_id = "a"', 0o640), ('key_id = "a"', 0o604), ("key_id = ", 0o600), ('passwort = "a"', 0o600)],
)
def test_a_file_of_secrets_that_others_read_or_that_says_something_else_is_refused(secret_file, text, mode):
    lake = secret_file(text, mode)
    with pytest.raises(LakeFailed) as told:
        secrets(lake)
    assert told.value.reason == "settings"


def test_every_reason_has_its_sentence_in_both_languages():
    reasons = LakeFailed.__doc__.replace("\n", " ").split("``reason`` is")[1].split("``detail``")[0].split("``")[1::2]
    assert len(reasons) == 14
    for language in LANGUAGES:
        for reason in reasons:
            assert sentence(language, "LakeFailed", {"reason": reason, "detail": "x"})


def test_a_server_whose_lake_is_said_wrongly_does_not_start_and_says_why_in_both_languages(monkeypatch):
    say(monkeypatch, DTI_LAKE_ROLE="writer")
    command = [sys.executable, "-m", "streamlit", "run", "serve.py", "--server.port", str(free_port())]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, stdin=subprocess.DEVNULL)
    assert ended.returncode != 0
    for language in LANGUAGES:
        fields = {"reason": "settings", "detail": "DTI_LAKE_ROLE: writer (publisher, reader)"}
        assert sentence(language, "LakeFailed", fields) in ended.stderr
