"""Looks at the walls that somebody watches, twice a second each, once for all sockets of this process."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

from channels.db import database_sync_to_async

from playground.models import Classroom
from playground.wall import look
from playground.wall.look import Wall

log = logging.getLogger(__name__)
Listener = Callable[[Wall | None], Awaitable[None]]


class Ticker:
    """The listeners of this process: wall → functions that are told after every look; None: it is gone."""

    def __init__(self) -> None:
        self._listeners: dict[Wall, set[Listener]] = {}
        self._tasks: dict[Wall, asyncio.Task[None]] = {}
        self._calls: dict[Listener, asyncio.Task[None]] = {}

    def add(self, wall: Wall, listener: Listener) -> None:
        """Call `listener` after every look at this wall."""
        self._listeners.setdefault(wall, set()).add(listener)
        task = self._tasks.get(wall)
        if task is None or task.done() or task.get_loop() is not asyncio.get_running_loop():
            self._tasks[wall] = asyncio.create_task(self._look_for_ever(wall))

    def remove(self, wall: Wall, listener: Listener) -> None:
        """Stop calling it."""
        listeners = self._listeners.get(wall, set())
        listeners.discard(listener)
        if not listeners:
            self._listeners.pop(wall, None)

    async def _look_for_ever(self, wall: Wall) -> None:
        while wall in self._listeners:
            await asyncio.sleep(look.LOOK_EVERY)
            there = True
            try:
                await _look(wall)
            except Classroom.DoesNotExist:
                there = False
            except Exception:  # the database may be restarting; look again
                log.exception("The wall of class %s cannot be read", wall.classroom)
                continue
            for listener in list(self._listeners.get(wall, ())):
                self._tell(listener, wall if there else None)
        self._tasks.pop(wall, None)

    def _tell(self, listener: Listener, wall: Wall | None) -> None:
        """Not waited for: a browser that reads slowly must not hold up the others. It hears of the next look."""

        async def call() -> None:
            try:
                await listener(wall)
            except Exception as error:  # its socket may just have closed
                log.debug("A socket could not be told: %s", error)

        if listener not in self._calls:
            self._calls[listener] = asyncio.create_task(call())
            self._calls[listener].add_done_callback(lambda _: self._calls.pop(listener, None))


@database_sync_to_async
def _look(wall: Wall) -> None:
    wall.look(look.LOOK_EVERY / 2)


ticker = Ticker()
