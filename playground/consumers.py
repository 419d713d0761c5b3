"""The live socket of an experiment: join, replay from the book, forward. It decides nothing and formats nothing."""

import asyncio
import contextlib
import json
from dataclasses import dataclass
from typing import Any

from channels.db import database_sync_to_async
from channels.generic.websocket import AsyncWebsocketConsumer

from playground import policy
from playground.bell import group
from playground.condensed import is_many, newest_of_each
from playground.identity import identify_socket
from playground.live import REDIS_WITHIN, watch
from playground.models import Event, Experiment, Weights
from playground.shared_reads import SharedReads
from playground.status import status

PAGE = 200
LONG_PAGE = 2000
"""Events of very many runs that make one message: most of them are left out."""
MOST_FRAMES = 16
"""Weights in one message; whoever comes late gets the newest alone."""
NOT_FOUND, TOO_SLOW = 4404, 4008
SEND_WITHIN = 20.0
BIGGEST = 2**63 - 1

reads = SharedReads()


@dataclass(frozen=True)
class Page:
    """A message, and what those who send it must know of it."""

    text: str
    status: dict[str, Any]
    news: bool
    last: int
    more: bool
    access: int

    @classmethod
    def of(
        cls, experiment: Experiment, events: list[str], frames: list[str], last: int, more: bool, after: int | None
    ) -> "Page":
        """Events and weights are JSON already; `after`: where the page begins, if events are missing in it."""
        weights = f'"weights":[{",".join(frames)}],' if frames else ""
        condensed = "" if after is None else f'"after":{after},"last":{last},'
        stands = status(experiment)
        said = json.dumps(stands, allow_nan=False)
        text = f'{{"events":[{",".join(events)}],{condensed}{weights}"status":{said}}}'
        return cls(text, stands, bool(events or frames), last, more, experiment.access)


class ExperimentConsumer(AsyncWebsocketConsumer):
    """Sends {"events": […], "weights": […], "status": {…}}, without weights where none go with these events.

    Of very many runs only the newest and the best epochs come: "after" and "last" then say which events were read.
    The client sends {"after": n} as heartbeat and to read again.
    """

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Serve one socket; however it ends, nobody listens for it any more."""
        try:
            await super().__call__(scope, receive, send)
        finally:
            await self.leave()

    async def connect(self) -> None:
        """Refuse what is unknown or hidden, join the bell, and send everything after the browser's cursor."""
        self.lock = asyncio.Lock()  # bell, look and heartbeat would otherwise move the cursor at the same time
        self.last, self.joined = self._cursor(), False
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
        """Quietly; Redis may be gone. An exception would end a socket without `disconnect`, hence not there."""
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
        if message["seq"] > self.last:  # a look that others shared may have begun before it rang
            await self.forward()

    async def look(self, seq: int, access: int, status: dict[str, Any]) -> None:
        """The look each second."""
        if seq != self.last or access != self.experiment.access or status != self.status:
            await self.forward()

    async def forward(self) -> None:
        """Send the rows after the cursor, page by page, with the status."""
        async with self.lock:
            while True:
                page = await reads.ask((self.experiment.pk, self.last, self.shown, self.late), self._read)
                if page.access != self.experiment.access and not await self._may_stay(page.access):
                    await self.close(NOT_FOUND)
                    return
                if page.news or page.status != self.status:
                    await self._send(page.text)
                    self.status = page.status
                self.last = page.last
                if not page.more:
                    self.shown, self.late = self.last, False
                    return

    async def _send(self, text: str) -> None:
        try:
            await asyncio.wait_for(self.send(text_data=text), SEND_WITHIN)
        except TimeoutError:
            await self.close(TOO_SLOW)  # memory must not pay for a browser that never reads

    def _cursor(self) -> int:
        query = self.scope["query_string"].decode("ascii", "ignore")
        after = dict(part.partition("=")[::2] for part in query.split("&")).get("after", "")
        return min(int(after), BIGGEST) if after.isascii() and after.isdigit() and len(after) < 20 else 0

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

    @database_sync_to_async
    def _read(self) -> Page:
        experiment = Experiment.objects.get(pk=self.experiment.pk)
        size = LONG_PAGE if is_many(experiment) else PAGE
        rows = list(Event.objects.filter(experiment=experiment).after(self.last, size).values_list("seq", "body"))
        last, more = rows[-1][0] if rows else self.last, len(rows) == size
        bodies = [body for _, body in rows]
        bodies, missing = newest_of_each(bodies) if size == LONG_PAGE else (bodies, False)
        frames = []
        if not more and last > self.shown:  # pictures of what is only read on the way are never seen
            most = 1 if self.late else MOST_FRAMES
            frames = [each.to_json() for each in Weights.objects.to_show(experiment, self.shown, last, most)]
        return Page.of(experiment, bodies, frames, last, more, after=self.last if missing else None)
