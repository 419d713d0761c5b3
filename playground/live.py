"""What all sockets of a server process share: a keep-alive of the channel layer, and a look at the book each second.

Bells make sockets fast; the look makes them certain. It costs one query a second for all sockets together, so the last
message, a restarted Redis or a change of the place in the queue reach every browser all the same.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Any

from channels.db import database_sync_to_async
from channels.layers import get_channel_layer

from playground.status import statuses

log = logging.getLogger(__name__)
LOOK_EVERY = 1.0
REDIS_WITHIN = 2.0
Listener = Callable[[int, int, dict[str, Any]], Awaitable[None]]


class Watch:
    """The listeners of this process: experiment → functions that want its number of events and its status.

    Between the two they are told how often it was changed who may read it.
    """

    def __init__(self) -> None:
        self._listeners: dict[int, set[Listener]] = {}
        self._calls: dict[Listener, asyncio.Task[None]] = {}
        self._task: asyncio.Task[None] | None = None

    def add(self, experiment: int, listener: Listener) -> None:
        """Call `listener` about this experiment every second."""
        self._listeners.setdefault(experiment, set()).add(listener)
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._look_for_ever())

    def remove(self, experiment: int, listener: Listener) -> None:
        """Stop calling it."""
        listeners = self._listeners.get(experiment, set())
        listeners.discard(listener)
        if not listeners:
            self._listeners.pop(experiment, None)

    @property
    def listening(self) -> int:
        """How many listen."""
        return sum(map(len, list(self._listeners.values())))

    async def _look_for_ever(self) -> None:
        await _keep_channel_layer_awake()
        while self._listeners:
            await asyncio.sleep(LOOK_EVERY)
            try:
                news = await _read(list(self._listeners))
            except Exception:  # the database may be restarting; look again in a second
                log.exception("The watched experiments cannot be read")
                continue
            for key, (seq, access, status) in news.items():
                for listener in self._listeners.get(key, ()):
                    self._tell(listener, seq, access, status)

    def _tell(self, listener: Listener, seq: int, access: int, status: dict[str, Any]) -> None:
        """Not waited for: a browser that reads slowly must not hold up the others."""

        async def call() -> None:
            try:
                await listener(seq, access, status)
            except Exception as error:  # its socket may just have closed
                log.debug("A socket could not be told: %s", error)

        if listener not in self._calls:  # else it is still busy with older news
            self._calls[listener] = asyncio.create_task(call())
            self._calls[listener].add_done_callback(lambda _: self._calls.pop(listener, None))


async def _keep_channel_layer_awake() -> None:
    """With no subscription at all, channels-redis looks for messages only every 100 ms."""
    try:
        await asyncio.wait_for(get_channel_layer().new_channel(), REDIS_WITHIN)
    except Exception as error:  # Redis may be down; the look each second does not need it
        log.warning("The channel layer does not answer: %s", error)


@database_sync_to_async
def _read(keys: list[int]) -> dict[int, tuple[int, int, dict[str, Any]]]:
    return statuses(keys)


watch = Watch()
