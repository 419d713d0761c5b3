"""One student of the scripted class: presses, watches, reloads, and writes down when everything was seen."""

import asyncio
import contextlib
import json
import time
from dataclasses import dataclass, field

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException
from websockets.typing import Origin

from benchmarks.load.line import Line, Refused
from benchmarks.load.site import Site, Spec

HEARTBEAT = 10.0
TROUBLE = (Refused, OSError, WebSocketException, TimeoutError, ValueError)


@dataclass
class Tab:
    """A page that shows a run. Clocks are the machine's."""

    run: str
    numbers: set[int] = field(default_factory=set)
    live: list[tuple[int, float, float | None]] = field(default_factory=list)
    """Of each event that came without being asked for: its number, when it was seen, when it was written if told."""
    first: float | None = None
    """When its first epoch was seen."""
    ended: float | None = None
    epochs: int = 0
    loading: bool = True
    """What comes before the socket has caught up is a look back."""
    socket: ClientConnection | None = None
    following: "asyncio.Task[None] | None" = None

    @property
    def lost(self) -> int:
        """How many before the newest one never came."""
        return max(self.numbers, default=0) - len(self.numbers)


class Student:
    """A browser in words of the protocol."""

    def __init__(self, site: Site, nickname: str) -> None:
        self.site, self.nickname = site, nickname
        self.line = Line(site.url)
        self.tabs: list[Tab] = []
        self.errors: list[str] = []
        self.pressed: float | None = None
        self.answered: float | None = None
        self.asked_to_end: float | None = None

    @property
    def tab(self) -> Tab | None:
        """The newest one."""
        return self.tabs[-1] if self.tabs else None

    async def arrive(self) -> None:
        """Open the page."""
        with self._noting():
            await self.site.arrive(self.line, self.nickname)

    async def leave_a_tab_open(self, spec: Spec) -> None:
        """Train something short, and never close its page."""
        with self._noting():
            tab = await self._open(await self.site.train(self.line, spec))
            for _ in range(600):
                if tab.ended:
                    return
                await asyncio.sleep(0.05)
            self.errors.append("A short run has not ended within half a minute.")

    async def train(self, spec: Spec, pause: float = 0.0) -> None:
        """Press Train after a pause."""
        await asyncio.sleep(pause)
        self.pressed = time.time()
        with self._noting():
            run = await self.site.train(self.line, spec)
            self.answered = time.time()
            await self._open(run)

    async def reload(self, pause: float = 0.0) -> None:
        """Load the page of the newest run again."""
        await asyncio.sleep(pause)
        tab = self.tab
        if tab is None or self.pressed is None:
            return
        with self._noting():
            await _close(tab)
            await self.site.reload(self.line, tab.run)
            tab.loading = True
            await self._connect(tab, after=0)

    async def end(self, pause: float, twice: bool = False) -> None:
        """Press Stop after a pause, in a hurry twice. What has ended by itself has no such button."""
        await asyncio.sleep(pause)
        tab = self.tab
        if tab is None or self.answered is None or tab.ended:
            return
        self.asked_to_end = time.time()
        try:
            await self.site.end(self.line, tab.run)
            if twice:
                await self.site.end(self.line, tab.run)
        except TROUBLE as error:
            if not tab.ended and "409" not in str(error):  # it had just ended: the page says so
                self.errors.append(_words(error))

    async def leave(self) -> None:
        """Close all tabs."""
        for tab in self.tabs:
            await _close(tab)

    async def _open(self, run: str) -> Tab:
        tab = Tab(run)
        self.tabs.append(tab)
        await self._connect(tab, after=0)
        return tab

    async def _connect(self, tab: Tab, after: int) -> None:
        address = self.site.url.replace("http", "ws", 1) + self.site.socket(tab.run, after)
        headers = {"Cookie": self.line.cookie} if self.line.cookies else {}
        tab.socket = await connect(
            address, origin=Origin(self.site.url), additional_headers=headers, compression=None, open_timeout=60
        )
        tab.following = asyncio.create_task(self._follow(tab, tab.socket))

    async def _follow(self, tab: Tab, socket: ClientConnection) -> None:
        beating = asyncio.create_task(self._beat(tab, socket))
        try:
            async for frame in socket:
                self._take(tab, str(frame))
            self.errors.append("A socket was closed.")
        except TROUBLE as error:
            self.errors.append(_words(error))
        finally:
            beating.cancel()

    def _take(self, tab: Tab, frame: str) -> None:
        now = time.time()
        for seen in self.site.read(frame):
            if seen.number in tab.numbers:
                continue
            tab.numbers.add(seen.number)
            tab.epochs += seen.epoch
            if seen.epoch and not tab.loading:
                tab.live.append((seen.number, now, seen.written))
            if seen.epoch and tab.first is None:
                tab.first = now
            if seen.end:
                tab.ended = now
        tab.loading = False

    async def _beat(self, tab: Tab, socket: ClientConnection) -> None:
        """As static/js/stream.js does."""
        while True:
            await asyncio.sleep(HEARTBEAT)
            with contextlib.suppress(WebSocketException):
                await socket.send(json.dumps({"after": max(tab.numbers, default=0)}))

    @contextlib.contextmanager
    def _noting(self):  # type: ignore[no-untyped-def]
        try:
            yield
        except TROUBLE as error:
            self.errors.append(_words(error))


async def _close(tab: Tab) -> None:
    if tab.following:
        tab.following.cancel()
        await asyncio.gather(tab.following, return_exceptions=True)
    if tab.socket:
        with contextlib.suppress(*TROUBLE):
            await tab.socket.close()


def _words(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:300]
