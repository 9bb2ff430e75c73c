"""Tracked changes and comments of a document, as whoever reviews it sees and accepts them."""

import io

import docx
from docx.oxml.ns import qn


def tracked(content: bytes, tag: str) -> list[str]:
    body = docx.Document(io.BytesIO(content)).element.body
    piece = qn("w:delText") if tag == "w:del" else qn("w:t")
    return ["".join(node.text or "" for node in change.iter(piece)) for change in body.iter(qn(tag))]


def comments(content: bytes) -> list[str]:
    return [comment.text for comment in docx.Document(io.BytesIO(content)).comments]


def edited(content: bytes, change) -> bytes:
    document = docx.Document(io.BytesIO(content))
    change(document)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def accepted(content: bytes) -> bytes:
    """The document after a person has accepted every tracked change."""

    def accept(opened):
        body = opened.element.body
        for row in list(body.iter(qn("w:tr"))):
            if row.find(f"{qn('w:trPr')}/{qn('w:del')}") is not None:
                row.getparent().remove(row)
        for paragraph in list(body.iter(qn("w:p"))):
            if paragraph.find(f"{qn('w:pPr')}/{qn('w:rPr')}/{qn('w:del')}") is not None:
                paragraph.getparent().remove(paragraph)
        for change in list(body.iter(qn("w:del"))):
            change.getparent().remove(change)
        for change in list(body.iter(qn("w:ins"))):
            for node in list(change):
                change.addprevious(node)
            change.getparent().remove(change)

    return edited(content, accept)
