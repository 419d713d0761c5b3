"""Speaks to the server: JSON over HTTP with the standard library alone, patient where waiting helps."""

import json
import time
import urllib.error
import urllib.request
from http.client import HTTPException
from typing import Any
from urllib.parse import urlencode, urlsplit

from descent.problems import Problem, TooMany, Unreachable, refusal

TIMEOUT = 30.0
MOST_TRIES = 4
LONGEST_WAIT = 60.0
"""Who is asked to wait longer than this is told so instead."""


class Connection:
    """The address of a server and the token that is sent along; the first one that an answer brings is kept."""

    def __init__(self, url: str, token: str | None = None) -> None:
        if urlsplit(url).scheme not in ("http", "https") or not urlsplit(url).netloc:
            raise ValueError(f"{url!r} is not the address of a server, such as http://127.0.0.1:8000")
        self.url, self.token = url.rstrip("/"), token

    def get(self, path: str, **query: Any) -> Any:
        """The JSON of an answer."""
        return json.loads(self.read(path, **query))

    def post(self, path: str, body: Any = None, **query: Any) -> Any:
        """Send JSON, and read JSON."""
        return json.loads(self._ask("POST", path, body, query))

    def read(self, path: str, **query: Any) -> bytes:
        """An answer as it is."""
        return self._ask("GET", path, None, query)

    def _ask(self, method: str, path: str, body: Any, query: dict[str, Any]) -> bytes:
        """Asks again where the server says when, and, for reading, where it did not answer at all."""
        for tries in range(1, MOST_TRIES + 1):
            try:
                return self._once(method, path, body, query)
            except TooMany as busy:
                if busy.retry_after is None or busy.retry_after > LONGEST_WAIT or tries == MOST_TRIES:
                    raise
                time.sleep(busy.retry_after)
            except Unreachable:
                if method != "GET" or tries == MOST_TRIES:
                    raise
                time.sleep(0.2 * 2**tries)
        raise AssertionError("the last try returns or raises")

    def _once(self, method: str, path: str, body: Any, query: dict[str, Any]) -> bytes:
        given = {name: value for name, value in query.items() if value is not None}
        address = f"{self.url}/api/{path}" + (f"?{urlencode(given)}" if given else "")
        data = None if body is None else _json(body)
        request = urllib.request.Request(address, data, self.headers, method=method)
        try:
            with urllib.request.urlopen(request, timeout=TIMEOUT) as answer:
                content: bytes = answer.read()
                return content
        except urllib.error.HTTPError as error:
            with error:
                raise refusal(error.code, _read(error), _seconds(error.headers.get("Retry-After"))) from None
        except (OSError, HTTPException) as error:
            raise Unreachable([Problem("", f"{self.url} does not answer: {error}")]) from error

    @property
    def headers(self) -> dict[str, str]:
        """What every request says."""
        bearer = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        return {"Content-Type": "application/json", "User-Agent": "descent-client", **bearer}

    def keep(self, token: str) -> None:
        """The server has made whoever asked a guest: from now on they are known by this token."""
        self.token = self.token or token


def _json(body: Any) -> bytes:
    """JSON knows neither NaN nor infinity: whoever sends one hears it here, before anything is sent."""
    return json.dumps(body, allow_nan=False).encode()


def _read(answer: Any) -> Any:
    try:
        return json.loads(answer.read())
    except (ValueError, OSError, HTTPException):
        return None


def _seconds(text: str | None) -> float | None:
    return float(text) if text and text.isascii() and text.isdigit() else None
