"""The live socket of an experiment: join, replay from the book, forward. It decides nothing and formats nothing."""

import asyncio
import contextlib
import json
from typing import Any

from channels.db import database_sync_to_async

from playground import policy
from playground.bell import group
from playground.identity import identify_socket
from playground.live import REDIS_WITHIN, watch
from playground.models import Experiment
from playground.socket_pages import Page, Question, reads
from playground.sockets import BIGGEST, NOT_FOUND, LiveSocket


class ExperimentConsumer(LiveSocket):
    """Sends {"events": […], "weights": […], "status": {…}}, without weights where none go with these events.

    Of very many runs only the newest and the best epochs come: "after" and "last" then say which events were read.
    The client sends {"after": n} as heartbeat and to read again.
    """

    async def connect(self) -> None:
        """Refuse what is unknown or hidden, join the bell, and send everything after the browser's cursor."""
        self.lock = asyncio.Lock()  # bell, look and heartbeat would otherwise move the cursor at the same time
        self.last, self.joined = self.after(), False
        self.shown, self.late = self.last, True
        self.status: dict[str, Any] = {}
        self.experiment = await self._find()
        await self.accept()
        if self.experiment is None:
            await self.close(NOT_FOUND)
            return
        watch.add(self.experiment.pk, self.look)
        await self.forward()
        await self.join()
        await self.forward()

    async def join(self) -> None:
        """Listen to the bell; while Redis is away, the look each second still brings every event."""
        if self.experiment and not self.joined:
            with contextlib.suppress(Exception):
                adding = self.channel_layer.group_add(group(self.experiment.public_id), self.channel_name)
                await asyncio.wait_for(adding, REDIS_WITHIN)
                self.joined = True

    async def leave(self) -> None:
        """Quietly; Redis may be gone."""
        if getattr(self, "experiment", None):
            watch.remove(self.experiment.pk, self.look)
            with contextlib.suppress(Exception):
                leaving = self.channel_layer.group_discard(group(self.experiment.public_id), self.channel_name)
                await asyncio.wait_for(leaving, REDIS_WITHIN)

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None) -> None:
        """A heartbeat says how far the browser is; the rest is sent again."""
        with contextlib.suppress(ValueError, TypeError, KeyError, RecursionError):
            after = json.loads(text_data or "")["after"]
            if type(after) is int and 0 <= after <= BIGGEST:
                async with self.lock:  # what is on its way moves the cursor first
                    self.late = self.late or after < self.last
                    self.shown, self.last = after, after
                    self.status = {}  # so there is always an answer: the socket is alive
        if self.experiment:
            await self.join()
            await self.forward()

    async def experiment_changed(self, message: dict[str, Any]) -> None:
        """The bell; while one frame was sent, others may have rung for what was in it."""
        if message["seq"] > self.last:
            await self.forward()

    async def look(self, seq: int, access: int, status: dict[str, Any]) -> None:
        """The look each second."""
        if seq != self.last or access != self.experiment.access or status != self.status:
            await self.forward()

    async def forward(self) -> None:
        """Send the rows after the cursor, page by page, with the status."""
        async with self.lock:
            while True:
                try:
                    page = await self._read()
                except KeyError:  # its owner has deleted it
                    await self.close(NOT_FOUND)
                    return
                if page.access != self.experiment.access and not await self._may_stay(page.access):
                    await self.close(NOT_FOUND)
                    return
                if page.news or page.status != self.status:
                    await self.tell(page.text)
                    self.status = page.status
                self.last = page.last
                if not page.more:
                    self.shown, self.late = self.last, False
                    return

    @database_sync_to_async
    def _find(self) -> Experiment | None:
        self.owner = identify_socket(self.scope)
        found = Experiment.objects.filter(public_id=self.scope["url_route"]["kwargs"]["id"]).first()
        return found if found and policy.may_read(self.owner, found) else None

    @database_sync_to_async
    def _may_stay(self, access: int) -> bool:
        """Whether it may still be read, now that something was changed about that."""
        experiment = Experiment.objects.select_related("classroom").get(pk=self.experiment.pk)
        self.experiment.access = access
        return policy.may_read(self.owner, experiment)

    async def _read(self) -> Page:
        page: Page = await reads.ask(Question(self.experiment.pk, self.last, self.shown, self.late))
        return page
