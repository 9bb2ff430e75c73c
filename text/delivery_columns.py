"""What the columns of a delivered file may mean, in words: `unit_name`, or an indicator and a field, `dti:rank`."""

import re
from collections.abc import Mapping

from text.catalogue import topic

_CODE_NAME = re.compile(r"\b[a-z]+(?:_[a-z]+)+\b|^(?:title|publisher|authority|section)$")


def meaning(language: str, code: str, names: Mapping[str, str] | None = None) -> str:
    """The words for what a column means; an indicator nobody named here by its own code, or by `names` if given.

    A column that has no words here is called by the heading its layout gives it, which the caller passes in `names`.
    """
    indicator, colon, field = code.partition(":")
    given = names or {}
    if not colon:
        return given.get(code) or topic(language, "delivered_columns").get(code, code)
    name = given.get(indicator) or topic(language, "delivered_indicators").get(indicator, indicator)
    return f"{name}: {topic(language, 'delivered_columns').get(field, field)}"


def with_column_names(language: str, text: str) -> str:
    """The text with our names for columns in words; other words stay, and names that are plain words too."""
    names = topic(language, "delivered_columns")
    return _CODE_NAME.sub(lambda match: names.get(match[0], match[0]), text)
