"""Sends what is too long for the memory: made piece by piece, as fast as somebody takes it."""

from collections.abc import AsyncIterator, Iterable, Iterator

from asgiref.sync import sync_to_async
from django.core.handlers.asgi import ASGIRequest
from django.http import HttpRequest, StreamingHttpResponse

BLOCK = 256 * 1024
"""Characters sent at once: a row by itself would cost a change of threads."""


def streamed(request: HttpRequest, pieces: Iterable[str], content_type: str) -> StreamingHttpResponse:
    """The pieces as an answer; between two blocks the server attends to others."""
    blocks = _blocks(pieces)
    content = _aside(blocks) if isinstance(request, ASGIRequest) else blocks
    return StreamingHttpResponse(content, content_type=content_type)


def _blocks(pieces: Iterable[str]) -> Iterator[bytes]:
    waiting: list[str] = []
    size = 0
    for piece in pieces:
        waiting.append(piece)
        size += len(piece)
        if size >= BLOCK:
            yield "".join(waiting).encode()
            waiting, size = [], 0
    yield "".join(waiting).encode()


async def _aside(blocks: Iterator[bytes]) -> AsyncIterator[bytes]:
    """In the thread of the request: Django would collect a plain iterator before it sends anything."""
    while block := await sync_to_async(lambda: next(blocks, b""))():
        yield block
