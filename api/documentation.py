"""The documentation of the API as one page: no script, nothing from elsewhere, made of what the API itself reads."""

import shlex
from collections.abc import Iterable
from html import escape
from urllib.parse import quote, urlencode

from api import openapi, parameters, problems
from api.endpoints import ENDPOINTS, Endpoint
from api.parameters import Parameter
from text.catalogue import LANGUAGES, formats_of, topic

_STYLE = """
:root { color-scheme: light dark; --ink: #1b1f24; --quiet: #57606a; --line: #d0d7de; --ground: #fff; --code: #f3f5f7;
  --link: #0b5cad; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6e8eb; --quiet: #a5adb6; --line: #3a4149; --ground: #14171b;
  --code: #20252b; --link: #7db7f5; } }
body { margin: 0 auto; padding: 1rem 1rem 4rem; max-width: 62rem; color: var(--ink); background: var(--ground);
  font: 1rem/1.55 "Be Vietnam Pro", system-ui, sans-serif; }
h1 { font-size: 1.6rem; line-height: 1.25; } h2 { margin-top: 2.5rem; } h3 { margin-top: 2rem; }
a { color: var(--link); } a:focus-visible, [tabindex]:focus-visible { outline: 3px solid var(--link); }
code, pre { font-family: ui-monospace, monospace; font-size: .9rem; background: var(--code); border-radius: 4px; }
code { padding: .1em .3em; overflow-wrap: anywhere; } pre { padding: .75rem; overflow-x: auto; }
pre code { padding: 0; overflow-wrap: normal; }
.wide { overflow-x: auto; } table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: .4rem .6rem; border-bottom: 1px solid var(--line); }
thead th { color: var(--quiet); font-weight: 600; } tbody th { font-weight: 400; white-space: nowrap; }
summary { cursor: pointer; padding: .4rem 0; } .quiet { color: var(--quiet); }
@media print { details > * { display: block; } pre { white-space: pre-wrap; } }
"""


def page(build_id: str, address: str, origin: str, language: str) -> bytes:
    """The page in a language. ``address`` is the path that the API begins with, ``origin`` where this server is."""
    words = topic(language, "api")
    told = [f"<p>{escape(words[key])}</p>" for key in _HOW]
    endpoints = [_endpoint(each, build_id, f"{origin}{address}", language) for each in ENDPOINTS.values()]
    listed = "".join(
        f'<li><a href="#{each.name}"><code>/{each.name}</code></a> {escape(openapi.title(each, language))}</li>'
        for each in ENDPOINTS.values()
    )
    others = " · ".join(
        f'<a href="?lang={code}" lang="{code}" hreflang="{code}">{escape(formats_of(code).name)}</a>'
        for code in LANGUAGES
        if code != language
    )
    parts = [
        f"<header><p>{others}</p><h1>{escape(words['title'])}</h1><p>{escape(words['about'])}</p>"
        f'<p><a href="{escape(address)}openapi.json?lang={language}">{escape(words["openapi"])}</a></p></header>',
        f"<main><h2>{escape(words['how'])}</h2>{''.join(told)}",
        f"<h2>{escape(words['endpoints'])}</h2><ul>{listed}</ul>{''.join(endpoints)}",
        f"<h2>{escape(words['problems'])}</h2>{_problems(language)}</main>",
        f'<footer class="quiet"><p>{escape(words["build"].format(build=build_id))}</p></footer>',
    ]
    head = (
        f'<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<link rel="icon" href="data:,">'  # else a browser asks for one
        f"<title>{escape(words['title'])}</title><style>{_STYLE}</style>"
    )
    return f'<!doctype html><html lang="{language}"><head>{head}</head><body>{"".join(parts)}</body></html>'.encode()


_HOW = ("how_codes", "how_figures", "how_formats", "how_pages", "how_tags", "how_limits", "how_plans")


def example(endpoint: Endpoint, address: str) -> str:
    """A command that asks the endpoint, for a shell."""
    query = urlencode(parameters.example(endpoint.example), quote_via=quote, safe="/:")
    return f"curl -sS {shlex.quote(f'{address}{endpoint.name}?{query}')}"


def _endpoint(endpoint: Endpoint, build_id: str, address: str, language: str) -> str:
    words = topic(language, "api")
    title = openapi.title(endpoint, language)
    of_parameters, of_fields = (f"{endpoint.name}: {words[each]}" for each in ("parameter", "field"))
    rows = [
        (each.name, openapi.parameter_words(each, language), _form(each, language)) for each in endpoint.parameters
    ]
    heads = (words["parameter"], words["meaning"], words["form"])
    fields = [(name, openapi.field_title(name, language)) for name in endpoint.schema(build_id)]
    return (
        f'<section aria-labelledby="{endpoint.name}"><h3 id="{endpoint.name}"><code>GET /{endpoint.name}</code></h3>'
        f"<p>{escape(title)}</p>{_table(heads, rows, of_parameters)}"
        f'<pre tabindex="0" aria-label="{escape(words["example"])} {endpoint.name}">'
        f"<code>{escape(example(endpoint, address))}</code></pre>"
        f"<details><summary>{escape(words['fields'])} (<code>{endpoint.name}</code>)</summary>"
        f"{_table((words['field'], words['meaning']), fields, of_fields)}</details></section>"
    )


def _form(parameter: Parameter, language: str) -> str:
    """What its value looks like: the choices, the bounds, or an example."""
    words = topic(language, "api")
    if parameter.choices:
        told = " | ".join(parameter.choices)
    elif parameter.most:
        told = f"{parameter.least}–{parameter.most}"
    else:
        told = words["such_as"].format(example=parameter.example)
    notes = [
        words["required"] if parameter.is_required else "",
        words["repeated"] if parameter.is_repeated else "",
        words["default"].format(value=parameter.default) if parameter.default is not None else "",
    ]
    return "; ".join([told, *filter(None, notes)])


def _problems(language: str) -> str:
    words = topic(language, "api")
    titles = topic(language, "api_problems")
    rows = [
        (f'<span id="problem-{kind}">{status}</span>', f"<code>{kind}</code>", escape(titles[kind]))
        for kind, status in problems.STATUSES.items()
    ]
    return _drawn((words["status"], words["kind"], words["meaning"]), rows, words["problems"])


def _table(heads: Iterable[str], rows: Iterable[tuple[str, ...]], label: str) -> str:
    """A table whose first column is code."""
    return _drawn(heads, [(f"<code>{escape(first)}</code>", *map(escape, rest)) for first, *rest in rows], label)


def _drawn(heads: Iterable[str], rows: Iterable[tuple[str, ...]], label: str) -> str:
    head = "".join(f'<th scope="col">{escape(each)}</th>' for each in heads)
    body = "".join(
        f'<tr><th scope="row">{first}</th>{"".join(f"<td>{each}</td>" for each in rest)}</tr>' for first, *rest in rows
    )
    return (
        f'<div class="wide" role="region" tabindex="0" aria-label="{escape(label)}">'
        f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )
