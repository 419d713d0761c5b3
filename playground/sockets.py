"""What all live sockets have in common: what they are asked, how they speak, and that they end properly."""

import asyncio
from typing import Any

from channels.generic.websocket import AsyncWebsocketConsumer

NOT_FOUND, TOO_SLOW = 4404, 4008
SEND_WITHIN = 20.0
BIGGEST = 2**63 - 1


class LiveSocket(AsyncWebsocketConsumer):
    """A socket that follows the book from a cursor on."""

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Serve one socket; however it ends, nobody listens for it any more."""
        try:
            await super().__call__(scope, receive, send)
        finally:
            await self.leave()

    async def leave(self) -> None:
        """Take it from all lists. An exception would end a socket without `disconnect`, hence not there."""
        raise NotImplementedError

    async def tell(self, text: str) -> None:
        """Send, or close: memory must not pay for a browser that never reads."""
        try:
            await asyncio.wait_for(self.send(text_data=text), SEND_WITHIN)
        except TimeoutError:
            await self.close(TOO_SLOW)

    def asked(self) -> dict[str, str]:
        """The query of its address."""
        query = self.scope["query_string"].decode("ascii", "ignore")
        return dict(part.partition("=")[::2] for part in query.split("&"))

    def after(self) -> int:
        """The cursor in it; 0 where that is no number."""
        text = self.asked().get("after", "")
        return min(int(text), BIGGEST) if text.isascii() and text.isdigit() and len(text) < 20 else 0
