"""Templates that an administrator keeps for documents, one series per kind and language: the newest is used, none is
overwritten. Without one the template that comes with the program is used.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from reports import limited
from reports.built_in_template import built_in
from reports.content import Content
from reports.limited import Check, Render
from text import formats
from text.catalogue import say
from warehouse import atomic_files, builds, paths

FOLDER = "templates"  # below the folder of what was loaded: it is in every backup of that
_NAME = re.compile(r"(?P<kind>[a-z]+)\.(?P<language>[a-z]+)\.(?P<number>[0-9]{4})\.docx")


@dataclass(frozen=True)
class Kept:
    """A template that was kept: the `number` of its series, and `left_out`, what of the content it does not print, as
    far as that was asked.
    """

    kind: str
    language: str
    number: int
    path: Path
    left_out: tuple[str, ...] = ()

    @property
    def when(self) -> datetime:
        """When it was kept, UTC."""
        return datetime.fromtimestamp(self.path.stat().st_mtime, UTC)


def kept(kind: str, language: str) -> list[Kept]:
    """The templates of a kind of document that were kept, the newest first."""
    found = []
    for path in _folder().glob(f"{kind}.{language}.*.docx"):
        if match := _NAME.fullmatch(path.name):
            found.append(Kept(match["kind"], match["language"], int(match["number"]), path))
    return sorted(found, key=lambda each: -each.number)


def current(kind: str, language: str) -> tuple[bytes, bool]:
    """The template to use, and whether an office made it."""
    found = kept(kind, language)
    return (found[0].path.read_bytes(), True) if found else (built_in(kind, language), False)


def keep(template: bytes, kind: str, language: str) -> Kept:
    """Keep a template as the newest of its series; the ones before stay. Raises OfficeTemplateRefused, OSError."""
    left_out = require_usable(template, kind)
    folder = _folder()
    folder.mkdir(parents=True, exist_ok=True)
    number = max((each.number for each in kept(kind, language)), default=0) + 1
    path = folder / f"{kind}.{language}.{number:04d}.docx"
    atomic_files.replace(path, template)
    return Kept(kind, language, number, path, left_out)


def require_usable(template: bytes, kind: str) -> tuple[str, ...]:
    """The parts of the content that a template leaves out. Raises OfficeTemplateRefused for one that may not be used,
    with what was found and where.
    """
    return tuple(limited.ask(Check(template, kind)).facts["left_out"])


def told_left_out(names: Sequence[str], language: str) -> str:
    """What a template leaves out, in words: `Phụ lục phân công ({{ annex }})`."""
    parts = (say(language, f"report_part_{name.replace('.', '_')}", name=f"{{{{ {name} }}}}") for name in names)
    return say(language, "report_template_leaves_out", parts=formats.phrases(parts, language))


def lines(kind: str, language: str) -> list[str]:
    """The templates of a kind that were kept, in words: name, when, and whether it is used."""
    keys = ("report_template_in_use", *["report_template_former"] * len(kept(kind, language)))
    return [
        say(language, key, name=each.path.name, when=formats.minute(each.when, language))
        for key, each in zip(keys, kept(kind, language), strict=False)
    ]


def go_back(kind: str, language: str) -> Kept | None:
    """Let the template before the newest be used again, as a new one of the series; that of the program where there is
    none before. None where nothing was kept.
    """
    found = kept(kind, language)
    if not found:
        return None
    before = found[1].path.read_bytes() if len(found) > 1 else built_in(kind, language)
    return keep(before, kind, language)


def use_own(kind: str, language: str) -> Kept | None:
    """Let the template of the program be used again, as a new one of the series; None where nothing was kept."""
    return keep(built_in(kind, language), kind, language) if kept(kind, language) else None


def document(content: Content, template: bytes | None = None) -> bytes:
    """The document by the template in use, or by one that is only tried. An office's template is opened in another
    process; the program's own here. Raises OfficeTemplateRefused, and what reading the build's stamp does.
    """
    made_at = builds.stamp(paths.warehouse_dir(), content.build_id).built_time
    is_foreign = template is not None
    if template is None:
        template, is_foreign = current(content.kind, content.language)
    if is_foreign:
        return limited.ask(Render(template, content, made_at)).document
    from reports import word  # two tenths of a second, which no page should wait for

    return word.render(content, template, made_at)


def _folder() -> Path:
    return paths.loaded_dir() / FOLDER
