"""Every door of the site, found by asking those who open them: Django's resolver, the API, and the sockets."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.views.generic import RedirectView

from playground.api import api
from playground.asgi import sockets

FILLED = {"form": "csv", "app_label": "auth", "content_type_id": "1", "url": "nothing", "path": "nothing", "key": "1",
          "slug": "l01"}  # fmt: skip
"""What goes into the gaps of addresses that name neither an experiment nor a class."""

METHODS = ("get", "post", "patch", "delete")
"""Of pages; `put` is what Django's own forms take for `post`."""


@cache
def doors() -> set[str]:
    """All of them, as "get /e/<slug:id>"; whatever answers over HTTP is at least read."""
    return set(pages()) | set(operations()) | set(socket_doors())


def pages() -> Iterator[str]:
    """What Django's resolver leads to, the API's operations left out."""
    for address, pattern in patterns(get_resolver().url_patterns):
        if pattern.lookup_str.startswith("ninja.") and pattern.name not in ("openapi-json", "api-root"):
            continue
        yield from (f"{method} {address}" for method in methods(address, pattern))


def methods(address: str, pattern: URLPattern) -> list[str]:
    """What a page answers to. Asked in a way that no page knows, a function names those that it does know."""
    view = getattr(pattern.callback, "view_class", None)
    if address.startswith("/admin/") or view is RedirectView:
        return ["get"]
    if view is not None:
        return [method for method in METHODS if hasattr(view, method) and method in view.http_method_names]
    # Some pages know no methods at all, and would look into the database, which is not there yet when this is asked.
    asking = Client(SERVER_NAME="localhost", raise_request_exception=False)
    refusal = asking.generic("PROBE", filled(address, "1"))
    assert refusal.status_code != 302, f"{address} asks who is there before it says what it takes: turn its decorators."
    allowed = [method.strip().lower() for method in refusal.get("Allow", "").split(",")]
    return [method for method in METHODS if method in allowed] or ["get"]


def filled(address: str, named: str, **more: str) -> str:
    """An address with this id in it; the other gaps hold anything that fits."""
    values = {**dict.fromkeys(("id", "public_id", "object_id", "code"), named), **FILLED, **more}

    def fill(found: "re.Match[str]") -> str:
        name = next(filter(None, found.groups()))
        assert name in values, f"Say in FILLED in tests/security/addresses.py what fits into <{name}> of {address}."
        return values[name]

    return re.sub(r"\(\?P<(\w+)>[^)]*\)|<(?:\w+:)?(\w+)>|\{(\w+)\}", fill, address)


def operations() -> Iterator[str]:
    """Method and address of everything the API does."""
    for _, router in api._routers:
        for path, view in router.path_operations.items():
            for operation in view.operations:
                yield from (f"{method.lower()} /api{path.replace('{slug:', '{')}" for method in operation.methods)


def socket_doors() -> Iterator[str]:
    """What a websocket may knock at; the last pattern refuses everything."""
    *named, denier = sockets
    assert str(denier.pattern) == ""
    yield from (f"socket /{pattern.pattern}" for pattern in named)


def patterns(found: list[Any], before: str = "/") -> Iterator[tuple[str, URLPattern]]:
    """The leaves of Django's tree with their addresses, regular expressions as they are written."""
    for each in found:
        here = before + str(each.pattern).removeprefix("^").removesuffix("$").removesuffix("\\Z")
        if isinstance(each, URLResolver):
            yield from patterns(each.url_patterns, here)
        else:
            yield here, each
