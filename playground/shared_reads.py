"""One look at the book for all who ask the same at the same time: a whole class may watch one experiment."""

import asyncio
from collections.abc import Awaitable, Callable, Hashable
from typing import Any


class SharedReads:
    """Questions that are being answered: whoever asks the same meanwhile gets the same answer."""

    def __init__(self) -> None:
        self._running: dict[Hashable, asyncio.Future[Any]] = {}

    async def ask(self, question: Hashable, answer: Callable[[], Awaitable[Any]]) -> Any:
        """What `answer()` says. It may have begun before this question: who must know something newer asks again."""
        question = (asyncio.get_running_loop(), question)
        if question not in self._running:
            running = self._running[question] = asyncio.ensure_future(answer())
            running.add_done_callback(lambda done: self._forget(question, done))
        # One who leaves must not take the answer from the others.
        return await asyncio.shield(self._running[question])

    def _forget(self, question: Hashable, done: asyncio.Future[Any]) -> None:
        self._running.pop(question, None)
        if not done.cancelled():
            done.exception()  # everybody who asked gets it; if all have left, nobody need hear of it
