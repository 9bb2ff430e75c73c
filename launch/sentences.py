"""What run.py says, each sentence in every language, Vietnamese above the others."""

import sys
from typing import TextIO

from text.catalogue import LANGUAGES, topic


class CannotGoOn(Exception):
    """A reason to stop, by the key of its sentences; ``fields`` fill them."""

    def __init__(self, reason: str, **fields: object) -> None:
        super().__init__(reason)
        self.reason = reason
        self.fields = fields


def sentences(key: str, **fields: object) -> str:
    """The sentences of a key, a language per line, filled."""
    return "\n".join(topic(language, "start")[key].format(**fields) for language in LANGUAGES)


def help_text(key: str) -> str:
    """What `--help` says of a command or an option, the languages beside each other."""
    return " / ".join(topic(language, "start")[key] for language in LANGUAGES)


def say(text: str, stream: TextIO | None = None) -> None:
    """Print at once, also on a console that knows no Vietnamese letters."""
    stream = stream or sys.stdout
    encoding = stream.encoding or "ascii"
    print(text.encode(encoding, "replace").decode(encoding), file=stream, flush=True)
