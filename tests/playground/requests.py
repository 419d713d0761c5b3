"""How the tests speak to the API: as a browser with cookies, or as a program with a token."""

import json
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from django.db import connection
from django.http import HttpResponse
from django.test import Client

from playground.api import api


def strict(answer: HttpResponse) -> Any:
    """The JSON of an answer; NaN and Infinity, which Python would read, are refused as browsers refuse them."""
    assert answer["Content-Type"].startswith("application/json"), answer.content[:300]
    return json.loads(answer.content, parse_constant=_refuse)


def _refuse(name: str) -> Any:
    raise AssertionError(f"{name} is not JSON")


LONG_PATH = "network.hidden." + "9" * 5000
"""A path with a position of more digits than Python reads."""


BRANCHES = [("fork", {"set": {}}), ("again", None), ("branch", {"epoch": 0, "set": {}})]
"""Ways to make an experiment out of another: route and body."""


class Visitor:
    """Someone at the API. Errors inside a view become a 500, as they do on the real server."""

    def __init__(self, token: str = "") -> None:
        self.client = Client(enforce_csrf_checks=True, raise_request_exception=False)
        self.headers = {"Authorization": f"Bearer {token}"} if token else {}

    def get(self, address: str) -> HttpResponse:
        return self.client.get(f"/api/{address}", headers=self.headers)

    def post(self, address: str, body: Any = None, *, kind: str = "application/json", **headers: str) -> HttpResponse:
        data = body if isinstance(body, str | bytes) else json.dumps(body)
        return self.client.post(
            f"/api/{address}", data="" if body is None else data, content_type=kind, headers={**self.headers, **headers}
        )

    def patch(self, address: str, body: Any) -> HttpResponse:
        return self.client.patch(
            f"/api/{address}", data=json.dumps(body), content_type="application/json", headers=self.headers
        )

    def delete(self, address: str, body: Any = None) -> HttpResponse:
        data = "" if body is None else json.dumps(body)
        return self.client.delete(f"/api/{address}", data=data, content_type="application/json", headers=self.headers)

    def makes(self, **spec: Any) -> str:
        """An experiment's id; a program's token is kept for what follows."""
        answer = self.post("experiments", spec)
        assert answer.status_code == 201, answer.content
        made = strict(answer)
        if not self.client.cookies:
            self.headers = {"Authorization": f"Bearer {made['token']}"}
        return str(made["id"])


def all_at_once(visitor: Visitor, count: int, spec: dict[str, Any]) -> Counter[int]:
    """What one visitor is answered who presses Train so many times in the same moment: status → how often."""
    barrier = threading.Barrier(count)

    def ask(number: int) -> int:
        mine = Visitor()
        mine.headers = visitor.headers
        try:
            barrier.wait(30)
            return mine.post("experiments", {**spec, "seed": number}).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(count) as pool:
        return Counter(pool.map(ask, range(count)))


class Browser(Visitor):
    """Loads the page first, which sets its cookies, and sends the CSRF token along."""

    def __init__(self) -> None:
        super().__init__()
        self.client.get("/")
        self.headers = {"X-CSRFToken": self.client.cookies["csrftoken"].value}


def problems(answer: HttpResponse, status: int) -> list[tuple[str, str]]:
    """The problems of a refusal, in the one form that all refusals have."""
    assert answer.status_code == status, (answer.status_code, answer.content[:500])
    values = strict(answer)
    assert list(values) == ["problems"]
    assert values["problems"]
    for problem in values["problems"]:
        assert list(problem) == ["loc", "msg"]
        assert isinstance(problem["loc"], str)
        assert problem["msg"]
        assert "Traceback" not in problem["msg"]
    return [(problem["loc"], problem["msg"]) for problem in values["problems"]]


def exports(visitor: Visitor, made: str) -> tuple[list[str], dict[str, Any]]:
    """Both downloads: the lines of the table, and the document."""
    table, document = (visitor.get(f"experiments/{made}/export/{form}") for form in ("csv", "json"))
    assert (table.status_code, document.status_code) == (200, 200)
    assert table["Content-Type"] == "text/csv; charset=utf-8"
    assert table["Content-Disposition"] == f'attachment; filename="descent-{made}.csv"'
    text = table.content.decode()
    assert "nan" not in text.lower()
    assert "inf" not in text.lower()
    return text.splitlines(), strict(document)


def routes() -> set[tuple[str, str]]:
    """Every method and path that the API really answers."""
    return {
        (method.lower(), "/api" + path.replace("slug:", ""))
        for _, router in api._routers
        for path, view in router.path_operations.items()
        for operation in view.operations
        for method in operation.methods
    }
