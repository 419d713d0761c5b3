"""Refuses sockets that another site opened in the visitor's name."""

from typing import Any

from channels.security.websocket import WebsocketDenier
from django.conf import settings


class SameOriginOnly:
    """Lets a socket through only if its Origin is exactly the address it was opened at.

    Django's CSRF check does not cover sockets, and the validators of Channels ignore the port.
    """

    def __init__(self, application: Any) -> None:
        self.application = application

    async def __call__(self, scope: dict[str, Any], receive: Any, send: Any) -> Any:
        chosen = self.application if same_origin(scope) else WebsocketDenier()
        return await chosen(scope, receive, send)


def same_origin(scope: dict[str, Any]) -> bool:
    """Whether scheme, host and port of the Origin header are those of this server."""
    origins = [value for name, value in scope["headers"] if name == b"origin"]
    hosts = [value for name, value in scope["headers"] if name == b"host"]
    if len(origins) != 1 or len(hosts) != 1:
        return False
    scheme = "https" if settings.HTTPS or scope.get("scheme") == "wss" else "http"
    return bool(origins[0].decode("latin1").lower() == f"{scheme}://{hosts[0].decode('latin1').lower()}")
