"""Documents of the build that a window shows: what they say, what they lack, and the buttons that give them."""

from dataclasses import dataclass
from functools import partial

from access.roles import VIEWER
from planning.errors import PlanningError
from reports import documents, facts, templates
from reports.content import Content, Paragraph, is_of_words
from reports.target import Aim
from ui import data, file_button
from ui.choices import declared, url
from ui.visit import Visit

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
CHAPTER, PROFILE = "chapter", "profile"


@dataclass(frozen=True)
class Told:
    """What a document would say: how many figures it prints, and the paragraphs that name what is missing."""

    figure_count: int
    gaps: tuple[str, ...]


def aim_asked() -> Aim:
    """The target and the scenario that the address asks for, as the simulator writes them."""
    target, added, gained, others = (
        (url.query_param(choice.name) or "").strip()
        for choice in (
            declared.DOCUMENT_TARGET, declared.DOCUMENT_ADD, declared.DOCUMENT_GAIN, declared.DOCUMENT_OTHERS,
        )
    )  # fmt: skip
    aim = Aim(
        rank=target or None,
        add=tuple(part.replace(":", "=", 1) for part in added.split(",") if part.strip()),
        gain=tuple(code.strip() for code in gained.split(",") if code.strip()),
        others=others or Aim.others,
    )
    return Aim() if aim.is_loose else aim


def told(visit: Visit, unit: dict, aim: Aim) -> Told:
    """What the chapter about a unit says with a target, once for all visitors. Raises PlanningError for a target that
    cannot be understood or worked out.
    """

    def read() -> Told:
        said = content(visit, unit, CHAPTER, aim)
        blocks = (block for found in said.blocks.values() for block in found)
        gaps = (block.text for block in blocks if isinstance(block, Paragraph) and block.style == "DTI Gap")
        figures = [figure for figure in said.printed() if not is_of_words(figure.address)]
        return Told(len(figures), tuple(dict.fromkeys(said.figures.plain(text) for text in gaps)))

    return data.kept(read, "document", *visit.seen(unit["unit_code"], repr(aim)))


def content(visit: Visit, unit: dict, kind: str, aim: Aim) -> Content:
    """What a document says of a unit in the edition and build of the visit."""
    known = facts.read(visit.build_id, visit.edition, unit["unit_code"])
    return documents.content(kind, known, visit.language, aim)


def offer(visit: Visit, unit: dict, kind: str, aim: Aim, key: str, label: str = "") -> None:
    """Draw the button for a document; it is made at the click, by the template in use then."""
    file_button.draw(
        label or visit.say(f"documents_{kind}"),
        partial(_made, visit, unit, kind, aim),
        DOCX,
        VIEWER,
        file_name=visit.file_stem(visit.say(f"documents_file_{kind}"), visit.named(unit)) + ".docx",
        key=key,
        icon=":material/description:",
    )


def _made(visit: Visit, unit: dict, kind: str, aim: Aim) -> bytes:
    return templates.document(content(visit, unit, kind, aim))


def refusal(visit: Visit, unit: dict, aim: Aim) -> PlanningError | None:
    """Why the target that is asked for cannot be put into the chapter; None where it can, or nothing is asked."""
    try:
        told(visit, unit, aim)
    except PlanningError as refused:
        return refused
    return None
