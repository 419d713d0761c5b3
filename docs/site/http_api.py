"""The page of the HTTP API, from its OpenAPI document: every route with its body, its answers and an example."""

from collections.abc import Iterator
from typing import Any

import django

from docs.site.commands import keep_code
from docs.site.examples import EXAMPLES, UNTRIED
from docs.site.facts import facts, plain
from training.concepts.lookup import variants

BEGIN = """\
# HTTP API

The pages use this API and nothing else, so whatever they do a program can do as well. `/api/docs` of a running server
shows the same with a button to try it, `/api/openapi.json` is for generators of clients.

- **Who you are.** `POST /api/experiments` answers with a `token`; `Authorization: Bearer $TOKEN` controls what was made
  with it. Send it with later requests, and they belong to the same person. Browsers have a cookie and a CSRF token.
- **Who may read.** What is shared by link needs no token. What one may not read answers 404.
- **What goes wrong** is always `{"problems": [{"loc": "optimizer.learning_rate", "msg": "a sentence"}]}`: 422 for what
  cannot be done as asked, 403 for what is not yours, 404, 409 for what has ended, 429 for too much, 503 with
  `Retry-After` when busy.

The examples are sent to a real server by a test. They need two variables, and those further down what earlier ones have
answered:

```bash
SITE=http://127.0.0.1:8000
TOKEN=   # from the answer of POST /api/experiments
ID=      # the id in the same answer
```
"""
ANSWERS = {"200": "done", "201": "made", "202": "taken; a worker does it", "204": "done, nothing to say"}
Node = dict[str, Any]


def document() -> Node:
    """The OpenAPI document."""
    django.setup()
    from playground.api import api  # after the settings

    found: Node = api.get_openapi_schema()
    return found


def routes(found: Node) -> Iterator[tuple[str, str, Node]]:
    """Method, path and operation of each route."""
    for path, methods in found["paths"].items():
        for method, operation in methods.items():
            yield method, path, operation


def http_api() -> str:
    """The whole page, in the groups of the document."""
    found = document()
    groups: dict[str, list[str]] = {}
    for method, path, operation in routes(found):
        tag = (operation.get("tags") or ["other"])[0]
        groups.setdefault(tag, []).append(_route(method, path, operation, found))
    return BEGIN + "".join(f"\n## {tag.capitalize()}\n{''.join(parts)}" for tag, parts in groups.items())


def _route(method: str, path: str, operation: Node, found: Node) -> str:
    within = {"$defs": found["components"]["schemas"]}
    parts = [f"\n### {plain(operation['summary'])}", f"`{method.upper()} {path}`"]
    parts += [keep_code(" ".join(part.split())) for part in operation.get("description", "").split("\n\n") if part]
    parts += [_parameters(operation, within), _body(operation, within), _answers(operation), _example(method, path)]
    return "\n\n".join(part for part in parts if part) + "\n"


def _parameters(operation: Node, within: Node) -> str:
    asked = [one for one in operation.get("parameters", []) if one["in"] == "query"]
    return "\n".join(f"- `?{one['name']}`: {facts(one['schema'], within=within) or 'text'}" for one in asked)


def _body(operation: Node, within: Node) -> str:
    content = operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema")
    if not content:
        return ""
    if content.get("$ref", "").endswith("/Spec"):
        return "The body is [a spec](spec.md)."
    fields = variants(content, within)[0].get("properties", {})
    rows = [_field(name, node, within) for name, node in fields.items()]
    return "The body:\n\n" + "\n".join(rows)


def _field(name: str, node: Node, within: Node) -> str:
    if node.get("$ref", "").endswith("/Spec"):
        return f"- `{name}`: [a spec](spec.md)"
    says = node.get("description", "").split("\n\n")[0].replace("\n", " ")
    return f"- `{name}`: {facts(node, within=within) or 'any'}" + (f". {plain(says)}" if says else "")


def _answers(operation: Node) -> str:
    codes = [f"{code} ({ANSWERS.get(str(code), 'see above')})" for code in operation["responses"]]
    return f"Answers {', '.join(codes)}."


def _example(method: str, path: str) -> str:
    route = f"{method} {path}"
    found = [one for one in EXAMPLES if one.route == route]
    if not found:
        return UNTRIED.get(route, "")
    need = {"running": "while it trains", "search": "for a search", "sounds": "for sounds"}.get(found[0].of, "")
    label = f"An example ({need}):" if need else "An example:"
    return f"{label}\n\n```bash\n{found[0].curl()}\n```"
