"""Only a page of this very server may open a socket to it."""

from typing import Any

import pytest
from django.test import override_settings

from playground.origin import same_origin


def scope(host: str = "127.0.0.1:8000", origin: str | None = "http://127.0.0.1:8000", scheme: str = "ws") -> Any:
    headers = [(b"host", host.encode())]
    if origin is not None:
        headers.append((b"origin", origin.encode()))
    return {"type": "websocket", "scheme": scheme, "headers": headers}


def test_the_own_page_is_let_in() -> None:
    assert same_origin(scope())
    assert same_origin(scope(host="Descent.example", origin="http://descent.example"))
    assert same_origin(scope(host="[::1]:8000", origin="http://[::1]:8000"))


@pytest.mark.parametrize(
    "origin",
    [
        None,
        "",
        "null",
        "http://evil.example",
        "http://127.0.0.1:9999",
        "http://127.0.0.1",
        "https://127.0.0.1:8000",
        "http://127.0.0.1:8000.evil.example",
        "http://evil.example@127.0.0.1:8000",
        "http://127.0.0.1:8000/",
        "*",
    ],
)
def test_any_other_origin_is_refused(origin: str | None) -> None:
    assert not same_origin(scope(origin=origin))


def test_two_origins_are_refused() -> None:
    doubled = scope()
    doubled["headers"].append((b"origin", b"http://evil.example"))
    assert not same_origin(doubled)


def test_behind_a_proxy_that_speaks_https_the_origin_is_https() -> None:
    assert same_origin(scope(host="descent.example", origin="https://descent.example", scheme="wss"))
    with override_settings(HTTPS=True):
        assert same_origin(scope(host="descent.example", origin="https://descent.example"))
        assert not same_origin(scope(host="descent.example", origin="http://descent.example"))
