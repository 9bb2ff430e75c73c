"""Reads a document as a person does: blocks with their styles, sections by their numbers, tables, bookmarks."""

import io
import re
import subprocess
import unicodedata
from dataclasses import dataclass
from pathlib import Path

import docx
from docx.oxml.ns import qn

HEADING = re.compile(r"^(\d+(\.\d+)+\.?|Phụ lục|Nguồn|Annex|Sources)")


@dataclass
class Read:
    """A document: `blocks` are pairs of style and text, rows of tables with the style `tbl`."""

    document: object
    blocks: list[tuple[str, str]]
    tables: list[list[list[str]]]

    @property
    def text(self) -> str:
        return "\n".join(text for _, text in self.blocks)

    def section(self, name: str) -> str | None:
        """What stands below the heading that begins with a number or word, up to the next heading."""
        heads = [at for at, (style, text) in enumerate(self.blocks)
                 if style.lower().startswith("heading") and HEADING.match(text.strip())]  # fmt: skip
        start = next((at for at in heads if re.match(re.escape(name) + r"(?!\d)", self.blocks[at][1].strip())), None)
        if start is None:
            return None
        end = next((at for at in heads if at > start), len(self.blocks))
        return "\n".join(text for _, text in self.blocks[start:end])

    def table_with(self, title: str) -> list[list[str]]:
        return next(table for table in self.tables if title in table[0])


def read(content: bytes) -> Read:
    document = docx.Document(io.BytesIO(content))
    blocks, tables = [], []
    for element in document.element.body.iterchildren():
        if element.tag == qn("w:p"):
            style = element.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
            blocks.append((style.get(qn("w:val")) if style is not None else "", text_of(element)))
        elif element.tag == qn("w:tbl"):
            rows = [
                [" ".join(map(text_of, cell.iter(qn("w:p")))).strip() for cell in row.findall(qn("w:tc"))]
                for row in element.findall(qn("w:tr"))
            ]
            tables.append(rows)
            blocks += [("tbl", " | ".join(row)) for row in rows]
    return Read(document, blocks, tables)


def text_of(element) -> str:
    """What a reader sees of a paragraph, deletions left out."""
    seen = "".join(
        piece.text or ""
        for piece in element.iter(qn("w:t"))
        if not any(each.tag == qn("w:del") for each in piece.iterancestors())
    )
    return unicodedata.normalize("NFC", seen).replace("\xa0", " ")


def bookmarks(content: bytes) -> dict[str, str]:
    """Our bookmarks by name with the text each holds; that of a picture is empty."""
    found = {}
    for start in docx.Document(io.BytesIO(content)).element.body.iter(qn("w:bookmarkStart")):
        if start.get(qn("w:name")).startswith("dti_"):
            runs, node = [], start.getnext()
            while node is not None and not (
                node.tag == qn("w:bookmarkEnd") and node.get(qn("w:id")) == start.get(qn("w:id"))
            ):
                runs.append(text_of(node))
                node = node.getnext()
            found[start.get(qn("w:name"))] = "".join(runs)
    return found


def outside_of_bookmarks(content: bytes) -> list[str]:
    """Each paragraph's text with what stands in our bookmarks left out."""
    texts = []
    for paragraph in docx.Document(io.BytesIO(content)).element.body.iter(qn("w:p")):
        open_marks: set[str] = set()
        left = ""
        for node in paragraph.iter():
            if node.tag == qn("w:bookmarkStart") and node.get(qn("w:name")).startswith("dti_"):
                open_marks.add(node.get(qn("w:id")))
                left += "§"
            elif node.tag == qn("w:bookmarkEnd"):
                open_marks.discard(node.get(qn("w:id")))
            elif node.tag == qn("w:t") and not open_marks:
                left += node.text or ""
        texts.append(left)
    return texts


def through_libreoffice(folder: Path, content: bytes, *kinds: str) -> bytes:
    """The document after LibreOffice has opened and saved it, as each of the kinds after the other."""
    path = folder / "document.docx"
    path.write_bytes(content)
    for place, kind in enumerate(kinds):
        out = folder / f"step{place}"
        command = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", kind]
        subprocess.run([*command, "--outdir", str(out), str(path)], check=True, capture_output=True, timeout=180)
        path = out / f"{path.stem}.{kind}"
    return path.read_bytes()
