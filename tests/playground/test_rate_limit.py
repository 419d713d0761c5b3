"""Who asks too fast has to wait: each visitor, and all of one address. A real web server trusts us as its proxy."""

import asyncio
import json
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from typing import Any

import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from playground import rate_limit
from playground.rate_limit import AT_ONCE, MOST_REMEMBERED, Pace, RateLimit
from tests.running_server import ROOT, clean_environment, free_port
from tests.waiting import wait_for

OF_VISITOR, OF_ADDRESS = 1, 2
"""A second. What is asked below is answered with 405: these addresses want a POST."""


class Answer:
    """What the server says to one request of a visitor at an address."""

    def __init__(self, url: str, path: str, where: str, session: str = "") -> None:
        headers = {"X-Forwarded-For": where, "Cookie": f"sessionid={session}" if session else ""}
        request = urllib.request.Request(url + path, headers={name: text for name, text in headers.items() if text})
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                self.status, self.headers, self.text = answer.status, answer.headers, answer.read().decode()
        except urllib.error.HTTPError as error:
            self.status, self.headers, self.text = error.code, error.headers, error.read().decode()


@pytest.fixture(scope="module")
def web(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The web server alone, with limits that one reaches."""
    port = free_port()
    limits = {"REQUESTS_OF_VISITOR": str(OF_VISITOR), "REQUESTS_OF_ADDRESS": str(OF_ADDRESS)}
    process = subprocess.Popen(
        [sys.executable, "-m", "uvicorn", "playground.asgi:application", "--port", str(port), "--lifespan", "off"],
        cwd=ROOT, env=clean_environment(tmp_path_factory.mktemp("web"), **limits),
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    url = f"http://127.0.0.1:{port}"

    def answers() -> bool:
        try:
            return Answer(url, "/api/cost", "192.0.2.200").status == 405
        except OSError:
            return False

    try:
        wait_for(answers, "the web server", 60)
        yield url
    finally:
        process.terminate()
        process.wait(20)


def until_refused(
    web: str, where: str, session: str = "", path: str = "/api/cost", a_second: int = OF_VISITOR
) -> Answer:
    """Ask as often as it takes, which is what the limit says and no less; "*" is a new session each time."""
    began, answered = time.monotonic(), 0
    while (answer := Answer(web, path, where, session.replace("*", str(answered)))).status != 429:
        answered += 1
        assert answered <= a_second * (AT_ONCE + time.monotonic() - began) + 1
    assert answered >= a_second * AT_ONCE
    return answer


def test_a_visitor_who_asks_too_fast_is_told_when_to_come_again(web: str) -> None:
    refused = until_refused(web, "192.0.2.1", "Ada")
    assert refused.headers["Retry-After"] == "1"
    said = "These were too many requests in a short time. Wait 1 second, then try again."
    assert json.loads(refused.text) == {"problems": [{"loc": "", "msg": said}]}
    page = until_refused(web, "192.0.2.1", "Ben", path="/logout")
    assert (page.text, page.headers["Content-Type"]) == (said, "text/plain; charset=utf-8")


def test_an_address_has_more_and_its_limit_ends_invented_sessions_too(web: str) -> None:
    until_refused(web, "192.0.2.2", "invented *", a_second=OF_ADDRESS)
    assert Answer(web, "/api/cost", "192.0.2.3", "Cleo").status == 405


def test_one_who_is_refused_takes_nothing_from_the_others_of_the_address(web: str) -> None:
    until_refused(web, "192.0.2.4", "Dan")
    for _ in range(2 * OF_ADDRESS * AT_ONCE):
        Answer(web, "/api/cost", "192.0.2.4", "Dan")
    assert Answer(web, "/api/cost", "192.0.2.4", "Eve").status == 405


def test_a_socket_that_is_opened_too_often_is_refused_in_the_same_way(web: str) -> None:
    headers = {"X-Forwarded-For": "192.0.2.5", "Cookie": "sessionid=Fay"}
    answers = []
    while not answers or (answers[-1].status_code != 429 and len(answers) < 20 * AT_ONCE):
        with pytest.raises(InvalidStatus) as refused:
            connect(f"{web}/ws/nothing".replace("http", "ws"), origin=web, additional_headers=headers)
        answers.append(refused.value.response)
    assert answers[-1].status_code == 429
    assert len(answers) > OF_VISITOR * AT_ONCE
    assert answers[-1].headers["Retry-After"] == "1"


def test_who_looks_from_this_machine_whether_the_server_is_well_may_always(web: str) -> None:
    until_refused(web, "192.0.2.6", path="/health", a_second=OF_ADDRESS)
    for _ in range(2 * OF_ADDRESS * AT_ONCE):
        assert Answer(web, "/health", "").status == 503  # neither database nor Redis are there


async def test_what_comes_too_fast_through_an_open_socket_waits(settings: Any) -> None:
    settings.REQUESTS_OF_VISITOR, settings.REQUESTS_OF_ADDRESS = 20, None
    at_once, more = 20 * AT_ONCE, 10
    waiting = [{"type": "websocket.receive", "text": str(number)} for number in range(at_once + more)]
    heard: list[str] = []

    async def listening(scope: Any, receive: Any, send: Any) -> None:
        while (message := await receive())["type"] == "websocket.receive":
            heard.append(message["text"])

    async def said() -> dict[str, Any]:
        return waiting.pop(0) if waiting else {"type": "websocket.disconnect"}

    began = time.monotonic()
    scope = {"type": "websocket", "path": "/ws/experiments/x", "headers": [], "client": ("192.0.2.7", 1)}
    await asyncio.wait_for(RateLimit(listening)(scope, said, None), 60)
    assert time.monotonic() - began >= more / 20
    assert heard == [str(number) for number in range(at_once + more)]


class TestPace:
    def test_what_was_spent_comes_back_with_time(self) -> None:
        now = 100.0
        pace = Pace(8, clock=lambda: now)
        assert [pace.wait(b"she") for _ in range(8 * AT_ONCE)] == [0] * 8 * AT_ONCE
        assert [pace.wait(b"she") for _ in range(3)] == [0.125] * 3  # asking in vain costs nothing
        assert pace.wait(b"he") == 0
        now += 0.125
        assert [pace.wait(b"she") > 0 for _ in range(2)] == [False, True]
        now += 10_000
        assert sum(pace.wait(b"she") == 0 for _ in range(16 * AT_ONCE)) == 8 * AT_ONCE

    def test_cheap_ones_count_less(self) -> None:
        pace = Pace(1, clock=lambda: 5.0)
        assert sum(pace.wait(b"she", 0.1) == 0 for _ in range(20 * AT_ONCE)) == pytest.approx(10 * AT_ONCE, abs=1)

    def test_it_forgets_rather_than_grow(self) -> None:
        pace = Pace(1, clock=lambda: 5.0)
        for number in range(MOST_REMEMBERED + 50):
            pace.wait(str(number).encode())
        assert len(pace._paid_until) == MOST_REMEMBERED
        assert b"0" not in pace._paid_until


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("192.0.2.1", "192.0.2.2", False),
        ("2001:db8::1", "2001:db8::ffff:2", True),
        ("2001:db8::1", "2001:db8:0:1::1", False),
        ("::ffff:192.0.2.1", "::ffff:192.0.2.2", False),
        ("fe80::1%eth0", "fe80::2%eth0", True),
        ("", "nonsense", False),
    ],
)
def test_a_machine_has_one_address_however_many_it_takes(one: str, other: str, same: bool) -> None:
    first, second = (rate_limit.address({"client": (text, 1)}) for text in (one, other))
    assert (first == second) is same


def test_a_token_and_a_session_are_visitors_and_nothing_is_none() -> None:
    def visitor(name: bytes, value: bytes) -> bytes | None:
        return rate_limit.visitor({"headers": [(name, value)]})

    assert visitor(b"cookie", b"csrftoken=1; theme=dark") is None
    assert visitor(b"cookie", b"csrftoken=1; sessionid=hers") == visitor(b"cookie", b"sessionid=hers; csrftoken=2")
    assert visitor(b"authorization", b"Bearer a") != visitor(b"authorization", b"Bearer b")
    assert len(visitor(b"cookie", b"sessionid=" + b"\xff" * 60_000) or b"") == 16
