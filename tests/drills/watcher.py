"""Somebody who watches an experiment as the page does (static/js/stream.js), and writes down every letter of it."""

import json
import random
import threading
import time
import urllib.error
import urllib.request
from http.client import HTTPException
from json import JSONDecoder

from websockets.exceptions import WebSocketException
from websockets.sync.client import connect
from websockets.typing import Origin

DECODER = JSONDecoder()
HEARTBEAT, SILENCE = 2.0, 10.0


class Watcher:
    """Takes what follows without a gap, asks again where something is missing, connects anew, and polls meanwhile.

    `address` is where it connects: the site's, or a proxy's in between. Without `sockets` it only polls.
    """

    def __init__(self, site: str, experiment: str, address: str = "", sockets: bool = True) -> None:
        self.site, self.experiment, self.sockets = site, experiment, sockets
        self.address = (address or site).replace("http", "ws", 1)
        self.bodies: list[str] = []
        self.texts: set[str] = set()
        """What does not look like events: kept to be searched for what nobody may see."""
        self.connected = 0
        self.live = False
        self.over = threading.Event()
        self.thread = threading.Thread(target=self._watch, daemon=True)
        self.thread.start()

    @property
    def last(self) -> int:
        return len(self.bodies)

    def leave(self) -> None:
        self.over.set()
        self.thread.join(30)
        assert not self.thread.is_alive(), "The watcher hangs."

    def _watch(self) -> None:
        while not self.over.is_set():
            try:
                if self.sockets:
                    self._follow()
                else:
                    self._poll()
            except (OSError, WebSocketException, ValueError, EOFError):
                self.live = False
                self._poll()
            self.over.wait(random.uniform(0.1, 0.4))

    def _follow(self) -> None:
        address = f"{self.address}/ws/experiments/{self.experiment}?after={self.last}"
        with connect(address, origin=Origin(self.site), open_timeout=5, close_timeout=1) as socket:
            self.connected += 1
            heard = time.monotonic()
            while not self.over.is_set() and time.monotonic() - heard < SILENCE:
                try:
                    text = str(socket.recv(timeout=HEARTBEAT))
                except TimeoutError:
                    socket.send(json.dumps({"after": self.last}))
                    continue
                heard, self.live = time.monotonic(), True
                if not self.take(text):
                    socket.send(json.dumps({"after": self.last}))

    def _poll(self) -> None:
        """Plain requests carry the same rows."""
        address = f"{self.site}/api/experiments/{self.experiment}/events?after={self.last}"
        try:
            with urllib.request.urlopen(address, timeout=5) as answer:
                self.take(answer.read().decode())
        except urllib.error.HTTPError as refusal:
            refusal.close()
        except (OSError, HTTPException):
            return

    def take(self, text: str) -> bool:
        """Deliver what follows the last event; False where something is missing in between."""
        bodies, rest = split(text)
        self.texts.add(rest)
        for body in bodies:
            seq = json.loads(body)["seq"]
            if seq > self.last + 1:
                return False
            if seq == self.last + 1:
                self.bodies.append(body)
        return True


def split(text: str) -> tuple[list[str], str]:
    """The events of a message as they were sent, letter by letter, and what is around them."""
    mark = '{"events":['
    if not text.startswith(mark):
        return [], text
    at, found = len(mark), []
    while text[at] != "]":
        _, end = DECODER.raw_decode(text, at)
        found.append(text[at:end])
        at = end + (text[end] == ",")
    rest = json.loads(text)
    rest.pop("weights", None)
    rest.pop("events")
    return found, json.dumps(rest)
