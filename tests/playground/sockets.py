"""A browser's end of the live socket, which believes nothing that does not fit."""

import asyncio
import json
from typing import Any

from asgiref.testing import ApplicationCommunicator

from playground.asgi import application
from playground.models import Experiment

HOST = b"descent.example"


class Socket:
    """Connected to the real ASGI application."""

    def __init__(self, public_id: str, query: str = "", origin: bytes = b"http://" + HOST, cookie: bytes = b"") -> None:
        path = f"/ws/experiments/{public_id}"
        headers = [(b"host", HOST), (b"origin", origin), (b"cookie", cookie)]
        scope = {
            "type": "websocket",
            "path": path,
            "query_string": query.removeprefix("?").encode(),
            "headers": headers,
            "subprotocols": [],
        }
        self.wire = ApplicationCommunicator(application, scope)
        self.frames: list[dict[str, Any]] = []
        self.numbers: list[int] = []
        """Of all events, as they came."""

    async def open(self) -> bool:
        """Knock; whether one is let in."""
        await self.wire.send_input({"type": "websocket.connect"})
        answer = await self.wire.receive_output(30)
        return bool(answer["type"] == "websocket.accept")

    @classmethod
    async def watching(cls, experiment: Experiment, query: str = "") -> "Socket":
        socket = cls(experiment.public_id, query)
        assert await socket.open()
        return socket

    async def take(self, seconds: float = 3) -> dict[str, Any]:
        """The next frame."""
        sent = await self.wire.receive_output(seconds)
        assert sent["type"] == "websocket.send", sent
        frame: dict[str, Any] = json.loads(sent["text"], parse_constant=_refuse)
        assert [name for name in frame if name not in ("weights", "after", "last")] == ["events", "status"]
        assert frame.get("weights") != []
        self.frames.append(frame)
        self.numbers += [event["seq"] for event in frame["events"]]
        return frame

    async def take_until(self, number: int, seconds: float = 5) -> None:
        """Frames until this event has come."""
        async with asyncio.timeout(seconds):
            while not self.numbers or self.numbers[-1] < number:
                await self.take(seconds)

    async def is_quiet(self, seconds: float) -> bool:
        return await self.wire.receive_nothing(seconds, 0.05)

    async def say(self, text: str | None = None, data: bytes | None = None) -> None:
        await self.wire.send_input({"type": "websocket.receive", "text": text, "bytes": data})

    async def close(self) -> None:
        await self.wire.send_input({"type": "websocket.disconnect", "code": 1000})
        await self.wire.wait(5)


def _refuse(name: str) -> Any:
    raise AssertionError(f"{name} is not JSON")
