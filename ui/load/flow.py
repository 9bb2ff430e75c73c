"""How far a visitor is with loading: what each step gave, kept over reruns, dropped when an earlier step changes."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from hashlib import sha256
from typing import TypeVar

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from etl.deliveries.deliveries import Purpose
from etl.errors import BaseMoved, EtlError
from etl.problems import Problem
from etl.uploads.loading import Checked, ColumnMapping, Preview, Upload
from text import formats
from text.catalogue import say
from ui import access, notes
from ui.load import words as load_words
from ui.load.purpose import Chosen
from warehouse.builds import Stamp
from warehouse.errors import ChecksFailed, UnknownBuild, WarehouseError

_KEPT = "load.flow"
T = TypeVar("T")


@dataclass
class PublishAttempt:
    """One attempt to change the data: its preview, why it was refused, and the build that was published."""

    preview: Preview | None = None
    refused: str = ""
    problems: Sequence[Problem] = ()
    rows: dict[str, list[dict]] = field(default_factory=dict)
    is_moved: bool = False
    published: Stamp | None = None

    @property
    def candidate(self) -> Preview | None:
        """The candidate, while it can still be published."""
        return None if self.is_moved else self.preview


@dataclass
class Flow:
    """One load. `turn` counts the loads of a session, so that each begins with an empty uploader."""

    turn: int = 0
    key: tuple = ()
    checked: Checked | None = None
    mapping: ColumnMapping | None = None
    scale: str | None = None
    chosen: Chosen | None = None
    attempt: PublishAttempt = field(default_factory=PublishAttempt)

    def is_for(self, purpose: Purpose, uploads: Sequence[Upload]) -> bool:
        """Whether what is kept is about these very files, this purpose and what was said of them; if not, it is
        forgotten.
        """
        digests = tuple((upload.name, sha256(upload.content).hexdigest()) for upload in uploads)
        if self.key and self.key[1] != digests:
            self.mapping = self.scale = None
        mapped = self.mapping and (self.mapping.layout, *sorted(self.mapping.columns.items()))
        key = (purpose, digests, mapped, self.scale)
        if key != self.key:
            self.key, self.checked = key, None
            self.drop()
        return self.checked is not None

    def say_scale(self, scale: str | None) -> None:
        """Take down what a person says the figures of the files are; None for nothing."""
        self.scale = scale

    def drop(self) -> None:
        """Forget the preview and what came of it."""
        self.attempt = PublishAttempt()

    def begin_anew(self) -> None:
        """Forget everything, for the next load."""
        st.session_state[_KEPT] = Flow(self.turn + 1)


def current() -> Flow:
    """The load of this session."""
    return st.session_state.setdefault(_KEPT, Flow())


def heading(number: int, title: str, *, is_open: bool = True) -> None:
    """Draw the heading of a step; one that is still to come is quiet."""
    words = f"{number}. {title}"
    st.header(notes.literal(words) if is_open else notes.gray(words), anchor=False)


def try_as_analyst(attempt: PublishAttempt, language: str, do: Callable[[], T]) -> T | None:
    """Do what an analyst may, after asking again whether this visitor is one; None, with the sentence, if refused.

    No sentence where the right has ended: `resume.waits` tells that for as long as it holds.
    """
    attempt.refused, attempt.problems, attempt.rows, attempt.is_moved = "", (), {}, False
    if not access.is_allowed("analyst"):
        return None
    try:
        return do()
    except (EtlError, WarehouseError) as error:
        attempt.refused = load_words.refusal(error, language)
        attempt.problems = getattr(error, "problems", ())
        attempt.rows = error.rows if isinstance(error, ChecksFailed) else {}
        attempt.is_moved = isinstance(error, BaseMoved | UnknownBuild)
        return None


def progress(status: DeltaGenerator, language: str) -> Callable[[str, int, int], None]:
    """What the loader calls while it works: a bar below the status says the step and how far it is."""
    bar = status.progress(0.0)

    def show(step: str, done: int, total: int) -> None:
        share = min(done / total, 1.0) if total else 0.0
        words = {"step": load_words.step(step, language), "share": formats.percent(Decimal(share), language, 0)}
        bar.progress(share, notes.literal(say(language, "load_progress", **words)))

    return show
