"""The live socket of a wall: whoever may see it hears what has changed, at most twice a second."""

import asyncio
import contextlib
import json

from channels.db import database_sync_to_async

from playground import policy
from playground.identity import identify_socket
from playground.models import Classroom, Owner
from playground.sockets import NOT_FOUND, LiveSocket
from playground.wall.board import cursor
from playground.wall.frames import frame_for, sight_of
from playground.wall.look import Wall, wall_of
from playground.wall.ticker import ticker


class WallConsumer(LiveSocket):
    """Sends frames (`frames.py`). The client sends {"boot": …, "after": n} as heartbeat and to read again."""

    channel_layer_alias = ""
    """It looks at the book by itself: with Redis gone, the wall goes on."""
    wall: Wall | None = None
    owner: Owner | None = None

    async def leave(self) -> None:
        """It hears of no more looks."""
        if self.wall:
            ticker.remove(self.wall, self.look)

    async def connect(self) -> None:
        """Refuse who may not see it; else send everything after the browser's cursor, then what happens."""
        self.lock = asyncio.Lock()
        self.sent, self.told_mine = cursor(self.asked().get("boot"), self.after()), ""
        self.wall = await self._find()
        await self.accept()
        if self.wall is None:
            await self.close(NOT_FOUND)
            return
        await self.forward(await self._look(self.wall), always=True)
        ticker.add(self.wall, self.look)

    async def look(self, wall: Wall | None) -> None:
        """After every look."""
        await self.forward(wall)

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None) -> None:
        """A heartbeat says how far the browser is; there is always an answer: the socket is alive."""
        with contextlib.suppress(ValueError, TypeError, KeyError, RecursionError):
            said = json.loads(text_data or "")
            if self.wall and type(said["after"]) is int:
                self.sent = cursor(said.get("boot"), said["after"])
                await self.forward(await self._look(self.wall), always=True)

    async def forward(self, wall: Wall | None, always: bool = False) -> None:
        """Send what changed after the last frame, if anything did."""
        async with self.lock:
            if wall is None or (wall.readers != self.readers and not await self._may_stay(wall)):
                await self.close(NOT_FOUND)
                return
            version = wall.boards[self.sight].version
            mine = json.dumps(wall.mine(self.owner.pk)) if self.owner else "{}"
            if not always and version == self.sent and mine == self.told_mine:
                return
            text = frame_for(wall, self.sight, self.sent, mine)
            self.sent, self.told_mine = version, mine
            await self.tell(text)

    @database_sync_to_async
    def _find(self) -> Wall | None:
        self.owner = identify_socket(self.scope)
        found = Classroom.objects.by_code(self.scope["url_route"]["kwargs"]["code"])
        if found is None or not policy.may_see_wall(self.owner, found):
            return None
        self.sight = self._sight(found)
        wall = wall_of(found)
        self.readers = wall.readers
        return wall

    @database_sync_to_async
    def _look(self, wall: Wall) -> Wall | None:
        with contextlib.suppress(Classroom.DoesNotExist):
            wall.look()
            return wall
        return None

    @database_sync_to_async
    def _may_stay(self, wall: Wall) -> bool:
        """Somebody has come, gone or become something else: perhaps this one."""
        classroom = Classroom.objects.get(pk=wall.classroom)
        if not policy.may_see_wall(self.owner, classroom):
            return False
        sight = self._sight(classroom)
        if sight != self.sight:
            self.sight, self.sent = sight, 0
        self.readers = wall.readers
        return True

    def _sight(self, classroom: Classroom) -> str:
        return sight_of(self.owner, classroom, self.asked().get("view") == "class")
