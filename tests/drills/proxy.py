"""A network that treats the frames of sockets badly on their way to the browser: loses, doubles, swaps and cuts them.

It stands before the whole site, so that a real browser can come through it as well, and knows as much of HTTP as that
takes: the first request of a connection is told to the site under the site's own name, and is the last one unless it
opens a socket.
"""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from random import Random
from urllib.parse import urlsplit

from tests.running_server import free_port

SHARES = {"passed": 0.54, "lost": 0.15, "doubled": 0.15, "swapped": 0.15, "cut": 0.01}
CONTROL = 8
"""Frames of these numbers and above open, close and check a line; they are never touched."""
RENAMED = ("host", "origin", "referer", "connection", "sec-websocket-extensions")
AWAY = (OSError, EOFError, asyncio.LimitOverrunError, asyncio.CancelledError)
"""How a connection ends: at either side, or with the proxy itself."""


def drawn(random: Random) -> Iterator[str]:
    """What happens to one frame after the other, by chance."""
    while True:
        yield random.choices(list(SHARES), list(SHARES.values()))[0]


class Mangler:
    """Passes on what a browser says, and what the server says in its own way; counts what it has done."""

    def __init__(self, site: str, fates: Iterator[str]) -> None:
        self.site, self.fates = site, fates
        self.done = dict.fromkeys(SHARES, 0)

    async def serve(self, browser: asyncio.StreamReader, answer: asyncio.StreamWriter) -> None:
        """One connection of a browser."""
        address = urlsplit(self.site)
        with closing(answer), suppress(*AWAY):
            head, is_socket = self._renamed(await browser.readuntil(b"\r\n\r\n"))
            server, request = await asyncio.open_connection(address.hostname, address.port)
            with closing(request):
                request.write(head)
                there = asyncio.create_task(_pass_on(browser, request))
                try:
                    await (self._mangle(server, answer) if is_socket else _pass_on(server, answer))
                finally:
                    there.cancel()

    def _renamed(self, head: bytes) -> tuple[bytes, bool]:
        """The request as if it had come to the site itself, without compression; and whether it opens a socket."""
        first, *lines = head.decode("latin-1").rstrip("\r\n").split("\r\n")
        kept = [line for line in lines if line.partition(":")[0].lower() not in RENAMED]
        is_socket = len(kept) < len(lines) and any(line.lower() == "upgrade: websocket" for line in lines)
        kept += [f"Host: {urlsplit(self.site).netloc}", f"Connection: {'Upgrade' if is_socket else 'close'}"]
        kept += [f"Origin: {self.site}"] if any(line.lower().startswith("origin:") for line in lines) else []
        return "\r\n".join([first, *kept, "", ""]).encode("latin-1"), is_socket

    async def _mangle(self, server: asyncio.StreamReader, answer: asyncio.StreamWriter) -> None:
        answer.write(await server.readuntil(b"\r\n\r\n"))
        held, fate = b"", ""
        while fate != "cut":
            number, frame = await _frame(server)
            if number < CONTROL:
                fate = "passed" if held else next(self.fates)
                self.done[fate] += 1
                arrives = {"lost": b"", "doubled": 2 * frame, "swapped": b""}.get(fate, frame + held)
                held, frame = (frame if fate == "swapped" else b""), arrives
            answer.write(frame)
            await answer.drain()


async def _frame(server: asyncio.StreamReader) -> tuple[int, bytes]:
    """The next frame of a server, which masks none and sends each message as one; and what kind it is."""
    head = await server.readexactly(2)
    size = head[1]
    if size > 125:
        more = await server.readexactly(2 if size == 126 else 8)
        head, size = head + more, int.from_bytes(more)
    return head[0] & 15, head + await server.readexactly(size)


async def _pass_on(source: asyncio.StreamReader, to: asyncio.StreamWriter) -> None:
    with closing(to), suppress(*AWAY):
        while some := await source.read(65536):
            to.write(some)
            await to.drain()


@contextmanager
def mangling(site: str, fates: Iterator[str]) -> Iterator[tuple[str, Mangler]]:
    """The address to connect to instead of the site's."""
    mangler, port = Mangler(site, fates), free_port()
    over, serving = asyncio.Event(), threading.Event()
    loops: list[asyncio.AbstractEventLoop] = []

    async def serve() -> None:
        loops.append(asyncio.get_running_loop())
        async with await asyncio.start_server(mangler.serve, "127.0.0.1", port):
            serving.set()
            await over.wait()

    thread = threading.Thread(target=lambda: asyncio.run(serve()), daemon=True)
    thread.start()
    assert serving.wait(30)
    try:
        yield f"http://127.0.0.1:{port}", mangler
    finally:
        loops[0].call_soon_threadsafe(over.set)
        thread.join(10)
