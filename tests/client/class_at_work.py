"""A class on the running server, made over HTTP as people make it: with a log-in, a code, a nickname and forms."""

import re
import subprocess
import sys
from http.cookiejar import CookieJar
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, Request, build_opener

from tests.running_server import ROOT, RunningServer


class Person:
    """Somebody with a browser that only sends forms."""

    def __init__(self, server: RunningServer) -> None:
        self.url = server.url
        self.cookies = CookieJar()
        self.opener = build_opener(HTTPCookieProcessor(self.cookies))

    def look(self, path: str) -> str:
        """A page."""
        with self.opener.open(self.url + path) as answer:
            return str(answer.read().decode())

    def send(self, path: str, **fields: str | list[str]) -> str:
        """A form, with the token of the page that it stands on."""
        found = re.search('name="csrfmiddlewaretoken" value="([^"]+)"', self.look(path))
        assert found, path
        body = urlencode({"csrfmiddlewaretoken": found[1], **fields}, doseq=True).encode()
        with self.opener.open(Request(self.url + path, body, {"Referer": self.url + path})) as answer:
            return str(answer.read().decode())

    def token(self, *scopes: str) -> str:
        """A new token for programs."""
        page = self.send("/tokens", name="A test", scopes=list(scopes), days="1")
        return re.findall(r"descent_[\w-]{43}", page)[0]


def teacher(server: RunningServer, name: str) -> tuple[Person, str]:
    """A teacher with a class, and its code."""
    making = [sys.executable, "manage.py", "teacher", name]
    told = subprocess.check_output(making, cwd=ROOT, env=server.environment, text=True)
    made = Person(server)
    made.send("/login", username=name, password=told.splitlines()[0].rpartition(": ")[2])
    page = made.send("/classes/", title=f"The class of {name}")
    found = re.search(r"/join/([A-Z2-9]{6})", page)
    assert found
    return made, found[1]


def pupil(server: RunningServer, code: str, nickname: str) -> Person:
    """Somebody who joins."""
    made = Person(server)
    made.send(f"/join/{code}", nickname=nickname)
    return made
