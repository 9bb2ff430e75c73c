"""What to tell a person about a typed error, by the name of its class, and about a finding of `python -m etl verify`.

The placeholders of an error's sentence are the fields of its class.
"""

from text.catalogue import topic


def why(language: str, name: str, fields: dict[str, object]) -> str:
    """What is wrong with a build, as `sentence` says it, without what to do: for a start that mends it itself."""
    kind = fields.get("fault") or fields.get("reason") or ("" if fields.get("schema") else "unknown")
    return topic(language, "errors_why")[f"{name}.{kind}" if kind else name].format(**fields)


def sentence(language: str, name: str, fields: dict[str, object]) -> str:
    """What to tell a person about the error of class ``name`` with these ``fields``; a dash for an empty list.

    Raises KeyError for a new class.
    """
    key = f"{name}.{fields['reason']}" if "reason" in fields and name != "PointerLost" else name
    words = {
        field: ", ".join(map(str, value)) or "–" if isinstance(value, list | tuple | dict) else value
        for field, value in fields.items()
    }
    text = topic(language, "errors")[key]
    return text.format(why=why(language, name, fields), **words) if "{why}" in text else text.format(**words)


def finding(language: str, code: str, subject: str, detail: str) -> str:
    """What `verify` says of what it finds, in words where `detail` is a code; raises KeyError for a new code."""
    damage = topic(language, "findings_damage")
    if code.endswith("_damaged"):
        detail = damage[detail].format(subject=subject)
    elif code.endswith("_other_schema"):
        detail = detail or damage["schema_unknown"]
    return topic(language, "findings")[code].format(subject=subject, detail=detail)
