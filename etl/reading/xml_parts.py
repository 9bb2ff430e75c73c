"""Parts of a zip workbook as their XML streams by, never whole; runs only in the reading process."""

import zipfile
from collections.abc import Iterator, Sequence
from xml.parsers import expat  # limits entity expansion; the process around it limits the rest

_CHUNK = 2**20


def pieces(archive: zipfile.ZipFile, part: str) -> Iterator[bytes]:
    """The bytes of a part, one MB after the other."""
    with archive.open(part) as stream:
        while piece := stream.read(_CHUNK):
            yield piece


def has_any(archive: zipfile.ZipFile, part: str, marks: Sequence[bytes]) -> bool:
    """True if a part holds one of these bytes: a look that spares parsing a part without."""
    end, longest = b"", max(map(len, marks))
    for piece in pieces(archive, part):
        seen = end + piece
        if any(mark in seen for mark in marks):
            return True
        end = seen[-longest:]
    return False


def new_parser() -> expat.XMLParserType:
    """A parser that tells elements as their namespace, a space and their name, and a text in one piece."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    return parser


def parse(parser: expat.XMLParserType, archive: zipfile.ZipFile, part: str) -> None:
    """Put a whole part through a parser. Raises ExpatError where it is no XML."""
    for piece in pieces(archive, part):
        parser.Parse(piece, False)
    parser.Parse(b"", True)
