"""JSON objects that carry a hash of their own content, so that one flipped bit in a name or a value is noticed."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

CHECKSUM = "seal"


class NotReadable(ValueError):
    """A text is no JSON object."""


class ChecksumMismatch(NotReadable):
    """An object does not match its own hash."""


def with_checksum(fields: Mapping[str, Any]) -> dict[str, Any]:
    """The fields, as JSON gives them back, and the hash of them all; what JSON does not know becomes text."""
    content = json.loads(json.dumps(fields, default=str))
    content.pop(CHECKSUM, None)
    return content | {CHECKSUM: _hash(content)}


def read(text: str) -> dict[str, Any]:
    """The fields of an object, without its hash. Raises NotReadable, and ChecksumMismatch where it has another hash.

    Counted over everything in it, fields of later versions too; objects of before have no hash and count as they are.
    """
    try:
        content = json.loads(text)
    except (ValueError, RecursionError) as fault:
        raise NotReadable(text[:80]) from fault
    if not isinstance(content, dict):
        raise NotReadable(text[:80])
    stated = content.pop(CHECKSUM, None)
    if stated is not None and stated != _hash(content):
        raise ChecksumMismatch(text[:80])
    return content


def are_texts(value: object) -> bool:
    """Whether a value is a list of texts, as ids and codes are kept."""
    return isinstance(value, list) and all(isinstance(each, str) for each in value)


def _hash(content: Mapping[str, object]) -> str:
    return hashlib.sha256(json.dumps(content, sort_keys=True, separators=(",", ":")).encode()).hexdigest()
