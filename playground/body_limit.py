"""Refuses requests with more in them than any page or program of ours sends, before it fills the disk."""

import json
from typing import Any

MOST_BYTES = 8 * 1024 * 1024
PROBLEM = {"loc": "", "msg": f"This is larger than the {MOST_BYTES // 1024 // 1024} MB that fit into one request."}


class BodyLimit:
    """Counts what arrives: the announced length may be missing or a lie. Django limits all but uploaded files."""

    def __init__(self, application: Any) -> None:
        self.application = application

    async def __call__(self, scope: dict[str, Any], receive: Any, send: Any) -> None:
        announced = dict(scope["headers"]).get(b"content-length", b"0")
        if int(announced) > MOST_BYTES:
            await refuse(send)
            return
        arrived = 0

        async def counted() -> Any:
            nonlocal arrived
            message = await receive()
            arrived += len(message.get("body", b""))
            # To Django it looks as if the visitor had gone; it drops what it has and answers nothing.
            return message if arrived <= MOST_BYTES else {"type": "http.disconnect"}

        await self.application(scope, counted, send)
        if arrived > MOST_BYTES:
            await refuse(send)


async def refuse(send: Any) -> None:
    """Answer 413 in the form of all our refusals."""
    body = json.dumps({"problems": [PROBLEM]}).encode()
    headers = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": 413, "headers": [*headers, (b"connection", b"close")]})
    await send({"type": "http.response.body", "body": body})
