"""Looks at the walls that somebody watches, twice a second each, once for all sockets of this process."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

from channels.db import database_sync_to_async

from playground.models import Classroom
from playground.wall import look
from playground.wall.look import Wall, wall_of

log = logging.getLogger(__name__)
Listener = Callable[[Wall | None], Awaitable[None]]


class Ticker:
    """The listeners of this process: class → functions that are told of its wall after every look; None: it is gone."""

    def __init__(self) -> None:
        self._listeners: dict[int, set[Listener]] = {}
        self._tasks: dict[int, asyncio.Task[None]] = {}
        self._calls: dict[Listener, asyncio.Task[None]] = {}

    def add(self, classroom: int, listener: Listener) -> None:
        """Call `listener` after every look at the wall of this class."""
        self._listeners.setdefault(classroom, set()).add(listener)
        task = self._tasks.get(classroom)
        if task is None or task.done() or task.get_loop() is not asyncio.get_running_loop():
            self._tasks[classroom] = asyncio.create_task(self._look_for_ever(classroom))

    def remove(self, classroom: int, listener: Listener) -> None:
        """Stop calling it."""
        listeners = self._listeners.get(classroom, set())
        listeners.discard(listener)
        if not listeners:
            self._listeners.pop(classroom, None)

    async def _look_for_ever(self, classroom: int) -> None:
        while classroom in self._listeners:
            await asyncio.sleep(look.LOOK_EVERY)
            try:
                wall: Wall | None = await _look(classroom)
            except Classroom.DoesNotExist:
                wall = None
            except Exception:  # the database may be restarting; look again
                log.exception("The wall of class %s cannot be read", classroom)
                continue
            for listener in list(self._listeners.get(classroom, ())):
                self._tell(listener, wall)

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
def _look(classroom: int) -> Wall:
    wall = wall_of(classroom)
    wall.look(look.LOOK_EVERY / 2)
    return wall


ticker = Ticker()
