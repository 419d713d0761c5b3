"""A network that treats the frames of sockets badly on their way to the browser: loses, doubles and swaps them."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from random import Random

from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect
from websockets.sync.server import ServerConnection, serve
from websockets.typing import Origin

from tests.running_server import free_port

LOST, DOUBLED, SWAPPED, CUT = 0.15, 0.15, 0.15, 0.01


class Mangler:
    """Passes on what a browser says, and what the server says in its own way; counts what it has done."""

    def __init__(self, site: str, random: Random) -> None:
        self.site, self.random = site, random
        self.done = {"passed": 0, "lost": 0, "doubled": 0, "swapped": 0, "cut": 0}

    def serve(self, browser: ServerConnection) -> None:
        assert browser.request is not None
        address = self.site.replace("http", "ws", 1) + browser.request.path
        with connect(address, origin=Origin(self.site)) as server, suppress(ConnectionClosed, TimeoutError):
            threading.Thread(target=_pass_on, args=(browser, server), daemon=True).start()
            held: list[str] = []
            for frame in server:
                for each in self._mangled(str(frame), held):
                    browser.send(each)
                if self._does("cut", CUT):
                    return

    def _mangled(self, frame: str, held: list[str]) -> list[str]:
        """What arrives instead; a frame that is held comes behind the next one."""
        if held:
            return [frame, held.pop()]
        if self._does("lost", LOST):
            return []
        if self._does("doubled", DOUBLED):
            return [frame, frame]
        if self._does("swapped", SWAPPED):
            held.append(frame)
            return []
        self.done["passed"] += 1
        return [frame]

    def _does(self, what: str, share: float) -> bool:
        happens = self.random.random() < share
        self.done[what] += happens
        return happens


def _pass_on(browser: ServerConnection, server: object) -> None:
    with suppress(ConnectionClosed, OSError):
        for said in browser:
            server.send(said)  # type: ignore[attr-defined]
    with suppress(Exception):
        server.close()  # type: ignore[attr-defined]


@contextmanager
def mangling(site: str, random: Random) -> Iterator[tuple[str, Mangler]]:
    """The address to connect to instead of the site's."""
    mangler, port = Mangler(site, random), free_port()
    with serve(mangler.serve, "127.0.0.1", port, compression=None) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{port}", mangler
        finally:
            server.shutdown()
            thread.join(10)
