"""The events of an experiment as they happen: over a websocket, or by asking again and again where there is none.

Every event has a number, and the reader knows the last it has seen. Whatever breaks, it goes on from there, so that
nothing is lost and nothing comes twice.
"""

import json
import time
from collections.abc import Iterator
from typing import Any

from websockets.exceptions import WebSocketException
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin

from descent.connection import Connection
from descent.problems import Unreachable

Event = dict[str, Any]
ENDED = ("finished", "failed")
PAGE = 1000
HEARTBEAT = 10.0
"""Seconds of silence after which the socket is asked whether it is alive; after twice as long it is given up."""
POLL_EVERY = 1.0
PATIENCE = 300.0
"""Seconds that a server may be away before a reader gives up."""


def pages(connection: Connection, id: str, after: int) -> Iterator[list[Event]]:
    """All events after a number that are there by now."""
    more = True
    while more:
        answer = connection.get(f"experiments/{id}/events", after=after, limit=PAGE)
        if answer["events"]:
            yield answer["events"]
        after, more = answer["last"], answer["more"]


class Stream:
    """Iterates over the events after a number, until the experiment has ended."""

    def __init__(self, connection: Connection, id: str, after: int = 0, patience: float = PATIENCE) -> None:
        self.connection, self.id, self.last, self.patience = connection, id, after, patience
        self.state = ""

    def __iter__(self) -> Iterator[Event]:
        silent_since = None
        while True:
            try:
                yield from self._by_socket()
                self.state = self._state()
                yield from self._by_asking()
                silent_since = None
            except Unreachable:
                silent_since = silent_since or time.monotonic()
                if time.monotonic() - silent_since > self.patience:
                    raise
                time.sleep(POLL_EVERY)
                continue
            if self.state in ENDED:
                return
            time.sleep(POLL_EVERY)

    def _by_asking(self) -> Iterator[Event]:
        for page in pages(self.connection, self.id, self.last):
            yield from self._new(page)

    def _by_socket(self) -> Iterator[Event]:
        """Until the end of the experiment or of the socket, whichever comes first."""
        try:
            with self._socket() as socket:
                for frame in self._frames(socket):
                    events = frame.get("events", [])
                    # Of very many runs a frame has only some events; all of them can be asked for.
                    if events and events[0]["seq"] == self.last + 1 and "last" not in frame:
                        yield from self._new(events)
                    elif frame.get("last", self.last) > self.last or events:
                        yield from self._by_asking()
                    if frame.get("status", {}).get("state") in ENDED:
                        return
        except (OSError, WebSocketException, ValueError):
            return

    def _socket(self) -> ClientConnection:
        address = f"ws{self.connection.url.removeprefix('http')}/ws/experiments/{self.id}?after={self.last}"
        bearer = {"Authorization": f"Bearer {self.connection.token}"} if self.connection.token else {}
        # Sockets are for pages of the server itself, and say where they come from.
        origin = Origin(self.connection.url)
        return connect(address, origin=origin, additional_headers=bearer, open_timeout=10, max_size=None)

    def _frames(self, socket: ClientConnection) -> Iterator[dict[str, Any]]:
        silent = 0
        while silent < 2:
            try:
                frame = json.loads(socket.recv(timeout=HEARTBEAT))
            except TimeoutError:
                silent += 1
                socket.send(json.dumps({"after": self.last}))
            else:
                silent = 0
                yield frame

    def _new(self, events: list[Event]) -> Iterator[Event]:
        for event in events:
            if event["seq"] > self.last:
                self.last = event["seq"]
                yield event

    def _state(self) -> str:
        told = self.connection.get(f"experiments/{self.id}", most_runs=0)
        return str(told["status"]["state"])
