"""The API described as OpenAPI 3.1: made of the endpoints, and of the columns that a build has."""

from collections.abc import Iterable
from typing import Any

from api import content, problems
from api.endpoints import ENDPOINTS, Endpoint
from api.parameters import JSON, LANGUAGE, Parameter
from text.catalogue import column_help, column_title, topic
from warehouse.columns import column_catalogue

PROBLEM = "Problem"


def document(build_id: str, page: str, language: str) -> dict[str, Any]:
    """The whole description, in the words of a language; ``page`` is where the API begins."""
    words = topic(language, "api")
    return {
        "openapi": "3.1.0",
        "info": {"title": words["title"], "version": "1", "description": words["about"]},
        "servers": [{"url": page.rstrip("/")}],
        "paths": {f"/{name}": {"get": _operation(endpoint, build_id, language)} for name, endpoint in ENDPOINTS.items()}
        | {"/openapi.json": {"get": _own(language)}},
        "components": {"schemas": {PROBLEM: _problem()}},
    }


def title(endpoint: Endpoint, language: str) -> str:
    """What an endpoint is called: in its own words, else as the mart is that it lists."""
    return topic(language, "api_endpoints").get(endpoint.name) or column_title(language, endpoint.mart)


def field_title(name: str, language: str) -> str:
    """What a column is called and means; the name itself for what is no column of a mart."""
    described = column_catalogue().by_name
    known = name if name in described else name.rpartition("_")[0]
    if known not in described:
        return topic(language, "api_fields").get(name, "")
    told = [column_title(language, known), column_help(language, known) or ""]
    return ". ".join(part.rstrip(".") for part in told if part)


def parameter_words(parameter: Parameter, language: str) -> str:
    """What a parameter is for."""
    return topic(language, "api_parameters")[parameter.name]


def _operation(endpoint: Endpoint, build_id: str, language: str) -> dict[str, Any]:
    fields = {
        name: schema | ({"description": told} if (told := field_title(name, language)) else {})
        for name, schema in endpoint.schema(build_id).items()
    }
    row = {"type": "object", "required": list(fields), "properties": fields}
    body: dict[str, Any] = row
    if endpoint.is_listing:
        body = {
            "type": "object",
            "required": ["build", "next", "rows"],
            "properties": {
                "build": {"type": "string"},
                "next": {"type": ["string", "null"]},
                "rows": {"type": "array", "items": row},
            },
        }
    return {
        "operationId": endpoint.name,
        "summary": title(endpoint, language),
        "parameters": [_parameter(each, endpoint.example.get(each.name), language) for each in endpoint.parameters],
        "responses": {"200": _response(body, endpoint.formats, language), **_problems(language)},
    }


def _parameter(parameter: Parameter, example: Any, language: str) -> dict[str, Any]:
    described = {
        "name": parameter.name,
        "in": "query",
        "required": parameter.is_required,
        "description": parameter_words(parameter, language),
        "schema": parameter.schema(),
    }
    if example is None:
        return described
    if isinstance(example, tuple):
        return described | {"example": list(example)}
    return described | {"example": int(example) if parameter.most else example}


def _own(language: str) -> dict[str, Any]:
    body = {"type": "object", "required": ["openapi", "info", "paths"]}
    return {
        "operationId": "openapi",
        "summary": topic(language, "api")["openapi"],
        "parameters": [_parameter(LANGUAGE, None, language)],
        "responses": {"200": _response(body, [JSON], language), **_problems(language)},
    }


def _response(body: dict[str, Any], formats: Iterable[str], language: str) -> dict[str, Any]:
    """What is answered: as JSON the body, in any other format a text or a file."""
    kinds = {content.MEDIA_TYPES[each]: {"schema": body if each == JSON else {"type": "string"}} for each in formats}
    headers = {name: {"schema": {"type": "string"}} for name in ("ETag", "DTI-Build")}
    return {"description": topic(language, "api")["answered"], "headers": headers, "content": kinds}


def _problems(language: str) -> dict[str, Any]:
    """What else may be answered, by status."""
    told: dict[str, list[str]] = {}
    for kind, status in problems.STATUSES.items():
        told.setdefault(str(status), []).append(topic(language, "api_problems")[kind])
    schema = {"schema": {"$ref": f"#/components/schemas/{PROBLEM}"}}
    return {
        status: {"description": "; ".join(titles), "content": {problems.MEDIA_TYPE: schema}}
        for status, titles in sorted(told.items())
    }


def _problem() -> dict[str, Any]:
    texts = ("type", "title", "detail", "instance", "reason")
    return {
        "type": "object",
        "required": [*texts, "status"],
        "properties": {
            **{name: {"type": "string"} for name in texts},
            "status": {"type": "integer"},
            "parameter": {"type": "string"},
            "known": {"type": "array", "items": {"type": "string"}},
        },
    }
