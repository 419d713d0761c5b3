"""Servers that are busy, that break off, that have no websockets, or that leave out events: the client copes."""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import Any

import pytest

import descent
from descent import stream
from descent.connection import Connection

Answer = tuple[int, dict[str, str], Any]


@contextmanager
def answering(*answers: Answer) -> Iterator[tuple[Connection, list[str]]]:
    """A server that gives these answers one after the other, the last one for ever, and what it was asked."""
    left, asked = list(answers), []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(f"{self.command} {self.path}")
            self.rfile.read(int(self.headers.get("Content-Length") or 0))
            status, headers, body = left.pop(0) if len(left) > 1 else left[0]
            content = body if isinstance(body, bytes) else json.dumps(body).encode()
            self.send_response(status)
            for name, value in {"Content-Length": str(len(content)), **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(content)

        def do_POST(self) -> None:
            self.do_GET()

        def log_message(self, *_: Any) -> None: ...

    server = HTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    try:
        yield Connection(f"http://127.0.0.1:{server.server_port}"), asked
    finally:
        server.shutdown()
        server.server_close()


def problems(sentence: str) -> dict[str, Any]:
    return {"problems": [{"loc": "", "msg": sentence}]}


def test_who_is_told_to_wait_waits_as_long_and_asks_again() -> None:
    busy = (429, {"Retry-After": "1"}, problems("Too fast."))
    with answering(busy, (200, {}, {"done": True})) as (connection, asked):
        began = time.monotonic()
        assert connection.post("experiments", {}) == {"done": True}
        assert 1 <= time.monotonic() - began < 5
    assert len(asked) == 2


def test_too_much_without_a_time_to_wait_is_said_at_once() -> None:
    with answering((429, {}, problems("300 of your experiments train or wait."))) as (connection, asked):
        with pytest.raises(descent.TooMany, match="300 of your experiments"):
            connection.post("experiments", {})
        with pytest.raises(descent.TooMany):
            connection.get("schema")
    assert len(asked) == 2


@pytest.mark.parametrize("status", [400, 418, 500, 503])
def test_an_answer_that_is_none_of_descent_is_said_by_its_number(status: int) -> None:
    refused = pytest.raises(descent.DescentError, match=f"status {status}")
    with answering((status, {}, b"<html>")) as (connection, asked), refused:
        connection.post("experiments", {})
    assert len(asked) == 1, "what may have been written is not sent again"


def test_what_is_only_read_is_asked_for_again_where_the_server_breaks() -> None:
    with answering((502, {}, b"away"), (200, {}, {"done": True})) as (connection, asked):
        assert connection.get("schema") == {"done": True}
    assert len(asked) == 2


class FakeSocket:
    """Says these frames, and breaks off."""

    def __init__(self, *frames: dict[str, Any]) -> None:
        self.frames = list(frames)

    def __enter__(self) -> "FakeSocket":
        return self

    def __exit__(self, *_: Any) -> None: ...

    def recv(self, timeout: float) -> str:
        if not self.frames:
            raise OSError("broken off")
        return json.dumps(self.frames.pop(0))


class Book:
    """Answers as the API does, from a list of events."""

    url, token = "http://127.0.0.1:1", None

    def __init__(self, events: int, state: str = "finished") -> None:
        self.events, self.state = [{"seq": number + 1, "type": "x"} for number in range(events)], state

    def get(self, path: str, **query: Any) -> Any:
        if path.endswith("/events"):
            rows = [each for each in self.events if each["seq"] > query["after"]][: query["limit"]]
            last = rows[-1]["seq"] if rows else query["after"]
            return {"events": rows, "last": last, "more": last < len(self.events)}
        return {"status": {"state": self.state}}


def numbers(book: Book, monkeypatch: pytest.MonkeyPatch, *sockets: FakeSocket) -> list[int]:
    """The events that a reader hears whose sockets are these, one after the other."""
    left = list(sockets)

    def connect(*_: Any, **__: Any) -> Any:
        if not left:
            raise OSError("no websockets here")
        return left.pop(0)

    monkeypatch.setattr(stream, "connect", connect)
    monkeypatch.setattr(stream, "POLL_EVERY", 0)
    return [event["seq"] for event in stream.Stream(book, "x")]  # type: ignore[arg-type]


def test_without_websockets_it_asks_page_by_page(monkeypatch: pytest.MonkeyPatch) -> None:
    assert numbers(Book(2500), monkeypatch) == list(range(1, 2501))


def test_events_that_a_frame_leaves_out_repeats_or_skips_are_heard_once(monkeypatch: pytest.MonkeyPatch) -> None:
    book = Book(20)

    def frame(first: int, last: int, **more: Any) -> dict[str, Any]:
        return {"events": book.events[first - 1 : last], "status": {"state": "running"}, **more}

    condensed = {"events": [book.events[8]], "after": 4, "last": 9, "status": {"state": "running"}}
    sockets = FakeSocket(frame(1, 3), frame(3, 4), condensed), FakeSocket(frame(10, 12)), FakeSocket(frame(15, 16))
    assert numbers(book, monkeypatch, *sockets) == list(range(1, 21))


def test_a_server_that_stays_away_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    class Gone(Book):
        def get(self, path: str, **query: Any) -> Any:
            raise descent.Unreachable([descent.Problem("", "away")])

    monkeypatch.setattr(stream, "POLL_EVERY", 0.01)
    monkeypatch.setattr(stream, "connect", lambda *_, **__: FakeSocket())
    reader = stream.Stream(Gone(0), "x", patience=0.05)  # type: ignore[arg-type]
    with pytest.raises(descent.Unreachable, match="away"):
        list(reader)
