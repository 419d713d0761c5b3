"""Every example of the documentation is done as it stands: by a shell, with the engine, and at a real server."""

import http.cookiejar
import json
import os
import re
import subprocess
import sys
import time
import urllib.parse
import urllib.request
from pathlib import Path
from typing import Any

import pytest

from docs.site.examples import EXAMPLES, UNTRIED, Example
from docs.site.http_api import document, routes
from docs.site.python_api import BEGIN
from tests.documentation.blocks import blocks, documents
from tests.running_server import ROOT, RunningServer

WITH_EXAMPLES = [page for page in documents() if blocks(page.read_text(), "bash")]
SPECS: dict[str, Any] = {
    "finished": {"data": {"dataset": "xor"}, "stopping": {"epochs": 3}},
    "running": {"data": {"dataset": "circle", "samples": 5000}, "stopping": {"epochs": 10_000}},
    "sounds": {"data": {"dataset": "waveforms", "samples": 30}, "stopping": {"epochs": 1}},
    "spare": {"stopping": {"epochs": 1}},
    "search": next(each.body for each in EXAMPLES if each.route == "post /api/plan"),
}


def shell(script: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run it as somebody in the folder of Descent would; the first thing that fails ends it."""
    script = script.replace(".venv/bin/python", sys.executable)
    command = ["bash", "-euo", "pipefail", "-c", script]
    return subprocess.run(command, cwd=ROOT, env=os.environ | variables, capture_output=True, text=True, timeout=120)


@pytest.mark.parametrize("page", WITH_EXAMPLES, ids=lambda page: page.stem)
def test_examples_of_a_page_run_in_their_order(page: Path, server: RunningServer) -> None:
    done = shell("\n".join(blocks(page.read_text(), "bash")), SITE=server.url, URL=server.url)
    assert done.returncode == 0, done.stderr
    assert "problems" not in done.stdout
    assert done.stdout


def test_the_example_of_the_library_runs() -> None:
    shown = blocks(BEGIN, "python")
    assert len(shown) == 1
    done = subprocess.run([sys.executable, "-c", shown[0]], cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert done.stdout.count("epoch_ended") == 5, done.stderr


def test_every_route_has_an_example() -> None:
    known = {f"{method} {path}" for method, path, _ in routes(document())}
    told = [each.route for each in EXAMPLES] + list(UNTRIED)
    assert sorted(known - set(told)) == [], "write an example into docs/site/examples.py"
    assert sorted(set(told) - known) == []


@pytest.fixture(scope="module")
def filled(server: RunningServer) -> dict[str, dict[str, str]]:
    """The variables of the examples, for each experiment that `$ID` may be."""
    common = {"SITE": server.url, **_teacher(server)}
    made = {name: _answer(server, "/api/experiments", spec) for name, spec in SPECS.items()}
    for name, one in made.items():
        _waits(server, one["id"], "running" if name == "running" else "finished")
    return {name: {**common, "ID": one["id"], "TOKEN": one["token"]} for name, one in made.items()}


def _answer(server: RunningServer, path: str, body: Any = None) -> Any:
    data = None if body is None else json.dumps(body).encode()
    asked = urllib.request.Request(server.url + path, data, {"Content-Type": "application/json"})
    with urllib.request.urlopen(asked, timeout=20) as answer:
        return json.load(answer)


def _waits(server: RunningServer, experiment: str, state: str) -> None:
    deadline = time.monotonic() + 60
    while (told := _answer(server, f"/api/experiments/{experiment}"))["status"]["state"] != state or told["seq"] < 2:
        assert time.monotonic() < deadline, told["status"]
        time.sleep(0.1)


class Person:
    """Somebody at the pages, with cookies."""

    def __init__(self, server: RunningServer) -> None:
        self.url, self.jar = server.url, http.cookiejar.CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.jar))

    @property
    def cookies(self) -> dict[str, str]:
        return {cookie.name: cookie.value or "" for cookie in self.jar}

    def send(self, path: str, **fields: str) -> str:
        """Open a page, fill in its form, send it; the address where that leads."""
        self.opener.open(self.url + path).read()
        form = {"csrfmiddlewaretoken": self.cookies["csrftoken"], **fields}
        return str(self.opener.open(self.url + path, urllib.parse.urlencode(form).encode()).url)

    def trains(self, spec: Any) -> str:
        headers = {"Content-Type": "application/json", "X-CSRFToken": self.cookies["csrftoken"]}
        asked = urllib.request.Request(f"{self.url}/api/experiments", json.dumps(spec).encode(), headers)
        return str(json.load(self.opener.open(asked))["id"])


def _teacher(server: RunningServer) -> dict[str, str]:
    """A teacher who is logged in and has a class, in which a student has trained on the spiral."""
    command = [sys.executable, "manage.py", "teacher", "curie"]
    told = subprocess.check_output(command, cwd=ROOT, env=server.environment, text=True)
    teacher, student = Person(server), Person(server)
    teacher.send("/login", username="curie", password=told.splitlines()[0].rpartition(": ")[2])
    code = re.search(r"/classes/(\w+)", teacher.send("/classes/", title="Physics"))
    assert code
    student.send(f"/join/{code[1]}", nickname="Ada")
    student.trains({"data": {"dataset": "spiral"}, "stopping": {"epochs": 2}})
    return {"SESSION": teacher.cookies["sessionid"], "CSRF": teacher.cookies["csrftoken"], "CODE": code[1]}


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.route)
def test_an_example_of_the_api_is_answered(example: Example, filled: dict[str, dict[str, str]]) -> None:
    variables = filled[example.of]
    done = shell(f"{example.curl()} -o >(cat >&2) -w '%{{http_code}}'", **variables)
    assert done.stdout == str(example.status), done.stderr[-2000:]
    if example.keeps:
        answer = json.loads(done.stderr)
        for each in filled.values():
            each[example.keeps] = answer["id"]
