"""The teacher: makes the class, and has its wall open while the lesson goes on."""

import asyncio
import contextlib
import json

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException
from websockets.typing import Origin

from benchmarks.load.line import Line

HEARTBEAT = 10.0


class Teacher:
    """Somebody with a password, in front of the wall."""

    def __init__(self, url: str) -> None:
        self.line = Line(url)
        self.errors: list[str] = []
        self.frames = 0
        self._looking: asyncio.Task[None] | None = None

    async def found(self, name: str, password: str) -> str:
        """Log in and make a class; returns its code."""
        await self.line.get("/login")
        await self.line.send("/login", username=name, password=password)
        made = await self.line.send("/classes/", title="A full class")
        return made.location.rpartition("/")[2]

    async def open_wall(self, code: str) -> None:
        """The page, and the socket behind it."""
        await self.line.get(f"/class/{code}")
        address = f"{self.line.url.replace('http', 'ws', 1)}/ws/classes/{code}"
        headers = {"Cookie": self.line.cookie}
        socket = await connect(address, origin=Origin(self.line.url), additional_headers=headers, max_size=None)
        self._looking = asyncio.create_task(self._look(socket))

    async def leave(self) -> None:
        """Close the wall."""
        if self._looking:
            self._looking.cancel()
            await asyncio.gather(self._looking, return_exceptions=True)

    async def _look(self, socket: ClientConnection) -> None:
        newest = {"boot": "", "after": 0}
        beating = asyncio.create_task(self._beat(socket, newest))
        try:
            async for text in socket:
                frame = json.loads(text)
                newest |= {"boot": frame["boot"], "after": frame["version"]}
                self.frames += 1
            self.errors.append("The wall was closed.")
        except (WebSocketException, ValueError, KeyError) as error:
            self.errors.append(f"On the wall: {type(error).__name__}: {error}"[:300])
        finally:
            beating.cancel()
            await socket.close()

    async def _beat(self, socket: ClientConnection, newest: dict[str, str | int]) -> None:
        while True:
            await asyncio.sleep(HEARTBEAT)
            with contextlib.suppress(WebSocketException):
                await socket.send(json.dumps(newest))
