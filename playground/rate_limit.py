"""Lets nobody ask so fast that the others have to wait: each visitor, and all visitors of one address together.

Counted in the memory of the web process: it costs no question to database or Redis, and goes on without them. What is
counted is only needed for seconds, so a restart may forget it.
"""

import asyncio
import ipaddress
import json
import math
import time
from collections import OrderedDict
from collections.abc import Callable
from hashlib import blake2b
from secrets import token_bytes
from typing import Any

from django.conf import settings
from django.http import parse_cookie

from playground.metrics import TOO_FAST, is_loopback

AT_ONCE = 20
"""Seconds' worth of requests that may come in one moment: pages begin with several, and a class begins together."""
MOST_REMEMBERED = 20_000
OF_THIS_MACHINE = ("/health", "/metrics")
"""Asked by those who look whether the server is well: a flood must not look like an illness."""
CHEAP = 0.1
"""What a static file counts: a first visit fetches a hundred of them."""
SENTENCE = "These were too many requests in a short time. Wait {wait} second{s}, then try again."


class Pace:
    """So many a second of each, and what `AT_ONCE` seconds would allow in one moment."""

    def __init__(self, a_second: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._each, self._clock = 1 / a_second, clock
        self._paid_until: OrderedDict[bytes, float] = OrderedDict()

    def wait(self, who: bytes, cost: float = 1) -> float:
        """Count one more; or do not, and say in how many seconds it may come."""
        paid, wait = self._one_more(who, cost)
        if not wait:
            self._note(who, paid)
        return wait

    def turn(self, who: bytes) -> float:
        """Count one more that will wait, and say how many seconds."""
        paid, wait = self._one_more(who, 1)
        self._note(who, paid)
        return wait

    def _one_more(self, who: bytes, cost: float) -> tuple[float, float]:
        now = self._clock()
        paid = max(self._paid_until.get(who, now), now) + cost * self._each
        return paid, max(0.0, paid - now - AT_ONCE)

    def _note(self, who: bytes, paid: float) -> None:
        self._paid_until[who] = paid
        self._paid_until.move_to_end(who)
        if len(self._paid_until) > MOST_REMEMBERED:
            self._paid_until.popitem(last=False)


class RateLimit:
    """Answers 429 to requests and handshakes that come too fast; what comes too fast through an open socket waits."""

    def __init__(self, application: Any) -> None:
        self.application = application
        self._visitors, self._addresses = (
            Pace(limit) if limit else None for limit in (settings.REQUESTS_OF_VISITOR, settings.REQUESTS_OF_ADDRESS)
        )

    async def __call__(self, scope: dict[str, Any], receive: Any, send: Any) -> None:
        who, path = visitor(scope), scope["path"]
        cost = CHEAP if path.startswith(settings.STATIC_URL) else 1
        if path in OF_THIS_MACHINE and is_loopback(came_from(scope)):
            await self.application(scope, receive, send)
        elif wait := self._wait(who, address(scope), cost):
            await refuse(scope, send, math.ceil(wait))
        elif scope["type"] == "websocket":
            await self.application(scope, self._in_turn(who, receive), send)
        else:
            await self.application(scope, receive, send)

    def _wait(self, who: bytes | None, where: bytes, cost: float) -> float:
        """A visitor who is refused takes nothing from the others at the same address."""
        if who and self._visitors and (wait := self._visitors.wait(who, cost)):
            TOO_FAST.labels("visitor").inc()
            return wait
        if self._addresses and (wait := self._addresses.wait(where, cost)):
            TOO_FAST.labels("address").inc()
            return wait
        return 0

    def _in_turn(self, who: bytes | None, receive: Any) -> Any:
        """What a browser says through its socket, no faster than it may ask otherwise: each asks for rows, too."""
        pace = self._visitors
        own = who or token_bytes(16)

        async def received() -> Any:
            message = await receive()
            if pace and message["type"] == "websocket.receive" and (wait := pace.turn(own)):
                await asyncio.sleep(wait)
            return message

        return received


def visitor(scope: dict[str, Any]) -> bytes | None:
    """Who brings this token or this session; None for somebody new. Whether they are valid costs a look at the book."""
    headers = dict(scope["headers"])
    token = headers.get(b"authorization", b"")
    session = parse_cookie(headers.get(b"cookie", b"").decode("latin-1")).get(settings.SESSION_COOKIE_NAME, "")
    known = token or session.encode("latin-1", "replace")
    return blake2b(known, digest_size=16).digest() if known else None


def came_from(scope: dict[str, Any]) -> str:
    """What the connection says; behind a proxy that is trusted, what the proxy says of it."""
    return str((scope.get("client") or ("", 0))[0])


def address(scope: dict[str, Any]) -> bytes:
    """The address of a visitor; of IPv6 the network, since each machine has as many addresses there as it likes."""
    text = came_from(scope)
    try:
        number = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return text.encode()[:64]
    return number.packed[:8] if number.version == 6 and not number.ipv4_mapped else str(number).encode()


async def refuse(scope: dict[str, Any], send: Any, seconds: int) -> None:
    """Say when to come again: to programs in the form of all our refusals, to people in a sentence."""
    sentence = SENTENCE.format(wait=seconds, s="" if seconds == 1 else "s")
    problems = {"problems": [{"loc": "", "msg": sentence}]}
    body, kind = (json.dumps(problems), "json") if scope["path"].startswith("/api/") else (sentence, "plain")
    headers = {
        "content-type": "application/json" if kind == "json" else "text/plain; charset=utf-8",
        "content-length": str(len(body)),
        "retry-after": str(seconds),
        "cache-control": "no-store",
        "x-content-type-options": "nosniff",
    }
    if scope["type"] == "websocket" and "websocket.http.response" not in scope.get("extensions", {}):
        await send({"type": "websocket.close"})
        return
    kind = "http" if scope["type"] == "http" else "websocket.http"
    sent = [(name.encode(), value.encode()) for name, value in headers.items()]
    await send({"type": f"{kind}.response.start", "status": 429, "headers": sent})
    await send({"type": f"{kind}.response.body", "body": body.encode()})
