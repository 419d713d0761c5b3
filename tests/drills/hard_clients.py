"""Clients that no browser is: they never read, never answer pings, send floods, or come by the hundred."""

import asyncio
import base64
import json
import os
import socket
import struct
import threading
import time
from contextlib import suppress
from urllib.parse import urlsplit

from websockets.asyncio.client import connect
from websockets.exceptions import WebSocketException
from websockets.typing import Origin

from tests.drills.site import Site

PATH = "/ws/experiments/{}?after=0"


class RawSocket:
    """A websocket by hand. `reads=False`: it takes no byte more than fits into the smallest buffer."""

    def __init__(self, site: Site, experiment: str, reads: bool = True) -> None:
        address = urlsplit(site.url)
        self.socket = socket.socket()
        if not reads:
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
        self.socket.connect((address.hostname, address.port))
        key = base64.b64encode(os.urandom(16)).decode()
        lines = [f"GET {PATH.format(experiment)} HTTP/1.1", f"Host: {address.netloc}", f"Origin: {site.url}"]
        lines += ["Upgrade: websocket", "Connection: Upgrade", "Sec-WebSocket-Version: 13", f"Sec-WebSocket-Key: {key}"]
        self.socket.sendall("\r\n".join([*lines, "", ""]).encode())
        assert b" 101 " in self.socket.recv(64)

    def send(self, text: str) -> bool:
        """One masked frame; False once nobody takes it."""
        data = text.encode()
        size = bytes([0x80 | len(data)]) if len(data) < 126 else bytes([0x80 | 126]) + struct.pack(">H", len(data))
        try:
            self.socket.sendall(b"\x81" + size + bytes(4) + data)  # a mask of zeros changes nothing
        except OSError:
            return False
        return True

    def closed_within(self, seconds: float) -> float | None:
        """Seconds until the server ends the connection; whatever it says until then is read and ignored."""
        began = time.monotonic()
        self.socket.settimeout(1)
        while time.monotonic() - began < seconds:
            try:
                if not self.socket.recv(65536):
                    return time.monotonic() - began
            except TimeoutError:
                continue
            except OSError:
                return time.monotonic() - began
        return None

    def ask_for_all_again(self, times: int) -> None:
        """Make the server send everything so many times, without reading any of it."""
        self.socket.settimeout(5)
        with suppress(TimeoutError):
            for _ in range(times):
                if not self.send(json.dumps({"after": 0})):
                    return

    def close(self) -> None:
        self.socket.close()


class Crowd:
    """Very many browsers that watch one experiment, in one thread; each connects anew when its socket ends."""

    def __init__(self, site: Site, experiment: str, size: int) -> None:
        self.site, self.size = site, size
        self.address = site.url.replace("http", "ws", 1) + "/ws/experiments/" + experiment
        self.last = [0] * size
        self.live = [False] * size
        self.over = threading.Event()
        self.thread = threading.Thread(target=lambda: asyncio.run(self._watch()), daemon=True)
        self.thread.start()

    def leave(self) -> None:
        self.over.set()
        self.thread.join(60)
        assert not self.thread.is_alive()

    async def _watch(self) -> None:
        tasks = [asyncio.create_task(self._one(number)) for number in range(self.size)]
        await asyncio.to_thread(self.over.wait)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _one(self, number: int) -> None:
        while True:
            with suppress(OSError, WebSocketException):
                address = f"{self.address}?after={self.last[number]}"
                async with connect(address, origin=Origin(self.site.url), open_timeout=60) as line:
                    self.live[number] = True
                    async for text in line:
                        self._take(number, str(text))
            self.live[number] = False
            await asyncio.sleep(0.5 + number % 10 / 10)

    def _take(self, number: int, text: str) -> None:
        numbers = [event["seq"] for event in json.loads(text)["events"]]
        assert numbers == list(range(self.last[number] + 1, self.last[number] + 1 + len(numbers)))
        self.last[number] += len(numbers)
